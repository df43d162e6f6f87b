"""How a taskforce stands, in one sentence made of its record."""

from datetime import date

import pytest

from dossiers.reading.status_line import silence, status_line
from taskforces.models.live import Dossier

TODAY = date(2026, 5, 9)


def dossier(status="", start="", end="", *, results=(), objectives=0, confirmed_on=None):
    """A dossier that was never written. `results` are (state, date, numbers of objectives)."""
    return Dossier(
        status=status,
        start=start,
        end=end,
        confirmed_on=confirmed_on,
        objectives=[{"id": str(number), "text": "o"} for number in range(1, objectives + 1)],
        results=[
            {"id": str(n), "text": "r", "state": state, "date": day, "objectives": list(numbers)}
            for n, (state, day, numbers) in enumerate(results)
        ],
    )


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (("", "", ""), ""),
        (("ongoing", "", ""), "Ongoing"),
        (("ongoing", "2020-05-01", ""), "Ongoing since May 2020"),
        (("ongoing", "2020-05", ""), "Ongoing since May 2020"),
        (("ongoing", "2020-21", ""), "Ongoing since spring 2020"),
        (("ongoing", "2018~", ""), "Ongoing since about 2018"),
        (("ongoing", "2026-06", ""), "Ongoing, start: June 2026"),
        (("ongoing", "../2018", ""), "Ongoing, start: until 2018"),
        (("paused", "2018", ""), "Paused, begun 2018"),
        (("planned", "2027", ""), "Planned, to begin: 2027"),
        (("planned", "", ""), "Planned"),
        (("finalised", "2018-08-20", ""), "Finalised, begun August 2018"),
        (("finalised", "2016", "2019-06"), "Finalised, 2016 to June 2019"),
        (("finalised", "", "2019-06"), "Finalised, ended: June 2019"),
        (("", "2020-05", ""), "Begun May 2020"),
        (("", "2027", ""), "Start: 2027"),
        (("", "2016", "2019"), "2016 to 2019"),
    ],
)
def test_status_is_told_with_what_is_known_of_start_and_end(given, line):
    assert status_line(dossier(*given), [], TODAY) == line


@pytest.mark.parametrize(
    ("objectives", "results", "line"),
    [
        (0, [], "Ongoing"),
        (3, [], "Ongoing; 0 of 3 objectives have a result"),
        (3, [("achieved", "", "12"), ("achieved", "", "2")], "Ongoing; 2 of 3 objectives have a result"),
        (1, [("achieved", "", "1")], "Ongoing; 1 of 1 objective has a result"),
        (2, [("achieved", "", "1"), ("expected", "", "2")], "Ongoing; 1 of 2 objectives have a result"),
        # Nobody said which objective the results answer: then it is not said that none has one.
        (2, [("achieved", "", ""), ("achieved", "", "")], "Ongoing; 2 results achieved"),
        (0, [("achieved", "", "")], "Ongoing; 1 result achieved"),
        (2, [("expected", "", "12")], "Ongoing; 0 of 2 objectives have a result"),
        (0, [("expected", "", "")], "Ongoing"),
        # An objective that was taken out since.
        (1, [("achieved", "", "9")], "Ongoing; 1 result achieved"),
    ],
)
def test_results_are_counted_by_objective_where_they_name_one(objectives, results, line):
    assert status_line(dossier("ongoing", objectives=objectives, results=results), [], TODAY) == line


@pytest.mark.parametrize(
    ("edtfs", "since"),
    [
        (["2020-12-02", "2018"], "December 2020"),
        (["2020-12", ""], "December 2020"),
        (["2020"], "2020"),
        (["2020~"], "about 2020"),
        (["2020-08-27/2020-09-02"], "September 2020"),
        (["2016/2020"], "2016–2020"),
        (["2024-11-09"], "November 2024"),
        (["2024-11-10"], ""),
        (["2020", "2026-05"], ""),
        (["2020", "2027-01-01"], ""),
        (["2018/.."], ""),
        ([""], ""),
        ([], ""),
    ],
)
def test_long_silence_of_an_ongoing_taskforce_is_told(edtfs, since):
    assert silence(dossier("ongoing"), edtfs, TODAY) == (f"nothing reported since {since}" if since else "")


def test_achieved_results_and_confirmations_are_reports_and_expectations_are_not():
    achieved, expected = ("achieved", "2021-12-10", ""), ("expected", "2027", "")
    assert silence(dossier("ongoing", results=[achieved]), ["2020"], TODAY).endswith("since December 2021")
    assert silence(dossier("ongoing", results=[expected]), ["2020"], TODAY).endswith("since 2020")
    assert silence(dossier("ongoing", confirmed_on=date(2025, 1, 2)), ["2020"], TODAY) == ""
    assert silence(dossier("ongoing", confirmed_on=date(2023, 1, 2)), ["2020"], TODAY).endswith("since January 2023")


@pytest.mark.parametrize("status", ["", "planned", "paused", "finalised"])
def test_only_an_ongoing_taskforce_is_expected_to_report(status):
    assert silence(dossier(status), ["2016"], TODAY) == ""


def test_whole_sentence_of_a_dossier():
    results = [("achieved", "2020", "123"), ("achieved", "2021-12-10", "1")]
    line = status_line(dossier("ongoing", "2020-05-01", objectives=3, results=results), ["2020-12-02"], TODAY)
    assert line == "Ongoing since May 2020; 3 of 3 objectives have a result; nothing reported since December 2021"
