"""From SQLite to PostgreSQL: every row, or nothing, and never over somebody's work."""

import fcntl
import json
import sqlite3
from contextlib import closing

import pytest

from tests import prepared, running, surroundings

pytestmark = pytest.mark.skipif(not surroundings.on_postgresql(), reason="moves to PostgreSQL")
# What a site has after a while, and what is written differently in a file of PostgreSQL.
FILL = """
import django; django.setup()
from django.contrib.sessions.models import Session
from django.utils import timezone
from publishing.editions import publish, withdraw
from tests import make
make.subscription()
editor = make.editor()
event = make.event("Odd: \\\\N, tab \\t, backslash \\\\ and \\u2028", summary='"quoted", ümlaut')
publish(event, by=editor, note="first")
publish(event, by=editor, note="second")
Session.objects.create(session_key="Ab", session_data="x", expire_date=timezone.now())
Session.objects.create(session_key="aB", session_data="y", expire_date=timezone.now())
"""
# All editions, what readers see, and one more edition, whose number nobody has.
READ = """
import json, django; django.setup()
from django.core import serializers
from alerts.models import Reached, Subject, Subscription
from publishing.models import Edition
from timeline.models import Event
from timeline.models.live import Entry
alerts = [row for model in (Reached, Subject, Subscription) for row in model.objects.all()]
rows = [*alerts, *Edition.objects.order_by("pk"), *Entry.objects.order_by("pk")]
print(json.dumps(json.loads(serializers.serialize("json", rows)), sort_keys=True))
"""
PUBLISH = (
    READ
    + """
from publishing.editions import publish
from tests import make
print(publish(make.event("After the move"), note="third").pk > max(row.pk for row in rows if isinstance(row, Edition)))
"""
)
# By how many rows PostgreSQL plans: -1 where it never counted.
COUNTED = """
import django; django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SELECT reltuples::int, relallvisible > 0 FROM pg_class WHERE relname = 'publishing_edition'")
    print(*cursor.fetchone())
"""
DJANGO = {"DJANGO_SETTINGS_MODULE": "dossier_site.settings"}


@pytest.fixture(scope="module")
def old(tmp_path_factory):
    """The data folder of a site on SQLite."""
    data_dir = tmp_path_factory.mktemp("old") / "data"
    prepared.folder(data_dir, demonstration=True)
    ended = running.python(data_dir, "-c", FILL, **DJANGO)
    assert ended.returncode == 0, ended.stderr
    return data_dir


def rewrite(data_dir, text):
    """Behind the models' back."""
    with closing(sqlite3.connect(data_dir / "site.sqlite3")) as database, database:
        database.execute("UPDATE taskforces_organisation SET website = ? WHERE name LIKE 'Jet-Net%'", [text])


def test_all_is_moved_or_nothing_and_only_once(old):
    new = running.own_database()
    rewrite(old, "NUL \0")
    refused = running.manage(old, "move_to", new["DATABASE_URL"])
    assert refused.returncode == 1
    assert "Nothing was moved. " in refused.stderr
    assert "taskforces_organisation would hold other rows than before" in refused.stderr

    rewrite(old, "")
    moved = running.manage(old, "move_to", new["DATABASE_URL"])
    assert moved.returncode == 0, moved.stderr
    counted = running.python(old, "-c", COUNTED, **DJANGO, **new).stdout
    before = running.python(old, "-c", READ, **DJANGO)
    after, is_new_number = running.python(old, "-c", PUBLISH, **DJANGO, **new).stdout.splitlines()
    assert json.loads(after) == json.loads(before.stdout)
    editions = before.stdout.count('"publishing.edition"')
    assert f"publishing_edition: {editions} rows written" in moved.stdout
    assert counted.split() == [str(editions), "True"]
    assert is_new_number == "True"

    again = running.manage(old, "move_to", new["DATABASE_URL"])
    assert (again.returncode, again.stdout) == (1, "Preparing the new database…\n")
    assert "is in use: it has accounts or content" in again.stderr


def test_under_a_running_site_and_to_no_database_nothing_is_moved(old):
    with open(old / "lock", "a") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert "is in use by another running site" in running.manage(old, "move_to", "postgres://x/y").stderr
    for address in ("mysql://x/y", "postgres://user:secret word@127.0.0.1:1/x"):
        refused = running.manage(old, "move_to", address)
        assert (refused.returncode, "secret" in refused.stderr) == (1, False)
        assert "Nothing was moved. " in refused.stderr
