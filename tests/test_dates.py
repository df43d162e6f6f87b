"""Imprecise dates: what people may type, what is refused, what is kept, how it reads."""

from datetime import date, timedelta

import edtf as reference
import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from text import dates
from text.dates.nearest import nearest
from text.dates.points import parse

READABLE = {
    "": "",
    "   ": "",
    "2015": "2015",
    "May 2020": "2020-05",
    "05/2020": "2020-05",
    "5/2020 – 1/2021": "2020-05/2021-01",
    "may, 2020": "2020-05",
    "MAY 2020": "2020-05",
    "Sept. 2020": "2020-09",
    "26 Apr 2016": "2016-04-26",
    "29 September 2016": "2016-09-29",
    "1st of May 2020": "2020-05-01",
    "the 24th August, 2022": "2022-08-24",
    "May 1, 2020": "2020-05-01",
    "February 29, 2024": "2024-02-29",
    "Sunday, 27 September 2020": "2020-09-27",
    "Sun 27 Sep 2020": "2020-09-27",
    "2020-05-01": "2020-05-01",
    "2017/12/07": "2017-12-07",
    "24.8.2022": "2022-08-24",
    "05/17/2017": "2017-05-17",  # there is no month 17
    "17/05/2017": "2017-05-17",
    "03/03/2017": "2017-03-03",  # the same either way
    "24–25 August 2022": "2022-08-24/2022-08-25",
    "24-25 August 2022": "2022-08-24/2022-08-25",
    "24 — 25 August 2022": "2022-08-24/2022-08-25",
    "24. – 25.8.2022": "2022-08-24/2022-08-25",
    "24 and 25 August 2022": "2022-08-24/2022-08-25",
    "24 & 25 August 2022": "2022-08-24/2022-08-25",
    "from 24 to 25 August 2022": "2022-08-24/2022-08-25",
    "between 24 and 27 August 2022": "2022-08-24/2022-08-27",
    "August 24-25, 2022": "2022-08-24/2022-08-25",
    "24 August 2022 to 25 August 2022": "2022-08-24/2022-08-25",
    "24\u00a0August\u20092022\u200b": "2022-08-24",
    "30 August – 2 September 2022": "2022-08-30/2022-09-02",
    "August 30 – September 2, 2022": "2022-08-30/2022-09-02",
    "30 December 2022 – 2 January 2023": "2022-12-30/2023-01-02",
    "3 February 2023 to 3 March 2023": "2023-02-03/2023-03-03",
    "May–June 2020": "2020-05/2020-06",
    "2016-2019": "2016/2019",
    "2016–2019": "2016/2019",
    "from 2016 until 2019": "2016/2019",
    "May 2016 – 2019": "2016-05/2019",
    "2016 – 2016": "2016",
    "about 2018": "2018~",
    "c. 2018": "2018~",
    "ca 2018": "2018~",
    "circa May 2018": "2018-05~",
    "around 1 May 2018": "2018-05-01~",
    "~2018": "2018~",
    "about 2016 – about 2019": "2016~/2019~",
    "from about 2016 to 2019": "2016~/2019",
    "2016 – about 2019": "2016/2019~",
    "2016 –": "2016/..",
    "2016 - present": "2016/..",
    "2016 onwards": "2016/..",
    "since 2016": "2016/..",
    "from May 2016": "2016-05/..",
    "since about 2016": "2016~/..",
    "until 2016": "../2016",
    "till May 2016": "../2016-05",
    "spring 2020": "2020-21",
    "Fall 2020": "2020-23",
    "in the summer of 2020": "2020-22",
    "spring–autumn 2020": "2020-21/2020-23",
    "winter 2020/2021": "2020-24",
    "winter 2020-21": "2020-24",
    "winter 1999/2000": "1999-24",
    "Q1 2020": "2020-01/2020-03",
    "2020 Q4": "2020-10/2020-12",
    "2020-Q2": "2020-04/2020-06",
    "the third quarter of 2019": "2019-07/2019-09",
    "1990s": "1990/1999",
    "in the 2010s": "2010/2019",
    "before 2015": "../2014",
    "20-May-2020": "2020-05-20",
    "20/may/2020": "2020-05-20",
    "3-mars-2021": "2021-03-03",
    "mai 2020": "2020-05",
    "24 août 2022": "2022-08-24",
    "24.–25. Jänner 2022": "2022-01-24/2022-01-25",
    "7 marca 2020": "2020-03-07",
    "15 Μαΐου 2019": "2019-05-15",
    "3 март 2021": "2021-03-03",
    "1 września 2020 – 30 czerwca 2021": "2020-09-01/2021-06-30",
    "settembru 2018": "2018-09",
    "2018~": "2018~",
    "2016/..": "2016/..",
    "../2016": "../2016",
    "2018~/2020": "2018~/2020",
    "2020-21/2020-23": "2020-21/2020-23",
    "2022-08-24/2022-08-25": "2022-08-24/2022-08-25",
    "2022-08-24/25": "2022-08-24/2022-08-25",
}

