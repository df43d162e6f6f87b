"""“Save and publish” of a taskforce publishes what was typed in its timeline, and says what stays private."""

from functools import partial

import pytest

from dossier_site.events_links import NAMED
from publishing.desk.companions import MOST, SHOWN
from publishing.editions import amend, withdraw
from publishing.models import Edition
from taskforces.models import Dossier
from tests import desk, make
from tests.test_desk_permissions import staff
from timeline.membership import with_place
from timeline.models import Entry, Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return make.published(make.taskforce("Bretagne"))


def timeline(taskforce):
    """What readers find on the page, in order."""
    return [entry.title for entry in Entry.objects.of([taskforce.pk]).newest_first()]


def state(event):
    return Event.objects.get(pk=event.pk).state


def said(client, taskforce):
    """The page that comes after a save."""
    return desk.text(client.get(desk.address(taskforce)))


def test_an_attached_event_is_on_the_page_and_the_note_is_kept(editor, item):
    event = make.published(make.event("Kick-off"))
    desk.send(editor, desk.address(item), "_publish", attach=[str(event.pk)], note="Kick-off added")
    assert (timeline(item), state(event)) == (["Kick-off"], "published")
    assert event.editions().first().note == "Kick-off added"
    words = said(editor, item)
    assert "Public now: Kick-off" in words
    assert "Readers have all of this already" not in words
    assert item.editions().count() == 1


def test_a_detached_event_is_gone_from_the_page_and_public_elsewhere(editor, item):
    event = make.published(make.event("Kick-off", taskforces=[item]))
    desk.send(editor, desk.address(item), "_publish", detach=[str(event.pk)])
    assert (timeline(item), state(event), Entry.objects.count()) == ([], "published", 1)


def test_events_of_one_day_are_put_in_another_order_for_readers(editor, item):
    first, second = (make.published(make.event(title, date="2021-05", taskforces=[item])) for title in ("A", "B"))
    desk.send(editor, desk.address(item), "_publish", **{f"position-{first.pk}": "3"})
    assert timeline(item) == ["B", "A"]
    assert "Public now: A (in another place in this timeline)" in said(editor, item)
    assert (state(first), state(second), second.editions().count()) == ("published", "published", 1)


@pytest.mark.parametrize("way", ["attach", "detach"])
def test_other_words_of_the_event_stay_private(editor, item, way):
    private = make.taskforce("Private plan")
    event = make.published(make.event("Kick-off", taskforces=[item] if way == "detach" else []))
    desk.send(editor, desk.address(event), title="Kick-off in Rennes", taskforces=[str(private.pk), *keys(event)])
    desk.send(editor, desk.address(item), "_publish", **{way: [str(event.pk)]})
    assert timeline(item) == (["Kick-off"] if way == "attach" else [])
    assert (state(event), Event.objects.get().title) == ("changed", "Kick-off in Rennes")
    snapshot = event.editions().first().snapshot
    known = {str(item.pk): "Bretagne"} if way == "attach" else {}
    assert (snapshot["names"]["taskforces"], snapshot["body"]["taskforces"]) == (known, [*known])
    place, sentence = {
        "attach": ("now", "Tick them under “Publish with it” to publish them."),
        "detach": ("no longer", "Each is published in its own form."),
    }[way]
    words = said(editor, item)
    assert f"Public now: Kick-off ({place} in this timeline) · Add an event" in words
    assert f"Still private, or not public as they are now: Kick-off in Rennes. {sentence}" in words
    assert "Public now: Kick-off in Rennes" not in words


def keys(event):
    return [str(taskforce.pk) for taskforce in event.taskforces.all()]


def test_what_was_private_is_published_later_as_ever(editor, item):
    event = make.published(make.event("Kick-off"))
    desk.send(editor, desk.address(event), title="Kick-off in Rennes")
    desk.send(editor, desk.address(item), "_publish", attach=[str(event.pk)])
    desk.send(editor, desk.address(event), "_publish")
    assert (timeline(item), state(event)) == (["Kick-off in Rennes"], "published")
    assert [*event.editions().values_list("number", flat=True)] == [3, 2, 1]


@pytest.mark.parametrize("kind", ["draft", "withdrawn"])
def test_an_event_that_readers_cannot_read_stays_so_and_that_is_said(editor, item, kind):
    event = make.event("Kick-off")
    if kind == "withdrawn":
        withdraw(make.published(event), reason="in_error")
    desk.send(editor, desk.address(item), "_publish", attach=[str(event.pk)])
    assert (timeline(item), state(event)) == ([], kind)
    words = said(editor, item)
    assert ("Still private, or not public as they are now: Kick-off." in words) is (kind == "draft")
    assert ("Kick-off (draft)" in words) is (kind == "draft")


def test_a_draft_that_is_attached_goes_out_with_all(editor, item):
    event, other = make.event("Kick-off"), make.event("Second", taskforces=[item])
    make.event("Third", taskforces=[item])
    desk.send(editor, desk.address(item), "_publish", attach=[str(event.pk)], also_all="on", title="New title")
    assert {*timeline(item)} == {"Kick-off", "Second", "Third"}
    assert (state(other), Dossier.objects.get().title) == ("published", "New title")
    assert "Still private" not in said(editor, item)
    assert event.editions().count() == 1


def test_who_may_not_publish_events_changes_only_their_desk(client, item):
    rights = [f"taskforces.{name}_taskforce" for name in ("view", "change", "publish")]
    staff(client, *rights, "timeline.view_event", "timeline.change_event")
    event = make.published(make.event("Kick-off"))
    desk.send(client, desk.address(item), "_publish", attach=[str(event.pk)], region="Bretagne")
    assert (timeline(item), state(event)) == ([], "changed")
    words = said(client, item)
    assert "Still private, or not public as they are now: Kick-off. Each is published in its own form." in words


