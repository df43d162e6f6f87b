"""The database refuses nonsense, whoever writes it."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from publishing.models import Address, Edition, Miss, Spelling, Term
from taskforces.models import Country, Objective, Organisation, Region, Taskforce, TaskforceRelation
from tests import make
from timeline.models import Event, EventType

pytestmark = pytest.mark.django_db


def refused(write, *args, **kwargs):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(*args, **kwargs)


def edition(**fields):
    usual = {"kind": "event", "key": uuid.uuid4(), "number": 1, "published_at": timezone.now(), "snapshot": {}}
    return Edition.objects.create(**{**usual, **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"number": 0},
        {"snapshot": None},
        {"snapshot": {}, "reason": "in_error"},
        {"snapshot": None, "reason": "in_error", "replacement": uuid.uuid4()},
    ],
)
def test_edition_that_means_nothing_is_refused(fields):
    refused(edition, **fields)


def test_withdrawal_with_a_reason_is_an_edition():
    assert edition(snapshot=None, reason="replaced", replacement=uuid.uuid4()).is_withdrawal


def test_address_has_one_owner_and_an_item_one_current_address():
    key = uuid.uuid4()
    Address.objects.create(path="taskforces/a", kind="taskforce", key=key, current=True)
    refused(Address.objects.create, path="taskforces/a", kind="taskforce", key=uuid.uuid4())
    refused(Address.objects.create, path="taskforces/b", kind="taskforce", key=key, current=True)


@pytest.mark.parametrize("path", ["", "/taskforces/a"])
def test_address_that_is_not_normalised_is_refused(path):
    refused(Address.objects.create, path=path, kind="taskforce", key=uuid.uuid4())


def test_taskforce_without_title_is_refused():
    refused(Taskforce.objects.create, title="")


def test_taskforce_of_unknown_status_is_refused():
    refused(Taskforce.objects.create, title="A", status="finished")


def test_taskforce_that_ends_before_it_starts_is_refused():
    refused(Taskforce.objects.create, title="A", start="2020", end="2018")


def test_taskforce_that_ends_in_the_year_it_starts_is_fine():
    assert Taskforce.objects.create(title="A", start="2020-05", end="2020").end_upper == date(2020, 12, 31)


def test_two_taskforces_cannot_have_one_slug_but_two_may_have_none():
    Taskforce.objects.create(title="A", slug="a")
    refused(Taskforce.objects.create, title="B", slug="a")
    Taskforce.objects.create(title="C")
    Taskforce.objects.create(title="D")


def test_taskforce_cannot_continue_itself():
    item = make.taskforce()
    refused(TaskforceRelation.objects.create, taskforce=item, other=item, kind="continues")


def test_organisation_asks_once_for_a_taskforce():
    item, row = make.taskforce(), make.organisation()
    item.organisation_links.create(organisation=row)
    refused(item.organisation_links.create, organisation=row)


def test_result_is_expected_or_achieved():
    refused(make.taskforce().results.create, text="Something", state="hoped for")


def test_event_of_unknown_mode_is_refused():
    refused(Event.objects.create, title="A", mode="by post")


def test_only_one_type_is_chosen_for_new_events():
    make.event_type("News", is_default=True)
    refused(make.event_type, "Tools", is_default=True)
    make.event_type("Studies")
    make.event_type("Policy")


def test_event_type_has_an_icon_of_the_set():
    refused(EventType.objects.create, name="X", slug="x", icon="unicorn")


def test_organisation_has_a_name_and_an_address_of_its_own():
    refused(Organisation.objects.create, name="", slug="x")
    assert [make.organisation("Óbuda University").slug for _ in range(2)] == ["obuda-university", "obuda-university-2"]


def test_what_the_desk_names_cannot_be_deleted():
    picture, document, row = make.picture(), make.document(), make.organisation()
    make.event(picture=picture, documents=[document], organisations=[row], country_id="FR")
    for named in (picture, document, row, Country.objects.get(pk="FR")):
        with pytest.raises(ProtectedError):
            named.delete()


def test_what_a_live_item_names_cannot_be_deleted_though_the_desk_has_let_go():
    picture = make.picture()
    item = make.published(make.taskforce(cover=picture))
    Taskforce.objects.filter(pk=item.pk).update(cover=None)
    with pytest.raises(ProtectedError):
        picture.delete()


def test_countries_are_those_of_iso_3166_the_union_and_kosovo():
    codes = set(Country.objects.values_list("pk", flat=True))
    assert {"FR", "NO", "GB", "EU", "MT", "XK"} <= codes
    assert not {"XA", "UN", "ZZ", "EZ"} & codes
    assert len(codes) == 251


def test_objective_keeps_its_identity_when_its_words_change():
    item = make.taskforce(objectives=["One"])
    before = item.to_body()["objectives"][0]["id"]
    Objective.objects.update(text="Other words")
    assert item.to_body()["objectives"] == [{"id": before, "text": "Other words"}]


@pytest.mark.parametrize(
    "make_twice",
    [
        lambda: Term.objects.create(word="", explanation="x"),
        lambda: Region.objects.create(name="", other_names="x"),
        lambda: [Term.objects.create(word="VET", explanation="x") for _n in range(2)],
        lambda: [Region.objects.create(name="Bretagne", other_names="x") for _n in range(2)],
        lambda: [Miss.objects.create(day=date(2026, 5, 1), words="x") for _n in range(2)],
        lambda: [Spelling.objects.create(shorter="pac", word="pact") for _n in range(2)],
    ],
    ids=["word", "region", "word twice", "region twice", "miss twice a day", "spelling twice"],
)
def test_words_and_what_is_known_of_them_stand_once_and_are_not_empty(make_twice):
    refused(make_twice)
