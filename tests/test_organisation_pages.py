"""Organisations as readers find them: those that something public names."""

import pytest

from publishing.editions import withdraw
from tests import make
from tests.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ptvt(db):
    """A body with several names, which asked for a taskforce and published two events."""
    row = make.organisation("PTvT", other_names="Platform Bèta Techniek\nPBT", countries=["NL", "BE"], kind="platform")
    taskforce = make.published(make.taskforce("Pact", organisations=[row]))
    make.published(make.event("Model", organisations=[row], taskforces=[taskforce], date="2020"))
    make.published(make.event("Monitor", organisations=[row], date="2022"))
    return row


def test_list_counts_taskforces_and_events(client, ptvt):
    assert "PTvT 1 taskforce, 2 events" in read(client, "/organisations/").main


@pytest.mark.parametrize("asked", ["beta techniek", "BÈTA", "pbt", "ptvt"])
def test_list_is_searched_in_all_names_whatever_the_accents(client, ptvt, asked):
    page = read(client, "/organisations/", query_params={"q": asked})
    assert page.texts("p", "sentence") == [f"1 organisation matches “{asked}”"]
    assert page.links()["PTvT"] == "/organisations/ptvt/"


def test_search_that_finds_nothing_helps(client, ptvt):
    page = read(client, "/organisations/?q=nobody")
    assert page.texts("p", "sentence") == ["No organisations match “nobody”"]
    assert page.links()["1 without “nobody”"] == "/organisations/"


@pytest.mark.parametrize(
    ("query", "shown", "sentence"),
    [
        ("?country=NL", ["PTvT"], "1 organisation, in Netherlands"),
        ("?country=BE", ["PTvT"], "1 organisation, in Belgium"),
        ("?country=NO&country=NL", ["Asker", "PTvT"], "2 organisations, in Netherlands or Norway"),
        ("?part=asked", ["Asker", "PTvT"], "2 organisations, which asked for a taskforce"),
        ("?part=contributed", ["Host", "PTvT"], "2 organisations, which published or hosted an event"),
        ("?part=asked&part=contributed", ["Asker", "Host", "PTvT"], None),
        ("?part=asked&country=FR", ["Asker"], "1 organisation, in France, which asked for a taskforce"),
    ],
)
def test_list_is_narrowed_by_country_and_part(client, ptvt, query, shown, sentence):
    asker, host = make.organisation("Asker", countries=["FR", "NO"]), make.organisation("Host")
    make.published(make.taskforce("Other", organisations=[asker]))
    make.published(make.event("Fair", organisations=[host]))
    page = read(client, f"/organisations/{query}")
    (rows,) = page.all("ul", "organisations")
    assert [words(link) for link in rows.iter("a")] == shown
    assert sentence is None or page.texts("p", "sentence") == [sentence]


@pytest.mark.parametrize("query", ["part=owner", "country=Norway", "country=XX", "part=%00"])
def test_bad_value_is_told_and_leads_to_its_field(client, ptvt, query):
    page = read(client, f"/organisations/?{query}")
    (error,) = page.all("p", "error")
    assert page.all("ul", "organisations") == []
    assert f"#{error.get('id')}" in page.links().values()


def test_page_shows_what_it_asked_for_and_published(client, ptvt):
    page = read(client, "/organisations/ptvt/")
    assert page.texts("h1") == ["PTvT"]
    assert page.texts("h3", "card-title") == ["Pact"]
    assert page.texts("h3", "entry-title") == ["Monitor", "Model"]
    assert page.facts["Other names"] == "Platform Bèta Techniek PBT"
    assert page.facts["Countries"] == "Belgium Netherlands"
    assert [place["name"] for place in page.things[0]["areaServed"]] == ["Belgium", "Netherlands"]
    assert page.things[0]["alternateName"] == ["Platform Bèta Techniek", "PBT"]


def test_page_leads_to_all_events_when_there_are_many(client):
    row = make.organisation("PTvT")
    for number in range(21):
        make.published(make.event(f"Event {number}", organisations=[row]))
    page = read(client, "/organisations/ptvt/")
    assert len(page.texts("h3", "entry-title")) == 20
    assert page.links()["All 21 events"] == "/events/?organisation=ptvt"


def test_organisation_that_nothing_public_names_is_unknown(client):
    row = make.organisation("Secret partner")
    make.taskforce("Draft", organisations=[row])
    assert client.get("/organisations/secret-partner/").status_code == 404
    assert "Secret" not in read(client, "/organisations/").main


def test_organisation_leaves_with_the_last_item_that_names_it(client):
    row = make.organisation("PTvT")
    item = make.published(make.event("Model", organisations=[row]))
    assert client.get("/organisations/ptvt/").status_code == 200
    withdraw(item, reason="not_kept")
    assert client.get("/organisations/ptvt/").status_code == 404
    assert client.get("/events/?organisation=ptvt").status_code == 200


def test_list_has_pages_of_fifty(client):
    rows = [make.organisation(f"Organisation {number:02}") for number in range(51)]
    make.published(make.event("Large", organisations=rows))
    assert "Organisation 50" in read(client, "/organisations/?page=2").main
    assert client.get("/organisations/?page=3").status_code == 404


def test_renamed_organisation_keeps_its_page_and_its_filter_addresses(client, ptvt):
    ptvt.name, ptvt.slug = "Platform Talent voor Technologie", "talent"
    ptvt.save()
    assert read(client, "/organisations/ptvt/").texts("h1") == ["Platform Talent voor Technologie"]
    assert read(client, "/taskforces/?organisation=ptvt").texts("h2", "card-title") == ["Pact"]
    assert read(client, "/events/?organisation=ptvt").texts("h3", "entry-title") == ["Monitor", "Model"]
