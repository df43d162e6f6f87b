"""All documents, films and links of a dossier in one list."""

import pytest

from publishing.editions import withdraw
from tests import make
from tests.reading import faults, read, words

pytestmark = pytest.mark.django_db
FILM, LINK = "https://youtu.be/abcDEF_-123", "https://example.org/report"


@pytest.fixture
def pact(db):
    """A dossier whose events bring two documents, one of them twice, a film and a link."""
    pact = make.published(make.taskforce("Pact"))
    report, minutes = make.document(title="Report"), make.document(title="Minutes", access="on_request")
    make.published(make.event("First", date="2019", documents=[report], taskforces=[pact], video_address=FILM))
    given = {"documents": [report, minutes], "link_address": LINK, "link_label": "At the host"}
    make.published(make.event("Second", date="2020", taskforces=[pact], **given))
    make.published(make.event("Talk", date="2018", taskforces=[pact], video_language="fr"))
    make.event("Draft", documents=[make.document(title="Secret")], taskforces=[pact])
    return pact


def shelves(page):
    return [[words(item) for item in shelf.iter("li")] for shelf in page.all("ul", "shelf")]


def test_all_evidence_stands_once_with_its_event(client, pact):
    page = read(client, "/taskforces/pact/evidence/")
    documents, films, links = shelves(page)
    assert page.texts("h2") == ["Documents", "Films", "Links"]
    assert [item.split(" ")[0] for item in documents] == ["Report", "Minutes"]
    assert [item.rpartition("From: ")[2] for item in documents] == ["Second · 2020"] * 2
    assert films == [f"{FILM} From: First · 2019"]
    assert links == ["At the host From: Second · 2020"]
    assert page.links()["At the host"] == LINK
    assert "Secret" not in page.main
    assert faults(page) == []


def test_only_a_dossier_with_evidence_leads_to_it(client, pact):
    assert read(client, "/taskforces/pact/").links()["Documents, films, links"] == "/taskforces/pact/evidence/"
    make.published(make.taskforce("Bare"))
    assert "Documents, films" not in read(client, "/taskforces/bare/").main
    assert "brings a document, a film or a link yet" in read(client, "/taskforces/bare/evidence/").main


@pytest.mark.parametrize(("act", "status"), [("draft", 404), ("withdraw", 410), ("rename", 301)])
def test_evidence_follows_its_dossier(client, pact, act, status):
    if act == "draft":
        make.taskforce("Other", slug="pact-of-others")
        assert client.get("/taskforces/pact-of-others/evidence/").status_code == status
        return
    if act == "withdraw":
        withdraw(pact, reason="in_error")
    else:
        pact.slug = "renamed"
        pact.save()
        make.published(pact)
    response = client.get("/taskforces/pact/evidence/")
    assert response.status_code == status
    if act == "rename":
        assert response["Location"] == "/taskforces/renamed/evidence/"
