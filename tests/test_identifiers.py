"""What others call an organisation or a taskforce: taken from what people paste, shown and told to programs."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from taskforces.models import Organisation, Taskforce
from tests import desk, make
from tests.reading import faults, read
from tests.test_past import change, made
from text.identifiers import REGISTERS, is_ror

pytestmark = pytest.mark.django_db
IDENTIFIERS = {"ror": "02mhbdp94", "wikidata": "Q1065"}
PAGES = {"ror": "https://ror.org/02mhbdp94", "wikidata": "https://www.wikidata.org/wiki/Q1065"}


@pytest.fixture
def organisation(db):
    row = make.organisation("UNESCO", **IDENTIFIERS)
    make.published(make.taskforce("Asked", organisations=[row]))
    return row


@pytest.mark.parametrize(
    ("register", "typed", "kept"),
    [
        ("ror", "02mhbdp94", "02mhbdp94"),
        ("ror", " https://ror.org/02MHBDP94/ ", "02mhbdp94"),
        ("ror", "ror.org/02mhbdp94?from=search", "02mhbdp94"),
        ("wikidata", "q1065", "Q1065"),
        ("wikidata", "https://www.wikidata.org/wiki/Q1065#sitelinks", "Q1065"),
        ("wikidata", "http://m.wikidata.org/entity/Q1065", "Q1065"),
        ("cordis", "101004676", "101004676"),
        ("cordis", "https://cordis.europa.eu/project/id/612690/reporting", "612690"),
    ],
)
def test_identifier_is_taken_out_of_what_is_pasted(register, typed, kept):
    key = REGISTERS[register].key_in(typed.strip())
    REGISTERS[register].check(key)
    assert key == kept


@pytest.mark.parametrize(
    ("register", "typed"),
    [
        ("ror", "02mhbdp95"),
        ("ror", "03mhbdp94"),
        ("ror", "12mhbdp94"),
        ("ror", "02mhbdp9"),
        ("ror", "02mhbdpſ4"),
        ("ror", "https://ror.org.example/02mhbdp94"),
        ("wikidata", "1065"),
        ("wikidata", "Q0"),
        ("wikidata", "Q٢"),
        ("wikidata", "P31"),
        ("wikidata", "https://en.wikipedia.org/wiki/UNESCO"),
        ("wikidata", "https://www.wikidata.org/wiki/Property:P31"),
        ("cordis", "https://cordis.europa.eu/project/rcn/197543"),
        ("cordis", "0612690"),
        ("cordis", "12"),
        ("cordis", "javascript:alert(1)//https://cordis.europa.eu/project/id/612690"),
    ],
)
def test_what_is_no_identifier_is_refused(register, typed):
    with pytest.raises(ValidationError):
        REGISTERS[register].check(REGISTERS[register].key_in(typed))


def test_a_slip_in_one_sign_of_ror_is_noticed():
    assert all(is_ror(key) for key in ("02mhbdp94", "046rm7j60", "00k4n6c32", "02s376052", "05a28rw58"))
    assert not any(is_ror(f"0{sign}mhbdp94") for sign in "013456789abcdefghjkmnpqrstvwxyz")


def test_form_keeps_the_identifier_of_an_address_and_refuses_others(editor):
    adding = desk.adding(Organisation)
    assert desk.send(editor, adding, name="UNESCO", **PAGES).status_code == 302
    row = Organisation.objects.get()
    assert {name: getattr(row, name) for name in IDENTIFIERS} == IDENTIFIERS
    refused = desk.send(editor, desk.address(row), ror="https://ror.org/02mhbdp95").content.decode()
    assert "This is no identifier of ROR." in refused
    assert desk.send(editor, desk.address(row), ror="", wikidata="").status_code == 302
    row.refresh_from_db()
    assert (row.ror, row.wikidata) == ("", "")


def test_page_leads_to_what_others_tell_of_an_organisation(client, organisation):
    page = read(client, organisation.get_absolute_url())
    assert faults(page) == []
    assert {name: page.links()[name] for name in IDENTIFIERS.values()} == dict(
        zip(IDENTIFIERS.values(), PAGES.values(), strict=True)
    )
    assert (page.facts["ROR"], page.facts["Wikidata"]) == ("02mhbdp94", "Q1065")
    (told,) = [thing for thing in page.things if thing["@type"] == "Organization"]
    assert told["sameAs"] == [*PAGES.values()]
    assert told["identifier"][0] == {"@type": "PropertyValue", "propertyID": "ROR", "value": "02mhbdp94"}


def test_page_of_an_organisation_without_identifiers_says_nothing_of_them(client):
    row = make.organisation("Bare")
    make.published(make.taskforce("Asked", organisations=[row]))
    page = read(client, row.get_absolute_url())
    assert not {"ROR", "Wikidata"} & page.facts.keys()
    assert not {"sameAs", "identifier"} & page.things[0].keys()


def test_files_and_api_tell_them_as_addresses(client, organisation):
    for path in (f"/api/v1/organisations/{organisation.pk}", f"{organisation.get_absolute_url()[:-1]}.json"):
        told = client.get(path).json()
        assert {name: told[name] for name in PAGES} == PAGES
    lines = b"".join(client.get("/organisations.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(lines, newline=""))
    assert {name: row[name] for name in PAGES} == PAGES


OF_TASKFORCE = {"wikidata": "Q1065", "cordis": "612690"}
PROJECTS = {"wikidata": "https://www.wikidata.org/wiki/Q1065", "cordis": "https://cordis.europa.eu/project/id/612690"}


def test_taskforce_has_identifiers_from_form_to_page(editor):
    item = make.published(make.taskforce("Pact"))
    assert "This is no number of a project." in desk.send(editor, desk.address(item), cordis="12").content.decode()
    assert desk.send(editor, desk.address(item), **PROJECTS).status_code == 302
    item.refresh_from_db()
    assert {name: getattr(item, name) for name in OF_TASKFORCE} == OF_TASKFORCE
    assert "CORDIS" not in read(editor, "/taskforces/pact/").facts
    make.published(item)
    page = read(editor, "/taskforces/pact/")
    assert faults(page) == []
    assert [page.links()[key] for key in OF_TASKFORCE.values()] == [*PROJECTS.values()]
    (project,) = [thing for thing in page.things if thing["@type"] == "Project"]
    assert project["sameAs"] == [*PROJECTS.values()]
    assert [each["propertyID"] for each in project["identifier"]] == ["Wikidata", "CORDIS"]


def test_files_and_api_tell_those_of_a_taskforce(client):
    item = make.published(make.taskforce("Pact", **OF_TASKFORCE))
    for path in (f"/api/v1/taskforces/{item.pk}", "/taskforces/pact.json"):
        told = client.get(path).json()
        assert {name: told[name] for name in PROJECTS} == PROJECTS


def test_identifiers_of_a_taskforce_belong_to_its_editions(client):
    item = made("2020-03-01", make.taskforce("Pact"))
    change(item, "2020-05-03", cordis="612690")
    assert "CORDIS" not in read(client, "/taskforces/pact/editions/1/").facts
    assert read(client, "/taskforces/pact/editions/2/").facts["CORDIS"] == "612690"
    compared = read(client, "/taskforces/pact/compare/1...2/")
    assert "CORDIS" in compared.main
    assert "612690" in compared.main


def test_edition_of_before_there_were_identifiers_is_read_as_one_without():
    item = make.published(make.taskforce("Pact"))
    old = item.build()
    del old["body"]["wikidata"], old["body"]["cordis"]
    assert Taskforce.schema.body_of(old | {"schema": 3}) == item.to_body()
    restored = make.taskforce("Other", **OF_TASKFORCE)
    old["body"]["slug"] = "other"
    restored.write(old | {"schema": 3, "key": str(restored.pk)})
    restored.refresh_from_db()
    assert (restored.wikidata, restored.cordis) == ("", "")


def test_two_who_paste_the_same_identifier_in_two_forms_are_asked_nothing(editor):
    item, other = make.taskforce("Pact"), Client()
    other.force_login(make.editor("anna"))
    opened = desk.filled(editor.get(desk.address(item)))
    assert desk.send(other, desk.address(item), wikidata="Q1065", cordis="612690").status_code == 302
    answer = editor.post(
        desk.address(item), opened | {"wikidata": PROJECTS["wikidata"], "title": "Pacts", "_save": "1"}
    )
    assert answer.status_code == 302
    item.refresh_from_db()
    assert (item.title, item.wikidata, item.cordis) == ("Pacts", "Q1065", "612690")
