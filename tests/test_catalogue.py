"""What programs look for at fixed addresses: the catalogue of data, security.txt, llms.txt."""

import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, SH

from tests import make

pytestmark = pytest.mark.django_db
# The shapes of DCAT-AP 3.0.1 as the European Commission publishes them (see tests/dcat-ap/README.md).
SHAPES = Path(__file__).parent / "dcat-ap" / "dcat-ap-SHACL.ttl"


@pytest.fixture
def catalogue(client):
    make.published(make.taskforce("Bretagne"))
    response = client.get("/catalogue.jsonld")
    assert response["Content-Type"] == "application/ld+json"
    return parsed(response.content.decode(), "json-ld")


def parsed(words, form):
    """A graph. The reader's parsers still use a name of their own that it calls old."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        return rdflib.Graph().parse(data=words, format=form)


def shapes():
    """The published shapes without the two that they name and do not hold."""
    graph = parsed(SHAPES.read_text(), "turtle")
    for shape, name in [*graph.subject_objects(SH.property)]:
        if (name, SH.path, None) not in graph:
            graph.remove((shape, SH.property, name))
    return graph


def against_shapes(graph):
    """Whether a graph keeps the shapes, and what it breaks."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        conforms, _report, words = pyshacl.validate(graph, shacl_graph=shapes())
    return conforms, words


def test_catalogue_keeps_the_shapes_of_dcat_ap(catalogue):
    conforms, words = against_shapes(catalogue)
    assert conforms, words


def test_shapes_would_find_what_is_missing(catalogue):
    (own,) = catalogue.subjects(RDF.type, DCAT.Catalog)
    catalogue.remove((own, DCTERMS.publisher, None))
    assert not against_shapes(catalogue)[0]


def test_every_file_of_the_catalogue_is_there(catalogue, client):
    addresses = {str(address) for address in catalogue.objects(None, DCAT.downloadURL)}
    assert len(addresses) == 9
    for address in addresses | {str(each) for each in catalogue.objects(None, DCAT.endpointDescription)}:
        response = client.get(address.removeprefix("http://testserver"))
        assert response.status_code == 200
        assert b"".join(response)


def test_catalogue_says_when_its_data_changed(catalogue):
    assert len(list(catalogue.objects(None, DCTERMS.modified))) == 1


def test_weaknesses_are_told_to_somebody(client, settings):
    settings.CONTACT_EMAIL = "dossiers@example.org"
    lines = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert lines["Contact"] == "mailto:dossiers@example.org"
    expires = datetime.fromisoformat(lines["Expires"]) - datetime.now(UTC)
    assert timedelta(days=150) < expires < timedelta(days=365)
    assert lines["Canonical"] == "http://testserver/.well-known/security.txt"


def test_weaknesses_are_told_on_the_contact_page_without_an_e_mail_address(client):
    assert b"Contact: http://testserver/contact/\n" in client.get("/.well-known/security.txt").content


def test_way_round_leads_to_pages_and_data(client):
    words = client.get("/llms.txt").content.decode()
    assert words.startswith("# Taskforce Dossiers\n\n> EU STEM Coalition")
    links = [line.partition("](")[2].rstrip(")") for line in words.splitlines() if line.startswith("- [")]
    assert len(links) == 8
    for link in links:
        response = client.get(link.removeprefix("http://testserver"))
        assert response.status_code == 200
        assert b"".join(response)
