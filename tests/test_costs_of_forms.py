"""What the desk's forms ask of the database and load into a browser."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossier_site.storage import QuickCompressor
from publishing.editions import publish
from publishing.roles import Role
from tests import desk, make, surroundings
from timeline.models import EventType
from tools.icons.make import ICONS, RESULT

pytestmark = pytest.mark.django_db
LOADED = 250_000


def event(number):
    """One that has of each so many of what most events have."""
    taskforce = make.taskforce(results=[f"Result {n}" for n in range(number)])
    given = {"organisations": [make.organisation(f"Institut {n}", countries=["FR"]) for n in range(number)]}
    given |= {"topics": [make.topic(f"Topic {n}") for n in range(number)], "results": taskforce.results.all()}
    given |= {"documents": [make.document() for _ in range(number)], "type": make.event_type()}
    return make.published(make.event(taskforces=[taskforce], country_id="FR", picture=make.picture(), **given))


def taskforce(number):
    """One that has of each so many of what a taskforce can have, and events; how many there are is asked beyond 20."""
    words = [f"Words {n}" for n in range(number)]
    given = {"organisations": [make.organisation(f"Institut {n}", countries=["FR"]) for n in range(number)]}
    given |= {"documents": [make.document() for _ in range(number)], "objectives": words, "results": words}
    item = make.published(make.taskforce(countries=["FR", "DE"][:number], **given))
    for n in range(number):
        item.relations.create(other=make.taskforce(f"Earlier {n}"), kind="continues")
        item.sources.create(name=f"source {n}", document=make.document(), position=n)
        if n < 20:
            make.event(f"Event {n}", taskforces=[item])
    return make.touched(item)


def asked(act):
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    return [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]], answer


@pytest.mark.parametrize("number", [1, 3, 100])
@pytest.mark.parametrize(("made", "form", "save"), [(event, 14, 24), (taskforce, 31, 34)])
def test_form_and_saving_it_ask_little_however_much_stands_there(editor, made, form, save, number):
    item = made(number)
    editor.get(desk.address(item))
    questions, page = asked(lambda: editor.get(desk.address(item)))
    assert len(questions) == form
    questions, answer = asked(lambda: editor.post(desk.address(item), desk.filled(page) | {"summary": "Typed"}))
    assert (len(questions), answer.status_code) == (save + surroundings.on_postgresql(), 302)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PUBLISHER])
@pytest.mark.parametrize("made", [event, taskforce])
def test_form_asks_nothing_twice_whoever_looks(client, made, role):
    item = made(3)
    client.force_login(make.person(role))
    client.get(desk.address(item))
    questions, page = asked(lambda: client.get(desk.address(item)))
    assert page.status_code == 200
    assert len(questions) == len({*questions})


def test_form_of_an_event_reads_no_edition_but_the_one_that_it_is_compared_with(editor):
    item = event(1)
    for number in range(3):
        item.summary = f"New {number}"
        make.touch(item)
        publish(item)
    questions, _page = asked(lambda: editor.get(desk.address(item)))
    assert not [sql for sql in questions if '"snapshot"' in sql]
    desk.send(editor, desk.address(item), summary="Typed")
    questions, page = asked(lambda: editor.get(desk.address(item)))  # which says now what is not public of it
    assert len([sql for sql in questions if '"snapshot"' in sql]) == 1
    assert "Saved, but not public yet: summary." in desk.text(page)


def loaded(page):
    """The files that a page loads."""
    pairs = {*re.findall(r'(?:src|href)="/static/([^"]+)"|"/static/([^"]+\.js)"', page.content.decode())}
    return {Path(finders.find(name)) for pair in pairs for name in pair if name}


def test_form_loads_no_script_that_it_does_not_need(editor):
    files = loaded(editor.get(desk.address(event(1))))
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