REFUSED = {
    "07/12/2017": "7 December 2017 or 12 July 2017",
    "07-12-2017": "7 December 2017 or 12 July 2017",
    "13/13/2017": "no month 13",
    "31 April 2020": "April 2020 has no day 31",
    "29 February 2023": "February 2023 has no day 29",
    "2020-13": "no month 13",
    "2020-00": "no month 0",
    "0 May 2020": "no day 0",
    "2019–2016": "end is before the start",
    "30 December – 2 January 2023": "end is before the start",
    "Monday, 27 September 2020": "27 September 2020 is a Sunday, not a Monday",
    "winter 2020": "winter 2019/2020",
    "winter 2020/2022": "one year to the next",
    "about spring 2020": "Leave out “about”",
    "2020-21": "“spring 2020” or as “2020–2021”",
    "2016-19": "“2016–2019”",
    "2010–12": "not written in full",
    "about 2016–2019": "from about 2016 to 2019",
    "24 and 26 August 2022": "the first and the last",
    "24 August": "year is missing",
    "May 20": "year is missing",
    "May – 2020": "year is missing",
    "12 2017": "month is missing",
    "24 August 22": "year with four digits",
    "0999": "from 1000 to 2999",
    "3000": "from 1000 to 2999",
    "20200501": "four digits",
    "2020?": "question mark",
    "2 May 2020, 09:00": "time of day",
    "early 2020": "“January–April 2020” or “about 2020”",
    "mid-2019": "“May–August 2019” or “about 2019”",
    "the end of 2019": "“September–December 2019”",
    "school year 2020–2021": "“September 2020 – June 2021”",
    "academic year 2020/21": "“September 2020 – June 2021”",
    "before May 2020": "“before”",
    "Q5 2020": "“q”",
    "1995s": "Type for example",
    "listopad 2020": "October / November",
    "maius 2020": "“maius”",
    "2 May 2020 May 2021": "dash between two dates",
    "Monday May 2020": "Type for example",
    "2016 – 2018 – 2020": "Type for example",
    "between 2016": "Type for example",
    "2020/": "Type for example",
    "–": "Type for example",
    "about": "year is missing",
    "２０２０": "digits 0 to 9",
    "٢٠٢٠": "digits 0 to 9",
    "2020\0": "digits 0 to 9",
    "<b>2020</b>": "digits 0 to 9",
    "2020" * 100: "too long",
}

WRITTEN = {
    "en": {
        "": "",
        "2015": "2015",
        "2020-05": "May 2020",
        "2020-05-01": "1 May 2020",
        "2018~": "about 2018",
        "2022-08-24/2022-08-25": "24–25 August 2022",
        "2022-08-30/2022-09-02": "30 August – 2 September 2022",
        "2022-12-30/2023-01-02": "30 December 2022 – 2 January 2023",
        "2020-05/2020-06": "May – June 2020",
        "2016/2019": "2016–2019",
        "2016-05/2019": "May 2016 – 2019",
        "2016~/2019": "from about 2016 to 2019",
        "2016~/2019~": "about 2016 – about 2019",
        "2016/..": "since 2016",
        "../2016-05": "until May 2016",
        "2020-21": "spring 2020",
        "2020-24": "winter 2020/2021",
    },
    "fr": {
        "2020-05": "mai 2020",
        "2022-08-24/2022-08-25": "24–25 août 2022",
        "2022-08-30/2022-09-02": "30 août – 2 septembre 2022",
        "2016/2019": "2016–2019",
    },
    "de": {
        "2020-05-01": "1. Mai 2020",
        "2022-08-24/2022-08-25": "24.–25. August 2022",
        "2022-08-30/2022-09-02": "30. August – 2. September 2022",
        "2020-05/2020-06": "Mai–Juni 2020",
    },
    "hu": {"2015": "2015", "2020-05-01": "2020. május 1.", "2022-08-24/2022-08-25": "2022. augusztus 24–25."},
    "lt": {"2020-05-01": "2020 m. gegužės 1 d."},
    "en-us": {"2020-05-01": "May 1, 2020"},
    "nowhere": {"2020-05-01": "1 May 2020"},
}


