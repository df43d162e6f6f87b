"""What a search finds, and what it shows first: on the public lists and at the desk."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from taskforces.models import Country, Organisation, Result, Taskforce
from tests import make
from tests.reading import faults, read
from timeline.models import Event, EventType, Topic

pytestmark = pytest.mark.django_db


def taskforces(client, words, **query):
    return read(client, "/taskforces/", query_params={"q": words, **query}).texts("h2", "card-title")


def events(client, words):
    return read(client, "/events/", query_params={"q": words}).texts("h3", "entry-title")


@pytest.fixture(scope="module")
def furnished(module_db):
    """A taskforce and an event with other words in each of their parts."""
    body = make.organisation("Institut de Locarn", other_names="ILO-22")
    item = make.taskforce(
        "Bretagne (2020)",
        countries=["NO"],
        region="Côtes-d'Armor",
        summary="Schools & companies",
        background="<p>A <em>pact</em>ful story</p><p>Bridge</p>",
        objectives=["More girls in physics."],
        results=["A network/charter of Göteborg"],
    )
    item.organisation_links.create(organisation=body, shown_as="Maison Ørsted")
    make.published(item)
    event = make.event(
        "Kick-off",
        type=make.event_type("Meeting report"),
        topics=[make.topic("Vocational training")],
        place="Århus",
        link_address="https://example.org/xyzzy",
        link_label="Recording: part one",
    )
    event.organisation_links.create(organisation=body, shown_as="Ilo in those days")
    make.published(event)


@pytest.mark.parametrize(
    "words",
    [
        *("Bretagne.", "2020", "norway", "armor", "COMPANIES", "pactful", "bridge", "physics", "charter", "goeteborg"),
        *(
            "Gøteborg",
            "maison oersted",
            "maison orsted",
            "locarn!",
            "ilo 22",
            "22-ILO",
            "“girls”, physics",
            "bret phys",
        ),
    ],
)
def test_taskforce_is_found_by_all_its_words(client, furnished, words):
    assert taskforces(client, words) == ["Bretagne (2020)"]


@pytest.mark.parametrize(
    "words",
    [
        *("kick off", "Off-kick", "aarhus", "Arhus", "meeting", "report kick", "vocational", "recording", "part-one"),
        *("those days", "locarn", "ILO/22"),
    ],
)
def test_event_is_found_by_all_its_words(client, furnished, words):
    assert events(client, words) == ["Kick-off"]


@pytest.mark.parametrize("words", ["em", "xyzzy", "achieved", "bretagne zagreb", "armorcompanies", "etag"])
def test_what_nobody_reads_is_not_searched(client, furnished, words):
    assert taskforces(client, words) == []
    assert events(client, words) == []


def test_question_without_a_letter_is_told_and_shows_nothing(client, furnished):
    page = read(client, "/taskforces/?q=%3F%21")
    assert page.texts("p", "error") == ["Search for letters or digits."]
    assert page.all("article") == []


TITLES = ["Xetag", "Etag", "Etagere", "Bretagne"]
BEST = ["Etag", "Etagere"]


def test_titles_come_first_then_what_is_newer_unless_an_order_is_asked(client):
    make.published(make.taskforce("Later", start="2020", background="<p>An etag.</p>"))
    for number, title in enumerate(TITLES):
        make.published(make.taskforce(title, start=str(2010 + number)))
    assert taskforces(client, "ETAg") == ["Etagere", "Etag", "Later"]
    assert taskforces(client, "ETAg", sort="newest") == ["Later", "Etagere", "Etag"]
    assert taskforces(client, "etagere ETA", sort="title") == [*BEST, "Later"]  # one is a form of the other


def test_title_comes_before_what_names_something_of_this_name(client):
    asked = make.organisation("Pal")
    for title, links in {"Opal": [], "Palace": [], "Institute": [asked]}.items():
        make.published(make.taskforce(title, organisations=links, start="2020" if links else "2010"))
        make.published(make.event(title, organisations=links, date="2020" if links else "2010"))
    assert taskforces(client, "pal") == ["Palace", "Institute"]
    assert events(client, "pal") == ["Palace", "Institute"]


def test_events_with_the_words_in_their_titles_come_first_whatever_their_year(client):
    make.published(make.event("Later", date="2020", body="<p>An etag.</p>"))
    for number, title in enumerate(TITLES):
        make.published(make.event(title, date=str(2010 + number)))
    assert events(client, "etag") == ["Etagere", "Etag", "Later"]
    assert faults(read(client, "/events/?q=etag")) == []


def test_organisations_that_match_best_come_first(client):
    make.published(make.event("Large", organisations=[make.organisation(title) for title in TITLES]))
    page = read(client, "/organisations/?q=etag")
    assert [link for link in page.links() if link in TITLES] == BEST


def test_list_of_what_fits_best_is_cut_into_pages(client):
    for number in range(25):
        make.published(make.taskforce(f"Etagere {number:02}", start="2000"))
    make.published(make.taskforce("Later", start="2020", summary="An etag."))
    assert taskforces(client, "etag") == [f"Etagere {number:02}" for number in range(20)]
    assert taskforces(client, "etag", page=2) == [*(f"Etagere {number}" for number in range(20, 25)), "Later"]


def test_form_offers_the_best_match_first_only_where_there_are_words(client):
    make.published(make.taskforce("Brest", countries=["FR"]))
    make.published(make.taskforce("Bremen", countries=["NO"]))
    options = [read(client, f"/taskforces/{query}").texts("option") for query in ("", "?q=bre")]
    assert options[0][0] == "Newest first"
    assert "Best match first" not in options[0]
    assert options[1][:2] == ["Best match first", "Newest first"]


MAKERS = {
    Taskforce: make.taskforce,
    Event: make.event,
    Organisation: make.organisation,
    EventType: make.event_type,
    Topic: make.topic,
    Country: lambda name: Country.objects.create(code=f"{len(name)}{name[0]}", name=name),
    Result: lambda name: make.taskforce(f"Of {len(name)}", results=[name]).results.get(),
    User: lambda name: User.objects.create_user(name),
}


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_a_list_of_the_desk_shows_the_best_match_first(admin_client, model):
    rows = [MAKERS[model](title) for title in TITLES]
    changelist = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    shown = list(admin_client.get(changelist, {"q": "ETAg"}).context["cl"].queryset)
    assert shown == rows[1:3]
    assert list(admin_client.get(changelist, {"q": "!?"}).context["cl"].queryset) == []


def test_a_column_that_was_chosen_decides_the_order_of_a_list_of_the_desk(admin_client):
    for title in TITLES:
        make.taskforce(title)
    shown = admin_client.get(reverse("admin:taskforces_taskforce_changelist"), {"q": "etag", "o": "-1"})
    assert [row.title for row in shown.context["cl"].queryset] == BEST[::-1]


BOXES = [(Taskforce, "countries"), (Event, "taskforces"), (Event, "topics"), (Event, "results"), (Event, "type")]


@pytest.mark.parametrize(("model", "name"), BOXES, ids=[name for _model, name in BOXES])
def test_a_box_to_choose_from_shows_the_best_match_first(admin_client, model, name):
    other = model._meta.get_field(name).remote_field.model
    for title in TITLES:
        MAKERS[other](title)
    asked = {"app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": name}
    answer = admin_client.get(reverse("admin:autocomplete"), {**asked, "term": "ETAg"}).json()
    shown = [row["text"].split()[-1] for row in answer["results"]]
    assert shown == (BEST if other is not Country else ["4E", "7E"])


def test_every_searched_list_of_the_desk_ranks():
    """So that a new one is not forgotten."""
    for model, desk in admin.site._registry.items():
        assert hasattr(model._default_manager.all(), "best_first") or desk.search_fields != ("folded",), model
