"""The list of taskforces: what it shows, and what it is narrowed by."""

import re
from copy import deepcopy

import pytest
import time_machine
from django.http import QueryDict

from dossiers.lists import asked_again, sentences
from dossiers.lists.filtersets import DossierFilterSet
from publishing.editions import withdraw
from taskforces.models import Dossier
from tests import make
from tests.reading import read, words

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def published(module_db):
    """Five taskforces, as different as real ones."""
    locarn = make.organisation("Institut de Locarn")
    brej = make.organisation("BREJ")
    rows = [
        make.taskforce("Bretagne", countries=["FR"], organisations=[locarn], status="ongoing", start="2020-05"),
        make.taskforce("Nordic", countries=["NO", "SE"], organisations=[brej], status="ongoing", start="2021"),
        make.taskforce("Pact", countries=["NO"], status="finalised", start="2018", end="2020"),
        make.taskforce("Dansk", countries=["DK"], organisations=[locarn, brej], status="planned", start="2023"),
        make.taskforce("Unknown"),
    ]
    return {row.title: make.published(row) for row in rows}


@pytest.fixture
def dossiers(db, published):
    """The same, as this test may change them."""
    return deepcopy(published)


def titles(client, query=""):
    return read(client, f"/taskforces/{query}").texts("h2", "card-title")


def counts(client, query, group):
    """The choices of a group with their counts: {label: number}."""
    page = read(client, f"/taskforces/{query}")
    boxes = [label for label in page.all("label", "choice") if label[0].get("name") == group]
    return {"".join(label.itertext()).rsplit(None, 1)[0].strip(): int(label.find("span").text) for label in boxes}


def test_card_shows_what_is_known(client, dossiers):
    make.published(make.event("Meeting", taskforces=[dossiers["Bretagne"]], date="2020"))
    make.published(make.event("Undated", taskforces=[dossiers["Bretagne"]]))
    page = read(client, "/taskforces/?country=FR")
    (card,) = page.all("article", "card")
    assert [words(mark) for mark in card.iter("li")] == [
        "Ongoing since May 2020",
        "France",
        "2 events, nothing reported since 2020",
    ]
    assert [words(line) for line in card.iter("p")] == ["Requested by Institut de Locarn"]


def test_card_says_roughly_when_the_latest_event_was_and_a_silence_without_events(client):
    pact = make.published(make.taskforce("Pact", status="finalised"))
    make.published(make.event("Meeting", taskforces=[pact], date="2020-08-27/2020-09-02"))
    silent = make.taskforce("Silent", status="ongoing")
    silent.results.create(text="A network", date="2019-03")
    make.published(silent)
    marks = [
        [words(mark) for mark in card.iter("li")] for card in read(client, "/taskforces/?sort=title").all("article")
    ]
    assert marks == [["Finalised", "1 event, latest September 2020"], ["Ongoing", "Nothing reported since March 2019"]]


def test_card_of_a_bare_taskforce_shows_no_label(client):
    make.published(make.taskforce("Bare"))
    page = read(client, "/taskforces/")
    (card,) = page.all("article", "card")
    assert words(card) == "Bare"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["Dansk", "Nordic", "Bretagne", "Pact", "Unknown"]),
        ("?country=NO", ["Nordic", "Pact"]),
        ("?country=NO&country=FR", ["Nordic", "Bretagne", "Pact"]),
        ("?country=NO&status=ongoing", ["Nordic"]),
        ("?status=ongoing&status=finalised", ["Nordic", "Bretagne", "Pact"]),
        ("?status=not-stated", ["Unknown"]),
        ("?organisation=institut-de-locarn", ["Dansk", "Bretagne"]),
        ("?year=2019", ["Pact"]),
        ("?year=2019&year=2020", ["Bretagne", "Pact"]),
        ("?q=bretagne", ["Bretagne"]),
        ("?q=norge+norway", ["Nordic", "Pact"]),
        ("?q=norway+zagreb", []),
        ("?q=NORWAY", ["Nordic", "Pact"]),
        ("?q=lócarn", ["Dansk", "Bretagne"]),
        ("?sort=oldest", ["Pact", "Bretagne", "Nordic", "Dansk", "Unknown"]),
        ("?sort=title", ["Bretagne", "Dansk", "Nordic", "Pact", "Unknown"]),
    ],
)
def test_list_is_narrowed_and_sorted(client, dossiers, query, shown):
    assert titles(client, query) == shown


