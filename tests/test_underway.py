"""The years in which a taskforce was under way: the filter, its counts and the life line say the same."""

from datetime import date

import pytest
import time_machine
from django.db import transaction
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dossiers.drawings.life_parts import until
from dossiers.drawings.lifeline import Lifeline
from dossiers.lists.filtersets import DossierFilterSet
from dossiers.lists.underway import under_way_in
from publishing.editions import withdraw
from taskforces.models import Dossier
from tests import make
from tests.reading import read, words
from text.dates import bounds
from timeline.models import Entry

pytestmark = pytest.mark.django_db
TODAY = date(2022, 6, 1)
YEARS = range(2008, 2033)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY):
        yield


def years():
    """The years in which the only dossier was under way."""
    return [year for year in YEARS if under_way_in(Dossier.objects.all(), [year], TODAY)]


def with_result(item, edtf):
    item.results.create(text="A network", date=edtf)
    return make.published(item)


def test_taskforce_that_is_over_counts_until_its_last_event():
    item = make.published(make.taskforce("Pact", start="2016-09", status="finalised"))
    assert years() == [2016]
    event = make.published(make.event("Last", date="2018-11/2019-02", taskforces=[item]))
    assert years() == [2016, 2017, 2018, 2019]
    withdraw(event, reason="in_error")
    assert years() == [2016]


def test_taskforce_of_which_nobody_said_how_it_stands_counts_until_its_last_result():
    with_result(make.taskforce("Pact", start="2016"), "2018")
    assert years() == [2016, 2017, 2018]


def test_what_has_an_open_end_counts_until_today():
    item = make.published(make.taskforce("Pact", start="2020", status="finalised"))
    make.published(make.event("Series", date="2019/..", taskforces=[item]))
    assert years() == [2020, 2021, 2022]


def test_result_with_an_open_end_counts_until_today():
    with_result(make.taskforce("Pact", start="2020", status="finalised"), "2020/..")
    assert years() == [2020, 2021, 2022]


def test_end_that_is_open_is_no_end_of_one_that_is_over():
    make.published(make.taskforce("Pact", start="2020", end="2021/..", status="ongoing"))
    assert years() == [2020]


def test_events_do_not_lengthen_a_taskforce_whose_end_is_known():
    item = make.published(make.taskforce("Pact", start="2016", end="2017", status="finalised"))
    make.published(make.event("After", date="2020", taskforces=[item]))
    assert years() == [2016, 2017]


def test_chosen_year_is_counted_though_no_taskforce_names_it(client):
    make.published(make.taskforce("Pact", countries=["FR"], start="2010", end="2012"))
    make.published(make.taskforce("Ongoing", countries=["NO"], start="2020", status="ongoing"))
    for year, number in {"2015": 0, "1999": 0, "2040": 1}.items():
        page = read(client, f"/taskforces/?year={year}")
        assert len(page.texts("h2", "card-title")) == number
        (label,) = [label for label in page.all("label", "choice") if label[0].get("value") == year]
        assert words(label) == f"{year} {number}"


def choices(query):
    return DossierFilterSet(QueryDict(query), queryset=Dossier.objects.all()).choices


DATES = [
    "2012",
    "2014-03",
    "2015-24",
    "2016~",
    "2018/2019",
    "2017/..",
    "../2020",
    "2022-06-01",
    "2023-01",
    "2025/..",
    "2030",
]
edtf = st.sampled_from(["", *DATES])
statuses = st.sampled_from(["", "planned", "ongoing", "paused", "finalised"])
lives = st.tuples(edtf, edtf, statuses, st.lists(edtf, max_size=3), st.lists(edtf, max_size=3))


def publish_life(number, start, end, status, events, results):
    starts, ends = bounds(start)[0], bounds(end)[1]
    if starts and ends and starts > ends:
        end = ""
    item = make.taskforce(f"Taskforce {number}", start=start, end=end, status=status)
    for result in results:
        item.results.create(text="A result", date=result)
    make.published(item)
    for event in events:
        make.published(make.event("An event", date=event, taskforces=[item]))


def drawn_years(dossier):
    """The first and the last year of the life that is drawn; None where there is none."""
    if not bounds(dossier.start)[0]:
        return None
    drawn = Lifeline(dossier, list(Entry.objects.of([dossier.pk])), TODAY)
    told = [span.upper for span in drawn.events + drawn.results]
    return drawn.start[0].year, until(dossier, told, TODAY).year


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(lives, min_size=1, max_size=3))
def test_filter_counts_and_life_line_agree(drawn):
    with transaction.atomic():
        for number, life in enumerate(drawn):
            publish_life(number, *life)
        spans = {dossier: drawn_years(dossier) for dossier in Dossier.objects.all()}
        assert_all_agree({dossier: span for dossier, span in spans.items() if span})
        transaction.set_rollback(True)


def assert_all_agree(spans):
    """The rows of each year, and the number beside it, whichever year is chosen too."""
    offered = {choice.value: choice.number for choice in choices("year=2028")["year"]}
    assert "2028" in offered
    for year in range(2010, 2029):
        rows = set(DossierFilterSet(QueryDict(f"year={year}"), queryset=Dossier.objects.all()).rows())
        if year <= TODAY.year:
            assert rows == {dossier for dossier, (first, last) in spans.items() if first <= year <= last}
        assert offered.get(str(year), 0) == len(rows)
