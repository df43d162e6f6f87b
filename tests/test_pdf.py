"""A dossier as PDF: opened again by somebody else's program, with nothing in it that was fetched."""

import io
import socket
from datetime import date
from unittest import mock

import pypdf
import pytest

from dossiers.exports import pdf as export
from dossiers.formats import pdf
from library import pictures, processes, storage
from publishing.editions import withdraw
from tests import make
from tests.reading import faults, read

pytestmark = pytest.mark.django_db
ADDRESS = "/taskforces/bretagne.pdf"


@pytest.fixture
def bretagne():
    """A dossier in French with a picture, and two events, of which one names the other and shows a result."""
    cover = pictures.store(io.BytesIO(make.image(size=(900, 600))), alt="A bridge of paper", credit="Ada")
    words = {
        "language": "fr",
        "summary": "Pour l'école.",
        "background": "<h3>Pourquoi</h3><p>Élèves & métiers [source: Ouest-France].</p>",
    }
    item = make.taskforce("Bretagne", countries=["FR"], objectives=["One"], results=["Two"], cover=cover, **words)
    item.sources.create(name="Ouest-France", address="https://news.example.org/1", seen=date(2021, 5, 3))
    make.published(make.touched(item))
    body = '<p>After <a href="/events/film/">the film</a>, <a href="https://example.org/">words</a>.</p>'
    make.published(make.event("Kick-off", date="2020", taskforces=[item], results=item.results.all(), body=body))
    make.published(make.event("Film", taskforces=[item]))
    return item


@pytest.fixture
def no_process(monkeypatch):
    """Nothing is made; gives what would be."""
    run = mock.Mock(return_value=({}, b"%PDF"))
    monkeypatch.setattr(processes, "run", run)
    return run


def page_of(run):
    """The page from which the PDF would have been made."""
    return run.call_args.args[1].decode()


def links(document):
    """Where the links of a PDF lead: addresses, and names of places in it."""
    for page in document.pages:
        for link in (each.get_object() for each in page.get("/Annots", ())):
            yield link["/A"]["/URI"] if "/A" in link else link["/Dest"]


def test_pdf_has_all_of_the_dossier_and_is_tagged(client, bretagne):
    response = client.get(ADDRESS)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.hangs_on, "it is kept ready like a page"
    document = pypdf.PdfReader(io.BytesIO(response.content))
    text = "\n".join(page.extract_text() for page in document.pages)
    told = ("Pour l'école.", "Pourquoi", "Élèves & métiers[1].", "One", "Two", "Kick-off", "Film", "After the film")
    for words in (*told, "Ouest-France, seen on 3 May 2021"):
        assert words in text
    root = document.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("en-gb", True)
    assert "/StructTreeRoot" in root
    assert document.metadata.title == "Bretagne – Taskforce Dossiers"
    assert document.metadata.author == "EU STEM Coalition"
    assert b'pdfuaid:part="1"' in document.xmp_metadata.stream.get_data()
    assert [each.title for each in document.outline if not isinstance(each, list)] == ["Bretagne"]
    assert {
        "note_source_1",
        "https://news.example.org/1",
        "film",
        "https://example.org/",
        "http://testserver/taskforces/bretagne/",
    } <= set(links(document))
    assert len(document.pages[0].images) == 1


def test_picture_whose_renditions_wait_is_shown_in_one(client, bretagne):
    storage.media().remove(bretagne.cover.rendition_names())
    document = pypdf.PdfReader(io.BytesIO(client.get(ADDRESS).content))
    (image,) = document.pages[0].images
    assert image.image.width == 640


def test_nothing_is_fetched_for_a_pdf(tmp_path):
    secret = tmp_path / "secret.svg"
    secret.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="99" height="9"><text y="9">SECRET</text></svg>')
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        web = f"http://127.0.0.1:{server.getsockname()[1]}/"
        named = "".join(
            f'<link rel="stylesheet" href="{url}"><link rel="attachment" href="{url}"><img src="{url}" alt="x">'
            f'<object data="{url}">x</object><p style="background: url({url})">Words</p>'
            for url in (web, secret.as_uri(), str(secret), "ftp" + web[4:], "FILE:" + str(secret))
        )
        content = pdf.written(f'<html lang="en"><title>x</title><h1>x</h1>{named}')
        with pytest.raises(BlockingIOError):
            server.accept()
    document = pypdf.PdfReader(io.BytesIO(content))
    assert dict(document.attachments) == {}
    text = document.pages[0].extract_text()
    assert "Words" in text
    assert "SECRET" not in text


