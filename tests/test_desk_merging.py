"""The desk's page of merging: who may, what it shows, what it says, and what two people do at once."""

import uuid

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.urls import reverse

from publishing.generation import name_of
from publishing.merging import merge, unmerge
from publishing.models import ChangeCount
from taskforces.models import Organisation
from tests import desk, make
from tests.at_once import while_waiting
from timeline.models import Entry, Event, EventType, Topic

pytestmark = pytest.mark.django_db

EACH = pytest.mark.parametrize("maker", [make.organisation, make.topic, make.event_type])


def page(row):
    return desk.address(row, "merge")


@EACH
def test_one_is_merged_and_the_merge_undone(editor, maker):
    gone, kept = maker("Gone"), maker("Kept")
    assert page(gone) in editor.get(desk.address(gone)).content.decode()
    asked = editor.get(page(gone), {"into": kept.pk})
    assert f"“{kept}” stays" in desk.text(asked)
    assert not type(gone).objects.exclude(merged_into=None).exists()
    done = editor.post(page(gone), {"act": "merge", "into": kept.pk}, follow=True)
    assert "Merged “Gone” into “Kept”." in done.content.decode()
    assert done.redirect_chain[0][0] == desk.address(kept)
    assert "Merged into this one:" in done.content.decode()
    form = editor.get(desk.address(gone))
    assert "This one was merged into “Kept”." in desk.text(form)
    assert "_save" not in form.content.decode()
    undone = editor.post(page(gone), {"act": "undo"}, follow=True)
    assert "“Gone” is not merged into “Kept” any more." in undone.content.decode()
    assert not type(gone).objects.exclude(merged_into=None).exists()


def test_the_page_shows_what_will_change(editor):
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    for number in range(25):
        make.event(f"Meeting {number:02}", organisations=[gone])
    make.taskforce("Pact", organisations=[gone])
    words = desk.text(editor.get(page(gone), {"into": kept.pk}))
    assert "Events: 25" in words
    assert "Taskforces: 1" in words
    assert "Pact" in words


def test_every_item_says_who_changed_it_and_an_open_form_names_what_stays(editor):
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    event = make.published(make.event(organisations=[gone]))
    opened = desk.filled(editor.get(desk.address(event)))
    editor.post(page(gone), {"act": "merge", "into": kept.pk})
    assert LogEntry.objects.filter(object_id=str(event.pk)).get().change_message == "Merged “Gone” into “Kept”."
    assert editor.post(desk.address(event), opened | {"_save": "1"}).status_code == 302
    assert event.organisation_links.get().organisation == kept  # though the form named the other one


@EACH
def test_what_was_merged_is_found_no_more(editor, maker):
    gone, kept = maker("Gone"), maker("Kept")
    merge(gone, kept)
    model = type(gone)._meta
    changelist = editor.get(reverse(f"admin:{model.app_label}_{model.model_name}_changelist"), {"q": "gone"})
    assert list(changelist.context["cl"].queryset) == [kept]  # by its other name
    asked = {"app_label": model.app_label, "model_name": model.model_name, "field_name": "merged_into"}
    found = editor.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["id"] for row in found] == [str(kept.pk)]
    assert type(gone).objects.called(["Gone"]) == [kept]


def test_what_was_merged_is_neither_changed_nor_deleted(admin_client):
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    merge(gone, kept)
    gone.refresh_from_db()
    assert admin_client.post(desk.address(gone), {"name": "Other", "_save": "1"}).status_code == 403
    assert admin_client.post(desk.address(gone, "delete"), {"post": "yes"}).status_code == 403
    with pytest.raises(ProtectedError):
        gone.delete()
    admin_client.post(desk.address(kept, "delete"), {"post": "yes"})
    assert Organisation.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("into", ["", "bad", "itself", "unknown", "merged", "other model"])
