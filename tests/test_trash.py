"""A deleted draft is in the trash with all that hung on it, and comes back with all of it."""

from datetime import date, timedelta

import pytest
from django.contrib.admin.models import DELETION, LogEntry
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from publishing.bringing_back import bring_back
from publishing.editions import publish
from publishing.models import Publishable, TrashedItem
from publishing.models.trash import KEPT
from publishing.ties import ties
from publishing.touch import touch
from publishing.trash import discard, empty
from taskforces.models import Organisation, Taskforce, TaskforceRelation
from tests import make
from tests.at_once import while_waiting
from timeline.models import Event

pytestmark = pytest.mark.django_db
COLUMNS = ("slug", "internal_note", "old_addresses", "desk_digest", "live_digest", "schema_number", "edition_number")
LINKS = (Event.taskforces.through, Event.results.through, TaskforceRelation)


def items():
    """All that stands on the desk: what each item says and how it stands."""
    everything = [item for model in Publishable.kinds() for item in model.objects.all()]
    return {item.pk: (item.build(), item.state, [getattr(item, name) for name in COLUMNS]) for item in everything}


def links():
    """Which items name which, each by the row that says so."""
    return {model: set(model.objects.values_list()) for model in LINKS}


def pact():
    """A draft with everything that a taskforce can have."""
    item = make.taskforce(
        "Danish pact",
        countries=["DK", "NO"],
        organisations=[make.organisation("Ministry"), make.organisation("Astra")],
        objectives=["First", "Second"],
        results=["A network", "A study"],
        internal_note="Ask Mette first.",
        old_addresses="/node/12",
        cover=make.picture(),
        confirmed_on=date(2024, 5, 2),
        start="2018~",
    )
    item.results.get(text="A study").objectives.set(item.objectives.all())
    return item


def relate(item, kind, *others):
    """The same taskforce, which owes something to others."""
    for other in others:
        item.relations.create(kind=kind, other=other)
    touch(item)
    return item


def test_taskforce_with_a_hundred_events_comes_back_as_it_was():
    item = relate(pact(), "continues", make.published(make.taskforce("Norwegian pact")), make.taskforce("Draft pact"))
    later = relate(make.taskforce("Later"), "builds_on", make.taskforce("One"), item, make.taskforce("Three"))
    make.published(later)
    for number in range(99):
        make.event(f"Event {number}", taskforces=[item], results=item.results.all()[: number % 3])
    public = make.published(make.event("Public", taskforces=[item], results=item.results.all()))
    before, tied, changed_at = items(), links(), Taskforce.objects.get(pk=item.pk).touched_at
    trashed, touched = discard(item)
    assert {each.pk for each in touched} == {later.pk, *Event.objects.values_list("pk", flat=True)}
    assert item.pk not in items()
    for row in (public, later):
        row.refresh_from_db()
        assert row.state == "changed"
    done = bring_back(trashed)
    assert (done.sentences, len(done.touched)) == ([], 101)
    assert items() == before
    assert links()[Event.taskforces.through] == tied[Event.taskforces.through]
    assert links()[Event.results.through] == tied[Event.results.through]
    assert Taskforce.objects.get(pk=item.pk).touched_at == changed_at
    assert not TrashedItem.objects.exists()


def test_event_comes_back_with_all_that_it_names():
    taskforce = make.published(make.taskforce(results=["A network"]))
    event = make.event(
        taskforces=[taskforce],
        results=taskforce.results.all(),
        organisations=[make.organisation("B"), make.organisation("A")],
        topics=[make.topic()],
        documents=[make.document(title="Second"), make.document(title="First")],
        type=make.event_type(),
        date="2022-08-24/2022-08-25",
        video_address="https://vimeo.com/1",
        internal_note="From Mette",
    )
    before = items()
    done = bring_back(discard(event)[0])
    assert (items(), done.sentences, done.touched) == (before, [], [])


def test_what_was_published_does_not_go_to_the_trash():
    for item in (make.published(make.taskforce()), make.published(make.event())):
        with pytest.raises(ProtectedError):
            discard(item)
        assert type(item).objects.filter(pk=item.pk).exists()
    assert not TrashedItem.objects.exists()


