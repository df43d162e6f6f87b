"""The trash at the desk: who may delete a draft, the way back, and how it is emptied."""

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.auth.models import Permission
from django.urls import reverse

from publishing.models import TrashedItem
from publishing.trash import discard
from taskforces.models import Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db
TRASH = "/admin/publishing/trasheditem/"


@pytest.fixture
def editor(client):
    """Somebody of the Editors, logged in."""
    person = make.editor()
    client.force_login(person)
    return person


def added(client, model, **typed):
    """A draft that this client made at the desk."""
    desk.send(client, desk.adding(model), "_continue", **typed)
    return model.objects.get(title=typed["title"])


def delete(client, item):
    return client.post(desk.address(item, "delete"), {"post": "yes"}, follow=True)


def back(client, trashed):
    return client.post(f"{TRASH}{trashed.pk}/bring-back/", follow=True)


@pytest.mark.parametrize("model", [Taskforce, Event])
def test_editor_deletes_her_own_draft_and_brings_it_back(client, editor, model):
    item = added(client, model, title="A slip")
    assert "Move to the trash" in client.get(desk.address(item, "delete")).content.decode()
    told = delete(client, item).content.decode()
    assert "“A slip” is in the trash, with all that hung on it." in told
    assert TRASH in told
    assert not model.objects.exists()
    shown = client.get(TRASH).content.decode()
    assert "A slip" in shown
    assert "Bring back" in shown
    returned = back(client, TrashedItem.objects.get())
    assert returned.redirect_chain[-1][0] == desk.address(item)
    assert "“A slip” is back on the desk." in returned.content.decode()
    entries = LogEntry.objects.filter(object_id=str(item.pk)).order_by("pk").values_list("action_flag", flat=True)
    assert list(entries) == [ADDITION, DELETION, CHANGE]


def test_editor_may_delete_again_what_came_back(client, editor):
    item = added(client, Event, title="A slip")
    delete(client, item)
    back(client, TrashedItem.objects.get())
    delete(client, item)
    assert (Event.objects.count(), TrashedItem.objects.count()) == (0, 1)


def test_editor_may_not_delete_the_draft_of_somebody_else(client, editor):
    item = make.event("Of somebody else")
    assert desk.address(item, "delete") not in client.get(desk.address(item)).content.decode()
    assert client.get(desk.address(item, "delete")).status_code == 403
    assert delete(client, item).status_code == 403
    assert Event.objects.exists()


def test_who_changed_a_draft_is_not_who_added_it(client, editor):
    item = make.event("Of somebody else")
    desk.send(client, desk.address(item), summary="Only this")
    assert delete(client, item).status_code == 403


def test_editor_who_may_add_no_more_may_not_delete_either(client, editor):
    item = added(client, Event, title="A slip")
    editor.groups.clear()
    editor.user_permissions.set(Permission.objects.filter(codename__in=["view_event", "change_event"]))
    assert delete(client, item).status_code == 403


def test_person_with_the_right_deletes_any_draft(client, editor):
    editor.user_permissions.add(Permission.objects.get(codename="delete_event"))
    delete(client, make.event("Of somebody else"))
    assert TrashedItem.objects.get().by == editor


def test_own_draft_that_was_published_is_not_deleted(client, editor):
    item = make.published(added(client, Event, title="A slip"))
    assert delete(client, item).status_code == 403
    assert desk.address(item, "delete") not in client.get(desk.address(item)).content.decode()


def test_items_that_named_it_are_changed_and_logged(client, editor):
    taskforce = added(client, Taskforce, title="A slip")
    event = make.published(make.event(taskforces=[taskforce]))
    assert "names it 1 time" in desk.text(client.get(desk.address(taskforce, "delete")))
    delete(client, taskforce)
    assert Event.objects.get().state == "changed"
    back(client, TrashedItem.objects.get())
    assert Event.objects.get().state == "published"
    told = LogEntry.objects.filter(object_id=str(event.pk)).order_by("pk").values_list("change_message", flat=True)
    assert ["went to the trash" in told[0], "came back" in told[1]] == [True, True]


def test_what_could_not_be_tied_again_is_told(client, editor):
    organisation = make.organisation("Astra")
    trashed, _touched = discard(make.event(organisations=[organisation]))
    organisation.delete()
    assert "organisation “Astra”" in back(client, trashed).content.decode()


def test_the_form_of_what_is_in_the_trash_says_so(client, editor):
    item = added(client, Event, title="A slip")
    opened = desk.filled(client.get(desk.address(item)))
    delete(client, item)
    for answer in (client.get(desk.address(item), follow=True), client.post(desk.address(item), opened, follow=True)):
        assert "“A slip” is in the trash" in answer.content.decode()
    assert "is in the trash" in delete(client, item).content.decode()


def test_bringing_back_twice_is_told(client, editor):
    trashed, _touched = discard(make.event())
    back(client, trashed)
    assert "not in the trash any more" in back(client, trashed).content.decode()
    assert Event.objects.count() == 1


def test_only_a_press_of_the_button_brings_back(client, editor):
    trashed, _touched = discard(make.event())
    assert client.get(f"{TRASH}{trashed.pk}/bring-back/").status_code == 302
    client.handler.enforce_csrf_checks = True
    assert client.post(f"{TRASH}{trashed.pk}/bring-back/").status_code == 403
    assert not Event.objects.exists()


@pytest.mark.parametrize("key", ["0", "9" * 25, "x", "1' OR 1=1"])
def test_odd_keys_are_no_error(client, editor, key):
    assert client.post(f"{TRASH}{key}/bring-back/").status_code in (302, 404)
    assert client.get(TRASH, {"kind": key}).status_code in (200, 302)


def test_who_may_not_add_an_event_brings_none_back(client, editor):
    editor.groups.clear()
    editor.user_permissions.set(Permission.objects.filter(codename__in=["view_event", "view_trasheditem"]))
    trashed, _touched = discard(make.event())
    assert client.get(TRASH).status_code == 200
    assert "bring-back" not in client.get(TRASH).content.decode()
    assert back(client, trashed).status_code == 403
    assert not Event.objects.exists()


def test_the_trash_is_for_staff_who_may_see_it(client, editor):
    editor.groups.clear()
    assert client.get(TRASH).status_code == 403


def test_editors_cannot_empty_the_trash(client, editor):
    discard(make.event())
    assert "Empty the trash" not in client.get(TRASH).content.decode()
    assert client.get(f"{TRASH}empty/").status_code == 403
    assert client.post(f"{TRASH}empty/").status_code == 403
    assert TrashedItem.objects.exists()


def test_administrators_empty_the_trash_and_that_is_logged(admin_client, admin_user):
    discard(make.event("A slip"), by=make.editor())
    assert "Empty the trash" in admin_client.get(TRASH).content.decode()
    assert "1 draft is deleted for good" in desk.text(admin_client.get(f"{TRASH}empty/"))
    assert TrashedItem.objects.exists()
    told = admin_client.post(f"{TRASH}empty/", follow=True)
    assert "1 draft was deleted for good." in told.content.decode()
    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_repr, entry.action_flag) == (admin_user, "A slip", DELETION)
    assert not TrashedItem.objects.exists()


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_takes_the_same_questions_for_any_number(admin_client, number, django_assert_max_num_queries):
    for each in range(number):
        discard(make.event(f"Event {each}"))
    with django_assert_max_num_queries(14):
        assert admin_client.get(TRASH).content.decode().count("bring-back") == number


def test_the_trash_is_found_on_the_start_page(client, editor):
    assert reverse("admin:publishing_trasheditem_changelist") in client.get("/admin/").content.decode()
