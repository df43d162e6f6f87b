"""What is scheduled: done once, when its time has come, as it was seen then; and what is not done is told."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, transaction

from publishing import firing
from publishing.editions import publish, withdraw
from publishing.firing import fire, fire_due
from publishing.models import Edition, ScheduledAct
from publishing.review import approve, ask
from publishing.scheduling import cancel, schedule, timer_is_late
from tests import make
from tests.at_once import while_waiting
from text.clock import moment, moment_words
from timeline.models import Event

pytestmark = pytest.mark.django_db
Act, State = ScheduledAct.Act, ScheduledAct.State
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(time_machine):
    """It is noon, and stays so until a test says otherwise."""
    time_machine.move_to(NOON, tick=False)
    return time_machine


@pytest.fixture
def anna():
    return make.editor("anna", first_name="Anna", last_name="Lind")


def planned(item, act=Act.PUBLISH, due_at=LATER, **how):
    how |= {} if act == Act.PUBLISH else {"reason": "not_kept"}
    return schedule(item, act, due_at, **how)


def told(item):
    """What became of the acts of an item: (state, refusal)."""
    return [*ScheduledAct.objects.of(item.kind, item.pk).values_list("state", "refusal")]


def changed(item):
    item.refresh_from_db()
    item.summary += "More."
    return make.touched(item)


def state(item):
    item.refresh_from_db()
    return item.state


def test_it_goes_out_once_though_the_timer_runs_three_times_and_late(clock, anna, capsys):
    item = make.event()
    planned(item, by=anna, note="New in March", minor=True)
    call_command("publish_scheduled")
    assert state(item) == "draft"
    clock.move_to(LATER + timedelta(days=2), tick=False)
    for _run in range(3):
        call_command("publish_scheduled")
    edition = Edition.objects.get()
    assert (edition.by, edition.note, edition.minor) == (anna, "New in March", True)
    assert told(item) == [("done", "")]
    assert not Event.objects.scheduled().exists()
    assert "Published: 1. Withdrawn: 0. Not done, told at the item: 0." in capsys.readouterr().out


def test_it_is_published_and_withdrawn_again_at_the_time_of_each(clock, anna):
    item = make.event()
    planned(item, by=anna)
    planned(item, Act.WITHDRAW, LATER + timedelta(days=1), by=anna)
    for day, expected in ((0, "published"), (1, "withdrawn")):
        clock.move_to(LATER + timedelta(days=day), tick=False)
        fire_due()
        assert state(item) == expected
    other = planned(make.event("Second"), due_at=LATER + timedelta(days=2), by=anna)
    assert [fire(other.pk), fire(0)] == ["", ""]  # not due; not there


def test_a_late_run_does_what_is_due_in_order(clock, anna):
    item = make.event()
    planned(item, by=anna)
    planned(item, Act.WITHDRAW, LATER + timedelta(days=1), by=anna)
    clock.move_to(LATER + timedelta(days=9), tick=False)
    assert fire_due() == {"publish": 1, "withdraw": 1}
    assert [edition.is_withdrawal for edition in item.editions()] == [True, False]


@pytest.mark.parametrize("act", Act)
def test_what_is_changed_meanwhile_is_not_done_and_says_so(clock, anna, act):
    item = make.event() if act == Act.PUBLISH else make.published(make.event())
    planned(item, act, by=anna)
    changed(item)
    if act == Act.WITHDRAW:
        publish(item)
    number, before = Edition.objects.count(), state(item)
    clock.move_to(LATER, tick=False)
    assert fire_due() == {"refused": 1}
    assert (Edition.objects.count(), state(item)) == (number, before)
    assert told(item)[0][0] == "refused"
    assert "It was changed after this was scheduled" in told(item)[0][1]
    assert Event.objects.scheduled().get() == item  # until somebody decides


def test_who_scheduled_it_must_still_be_allowed_to(clock, anna):
    bert, cleo = make.editor("bert"), make.editor("cleo")
    items = [make.event(f"Event {number}") for number in range(3)]
    for item, person in zip(items, (anna, bert, cleo), strict=True):
        planned(item, by=person)
    anna.groups.clear()
    bert.is_active = False
    bert.save()
    cleo.delete()
    clock.move_to(LATER, tick=False)
    assert fire_due() == {"refused": 3}
    assert "Anna Lind scheduled this and may not do it any more" in told(items[0])[0][1]
    assert not Edition.objects.exists()


def test_one_that_fails_stops_no_other(clock, anna, monkeypatch):
    items = [make.event(f"Event {number}") for number in range(4)]
    for item in items:
        planned(item, by=anna)
    gone, broken, busy, fine = items
    Event.objects.filter(pk=gone.pk).delete()

    def failing(item, **how):
        if item == broken:
            raise RuntimeError("a mistake of ours")
        if item == busy:
            raise OperationalError("database is locked")
        return publish(item, **how)

    monkeypatch.setattr(firing, "publish", failing)
    clock.move_to(LATER, tick=False)
    assert fire_due() == {"refused": 1, "broken": 1, "waiting": 1, "publish": 1}
    assert state(fine) == "published"
    assert "The site made a mistake" in told(broken)[0][1]
    assert told(busy) == [("waiting", "")]
    monkeypatch.undo()
    assert fire_due() == {"publish": 1}
    assert state(busy) == "published"


def test_a_run_that_is_killed_leaves_nothing_half_and_the_next_one_does_it(clock, anna, monkeypatch):
    item = make.event()
    planned(item, by=anna)
    clock.move_to(LATER, tick=False)

    def killed(*_given):
        raise SystemExit

    monkeypatch.setattr("publishing.together.settle_all", killed)  # all is written but for this
    with pytest.raises(SystemExit):
        fire_due()
    assert (state(item), Edition.objects.count(), told(item)) == ("draft", 0, [("waiting", "")])
    assert timer_is_late()
    monkeypatch.undo()
    clock.move_to(LATER, tick=False)
    assert fire_due() == {"publish": 1}


def test_moving_replaces_it_and_cancelling_ends_it(clock, anna):
    item = make.event()
    planned(item, by=anna)
    planned(item, due_at=LATER + timedelta(hours=1), by=anna)
    clock.move_to(LATER, tick=False)
    assert fire_due() == {}
    assert cancel(item, Act.PUBLISH)
    assert not cancel(item, Act.PUBLISH)
    clock.move_to(LATER + timedelta(days=1), tick=False)
    assert fire_due() == {}
    assert told(item) == [("over", ""), ("over", "")]


def test_publishing_by_hand_ends_what_was_scheduled_and_withdrawing_asks_again(clock, anna):
    item = make.event()
    planned(item, by=anna)
    publish(item)
    assert told(item) == [("over", "")]
    planned(changed(item), by=anna)
    withdraw(item, reason="in_error")
    assert told(item)[1] == ("refused", "It was withdrawn after this was scheduled.")
    clock.move_to(LATER, tick=False)
    assert fire_due() == {}
    assert state(item) == "withdrawn"


def test_where_it_is_compulsory_a_second_person_must_have_approved_it_by_then(clock, anna, settings):
    settings.REVIEW_REQUIRED = True
    bert = make.editor("bert")
    item, other = make.event(), make.event("Second")
    for each in (item, other):
        planned(each, by=anna)
        ask(each, by=anna)
    approve(item, by=bert)
    clock.move_to(LATER, tick=False)
    assert fire_due() == {"publish": 1, "refused": 1}
    assert "A second person has to approve this first" in told(other)[0][1]


def test_what_cannot_be_scheduled_is_told(anna):
    draft, public = make.event(), make.published(make.event("Old"))
    cases = (
        (draft, Act.PUBLISH, NOON, "This moment is over"),
        (draft, Act.PUBLISH, NOON + timedelta(days=3000), "within the next five years"),
        (public, Act.PUBLISH, LATER, "nothing to publish"),
        (make.event(""), Act.PUBLISH, LATER, "Give a title"),
        (draft, Act.WITHDRAW, LATER, "Only what is public then"),
    )
    for item, act, due_at, sentence in cases:
        with pytest.raises(ValidationError, match=sentence):
            planned(item, act, due_at, by=anna)
    with pytest.raises(ValidationError, match="Somebody changed it meanwhile"):
        planned(draft, by=anna, seen="other")
    assert not ScheduledAct.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{}, {"act": "withdraw"}, {"state": "refused"}, {"state": "over", "reason": "not_kept"}]
)
def test_the_database_refuses_what_makes_no_sense(anna, wrong):
    act = planned(make.event(), by=anna)
    act.pk = None
    for name, value in wrong.items():
        setattr(act, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        act.save(force_insert=True)


def test_times_are_those_of_the_site_in_summer_and_winter():
    assert moment(date(2026, 1, 5), time(10)) == datetime(2026, 1, 5, 9, tzinfo=UTC)
    assert moment(date(2026, 7, 5), time(10)) == datetime(2026, 7, 5, 8, tzinfo=UTC)


def test_a_time_that_the_clock_leaves_out_is_refused_with_the_one_after_it():
    with pytest.raises(ValidationError, match=r"02:30 does not exist\. Write 03:30"):
        moment(date(2026, 3, 29), time(2, 30))


def test_a_time_that_comes_twice_is_asked_and_told_apart():
    night = date(2026, 10, 25), time(2, 30)
    with pytest.raises(ValidationError, match="02:30 comes twice"):
        moment(*night)
    first, second = moment(*night, second=False), moment(*night, second=True)
    assert second - first == timedelta(hours=1)
    assert ("CEST" in moment_words(first), "CET" in moment_words(second)) == (True, True)
    assert "(" not in moment_words(NOON)


def test_the_timer_is_late_when_it_did_not_run_lately(clock):
    assert timer_is_late()
    fire_due()
    assert not timer_is_late()
    clock.move_to(NOON + timedelta(minutes=21), tick=False)
    assert timer_is_late()


@pytest.mark.django_db(transaction=True)
def test_two_timers_at_once_do_it_once(transactional_db, clock):
    item = make.event()
    act = planned(item, by=make.editor("anna"))
    clock.move_to(LATER, tick=False)
    with while_waiting(lambda: fire(act.pk)) as second:
        assert fire(act.pk) == "publish"
    assert second == [""]
    assert Edition.objects.count() == 1
