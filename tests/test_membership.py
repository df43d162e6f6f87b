"""A change of a taskforce touches the events and taskforces that name it, and nothing else, whoever makes it."""

import pytest
from django.db import connection, transaction

from publishing.touch import touch
from taskforces.models import Taskforce
from tests import make
from tests.at_once import while_waiting
from timeline.membership import touching_referrers
from timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def taskforce():
    return make.taskforce("First pact", objectives=["First"], results=["A network", "A study"])


def state(item):
    return type(item).objects.get(pk=item.pk).state


def attach(taskforce, event):
    event.taskforces.add(taskforce)


def detach(taskforce, event):
    event.taskforces.remove(taskforce)


def lose_result(taskforce, _event):
    taskforce.results.get(text="A network").delete()


def lose_everything(taskforce, _event):
    snapshot = taskforce.build()
    snapshot["body"] |= {"results": [], "objectives": []}
    taskforce.write(snapshot)


def show_other_result(taskforce, event):
    event.results.set(taskforce.results.filter(text="A study"))


@pytest.mark.parametrize(
    ("stands", "change"),
    [
        (False, attach),
        (True, detach),
        (True, lose_result),
        (False, lose_result),
        (True, lose_everything),
        (True, show_other_result),
        (True, lambda taskforce, _event: taskforce.delete()),
    ],
)
def test_event_that_names_the_taskforce_otherwise_is_touched(taskforce, stands, change):
    results = taskforce.results.filter(text="A network")
    event = make.published(make.event(taskforces=[taskforce] if stands else [], results=results))
    with transaction.atomic(), touching_referrers(taskforce, events=[event.pk]) as touched:
        change(taskforce, event)
    assert touched == [event]
    assert state(event) == "changed"


def test_event_that_names_it_as_before_is_left_alone(taskforce):
    event = make.published(make.event(taskforces=[taskforce], results=taskforce.results.filter(text="A network")))
    before = Event.objects.get(pk=event.pk).touched_at
    with transaction.atomic(), touching_referrers(taskforce, events=[event.pk]) as touched:
        taskforce.results.get(text="A study").delete()
        taskforce.title = "Other words"
        touch(taskforce)
    assert touched == []
    assert (state(event), Event.objects.get(pk=event.pk).touched_at) == ("published", before)


@pytest.mark.parametrize("number", [1, 30])
def test_asking_takes_the_same_questions_for_any_number_of_events(taskforce, number, django_assert_num_queries):
    for day in range(number):
        make.event(f"Event {day}", taskforces=[taskforce])
    with transaction.atomic(), django_assert_num_queries(2), touching_referrers(taskforce):
        pass


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer")
def test_event_that_somebody_saves_meanwhile_loses_nothing():
    taskforce = make.taskforce()
    event = make.published(make.event("Kick-off", taskforces=[taskforce]))

    def delete():
        with transaction.atomic(), touching_referrers(Taskforce.objects.get(pk=taskforce.pk)):
            taskforce.delete()

    with while_waiting(delete):
        mine = Event.objects.locked().get(pk=event.pk)
        mine.summary = "Written meanwhile"
        touch(mine)
    event.refresh_from_db()
    assert (event.summary, event.state, event.to_body()["taskforces"]) == ("Written meanwhile", "changed", [])