def test_what_nobody_typed_is_not_published(editor, item):
    event = make.published(make.event("Kick-off"))
    desk.send(editor, desk.address(item), attach=[str(event.pk)])
    before = Edition.objects.count()
    opened = desk.filled(editor.get(desk.address(item)))
    assert opened.pop("also") == str(event.pk)  # ticked: nothing is new but where it stands
    editor.post(desk.address(item), opened | {"_publish": "1"})
    assert Edition.objects.count() == before
    assert "Still private, or not public as they are now: Kick-off." in said(editor, item)
    desk.send(editor, desk.address(item), "_publish")
    assert timeline(item) == ["Kick-off"]


@pytest.mark.parametrize("way", ["attach", "detach", "move"])
def test_saving_alone_says_which_events_readers_do_not_find_as_they_are_now(editor, item, way):
    event = make.published(make.event("Kick-off", taskforces=[] if way == "attach" else [item]))
    typed = {f"position-{event.pk}": "3"} if way == "move" else {way: [str(event.pk)]}
    desk.send(editor, desk.address(item), "_continue", **typed)
    words = said(editor, item)
    assert "Saved: Bretagne. Not public yet, or not as they are now: Kick-off. Public page" in words
    assert "Readers see all of it" not in words


def test_of_many_events_that_are_not_public_those_are_named_that_were_just_changed(editor, item):
    for number in range(NAMED + 1):
        make.event(f"Draft {number}", date="2024", taskforces=[item])
    event = make.published(make.event("Kick-off", date="2001"))
    desk.send(editor, desk.address(item), "_continue", attach=[str(event.pk)])
    assert "as they are now: Kick-off, Draft 0, Draft 1, Draft 2, Draft 3, …. Public page" in said(editor, item)


def test_an_event_that_was_detached_before_is_offered_too(editor, item):
    event = make.published(make.event("Kick-off", taskforces=[item]))
    desk.send(editor, desk.address(item), detach=[str(event.pk)])
    assert timeline(item) == ["Kick-off"]
    assert "Kick-off (published, with unpublished changes: taskforces)" in said(editor, item)
    desk.send(editor, desk.address(item), "_publish")
    assert (timeline(item), state(event)) == ([], "published")


def test_only_some_are_offered_one_by_one_and_all_at_once(editor, item):
    for number in range(SHOWN + 2):
        make.event(f"Event {number}", taskforces=[item])
    words = said(editor, item)
    assert f"All {SHOWN + 2}" in words
    assert "2 more are not shown here." in words
    assert words.count("(draft)") == SHOWN
    desk.send(editor, desk.address(item), "_publish", also_all="on")
    assert len(timeline(item)) == SHOWN + 2


def test_very_many_go_out_in_several_acts(editor, item):
    events = Event.objects.bulk_create(
        Event(title=f"Event {n}", slug=f"event-{n}", desk_digest="a") for n in range(MOST + 1)
    )
    item.events.add(*events)
    assert f"The first {MOST} of {MOST + 1}" in said(editor, item)


def test_after_one_event_is_published_from_the_panel_the_next_one_stands_in_this_timeline(editor, item):
    event = make.event("Kick-off", taskforces=[item])
    opened = desk.filled(editor.get(desk.address(item)))
    page = editor.post(desk.address(item), opened | {"_publish_event": str(event.pk)}, follow=True)
    assert "Public now: Kick-off · Add an event" in desk.text(page)
    links = {link.get("href") for link in desk.tree(page).iter("a") if link.text == "Add an event"}
    assert len(links) == 1
    assert str(item.pk) in links.pop()


def test_a_new_taskforce_is_published_with_its_events_at_once(editor):
    event = make.published(make.event("Kick-off"))
    desk.send(editor, desk.adding(type(make.taskforce())), "_publish", title="New pact", attach=[str(event.pk)])
    assert timeline(Dossier.objects.get(slug="new-pact")) == ["Kick-off"]


def test_what_a_preview_shows_is_what_publishing_makes(editor, item):
    gone, new = make.published(make.event("Gone", taskforces=[item])), make.published(make.event("New"))
    typed = {"detach": [str(gone.pk)], "attach": [str(new.pk)]}
    words = desk.text(desk.send(editor, desk.address(item), "_preview", **typed))
    assert "New" in words
    assert "Gone" not in words
    assert timeline(item) == ["Gone"]


def test_nothing_is_amended_that_readers_cannot_read_or_have_already():
    draft, public = make.event("Draft"), make.published(make.event("Public"))
    assert amend(draft, lambda snapshot: snapshot) is None
    assert amend(public, lambda snapshot: snapshot) is None
    assert Edition.objects.count() == 1


def test_an_edition_of_an_older_schema_is_amended(item):
    event = make.published(make.event("Kick-off", language="fr"))
    body = {name: value for name, value in event.build()["body"].items() if name != "language"}
    Edition.objects.filter(key=event.pk)._raw_delete(using="default")
    old = {"schema": 1, "kind": "event", "key": str(event.pk), "language": "fr", "body": body}
    Edition.objects.create(kind="event", key=event.pk, number=1, published_at="2020-01-01T00:00Z", snapshot=old)
    event.taskforces.add(item)
    edition = amend(event, partial(with_place, taskforce=item, stands=True))
    assert (edition.snapshot["schema"], timeline(item), state(event)) == (2, ["Kick-off"], "published")