@st.composite
def points(draw) -> str:
    """Any single EDTF form of the short list."""
    day = draw(st.dates(date(1000, 1, 1), date(2999, 12, 31)))
    form = draw(st.sampled_from(["{0:%Y}", "{0:%Y-%m}", "{0:%Y-%m-%d}", "{0:%Y}-{1}"]))
    text = form.format(day, draw(st.integers(21, 24))).zfill(4)
    return text if "{1}" in form else text + draw(st.sampled_from(["", "~"]))


@st.composite
def edtf(draw) -> str:
    """Any EDTF string of the short list."""
    first, last = sorted((draw(points()), draw(points())), key=lambda text: dates.bounds(text)[0])
    forms = [first, f"{first}/..", f"../{first}"] + [f"{first}/{last}"] * (first != last)
    return draw(st.sampled_from(forms))


SNIPPETS = [
    *READABLE,
    *REFUSED,
    "~",
    "..",
    "/",
    "-",
    "–",
    "31",
    "0",
    "Feb",
    "winter",
    "since",
    "and",
    "st",
    "\u202e",
    "½",
]
typed = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(SNIPPETS), max_size=5).map(" ".join))


@pytest.mark.parametrize("text", READABLE)
def test_what_people_type_is_understood(text):
    assert dates.read(text) == READABLE[text]


NEAREST = {
    "07/12/2017": ["7 December 2017", "12 July 2017"],
    "07/12/2017 – 9 December 2017": ["7–9 December 2017", "12 July – 9 December 2017"],
    "Monday, 27 September 2020": ["27 September 2020"],
    "winter 2020": ["winter 2019/2020", "winter 2020/2021"],
    "winter 2020/2022": [],
    "about spring 2020": ["spring 2020"],
    "2020-21": ["spring 2020", "2020–2021"],
    "2020-24": ["winter 2020/2021", "2020–2024"],
    "2016-19": ["2016–2019"],
    "2010–12": ["2010–2012"],
    "about 2016–2019": ["from about 2016 to 2019", "about 2016 – about 2019"],
    "24 and 26 August 2022": ["24–26 August 2022"],
    "24 August 22": ["24 August 2022"],
    "2020?": ["about 2020"],
    "2 May 2020, 09:00": ["2 May 2020"],
    "2 May 2020 at 9:00": ["2 May 2020"],
    "early 2020": ["January – April 2020", "about 2020"],
    "mid-2019": ["May – August 2019", "about 2019"],
    "school year 2020–2021": ["September 2020 – June 2021", "2020–2021"],
    "academic year 2020/21": ["September 2020 – June 2021", "2020–2021"],
    "before May 2020": ["until April 2020"],
    "before 1 March 2020": ["until 29 February 2020"],
    "before until 2020": [],
    "listopad 2020": ["October 2020", "November 2020"],
    "31 April 2020": [],
    "one day": [],
    "": [],
}


@pytest.mark.parametrize("text", NEAREST)
def test_what_comes_nearest_is_offered(text):
    if NEAREST[text]:
        assert [each["label"] for each in dates.explain(text)["nearest"]] == [
            f"Take “{date}”" for date in NEAREST[text]
        ]
    assert nearest(text) == NEAREST[text]


def test_a_day_without_a_year_may_be_of_this_year_or_the_last(monkeypatch):
    monkeypatch.setattr("text.dates.nearest.timezone.localdate", lambda: date(2024, 3, 1))
    assert nearest("24 August") == ["24 August 2024", "24 August 2023"]
    assert nearest("29 February") == ["29 February 2024"]