def test_what_was_deleted_meanwhile_is_told_and_the_rest_comes_back():
    astra = make.organisation("Astra")
    kept, gone = make.event("Kept", date="2020"), make.event("Gone", date="2021")
    other, cover = make.taskforce("Norwegian pact"), make.picture(alt="A bridge")
    item = make.taskforce("Danish pact", organisations=[make.organisation("Ministry"), astra], cover=cover)
    relate(item, "continues", other)
    for event in (kept, gone):
        event.taskforces.add(item)
    trashed, _touched = discard(item)
    for row in (gone, other, cover):
        row.delete()
    Organisation.objects.get(pk=astra.pk).delete()
    [sentence] = bring_back(trashed).sentences
    for words in ("organisation “Astra”", "taskforce “Norwegian pact”", "picture “A bridge”", "“Gone”"):
        assert words in sentence
    item = Taskforce.objects.get(pk=item.pk)
    assert [str(link) for link in item.organisation_links.all()] == ["Ministry"]
    assert (list(item.events.all()), item.cover, item.relations.count()) == ([kept], None, 0)


def test_address_that_something_else_has_meanwhile_is_made_anew_and_told():
    item = make.taskforce("Danish pact")
    trashed, _touched = discard(item)
    make.taskforce("Danish pact")
    done = bring_back(trashed)
    assert done.sentences == ["Something else has its address “danish-pact” now; it has “danish-pact-2”."]
    assert Taskforce.objects.get(pk=item.pk).slug == "danish-pact-2"


def test_old_address_that_something_else_has_meanwhile_is_told():
    trashed, _touched = discard(make.event(old_addresses="/node/12"))
    make.published(make.event("Other", old_addresses="/node/12"))
    done = bring_back(trashed)
    assert ["already leads to something else: /node/12/" in sentence for sentence in done.sentences] == [True]
    assert done.item.old_addresses == "/node/12"


@pytest.mark.parametrize("first_deleted", ["taskforce", "event"])
@pytest.mark.parametrize("first_back", ["taskforce", "event"])
def test_two_that_name_each_other_are_tied_again_in_whatever_order_they_go_and_come(first_deleted, first_back):
    taskforce = make.taskforce(results=["A network"])
    event = make.event(taskforces=[taskforce], results=taskforce.results.all())
    before, both = items(), {"taskforce": taskforce, "event": event}
    for kind in sorted(both, key=lambda kind: kind != first_deleted):
        discard(both[kind])
    told = bring_back(TrashedItem.objects.get(kind=first_back)).sentences
    assert ["in the trash themselves" in sentence for sentence in told] == [True] * (first_deleted == first_back)
    assert bring_back(TrashedItem.objects.get()).sentences == []
    assert items() == before


def test_relation_between_two_deleted_taskforces_comes_back():
    first = make.taskforce("First")
    second = relate(make.taskforce("Second"), "continues", first)
    before = items()
    one, two = discard(second)[0], discard(first)[0]
    bring_back(one)
    bring_back(two)
    assert items() == before


def test_link_that_somebody_made_meanwhile_is_not_made_twice():
    taskforce = make.taskforce("One")
    event = make.event(taskforces=[taskforce])
    trashed, _touched = discard(taskforce)
    make.event("Other", taskforces=[make.taskforce("Two")])  # may have the old id of the link, where ids are used again
    assert bring_back(trashed).sentences == []
    assert Event.objects.get(pk=event.pk).taskforces.get() == taskforce
    assert Event.taskforces.through.objects.count() == 2


def test_what_is_brought_back_by_two_comes_back_once():
    trashed, _touched = discard(make.event())
    bring_back(trashed)
    with pytest.raises(ValidationError, match="somebody brought it back"):
        bring_back(trashed)
    assert Event.objects.count() == 1


def test_what_stands_on_the_desk_again_is_not_written_over():
    event = make.event("Kick-off")
    trashed, _touched = discard(event)
    Event.objects.create(pk=event.pk, title="Loaded from a folder")
    with pytest.raises(ValidationError, match="on the desk already"):
        bring_back(trashed)
    assert (Event.objects.get().title, TrashedItem.objects.count()) == ("Loaded from a folder", 1)


