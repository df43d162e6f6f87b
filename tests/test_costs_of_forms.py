"""What the desk's forms ask of the database and load into a browser."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossier_site.storage import QuickCompressor
from publishing.editions import publish
from tests import desk, make, surroundings
from timeline.models import EventType
from tools.icons.make import ICONS, RESULT

pytestmark = pytest.mark.django_db
FORM, SAVE = 27, 62 + surroundings.on_postgresql()  # which locks by a question of its own
LOADED = 250_000


@pytest.fixture
def editor(client):
    client.force_login(make.editor())
    return client


@pytest.fixture
def event():
    """One that has of each what most events have."""
    given = {"organisations": [make.organisation()], "topics": [make.topic()], "documents": [make.document()]}
    given |= {"type": make.event_type(), "country_id": "FR", "picture": make.picture()}
    return make.published(make.event(taskforces=[make.taskforce()], **given))


def asked(act):
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    return [query["sql"] for query in queries], answer


def test_form_of_an_event_asks_little_however_often_it_was_published(editor, event):
    for number in range(3):
        event.summary = f"New {number}"
        make.touch(event)
        publish(event)
    editor.get(desk.address(event))
    questions, page = asked(lambda: editor.get(desk.address(event)))
    assert len(questions) == FORM
    assert not [sql for sql in questions if '"snapshot"' in sql]
    questions, answer = asked(lambda: editor.post(desk.address(event), desk.filled(page) | {"summary": "Typed"}))
    assert (len(questions), answer.status_code) == (SAVE, 302)
    questions, page = asked(lambda: editor.get(desk.address(event)))  # which says now what is not public of it
    assert len([sql for sql in questions if '"snapshot"' in sql]) == 1
    assert "Saved, but not public yet: summary." in desk.text(page)


def loaded(page):
    """The files that a page loads."""
    pairs = {*re.findall(r'(?:src|href)="/static/([^"]+)"|"/static/([^"]+\.js)"', page.content.decode())}
    return {Path(finders.find(name)) for pair in pairs for name in pair if name}


def test_form_loads_no_script_that_it_does_not_need(editor, event):
    files = loaded(editor.get(desk.address(event)))
    assert "editor.js" in {path.name for path in files}
    assert sum(len(QuickCompressor.compress_brotli(path.read_bytes())) for path in (*files, RESULT)) <= LOADED
    # Where an address is made of a name as it is typed, what makes it is there.
    assert {"xregexp.min.js", "urlify.js"} <= {path.name for path in loaded(editor.get(desk.adding(EventType)))}


def test_small_font_has_every_icon_of_the_editor():
    scripts = [Path(finders.find(name)) for name in ("django_prose_editor/editor.js", "desk/language.js")]
    named = {name for path in scripts for name in re.findall(r'material\("(\w+)"', path.read_text())}
    assert named <= ICONS
    assert len(named) > 20
    assert Path(finders.find("django_prose_editor/material-icons.woff2")) == RESULT
