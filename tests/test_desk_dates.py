"""Dates in the desk's forms: what cannot be read is offered as buttons, and a range is no start and no end."""

import pytest

from taskforces.models import Taskforce
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db


def offers(response):
    """The buttons that put a date in the place of what was typed: {label: value}."""
    buttons = [each for each in desk.tree(response).iter("button") if each.get("name") == "_check"]
    return {"".join(each.itertext()): each.get("value") for each in buttons}


def test_the_nearest_date_is_taken_by_one_press_and_nothing_is_saved(editor):
    refused = desk.send(editor, desk.adding(Event), title="Kick-off", date="school year 2020/21")
    shown = offers(refused)
    assert list(shown) == ["Take “September 2020 – June 2021”", "Take “2020–2021”"]
    taken = editor.post(desk.adding(Event), desk.filled(refused) | {"_check": shown["Take “2020–2021”"]})
    assert desk.filled(taken)["date"] == "2020–2021"
    assert offers(taken) == {}
    assert not Event.objects.exists()


def test_the_date_of_a_result_is_offered_too(editor):
    item = make.taskforce(results=["A network"])
    refused = desk.send(editor, desk.address(item), results__0__date="mid-2019")
    value = offers(refused)["Take “about 2019”"]
    taken = editor.post(desk.address(item), desk.filled(refused) | {"_check": value})
    assert desk.filled(taken)["results-0-date"] == "about 2019"


def test_start_and_end_take_no_range_without_asking(editor):
    refused = desk.send(editor, desk.adding(Taskforce), title="Pact", start="2019–2021", end="since 2022")
    assert list(desk.errors(refused)) == ["start", "end"]
    assert "This is a range: when did it start?" in desk.errors(refused)["start"][0]
    assert list(offers(refused)) == [
        "Take “2019”",
        "Start “2019”, end “2021”",
        "Start “2022”, end “–”",
    ]
    assert not Taskforce.objects.exists()


def test_a_range_fills_both_fields_by_one_press(editor):
    refused = desk.send(editor, desk.adding(Taskforce), title="Pact", start="2019–2021")
    value = offers(refused)["Start “2019”, end “2021”"]
    taken = editor.post(desk.adding(Taskforce), desk.filled(refused) | {"_check": value})
    editor.post(desk.adding(Taskforce), desk.filled(taken) | {"_save": "1"})
    item = Taskforce.objects.get()
    assert (item.start, item.end) == ("2019", "2021")


def test_a_range_that_is_meant_is_kept_and_not_asked_about_again(editor):
    refused = desk.send(editor, desk.adding(Taskforce), title="Pact", start="Q1 2020")
    assert "known no better" in desk.text(refused)
    editor.post(desk.adding(Taskforce), desk.filled(refused) | {"range_is_meant": "on", "_save": "1"})
    item = Taskforce.objects.get()
    assert item.start == "2020-01/2020-03"
    assert desk.send(editor, desk.address(item), region="Riga").status_code == 302


def test_whether_a_range_is_meant_is_no_word_of_the_taskforce(editor):
    item = make.published(make.taskforce(start="2020-01/2020-03"))
    desk.send(editor, desk.address(item), range_is_meant="on")
    assert Taskforce.objects.get().state == "published"


def test_the_tick_is_hidden_where_there_is_no_range(editor):
    for start, kind in (("2020", "hidden"), ("2020/2021", "checkbox")):
        opened = desk.tree(editor.get(desk.address(make.taskforce(f"Since {start}", start=start))))
        assert [each.get("type") for each in opened.iter("input") if each.get("name") == "range_is_meant"] == [kind]


@pytest.mark.parametrize("side", ["start", "end", "", "x", "<b>"])
def test_the_line_below_a_date_asks_about_ranges_at_the_ends_of_something(editor, side):
    told = editor.get("/admin/read-date/", {"text": "2019–2021", "side": side}).json()
    assert told["ranged"] == (side in ("start", "end"))
    assert len(told["nearest"]) == (2 if side in ("start", "end") else 0)


@pytest.mark.parametrize("text", ["07/12/2017", "x" * 5000, "2020-21", "é\u202e", "before " * 20, "~" * 90, "-" * 99])
def test_any_text_is_answered(editor, text):
    told = editor.get("/admin/read-date/", {"text": text, "side": "start"}).json()
    assert told["ok"] is False
    assert told["message"]
