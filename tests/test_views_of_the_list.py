"""The list of taskforces as cards, as a table, and in time: the same rows, the same filters, other looks."""

import re
from copy import deepcopy
from datetime import date
from itertools import pairwise

import pytest

from dossiers.drawings.axis import Axis
from dossiers.drawings.spans import Spans
from dossiers.lists.filtersets import DossierFilterSet
from taskforces.models import Dossier
from tests import make
from tests.reading import faults, read, words

pytestmark = pytest.mark.django_db
TODAY = date(2022, 7, 1)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def published(module_db):
    """Taskforces that go on, are over, are planned, and of which little is known."""
    locarn = make.organisation("Institut de Locarn")
    rows = [
        make.taskforce("Bretagne", countries=["FR"], organisations=[locarn], status="ongoing", start="2020-05"),
        make.taskforce("Nordic", countries=["NO", "SE"], status="planned", start="2023"),
        make.taskforce("Pact", countries=["NO"], status="finalised", start="2018", end="2020"),
        make.taskforce("Old pact", countries=["NO"], status="finalised", start="2016-09-29"),
        make.taskforce("Unknown"),
    ]
    rows = {row.title: make.published(row) for row in rows}
    for title, when in [("Bretagne", "2019"), ("Bretagne", "2021-05"), ("Old pact", "2017-06"), ("Bretagne", "")]:
        make.published(make.event(f"Event of {title} {when}", taskforces=[rows[title]], date=when))
    return rows


@pytest.fixture
def dossiers(db, published):
    """The same, as this test may change them."""
    return deepcopy(published)


def bars(dossiers, today=TODAY, days=()):
    """The drawn rows by title."""
    spans = Spans(dossiers, dict(days), today)
    return spans, {row.dossier.title: row for _country, rows in spans.groups for row in rows}


def shown(page):
    """The taskforces of the chart by country: [(country, [title])]."""
    (chart,) = page.all("div", "chart")
    return [(words(part.find("h2")), [words(link) for link in part.iter("a")]) for part in chart.iter("section")]


@pytest.mark.parametrize("view", ["table", "timeline", "lineage"])
def test_view_keeps_to_the_rules_of_all_pages(client, dossiers, view):
    assert faults(read(client, f"/taskforces/?view={view}")) == []
    assert faults(read(client, f"/taskforces/?view={view}&country=QQ")) == []


def test_reader_switches_views_and_keeps_the_filters(client, dossiers):
    page = read(client, "/taskforces/?country=NO&sort=oldest&view=table")
    links = page.links()
    assert links["Cards"] == "/taskforces/?country=NO&sort=oldest"
    assert links["In time"] == "/taskforces/?country=NO&sort=oldest&view=timeline"
    assert links["Who built on whom"] == "/taskforces/?country=NO&sort=oldest&view=lineage"
    (chosen,) = [link for link in page.all("a", aria_current="true") if "view" in link.get("href")]
    assert words(chosen) == "Table"


def test_filters_keep_the_view(client, dossiers):
    page = read(client, "/taskforces/?country=NO&status=finalised&view=timeline")
    (kept,) = page.all("input", type="hidden")
    assert (kept.get("name"), kept.get("value")) == ("view", "timeline")
    assert page.links()["Remove: Norway ×"] == "/taskforces/?status=finalised&view=timeline"
    assert page.links()["Remove all"] == "/taskforces/?view=timeline"


def test_usual_view_is_not_written_into_the_address(client, dossiers):
    response = client.get("/taskforces/?country=NO&view=cards")
    assert (response.status_code, response["Location"]) == (302, "/taskforces/?country=NO")
    (canonical,) = read(client, "/taskforces/?view=table").all("link", rel="canonical")
    assert canonical.get("href") == "http://testserver/taskforces/?view=table"


@pytest.mark.parametrize("value", ["pie", "Timeline", "%00", "x" * 5000])
def test_unknown_view_is_told_and_shows_nothing(client, dossiers, value):
    page = read(client, f"/taskforces/?view={value}")
    (error,) = page.all("p", "error")
    assert error.get("id") == "id_view_error"
    assert page.all("nav", aria_describedby="id_view_error")
    assert page.all("article") == page.all("table") == []
    assert faults(page) == []


def test_table_says_what_the_cards_say(client, dossiers):
    page = read(client, "/taskforces/?view=table&sort=title")
    rows = [[words(cell) for cell in row] for row in page.all("tr")]
    since = "Ongoing Nothing reported since May 2021"
    assert rows[1] == ["Bretagne Compare Bretagne", "France", "Institut de Locarn", "May 2020", since, "3", "May 2021"]
    assert rows[3] == ["Old pact Compare Old pact", "Norway", "", "29 September 2016", "Finalised", "1", "June 2017"]
    assert rows[5] == ["Unknown Compare Unknown", "", "", "", "", "0", ""]


