"""Rows that are written past the ORM are as it would write them."""

import uuid

import pytest
from django.db import connection, transaction
from django.utils import timezone

from publishing.models import ChangeCount, Edition
from publishing.models.prepared import KEYS, Prepared
from publishing.models.statements import insert, insert_or_ignore, insert_or_update, update
from tests import make
from timeline.models import Entry, Event, Topic
from timeline.models.periods import TimelinePeriod

pytestmark = pytest.mark.django_db


def columns(row):
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_inserted_rows_are_those_that_the_orm_reads_and_have_their_numbers():
    given = {"kind": "event", "published_at": timezone.now(), "snapshot": {"body": {"title": "Pâques"}}}
    rows = insert(Edition(key=uuid.uuid4(), number=number, **given) for number in range(1, 201))
    assert [columns(row) for row in rows] == [columns(row) for row in Edition.objects.order_by("number")]
    assert not any(row._state.adding for row in rows)


def test_nothing_is_asked_for_no_rows(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert insert([]) == insert_or_ignore([]) == insert_or_update([]) == []
        update([], "slug")


def test_rows_that_are_there_stay_or_are_changed():
    period = {"event": uuid.uuid4(), "number": 1, "taskforce": uuid.uuid4()}
    insert_or_ignore(TimelinePeriod(**period, since=timezone.now()) for _time in range(2))
    assert TimelinePeriod.objects.count() == 1
    entry = Entry.objects.get(pk=make.published(make.event("Before")).pk)
    entry.title = "After"
    insert_or_update([entry])
    assert Entry.objects.get().title == "After"
    assert Entry.objects.get().sort_title == "after"


def test_only_named_columns_are_changed_each_row_with_its_own():
    events = [make.event(f"Event {number}") for number in range(3)]
    for number, event in enumerate(events):
        event.slug, event.title = f"other-{number}", "Not written"
    update(events, "slug", "folded")
    assert [*Event.objects.order_by("slug").values_list("slug", "title")] == [
        (f"other-{number}", f"Event {number}") for number in range(3)
    ]
    assert Event.objects.search("other").count() == 3


def test_what_the_database_refuses_is_refused():
    first = ChangeCount.objects.create(name="first")
    with pytest.raises(ValueError, match="many"), transaction.atomic():
        insert([ChangeCount(name="second", times="many")])
    assert list(ChangeCount.objects.all()) == [first]


def test_a_question_for_many_keys_is_made_once(django_assert_num_queries):
    by_keys = Prepared(lambda keys: Topic.objects.filter(pk__among=keys).order_by("name"), KEYS)
    by_names = Prepared(lambda names: Topic.objects.filter(name__among=names).order_by("name"), KEYS)
    topics = [make.topic(name) for name in ("Girls' day", "Maths", 'Say "STEM"')]
    for number in range(4):
        some = topics[:number]
        assert by_keys.ask([topic.pk for topic in some]) == some
        assert by_names.ask({topic.name for topic in some}) == some
        assert list(Topic.objects.filter(pk__among=[str(topic.pk) for topic in some]).order_by("name")) == some
    with django_assert_num_queries(0):
        assert by_keys.ask([]) == list(Topic.objects.filter(pk__among=[])) == []
    assert by_names.ask(["' OR 1=1 --", "[]", "{}", "null"]) == []
    assert len(by_keys.compiled[2]) == 1, connection.vendor
