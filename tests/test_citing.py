"""Citing a dossier, an event or an edition: addresses for ever, files for programs, a digest to check."""

import hashlib
import json
import uuid
import warnings

import bibtexparser
import pytest
import rispy
import time_machine
from bibtexparser.middlewares import LatexDecodingMiddleware

from publishing.editions import withdraw
from tests import make
from tests.reading import faults, read
from tests.test_past import ADDRESS, change, made

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON

pytestmark = pytest.mark.django_db
TITLES = [
    "Bretagne programme",
    "A {brace} too few } and \\ more {",
    "Research & development: 100 % #1 of $5 under_scored ~ and ^",
    "Δεξιότητες για το μέλλον “σήμερα”",
    'The "quoted" one, and ‘another’',
    "%comment @article{x, title={y}}",
    "ER - TY - JOUR",
    "Écoles – Łódź, ſ, 日本 🚀",
]


@pytest.fixture(params=TITLES)
def taskforce(request, db):
    return made("2026-05-03", make.taskforce(request.param, slug="bretagne", language="fr"))


@pytest.fixture
def bretagne(db):
    item = made("2020-03-01", make.taskforce("Bretagne"))
    change(item, "2020-05-03", summary="More.")
    return item


def permanent(item, number=None):
    return f"/id/{item.pk}/{number}/" if number else f"/id/{item.pk}/"


