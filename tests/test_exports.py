"""Lists and items as files: what is in them, how far they go, and that nothing in them does harm."""

import csv
import io
import json
from uuid import UUID

import openpyxl
import pytest

from dossiers.formats.csv import guarded, lines
from dossiers.views import files
from publishing.editions import withdraw
from tests import make

pytestmark = pytest.mark.django_db
HOSTILE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://evil.example")']


def body(response):
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content) if response.streaming else response.content


def table(response):
    """The rows of a CSV file, as dictionaries."""
    return list(csv.DictReader(io.StringIO(body(response).decode("utf-8-sig"), newline="")))


def sheet(response):
    """The rows of a spreadsheet, read by somebody else's program."""
    return list(openpyxl.load_workbook(io.BytesIO(body(response))).active.values)


@pytest.fixture
def bretagne():
    locarn, tools = make.organisation(countries=["FR"]), make.event_type("Tools")
    given = {"status": "ongoing", "start": "2020~", "end": "2021-05/2022", "background": "<p>Why <em>so</em></p>"}
    item = make.taskforce(
        "Bretagne", countries=["FR", "NO"], organisations=[locarn], objectives=["One"], results=["Two"], **given
    )
    make.published(item, note="New")
    make.published(make.taskforce("Bare"))
    given = {"type": tools, "topics": [make.topic()], "documents": [make.document()], "organisations": [locarn]}
    given |= {"country_id": "FR", "link_address": "https://example.org/", "body": "<p>Story</p>"}
    make.published(make.event("Kick-off", date="2020-08-27/2020-08-28", taskforces=[item], **given))
    make.published(make.event("Bare"))
    return item


def test_long_file_is_read_some_rows_at_a_time(client, bretagne, monkeypatch):
    monkeypatch.setattr("dossiers.exports.chunks.ROWS", 1)
    assert [row["title"] for row in table(client.get("/events.csv"))] == ["Kick-off", "Bare"]


def test_list_of_taskforces_as_a_table(client, bretagne):
    row, bare = table(client.get("/taskforces.csv"))
    assert UUID(row["id"]) == bretagne.pk
    assert (row["title"], row["countries"], row["country_codes"]) == ("Bretagne", "France; Norway", "FR; NO")
    assert row["url"] == "http://testserver/taskforces/bretagne/"
    assert (row["start"], row["start_earliest"], row["start_latest"]) == ("2020~", "2020-01-01", "2020-12-31")
    assert (row["end"], row["end_earliest"], row["end_latest"]) == ("2021-05/2022", "2021-05-01", "2022-12-31")
    assert (row["requested_by"], row["objectives"], row["results"]) == ("Institut de Locarn", "One", "Two")
    assert (row["background"], row["events"], row["edition"]) == ("Why so", "1", "1")
    assert (bare["title"], bare["start"], bare["countries"]) == ("Bare", "", "")


def test_list_of_events_as_a_spreadsheet(client, bretagne):
    header, *rows = sheet(client.get("/events.xlsx"))
    row = dict(zip(header, rows[0], strict=True))
    assert len(rows) == 2
    assert (row["title"], row["type"], row["taskforces"]) == ("Kick-off", "Tools", "Bretagne")
    assert (row["date_earliest"], row["date_latest"], row["edition"]) == ("2020-08-27", "2020-08-28", 1)


def test_lists_as_json(client, bretagne):
    told = json.loads(body(client.get("/taskforces.json?country=FR")))
    assert told["licence"].startswith("https://")
    assert told["url"] == "http://testserver/taskforces.json?country=FR"
    (item,) = told["items"]
    assert (item["id"], item["status"], item["edition"]["number"]) == (str(bretagne.pk), "ongoing", 1)
    assert item["start"] == {"edtf": "2020~", "earliest": "2020-01-01", "latest": "2020-12-31"}
    (organisation,) = json.loads(body(client.get("/organisations.json")))["items"]
    assert (organisation["name"], organisation["taskforces"], organisation["events"]) == ("Institut de Locarn", 1, 1)


def test_empty_list_is_an_empty_file(client):
    assert table(client.get("/events.csv")) == []
    assert json.loads(body(client.get("/events.json")))["items"] == []
    assert len(sheet(client.get("/events.xlsx"))) == 1


def test_dossier_as_json_has_its_timeline_and_what_it_continues(client, bretagne):
    later = make.taskforce("Later")
    later.relations.create(kind="continues", other=bretagne)
    later.relations.create(kind="builds_on", other=make.taskforce("Secret"))
    make.published(later)
    assert [row["title"] for row in client.get("/taskforces/later.json").json()["continues"]] == ["Bretagne"]
    assert client.get("/taskforces/later.json").json()["builds_on"] == []
    told = client.get("/taskforces/bretagne.json").json()
    assert [event["title"] for event in told["timeline"]] == ["Kick-off"]
    assert [row["title"] for row in table(client.get("/taskforces/bretagne.csv"))] == ["Kick-off"]


def test_event_and_organisation_as_json(client, bretagne):
    told = client.get("/events/kick-off.json").json()
    assert (told["kind"]["name"], told["country"]["code"]) == ("Tools", "FR")
    assert told["taskforces"][0]["id"] == str(bretagne.pk)
    assert client.get("/organisations/institut-de-locarn.json").json()["countries"] == [
        {"code": "FR", "name": "France"}
    ]