def test_list_is_sorted_by_latest_event(client, dossiers):
    for title, date in [("Pact", "2024"), ("Nordic", "2022-03")]:
        make.published(make.event(f"Event of {title}", taskforces=[dossiers[title]], date=date))
    assert titles(client, "?sort=latest-event")[:2] == ["Pact", "Nordic"]


def test_list_is_sorted_by_last_update(client, dossiers):
    dossiers["Pact"].title = "Pact again"
    dossiers["Pact"].save()
    with time_machine.travel("2040-01-01"):
        make.published(dossiers["Pact"])
    assert titles(client, "?sort=updated")[0] == "Pact again"


def test_counts_ignore_their_own_group_and_mind_the_others(client, dossiers):
    assert counts(client, "?country=NO&status=ongoing", "country") == {"France": 1, "Norway": 1, "Sweden": 1}
    assert counts(client, "?country=NO&status=ongoing", "status") == {"Ongoing": 1, "Finalised": 1}
    assert counts(client, "", "status") == {"Planned": 1, "Ongoing": 2, "Finalised": 1, "Not stated": 1}
    assert counts(client, "?q=norway", "organisation") == {}
    assert counts(client, "", "organisation") == {"BREJ": 2, "Institut de Locarn": 2}


@time_machine.travel("2022-06-01")
def test_years_count_taskforces_under_way(client, dossiers):
    years = counts(client, "", "year")
    assert years == {"2023": 3, "2022": 2, "2021": 2, "2020": 2, "2019": 1, "2018": 1}
    for year, number in years.items():
        assert len(titles(client, f"?year={year}")) == number


@time_machine.travel("2022-06-01")
def test_every_count_is_kept_when_its_choice_is_made(client, dossiers):
    for query in ("", "country=NO", "status=ongoing&status=not-stated", "organisation=brej&year=2022", "q=a&year=2020"):
        asked = QueryDict(query)
        for name, choices in DossierFilterSet(asked, queryset=Dossier.objects.all()).choices.items():
            for choice in choices:
                instead = asked.copy()
                instead.setlist(name, [choice.value])
                rows = DossierFilterSet(instead, queryset=Dossier.objects.all()).rows()
                assert rows.count() == choice.number, f"{choice} beside {query}"


@time_machine.travel("2022-06-01")
def test_list_that_was_asked_for_before_counts_what_is_there_now(client, dossiers, monkeypatch):
    queries = ("", "country=NO", "status=ongoing&country=NO", "organisation=brej&year=2022", "q=a&year=2020")

    def choices(query):
        return DossierFilterSet(QueryDict(query), queryset=Dossier.objects.all()).choices

    for act in (
        lambda: None,
        lambda: make.published(make.taskforce("Another", countries=["NO"], status="ongoing", start="2022")),
        lambda: [withdraw(item, reason="in_error") for title, item in dossiers.items() if title != "Bretagne"],
        lambda: withdraw(dossiers["Bretagne"], reason="in_error"),
    ):
        act()
        again = [choices(query) for query in queries]
        asked_again._questions.clear()
        assert again == [choices(query) for query in queries]
    asked_again._questions.clear()
    monkeypatch.setattr(asked_again, "MOST", 3)
    for year in range(2000, 2010):
        choices(f"year={year}")
        assert len(asked_again._questions) <= 3


def test_chosen_value_without_rows_stays_to_be_unchosen(client, dossiers):
    assert counts(client, "?organisation=brej&country=FR", "organisation") == {"BREJ": 0, "Institut de Locarn": 1}


def test_language_that_names_the_place_first_can_do_so(monkeypatch):
    monkeypatch.setattr(sentences, "ngettext", lambda one, many, number: re.sub("(.*) (in|of) (.*)", r"\3: \1", one))
    labels = {"country": ["Norway"], "status": ["Ongoing"], "year": ["2021"]}
    assert sentences.taskforces(3, labels) == "Norway: 3 ongoing taskforce, under way in 2021"
    assert sentences.events(3, {"year": ["2021"]}) == "2021: 3 event"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("", "5 taskforces"),
        ("?country=FR&country=NO", "3 taskforces in France or Norway"),
        ("?country=SE&q=zzz", "No taskforces in Sweden, matching “zzz”"),
        ("?status=ongoing&country=NO", "1 ongoing taskforce in Norway"),
        ("?status=ongoing", "2 ongoing taskforces"),
        ("?country=NO&country=FR&status=ongoing", "2 ongoing taskforces in France or Norway"),
        ("?status=finalised&country=FR", "No finalised taskforces in France"),
        ("?status=not-stated", "1 taskforce, status: not stated"),
        ("?organisation=brej&year=2022", "1 taskforce, requested by BREJ, under way in 2022"),
        ("?q=pact", "1 taskforce matches “pact”"),
    ],
)
def test_sentence_says_what_is_shown(client, dossiers, query, sentence):
    page = read(client, f"/taskforces/{query}")
    assert page.texts("p", "sentence") == [sentence]


