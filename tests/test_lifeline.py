"""The life line of a dossier: what is drawn, where, and what it says in words. Drawing asks no database."""

from datetime import date
from itertools import pairwise

import html5lib
import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import translation

from dossiers.drawings.axis import MOST_LANES, Axis, lanes, share
from dossiers.drawings.life_spans import SHAPES
from dossiers.drawings.lifeline import lifeline
from dossiers.drawings.spans import AHEAD, Spans
from taskforces.models.live import Dossier
from tests import make
from tests.reading import read, words
from text.dates import bounds
from timeline.models.live import Entry
from timeline.models.reference import EventType

TODAY = date(2026, 7, 1)
SVG = "{http://www.w3.org/2000/svg}"
MEETING, STUDY = EventType(name="Meeting report", icon="meeting"), EventType(name="Study", icon="study")


def event(when, kind=MEETING):
    lower, upper = bounds(when)
    return Entry(title="Event", slug="event", date=when, sort_date=lower or upper, type=kind)


def life(*events, results=(), **given):
    """The life line of a dossier with these events (or their dates), and results as (state, date)."""
    entries = [event(one) if isinstance(one, str) else one for one in events]
    results = [{"id": "1", "text": "Result", "state": state, "date": when} for state, when in results]
    return lifeline(Dossier(results=results, **given), entries, TODAY)


def left(share):
    return float(share.removesuffix("%"))


@pytest.mark.parametrize("given", [{}, {"status": "ongoing"}, {"end": "2020"}, {"start": "../2018"}, {"start": "2020"}])
def test_nothing_is_drawn_when_nothing_is_known(given):
    assert life(**given) is None
    assert life("", "", **given) is None


def kinds(drawn):
    return [kind for kind, _left, _right in drawn.parts]


def test_life_is_drawn_in_full_until_the_last_report_and_thin_until_today():
    drawn = life("2024-07-01", start="2024-01-01", status="ongoing")
    (_known, first, last), (_quiet, since, until) = drawn.parts
    assert kinds(drawn) == ["known", "quiet"]
    assert (first, until) == ("0.0%", drawn.now)
    assert last == since == share(drawn.axis.place(date(2024, 7, 1)))
    assert left(drawn.now) == pytest.approx(100 * (TODAY - date(2024, 1, 1)).days / 1096, abs=0.1)
    assert drawn.over == ""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"status": "ongoing"}, ["known", "quiet"]),
        ({"status": "planned"}, ["known", "quiet"]),
        ({"status": "paused"}, ["known", "paused"]),
        ({"status": "finalised"}, ["known", "unknown"]),
        ({}, ["known", "unknown"]),
        ({"status": "finalised", "end": "2023-05"}, ["known", "quiet"]),
        ({"status": "finalised", "end": "2022-03"}, ["known"]),
    ],
)
def test_what_is_not_known_to_go_on_is_drawn_otherwise(given, expected):
    assert kinds(life("2020-06", "2022-03-31", start="2020", **given)) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"start": "2020", "status": "ongoing"}, ["known", "quiet", "planned"]),
        ({"start": "2020", "status": "paused"}, ["known", "paused", "planned"]),
        ({"start": "2020", "status": ""}, ["known", "quiet", "planned"]),
        ({"start": "2020", "status": "finalised"}, ["known", "quiet"]),
        ({"start": "2027", "status": "planned"}, ["planned"]),
        ({"start": "2027", "status": ""}, ["planned"]),
    ],
)
def test_days_to_come_are_no_more_than_planned(given, expected):
    drawn = life("2021", "2027-02", end="2028-06", **given)
    assert kinds(drawn) == expected
    assert all(left(last) <= left(drawn.now) for kind, _first, last in drawn.parts if kind != "planned")


@pytest.mark.parametrize("given", [{"start": "2027", "status": "planned"}, {"start": "2026-07-02", "status": ""}])
def test_of_what_is_to_begin_and_has_no_end_only_the_start_is_drawn(given):
    drawn = life("2027-02", **given)
    assert (drawn.parts, drawn.key) == ([], [])
    assert drawn.began


def test_report_that_lasts_is_known_until_today_only():
    assert life("2026", start="2026-01-01", end="2026-12-31").parts[0][2] == share(100 * 181 / 365)


def test_end_of_what_is_finalised_is_not_to_come():
    drawn = life("2026-02-01", start="2026-01-01", end="2026", status="finalised")
    assert drawn.parts[-1][2] == drawn.over == drawn.now


