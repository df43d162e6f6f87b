"""Many items published in one act are as if each had been published by itself; with the questions of one."""

from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from audit.models import Record
from dossiers.models import SearchRow
from publishing.editions import publish, withdraw
from publishing.generation import MOST
from publishing.models import Address, ChangeCount, Edition, Tally
from publishing.together import publish_together
from taskforces.models import Dossier, Organisation
from tests import desk, make
from timeline.models import Entry, Event, TimelinePeriod
from timeline.models.desk import EventOrganisation
from timeline.models.live_links import OUTLINE, EntryDocument, EntryDossier, EntryOrganisation, EntryTopic

pytestmark = pytest.mark.django_db
# All that a publication writes, without numbers and moments.
WRITTEN = {
    Event: ("live_digest", "edition_number", "stored_state"),
    Edition: ("key", "number", "digest", "note", "minor", "snapshot"),
    Entry: ("pk", "title", "slug", "sort_key", "edition_number", "former_titles"),
    EntryTopic: ("entry", "topic", "sort_key"),
    EntryDossier: ("entry", "dossier", "sort_key", *OUTLINE),
    EntryOrganisation: ("entry", "organisation", "position"),
    EntryDocument: ("entry", "document", "position"),
    Dossier: ("pk", "event_count", "last_begun", "next_begin", "first_year", "last_year"),
    Address: ("path", "lookup", "kind", "key", "current"),
    TimelinePeriod: ("event", "number", "taskforce"),
    SearchRow: ("token", "folded"),
    Record: ("kind", "what"),
}


def written():
    rows = {model: sorted(map(repr, model.objects.values_list(*names))) for model, names in WRITTEN.items()}
    kinds = {(tally.kind, tally.facet) for tally in Tally.objects.all()}
    rows[Tally] = {each: sorted(Tally.objects.numbers(*each).values_list("value", "number")) for each in kinds}
    return rows | {ChangeCount: {row.name for row in ChangeCount.objects.all()}}


@pytest.fixture
def site():
    """Drafts of events of two dossiers; one was published and is changed, one has other timelines than it had."""
    one, two = (make.published(make.taskforce(f"Pact {number}", start="2019")) for number in range(2))
    shared = {"organisations": [make.organisation()], "topics": [make.topic()], "documents": [make.document()]}
    new = [make.event(f"Event {n}", date="2020", taskforces=[(one, two)[n % 2]], **shared) for n in range(3)]
    changed, moved = (make.published(make.event(title, taskforces=[one], **shared)) for title in ("Words", "Moved"))
    changed.title, changed.old_addresses = "Other words", "/node/7"
    moved.taskforces.set([two])
    return [*new, make.touched(changed), make.touched(moved)]


def test_together_is_as_each_by_itself(site):
    with only_looked_at():
        for item in site:
            publish(Event.objects.get(pk=item.pk), note="New")
        alone = written()
    outcomes = publish_together(site, note="New")
    assert written() == alone
    assert outcomes == {edition.key: edition for edition in Edition.objects.filter(note="New")}
    assert set(publish_together(site).values()) == {None}


@contextmanager
def only_looked_at():
    """Take back what is written."""
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT looked_at")
        yield
        cursor.execute("ROLLBACK TO SAVEPOINT looked_at")


# The first time, and later: for 1, 3, and 100. SQLite's statements have at most 999 values, so a hundred take more of
# them; PostgreSQL is asked whether somebody else writes what others name, and what they left.
FIRST = (34, 34, 34) if connection.vendor == "postgresql" else (32, 32, 36)
AGAIN = (26, 26, 26) if connection.vendor == "postgresql" else (26, 26, 29)