@given(typed)
def test_whatever_is_offered_can_be_read(text):
    offers = nearest(text)
    assert len(offers) <= 3
    for offer in offers:
        assert dates.written(dates.read(offer), "en") == offer


ENDS = {
    ("2019–2021", "start"): [("2019", ""), ("2019", "2021")],
    ("2019–2021", "end"): [("2021", ""), ("2021", "2019")],
    ("since May 2019", "start"): [("May 2019", "")],
    ("since 2019", "end"): [("", "2019")],
    ("until 2021", "start"): [("", "2021")],
    ("about 2016 – about 2019", "start"): [("about 2016", ""), ("about 2016", "about 2019")],
    ("Q1 2020", "start"): [("January 2020", ""), ("January 2020", "March 2020")],
    ("2019", "start"): [],
    ("spring 2020", "end"): [],
}


@pytest.mark.parametrize(("text", "side"), ENDS)
def test_a_range_where_something_starts_or_ends_is_asked_about(text, side):
    told = dates.explain(text, side)
    assert [(each["text"], each["other"]) for each in told["nearest"]] == ENDS[text, side]
    assert (told["ok"], told["ranged"], bool(told["message"])) == (True, bool(ENDS[text, side]), bool(ENDS[text, side]))


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_known_is_asked(text):
    with pytest.raises(dates.Unreadable) as refusal:
        dates.read(text)
    assert REFUSED[text] in str(refusal.value)


def test_today_and_yesterday_are_days():
    assert dates.read("Today", today=date(2024, 3, 1)) == "2024-03-01"
    assert dates.read("yesterday", today=date(2024, 3, 1)) == "2024-02-29"


@pytest.mark.parametrize(("language", "edtf"), [(language, edtf) for language in WRITTEN for edtf in WRITTEN[language]])
def test_a_date_has_one_written_form_in_each_language(language, edtf):
    expected = WRITTEN[language][edtf]
    assert dates.written(edtf, language).rstrip(".") == expected.rstrip(".")


def test_the_active_language_decides_when_none_is_named():
    with translation.override("de"):
        assert dates.written("2020-05") == "Mai 2020"


@given(edtf())
def test_what_is_shown_in_english_can_be_typed_back(edtf):
    assert dates.read(dates.written(edtf, "en")) == edtf


@given(edtf())
def test_the_reference_parser_knows_every_form_and_its_bounds(edtf):
    theirs = reference.parse_edtf(edtf)
    lower, upper = dates.bounds(edtf)
    assert lower is None or lower.timetuple()[:3] == tuple(theirs.lower_strict())[:3]
    # A winter of ours lasts until the end of February; the reference ends it with the year.
    if upper and not edtf.endswith("-24"):
        assert upper.timetuple()[:3] == tuple(theirs.upper_strict())[:3]


@given(typed)
def test_any_text_is_read_or_refused_with_a_sentence(text):
    told = dates.explain(text)
    if not told["ok"]:
        assert told["message"].endswith((".", "?"))
        return
    edtf = told["edtf"]
    lower, upper = dates.bounds(edtf)
    assert lower is None or upper is None or lower <= upper
    assert str(parse(edtf)) == edtf
    assert len(edtf) <= 40
    assert dates.read(dates.written(edtf, "en")) == edtf


@given(typed)
def test_no_text_that_is_not_on_the_list_passes_as_stored(text):
    try:
        span = parse(text)
    except dates.Unreadable:
        return
    assert str(span) == text


@pytest.mark.parametrize(
    "text", ["2020-1", "2020-05-32", "2020-02-30", "2020/2019", "2020/2020", "../..", "..", "/", "x"]
)
def test_only_one_spelling_is_stored(text):
    with pytest.raises(dates.Unreadable):
        dates.bounds(text)


def test_bounds_are_the_first_and_the_last_day_it_can_mean():
    assert dates.bounds("") == (None, None)
    assert dates.bounds("2015") == (date(2015, 1, 1), date(2015, 12, 31))
    assert dates.bounds("2020-02~") == (date(2020, 2, 1), date(2020, 2, 29))
    assert dates.bounds("2020-24") == (date(2020, 12, 1), date(2021, 2, 28))
    assert dates.bounds("2016/..") == (date(2016, 1, 1), None)
    assert dates.bounds("../2016-05") == (None, date(2016, 5, 31))