def test_event_says_what_it_shows_of_what_came_of_its_taskforces(client):
    item, other = make.taskforce("Pact", objectives=["Reach girls"], results=["Fair held"]), make.taskforce("Draft")
    result, secret = item.results.get(), other.results.create(text="Secret", position=1)
    result.objectives.add(item.objectives.get())
    make.published(make.touched(item))
    make.published(make.event("Fair", taskforces=[item, other], results=[result, secret]))
    objective = client.get("/taskforces/pact.json").json()["objectives"][0]["id"]
    told = {"id": str(result.pk), "text": "Fair held", "objectives": [objective], "taskforce": str(item.pk)}
    assert client.get("/events/fair.json").json()["results"] == [told]
    (row,) = table(client.get("/events.csv"))
    assert (row["results"], row["result_ids"]) == ("Fair held", str(result.pk))
    make.published(make.touched(other))
    assert table(client.get("/events.csv"))[0]["results"].split("; ") == ["Secret", "Fair held"]


def test_what_is_not_live_is_in_no_file(client, bretagne):
    make.taskforce("Secret taskforce")
    withdraw(make.published(make.event("Withdrawn meeting")), reason="in_error")
    for address in ("/taskforces.csv", "/events.csv", "/taskforces.json", "/events.json"):
        assert b"Secret" not in body(client.get(address))
        assert b"Withdrawn" not in body(client.get(address))
    assert client.get("/taskforces/secret-taskforce.json").status_code == 404
    assert client.get("/events/withdrawn-meeting.json").status_code == 410


def test_file_of_an_item_that_moved_is_found(client, bretagne):
    bretagne.slug = "brittany"
    bretagne.save()
    make.published(bretagne)
    for suffix in ("json", "csv", "xlsx"):
        assert client.get(f"/taskforces/bretagne.{suffix}")["Location"] == f"/taskforces/brittany.{suffix}"


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula(text):
    assert guarded(text) == f"'{text}"
    *_header, line = lines(["a"], [[text]])
    (row,) = csv.reader(io.StringIO(line.decode(), newline=""))
    assert row == [f"'{text}"]


def test_numbers_and_plain_texts_stay_as_they_are():
    assert [guarded(value) for value in (-1, "a=1", "", None)] == [-1, "a=1", "", None]


def test_hostile_title_is_text_in_every_file(client):
    make.published(make.taskforce("=1+1", slug="formula"))
    (row,) = table(client.get("/taskforces.csv"))
    assert row["title"] == "'=1+1"
    cell = openpyxl.load_workbook(io.BytesIO(body(client.get("/taskforces.xlsx")))).active["C2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_csv_says_to_excel_that_it_is_utf_8(client):
    make.published(make.taskforce("Éducation à Göteborg"))
    assert body(client.get("/taskforces.csv")).startswith(b"\xef\xbb\xbfid,")


@pytest.mark.parametrize("suffix", ["json", "csv", "xlsx"])
def test_bad_value_is_a_problem_and_no_empty_file(client, suffix):
    response = client.get(f"/taskforces.{suffix}?country=QQ&year=x")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert [error["parameter"] for error in response.json()["errors"]] == ["year", "country"]


def test_renamed_topic_leads_to_its_name_of_today(client):
    topic = make.topic()
    make.published(make.event(topics=[topic]))
    topic.slug = "secondary"
    topic.save()
    response = client.get("/events.csv?topic=secondary-education")
    assert (response.status_code, response["Location"]) == (302, "/events.csv?topic=secondary")


@pytest.mark.parametrize("address", ["/taskforces.json", "/events.csv", "/events.xlsx", "/taskforces/bretagne.json"])
def test_file_that_did_not_change_is_not_sent_again(client, bretagne, address):
    first = client.get(address)
    body(first)
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.published(make.event("New", taskforces=[bretagne]))
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert b"New" in body(changed) or address.endswith("xlsx") or address == "/taskforces.json"


def test_head_has_the_headers_and_no_body(client, bretagne):
    for address in ("/taskforces.json", "/events.csv", "/events.xlsx"):
        response = client.head(address)
        assert (response.status_code, b"".join(response), bool(response["ETag"])) == (200, b"", True)


def test_file_is_bounded_and_says_where_the_rest_is(client, bretagne, monkeypatch):
    monkeypatch.setattr(files, "MOST", 1)
    for address, rest in {
        "/events.csv": "/api/v1/events",
        "/events.json?type=": "/api/v1/events",
        "/taskforces.csv": "/api/v1/taskforces",
    }.items():
        response = client.get(address)
        body(response)
        assert response["Link"] == f'<http://testserver{rest}>; rel="next"'
    assert len(table(client.get("/events.csv"))) == 1


def test_scripts_of_other_sites_may_read_files(client, bretagne):
    found = ("/taskforces.json", "/events.csv", "/taskforces/bretagne.json", "/taskforces/bretagne.bib")
    others = ("/taskforces/bretagne/editions/1.json", "/years/2020.xlsx", "/events.csv?year=x", "/events/no.json")
    for address in (*found, *others):
        assert client.get(address)["Access-Control-Allow-Origin"] == "*", address


@pytest.mark.parametrize("suffix", ["json", "csv", "atom", "feed.json", "ics", "ris", "csl.json"])
def test_what_is_not_there_is_told_to_programs_in_json_and_to_people_in_a_page(client, bretagne, suffix):
    missing = client.get(f"/taskforces/nothing.{suffix}")
    assert (missing.status_code, missing["Content-Type"]) == (404, "application/problem+json")
    assert missing.json()["detail"] == "There is nothing at this address."
    withdraw(bretagne, reason="in_error", note="Wrong numbers.")
    gone = client.get(f"/taskforces/bretagne.{suffix}")
    assert (gone.status_code, gone["Content-Type"]) == (410, "application/problem+json")
    assert gone.json()["detail"] == "It was withdrawn: published in error. Wrong numbers."
    for people in ("/taskforces/bretagne.zip", "/taskforces/bretagne/"):
        assert client.get(people)["Content-Type"].startswith("text/html")


def test_nothing_is_written(client):
    response = client.post("/taskforces.json")
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
