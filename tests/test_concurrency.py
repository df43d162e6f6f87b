"""What somebody else deletes, uses, publishes or withdraws in the middle of an act is told; nothing is half done."""

from contextlib import contextmanager

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import Group, User
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from library.models import Document, Picture
from publishing.editions import publish, withdraw
from publishing.models import Edition
from taskforces.models import Organisation, Taskforce
from tests import desk, make
from tests.at_once import while_waiting
from timeline.models import Entry, Event, EventType, Topic

pytestmark = pytest.mark.django_db


@contextmanager
def after_question(number, act):
    """Do something right after the database answered the question with this number, as somebody else may."""
    asked = 0

    def count(execute, sql, params, many, context):
        nonlocal asked
        asked += 1
        mine, answer = asked, execute(sql, params, many, context)
        if mine == number:
            act()
        return answer

    with connection.execute_wrapper(count):
        yield


def taskforce():
    item = make.taskforce("Pact", objectives=["First"], results=["A network"], organisations=[make.organisation()])
    make.event("Kick-off", taskforces=[item])
    return item


def event():
    return make.event("Kick-off", taskforces=[make.taskforce()], organisations=[make.organisation()])


ROWS = {"taskforce": taskforce, "event": event, "organisation": make.organisation, "topic": make.topic}
ROWS |= {"picture": make.picture, "document": make.document}


def pages(row):
    names = ["change", "delete", "history", *(["preview"] if hasattr(row, "live_digest") else [])]
    return [desk.address(row, name) for name in names] + [
        reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_changelist")
    ]


def asked(client, row, page, number=0):
    """Open a page of a row, which goes after the question with this number. How many questions that took."""
    with transaction.atomic():
        with CaptureQueriesContext(connection) as questions, after_question(number, lambda: go(row)):
            assert client.get(page).status_code in (200, 302, 404), (page, number)
        transaction.set_rollback(True)
    return len(questions)


def go(row):
    type(row)._base_manager.filter(pk=row.pk).delete()


@pytest.mark.parametrize("kind", ROWS)
def test_page_of_a_row_that_goes_while_it_is_drawn(admin_client, kind):
    row = ROWS[kind]()
    for page in pages(row):
        asked(admin_client, row, page)  # what Django reads once and keeps
        for number in range(1, asked(admin_client, row, page) + 1):
            asked(admin_client, row, page, number)


@pytest.fixture
def staff(transactional_db):
    """A client of somebody who may do everything."""
    client = Client()
    client.force_login(User.objects.create_superuser("ada", password="a password for tests"))
    return client


def at_once(act, client, where, sent):
    """Send a form while `act` is not committed yet; the answer, as the browser shows it in the end."""
    with while_waiting(lambda: client.post(where, sent, follow=True)) as answers:
        act()
    assert answers[0].status_code == 200
    return " ".join(answers[0].content.decode().split())


