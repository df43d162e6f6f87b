"""The timeline's order is one: on the page, beside an event, on cards, and at the desk."""

import random
from datetime import date

import pytest

from dossiers.reading.neighbours import places
from taskforces.models import Dossier
from tests import desk, make
from tests.reading import read, words
from timeline.models.dossier_events import with_events
from timeline.models.live import Entry

# Title, date, position: as they must stand. An open start counts by its end; positions and titles break ties.
IN_ORDER = [
    ("Open end", "2023/..", 0),
    ("Day", "2022-08-24", 0),
    ("Open start", "../2021-06", 0),
    ("Second of its day, b", "2021-05-01", 0),
    ("Year", "2020", 0),
    ("First position", "2018-03", -1),
    ("Early title", "2018-03", 1),
    ("Late title", "2018-03", 1),
    ("Undated, first", "", 0),
    ("Undated, then", "", 1),
]
TITLES = [title for title, _date, _position in IN_ORDER]


@pytest.fixture
def taskforce(db):
    """A taskforce whose events were written down in any order."""
    item = make.published(make.taskforce("Bretagne"))
    for title, when, position in random.sample(IN_ORDER, len(IN_ORDER)):
        make.published(make.event(title, date=when, position=position, taskforces=[item]))
    return item


def test_page_and_list_keep_the_order_and_turn_it_round(client, taskforce):
    page = read(client, "/taskforces/bretagne/")
    headings = page.all("h3", "entry-title") + page.all("h4", "entry-title")
    assert [words(heading) for heading in headings] == TITLES
    assert [entry.title for entry in Entry.objects.newest_first()] == TITLES
    dated, undated = TITLES[:-2], TITLES[-2:]
    assert [entry.title for entry in Entry.objects.oldest_first()] == dated[::-1] + undated[::-1]


def test_neighbours_are_those_on_the_page(taskforce):
    dated = [title for title, when, _position in IN_ORDER if when]
    around = [None, *dated, None]
    for number, title in enumerate(dated, 1):
        (place,) = places(Entry.objects.get(title=title))
        near = (place.newer, place.older)
        assert tuple(entry and entry.title for entry in near) == (around[number - 1], around[number + 1])


def test_card_names_the_date_of_the_newest(taskforce):
    assert with_events(Dossier.objects.all(), date(2024, 1, 1)).get().latest_date == "2023/.."


def test_panel_at_the_desk_keeps_the_order(client, taskforce):
    client.force_login(make.editor())
    text = desk.text(client.get(desk.address(taskforce)))
    places = [text.index(title) for title in TITLES]
    assert places == sorted(places)


def test_desk_sorts_the_column_of_dates_the_same_way(client, taskforce):
    client.force_login(make.editor())
    column = client.get("/admin/timeline/event/").context["cl"].list_display.index("written_date")
    events = client.get(f"/admin/timeline/event/?o=-{column}").context["cl"].result_list
    dated = [event.date for event in events if event.date]
    assert dated == [when for _title, when, _position in IN_ORDER if when]
