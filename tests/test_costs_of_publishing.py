"""What publishing and preview ask of the database: few questions, however much an item has and however often."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing.editions import publish
from publishing.preview import preview
from tests import make

pytestmark = pytest.mark.django_db


MOST = 20


@pytest.fixture
def event():
    """One that has all that an event can have."""
    taskforce = make.published(make.taskforce(results=["Done"]))
    given = {"organisations": [make.organisation()], "topics": [make.topic()], "documents": [make.document()]}
    given |= {"type": make.event_type(), "country_id": "FR", "picture": make.picture(), "old_addresses": "/node/1"}
    return make.event(taskforces=[taskforce], results=taskforce.results.all(), **given)


def asked_by_publishing(item):
    item.summary += "."
    make.touch(item)
    with CaptureQueriesContext(connection) as queries:
        assert publish(item)
    return len(queries)


def test_publishing_an_event_asks_little_the_first_time_and_later(event):
    assert asked_by_publishing(event) <= MOST
    assert asked_by_publishing(event) <= MOST


def test_publishing_costs_the_same_after_many_editions(event):
    asked_by_publishing(event)
    second = asked_by_publishing(event)
    for _time in range(20):
        asked_by_publishing(event)
    assert asked_by_publishing(event) == second


def test_publishing_reads_no_old_snapshot(event):
    publish(event)
    event.summary = "New"
    make.touch(event)
    with CaptureQueriesContext(connection) as queries:
        publish(event)
    reads = [query["sql"] for query in queries if query["sql"].startswith("SELECT") and '"snapshot"' in query["sql"]]
    assert len(reads) == 1  # the edition that was just written


@pytest.mark.parametrize("number", [1, 30])
def test_preview_writes_nothing_and_locks_nothing(event, rf, number):
    taskforce = event.taskforces.get()
    also = [make.event(f"Draft {n}", taskforces=[taskforce]) for n in range(number)]
    with CaptureQueriesContext(connection) as queries:
        assert b"Draft 0" in preview(taskforce, rf.get("/admin/"), also=also).content
    asked = [query["sql"] for query in queries]
    assert [sql for sql in asked if not sql.startswith("SELECT") or "FOR " in sql] == []
