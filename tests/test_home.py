"""The home page."""

import pytest
import time_machine

from publishing.models import Text
from tests import make
from tests.reading import read, words

pytestmark = pytest.mark.django_db


def test_home_says_what_taskforces_are(client):
    Text.objects.filter(key="what-are-taskforces").update(title="What are they?", body="<p>They help <em>us</em>.</p>")
    page = read(client, "/")
    assert "What are they?" in page.texts("h2")
    assert "They help us." in page.main


def test_home_works_when_nobody_wrote_or_published_anything(client):
    Text.objects.all().delete()
    assert "No taskforce is ongoing now." in read(client, "/").main


def test_home_shows_ongoing_taskforces_newest_first_and_no_others(client):
    for title, start, status in [("Old", "2018", "ongoing"), ("New", "2021", "ongoing"), ("Over", "2020", "finalised")]:
        make.published(make.taskforce(title, start=start, status=status))
    assert read(client, "/").texts("h3", "card-title") == ["New", "Old"]


def test_home_shows_the_latest_dated_events(client):
    for title, date in [("First", "2019"), ("Last", "2022-05"), ("Undated", ""), ("Middle", "2020")]:
        make.published(make.event(title, date=date))
    assert read(client, "/").texts("h3", "entry-title") == ["Last", "Middle", "First"]


def test_home_leads_to_the_taskforces_of_a_country_and_a_status(client):
    make.published(make.taskforce("A", countries=["FR"], status="ongoing"))
    make.published(make.taskforce("B", countries=["NO"], status="finalised"))
    links = read(client, "/").links()
    assert links["France 1"] == "/taskforces/?country=FR"
    assert links["Finalised 1"] == "/taskforces/?status=finalised"


def test_home_searches_everything(client):
    (form,) = read(client, "/").all("form")
    assert form.get("action") == "/search/"
    assert [field.get("name") for field in form.iter("input")] == ["q"]


def test_drafts_are_nowhere_on_the_home_page(client):
    make.taskforce("Secret taskforce", status="ongoing")
    make.event("Secret event", date="2020")
    assert "Secret" not in read(client, "/").main


def sections(page):
    """The events of the page by their heading: {heading: [title]}."""
    parts = {words(part.find("h2")): part for part in page.all("section")}
    return {
        name: [words(title) for title in part.iter("h3")] for name, part in parts.items() if part.find("ol") is not None
    }


@time_machine.travel("2024-11-15")
def test_events_to_come_stand_apart_soonest_first(client):
    dates = ["2023", "2024", "2024-11", "2024-11-15", "2024-11-16", "2024-12", "2025", "2026-01-01", "../2030", ""]
    for date in dates:
        make.published(make.event(f"Event {date}", date=date))
    assert sections(read(client, "/")) == {
        "Coming up": ["Event 2024-11-16", "Event 2024-12", "Event 2025"],
        "Latest events": ["Event 2024-11-15", "Event 2024-11", "Event 2024", "Event 2023"],
    }


@time_machine.travel("2024-11-15")
def test_home_without_events_to_come_has_no_heading_for_them(client):
    make.published(make.event("Event", date="2020"))
    assert list(sections(read(client, "/"))) == ["Latest events"]


@time_machine.travel("2024-11-15")
def test_years_of_events_to_come_do_not_push_out_the_latest(client):
    for number in range(1, 12):
        make.published(make.event(f"Later {number}", date=f"2025-{number:02}"))
        make.published(make.event(f"Before {number}", date=f"2023-{number:02}"))
    shown = sections(read(client, "/"))
    assert shown["Coming up"] == ["Later 1", "Later 2", "Later 3"]
    assert shown["Latest events"] == [f"Before {number}" for number in (11, 10, 9, 8, 7)]


def test_window_is_called_what_the_page_is_called(client):
    page = read(client, "/")
    assert page.texts("title") == [f"{page.texts('h1')[0]} – Taskforce Dossiers"]


def test_foot_says_who_speaks_and_where_to_write(client, settings):
    assert "EU STEM Coalition. This site keeps nothing" in read(client, "/").texts("footer")[0]
    settings.CONTACT_EMAIL, settings.PUBLISHER = "desk@example.org", "Somebody"
    page = read(client, "/")
    assert page.links()["desk@example.org"] == "mailto:desk@example.org"
    assert "Somebody" in page.texts("footer")[0]
    make.published(make.taskforce("Pact"))
    assert "Edition 1, updated on" in read(client, "/taskforces/pact/").texts("footer")[0]


@pytest.mark.parametrize("address", ["/", "/taskforces/", "/events/", "/organisations/"])
def test_foot_says_when_what_is_shown_was_last_changed(client, address):
    assert "Last change" not in read(client, address).texts("footer")[0]
    with time_machine.travel("2026-03-04 12:00"):
        item = make.published(make.taskforce("Pact", status="ongoing", organisations=[make.organisation()]))
        make.published(make.event("Meeting", date="2020", taskforces=[item]))
    assert "Last change: 4 March 2026." in read(client, address).texts("footer")[0]


def test_foot_of_an_organisation_says_the_later_change_of_its_own_and_of_what_it_asked_for(client):
    with time_machine.travel("2026-03-04 12:00"):
        organisation = make.organisation("Institut")
        item = make.published(make.taskforce("Pact", organisations=[organisation]))
    assert "Last change: 4 March 2026." in read(client, "/organisations/institut/").texts("footer")[0]
    with time_machine.travel("2026-04-05 12:00"):
        make.published(make.event("Meeting", organisations=[organisation], taskforces=[item]))
    assert "Last change: 5 April 2026." in read(client, "/organisations/institut/").texts("footer")[0]
    with time_machine.travel("2026-05-06 12:00"):
        organisation.save()
    assert "Last change: 6 May 2026." in read(client, "/organisations/institut/").texts("footer")[0]


@pytest.mark.parametrize("key", ["accessibility", "privacy", "contact"])
def test_foot_of_a_text_says_when_it_was_last_changed(client, key):
    Text.objects.filter(pk=key).delete()
    assert "Last change" not in read(client, f"/{key}/").texts("footer")[0]
    with time_machine.travel("2026-03-04 12:00"):
        Text.objects.create(key=key, title="Words", body="<p>Ours</p>")
    assert "Last change: 4 March 2026." in read(client, f"/{key}/").texts("footer")[0]
