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
    assert tables["By country"] == [["France", 1, 0, 1, 1], ["Norway", 0, 1, 0, 0]]
    assert client.get("/years/2022.xlsx").content == response.content


def test_year_with_very_much_leads_to_the_rest(client, monkeypatch):
    monkeypatch.setattr("dossiers.views.years.EVENTS", 2)
    monkeypatch.setattr("dossiers.views.years.LISTED", 1)
    monkeypatch.setattr("dossiers.views.year_workbook.MOST", 2)
    for number in range(4):
        make.published(make.event(f"Meeting {number}", date="2022"))
        make.published(make.taskforce(f"Pact {number}", start="2022"))
    page = read(client, "/years/2022/")
    assert page.links()["and 2 more"] == "/events/?year=2022"
    assert page.links()["All of them stand in the spreadsheet."] == "/years/2022.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(client.get("/years/2022.xlsx").content))
    assert book["Events"]["A4"].value == "Only the first 2 are in this file."