def test_what_cannot_be_read_has_no_pdf_and_what_moved_has_it_elsewhere(client, bretagne, no_process):
    make.taskforce("Draft", slug="draft")
    withdraw(make.published(make.taskforce("Gone", slug="gone")), reason="in_error")
    assert client.get("/taskforces/draft.pdf").status_code == 404
    assert client.get("/taskforces/gone.pdf").status_code == 410
    bretagne.slug = "brittany"
    bretagne.save()
    make.published(bretagne)
    assert client.get(ADDRESS)["Location"] == "/taskforces/brittany.pdf"
    assert not no_process.called


def test_page_and_sheet_lead_to_the_pdf(client, bretagne):
    assert read(client, "/taskforces/bretagne/").links()["To print or to keep (PDF)"] == ADDRESS
    assert read(client, "/taskforces/bretagne/print/").links()["The whole taskforce as PDF"] == ADDRESS


@pytest.mark.parametrize("missing", ["find_spec", "CDLL"])
def test_site_that_cannot_make_pdfs_offers_none_and_says_how_to_save_one(client, bretagne, monkeypatch, missing):
    monkeypatch.setattr(pdf, missing, mock.Mock(return_value=None, side_effect=OSError if missing == "CDLL" else None))
    monkeypatch.setattr(pdf, "is_there", pdf.is_there.__wrapped__)
    assert client.get(ADDRESS).status_code == 404
    for address in ("/taskforces/bretagne/", "/taskforces/bretagne/print/"):
        assert ".pdf" not in client.get(address).content.decode()
    page = read(client, "/taskforces/bretagne/print/")
    assert faults(page) == []
    assert "choose “Save as PDF”" in page.main


def test_long_timeline_is_cut_and_said_to_be(client, bretagne, no_process, monkeypatch):
    monkeypatch.setattr(export, "ROOM", 1)
    client.get(ADDRESS)
    page = page_of(no_process)
    assert "Kick-off</h3>" in page
    assert "Film</h3>" not in page
    assert "1 older events</a>: a PDF has no room for them." in page
    assert 'href="http://testserver/events/film/"' in page


def test_picture_whose_file_is_gone_or_too_large_is_left_out(client, bretagne, no_process, monkeypatch):
    client.get(ADDRESS)
    assert "data:image/" in page_of(no_process)
    monkeypatch.setattr(export, "PICTURES", 1)
    client.get(ADDRESS)
    assert "<img" not in page_of(no_process)


@pytest.mark.parametrize("number", [1, 3, 100])
def test_pdf_asks_the_same_few_questions(client, django_assert_num_queries, no_process, number):
    item = make.published(make.taskforce("Bretagne", countries=["FR"], results=["r"]))
    for n in range(number):
        make.published(make.event(f"Event {n}", taskforces=[item], organisations=[make.organisation(f"O {n}")]))
    with django_assert_num_queries(13):
        assert client.get(ADDRESS).status_code == 200


def test_pdf_that_takes_too_long_is_ended_and_the_reader_told(client, bretagne, monkeypatch):
    monkeypatch.setattr(processes, "SECONDS", 0.01)
    response = client.get(ADDRESS)
    assert (response.status_code, "no-store" in response["Cache-Control"]) == (503, True)
    assert "It takes too long to make a PDF of all this." in response.content.decode()


def test_one_pdf_is_made_at_a_time(client, bretagne):
    with export.turn:
        response = client.get(ADDRESS)
    assert (response.status_code, response["Retry-After"]) == (429, "30")
    assert "another PDF" in response.content.decode()


def test_pdf_that_did_not_change_is_not_made_again(client, bretagne, no_process):
    first = client.get(ADDRESS)
    no_process.reset_mock()
    assert client.get(ADDRESS, headers={"if-none-match": first["ETag"]}).status_code == 304
    head = client.head(ADDRESS)
    assert (head["Content-Type"], head.content) == ("application/pdf", b"")
    assert not no_process.called