def test_a_date_says_how_exact_it_is():
    assert [dates.precision(text) for text in ("", "2015", "2015-02", "2015-21", "2015-02-01~")] == [
        *("", "year", "month", "season", "day")
    ]
    assert dates.precision("../2015-02") == "month"
    assert dates.is_about("2015/2016~")
    assert not dates.is_about("2015")
    assert dates.is_range("2015/..")
    assert not dates.is_range("2015")


def test_only_exact_single_dates_have_a_machine_form():
    machine = {text: text for text in ("2015", "2015-02", "2015-02-01")}
    machine |= dict.fromkeys(["", "2015~", "2015-21", "2015/2016", "2015/..", "../2015"], "")
    assert {text: dates.machine(text) for text in machine} == machine


def test_a_range_says_how_many_days_it_lasts():
    assert dates.days("2022-08-24/2022-08-25") == 2
    assert dates.days("2022-08-24") is None
    assert dates.days("2022/..") is None


@pytest.mark.parametrize(
    ("edtf", "duration"),
    {
        "2022-08-24/2022-08-25": (2, "day"),
        "2022-12-02/2023-01-30": (60, "day"),
        "2022-12-02/2023-01-31": (2, "month"),
        "2022-12/2023-01": (2, "month"),
        "2022-05/2022-05-20": (1, "month"),
        "2020-24/2021-21": (6, "month"),
        "2020-01-10/2020-06-09": (5, "month"),
        "2020-01-10/2020-06-10": (6, "month"),
        "2018-02/2019-12": (23, "month"),
        "2018-02/2020-01": (2, "year"),
        "2018-02/2020-02": (3, "year"),
        "2022/2023": (2, "year"),
        "2016/2020": (5, "year"),
        "2016/2020-03": (5, "year"),
        "2016~/2020": None,
        "2016/..": None,
        "../2016": None,
        "2016": None,
        "": None,
    }.items(),
)
def test_a_range_says_how_long_it_lasts_no_more_exactly_than_is_known(edtf, duration):
    assert dates.duration(edtf) == duration


@given(st.tuples(st.dates(date(1000, 1, 1), date(2900, 1, 1)), st.integers(1, 4000)))
def test_no_range_is_longer_than_is_said(when):
    start, length = when
    edtf = f"{start}/{start + timedelta(days=length)}"
    number, unit = dates.duration(edtf)
    assert dates.days(edtf) <= number * {"day": 1, "month": 31, "year": 366}[unit]


def test_a_range_over_two_weeks_asks_but_is_taken():
    fortnight, longer = (date(2023, 2, 1) + timedelta(days=days) for days in (13, 14))
    assert not dates.explain(f"2023-02-01/{fortnight}")["long"]
    told = dates.explain(f"2023-02-01/{longer}")
    assert (told["ok"], told["long"]) == (True, True)
    assert "15 days" in told["message"]


def test_the_line_below_the_field_says_how_a_date_reads_and_sorts():
    told = dates.explain("may 2020")
    assert (told["edtf"], told["written"], told["sorts_as"], told["message"]) == (
        "2020-05",
        "May 2020",
        "1 May 2020",
        "",
    )
    assert dates.explain("until 2016")["sorts_as"] == "31 December 2016"
    blank = {"ok": True, "long": False, "ranged": False, "nearest": []}
    assert dates.explain("") == dict.fromkeys(told, "") | blank
    assert not dates.explain("07/12/2017")["ok"]
    assert "July" in dates.explain("07/12/2017")["message"]


@pytest.mark.parametrize(
    ("edtf", "month"),
    [
        ("2020-05-01", "2020-05"),
        ("2020-05", "2020-05"),
        ("2020-08-27/2020-09-02", "2020-09"),
        ("2019/2020-09", "2020-09"),
        ("2020-05-01/2021", "2020-05-01/2021"),
        ("2020-05-01/..", "2020-05-01/.."),
        ("../2020-05-01", "../2020-05-01"),
        ("2020-05~", "2020-05~"),
        ("2020-21", "2020-21"),
        ("2020", "2020"),
        ("", ""),
    ],
)
def test_month_of_a_date_is_said_where_it_is_known(edtf, month):
    assert dates.month_of(edtf) == month
