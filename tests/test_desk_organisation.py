"""Organisations at the desk: several countries, and a kind that is chosen from a list that grows."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from editing.uses import uses
from taskforces.models import Country, Organisation
from tests import desk, make

pytestmark = pytest.mark.django_db


def test_an_organisation_has_several_countries(editor):
    desk.send(editor, desk.adding(Organisation), name="Nordic council", countries=["NO", "SE"])
    row = Organisation.objects.get()
    assert [country.pk for country in row.countries.all()] == ["NO", "SE"]
    assert desk.send(editor, desk.address(row)).status_code == 302
    assert row.countries.count() == 2
    assert row.choice_text == "Nordic council · Norway, Sweden"


def test_countries_of_an_organisation_are_no_use_of_it_but_one_of_the_country(editor):
    row = make.organisation(countries=["NO"])
    assert uses(row) == ([], 0)
    assert uses(Country.objects.get(pk="NO")) == ([row], 0)


@pytest.mark.parametrize("typed", ["Company", " company ", "COMPANY", "company"])
def test_a_kind_is_spelled_as_others_spell_it(editor, typed):
    make.organisation("One", kind="company")
    desk.send(editor, desk.adding(Organisation), name="Two", kind=typed)
    assert Organisation.objects.get(name="Two").kind == "company"


def test_a_new_kind_is_offered_from_then_on_and_its_spelling_can_be_mended(editor):
    row = make.organisation("One", kind="Goverment")
    desk.send(editor, desk.address(row), kind="government")
    row.refresh_from_db()
    assert row.kind == "government"
    desk.send(editor, desk.address(row), kind="Government")
    row.refresh_from_db()
    assert row.kind == "Government"
    form = desk.tree(editor.get(desk.adding(Organisation)))
    (offered,) = (each for each in form.iter("datalist"))
    assert [option.get("value") for option in offered] == ["Government"]
    (field,) = (each for each in form.iter("input") if each.get("name") == "kind")
    assert field.get("list") == offered.get("id")


def test_the_kind_of_most_organisations_is_offered_first():
    for number, kind in enumerate(["b", "a", "b", "", "c", "c", "c"]):
        make.organisation(f"Organisation {number}", kind=kind)
    assert Organisation.objects.kinds() == ["c", "b", "a"]


@pytest.mark.django_db(transaction=True)
def test_countries_survive_the_way_back_and_forth():
    row = make.organisation(countries=["NO", "FR"])
    spare = make.organisation("Spare")
    call_command("migrate", "taskforces", "0007", verbosity=0)
    loader = MigrationExecutor(connection).loader
    old = loader.project_state([("taskforces", "0007_fill_words_and_order")]).apps
    kept = old.get_model("taskforces", "Organisation").objects
    assert [kept.get(pk=each.pk).country_id for each in (row, spare)] == ["FR", None]
    call_command("migrate", verbosity=0)
    assert [[country.pk for country in each.countries.all()] for each in (row, spare)] == [["FR"], []]
