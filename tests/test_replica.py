"""Pages from a copy of the database, as long as it has all that was published."""

import json

import pytest

from tests import prepared, running, surroundings

pytestmark = pytest.mark.skipif(not surroundings.on_postgresql(), reason="only PostgreSQL is followed by a copy")
DJANGO = {"DJANGO_SETTINGS_MODULE": "dossier_site.settings", "ALLOWED_HOSTS": "testserver", "DEBUG": "1"}
FILL = """
import django; django.setup()
from tests import make
make.published(make.event("First"))
make.editor()
"""
# How often a reader and an editor ask the copy, and whether the second event is there; once more, when only the
# original knows that it is.
READ = """
import json, django; django.setup()
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from tests import make
reader, editor = Client(), Client()
editor.force_login(User.objects.get())
def read(client):
    asked = []
    def ask(execute, *question):
        asked.append(question)
        return execute(*question)
    with connections["replica"].execute_wrapper(ask):
        page = client.get("/events/").content.decode()
    return len(asked), "Second" in page
answers = [read(reader), read(editor)]
make.published(make.event("Second"))
print(json.dumps([*answers, read(reader), read(editor)]))
"""


def test_reader_is_answered_from_the_copy_until_it_lags_behind(tmp_path):
    original = prepared.site(tmp_path)
    filled = running.python(tmp_path, "-c", FILL, **DJANGO, **original)
    assert filled.returncode == 0, filled.stderr
    copy = running.own_database(like=original)
    read = running.python(tmp_path, "-c", READ, **DJANGO, **original, DATABASE_REPLICA_URL=copy["DATABASE_URL"])
    assert read.returncode == 0, read.stderr
    fresh, editor, lagging, editor_after = json.loads(read.stdout)
    assert fresh[0] > 1
    assert lagging == [1, True]  # for its generation, which is an older one
    assert (editor, editor_after) == ([0, False], [0, True])


def test_copy_that_is_away_is_not_needed(tmp_path):
    away = "postgres://nobody@127.0.0.1:1/nowhere"
    page = "from django.test import Client; print(Client().get('/events/').status_code)"
    ended = running.python(tmp_path, "-c", FILL + page, **DJANGO, **prepared.site(tmp_path), DATABASE_REPLICA_URL=away)
    assert ended.stdout == "200\n", ended.stderr
