"""Drawing the live rows anew while others publish and withdraw: the record has the last word."""

import os
import subprocess
import sys
from uuid import UUID

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from publishing.editions import publish, withdraw
from publishing.refresh import refresh
from taskforces.models import Dossier, Taskforce
from tests import make
from tests.running import HOUSE
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier, EntryTopic

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def rebuild_in_a_process_of_its_own():
    """`manage.py rebuild_live` on the database of this test."""
    settings = connection.settings_dict
    address = f"postgres://{settings['USER']}@{settings['HOST']}:{settings['PORT']}/{settings['NAME']}"
    command = [sys.executable, "manage.py", "rebuild_live"]
    environment = os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "dossier_site.settings"}
    return subprocess.Popen(command, cwd=HOUSE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def beside_a_rebuild(act):
    """Do `act` in a transaction that ends when a rebuild in another process waits for it."""
    with transaction.atomic():
        act()
        process = rebuild_in_a_process_of_its_own()
        with connection.cursor() as cursor:
            while process.poll() is None and not cursor.execute(WAITING).fetchone():
                pass
        waited = process.poll() is None
    _words, complaint = process.communicate()
    assert (waited, process.returncode) == (True, 0), complaint


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_rebuild_beside_a_withdrawal_brings_nothing_back():
    item = make.published(make.taskforce())
    beside_a_rebuild(lambda: withdraw(item, reason="in_error"))
    assert not Dossier.objects.exists()
    assert Taskforce.objects.get().state == "withdrawn"


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
def test_rebuild_beside_a_publication_leaves_the_new_words():
    item = make.published(make.taskforce("Old words"))
    item.title = "New words"
    make.touch(item)
    beside_a_rebuild(lambda: publish(item))
    assert Dossier.objects.get().title == "New words"
    assert Taskforce.objects.get().state == "published"


def test_rebuild_that_breaks_keeps_what_it_has_done():
    first, second = sorted(make.published(make.taskforce(f"Pact {number}")).pk for number in range(2))
    Dossier.objects.update(region="Wrong")

    def break_at_the_second(execute, sql, params, many, context):
        if sql.startswith("INSERT") and second in map(_key, params or ()):
            raise OperationalError
        return execute(sql, params, many, context)

    with connection.execute_wrapper(break_at_the_second), pytest.raises(OperationalError):
        call_command("rebuild_live")
    assert [Dossier.objects.get(pk=key).region for key in (first, second)] == ["", "Wrong"]


def _key(value):
    try:
        return UUID(str(value))
    except ValueError:
        return None


def test_raised_schema_makes_nothing_look_changed(monkeypatch):
    item, event = make.published(make.taskforce()), make.published(make.event())
    changed = make.published(make.taskforce("Pact"))
    changed.summary = "Not out yet"
    make.touch(changed)
    touched = {each.pk: type(each).objects.get(pk=each.pk).touched_at for each in (item, event, changed)}
    for model in (type(item), type(event)):
        model.objects.update(desk_digest="of another schema", schema_number=1)
        model.objects.exclude(live_digest="").update(live_digest="of another schema, too")
    call_command("rebuild_live")
    for each, state in ((item, "published"), (event, "published"), (changed, "changed")):
        fresh = type(each).objects.get(pk=each.pk)
        assert (fresh.state, fresh.touched_at) == (state, touched[each.pk])


def test_item_of_an_older_schema_is_compared_in_todays_when_it_is_saved():
    item = make.published(make.taskforce())
    Taskforce.objects.update(desk_digest="of schema 1", live_digest="of schema 1", schema_number=1)
    item = Taskforce.objects.get()
    make.touch(item)
    assert item.state == "published"
    item.summary = "Another"
    make.touch(item)
    assert item.state == "changed"


def test_refresh_twice_gives_the_same_row():
    item = make.published(make.event(taskforces=[make.taskforce()], topics=[make.topic()]))
    before = [list(model.objects.values()) for model in (Entry, EntryTopic, EntryDossier)]
    refresh("event", item.pk)
    assert [list(model.objects.values()) for model in (Entry, EntryTopic, EntryDossier)] == before
