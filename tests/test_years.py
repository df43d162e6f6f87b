"""One page a year, for paper, and as a spreadsheet."""

import io

import openpyxl
import pytest

from publishing.touch import touch
from tests import make
from tests.reading import faults, mapped, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def year(db):
    """A year with one of everything, and years around it."""
    pact = make.taskforce("Pact", countries=["FR"], start="2022-05", end="2024", results=["Outcome", "Hope"])
    outcome, hope = pact.results.all()
    outcome.state, outcome.date, hope.state, hope.date = "achieved", "2022-06", "expected", "2022-07"
    outcome.save()
    hope.save()
    touch(pact)
    make.published(pact)
    make.published(make.taskforce("Old", countries=["NO"], start="2019", end="2022"))
    make.published(make.event("Meeting", date="2022-08-24", country_id="FR", taskforces=[pact]))
    make.published(make.event("=2+2", date="2022"))
    make.published(make.event("Next", date="2025", taskforces=[pact]))
    return pact


def sections(page):
    """What stands under each heading."""
    found = {}
    for section in page.all("section"):
        if (heading := section.find("h2")) is not None:
            found[words(heading)] = [words(row) for row in section.iter("li")]
            found[words(heading)] += [" ".join(map(words, row)) for row in section.iter("tr")]
    return found


def test_year_says_what_began_ended_happened_and_was_achieved(client, year):
    page = read(client, "/years/2022/")
    found = sections(page)
    assert found["Begun"] == ["Pact May 2022 – 2024, France"]
    assert found["Finished"] == ["Old 2019 – 2022, Norway"]
    assert found["Achieved"] == ["June 2022: Outcome Pact"]
    assert found["Happened 2"] == ["24 August 2022: Meeting", "2022: =2+2"]
    assert found["By country"] == [
        "Country Begun Finished Achieved Events",
        "France 1 0 1 1",
        "Norway 0 1 0 0",
    ]
    assert page.texts("h3") == ["Pact", "Without a taskforce"]
    assert faults(page) == []


@pytest.fixture
def ahead(db):
    """Years around 1 July 2026, with something of each that has come and is to come."""
    bridge = make.taskforce("Bridge", countries=["NO"], start="2027-03", end="2028", status="planned")
    make.published(bridge)
    make.published(make.taskforce("Autumn", countries=["NO"], start="2026-09", status="planned"))
    make.published(make.taskforce("Spring", countries=["FR"], start="2026-04", end="2026", status="ongoing"))
    make.published(make.taskforce("Early", countries=["FR"], start="2026", end="2026", status="finalised"))
    make.published(make.taskforce("Late", countries=["FR"], start="2026-05", status="planned"))
    make.published(make.event("Today", date="2026-07-01"))
    make.published(make.event("Some time", date="2026"))
    make.published(make.event("Summer", date="2026-07-02", taskforces=[bridge]))
    make.published(make.event("Winter", date="2026-12"))
    make.published(make.event("After", date="2027"))


@pytest.mark.time_machine("2026-07-01 12:00")
def test_of_this_year_what_lies_ahead_is_told_as_such(client, ahead):
    page = read(client, "/years/2026/")
    assert sections(page) == {
        "Begun": ["Early 2026 – 2026, France", "Spring April 2026 – 2026, France"],
        "To begin": ["Late May 2026, France", "Autumn September 2026, Norway"],
        "Finished": ["Early 2026 – 2026, France"],
        "To end": ["Spring April 2026 – 2026, France"],
        "Happened 2": ["2026: Some time", "1 July 2026: Today"],
        "Coming up 2": ["2 July 2026: Summer", "December 2026: Winter"],
        "By country": [
            "Country Begun To begin Finished To end Achieved Events",
            "France 2 1 1 1 0 0",
            "Norway 0 1 0 0 0 0",
        ],
    }
    assert faults(page) == []


@pytest.mark.time_machine("2026-07-01 12:00")
@pytest.mark.parametrize(("year", "headings"), [(2027, ["To begin", "Coming up 1"]), (2028, ["To end"])])
def test_of_a_year_to_come_nothing_has_begun_finished_or_happened(client, ahead, year, headings):
    assert [*sections(read(client, f"/years/{year}/"))] == [*headings, "By country"]


