"""Rows that belong to an item stay at hand as `prefetch_related_objects` keeps them."""

import pytest
from django.db.models import prefetch_related_objects

from tests import make
from timeline.models import Event

pytestmark = pytest.mark.django_db
RELATIONS = ("topics", "taskforces", "results", "organisation_links", "document_links")


@pytest.fixture
def events():
    """Two that name the same rows, in another order than these were made in, and one that names none."""
    taskforce = make.taskforce(results=["Done", "Seen"])
    given = {"topics": [make.topic("Maths"), make.topic("Arts")], "taskforces": [taskforce, make.taskforce("Another")]}
    given |= {"organisations": [make.organisation("Zenit"), make.organisation("Agora")]}
    given |= {"results": taskforce.results.all(), "documents": [make.document(), make.document(title="Annex")]}
    keys = [make.event("First", **given).pk, make.event("Second", **given).pk, make.event("Bare").pk]
    return sorted(Event.objects.filter(pk__in=keys), key=lambda event: keys.index(event.pk))


def read(events):
    return [{name: list(getattr(event, name).all()) for name in RELATIONS} for event in events]


def test_they_are_read_in_one_question_a_relation_and_in_order(events, django_assert_num_queries):
    expected = read(events)
    with django_assert_num_queries(len(RELATIONS)):
        Event.schema.prefetch(*events)
    with django_assert_num_queries(0):
        assert read(events) == expected
        assert [str(link) for link in events[0].organisation_links.all()] == ["Zenit", "Agora"]
        assert all(link.event is events[0] for link in events[0].organisation_links.all())
        Event.schema.prefetch(*events)  # what is at hand is not read again
        prefetch_related_objects(events, *RELATIONS)


def test_an_item_that_was_read_twice_has_them_twice(events, django_assert_num_queries):
    again = Event.objects.get(pk=events[0].pk)
    with django_assert_num_queries(len(RELATIONS)):
        Event.schema.prefetch(*events, again)
        assert read([again]) == read(events[:1])


def test_who_asks_otherwise_is_answered_for_this_item_alone(events):
    first, _second, bare = events
    Event.schema.prefetch(*events)
    assert [topic.name for topic in first.topics.filter(name="Arts")] == ["Arts"]
    assert bare.topics.count() == 0
    assert not bare.topics.filter(name="Arts").exists()
    first.topics.set([])
    assert list(Event.objects.get(pk=first.pk).topics.all()) == list(first.topics.all()) == []
