"""Many are published from a list: first it is shown what is new in each, then done, with one note for all."""

from contextlib import contextmanager

import pytest

from editing.concurrency import race_errors
from publishing.desk.companions import MOST
from publishing.editions import publish, withdraw
from publishing.models import Edition
from tests import desk, make
from timeline.models import Entry, Event

pytestmark = pytest.mark.django_db


def listed(client, *rows, **more):
    """The page that comes when rows are ticked."""
    sent = {"action": "publish_selected", "_selected_action": [str(row.pk) for row in rows]}
    return client.post("/admin/timeline/event/", sent | more, follow=True)


def test_the_page_says_what_is_new_in_each_and_nothing_is_published_yet(editor):
    draft, changed, public = (
        make.event("Draft"),
        make.published(make.event("Changed")),
        make.published(make.event("Old")),
    )
    gone, nameless = make.published(make.event("Gone")), make.event("")
    withdraw(gone, reason="in_error")
    desk.send(editor, desk.address(changed), summary="In short.", place="Rennes")
    words = desk.text(listed(editor, draft, changed, public, gone, nameless))
    assert "Draft draft New for readers: all of it." in words
    assert "New for readers: place, summary." in words
    assert "Old published Readers have all of this already." in words
    assert "It is withdrawn. Open it to publish it again." in words
    assert "It cannot be published yet: Give a title" in words
    assert Edition.objects.count() == 4


def test_all_are_published_with_the_note(editor):
    events = [make.event("Kick-off"), make.event("Second")]
    page = desk.publish_from_list(editor, *events, note="New in May", minor="on")
    assert "2 were published." in desk.text(page)
    assert [*Edition.objects.values_list("note", "minor")] == [("New in May", True)] * 2


def test_what_is_refused_is_named_and_the_rest_goes_out(editor):
    words = desk.text(desk.publish_from_list(editor, make.event("Kick-off"), make.event("")))
    assert "1 was published." in words
    assert "was not published: Give a title" in words


def test_what_somebody_changes_after_it_was_shown_is_shown_again(editor):
    event, other = make.event("Kick-off"), make.event("Second")
    where, sent = desk.ready_to_publish(editor, event, other, note="Typed")
    desk.send(editor, desk.address(event), summary="Changed meanwhile.")
    page = editor.post(where, sent)
    assert "somebody changed what you chose" in page.content.decode()
    assert page.context["form"].initial["note"] == "Typed"
    assert not Edition.objects.exists()


def test_what_is_withdrawn_is_not_brought_back_from_the_list(editor):
    item = make.published(make.event("Kick-off"))
    withdraw(item, reason="in_error")
    assert "It is withdrawn." in desk.text(desk.publish_from_list(editor, item))
    item.refresh_from_db()
    assert item.state == "withdrawn"


def test_where_nothing_can_be_published_there_is_no_button(editor):
    page = listed(editor, make.published(make.event("Old")))
    assert "There is nothing to publish among these." in desk.text(page)
    assert 'type="submit" class="default"' not in page.content.decode()


@pytest.fixture
def meanwhile(monkeypatch):
    """What somebody else does between the moment when the rows are read and the one when they are published."""

    def does(act):
        @contextmanager
        def late():
            act()
            with race_errors():
                yield

        monkeypatch.setattr("publishing.desk.publish_all.race_errors", late)

    return does


def test_what_somebody_withdraws_at_the_same_moment_stays_withdrawn(editor, meanwhile):
    item = make.published(make.event("Kick-off"))
    desk.send(editor, desk.address(item), summary="New.")
    where, sent = desk.ready_to_publish(editor, item)
    meanwhile(lambda: withdraw(Event.objects.get(pk=item.pk), reason="in_error"))
    assert "It is withdrawn." in desk.text(editor.post(where, sent))
    assert not Entry.objects.exists()


def test_what_somebody_publishes_at_the_same_moment_is_not_counted_as_ones_own(editor, meanwhile):
    item = make.event("Kick-off")
    meanwhile(lambda: publish(Event.objects.get(pk=item.pk)))
    words = desk.text(desk.publish_from_list(editor, item))
    assert "1 had nothing new." in words
    assert "was published" not in words


def test_more_than_can_be_read_are_not_published_at_once(editor):
    events = Event.objects.bulk_create(Event(title=f"Event {n}", slug=f"event-{n}") for n in range(MOST + 1))
    page = listed(editor, events[0], select_across="1", index="0")
    assert f"at most {MOST} at once" in desk.text(page)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("chosen", [{}, {"select_across": "1", "index": "0"}])
@pytest.mark.parametrize("number", [3, 20])
def test_the_page_asks_the_same_number_of_questions_for_any_number_of_items(
    editor, number, chosen, django_assert_num_queries
):
    host = make.organisation()
    events = [
        make.published(make.event("", type=make.event_type(f"Type {n}"), organisations=[host])) for n in range(number)
    ]
    for event in events:
        event.summary = "New."
        make.touch(event)
    listed(editor, *events)
    with django_assert_num_queries(19 if chosen else 14):
        assert len(listed(editor, *events, **chosen).context["rows"]) == number


def test_change_note_comes_back_after_signing_in_again(editor):
    event = make.event("Kick-off")
    where, sent = desk.ready_to_publish(editor, event, note="New in May", minor="on")
    editor.logout()
    asked = editor.post(where, sent)
    assert asked.status_code == 403
    packed = next(field.get("value") for field in desk.tree(asked).iter("input") if field.get("name") == "kept_words")
    again = {"kept_words": packed, "username": "editor", "password": "a password for tests"}
    page = editor.post(where, again)
    assert "Nothing was saved yet: you were signed out." in page.content.decode()
    assert (page.context["form"]["note"].value(), page.context["form"]["minor"].value()) == ("New in May", True)
    assert not Edition.objects.exists()
    editor.post(where, sent)
    assert Edition.objects.get().note == "New in May"


def test_the_way_back_leads_to_the_list_as_it_was_narrowed(editor):
    sent = {"action": "publish_selected", "_selected_action": [str(make.event("Kick-off").pk)]}
    page = editor.post("/admin/timeline/event/?state=draft", sent)
    assert page.context["list_address"] == "/admin/timeline/event/?state=draft"
    done = editor.post(page.context["address"], sent | {"seen": page.context["form"].initial["seen"]})
    assert done["Location"] == "/admin/timeline/event/?state=draft"
    assert editor.get(page.context["address"])["Location"] == "/admin/timeline/event/?state=draft"