def test_headings_of_the_table_sort_it(client, dossiers):
    page = read(client, "/taskforces/?view=table&status=finalised")
    assert page.texts("th", aria_sort="descending") == ["Period"]
    assert page.links()["Period"] == "/taskforces/?status=finalised&sort=oldest&view=table"
    assert page.links()["Latest event"] == "/taskforces/?status=finalised&sort=latest-event&view=table"
    page = read(client, page.links()["Taskforce"])
    assert page.texts("th", aria_sort="ascending") == ["Taskforce"]
    assert page.texts("th", scope="row") == ["Old pact Compare Old pact", "Pact Compare Pact"]
    assert page.links()["Period"] == "/taskforces/?status=finalised&view=table"
    page = read(client, "/taskforces/?view=table&sort=oldest")
    assert page.texts("th", aria_sort="ascending") == ["Period"]
    assert page.links()["Period"] == "/taskforces/?view=table"


def test_table_has_pages_and_keeps_its_view(client):
    for number in range(21):
        make.published(make.taskforce(f"Taskforce {number:02}"))
    assert read(client, "/taskforces/?view=table").links()["Next"] == "?view=table&page=2"
    assert len(shown(read(client, "/taskforces/?view=timeline"))[0][1]) == 21


def test_chart_groups_by_country_and_obeys_the_filters(client, dossiers):
    assert shown(read(client, "/taskforces/?view=timeline")) == [
        ("France", ["Bretagne"]),
        ("Norway", ["Nordic", "Pact", "Old pact"]),
        ("No country stated", ["Unknown"]),
    ]
    page = read(client, "/taskforces/?view=timeline&status=finalised&sort=oldest")
    assert shown(page) == [("Norway", ["Old pact", "Pact"])]


def test_chart_says_in_words_what_it_draws(client, dossiers):
    (chart,) = read(client, "/taskforces/?view=timeline&sort=title").all("div", "chart")
    told = [words(row.find("p")) for row in chart.iter("li")]
    assert told == [
        "Bretagne Ongoing · May 2020 · 3 events",
        "Nordic Planned · Norway, Sweden · 2023",
        "Old pact Finalised · September 2016 · 1 event",
        "Pact Finalised · 2018 – 2020",
        "Unknown Start not known",
    ]


def line(spans, first, last):
    return f"M{spans.x(first)} 12H{spans.x(last)}"


def test_lives_are_drawn_as_on_the_life_line(dossiers):
    rows = Dossier.objects.for_cards()
    keys = {name: dossier.pk for name, dossier in dossiers.items()}
    days = {keys["Old pact"]: [(date(2017, 6, 1), date(2017, 6, 1))], keys["Bretagne"]: [(date(2021, 5, 1), None)]}
    spans, drawn = bars(rows, days=days)
    lines = {
        title: {kind: path for kind, path in row.lines if path and kind != "event"} for title, row in drawn.items()
    }
    last, now = date(2017, 6, 1), spans.x(TODAY)
    old = date(2016, 9, 29)
    assert lines["Bretagne"]["known"] == line(spans, date(2020, 5, 1), TODAY)
    assert lines["Bretagne"]["began"] == line(spans, date(2020, 5, 1), date(2020, 5, 31))
    assert lines["Pact"]["began"] == line(spans, date(2018, 1, 1), date(2018, 12, 31))
    assert lines["Pact"]["quiet"] == line(spans, date(2018, 1, 1), date(2020, 12, 31))
    assert lines["Nordic"] == {"began": line(spans, date(2023, 1, 1), date(2023, 12, 31))}
    assert lines["Old pact"]["known"] == line(spans, old, last)
    assert lines["Old pact"]["unknown"].startswith(f"M{spans.x(last)} 12H")
    assert lines["Unknown"] == {}
    assert spans.now == f"M{now} 0v24"


@pytest.mark.parametrize(("status", "kind"), [("ongoing", "quiet"), ("paused", "paused"), ("finalised", "unknown")])
def test_what_is_not_known_to_go_on_is_drawn_otherwise_and_named(client, status, kind):
    make.published(make.taskforce("Pact", start="2018", status=status))
    page = read(client, "/taskforces/?view=timeline")
    assert page.all(f"{SVG}path", f"life-{kind}")
    words_of = {"quiet": "nothing reported", "paused": "paused", "unknown": "end not known"}
    key = page.texts("ul", "chart-key")[0]
    assert [words for words in words_of.values() if words in key] == [words_of[kind]]


