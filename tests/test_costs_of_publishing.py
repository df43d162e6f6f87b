"""What publishing and preview ask of the database: few questions, however much an item has and however often."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing.editions import publish
from publishing.preview import preview
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


# The first time, and later. Both times six read the desk, three what is read of it already, two the record; one appends
# to it, one tells the audit log, one writes the live row and one the desk row, two find and note the pages that show
# it, two note on which timelines it stood (one the first time), one asks whether a review or something scheduled ends
# with it, three are for the search index, and two are a savepoint. The first time its addresses, four kinds of links,
# what lists count and the words of its title are written, too, three count for its dossier, and the search index is
# told what else is found from then on (five; PostgreSQL is asked who else does the same, and what they left).
FIRST, LATER = 38 + 2 * (connection.vendor == "postgresql"), 25


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
    assert (asked_by_publishing(event), asked_by_publishing(event)) == (FIRST, LATER)


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


def more_than_reading(questions):
    """Those that write or lock. PostgreSQL has each part of a union in brackets."""
    return [sql for sql in questions if not sql.lstrip("(").startswith("SELECT") or "FOR " in sql]


@pytest.mark.parametrize("number", [1, 30])
def test_preview_writes_nothing_and_locks_nothing(event, rf, number):
    taskforce = event.taskforces.get()
    also = [make.event(f"Draft {n}", taskforces=[taskforce]) for n in range(number)]
    with CaptureQueriesContext(connection) as queries:
        assert b"Draft 0" in preview(taskforce, rf.get("/admin/"), also=also).content
    assert more_than_reading(query["sql"] for query in queries) == []


def test_preview_of_what_is_typed_writes_nothing_and_locks_nothing(event, client):
    client.force_login(make.editor())
    taskforce, other = event.taskforces.get(), make.event("Attached", date="2021")
    make.published(make.event("Taken out", date="2020", taskforces=[taskforce]))
    for item, typed in (
        (event, {"title": "Typed", "organisation_links-0-shown_as": "Once called so"}),
        (taskforce, {"title": "Typed", "objectives-0-text": "Typed objective", "results-0-answers": "1"}),
    ):
        sent = desk.filled(client.get(desk.address(item))) | typed | {"_preview": "1"}
        if item is taskforce:
            sent |= {"attach": [str(other.pk)], "detach": [str(Event.objects.get(title="Taken out").pk)]}
        with CaptureQueriesContext(connection) as queries:
            page = desk.text(client.post(desk.address(item), sent))
        assert "Typed" in page
        # Django checks constraints within savepoints where a transaction is open already, as it is here.
        assert more_than_reading(query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]) == []
    assert "Typed objective" in page
    assert "Attached" in page
    assert "Taken out" not in page
