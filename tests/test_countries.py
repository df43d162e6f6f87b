"""A page for each country and region, at one address, with what is public of it."""

import pytest

from publishing.editions import withdraw
from tests import make
from tests.reading import Page, faults, mapped, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def bretagne(db):
    """A taskforce of a region, an event that was held in its country, and an organisation there."""
    locarn = make.organisation(countries=["FR"], kind="institute")
    item = make.published(
        make.taskforce("Pact", countries=["FR"], region="Bretagne", organisations=[locarn], status="ongoing")
    )
    make.published(make.event("Meeting", country_id="FR", taskforces=[item], date="2021-05"))
    make.published(make.event("Elsewhere", country_id="NO", taskforces=[item]))
    return item


def test_country_shows_what_is_public_of_it(client, bretagne):
    page = read(client, "/countries/fr/")
    assert page.texts("h1") == ["France"]
    assert page.texts("h2") == ["Regions", "Taskforces", "Events held here", "Organisations"]
    assert page.links()["Bretagne 1"] == "/countries/fr/bretagne/"
    assert page.links()["Institut de Locarn"] == "/organisations/institut-de-locarn/"
    assert page.texts("h3") == ["Pact", "Meeting"]
    assert faults(page) == []


def test_names_are_in_the_readers_language(client, bretagne, settings):
    settings.LANGUAGE_CODE = "fr"
    assert read(client, "/countries/no/").texts("h1") == ["Norvège"]


def test_list_counts_what_each_country_has(client, bretagne):
    page = read(client, "/countries/")
    (rows,) = page.all("ul", "organisations")
    assert [words(row) for row in rows] == ["France 1 taskforce, 1 event, 1 organisation", "Norway 1 event"]
    assert page.links()["France"] == "/countries/fr/"
    assert faults(page) == []


def test_list_without_anything_says_so(client):
    assert "Nothing is published here yet." in read(client, "/countries/").main


@pytest.mark.parametrize("address", ["/countries/FR/", "/countries/Fr", "/COUNTRIES/fr/"])
def test_country_has_one_address(client, bretagne, address):
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, "/countries/fr/")


def test_codes_that_the_union_writes_lead_to_the_country(client):
    make.published(make.event(country_id="GR"))
    assert client.get("/countries/el/")["Location"] == "/countries/gr/"


def test_country_of_which_nothing_is_public_is_none(client, bretagne):
    make.taskforce("Draft", countries=["SE"])
    withdraw(make.published(make.taskforce("Gone", countries=["DK"])), reason="in_error")
    for code in ("se", "dk", "qq", "x", "france-and-more", "00"):
        assert client.get(f"/countries/{code}/").status_code == 404


def test_country_that_is_asked_for_by_name_is_offered(client, bretagne):
    page = Page(client.get("/countries/france/"))
    assert page.response.status_code == 404
    assert page.links()["France"] == "/countries/fr/"


def test_region_shows_its_taskforces_however_they_spell_it(client, bretagne):
    make.published(make.taskforce("Other", countries=["FR", "ES"], region="BRETAGNE"))
    make.published(make.taskforce("South", countries=["FR"], region="Provence"))
    page = read(client, "/countries/fr/bretagne/")
    assert page.texts("h2") == ["Other", "Pact"]
    assert page.texts("p", "sentence") == ["2 taskforces"]
    assert faults(page) == []
    assert client.get("/countries/no/bretagne/").status_code == 404
    assert client.get("/countries/fr/normandie/").status_code == 404
    assert client.get("/countries/fr/bretagne/?page=2").status_code == 404
    assert client.get("/countries/FR/bretagne/")["Location"] == "/countries/fr/bretagne/"


def test_region_has_pages(client):
    for number in range(25):
        make.published(make.taskforce(f"Pact {number}", countries=["FR"], region="Bretagne"))
    page = read(client, "/countries/fr/bretagne/?page=2")
    assert len(page.texts("h2")) == 5
    assert page.links()["Previous"] == "?page=1"


def test_lists_are_short_and_lead_to_all(client):
    for number in range(21):
        row = make.organisation(f"Body {number}", countries=["FR"])
        given = {"countries": ["FR"], "organisations": [row]}
        make.published(make.taskforce(f"Pact {number}", **given))
        make.published(make.event(f"Meeting {number}", country_id="FR"))
    page = read(client, "/countries/fr/")
    assert len(page.texts("h3")) == 40
    assert page.links()["All 21 taskforces"] == "/taskforces/?country=FR"
    assert page.links()["All 21 events"] == "/events/?country=FR"
    assert page.links()["All organisations"] == "/organisations/?country=FR"


def test_pages_of_dossiers_events_and_organisations_lead_here(client, bretagne):
    links = read(client, "/taskforces/pact/").links()
    assert (links["France"], links["Bretagne"]) == ("/countries/fr/", "/countries/fr/bretagne/")
    assert read(client, "/events/elsewhere/").links()["Norway"] == "/countries/no/"
    assert read(client, "/organisations/institut-de-locarn/").links()["France"] == "/countries/fr/"


def test_sitemap_names_countries_and_regions(client, bretagne):
    paths = mapped(client)
    assert {"/countries/", "/countries/fr/", "/countries/no/", "/countries/fr/bretagne/"} <= {*paths}
    assert "/countries/se/" not in paths
