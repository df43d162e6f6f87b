"""All documents, films and links of a dossier in one list."""

import pytest

from publishing.editions import withdraw
from publishing.touch import touch
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


def test_objectives_say_what_came_of_them_and_when(client):
    item = make.taskforce("Pact", objectives=["Reach girls", "Train teachers"], results=["Later", "Earlier", "Loose"])
    aim = item.objectives.first()
    for result, day in zip(item.results.all(), ("2023", "2021-05", ""), strict=True):
        result.date, result.state = day, "achieved" if day else "expected"
        result.save()
        if day:
            result.objectives.add(aim)
    touch(item)
    make.published(item)
    shown = item.results.filter(text="Earlier")
    make.published(make.event("Fair", date="2021-06", taskforces=[item], results=shown, documents=[make.document()]))
    page = read(client, "/taskforces/pact/evidence/")
    headings = ["1. Reach girls", "2. Train teachers", "Other results"]
    assert page.texts("h3")[:3] == headings
    (first,) = page.all("section", id="objective_1")
    said = words(first)
    assert said.index("May 2021, achieved: Earlier") < said.index("2023, achieved: Later")
    assert "Shown by: June 2021: Fair (1 document)" in said
    assert "No event shows this yet." in said
    (second,) = page.all("section", id="objective_2")
    assert "No result reported." in words(second)
    assert faults(page) == []
    assert read(client, "/taskforces/pact/").links()["What came of each objective, and when"].endswith("/evidence/")


def test_event_names_the_results_and_objectives_that_it_shows(client):
    item = make.taskforce("Pact", objectives=["Reach girls", "Train teachers"], results=["Fair held"])
    item.results.get().objectives.add(item.objectives.last())
    touch(item)
    make.published(item)
    make.published(make.event("Fair", taskforces=[item], results=item.results.all()))
    links = read(client, "/events/fair/").links()
    assert links["Fair held"].startswith("/taskforces/pact/#result_")
    assert links["2. Train teachers"] == "/taskforces/pact/#objective_2"
    assert "1. Reach girls" not in links