def test_nonsense_changes_nothing(editor, into):
    row, other = make.organisation("Gone"), make.organisation("Merged")
    merge(other, make.organisation("Kept"))
    keys = {"itself": row.pk, "unknown": uuid.uuid4(), "merged": other.pk, "other model": make.topic().pk}
    sent = {"act": "merge", "into": str(keys.get(into, into))}
    assert editor.post(page(row), sent).status_code == 200
    assert editor.get(page(row), {"into": sent["into"]}).status_code == 200
    assert Organisation.objects.get(pk=row.pk).merged_into is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_may_change_it_merges_it(client, method):
    row = make.topic()
    viewer = User.objects.create_user("viewer", password="a password for tests", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_topic"))
    client.force_login(viewer)
    assert getattr(client, method)(page(row)).status_code == 403
    assert page(row) not in client.get(desk.address(row)).content.decode()


def test_the_second_of_two_who_merge_is_told(editor):
    one, two, three = (make.organisation(name) for name in ("One", "Two", "Three"))
    merge(one, two)
    with pytest.raises(ValidationError, match="just now"):
        merge(one, three)
    with pytest.raises(ValidationError, match="just now"):
        merge(two, one)
    told = editor.post(page(one), {"act": "merge", "into": three.pk}, follow=True)
    assert told.status_code == 200
    unmerge(one)
    with pytest.raises(ValidationError, match="not merged any more"):
        unmerge(one)
    assert "It is not merged any more." in editor.post(page(one), {"act": "undo"}, follow=True).content.decode()


@EACH
def test_a_merge_is_noted_at_the_one_door(maker):
    gone, kept = maker("Gone"), maker("Kept")
    given = {Organisation: {"organisations": [gone]}, Topic: {"topics": [gone]}, EventType: {"type": gone}}[type(gone)]
    event = make.published(make.event(**given))
    for act in (lambda: merge(gone, kept), lambda: unmerge(gone)):
        ChangeCount.objects.all().delete()
        act()
        noted = set(ChangeCount.objects.values_list("name", flat=True))
        name = gone._meta.model_name
        assert {name_of(name, gone.pk), name_of(name, kept.pk), name_of("event", event.pk)} <= noted


def test_a_new_event_of_a_merged_type_has_the_one_that_stays(editor):
    gone, kept = make.event_type("Gone"), make.event_type("Kept")
    opened = desk.filled(editor.get(desk.adding(Event)))
    merge(gone, kept)
    editor.post(desk.adding(Event), opened | {"title": "New", "type": str(gone.pk), "_save": "1"})
    assert Event.objects.get().type == kept


MERGE_QUESTIONS = 81  # one of them on PostgreSQL only: the lock of `editing.naming`


@pytest.mark.parametrize("number", [3, 12])
def test_a_merge_asks_the_same_number_of_questions_for_any_number_of_items(
    editor, number, django_assert_max_num_queries
):
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    for _number in range(number):
        make.published(make.event(organisations=[gone]))
    editor.get(page(gone), {"into": kept.pk})
    for sent in ({"act": "merge", "into": kept.pk}, {"act": "undo"}):
        with django_assert_max_num_queries(MERGE_QUESTIONS):
            editor.post(page(gone), sent)
        assert Entry.objects.filter(organisation_links__organisation=kept if "into" in sent else gone).count() == number


def test_what_only_the_one_that_goes_knew_is_taken_over_and_given_back(editor):
    logo = make.picture()
    facts = {"kind": "ministry", "website": "https://gone.example/", "logo": logo}
    gone = make.organisation("Gone", countries=["FR", "BE"], **facts)
    kept = make.organisation("Kept", kind="company")
    merge(gone, kept)
    kept = Organisation.objects.get(pk=kept.pk)
    assert (kept.kind, kept.website, kept.logo) == ("company", "https://gone.example/", logo)
    assert {country.pk for country in kept.countries.all()} == {"BE", "FR"}
    kept.website = "https://kept.example/"
    kept.save()
    unmerge(gone)
    kept = Organisation.objects.get(pk=kept.pk)
    assert (kept.kind, kept.website, kept.logo) == ("company", "https://kept.example/", None)
    assert not kept.countries.exists()


def test_form_that_is_saved_while_two_are_merged_names_the_one_that_stays(transactional_db, client):
    client.force_login(User.objects.create_superuser("ada", password="a password for tests"))
    gone, kept = make.organisation("Gone"), make.organisation("Kept")
    event = make.event()
    sent = desk.filled(client.get(desk.address(event))) | {"organisation_links-0-organisation": str(gone.pk)}
    with while_waiting(lambda: client.post(desk.address(event), sent | {"_save": "1"})) as answers:
        merge(gone, kept)
    assert answers[0].status_code == 302
    assert event.organisation_links.get().organisation == kept
    other, third = make.organisation("Other"), make.organisation("Third")
    with while_waiting(lambda: merge(other, third)):
        saved = desk.send(client, desk.address(event), organisation_links__1__organisation=str(other.pk))
    assert saved.status_code == 302
    assert {link.organisation for link in event.organisation_links.all()} == {kept, third}
