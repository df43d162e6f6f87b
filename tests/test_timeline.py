"""The timeline's years and dates on the page: the ruler, what folds, and how exactly a date is known."""

import gzip

import pytest

from dossiers.reading.timeline import LONGEST, Timeline
from dossiers.templatetags.timelines import precision_classes
from tests import make
from tests.reading import faults, read, words
from timeline.models.live import Entry

ADDRESS = "/taskforces/bretagne/"


@pytest.fixture
def taskforce(db):
    return make.published(make.taskforce("Bretagne"))


def stand(taskforce, *dates, **given):
    """Events of these dates that stand on the timeline of a taskforce, published."""
    for number, when in enumerate(dates):
        make.published(make.event(f"Event {number} of {when}", date=when, taskforces=[taskforce], **given))


def ruler(page):
    """What the ruler says: [(where it leads, its words)]."""
    (nav,) = page.all("nav", "ruler")
    return [(link.get("href"), words(link)) for link in nav.iter("a")]


def test_ruler_counts_the_events_of_each_year_and_leads_there(client, taskforce):
    stand(taskforce, "2020-05", "2020-06-12", "2018", "")
    page = read(client, ADDRESS)
    assert ruler(page) == [
        ("#year_2020", "2020 2 events"),
        ("#year_2018", "2018 1 event"),
        ("#year_unknown", "Undated 1 event"),
    ]
    lists = {one.get("id"): len(one.findall("li")) for one in page.all("ol", "entries")}
    assert lists == {"year_2020": 2, "year_2018": 1, "year_unknown": 1}
    assert faults(page) == []


def test_ruler_keeps_to_the_order_and_the_types_asked_for(client, taskforce):
    stand(taskforce, "2020", "2018", "2019", type=make.event_type("Tools"))
    stand(taskforce, "2015", type=make.event_type("Study"))
    page = read(client, f"{ADDRESS}?type=tools&order=oldest")
    assert [where for where, _words in ruler(page)] == ["#year_2018", "#year_2019", "#year_2020"]


def test_one_year_needs_no_ruler(client, taskforce):
    stand(taskforce, "2020-05", "2020-06")
    assert read(client, ADDRESS).all("nav", "ruler") == []


def test_lengths_on_the_ruler_follow_the_numbers(taskforce):
    stand(taskforce, "2020", "2020", "2020", "2020", "2018")
    timeline = Timeline(Entry.objects.newest_first(), {}, ADDRESS)
    assert timeline.ruler == [(2020, 4, LONGEST, ""), (2018, 1, LONGEST / 4, "")]


def test_years_are_open_and_say_how_many_events_they_hold(client, taskforce):
    stand(taskforce, "2020", "2020", "")
    page = read(client, ADDRESS)
    years = [one for one in page.all("details") if one.get("class") != "screen"]
    assert [one.get("open") for one in years] == ["", ""]
    assert page.texts("summary", "screen") == ["2 events of 2020", "1 event without a date"]


@pytest.mark.parametrize(
    ("date", "kinds"),
    [
        ("2020-06-12", "day"),
        ("2020-05", "month"),
        ("2020-21", "season"),
        ("2015", "year"),
        ("2018~", "year about"),
        ("2022-08-24/2022-08-25", "day range"),
        ("2016~/2019", "year about range"),
        ("2023/..", "year range open"),
        ("../2018", "year range"),
        ("", ""),
    ],
)
def test_dates_are_told_apart(date, kinds):
    assert precision_classes(date) == kinds


def test_entry_says_to_the_stylesheet_how_exactly_its_date_is_known(client, taskforce):
    stand(taskforce, "2018~", "")
    first, second = read(client, ADDRESS).all("article", "entry")
    assert (first.get("data-date"), second.get("data-date")) == ("year about", None)


def test_a_hundred_events_more_weigh_little(client, taskforce):
    """Beside the words of the event itself, which no one can squeeze away."""
    kind = make.event_type("Tools")
    stand(taskforce, "2020-06-12", "2019", type=kind)
    before = len(gzip.compress(client.get(ADDRESS).content, 9))
    stand(taskforce, *(f"{2000 + n % 20}-{n % 12 + 1:02}" for n in range(100)), type=kind)
    response = client.get(ADDRESS)
    assert response.content.count(b'<article class="entry"') == 102
    assert len(gzip.compress(response.content, 9)) - before < 100 * 60


def test_long_timeline_has_pages_of_its_own(client, taskforce, monkeypatch):
    monkeypatch.setattr("dossiers.reading.timeline.EVENTS_ON_A_PAGE", 2)
    stand(taskforce, "2020", "2019", "2018-05", "2018-03", "2016")
    first, second, last = (read(client, ADDRESS + query) for query in ("", "?page=2", "?page=3"))
    assert [len(page.all("article", "entry")) for page in (first, second, last)] == [2, 2, 1]
    assert [where for where, _words in ruler(second)] == [
        f"{ADDRESS}#year_2020",
        f"{ADDRESS}#year_2019",
        "#year_2018",
        f"{ADDRESS}?page=3#year_2016",
    ]
    turns = [second.all("a", rel=rel)[0].get("href") for rel in ("prev", "next")]
    assert turns == [f"{ADDRESS}#the_timeline", f"{ADDRESS}?page=3#the_timeline"]
    assert second.all("link", rel="canonical")[0].get("href").endswith(f"{ADDRESS}?page=2")
    assert second.meta("robots") is None
    assert second.texts("title") == ["Bretagne, page 2 – Taskforce Dossiers"]
    assert "5–5 of 5" in last.main
    assert "months without an event" in last.main
    assert faults(second) == []
    assert client.get(f"{ADDRESS}?page=4").status_code == client.get(f"{ADDRESS}?page=x").status_code == 404
    event = Entry.objects.get(title="Event 4 of 2016")
    assert f"{ADDRESS}?page=3#{event.slug}" in read(client, event.get_absolute_url()).links().values()
