"""Review and schedule at the desk: their pages, buttons and lists, what the form and the first page say, and rights."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User

from publishing.firing import fire_due
from publishing.models import Edition, ReviewStep, ScheduledAct
from publishing.review import approve, ask, send_back
from publishing.roles import Role
from publishing.scheduling import schedule, sight
from tests import desk, make

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCHEDULED, EVENTS = "/admin/scheduled/", "/admin/timeline/event/"
WHEN = {"day": "2026-03-05", "time": "10:00"}


@pytest.fixture(autouse=True)
def clock(time_machine):
    """It is noon, and stays so until a test says otherwise."""
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def anna():
    return make.editor("anna", first_name="Anna", last_name="Lind")


@pytest.fixture
def bert():
    return make.editor("bert", first_name="Bert", last_name="Maas")


def as_(client, person):
    client.force_login(person)
    return client


def press(client, item, act, **typed):
    """Press a button of the page of review; the page that comes."""
    sent = {"seen": item.desk_digest, "act": act, "remark": ""} | typed
    return client.post(desk.address(item, "review"), sent, follow=True)


def plan(client, item, act="publish", **typed):
    """Send the form of the page of scheduling; the page that comes."""
    address = f"{desk.address(item, 'schedule')}?act={act}"
    return client.post(address, {"seen": sight(item), **WHEN} | typed, follow=True)


def offered(page):
    """The acts that the page of review offers."""
    return re.findall(r'name="act" value="(\w+)"', page.content.decode())


def test_review_from_the_button_of_the_form_to_the_approval(client, anna, bert):
    item = make.event("Kick-off")
    desk.send(as_(client, anna), desk.address(item), "_ask_review", place="Rennes")
    item.refresh_from_db()
    assert item.place == "Rennes"
    assert offered(client.get(desk.address(item, "review"))) == ["end"]
    page = as_(client, bert).get(desk.address(item, "review"))
    assert offered(page) == ["approve", "return", "end"]
    assert "Say what should be changed." in desk.text(press(client, item, "return"))
    words = desk.text(press(client, item, "return", remark="Which day was it?"))
    assert "Returned by Bert Maas on 1 March 2026, 13:00: Which day was it?" in words
    press(as_(client, anna), item, "ask")
    words = desk.text(press(as_(client, bert), item, "approve"))
    assert "Approved by Bert Maas" in words
    history = desk.text(client.get(desk.address(item, "history")))
    assert "Which day was it?" in history
    assert "Approved." in history


def test_what_somebody_changed_since_the_page_was_drawn_is_not_approved(client, anna, bert):
    item = make.event("Kick-off")
    ask(item, by=anna)
    old = item.desk_digest
    item.place = "Rennes"
    make.touch(item)
    page = press(as_(client, bert), item, "approve", seen=old)
    assert "Somebody changed it meanwhile" in desk.text(page)
    assert ReviewStep.objects.open_of(item).act == "asked"
    assert press(client, item, "approve", seen="").context["form"].errors
    assert press(client, item, "nonsense").context["form"].errors


def test_lists_and_the_first_page_say_who_and_when(client, anna, bert):
    asked, returned, planned = (make.event(title) for title in ("Asked", "Returned", "Planned"))
    for item in (asked, returned):
        ask(item, by=anna)
    send_back(returned, by=bert, remark="Which day?")
    schedule(planned, "publish", NOON + timedelta(days=1), by=anna)
    words = {"in-review": "Anna Lind asked for review on 1 March 2026, 13:00."}
    words |= {"returned": "Returned by Bert Maas on 1 March 2026, 13:00: Which day?", "approved": ""}
    words |= {"scheduled": "To be published on 2 March 2026, 13:00 (Anna Lind)."}
    for way, sentence in words.items():
        page = as_(client, bert).get(f"{EVENTS}?way={way}")
        assert len(page.context["cl"].result_list) == bool(sentence)
        assert sentence in desk.text(page)
    first = client.get("/admin/").content.decode()
    assert all(sentence in first for sentence in words.values())
    assert "no timer has run" in first


def test_it_is_scheduled_moved_and_cancelled_in_the_form(client, anna):
    item = make.event("Kick-off")
    as_(client, anna)
    assert "It will be published on 5 March 2026, 10:00." in desk.text(plan(client, item, note="New"))
    page = client.get(f"{desk.address(item, 'schedule')}?act=publish")
    assert [page.context["form"][name].value() for name in ("note", "day")] == ["New", datetime(2026, 3, 5).date()]
    plan(client, item, day="2026-03-06")
    assert "To be published on 6 March 2026, 10:00 (Anna Lind)." in desk.text(client.get(desk.address(item)))
    plan(client, item, "withdraw", day="2026-04-06", reason="not_kept", note="Over")
    assert "To be withdrawn on 6 April 2026, 10:00" in desk.text(client.get(SCHEDULED))
    plan(client, item, "withdraw", cancel="1")
    assert [act.due_at.day for act in ScheduledAct.objects.open()] == [6]


def test_who_asks_while_nobody_else_could_approve_is_told(client, anna):
    as_(client, anna)
    make.person(Role.EDITOR)
    for is_alone in (True, False):
        saved = desk.send(client, desk.address(make.event()), button="_ask_review")
        assert ("nobody else has a role" in client.get(saved["Location"]).content.decode()) == is_alone
        make.person(Role.ADMINISTRATOR, username=f"chief-{is_alone}")


def test_who_schedules_is_told_that_a_second_person_has_to_approve_it_first(client, anna, bert, settings):
    item, sentence = make.event("Kick-off"), "As things stand it will not go out: A second person has to approve"
    as_(client, anna)
    assert sentence not in desk.text(plan(client, item))
    settings.REVIEW_REQUIRED = True
    assert sentence in desk.text(client.get(f"{desk.address(item, 'schedule')}?act=publish"))
    assert sentence in str([*plan(client, item).context["messages"]][-1])
    ask(item, by=anna)
    approve(item, by=bert)
    assert sentence not in desk.text(client.get(f"{desk.address(item, 'schedule')}?act=publish"))


def test_typed_nonsense_is_told_at_its_field_and_schedules_nothing(client, anna):
    item = make.event("Kick-off")
    as_(client, anna)
    cases = (
        ({"day": "", "time": "x"}, {"day", "time"}),
        ({"day": "2026-02-30"}, {"day"}),
        ({"day": "9999-12-31"}, {"time"}),
        ({"day": "0001-01-01", "time": "00:00"}, {"time"}),
        ({"day": "2026-03-29", "time": "02:30"}, {"time"}),
        ({"day": "2026-10-25", "time": "02:30"}, {"time"}),
        ({"seen": "other"}, {"__all__"}),
    )
    for typed, wrong in cases:
        assert set(plan(client, item, **typed).context["form"].errors) == wrong, typed
    assert set(plan(client, item, "withdraw").context["form"].errors) == {"reason"}
    assert not ScheduledAct.objects.exists()
    page = plan(client, item, day="2026-10-25", time="02:30")
    assert "Which of the two" in desk.text(page)
    assert "(CET)" in desk.text(plan(client, item, day="2026-10-25", time="02:30", which="second"))


def test_the_form_and_the_pages_say_what_was_not_done_or_will_not_be(client, anna, clock):
    item = make.event("Kick-off")
    plan(as_(client, anna), item)
    desk.send(client, desk.address(item), place="Rennes")
    assert "it will not be done unless you schedule it again" in desk.text(client.get(desk.address(item)))
    clock.move_to(NOON + timedelta(days=9), tick=False)
    as_(client, anna)
    assert "no timer has run" in desk.text(client.get(SCHEDULED))
    fire_due()
    for page in (desk.address(item), SCHEDULED):
        assert "It was not done: It was changed after this was scheduled" in desk.text(client.get(page))
    assert "no timer has run" not in desk.text(client.get(SCHEDULED))
    assert not Edition.objects.exists()


def test_each_act_asks_for_its_right(client, anna):
    item = make.event("Kick-off")
    ask(item, by=anna)
    person = User.objects.create_user("reader", is_staff=True)
    as_(client, person)
    pages = [
        desk.address(item, "review"),
        desk.address(item, "schedule"),
        f"{desk.address(item, 'schedule')}?act=withdraw",
    ]
    assert [client.get(page).status_code for page in pages] == [403] * 3
    assert "Nothing is scheduled" in desk.text(client.get(SCHEDULED))
    person.user_permissions.set(Permission.objects.filter(codename__in=["view_event", "change_event"]))
    assert offered(client.get(pages[0])) == []
    assert press(client, item, "approve").status_code == 403
    assert [client.get(page).status_code for page in pages[1:]] == [403] * 2
    assert [client.post(page, WHEN | {"cancel": "1"}).status_code for page in pages[1:]] == [403] * 2
    client.logout()
    assert [client.get(page).status_code for page in (*pages, SCHEDULED)] == [302] * 4