def file(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_bibtex_is_read_back(client, taskforce):
    library = bibtexparser.parse_string(
        file(client, "/taskforces/bretagne.bib"), append_middleware=[LatexDecodingMiddleware()]
    )
    assert not library.failed_blocks
    (entry,) = library.entries
    told = {name: field.value.strip("{}") for name, field in entry.fields_dict.items()}
    assert (entry.entry_type, entry.key) == ("misc", "bretagne-1")
    # Its decoder knows no names of braces, and has another sign for a circumflex.
    assert told["title"].replace("ˆ", "^") == taskforce.title.translate({ord("{"): "", ord("}"): ""})
    assert (told["year"], told["month"], told["note"], told["langid"]) == ("2026", "5", "Edition 1", "fr")
    assert told["url"] == f"http://testserver{permanent(taskforce, 1)}"


def test_braces_of_bibtex_are_balanced_whatever_the_title_has(client, taskforce):
    cited = file(client, "/taskforces/bretagne.bib")
    assert cited.count("{") == cited.count("}")
    assert cited.count("textbraceleft") == taskforce.title.count("{")
    assert cited.count("textbraceright") == taskforce.title.count("}")


def test_ris_is_read_back(client, taskforce):
    (entry,) = rispy.loads(file(client, "/taskforces/bretagne.ris"))
    assert entry["title"] == taskforce.title
    assert (entry["type_of_reference"], entry["year"], entry["date"]) == ("ELEC", "2026", "2026/05/03")
    assert entry["urls"] == [f"http://testserver{permanent(taskforce, 1)}"]


def test_csl_json_is_cited_by_a_csl_processor(client, taskforce):
    (item,) = json.loads(file(client, "/taskforces/bretagne.csl.json"))
    assert item["title"] == taskforce.title
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON([item])
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"])]))
        (sentence,) = map(str, bibliography.bibliography())
    assert "2026" in sentence
    assert taskforce.title.split()[0].strip('"“%') in sentence


def test_page_says_how_to_cite_it(client, taskforce):
    page = read(client, ADDRESS)
    assert faults(page) == []
    (box,) = [details for details in page.all("details") if details.find("summary").text == "Cite this"]
    sentence = " ".join("".join(box.find("p").itertext()).split())
    title = " ".join(taskforce.title.split())
    assert sentence == (
        f"EU STEM Coalition. (2026, May 3). {title} (Edition 1). Taskforce Dossiers. "
        f"http://testserver{permanent(taskforce, 1)}"
    )
    assert not box.get("open")
    links = [link.get("href") for link in box.iter("a")]
    assert links == [f"/taskforces/bretagne.{form}" for form in ("bib", "ris", "csl.json")] + [permanent(taskforce)]


def test_files_are_for_programs_to_take(client, bretagne):
    response = client.get("/taskforces/bretagne.ris")
    assert response["Content-Disposition"] == 'attachment; filename="bretagne-2.ris"'
    assert response["Content-Type"].startswith("application/x-research-info-systems")
    assert response["X-Robots-Tag"] == "noindex"


def test_edition_is_cited_as_it_was(client, bretagne):
    change(bretagne, "2021-01-01", title="Brittany", slug="brittany")
    cited = file(client, "/taskforces/brittany/editions/1.ris")
    assert "TI  - Bretagne\r\n" in cited
    assert "DA  - 2020/03/01\r\n" in cited
    assert f"UR  - http://testserver{permanent(bretagne, 1)}\r\n" in cited
    response = client.get("/taskforces/bretagne/editions/1.ris")
    assert (response.status_code, response["Location"]) == (301, "/taskforces/brittany/editions/1.ris")


def test_event_is_cited_too(client, bretagne):
    item = made("2020-03-02", make.event("", date="2020", summary="A meeting", taskforces=[bretagne], slug="meeting"))
    assert "title = {{A meeting}}" in file(client, "/events/meeting.bib")
    assert "title = {{A meeting}}" in file(client, "/events/meeting/editions/1.bib")
    assert client.get(permanent(item))["Location"] == "/events/meeting/"
    assert "Cite this" in read(client, "/events/meeting/").main


def test_permanent_address_leads_to_the_page_whatever_it_is_called(client, bretagne):
    for slug in ("bretagne", "brittany"):
        change(bretagne, "2021-01-01", slug=slug)
        response = client.get(permanent(bretagne))
        assert (response.status_code, response["Location"]) == (302, f"/taskforces/{slug}/")
        assert "no-store" in response["Cache-Control"]
        assert client.get(permanent(bretagne, 1))["Location"] == f"/taskforces/{slug}/editions/1/"


def test_permanent_address_of_what_was_withdrawn_says_so(client, bretagne):
    withdraw(bretagne, reason="in_error", note="Wrong numbers.")
    for address in (
        permanent(bretagne),
        permanent(bretagne, 1),
        "/taskforces/bretagne.bib",
        f"{ADDRESS}editions/1.json",
    ):
        response = client.get(address)
        assert response.status_code == 410
        assert "Wrong numbers." in response.content.decode()


def test_what_replaced_an_item_is_not_its_old_edition(client, bretagne):
    other = make.published(make.taskforce("Other"))
    withdraw(bretagne, reason="replaced", replacement=other)
    assert client.get(permanent(bretagne))["Location"] == "/taskforces/other/"
    for address in (permanent(bretagne, 1), f"{ADDRESS}editions/1/", f"{ADDRESS}editions/", f"{ADDRESS}compare/1...2/"):
        assert client.get(address).status_code == 410


@pytest.mark.parametrize("path", ["x/", f"{uuid.UUID(int=1)}/", "00000000-0000-0000-0000-000000000000/1/"])
def test_permanent_address_that_nobody_has_is_not_found(client, bretagne, path):
    assert client.get(f"/id/{path}").status_code == 404


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999999"])
def test_edition_that_there_is_not_has_no_permanent_address(client, bretagne, number):
    assert client.get(f"/id/{bretagne.pk}/{number}/", follow=True).status_code == 404
    assert client.get(f"{ADDRESS}editions/{number}.json").status_code == 404
    assert client.get(f"{ADDRESS}editions/{number}.bib").status_code == 404


def test_drafts_have_no_permanent_address(client, db):
    assert client.get(permanent(make.taskforce("Draft"))).status_code == 404


def test_withdrawal_is_no_edition_to_cite(client, bretagne):
    with time_machine.travel("2021-07-01 12:00"):
        withdraw(bretagne, reason="in_error")
    change(bretagne, "2022-01-01")
    for form in ("json", "bib"):
        assert client.get(f"{ADDRESS}editions/3.{form}").status_code == 404


@pytest.mark.parametrize("title", TITLES)
def test_digest_on_the_page_is_that_of_the_bytes_at_the_address_it_names(client, db, title):
    item = made("2020-03-01", make.taskforce(title, slug="bretagne", background="<p>Ελλάδα &amp; “x”</p>"))
    change(item, "2021-01-01", summary="Later")
    for number in (1, 2):
        page = read(client, f"{ADDRESS}editions/{number}/")
        digest, command = page.texts("code")
        address = command.removeprefix("curl -s http://testserver").removesuffix(" | sha256sum")
        assert address == f"{ADDRESS}editions/{number}.json"
        response = client.get(address)
        assert hashlib.sha256(response.content).hexdigest() == digest
        assert digest == item.editions().get(number=number).digest
        assert json.loads(response.content)["title"] == title