def test_of_days_to_come_the_chart_says_no_more_than_planned(client):
    make.published(make.taskforce("Bridge", start="2023-03", end="2024", status="planned"))
    spans, drawn = bars(Dossier.objects.for_cards())
    lines = {kind: path for kind, path in drawn["Bridge"].lines if path}
    assert lines == {
        "began": line(spans, date(2023, 3, 1), date(2023, 3, 31)),
        "planned": line(spans, date(2023, 3, 1), date(2024, 12, 31)),
    }
    assert ("planned", "planned") in spans.key


def test_taskforce_of_several_countries_stands_under_the_chosen_one(client, dossiers):
    assert shown(read(client, "/taskforces/?view=timeline&country=SE")) == [("Sweden", ["Nordic"])]
    assert shown(read(client, "/taskforces/?view=timeline&country=SE&country=NO"))[0][0] == "Norway"


def test_very_many_events_become_a_bar_for_each_quarter():
    days = [date(2015 + number // 12, number % 12 + 1, 5) for number in range(48)] + [date(2016, 2, 1)] * 3
    spans = Spans([], {}, TODAY)
    few, many = spans._ticks(days[:40]), spans._ticks(days)
    assert few.count("v12") == 40
    assert len(re.findall("M", many)) == 16
    assert re.findall(r" (\d+)v(\d+)", many)[4] == ("6", "12")
    assert {height for _top, height in re.findall(r" (\d+)v(\d+)", many)} == {"6", "12"}


def test_every_event_with_a_date_is_a_tick(client, dossiers):
    page = read(client, "/taskforces/?view=timeline&country=FR")
    drawn = [
        path.get("d")
        for row in page.all("div", "chart")
        for path in row.iter(f"{SVG}path")
        if path.get("class") == "life-event"
    ]
    assert [len(re.findall("M", path)) for path in drawn] == [2]


def test_chart_of_nothing_known_is_drawn_all_the_same(client):
    make.published(make.taskforce("Unknown"))
    assert shown(read(client, "/taskforces/?view=timeline")) == [("No country stated", ["Unknown"])]


@pytest.mark.parametrize(
    ("first", "last", "step"), [(2016, 2022, 1), (2011, 2022, 2), (1955, 2022, 10), (1, 2022, 500)]
)
def test_years_are_written_as_often_as_there_is_room(first, last, step):
    axis = Axis.over([date(first, 3, 1), date(last, 3, 1)])
    years = [int(year) for year, _place in axis.years]
    assert len(years) <= 8
    assert {later - year for year, later in pairwise(years)} == {step}
    # No event stands to the left of the first year that is written.
    assert axis.years[0] == (str(axis.first.year), "0.0%")
    assert axis.first.year <= first


def test_map_beside_the_cards_shows_the_filter_and_keeps_it(client, dossiers):
    page = read(client, "/taskforces/?status=finalised&country=NO")
    (picture,) = page.all(f"{SVG}svg", "map-picture")
    leads = {words(link): link.get("href") for link in picture.iter(f"{SVG}a")}
    assert leads == {"Norway: 2 taskforces": "/taskforces/?country=NO&status=finalised"}
    assert [words(link) for link in picture.iter(f"{SVG}a") if link.get("aria-current")] == ["Norway: 2 taskforces"]


def test_home_has_a_map_with_a_table_as_its_equal(client, dossiers):
    page = read(client, "/")
    (picture,) = page.all(f"{SVG}svg", "map-picture")
    assert {words(link) for link in picture.iter(f"{SVG}a")} == {
        "France: 1 taskforce",
        "Norway: 3 taskforces",
        "Sweden: 1 taskforce",
    }
    (table,) = page.all("table")
    assert [[words(cell) for cell in row] for row in table.iter("tr")][1:] == [
        ["France", "1"],
        ["Norway", "3"],
        ["Sweden", "1"],
    ]
    assert page.links()["Taskforces in time"] == "/taskforces/?view=timeline"


def test_outlines_stand_for_countries_on_cards_and_at_the_head(client, dossiers):
    page = read(client, "/taskforces/?status=planned")
    assert [len(list(outlines.iter(f"{SVG}path"))) for outlines in page.all("span", "outlines")] == [2]
    assert len(read(client, "/taskforces/bretagne/").all(f"{SVG}svg", "outline")) == 1
    assert read(client, "/taskforces/unknown/").all(f"{SVG}svg", "outline") == []


@pytest.mark.parametrize("words", ["", "pact"])
def test_every_view_shows_the_same_taskforces_in_every_order(client, dossiers, words):
    shown = {title for title in dossiers if words in title.lower()}
    for view in DossierFilterSet.VIEWS:
        for sort in DossierFilterSet.SORTS.keys() - {"best"}:  # that is how words stand anyway
            page = client.get(f"/taskforces/?view={view}&sort={sort}&q={words}", follow=True)
            assert page.status_code == 200
            assert {dossier.title for dossier in page.context_data["dossiers"]} == shown
