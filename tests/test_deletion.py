"""What was ever published is never deleted, whoever tries: it is withdrawn."""

import pytest
from django.apps import apps
from django.db import IntegrityError, models
from django.db.models import ProtectedError

from publishing.editions import publish, withdraw
from publishing.models import Address, Edition, Publishable
from taskforces.models import Country, Taskforce
from tests import desk, make
from tests.at_once import while_waiting
from timeline.models import Event

pytestmark = pytest.mark.django_db


def withdrawn(item):
    withdraw(make.published(item), reason="in_error")
    item.refresh_from_db()
    return item


MAKERS = {"taskforce": make.taskforce, "event": make.event}
WAYS = {
    "itself": lambda item: item.delete(),
    "read before it was published": lambda item: type(item)(pk=item.pk).delete(),
    "queryset": lambda item: type(item).objects.filter(pk=item.pk).delete(),
    "whole table": lambda item: type(item).objects.all().delete(),
    "distinct queryset": lambda item: type(item).objects.filter(pk=item.pk).distinct().delete(),
    "past the usual manager": lambda item: type(item)._base_manager.filter(pk=item.pk).delete(),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", [make.published, withdrawn], ids=["published", "withdrawn"])
@pytest.mark.parametrize("kind", MAKERS)
def test_what_was_published_is_not_deleted(kind, state, way):
    item = state(MAKERS[kind]("Kick-off"))
    with pytest.raises(ProtectedError, match="can be withdrawn, not deleted: “Kick-off”"):
        WAYS[way](item)
    assert type(item).objects.filter(pk=item.pk).exists()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", MAKERS)
def test_draft_is_deleted(kind, way):
    item = MAKERS[kind]()
    WAYS[way](item)
    assert not type(item).objects.exists()


def test_one_published_item_keeps_the_drafts_beside_it():
    draft, public = make.event("Draft"), make.published(make.event("Public"))
    with pytest.raises(ProtectedError):
        Event.objects.filter(pk__in=[draft.pk, public.pk]).delete()
    assert Event.objects.count() == 2


def test_related_items_are_kept_too():
    taskforce = make.taskforce()
    make.published(make.event(taskforces=[taskforce]))
    with pytest.raises(ProtectedError):
        taskforce.events.all().delete()
    taskforce.delete()
    assert Event.objects.count() == 1


def test_no_item_goes_with_what_it_names():
    for model in Publishable.kinds():
        references = [field for field in model._meta.concrete_fields if field.remote_field]
        assert all(field.remote_field.on_delete is models.PROTECT for field in references)
    make.published(make.taskforce(countries=["FR"]))
    with pytest.raises(IntegrityError):
        Country.objects.get(pk="FR").delete()
    assert Taskforce.objects.get().countries.exists()


def test_every_kind_of_item_is_tried_here():
    assert {model.kind for model in apps.get_models() if issubclass(model, Publishable)} == {*MAKERS}


def test_the_desk_asks_the_item(admin_client):
    for maker in MAKERS.values():
        item = make.published(maker())
        assert admin_client.post(desk.address(item, "delete"), {"post": "yes"}).status_code == 403
        assert desk.address(item, "delete") not in admin_client.get(desk.address(item)).content.decode()


def test_the_record_of_an_item_is_kept_too():
    item = make.published(make.taskforce())
    for rows in (Edition.objects, Address.objects):
        with pytest.raises(TypeError):
            rows.all().delete()
        with pytest.raises(TypeError):
            rows.get().delete()
    assert item.editions().exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["itself", "queryset"])
def test_what_is_published_at_the_same_moment_is_kept(way):
    item = make.taskforce()

    def delete():
        with pytest.raises(ProtectedError):
            WAYS[way](Taskforce(pk=item.pk))

    with while_waiting(delete):
        publish(item)
    item.refresh_from_db()
    assert item.state == "published"
