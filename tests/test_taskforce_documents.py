"""Documents of a taskforce's own: at the desk, in the record, on the dossier, and who may open them."""

import io

import pytest
from django.contrib.admin.models import LogEntry
from django.db.models import ProtectedError

from editing.uses import uses
from library import documents
from publishing.editions import publish, withdraw
from publishing.refresh import rebuild, refresh
from publishing.snapshots import SnapshotError
from taskforces.models import Dossier, Taskforce
from taskforces.schema import SCHEMA
from tests import desk, make
from tests.reading import faults, read, words

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n"


def furnished(*titles, **given):
    """A taskforce with documents of these titles, on the desk."""
    return make.taskforce("Pact", documents=[make.document(title=title) for title in titles], **given)


def shown(page):
    return [words(item).split(" (")[0].split(" PDF")[0] for ul in page.all("ul", "documents") for item in ul.iter("li")]


def test_documents_are_put_in_order_in_the_form_of_the_taskforce(client):
    client.force_login(make.editor())
    pact = furnished("Report", "Minutes")
    first, second = (link.document for link in pact.document_links.all())
    desk.send(client, desk.address(pact), document_links__0__number="2", document_links__1__number="1")
    pact.refresh_from_db()
    assert [link.document for link in pact.document_links.all()] == [second, first]
    assert pact.to_body()["documents"] == [str(second.pk), str(first.pk)]
    assert LogEntry.objects.count() == 1


def test_the_same_document_twice_is_told(client):
    client.force_login(make.editor())
    pact = furnished("Report")
    twice = {
        "document_links__TOTAL_FORMS": "2",
        "document_links__1__document": str(pact.document_links.get().document_id),
        "document_links__1__taskforce": str(pact.pk),
    }
    response = desk.send(client, desk.address(pact), **twice)
    assert response.status_code == 200
    assert pact.document_links.count() == 1


def test_dossier_shows_its_documents_in_their_order(client):
    pact = make.published(furnished("Report", "Minutes", "Annex"))
    page = read(client, "/taskforces/pact/")
    assert shown(page) == ["Report", "Minutes", "Annex"]
    assert page.links()["Documents 3"] == "#own_documents"
    assert faults(page) == []
    pact.document_links.all().delete()
    publish(pact)
    assert "Documents" not in read(client, "/taskforces/pact/").main


def test_documents_stand_first_among_the_evidence_and_once(client):
    pact = make.published(furnished("Report"))
    report = pact.document_links.get().document
    kick_off = make.event("Kick-off", taskforces=[pact], documents=[make.document(title="Slides"), report])
    make.published(kick_off)
    page = read(client, "/taskforces/pact/evidence/")
    (shelf,) = page.all("ul", "shelf")
    told = [words(item) for item in shelf.iter("li")]
    assert [each.split(" ")[0] for each in told] == ["Report", "Slides"]
    assert ["From:" in each for each in told] == [False, True]
    assert read(client, "/taskforces/pact/").links()["Documents, films, links"] == "/taskforces/pact/evidence/"


def test_a_preview_shows_documents_that_are_not_public_yet(client):
    client.force_login(make.editor())
    page = client.get(desk.address(furnished("Report", "Minutes"), "preview")).content.decode()
    assert page.index("Report") < page.index("Minutes")


def test_a_document_opens_with_the_dossier_and_closes_with_it(client):
    report = documents.store(io.BytesIO(PDF), title="Report", contact="the ministry")
    pact = make.taskforce("Pact", documents=[report])
    address = report.get_absolute_url()
    assert client.get(address).status_code == 404
    publish(pact)
    response = client.get(address)
    assert (response.status_code, response["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert b"".join(response) == PDF
    withdraw(pact, reason="not_kept")
    assert client.get(address).status_code == 404


def test_a_document_that_a_taskforce_names_cannot_be_deleted():
    pact = furnished("Report")
    report = pact.document_links.get().document
    assert uses(report) == ([pact], 0)
    with pytest.raises(ProtectedError, match="“Report” is used in: taskforce “Pact”"):
        report.delete()
    publish(pact)
    pact.document_links.all().delete()
    assert uses(report) == ([pact], 0)  # readers still see it
    publish(pact)
    report.delete()


def test_documents_are_restored_from_an_edition_in_their_order():
    pact = furnished("Report", "Minutes")
    edition = publish(pact)
    before = pact.to_body()
    pact.document_links.all().delete()
    pact.write(edition.snapshot)
    pact.refresh_from_db()
    assert [str(link.document) for link in pact.document_links.all()] == ["Report", "Minutes"]
    assert pact.to_body() == before
    assert pact.state == pact.State.PUBLISHED


def test_a_document_that_is_not_there_any_more_is_told():
    pact = furnished("Report")
    snapshot = pact.build()
    pact.document_links.get().document.__class__.objects.none()
    snapshot["body"]["documents"] = ["00000000-0000-0000-0000-000000000000"]
    with pytest.raises(SnapshotError, match="documents: there is no document"):
        pact.write(snapshot)


def test_an_edition_of_before_is_read_as_one_without_documents():
    pact = make.published(make.taskforce("Pact"))
    old = pact.build()
    del old["body"]["documents"]
    del old["body"]["sources"]
    assert SCHEMA.body_of(old | {"schema": 2}) == pact.to_body()
    Taskforce.objects.filter(pk=pact.pk).update(schema_number=2, desk_digest="old", live_digest="old")
    refresh("taskforce", pact.pk)
    pact.refresh_from_db()
    assert (pact.state, pact.schema_number) == (pact.State.PUBLISHED, SCHEMA.number)


def test_rebuilding_keeps_documents():
    pact = make.published(furnished("Report", "Minutes"))
    Dossier.objects.all().delete()
    rebuild()
    assert [document.title for document in Dossier.objects.with_documents().get(pk=pact.pk).documents] == [
        "Report",
        "Minutes",
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_documents_take_no_question_of_their_own(client, django_assert_num_queries, number):
    make.published(furnished(*(f"Report {n}" for n in range(number))))
    for address, count in {"/taskforces/pact/": 6, "/taskforces/pact/evidence/": 2}.items():
        with django_assert_num_queries(count):
            client.get(address)