def test_achieved_results_are_reports_and_what_is_expected_or_to_come_is_none():
    given = {"start": "2020-01-01", "status": "ongoing"}
    until = life("2020-06-01", results=[("achieved", "2022-01-01")], **given).parts[0][2]
    drawn = life("2020-06-01", "2027-01-01", results=[("expected", "2023-01-01")], **given)
    assert drawn.parts[0][2] == share(drawn.axis.place(date(2020, 6, 1)))
    assert left(until) > left(drawn.parts[0][2])


def test_life_ends_where_it_ended_and_today_is_not_drawn():
    drawn = life("2020-06", start="2020", end="2021-12-31", status="finalised")
    assert drawn.parts[-1][2] == drawn.over == "99.9%"
    assert drawn.now == ""


def test_dashes_stay_on_the_page():
    drawn = life("2020-12-31", start="2020", status="finalised")
    assert drawn.parts[-1] == ("unknown", "99.7%", "100.0%")
    assert (drawn.over, drawn.now) == ("", "")


def test_start_is_one_place_only_when_its_day_is_known():
    assert life("2021", start="2020-05-01").began == ("16.6%", "16.6%")
    first, last = life("2021", start="2020").began
    assert (first, last) == ("0.0%", "49.9%")
    assert life("2021").began is None


def test_marks_lead_to_their_events_and_results_and_say_their_names():
    drawn = life("2020-06-12", results=[("achieved", "2021-05")], start="2020")
    assert [(mark.span.target, mark.span.name) for mark in drawn.marks] == [
        ("event", "12 June 2020: Event"),
        ("result_1", "May 2021: Result"),
    ]


def test_events_before_the_start_are_on_the_line():
    drawn = life("2010", start="2020", status="ongoing")
    assert left(drawn.parts[0][1]) > left(drawn.marks[0].x) > 0


def test_dossier_without_start_shows_its_events_only():
    drawn = life("2020-06-12", "2021-06-12")
    assert drawn.parts == []
    assert len(drawn.marks) == 2


@pytest.mark.parametrize(
    ("when", "bar"),
    [
        ("2020-06-12", None),
        ("2020-06-12/2020-06-13", None),
        ("2020-01", ("0.0%", "4.1%")),
        ("2020", ("0.0%", "49.9%")),
        ("2020~", ("0.0%", "49.9%")),
        ("2020-21", ("8.2%", "20.7%")),
        ("2020-01-01/2021-12-31", ("0.0%", "99.9%")),
    ],
)
def test_date_of_more_than_a_day_is_a_bar(when, bar):
    (mark,) = [
        mark for mark in life(event(when, STUDY), "2021-12-31", "2020-01-01").marks if mark.span.shape == "study"
    ]
    assert mark.bar == bar


def test_open_end_lasts_until_today_and_its_mark_stands_where_it_began():
    drawn = life("2024/..", start="2024", end="2025")
    (mark,) = drawn.marks
    assert mark.x == "0.0%"
    assert mark.bar == ("0.0%", drawn.now)


def test_open_start_stands_where_it_ended():
    (mark,) = life("../2018", start="2018").marks
    assert mark.bar is None
    assert left(mark.x) > 99


def test_marks_differ_by_shape_and_each_type_is_named_once():
    both = [event("2020", MEETING), event("2021", STUDY), event("2022", MEETING), event("2023", None)]
    drawn = life(*both, results=[("achieved", "2021"), ("expected", "")])
    assert [(name, names) for name, _path, names in drawn.shapes] == [
        ("meeting", "Meeting report"),
        ("study", "Study"),
        ("", "other"),
        ("result", "result"),
    ]
    assert [mark.span.shape for mark in drawn.marks] == ["meeting", "study", "meeting", "", "result"]
    assert drawn.marks[-1].y > 0 > drawn.marks[0].y


def test_every_icon_has_a_shape_of_its_own():
    assert set(SHAPES) == {*EventType.Icon.values, "", "result", "expected"}
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_events_at_one_time_are_stacked():
    assert lanes([(10, 10), (10, 10), (11, 11), (20, 20)]) == [0, 1, 2, 0]
    crowded = lanes([(10, 10)] * 300)
    assert set(crowded) == set(range(MOST_LANES))


