"""The panel of events in a taskforce's form: pages, a search, and what is typed there, never the whole list."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dossier_site.events_form import MOST
from dossier_site.events_panel import PER_PAGE
from publishing.models import DeskState
from tests import desk, make, surroundings
from tests.test_desk_permissions import staff
from timeline.models import Entry, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return make.taskforce("Bretagne")


def many(taskforce, number, **given):
    """So many events of a taskforce, "Meeting 0" of the first day first; written at once, their digests made up."""
    day = {"date": "2020-05-01"} | given
    events = Event.objects.bulk_create(
        Event(title=f"Meeting {n}", slug=f"meeting-{n}", position=n, desk_digest="a", **day) for n in range(number)
    )
    link = Event.taskforces.through
    link.objects.bulk_create(link(taskforce=taskforce, event=event) for event in events)
    return events


def shown(response):
    """The titles in the panel, in order."""
    return [row.event.title for row in response.context["panel"].rows()]


def kept(response):
    return [row.event.title for row in response.context["panel"].kept_rows()]


def test_a_page_of_events_is_shown_and_the_others_are_turned_to(editor, item):
    many(item, 2 * PER_PAGE + 5)
    first = editor.get(desk.address(item))
    assert shown(first) == [f"Meeting {n}" for n in range(PER_PAGE)]
    assert "45 events · page 1 of 3" in desk.text(first)
    third = editor.get(f"{desk.address(item)}?events_page=3")
    assert shown(third) == [f"Meeting {n}" for n in range(2 * PER_PAGE, 2 * PER_PAGE + 5)]


@pytest.mark.parametrize(("asked", "number"), [("0", 3), ("99", 3), ("x", 1), ("", 1), ("9" * 400, 3)])
def test_page_that_is_none_is_the_nearest_one(editor, item, asked, number):
    many(item, 2 * PER_PAGE + 5)
    assert editor.get(desk.address(item), {"events_page": asked}).context["panel"].page.number == number


def test_events_are_found_by_words_without_accents(editor, item):
    many(item, PER_PAGE + 1)
    make.event("Rencontre à Rennes", taskforces=[item])
    make.event("Rencontre ailleurs")
    opened = desk.filled(editor.get(desk.address(item)))
    page = editor.post(desk.address(item), opened | {"events_query": "RENCONTRE a", "_events": "1"})
    assert shown(page) == ["Rencontre à Rennes"]
    assert "1 event with “RENCONTRE a”" in desk.text(page)
    page = editor.post(desk.address(item), desk.filled(page) | {"events_query": "zzz", "_events": "1"})
    assert "Nothing found." in desk.text(page)


def test_turning_a_page_keeps_what_is_typed_and_saves_nothing(editor, item):
    events = many(item, PER_PAGE + 1)
    other = make.event("Elsewhere")
    typed = {"title": "Typed", "detach": [str(events[0].pk)], f"position-{events[1].pk}": "77", "_events": "2"}
    opened = desk.filled(editor.get(desk.address(item)))
    page = editor.post(desk.address(item), opened | typed | {"attach": [str(other.pk)]})
    assert shown(page) == [f"Meeting {PER_PAGE}"]
    assert kept(page) == ["Meeting 0", "Meeting 1"]
    assert not desk.errors(page)
    again = desk.filled(page)
    assert (again["title"], again["attach"], again["detach"]) == ("Typed", str(other.pk), str(events[0].pk))
    assert item.events.count() == PER_PAGE + 1
    assert editor.post(desk.address(item), again | {"_save": "1"}).status_code == 302
    events[1].refresh_from_db()
    assert events[1].position == 77
    assert {*item.events.values_list("title", flat=True)} == {"Elsewhere", *(f"Meeting {n}" for n in range(1, 21))}


def test_a_script_gets_the_panel_alone_with_what_is_ticked(editor, item):
    events = many(item, PER_PAGE + 1)
    asked = {"_events": "2", "detach": [str(events[0].pk), "bad"], f"position-{events[3].pk}": "9"}
    page = editor.post(desk.address(item, "events"), asked)
    assert (shown(page), kept(page)) == ([f"Meeting {PER_PAGE}"], ["Meeting 0", "Meeting 3"])
    assert "<html" not in page.content.decode()
    assert item.events.count() == PER_PAGE + 1


def test_an_attached_event_is_changed_at_its_desk_and_stands_in_the_history(editor, item):
    event = make.published(make.event("Kick-off"))
    desk.send(editor, desk.address(item), attach=[str(event.pk)])
    event.refresh_from_db()
    assert (event.state, list(event.taskforces.all())) == ("changed", [item])
    assert "Changed from the form of a taskforce." in desk.text(editor.get(desk.address(event, "history")))


def test_an_event_keeps_its_state_when_a_taskforce_attaches_detaches_or_moves_it(editor, item):
    event, other = make.event("Kick-off", date="2020"), make.event("Other", date="2020")
    desk.send(editor, desk.address(item), attach=[str(event.pk), str(other.pk)])
    desk.send(editor, desk.address(item), **{f"position-{event.pk}": "7"})
    desk.send(editor, desk.address(item), detach=[str(event.pk)])
    kept = DeskState.objects.of(event.kind, event.pk).order_by("pk")
    found = [(state.snapshot["body"]["taskforces"], state.snapshot["body"]["position"]) for state in kept]
    assert found == [([str(item.pk)], 0), ([str(item.pk)], 7), ([], 7)]
    assert {state.by for state in kept} == {User.objects.get()}
    assert DeskState.objects.of(other.kind, other.pk).count() == 1


def test_two_editors_attach_and_detach_without_undoing_each_other(editor, item):
    first, second, third = (make.event(title, taskforces=[item]) for title in ("First", "Second", "Third"))
    new, newer = make.event("New"), make.event("Newer")
    opened = desk.filled(editor.get(desk.address(item)))
    for typed in (
        {"attach": [str(new.pk)], "detach": [str(first.pk), str(second.pk)]},
        {"attach": [str(newer.pk), str(new.pk)], "detach": [str(first.pk)]},
    ):
        assert editor.post(desk.address(item), opened | typed | {"_save": "1"}).status_code == 302
    assert {*item.events.all()} == {third, new, newer}


def test_a_place_that_nobody_typed_leaves_that_of_another_editor(editor, item):
    first, second = many(item, 2)
    opened = desk.filled(editor.get(desk.address(item)))
    editor.post(desk.address(item), opened | {f"position-{first.pk}": "5", "_save": "1"})
    editor.post(desk.address(item), opened | {f"position-{second.pk}": "-2", "_save": "1"})
    assert shown(editor.get(desk.address(item))) == ["Meeting 1", "Meeting 0"]
    assert [*item.events.values_list("position", flat=True)] == [-2, 5]


def test_places_are_asked_for_only_where_a_day_has_several_events(editor, item):
    alone, *others = [
        make.event(f"Event {n}", date=day, taskforces=[item]) for n, day in enumerate(("2020", "2021-05", "2021-05"))
    ]
    words = editor.get(desk.address(item)).content.decode()
    assert f'name="position-{alone.pk}"' not in words
    assert all(f'name="position-{event.pk}"' in words for event in others)


def test_an_event_that_is_to_be_attached_and_detached_is_told(editor, item):
    event = make.event("Kick-off", taskforces=[item])
    typed = {"attach": [str(event.pk)], "detach": [str(event.pk)], "region": "Typed"}
    page = desk.send(editor, desk.address(item), **typed)
    assert desk.errors(page) == {"attach": ["“Kick-off” is ticked to be detached, too."]}
    assert desk.filled(page)["region"] == "Typed"


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"attach": ["bad"]}, "attach"),
        ({"attach": ["\x00"]}, "attach"),
        ({"attach": ["00000000-0000-0000-0000-000000000000"]}, "attach"),
        ({"detach": ["bad"]}, "detach"),
        ({"position-00000000-0000-0000-0000-00000000000g": "1"}, ""),
        ({"position-00000000-0000-0000-0000-00000000000-": "1"}, "positions"),
        ({"position-00000000-0000-0000-0000-000000000000": "x"}, "positions"),
        ({"position-00000000-0000-0000-0000-000000000000": "99999"}, "positions"),
        ({"position-00000000-0000-0000-0000-000000000000": "9" * 5000}, "positions"),
    ],
    ids=str,
)
def test_what_no_panel_of_ours_sends_is_a_sentence_and_changes_nothing(editor, item, typed, field):
    make.event("Kick-off", taskforces=[item])
    opened = desk.filled(editor.get(desk.address(item)))
    page = editor.post(desk.address(item), opened | typed | {"region": "Typed", "_save": "1"})
    item.refresh_from_db()
    if field:
        assert list(desk.errors(page)) == [field]
        assert item.region == ""
    else:  # no name of ours: nobody typed it
        assert item.region == "Typed"
    assert item.events.count() == 1
    assert editor.post(desk.address(item, "events"), typed).status_code == 200


def test_an_event_that_is_gone_is_detached_already(editor, item):
    event = make.event("Kick-off", taskforces=[item])
    opened = desk.filled(editor.get(desk.address(item)))
    Event.objects.filter(pk=event.pk).delete()
    sent = opened | {"detach": [str(event.pk)], f"position-{event.pk}": "3", "_save": "1"}
    assert editor.post(desk.address(item), sent).status_code == 302


def test_so_many_events_are_not_changed_at_once(editor, item):
    events = many(item, MOST + 1)
    page = desk.send(editor, desk.address(item), detach=[str(event.pk) for event in events])
    assert desk.errors(page) == {"attach": [f"Change at most {MOST} events of a timeline at once."]}
    assert item.events.count() == MOST + 1


def test_who_may_not_change_events_only_reads_the_panel(client, item):
    staff(client, "taskforces.view_taskforce", "taskforces.change_taskforce", "timeline.view_event")
    event, other = make.event("Kick-off", taskforces=[item]), make.event("Other")
    words = client.get(desk.address(item)).content.decode()
    assert "Kick-off" in words
    assert 'name="attach"' not in words
    assert 'name="detach"' not in words
    desk.send(client, desk.address(item), attach=[str(other.pk)], detach=[str(event.pk)], region="Typed")
    item.refresh_from_db()
    assert (item.region, list(item.events.all())) == ("Typed", [event])


def test_who_may_not_see_events_has_no_panel(client, item):
    staff(client, "taskforces.view_taskforce", "taskforces.change_taskforce")
    make.event("Kick-off", taskforces=[item])
    assert "Kick-off" not in client.get(desk.address(item)).content.decode()
    assert client.get(desk.address(item, "events")).status_code == 403


def test_who_only_looks_turns_pages_by_links(client, item):
    staff(client, "taskforces.view_taskforce", "timeline.view_event")
    many(item, PER_PAGE + 1)
    words = client.get(desk.address(item)).content.decode()
    assert 'href="?_events=2#events"' in words
    assert shown(client.get(f"{desk.address(item)}?_events=2")) == [f"Meeting {PER_PAGE}"]


def cost(client, taskforce):
    """Opening the form of a taskforce: its questions, its bytes and its fields."""
    client.get(desk.address(taskforce))  # what Django reads once and keeps
    with CaptureQueriesContext(connection) as queries:
        page = client.get(desk.address(taskforce))
    fields = sum(each.tag in ("input", "select", "textarea") for each in desk.tree(page).iter())
    return len(queries), len(page.content), fields


@pytest.mark.parametrize("number", [1, 20, 1000])
def test_a_form_with_many_events_costs_little(editor, item, number):
    many(item, number, live_digest="a", edition_number=1)
    drafts(item, number)
    queries, size, fields = cost(editor, item)
    assert queries <= 29
    assert size < 300_000
    assert fields < 207


def drafts(taskforce, number):
    events = Event.objects.bulk_create(Event(title=f"Draft {n}", slug=f"draft-{n}") for n in range(number))
    link = Event.taskforces.through
    link.objects.bulk_create(link(taskforce=taskforce, event=event) for event in events)


@pytest.mark.parametrize("number", [20, 1000])
def test_publishing_with_many_events_asks_the_same(editor, item, number, django_assert_num_queries):
    make.published(item)
    many(item, number, live_digest="a", edition_number=1)
    attached, detached = make.published(make.event("In")), make.published(make.event("Out", taskforces=[item]))
    sent = desk.filled(editor.get(desk.address(item))) | {"region": "Bretagne", "_publish": "1"}
    sent |= {"attach": [str(attached.pk)], "detach": [str(detached.pk)]}
    with django_assert_num_queries(164 + surroundings.on_postgresql()):  # which locks by a question of its own
        assert editor.post(desk.address(item), sent).status_code == 302
    assert [*Entry.objects.filter(dossier_links__dossier=item.pk)] == [Entry.objects.get(pk=attached.pk)]