@pytest.mark.parametrize(
    ("moment", "headings"),
    [
        ("2027-03-01 22:59", ["To begin", "To end", "Coming up 1"]),
        ("2027-03-01 23:01", ["Begun", "Finished", "Happened 1"]),
    ],
)
def test_what_is_ahead_turns_with_the_day_of_the_site(client, time_machine, moment, headings):
    time_machine.move_to(f"{moment}+00:00")
    make.published(make.taskforce("Bridge", start="2027-03-02"))
    make.published(make.taskforce("Old", end="2027-03-02", status="ongoing"))
    make.published(make.event("Meeting", date="2027-03-02"))
    assert [*sections(read(client, "/years/2027/"))] == headings


@pytest.mark.time_machine("2026-07-01 12:00")
def test_spreadsheet_tells_what_lies_ahead_as_such(client, ahead):
    book = openpyxl.load_workbook(io.BytesIO(client.get("/years/2026.xlsx").content))
    tables = {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}
    titles = {name: [row[0] for row in rows[1:]] for name, rows in tables.items()}
    assert (titles["Begun"], titles["To begin"]) == (["Early", "Spring"], ["Late", "Autumn"])
    assert (titles["Finished"], titles["To end"]) == (["Early"], ["Spring"])
    assert tables["By country"][0] == ("Country", "Begun", "To begin", "Finished", "To end", "Achieved", "Events")
    assert tables["By country"][1:] == [("France", 2, 1, 1, 1, 0, 0), ("Norway", 0, 1, 0, 0, 0, 0)]


def test_years_lead_to_each_other_and_are_all_listed(client, year):
    assert [link for link in read(client, "/years/").links() if link.isdigit()] == ["2025", "2024", "2022", "2019"]
    links = read(client, "/years/2022/").links()
    assert (links["2019"], links["2024"]) == ("/years/2019/", "/years/2024/")
    assert {"/years/", "/years/2022/", "/years/2019/"} <= {*mapped(client)}


@pytest.mark.parametrize("asked", ["2023", "0000", "9999", "20222", "x", "-2022", "2022a"])
def test_year_of_nothing_is_404(client, year, asked):
    assert client.get(f"/years/{asked}/").status_code == 404
    assert client.get(f"/years/{asked}.xlsx").status_code == 404


def test_spreadsheet_opens_with_all_of_it_and_no_formula(client, year):
    response = client.get("/years/2022.xlsx")
    assert response["Content-Disposition"] == 'attachment; filename="2022.xlsx"'
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    tables = {sheet.title: [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book}
    assert tables["Begun"][0][:5] == ["Pact", "France", None, "May 2022", "2024"]
    assert tables["Achieved"][0][:3] == ["Pact", "Outcome", "June 2022"]
    assert [row[0] for row in tables["Events"]] == ["=2+2", "Meeting"]
    assert book["Events"]["A2"].data_type == "s"
    assert tables["By country"] == [["France", 1, 0, 0, 0, 1, 1], ["Norway", 0, 0, 1, 0, 0, 0]]
    assert client.get("/years/2022.xlsx").content == response.content


def test_year_with_very_much_leads_to_the_rest(client, monkeypatch):
    monkeypatch.setattr("dossiers.views.years.EVENTS", 2)
    monkeypatch.setattr("dossiers.views.years.LISTED", 1)
    monkeypatch.setattr("dossiers.views.year_workbook.MOST", 2)
    for number in range(4):
        make.published(make.event(f"Meeting {number}", date="2022"))
        make.published(make.taskforce(f"Pact {number}", start="2022"))
    page = read(client, "/years/2022/")
    assert "Of 4 events the first 2 are on this page." in page.texts("main")[0]
    assert page.links()["All events of 2022"] == "/events/?year=2022"
    assert page.links()["All of them stand in the spreadsheet."] == "/years/2022.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(client.get("/years/2022.xlsx").content))
    assert book["Events"]["A4"].value == "Only the first 2 are in this file."
