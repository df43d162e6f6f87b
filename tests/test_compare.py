"""Two to four dossiers side by side."""

import pytest

from publishing.editions import withdraw
from taskforces.models import Taskforce
from tests import make
from tests.reading import Page, faults, read

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def published(module_db):
    """Five taskforces of one country."""
    given = {"status": "ongoing", "start": "2020", "countries": ["FR"], "objectives": ["Aim"], "results": ["Outcome"]}
    return [make.published(make.taskforce(f"Pact {number}", **given)) for number in range(5)]


@pytest.fixture
def pacts(published):
    """The same, for one test."""
    return [*Taskforce.objects.order_by("title")]


def compared(client, *slugs):
    page = Page(client.get("/compare/", {"with": slugs}))
    assert page.response.status_code == 200
    assert faults(page) == []
    return page


def heads(page):
    return page.texts("th", scope="col")


def test_dossiers_stand_in_the_order_asked_for(client, pacts):
    page = compared(client, "pact-2", "pact-0")
    assert heads(page) == ["Pact 2", "Pact 0"]
    assert page.texts("h2") == ["In time", "Objectives and results", "Compare with"]
    assert page.texts("h3") == ["Pact 2", "Pact 0"]
    assert page.texts("title")[0].startswith("Compared: Pact 2 · Pact 0")
    assert page.meta("robots") == "noindex"
    (canonical,) = page.all("link", rel="canonical")
    assert canonical.get("href") == "http://testserver/compare/?with=pact-0&with=pact-2"
    assert len([group for group in page.all("svg") if group.get("preserveaspectratio")]) in (0, 2)


def test_results_stand_at_their_objectives(client, pacts):
    item = pacts[0]
    item.results.get().objectives.set(item.objectives.all())
    make.published(item)
    page = compared(client, "pact-0", "pact-1")
    assert "Aim Outcome" in page.main.replace("Achieved", "").replace("  ", " ")
    assert page.texts("p", "gap") == ["No result reported."]


@pytest.mark.parametrize(
    ("slugs", "sentence", "shown"),
    [
        ([], "Choose two to four taskforces.", 0),
        (["pact-0"], "Choose one to three more.", 0),
        ([f"pact-{n}" for n in range(5)], "At most four can be compared: 1 is left out.", 4),
        (["pact-0", "pact-1", "nothing"], "No taskforce is published as “nothing”.", 2),
        (["pact-0", "pact-1", "gone"], "“gone” was withdrawn.", 2),
        (["pact-0", "pact-1", "pact-0"], "“pact-0” was named twice; it stands here once.", 2),
        (["pact-0", "old-name"], "Choose one to three more.", 0),
        (["pact-0", "<b>\x00'--"], "No taskforce is published as “<b> '--”.", 0),
        (["x" * 5000, "pact-1"], "Choose one to three more.", 0),
    ],
)
def test_every_question_gets_a_clear_sentence(client, pacts, slugs, sentence, shown):
    withdraw(make.published(make.taskforce("Gone")), reason="in_error")
    page = compared(client, *slugs)
    assert sentence in page.texts("p", "sentence")
    assert len(heads(page)) == shown


def test_former_address_means_the_dossier_of_today(client, pacts):
    pacts[0].slug = "renamed"
    pacts[0].save()
    make.published(pacts[0])
    page = compared(client, "pact-0", "pact-1")
    assert heads(page) == ["Pact 0", "Pact 1"]
    assert page.texts("p", "sentence") == []
    assert "“pact-0” was named twice; it stands here once." in compared(client, "renamed", "pact-0").main


def test_others_of_the_same_country_are_offered(client, pacts):
    make.published(make.taskforce("Far", countries=["NO"]))
    page = compared(client, "pact-0")
    values = [box.get("value") for box in page.all("input", type="checkbox")]
    assert values[0] == "pact-0"
    assert sorted(values) == [f"pact-{n}" for n in range(5)]


@pytest.mark.parametrize("view", ["", "?view=table"])
def test_dossiers_are_chosen_from_the_list(client, pacts, view):
    page = read(client, f"/taskforces/{view}")
    (form,) = page.all("form", id="compare_form")
    assert form.get("action") == "/compare/"
    boxes = [box for box in page.all("input", name=None) if box.get("form") == "compare_form"]
    assert {box.get("value") for box in boxes} == {f"pact-{n}" for n in range(5)}
    assert faults(page) == []


def test_dossier_leads_to_the_comparison(client, pacts):
    assert read(client, "/taskforces/pact-0/").links()["Compare with others"] == "/compare/?with=pact-0"


def test_dossier_that_is_called_compare_keeps_its_address(client):
    make.published(make.taskforce("Compare"))
    assert read(client, "/taskforces/compare/").texts("h1") == ["Compare"]


def test_comparison_asks_the_same_few_questions(client, pacts, django_assert_num_queries):
    for slugs in (["pact-0", "pact-1"], [f"pact-{n}" for n in range(4)]):
        with django_assert_num_queries(5 if len(slugs) < 4 else 4):
            compared(client, *slugs)
