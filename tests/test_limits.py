"""An editor of some taskforces changes these and the events that stand in no others; all else is read, by any way."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from editing.open_forms.models import OpenForm
from publishing.models import DeskState, Edition, TrashedItem
from publishing.roles import Role
from publishing.trash import discard
from taskforces.models import Limits, Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs():
    return make.taskforce("Ours", results=["A network"])


@pytest.fixture
def foreign():
    return make.taskforce("Foreign", results=["Another network"])


@pytest.fixture
def person(theirs):
    return make.person(Role.LIMITED_EDITOR, taskforces=[theirs])


@pytest.fixture
def limited(client, person):
    """An editor of one taskforce, logged in."""
    client.force_login(person)
    return client


def fresh(item):
    return type(item).objects.get(pk=item.pk)


def test_they_change_their_taskforce_and_its_events_and_publish_nothing(limited, theirs):
    event = make.event("Kick-off", taskforces=[theirs])
    assert desk.send(limited, desk.address(theirs), region="Bretagne").status_code == 302
    assert desk.send(limited, desk.address(event), place="Rennes").status_code == 302
    assert (fresh(theirs).region, fresh(event).place) == ("Bretagne", "Rennes")
    assert 'name="_publish"' not in limited.get(desk.address(theirs)).content.decode()


@pytest.mark.parametrize(
    ("stands", "why"),
    [
        (["foreign"], "This one stands in: Foreign."),
        (["theirs", "foreign"], "This one stands in: Foreign."),
        ([], "This one stands in no taskforce."),
    ],
    ids=str,
)
def test_other_events_are_read_with_a_sentence_why(limited, request, stands, why):
    event = make.event("Kick-off", taskforces=[request.getfixturevalue(name) for name in stands])
    page = desk.text(limited.get(desk.address(event)))
    assert f"You may change events that stand in your taskforces, and in no others. {why}" in page
    assert limited.post(desk.address(event), {"title": "Other", "_save": "1"}).status_code == 403


def test_an_event_that_shows_a_result_of_others_is_read(limited, theirs, foreign):
    event = make.event(taskforces=[theirs], results=foreign.results.all())
    assert "This one shows a result of: Foreign." in desk.text(limited.get(desk.address(event)))


def test_another_taskforce_is_read_with_a_sentence_why(limited, foreign):
    page = desk.text(limited.get(desk.address(foreign)))
    assert "You work on: Ours. This taskforce is none of them: you may look at it, not change it." in page


def test_a_country_is_all_of_its_taskforces_as_the_desk_has_them(client):
    client.force_login(make.person(Role.LIMITED_EDITOR, countries=["FR"]))
    item, other = make.taskforce("Bretagne", countries=["FR", "BE"]), make.taskforce("Danish Pact", countries=["DK"])
    event = make.event("Kick-off", taskforces=[item])
    for row in (item, event):
        assert 'name="_save"' in client.get(desk.address(row)).content.decode()
    assert "You work on: all of France." in desk.text(client.get(desk.address(other)))
    refused = desk.send(client, desk.address(item), countries="DK")
    assert "Nothing was saved. You work on: all of France." in " ".join(desk.errors(refused)["countries"])
    assert {country.pk for country in item.countries.all()} == {"FR", "BE"}


def test_who_lost_their_limits_changes_nothing(limited, theirs):
    Limits.objects.all().delete()
    assert "You work on: nothing yet." in desk.text(limited.get(desk.address(theirs)))


@pytest.mark.parametrize("places", [["foreign"], ["theirs", "foreign"], []], ids=str)
def test_a_new_event_stands_in_their_taskforces_only(limited, request, places):
    keys = [str(request.getfixturevalue(name).pk) for name in places]
    refused = desk.send(limited, desk.adding(Event), title="Kick-off", taskforces=keys)
    assert "Nothing was saved." in desk.errors(refused)["taskforces"][0]
    assert not Event.objects.exists()


@pytest.mark.parametrize("places", [["theirs", "foreign"], []], ids=str)
def test_an_event_of_theirs_is_not_given_to_others_nor_away(limited, request, theirs, places):
    event = make.event("Kick-off", taskforces=[theirs])
    keys = [str(request.getfixturevalue(name).pk) for name in places]
    refused = desk.send(limited, desk.address(event), taskforces=keys, title="Other")
    assert "Nothing was saved." in desk.errors(refused)["taskforces"][0]
    assert ([*event.taskforces.all()], fresh(event).title) == ([theirs], "Kick-off")


def test_a_copy_of_an_event_of_others_is_one_of_their_own(limited, theirs, foreign):
    event = make.event("Kick-off", taskforces=[foreign])
    where = f"{desk.adding(Event)}?copy={event.pk}"
    assert "Nothing was saved." in desk.errors(desk.send(limited, where))["taskforces"][0]
    assert desk.send(limited, where, taskforces=str(theirs.pk)).status_code == 302
    assert Event.objects.exclude(pk=event.pk).get().taskforces.get() == theirs


@pytest.mark.parametrize("field", ["attach", "detach", "position"])
def test_the_panel_changes_no_event_of_others(limited, theirs, foreign, field):
    event = make.event("Kick-off", taskforces=[foreign] if field == "attach" else [theirs, foreign])
    before = fresh(event).desk_digest
    typed = {f"position-{event.pk}": "7"} if field == "position" else {field: str(event.pk)}
    sent = desk.filled(limited.get(desk.address(theirs))) | typed | {"_save": "1", "region": "Bretagne"}
    answer = limited.post(desk.address(theirs), sent)
    assert "“Kick-off”: You may change events" in str(desk.errors(answer))
    assert (fresh(event).desk_digest, fresh(theirs).region) == (before, "")


def test_an_event_is_not_detached_from_their_last_taskforce(limited, theirs):
    event = make.event("Kick-off", taskforces=[theirs])
    sent = desk.filled(limited.get(desk.address(theirs))) | {"detach": str(event.pk), "_save": "1"}
    assert "This one stands in no taskforce." in str(desk.errors(limited.post(desk.address(theirs), sent)))
    assert [*event.taskforces.all()] == [theirs]


def test_words_of_other_forms_are_not_kept(limited, person, theirs, foreign):
    words = {"user": str(person.pk), "key": str(uuid.uuid4()), "words": "[]"}
    assert limited.post(desk.address(foreign, "keep"), words).status_code == 403
    assert limited.post(desk.address(theirs, "keep"), words).status_code != 403
    assert not OpenForm.objects.filter(item=str(foreign.pk)).exists()


def test_nothing_of_others_is_restored_and_no_state_that_was_of_others(limited, theirs, foreign):
    event = make.published(make.event("Then", taskforces=[theirs, foreign]))
    restore = f"{desk.address(event, 'restore')}?moment=e1"
    assert limited.post(restore).status_code == 403
    event.taskforces.set([theirs])
    make.touched(event)
    assert limited.get(restore).status_code == 200
    assert "Nothing was saved." in desk.text(limited.post(restore))
    assert ([*event.taskforces.all()], DeskState.objects.filter(by_name="limited_editor").exists()) == ([theirs], False)


def test_drafts_of_others_do_not_come_back_from_the_trash(limited, theirs, foreign):
    mine, others = make.event("Mine", taskforces=[theirs]), make.event("Not mine", taskforces=[foreign])
    for event in (mine, others):
        discard(event)
    for trashed in TrashedItem.objects.all():
        limited.post(reverse("admin:publishing_trasheditem_bring_back", args=[trashed.pk]))
    assert [*map(str, Event.objects.all())] == ["Mine"]


def test_a_taskforce_that_comes_back_from_the_trash_is_theirs_again(limited, theirs):
    discard(theirs)
    boss = Client()
    boss.force_login(make.person(Role.ADMINISTRATOR))
    boss.post(reverse("admin:publishing_trasheditem_bring_back", args=[TrashedItem.objects.get().pk]))
    assert 'name="_save"' in limited.get(desk.address(theirs)).content.decode()


def test_limits_hold_for_publishing_where_a_group_gave_that_right(limited, person, theirs, foreign):
    make.grant(person, "taskforces.publish_taskforce", "taskforces.withdraw_taskforce")
    make.grant(person, "timeline.publish_event", "timeline.withdraw_event")
    public, event = make.published(make.taskforce("Public")), make.event("Kick-off", taskforces=[theirs, foreign])
    desk.publish_from_list(limited, theirs)
    limited.post(reverse("admin:taskforces_taskforce_changelist"), ticked(foreign))
    assert limited.post(desk.address(public, "withdraw"), {"act": "withdraw", "reason": "in_error"}).status_code == 403
    page = limited.get(desk.address(theirs))
    sent = desk.filled(page) | {"_publish_event": str(event.pk)}
    assert "Kick-off" not in str(getattr(page.context["adminform"].form, "fields", {}).get("also", ""))
    assert limited.post(desk.address(theirs), sent).status_code == 200
    assert {*Edition.objects.values_list("key", flat=True)} == {theirs.pk, public.pk}


def ticked(item):
    return {"action": "publish_selected", "_selected_action": [str(item.pk)], "seen": "x"}


def test_what_is_true_for_everyone_they_add_and_do_not_change(limited):
    row, other = make.organisation("Locarn"), make.organisation("Locarne")
    page = desk.text(limited.get(desk.address(row)))
    assert "You may look at this, not change it" in page
    for where in (desk.address(row), desk.address(row, "merge")):
        assert limited.post(where, {"name": "Other", "into": str(other.pk), "act": "merge"}).status_code == 403
    assert desk.send(limited, desk.adding(type(row)), name="STEM Denmark").status_code == 302


def test_a_taskforce_of_others_is_offered_nowhere_to_be_worked_on(limited, theirs, foreign):
    start = limited.get("/admin/")
    assert [row["item"] for row in start.context["your_taskforces"]] == [theirs]


def test_the_questions_of_a_list_and_of_one_row_agree(person, theirs, foreign):
    events = [make.event(taskforces=each) for each in ([], [theirs], [foreign], [theirs, foreign])]
    events += [make.event(taskforces=[theirs], results=each.results.all()) for each in (theirs, foreign)]
    for rows in (events, [theirs, foreign]):
        allowed = {*type(rows[0]).objects.changeable_by(person)}
        assert allowed == {row for row in rows if row.may_be_changed_by(person)} != {*rows}
    assert {*Event.objects.changeable_by(person)} == {events[1], events[4]}
    everybody = make.person(Role.EDITOR)
    assert Event.objects.changeable_by(everybody).count() == len(events)
    assert Taskforce.objects.changeable_by(everybody).count() == 2