def test_each_filter_can_be_removed(client, dossiers):
    links = read(client, "/taskforces/?q=a&country=NO&country=FR&status=ongoing").links()
    assert links["Remove: Norway ×"] == "/taskforces/?q=a&country=FR&status=ongoing"
    assert links["Remove: “a” ×"] == "/taskforces/?country=FR&country=NO&status=ongoing"
    assert links["Remove all"] == "/taskforces/"


def test_empty_list_helps(client, dossiers):
    page = read(client, "/taskforces/?country=FR&status=finalised")
    assert "Nothing has all of this at once." in page.main
    assert page.links()["Show all"] == "/taskforces/"


def test_empty_site_says_so(client):
    assert "Nothing is published here yet." in read(client, "/taskforces/").main


@pytest.mark.parametrize(
    ("query", "group"),
    [
        ("?country=QQ", "country"),
        ("?country=ZZ", "country"),
        ("?country=XA", "country"),
        ("?country=EZ&country=FR", "country"),
        ("?country=fra", "country"),
        ("?country=%EF%AC%81", "country"),
        ("?status=%22", "status"),
        ("?year=20", "year"),
        ("?year=٢٠٢٠", "year"),
        ("?organisation=nobody", "organisation"),
        ("?organisation=No%20Body", "organisation"),
        ("?sort=best", "sort"),
        ("?q=" + "x" * 101, "q"),
        ("?" + "&".join(f"year={year}" for year in range(1990, 2030)), "year"),
    ],
)
def test_bad_value_is_told_beside_its_field_and_shows_nothing(client, dossiers, query, group):
    page = read(client, f"/taskforces/{query}")
    assert page.all("article") == []
    (error,) = page.all("p", "error")
    assert error.get("id") == f"id_{group}_error"
    assert page.all("*", aria_describedby=f"id_{group}_error")


def test_unknown_parameters_are_ignored(client, dossiers):
    assert titles(client, "?utm_source=letter&colour=blue&country=NO") == ["Nordic", "Pact"]


def test_organisation_of_no_dossier_is_not_given_away(client, dossiers):
    make.organisation("Secret partner")
    page = read(client, "/taskforces/?organisation=secret-partner")
    assert "Secret" not in page.main


def test_form_without_scripts_leads_to_the_short_address(client, dossiers):
    response = client.get("/taskforces/?q=&country=NO&sort=newest&country=NO&organisation=")
    assert response.status_code == 302
    assert response["Location"] == "/taskforces/?country=NO"


def test_longer_address_leads_to_the_short_one_and_its_page(client, dossiers):
    response = client.get("/taskforces/?country=NO&country=NO&utm=1&page=2")
    assert (response.status_code, response["Location"]) == (302, "/taskforces/?country=NO&page=2")


def test_list_has_pages_of_twenty(client):
    for number in range(21):
        make.published(make.taskforce(f"Taskforce {number:02}"))
    first = read(client, "/taskforces/?sort=title")
    assert len(first.all("article")) == 20
    assert first.links()["Next"] == "?sort=title&page=2"
    assert titles(client, "?sort=title&page=2") == ["Taskforce 20"]
    for page in ("3", "0", "-1", "x", "9" * 5000, "%00"):
        assert client.get(f"/taskforces/?page={page}").status_code == 404


def test_drafts_and_withdrawn_ones_are_not_listed_nor_counted(client, dossiers):
    make.taskforce("Draft", countries=["FR"])
    assert counts(client, "", "country") == {"Denmark": 1, "France": 1, "Norway": 2, "Sweden": 1}
    assert "Draft" not in titles(client)


