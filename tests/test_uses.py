"""What names a row that others share: counted, and the first of it named by few questions, however much it is."""

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from editing.uses import MOST, uses
from library.models import Document, Picture
from taskforces.models import Organisation
from tests import desk, make
from timeline.models import Entry, Event, EventType, Topic

pytestmark = pytest.mark.django_db

# How each is made and named by an event; the events have no title, so that their names stand in other rows.
USED = {
    Picture: (make.picture, lambda row: {"picture": row}),
    Document: (make.document, lambda row: {"documents": [row]}),
    Topic: (make.topic, lambda row: {"topics": [row]}),
    EventType: (make.event_type, lambda row: {"type": row}),
    Organisation: (make.organisation, lambda row: {"organisations": [row]}),
}


def use(row, number, start=0):
    """Let events name a row; the first three are public."""
    host = Organisation.objects.filter(name="Host").first() or make.organisation("Host")
    given = {"organisations": [host]} | USED[type(row)][1](row)
    events = [make.event("", slug=f"e{each}", date=f"{2000 + each}", **given) for each in range(start, start + number)]
    return [*map(make.published, events[:3]), *events[3:]]


def changelist(model):
    """Where the list of a model is at the desk."""
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def asked(client, row, page):
    """The page, and how many questions it asked."""
    ask = {
        "change": lambda: client.get(desk.address(row)),
        "delete": lambda: client.get(desk.address(row, "delete")),
        "delete selected": lambda: client.post(
            changelist(type(row)), {"action": "delete_selected", ACTION_CHECKBOX_NAME: row.pk}
        ),
    }[page]
    ask()  # what is read once and kept
    with CaptureQueriesContext(connection) as questions:
        text = ask().content.decode()
    return text, len(questions)


@pytest.mark.parametrize("model", USED)
def test_pages_that_name_the_uses_ask_the_same_questions_of_many(admin_client, model, subtests):
    row = USED[model][0]()
    pages = ["delete", "delete selected"] + ["change"] * (model in (Picture, Document))
    use(row, 3)
    before = {page: asked(admin_client, row, page) for page in pages}
    use(row, 57, start=3)
    for page in pages:
        with subtests.test(page):
            text, number = asked(admin_client, row, page)
            assert number == before[page][1]
            assert text.count("Host, ") <= MOST
            assert "and 40 more" in text
            assert "and 40 more" not in before[page][0]


def test_first_uses_are_named_and_the_others_counted():
    picture = make.picture(alt="A bridge")
    events = use(picture, MOST + 1)
    places, more = uses(picture)
    first = sorted(events, key=lambda event: event.pk)[:MOST]
    assert (set(places), more) == (set(first), 1)
    assert places == list(Event.objects.filter(pk__in=[event.pk for event in first]))
    with pytest.raises(ProtectedError, match=r"”, and 1 more\. Take it out there and publish"):
        picture.delete()


def test_thousands_are_told_in_groups():
    topic = make.topic()
    events = Event.objects.bulk_create(Event(title=f"{each}", slug=f"e{each}") for each in range(MOST + 1985))
    Event.topics.through.objects.bulk_create(Event.topics.through(event=event, topic=topic) for event in events)
    assert uses(topic)[1] == 1985


def test_uses_of_several_kinds_are_counted_together():
    picture = make.picture()
    use(picture, MOST - 1)
    make.taskforce("Pact", cover=picture)
    make.organisation("Logo", logo=picture)
    places, more = uses(picture)
    assert len(places) == MOST
    assert more == 1
    assert str(places[-1]) == "Logo"


def test_what_only_the_public_reads_is_named_once_where_the_desk_has_it_no_more():
    picture = make.picture()
    event = make.published(make.event("Workshop", picture=picture))
    Event.objects.filter(pk=event.pk)._raw_delete("default")
    assert uses(picture) == ([Entry.objects.get(pk=event.pk)], 0)


def test_of_many_rows_that_are_in_use_the_first_are_told_of(admin_client):
    topics = [make.topic(f"Topic {each}", slug=f"t{each}") for each in range(MOST + 2)]
    make.event("Kick-off", topics=topics)
    data = {"action": "delete_selected", ACTION_CHECKBOX_NAME: [topic.pk for topic in topics]}
    page = admin_client.post(changelist(Topic), data).content.decode()
    assert page.count("is used in: event “Kick-off”") == MOST
    assert "2 more are in use, too." in page


def test_deleting_many_pictures_asks_once_whether_one_is_used():
    for _each in range(3):
        make.picture()
    with CaptureQueriesContext(connection) as few:
        Picture.objects.all().delete()
    for _each in range(30):
        make.picture()
    with CaptureQueriesContext(connection) as many:
        Picture.objects.all().delete()
    assert len(many) == len(few)