def changelist(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def ticked(action, *rows):
    return {"action": action, ACTION_CHECKBOX_NAME: [str(row.pk) for row in rows], "post": "yes"}


def test_ticked_rows_that_are_gone_are_told(admin_client):
    there, gone = make.event("Kick-off"), make.event("Gone")
    where, sent = desk.ready_to_publish(admin_client, there, gone, note="Typed")
    gone.delete()
    page = admin_client.post(where, sent)
    assert "1 is not there any more." in page.content.decode()
    assert "somebody changed what you chose" in page.content.decode()
    assert page.context["form"].initial["note"] == "Typed"
    assert not Edition.objects.exists()


def test_ticked_row_that_somebody_deletes_meanwhile_is_told(staff):
    there, gone = make.event("Kick-off"), make.event("Gone")
    page = at_once(gone.delete, staff, *desk.ready_to_publish(staff, gone, there))
    assert "“Gone” was not published: Somebody deleted it just now." in page or "1 is not there any more." in page
    assert ("1 was published." in page) is Entry.objects.exists()
    assert not Event.objects.filter(pk=gone.pk).exists()


def test_topic_that_somebody_deletes_while_an_event_with_it_is_published(staff):
    topic = make.topic()
    item = make.event("Kick-off", topics=[topic])
    page = at_once(topic.delete, staff, *desk.ready_to_publish(staff, item))
    assert "Somebody else changed what it needs just now." in page or "1 was published." in page
    assert Entry.objects.count() == Edition.objects.count() == page.count("1 was published.")


def test_event_that_somebody_deletes_while_it_is_attached(staff):
    item, gone = make.taskforce("Pact"), make.event("Gone")
    typed = {"attach": [str(gone.pk)], "region": "Bretagne", "_save": "1"}
    sent = desk.filled(staff.get(desk.address(item))) | typed
    page = at_once(gone.delete, staff, desk.address(item), sent)
    assert 'class="errornote"' in page
    assert 'value="Bretagne"' in page
    assert "Saved:" not in page
    assert not Event.objects.exists()


def test_companion_that_somebody_deletes_meanwhile(staff):
    item = make.taskforce("Pact")
    gone = make.event("Gone", taskforces=[item])
    sent = desk.filled(staff.get(desk.address(item))) | {"also": [str(gone.pk)], "_publish": "1"}
    page = at_once(gone.delete, staff, desk.address(item), sent)
    assert 'class="errornote"' in page
    assert not Edition.objects.exists()


def test_event_whose_button_was_pressed_and_that_somebody_detaches_meanwhile(staff):
    item = make.taskforce("Pact")
    event = make.event("Kick-off", taskforces=[item])
    sent = desk.filled(staff.get(desk.address(item))) | {"_publish_event": str(event.pk)}
    event.taskforces.clear()
    page = staff.post(desk.address(item), sent)
    assert page.status_code == 200
    assert not Entry.objects.exists()


def test_replacement_that_somebody_withdraws_meanwhile(staff):
    item, other = make.published(make.event("First")), make.published(make.event("Second"))
    sent = {"reason": "replaced", "replacement": str(other.pk)}
    page = at_once(lambda: withdraw(other, reason="in_error"), staff, desk.address(item, "withdraw"), sent)
    assert "The replacement is not public any more." in page or "Readers cannot find this one." in page
    item.refresh_from_db()
    assert item.state == "published"


def test_item_that_somebody_withdraws_meanwhile(staff):
    item = make.published(make.event("First"))
    sent = {"reason": "in_error"}
    page = at_once(lambda: withdraw(item, reason="not_kept"), staff, desk.address(item, "withdraw"), sent)
    assert "Only what is published can be withdrawn." in page or "is not public." in page
    assert item.editions().count() == 2


def test_draft_that_somebody_publishes_while_it_is_deleted(staff):
    item = make.taskforce("Pact")
    with while_waiting(lambda: staff.post(desk.address(item, "delete"), {"post": "yes"})) as answers:
        publish(item)
    assert answers[0].status_code == 403
    assert Taskforce.objects.get().state == "published"


def test_draft_that_somebody_deletes_while_it_is_published(staff):
    item = make.taskforce("Pact")
    sent = desk.filled(staff.get(desk.address(item))) | {"_publish": "1"}
    page = at_once(item.delete, staff, desk.address(item), sent)
    assert "Perhaps it was deleted?" in page
    assert not Taskforce.objects.exists()
    assert not Edition.objects.exists()


def test_old_address_that_somebody_takes_meanwhile(staff):
    first, second = (make.event(title, old_addresses="/node/4858") for title in ("First", "Second"))
    page = at_once(lambda: publish(first), staff, *desk.ready_to_publish(staff, second))
    assert "“Second” was not published: This address already leads to something else" in page
    assert Entry.objects.get().title == "First"


NAMES = {
    "address": (lambda: make.taskforce("Pact"), {"slug": "pact-of-pacts"}),
    "group": (lambda: Group.objects.create(name="Readers"), {"name": "Translators"}),
    "account": (lambda: User.objects.create_user("bea"), {"username": "cora"}),
    "type": (make.event_type, {"slug": "study"}),
}


@pytest.mark.parametrize("kind", NAMES)
def test_name_that_somebody_takes_meanwhile(staff, kind):
    maker, name = NAMES[kind]
    row = maker()
    other = {"slug": "other", "name": "Other", "username": "other", "title": "Other"}
    other = {field: value for field, value in other.items() if any(each.name == field for each in row._meta.fields)}
    sent = desk.filled(staff.get(desk.address(row))) | name | {"_save": "1"}
    page = at_once(lambda: type(row).objects.create(**other | name), staff, desk.address(row), sent)
    assert 'class="errornote"' in page
    assert f'value="{next(iter(name.values()))}"' in page
    assert "successfully" not in page
    assert type(row).objects.filter(**name).count() == 1


USED = {
    Organisation: (make.organisation, lambda row, item: item.organisation_links.create(organisation=row)),
    EventType: (make.event_type, lambda row, item: Event.objects.filter(pk=item.pk).update(type=row)),
    Topic: (make.topic, lambda row, item: item.topics.add(row)),
    Picture: (make.picture, lambda row, item: Event.objects.filter(pk=item.pk).update(picture=row)),
    Document: (make.document, lambda row, item: item.document_links.create(document=row)),
}


@pytest.mark.parametrize("way", ["its page", "the list"])
@pytest.mark.parametrize("model", USED, ids=lambda model: model.__name__)
def test_row_that_somebody_begins_to_use_while_it_is_deleted(staff, model, way):
    maker, use = USED[model]
    row, item = maker(), make.event("Kick-off")
    where, sent = (changelist(model), ticked("delete_selected", row))
    if way == "its page":
        where, sent = desk.address(row, "delete"), {"post": "yes"}

    def begin():
        use(row, item)
        connection.check_constraints()  # as at the end of the transaction: from here on the row is held

    page = at_once(begin, staff, where, sent)
    assert "Nothing was deleted: somebody else used" in page or "is used in" in page
    assert model.objects.filter(pk=row.pk).exists()
