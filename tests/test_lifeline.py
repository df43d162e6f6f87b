"""The life line of a dossier: what is drawn, where, and what it says in words. Drawing asks no database."""

from datetime import date
from itertools import pairwise

import html5lib
import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import translation

from dossiers.drawings.axis import MOST_LANES, Axis, lanes
from dossiers.drawings.lifeline import SHAPES, lifeline
from dossiers.drawings.spans import AHEAD, Spans
from taskforces.models.live import Dossier
from tests import make
from tests.reading import read, words
from text.dates import bounds
from timeline.models.live import Entry
from timeline.models.reference import EventType

TODAY = date(2026, 7, 1)
MEETING, STUDY = EventType(name="Meeting report", icon="meeting"), EventType(name="Study", icon="study")


def event(when, kind=MEETING):
    lower, upper = bounds(when)
    return Entry(date=when, sort_date=lower or upper, type=kind)


def life(*events, results=(), **given):
    """The life line of a dossier with these events (or their dates), and results as (state, date)."""
    entries = [event(one) if isinstance(one, str) else one for one in events]
    told = [{"state": state, "date": when} for state, when in results]
    return lifeline(Dossier(results=told, **given), entries, TODAY)


def left(share):
    return float(share.removesuffix("%"))


@pytest.mark.parametrize("given", [{}, {"status": "ongoing"}, {"end": "2020"}, {"start": "../2018"}])
def test_nothing_is_drawn_when_nothing_is_known(given):
    assert life(**given) is None
    assert life("", "", **given) is None


def test_life_goes_on_until_today():
    drawn = life("2024-01-01", start="2024", status="ongoing")
    assert drawn.span == ("0.0%", drawn.now)
    assert left(drawn.now) == pytest.approx(100 * (TODAY - date(2024, 1, 1)).days / 1096, abs=0.1)
    assert drawn.over == ""


def test_life_ends_where_it_ended_and_today_is_not_drawn():
    drawn = life("2020-06", start="2020", end="2021-12-31", status="finalised")
    assert drawn.span == ("0.0%", "99.9%") == ("0.0%", drawn.over)
    assert drawn.now == ""


def test_life_without_a_known_end_lasts_as_long_as_is_known():
    drawn = life("2020-06-30", start="2020", status="finalised")
    assert left(drawn.span[1]) == pytest.approx(49.5, abs=0.2)
    assert (drawn.over, drawn.now) == ("", "")


def test_events_before_the_start_are_on_the_line():
    drawn = life("2010", start="2020", status="ongoing")
    assert left(drawn.span[0]) > left(drawn.marks[0].x) > 0


def test_dossier_without_start_shows_its_events_only():
    drawn = life("2020-06-12", "2021-06-12")
    assert drawn.span is None
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
    (mark,) = [mark for mark in life(event(when, STUDY), "2021-12-31", "2020-01-01").marks if mark.shape == "study"]
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
        ("", ""),
        ("result", ""),
    ]
    assert [mark.shape for mark in drawn.marks] == ["meeting", "study", "meeting", "", "result"]
    assert drawn.marks[-1].y > 0 > drawn.marks[0].y


def test_every_icon_has_a_shape_of_its_own():
    assert set(SHAPES) == {*EventType.Icon.values, "", "result"}
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


def test_drawing_is_told_as_a_sentence():
    results = [("achieved", "2021"), ("achieved", ""), ("expected", "")]
    drawn = life("2019-03", "2020", "", results=results, start="2020-05", status="ongoing")
    assert drawn.words == (
        "Start: May 2020, 3 events, the first in 2019, the last in 2020, "
        "2 results achieved, 1 result expected, today: ongoing"
    )
    assert life("2020").words == "Start not known, 1 event, the first in 2020, the last in 2020"
    assert life(start="2018", end="2020", status="finalised").words == "Start: 2018, end: 2020, finalised"


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
    assert len(render_to_string("dossiers/_lifeline.html", {"life": drawn})) < 400 * 80


@pytest.mark.django_db
def test_drawing_on_the_page_is_named_by_its_sentence(client):
    item = make.published(make.taskforce("Bretagne", start="2020-05", status="ongoing"))
    make.published(make.event("Meeting", date="2021", taskforces=[item]))
    with time_machine.travel("2026-07-01 12:00"):
        page = read(client, "/taskforces/bretagne/")
    (picture,) = page.all(role="img")
    (sentence,) = page.all(id=picture.get("aria-labelledby"))
    assert words(sentence) == "Start: May 2020, 1 event, the first in 2021, the last in 2021, today: ongoing"
    assert "today" in words(picture)


@pytest.mark.django_db
def test_page_without_dates_has_no_drawing(client):
    item = make.published(make.taskforce("Bretagne", status="ongoing"))
    make.published(make.event("Meeting", taskforces=[item]))
    assert read(client, "/taskforces/bretagne/").all("figure", "life") == []


def test_life_and_chart_put_a_day_at_the_same_place():
    days = [date(2011, 5, 1), date(2019, 3, 7), TODAY + AHEAD]
    drawn = life("2011-05-01", TODAY.isoformat(), (TODAY + AHEAD).isoformat(), start="2019-03-07", status="ongoing")
    chart = Spans([], {1: days}, TODAY)
    assert drawn.axis == chart.axis
    assert chart.x(TODAY) == round(10 * drawn.axis.place(TODAY))
    assert left(drawn.now) == pytest.approx(chart.x(TODAY) / 10, abs=0.1)