def test_years_are_few_and_even():
    for last in (2021, 2026, 2050, 2600):
        years = [int(year) for year, _share in Axis.over([date(2020, 5, 1), date(last, 5, 1)]).years]
        assert 1 <= len(years) <= 8
        assert years[0] <= 2020
        assert len({b - a for a, b in pairwise(years)}) <= 1


def test_what_is_drawn_and_what_is_not_is_counted_in_words():
    assert life("2019-03", "2020", "", start="2020-05").words == "3 events, 2019 to 2020, 1 without a date is not drawn"
    assert life("2020").words == "1 event, in 2020"
    assert life(results=[("achieved", "2020")]).words == ""


def test_marks_tell_names_of_events_whole_and_results_in_short():
    long, entry = "Words " * 30, event("2020")
    entry.title = long
    results = [{"id": "1", "text": long, "state": "achieved", "date": "2021"}]
    of_event, of_result = (mark.span.name for mark in lifeline(Dossier(results=results), [entry], TODAY).marks)
    assert of_event == f"2020: {long}"
    assert of_result == f"2021: {long[:59]}…"


@pytest.mark.parametrize("language", ["en", "fr", "el"])
def test_numbers_are_written_for_machines_in_every_language(language):
    with translation.override(language):
        text = render_to_string("dossiers/_lifeline.html", {"life": life("2020-01", "2021-05-05", start="2020")})
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse("<!DOCTYPE html><title>x</title>" + text)
    shares = [one.get(name) for one in tree.iter() for name in ("x", "x1", "x2") if one.get(name)]
    assert all(float(share.removesuffix("%")) <= 100 for share in shares)


def test_drawing_of_hundreds_of_events_is_low_and_light():
    drawn = life(*[f"{2000 + n % 20}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(400)], start="2000")
    assert drawn.height < 150
    assert len(render_to_string("dossiers/_lifeline.html", {"life": drawn})) < 400 * 140


@pytest.mark.django_db
def test_drawing_on_the_page_is_a_way_to_the_events(client):
    item = make.published(make.taskforce("Bretagne", start="2020-05", status="ongoing"))
    make.published(make.event("Meeting", date="2021", taskforces=[item]))
    with time_machine.travel("2026-07-01 12:00"):
        page = read(client, "/taskforces/bretagne/")
    (drawing,) = page.all(aria_label="Life line")
    (link,) = drawing.iter(f"{SVG}a")
    assert (link.get("href"), words(link)) == ("#meeting", "2021: Meeting")
    assert "today" in words(drawing)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "editions/1/"])
def test_marks_lead_to_the_whole_timeline_where_their_events_are_not_on_the_page(client, page):
    item = make.taskforce("Bretagne", start="2020-05", results=["A network"])
    item.results.update(date="2021-06")
    make.published(make.touched(item))
    for title, kind in (("Talk", make.event_type("Video", icon="video")), ("Meeting", make.event_type())):
        make.published(make.event(title, date="2021", taskforces=[item], type=kind))
    path = f"/taskforces/bretagne/{page}"
    for query, whole in (
        ("?type=video", path),
        ("?type=video&order=oldest", f"{path}?order=oldest"),
        ("?type=x", path),
    ):
        narrowed = read(client, path + query)
        links = {words(link): link.get("href") for link in narrowed.all("figure", "life")[0].iter(f"{SVG}a")}
        talk = f"{whole}#talk" if query == "?type=x" else "#talk"
        assert links.pop("June 2021: A network").startswith("#result_")
        assert links == {"2021: Talk": talk, "2021: Meeting": f"{whole}#meeting"}
        assert read(client, whole).all(id="meeting")


@pytest.mark.django_db
def test_page_without_dates_has_no_drawing(client):
    item = make.published(make.taskforce("Bretagne", status="ongoing"))
    make.published(make.event("Meeting", taskforces=[item]))
    assert read(client, "/taskforces/bretagne/").all("figure", "life") == []


def test_life_and_chart_put_a_day_at_the_same_place():
    days = [date(2011, 5, 1), date(2019, 3, 7), TODAY + AHEAD]
    drawn = life("2011-05-01", TODAY.isoformat(), (TODAY + AHEAD).isoformat(), start="2019-03-07", status="ongoing")
    chart = Spans([], {1: [(day, day) for day in days]}, TODAY)
    assert drawn.axis == chart.axis
    assert chart.x(TODAY) == round(10 * drawn.axis.place(TODAY))
    assert left(drawn.now) == pytest.approx(chart.x(TODAY) / 10, abs=0.1)
