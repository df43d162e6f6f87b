"""Every button, page and action of the desk asks for its own right, and is not drawn without it."""

import pytest
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from publishing.models import Edition, Text
from taskforces.models import Country, Organisation, Result, Taskforce
from tests import desk, make
from timeline.models import Event, EventType, Topic

pytestmark = pytest.mark.django_db
ROWS = {
    Taskforce: lambda: make.taskforce(objectives=["First"], results=["A network"]),
    Event: lambda: make.event(taskforces=[make.taskforce()], organisations=[make.organisation()]),
    Organisation: make.organisation,
    Country: lambda: Country.objects.get(pk="FR"),
    Result: lambda: make.taskforce(results=["A network"]).results.get(),
    EventType: make.event_type,
    Topic: make.topic,
    Text: lambda: Text.objects.get(pk="contact"),
}


def staff(client, *rights):
    """Log in somebody with exactly these rights ("taskforces.publish_taskforce")."""
    person = User.objects.create_user("reader", password="a password for tests", is_staff=True)
    for right in rights:
        app, codename = right.split(".")
        person.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    client.force_login(person)
    return client


def test_editors_have_the_rights_of_the_desk_and_no_others(client):
    client.force_login(make.editor())
    item = make.published(make.taskforce())
    words = desk.text(client.get(desk.address(item)))
    assert "Withdraw…" in words
    assert "Delete" not in words.split("Minor change")[1]
    for closed in ("admin:auth_user_changelist", "admin:auth_group_changelist"):
        assert client.get(reverse(closed)).status_code == 403
    assert "Users" not in desk.text(client.get("/admin/"))


def test_who_may_only_read_sees_no_buttons_and_can_press_none(client):
    staff(client, "taskforces.view_taskforce")
    item = make.published(make.taskforce())
    page = client.get(desk.address(item)).content.decode()
    for name in ("_save", "_publish", "_preview", "_add_event", "_publish_event"):
        assert f'name="{name}"' not in page
    assert "Withdraw" not in page
    assert client.post(desk.address(item), {"title": "Other", "_save": "1"}).status_code == 403
    assert client.get(desk.address(item, "withdraw")).status_code == 403
    assert client.post(desk.address(item, "withdraw"), {"reason": "in_error"}).status_code == 403


@pytest.mark.parametrize("model", [*ROWS], ids=lambda model: model.__name__)
def test_who_may_only_see_can_open_every_form(client, model):
    row = ROWS[model]()
    staff(client, *(f"{each._meta.app_label}.view_{each._meta.model_name}" for each in ROWS))
    page = client.get(desk.address(row))
    assert page.status_code == 200
    assert 'name="_save"' not in page.content.decode()


@pytest.mark.parametrize("results", ["", "view", "change", "add"])
@pytest.mark.parametrize("objectives", ["", "view", "change", "add"])
def test_a_taskforce_is_saved_whatever_rights_there_are_on_its_parts(client, objectives, results):
    parts = {"objective": objectives, "result": results}
    rights = [f"taskforces.{right}_{part}" for part, right in parts.items() if right]
    staff(client, "taskforces.view_taskforce", "taskforces.change_taskforce", *rights)
    item = make.taskforce(objectives=["First"], results=["A network"])
    item.results.get().objectives.set(item.objectives.all())
    assert desk.send(client, desk.address(item), region="Bretagne").status_code == 302
    item.refresh_from_db()
    assert (item.region, item.results.get().objectives.get().text) == ("Bretagne", "First")


def test_a_result_names_objectives_that_its_editor_may_not_change(client):
    rights = [f"taskforces.{right}_taskforce" for right in ("view", "change")]
    staff(client, *rights, "taskforces.change_result")
    item = make.taskforce(objectives=["First", "Second"], results=["A network"])
    refused = desk.send(client, desk.address(item), results__0__answers="3")
    assert list(desk.errors(refused)) == ["results-0-answers"]
    desk.send(client, desk.address(item), results__0__answers="2")
    assert item.results.get().objectives.get().text == "Second"