@pytest.mark.parametrize("is_again", [False, True])
def test_any_number_takes_the_questions_of_one(is_again):
    taskforce, organisation = make.published(make.taskforce()), make.organisation()
    make.published(make.event("Named before", taskforces=[taskforce], organisations=[organisation]))
    asked = []
    for number in (1, 3, 100):
        some = [
            make.event(f"E {number} {n}", taskforces=[taskforce], organisations=[organisation]) for n in range(number)
        ]
        if is_again:
            publish_together(some)
            for event in some:
                event.summary = "New"
                make.touch(event)
        with CaptureQueriesContext(connection) as queries:
            publish_together(some)
        asked.append(len(queries))
    assert tuple(asked) == (AGAIN if is_again else FIRST)


def test_what_stands_in_the_way_of_one_is_told_of_it_alone():
    taken = make.published(make.event("Taken", old_addresses="/node/1"))
    gone, withdrawn = make.event("Gone"), make.published(make.event("Withdrawn"))
    Event.objects.filter(pk=gone.pk).delete()
    withdraw(withdrawn, reason="in_error")
    first, second = (make.event(title, old_addresses="/node/2") for title in ("First", "Second"))
    other, nameless = make.event("Other", old_addresses="/node/1"), make.event("")
    outcomes = publish_together([taken, gone, withdrawn, first, second, other, nameless], again=False)
    told = {key: "".join(why.messages) for key, why in outcomes.items() if isinstance(why, ValidationError)}
    assert outcomes[taken.pk] is None
    assert Entry.objects.count() == 2
    assert Edition.objects.get(key=first.pk).number == 1
    assert told.pop(gone.pk) == "Somebody deleted it just now."
    assert told.pop(withdrawn.pk).startswith("It is withdrawn.")
    assert told.pop(nameless.pk).startswith("Give a title")
    assert {key: "/node/2/" in text or "/node/1/" in text for key, text in told.items()} == {
        second.pk: True,
        other.pk: True,
    }
    assert {*outcomes[other.pk].message_dict} == {"old_addresses"}


def test_what_the_database_refuses_at_the_end_keeps_no_other_back(editor, monkeypatch):
    """As PostgreSQL does where somebody deletes what one of them names."""

    def check_constraints():
        if Entry.objects.filter(title="Other").exists():
            raise IntegrityError

    monkeypatch.setattr("publishing.desk.publish_all.check_constraints", check_constraints)
    words = desk.text(desk.publish_from_list(editor, make.event("Free"), make.event("Other"), make.event("Third")))
    assert "2 were published." in words
    assert "“Other” was not published: Somebody else changed what it needs just now." in words
    assert sorted(Entry.objects.values_list("title", flat=True)) == ["Free", "Third"]
    assert Edition.objects.count() == 2


def test_many_pages_together_are_each_told_and_not_all_pages():
    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Institute {n}", slug=f"institute-{n}") for n in range(100)
    )
    events = [make.event(f"Event {number}") for number in range(MOST // 100 + 1)]
    EventOrganisation.objects.bulk_create(
        EventOrganisation(event=event, organisation=organisation) for event in events for organisation in organisations
    )
    ChangeCount.objects.all().delete()
    publish_together(events)
    told = {f"organisation {row.pk}" for row in organisations}
    told |= {f"{name} {event.pk}" for event in events for name in ("event", "outline")}
    assert {row.name for row in ChangeCount.objects.all()} == told | {"anything", "outline some"}


def test_outlines_stay_where_only_stories_of_several_events_changed():
    events = [make.published(make.event(f"Event {number}", body="<p>First</p>")) for number in range(3)]
    for event, text in zip(events, ("A story", "Another", "More"), strict=True):
        event.body = f"<p>{text}</p>"
        event.save()
    ChangeCount.objects.all().delete()
    publish_together(events)
    assert not {row.name for row in ChangeCount.objects.all() if row.name.startswith("outline")}
    events[0].body, events[1].title = "<p>Once more</p>", "Otherwise"
    for event in events:
        event.save()
    publish_together(events[:2])
    assert {f"outline {event.pk}" for event in events[:2]} <= {row.name for row in ChangeCount.objects.all()}