@pytest.mark.parametrize(
    ("query", "short"),
    [
        ("?country=fr", "?country=FR"),
        ("?country=No&country=NO&country=fR", "?country=FR&country=NO"),
        ("?country=EL", "?country=GR"),
        ("?country=el&sort=title", "?country=GR&sort=title"),
        ("?country=UK", "?country=GB"),
        ("?country=uk&page=2", "?country=GB&page=2"),
    ],
)
def test_country_is_known_by_small_letters_and_by_what_people_write(client, dossiers, query, short):
    for path in ("/taskforces/", "/events/"):
        response = client.get(f"{path}{query.replace('&sort=title', '')}")
        assert (response.status_code, response["Location"]) == (302, path + short.replace("&sort=title", ""))
    asked = DossierFilterSet(QueryDict(query[1:]), queryset=Dossier.objects.all())
    assert asked.address("/taskforces/") == f"/taskforces/{short}".removesuffix("&page=2")
    assert not asked.errors


def test_country_of_our_table_that_no_taskforce_is_about_is_an_empty_list(client, dossiers):
    page = read(client, "/taskforces/?country=MT")
    assert page.texts("p", "sentence") == ["No taskforces in Malta"]
    assert counts(client, "?country=MT", "country")["Malta"] == 0


def test_kosovo_is_a_country_of_the_list_and_of_the_map(client):
    make.published(make.taskforce("Prishtina", countries=["XK"]))
    assert titles(client, "?country=XK") == ["Prishtina"]
    shapes = list(read(client, "/").tree.iter("{http://www.w3.org/2000/svg}a"))
    assert [(words(shape), shape.get("href")) for shape in shapes] == [
        ("Kosovo: 1 taskforce", "/taskforces/?country=XK")
    ]


def test_card_tells_the_next_event_apart_from_the_latest(client, dossiers):
    for title, date in [("Past", "2024-05-03"), ("Next", "2024-06-02"), ("Later", "2024-07"), ("Undated", "")]:
        make.published(make.event(title, taskforces=[dossiers["Bretagne"]], date=date))
    with time_machine.travel("2024-06-01"):
        card = read(client, "/taskforces/?country=FR").texts("article", "card")[0]
        table = read(client, "/taskforces/?country=FR&view=table").texts("td")
    assert "4 events, latest May 2024 Coming up: 2 June 2024" in card
    assert table[-1] == "3 May 2024"
    with time_machine.travel("2024-06-02"):
        card = read(client, "/taskforces/?country=FR").texts("article", "card")[0]
    assert "latest June 2024 Coming up: July 2024" in card


def test_events_to_come_do_not_count_as_latest(client, dossiers):
    for title, date in [("Pact", "2031"), ("Nordic", "2022-03"), ("Dansk", "2021")]:
        make.published(make.event(f"Event of {title}", taskforces=[dossiers[title]], date=date))
    with time_machine.travel("2024-06-01"):
        assert titles(client, "?sort=latest-event")[:2] == ["Nordic", "Dansk"]


def test_long_group_shows_eight_choices_and_what_is_chosen(client):
    codes = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "SE"]
    make.published(make.taskforce("Everywhere", countries=codes))
    for query, first in {"": 8, "?country=SE": 9}.items():
        (group,) = [
            group for group in read(client, f"/taskforces/{query}").all("fieldset") if len(group.findall("label"))
        ]
        assert [len(group.findall("label")), len(group.findall("details/label"))] == [first, len(codes) - first]
        assert words(group.find("details/summary")) == "All 11"
        chosen = [label for label in group.findall("label") if label[0].get("checked") is not None]
        assert [label[0].get("value") for label in chosen] == (["SE"] if query else [])


def test_nothing_found_names_each_filter_that_could_go(client, dossiers):
    page = read(client, "/taskforces/?country=FR&status=finalised&q=pact")
    (help,) = page.all("div", "nothing")
    ways = {words(link): link.get("href") for link in help.iter("a")}
    assert ways["1 without France"] == "/taskforces/?q=pact&status=finalised"
    assert page.all("article") == []


def test_words_are_looked_for_in_the_other_lists_too(client, dossiers):
    make.published(make.event("A pact was signed", date="2020"))
    page = read(client, "/taskforces/?q=pact")
    assert page.links()["1 event"] == "/events/?q=pact"
    assert "1 organisation" not in page.links()
    assert "Also with these words" not in read(client, "/taskforces/?country=FR").main