def test_who_may_change_but_not_publish_cannot_publish(client):
    staff(client, "taskforces.view_taskforce", "taskforces.change_taskforce", "timeline.change_event")
    item = make.taskforce()
    event = make.event(taskforces=[item])
    page = client.get(desk.address(item)).content.decode()
    assert 'name="_save"' in page
    for name in ("_publish", "_publish_event", "_add_event"):
        assert f'name="{name}"' not in page
        pressed = desk.filled(client.get(desk.address(item))) | {"title": "Other", name: str(event.pk)}
        assert client.post(desk.address(item), pressed).status_code == 403
    item.refresh_from_db()
    assert (item.title, Edition.objects.count()) == ("Bretagne programme", 0)


def test_who_may_add_and_publish_but_not_see_is_led_to_a_page_that_opens(client):
    staff(client, "taskforces.add_taskforce", "taskforces.publish_taskforce")
    assert 'name="_continue"' not in client.get(desk.adding(Taskforce)).content.decode()
    there = desk.send(client, desk.adding(Taskforce), "_publish", title="Danish Technology Pact").url
    page = client.get(there)
    assert page.status_code == 200
    assert "Public now:" in page.content.decode()


def test_publishing_events_with_a_taskforce_needs_the_right_to_publish_events(client):
    staff(client, *(f"taskforces.{name}_taskforce" for name in ("view", "change", "publish")), "timeline.view_event")
    item = make.taskforce()
    event = make.event(taskforces=[item])
    assert 'name="also"' not in client.get(desk.address(item)).content.decode()
    desk.send(client, desk.address(item), "_publish", also=[str(event.pk)])
    assert list(Edition.objects.values_list("kind", flat=True)) == ["taskforce"]


def test_the_list_offers_publishing_only_to_those_who_may(client):
    staff(client, "timeline.view_event", "timeline.change_event")
    event = make.event()
    action = {"action": "publish_selected", "_selected_action": [str(event.pk)]}
    changelist = reverse("admin:timeline_event_changelist")
    assert "publish_selected" not in client.get(changelist).content.decode()
    client.post(changelist, action)
    assert not Edition.objects.exists()


def test_who_may_publish_but_not_change_publishes_from_the_list(client):
    staff(client, "timeline.view_event", "timeline.publish_event")
    event = make.event()
    desk.publish_from_list(client, event)
    assert Edition.objects.get().key == event.pk


def test_many_are_never_deleted_at_once(admin_client):
    for model in (Taskforce, Event):
        page = admin_client.get(reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        assert "delete_selected" not in page.content.decode()


def test_a_preview_is_for_those_who_may_see_the_desk(client):
    item = make.taskforce()
    assert client.get(desk.address(item, "preview")).status_code == 302
    staff(client, "timeline.view_event")
    assert client.get(desk.address(item, "preview")).status_code == 403


def test_a_preview_shows_only_events_that_the_person_may_see(client):
    item = make.taskforce()
    make.event("Kick-off in Rennes", taskforces=[item])
    staff(client, "taskforces.view_taskforce")
    assert "Kick-off in Rennes" not in desk.text(client.get(desk.address(item, "preview")))


def test_staff_who_are_no_superusers_cannot_give_themselves_rights(client):
    staff(client, "auth.view_user", "auth.change_user", "auth.add_user", "auth.change_group")
    for name in ("admin:auth_user_changelist", "admin:auth_user_add", "admin:auth_group_changelist"):
        assert client.get(reverse(name)).status_code == 403


def test_staff_change_their_own_password(client):
    person = make.editor()
    client.force_login(person)
    assert reverse("admin:password_change") in client.get("/admin/").content.decode()
    new = "another long passphrase"
    typed = {"old_password": "a password for tests", "new_password1": new, "new_password2": new}
    assert client.post(reverse("admin:password_change"), typed).status_code == 302
    person.refresh_from_db()
    assert person.check_password(new)
