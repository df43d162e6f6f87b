"""The site's own words and the reference rows at the desk: true for everyone as soon as saved."""

import pytest
from django.urls import reverse

from publishing.models import Text
from taskforces.models import Organisation
from tests import desk, make
from timeline.models import EventType, Topic

pytestmark = pytest.mark.django_db

FOR_EVERYONE = "True for everyone as soon as saved."


def test_every_place_of_the_site_has_a_text_from_the_start():
    assert set(Text.objects.values_list("key", flat=True)) == set(Text.Key.values)


def test_a_text_is_edited_but_never_added_or_deleted(editor):
    text = Text.objects.get(pk="contact")
    assert FOR_EVERYONE in desk.text(editor.get(desk.address(text)))
    desk.send(editor, desk.address(text), body="<p>Write to us.</p><script>alert(1)</script>")
    text.refresh_from_db()
    assert text.body == "<p>Write to us.</p>"
    assert editor.get(reverse("admin:publishing_text_add")).status_code == 403
    assert editor.get(desk.address(text, "delete")).status_code == 403


@pytest.mark.parametrize("model", [Organisation, EventType, Topic])
def test_a_reference_row_says_that_it_is_true_for_everyone(editor, model):
    assert FOR_EVERYONE in desk.text(editor.get(desk.adding(model)))


def test_what_is_used_is_not_deleted_and_it_is_said_where(admin_client):
    host, topic, kind = make.organisation(), make.topic(), make.event_type()
    make.published(make.event("Kick-off", organisations=[host], topics=[topic], type=kind))
    make.taskforce("Bretagne", organisations=[host])
    for row, places in ((host, "taskforce “Bretagne”"), (topic, "event “Kick-off”"), (kind, "event “Kick-off”")):
        assert places in desk.text(admin_client.get(desk.address(row, "delete")))
        admin_client.post(desk.address(row, "delete"), {"post": "yes"})
        assert type(row).objects.filter(pk=row.pk).exists()


def test_several_that_are_used_are_not_deleted_either(admin_client):
    topic, free = make.topic(), make.topic("Unused")
    make.event("Kick-off", topics=[topic])
    chosen = {"action": "delete_selected", "_selected_action": [str(topic.pk), str(free.pk)], "post": "yes"}
    admin_client.post(reverse("admin:timeline_topic_changelist"), chosen)
    assert Topic.objects.count() == 2


def test_what_is_not_used_can_be_deleted(admin_client):
    topic = make.topic()
    admin_client.post(desk.address(topic, "delete"), {"post": "yes"})
    assert not Topic.objects.exists()


def test_an_organisation_is_found_by_any_of_its_names_without_accents(editor):
    make.organisation("EU STEM Coalition", other_names="Coalición Europea")
    make.organisation("Katapult")
    found = editor.get(reverse("admin:taskforces_organisation_changelist"), {"q": "COALICION"})
    assert [row.name for row in found.context["cl"].queryset] == ["EU STEM Coalition"]


def test_an_organisation_made_on_the_spot_is_handed_back_to_the_form(editor):
    page = f"{desk.adding(Organisation)}?_to_field=id&_popup=1"
    response = desk.send(editor, page, name="AlertEducation", website="www.example.org")
    assert "AlertEducation" in response.content.decode()
    assert Organisation.objects.get().website == "https://www.example.org"


def test_a_row_that_somebody_saved_without_a_change_can_be_saved(editor):
    row = make.organisation()
    opened = desk.filled(editor.get(desk.address(row)))
    desk.send(editor, desk.address(row))
    assert editor.post(desk.address(row), opened | {"name": "Mine", "_save": "1"}).status_code == 302


def test_of_two_who_add_the_same_organisation_at_once_the_second_is_told(editor, monkeypatch):
    free_slug = Organisation._free_slug

    def late(organisation):
        slug = free_slug(organisation)
        Organisation.objects.bulk_create([Organisation(name=organisation.name, slug=slug)])
        return slug

    with monkeypatch.context() as patch:
        patch.setattr(Organisation, "_free_slug", late)
        refused = desk.send(editor, desk.adding(Organisation), name="AlertEducation", kind="company")
    assert "Somebody else saved something like this just now" in desk.errors(refused)[""][0]
    assert desk.filled(refused)["kind"] == "company"
    assert editor.post(desk.adding(Organisation), desk.filled(refused) | {"_save": "1"}).status_code == 302
