"""What pages tell machines: found by extruct, read by rdflib, in words of schema.org, with what its users require."""

import json
import re
import warnings

import extruct
import pytest
import rdflib
from rdflib.namespace import RDF, SDO

from tests import make
from tests.reading import read

pytestmark = pytest.mark.django_db
NAMES = str(SDO._NS)
# What search engines require of each kind of thing, and what makes no sense without.
REQUIRED = {
    "WebSite": ("name", "url", "potentialAction"),
    "SearchAction": ("target",),
    "EntryPoint": ("urlTemplate",),
    "WebPage": ("name", "description", "url"),
    "CollectionPage": ("name", "description", "url", "mainEntity"),
    "ItemList": ("numberOfItems",),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position",),
    "Dataset": ("name", "description", "license", "creator", "distribution"),
    "DataDownload": ("contentUrl", "encodingFormat"),
    "Project": ("name", "url", "description", "areaServed", "sponsor", "foundingDate", "sameAs"),
    "Organization": ("name",),
    "PropertyValue": ("propertyID", "value"),
    "Country": ("name",),
    "Event": ("name", "url", "startDate", "endDate", "location", "eventAttendanceMode", "organizer"),
    "Place": ("name", "address"),
    "VirtualLocation": ("url",),
    "CreativeWork": ("name", "url", "datePublished", "publisher"),
}
# What ogp.me requires of every page.
OPEN_GRAPH = {"og:title", "og:type", "og:image", "og:url"}
DATES = ("startDate", "endDate", "foundingDate", "dissolutionDate", "datePublished")
PAGES = [
    *(
        "/",
        "/taskforces/",
        "/taskforces/bretagne/",
        "/taskforces/bretagne/editions/",
        "/taskforces/bretagne/editions/1/",
    ),
    *("/taskforces/bretagne/share/", "/countries/fr/bretagne/", "/events/meeting/editions/1/"),
    *("/taskforces/bretagne/evidence/", "/events/", "/events/meeting/", "/events/study/", "/organisations/"),
    *(
        "/organisations/ptvt/",
        "/countries/",
        "/countries/fr/",
        "/years/",
        "/years/2020/",
        "/coming/",
        "/new/",
        "/glossary/",
    ),
    *("/search/?q=b", "/data/", "/privacy/", "/contact/", "/accessibility/", "/compare/", "/events/meeting/editions/"),
]


@pytest.fixture
def furnished(db):
    ptvt = make.organisation("PTvT", slug="ptvt", countries=["NL"], ror="02mhbdp94")
    given = {"start": "2020-05", "end": "2022", "summary": "Short", "cordis": "612690", "countries": ["FR"]}
    given |= {"region": "Bretagne"}
    item = make.published(make.taskforce("Bretagne", organisations=[ptvt], **given))
    given = {"organisations": [ptvt], "taskforces": [item], "date": "2020-08-27/2020-08-28", "summary": "Short"}
    meeting = make.event_type("Meeting report", icon="meeting")
    place = {"mode": "hybrid", "place": "Rennes", "country_id": "FR", "link_address": "https://example.org/"}
    make.published(make.event("Meeting", type=meeting, **place, **given))
    make.published(make.event("Study", type=make.event_type("Studies"), **given))


def extracted(page):
    """What a page tells, by syntax."""
    return extruct.extract(page.response.content, "http://testserver/", syntaxes=["json-ld", "opengraph"])


def graph(page):
    """What a page tells, as a graph. The context of schema.org is that all words are its own; none is fetched here."""
    (told,) = extracted(page)["json-ld"]
    assert told["@context"] == "https://schema.org"
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated", DeprecationWarning)
        data = json.dumps(told | {"@context": {"@vocab": NAMES}})
        return rdflib.Graph().parse(data=data, format="json-ld")


def words_of(found):
    """The words of schema.org that a graph uses, without the one that search engines write with a hyphen."""
    used = {*found.predicates(), *found.objects(None, RDF.type)} - {RDF.type}
    return {str(word).removeprefix(NAMES) for word in used} - {"query-input"}


def lacking(found):
    """What things of a graph lack: [(kind, property)]."""
    things = [(thing, str(kind).removeprefix(NAMES)) for thing, kind in found.subject_objects(RDF.type)]
    return [(kind, name) for thing, kind in things for name in REQUIRED[kind] if (thing, SDO[name], None) not in found]


def test_every_page_tells_what_is_required_in_the_words_of_schema_org(client, furnished, subtests):
    kinds = set()
    for address in PAGES:
        with subtests.test(address):
            page = read(client, address)
            found = graph(page)
            assert [word for word in words_of(found) if word not in SDO] == []
            assert lacking(found) == []
            (card,) = extracted(page)["opengraph"]
            assert {name for name, value in card["properties"] if value} >= OPEN_GRAPH
            kinds |= {str(kind).removeprefix(NAMES) for kind in found.objects(None, RDF.type)}
            for name in DATES:
                written = [str(value) for value in found.objects(None, SDO[name])]
                assert [each for each in written if not re.fullmatch(r"\d{4}(-\d\d){0,2}", each)] == []
    assert kinds == REQUIRED.keys()


def test_what_is_not_of_schema_org_or_lacks_something_is_noticed(client, furnished):
    found = graph(read(client, "/events/meeting/"))
    thing = next(found.subjects(RDF.type, SDO.Event))
    found.remove((thing, SDO.location, None))
    found.add((thing, rdflib.URIRef(NAMES + "heldAt"), rdflib.Literal("x")))
    assert lacking(found) == [("Event", "location")]
    assert [word for word in words_of(found) if word not in SDO] == ["heldAt"]