def test_what_does_not_fit_on_the_desk_any_more_stays_in_the_trash():
    trashed, _touched = discard(make.event())
    trashed.snapshot["schema"] = 99
    trashed.save()
    with pytest.raises(ValidationError, match="This site reads schemas"):
        bring_back(trashed)
    assert (Event.objects.count(), TrashedItem.objects.count()) == (0, 1)


def test_snapshot_of_an_older_schema_is_raised():
    event = make.event(language="fr")
    trashed, _touched = discard(event)
    del trashed.snapshot["body"]["language"]
    trashed.snapshot["schema"] = 1
    trashed.save()
    bring_back(trashed)
    assert Event.objects.get().language == "fr"


def overdue(trashed):
    TrashedItem.objects.filter(pk=trashed.pk).update(deleted_at=timezone.now() - KEPT - timedelta(minutes=1))


def test_after_its_days_it_is_gone_and_that_is_logged():
    editor = make.editor()
    old, young = discard(make.event("Old"), by=editor)[0], discard(make.event("Young"), by=editor)[0]
    overdue(old)
    assert list(TrashedItem.objects.kept()) == [young]
    call_command("empty_trash")
    assert list(TrashedItem.objects.all()) == [young]
    entry = LogEntry.objects.get(action_flag=DELETION)
    assert (entry.user, entry.object_repr, entry.object_id) == (editor, "Old", str(old.key))
    assert entry.change_message == "Its days in the trash are over."


def test_whoever_deletes_something_empties_what_is_overdue():
    overdue(discard(make.event("Old"))[0])
    discard(make.event("Young"))
    assert TrashedItem.objects.get().title == "Young"


def test_site_without_the_person_who_deleted_it_empties_the_trash_all_the_same():
    editor = make.editor()
    trashed, _touched = discard(make.event(), by=editor)
    editor.delete()
    overdue(trashed)
    assert empty(TrashedItem.objects.overdue()) == 1
    assert not LogEntry.objects.filter(action_flag=DELETION).exists()


def both_brought_back(trashed):
    try:
        return bring_back(trashed)
    except ValidationError as refusal:
        return refusal.messages


@pytest.mark.django_db(transaction=True)
def test_two_who_bring_it_back_at_the_same_moment_make_one():
    trashed, _touched = discard(make.event())
    with while_waiting(lambda: both_brought_back(trashed)) as other:
        bring_back(trashed)
    assert "somebody brought it back" in other[0][0]
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_event_that_somebody_saves_meanwhile_loses_nothing():
    taskforce = make.taskforce()
    event = make.published(make.event("Kick-off", taskforces=[taskforce]))
    with while_waiting(lambda: discard(taskforce)) as discarded:
        mine = Event.objects.locked().get(pk=event.pk)
        mine.summary = "Written meanwhile"
        touch(mine)
    event.refresh_from_db()
    assert (event.summary, event.state, event.to_body()["taskforces"]) == ("Written meanwhile", "changed", [])
    bring_back(discarded[0][0])
    event = Event.objects.get(pk=event.pk)
    assert event.to_body()["taskforces"] == [str(taskforce.pk)]


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_event_that_is_attached_at_the_same_moment_is_refused_and_not_lost():
    taskforce, event = make.taskforce(), make.event()
    with pytest.raises(IntegrityError), while_waiting(lambda: discard(taskforce)):
        event.taskforces.add(taskforce)
    bring_back(TrashedItem.objects.get())
    assert list(Event.objects.get().taskforces.all()) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_published_at_the_same_moment_does_not_go_to_the_trash():
    item = make.taskforce()

    def delete():
        with pytest.raises(ProtectedError):
            discard(Taskforce(pk=item.pk))

    with while_waiting(delete):
        publish(item)
    assert (Taskforce.objects.get().state, TrashedItem.objects.count()) == ("published", 0)


@pytest.mark.parametrize("number", [1, 10])
def test_asking_what_is_tied_takes_the_same_questions_for_any_number(number, django_assert_num_queries):
    taskforce = make.taskforce(objectives=["First"] * number, results=["A network"] * number)
    for day in range(number):
        make.event(f"Event {day}", taskforces=[taskforce], results=taskforce.results.all())
    with transaction.atomic(), django_assert_num_queries(6):
        assert len(ties(taskforce)) == number + number * number
