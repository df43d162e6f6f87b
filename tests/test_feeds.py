"""Feeds: what changed and why, the same in both formats, read by somebody else's parser."""

import json
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from lxml import etree

from dossiers.exports import changes
from publishing.editions import withdraw
from taskforces.models import Taskforce
from tests import make
from tests.reading import Page
from tests.test_filters_hostile import hostile

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMAS = Path(__file__).parent / "feeds"
GRAMMAR = etree.RelaxNG(file=SCHEMAS / "atom.rng")
# What the grammar of RFC 4287 says in Schematron: who wrote it, and what there is to read.
RULES = (
    "//a:feed[not(a:author) and a:entry[not(a:author)]]",
    "//a:entry[not(a:link[@rel='alternate'] or a:link[not(@rel)] or a:content)]",
    "//a:entry[not(a:author or ../a:author)]",
)
JSON_FEED = jsonschema.Draft202012Validator(json.loads((SCHEMAS / "json-feed.schema.json").read_text()))
FEEDS = [
    "/updates",
    "/taskforces",
    "/events",
    "/taskforces/bretagne",
    "/organisations/institut-de-locarn",
    "/countries/fr",
]


def read(client, address):
    """A feed of Atom, as feedparser understands it."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml"), response.content
    parsed = feedparser.parse(response.content)
    assert not parsed.bozo, parsed.bozo_exception
    return parsed


def titles(client, address):
    return [entry.title for entry in read(client, address).entries]


def changed(item, note="", minor=False, **values):
    for name, value in values.items():
        setattr(item, name, value)
    item.save()
    return make.published(item, note=note, minor=minor)


@pytest.fixture(scope="module")
def published(module_db):
    """Two dossiers, one of them with an event."""
    locarn = make.organisation()
    item = make.taskforce(
        "Bretagne",
        countries=["FR"],
        region="Morbihan",
        organisations=[locarn],
        summary="STEM & <jobs>",
        status="ongoing",
    )
    make.published(item, note="Asked for in May")
    given = {"type": make.event_type("Tools"), "organisations": [locarn], "country_id": "FR", "date": "2020-08-27"}
    make.published(make.event("Kick-off", taskforces=[item], **given))
    make.published(make.taskforce("Elsewhere"))
    return item


@pytest.fixture
def bretagne(published):
    """The first of them, for one test."""
    return Taskforce.objects.get(pk=published.pk)


def test_feed_says_what_changed_and_why(client, bretagne):
    first, *_others = [e for e in read(client, "/taskforces.atom").entries if e.title == "Bretagne"]
    html = first.content[0].value
    assert html == "<p>First published: Asked for in May</p><p>STEM &amp; &lt;jobs&gt;</p>"
    changed(bretagne, note="A second year was agreed", end="2023")
    newest = read(client, "/taskforces.atom").entries[0]
    assert "Updated: A second year was agreed" in newest.content[0].value
    assert newest.id != first.id
    assert newest.published == first.published < newest.updated


def test_minor_change_stays_out(client, bretagne):
    before = read(client, "/updates.atom").entries
    changed(bretagne, note="A comma", minor=True, summary="STEM, & <jobs>")
    after = read(client, "/updates.atom").entries
    assert [(entry.id, entry.updated) for entry in after] == [(entry.id, entry.updated) for entry in before]
    assert "A comma" not in str(after)


def test_same_change_has_the_same_id_in_every_feed_and_format(client, bretagne):
    ids = {
        entry.id for address in FEEDS for entry in read(client, f"{address}.atom").entries if entry.title == "Kick-off"
    }
    ids |= {
        item["id"]
        for address in FEEDS
        for item in client.get(f"{address}.feed.json").json()["items"]
        if item["title"] == "Kick-off"
    }
    assert len(ids) == 1
    assert ids.pop().startswith("urn:uuid:")


def test_feeds_hold_what_they_say(client, bretagne):
    assert set(titles(client, "/updates.atom")) == {"Bretagne", "Kick-off", "Elsewhere"}
    assert titles(client, "/taskforces.atom?country=FR") == ["Bretagne"]
    assert titles(client, "/events.atom?type=tools") == ["Kick-off"]
    assert titles(client, "/countries/fr/morbihan.atom") == ["Kick-off", "Bretagne"]
    for address in ("/taskforces/bretagne", "/organisations/institut-de-locarn", "/countries/fr"):
        assert titles(client, f"{address}.atom") == ["Kick-off", "Bretagne"]
    assert titles(client, "/search.atom?q=jobs") == ["Bretagne"]
    assert titles(client, "/search.atom?q=locarn&kind=events") == ["Kick-off"]
    assert titles(client, "/search.atom?q=locarn&type=tools") == ["Kick-off"]


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        ("/", "/updates.atom"),
        ("/new/?since=2020-01-01", "/updates.atom"),
        ("/countries/fr/morbihan/", "/countries/fr/morbihan.atom"),
        ("/search/?q=locarn", "/search.atom?q=locarn"),
        ("/search/?q=locarn&kind=organisations", None),
    ],
)
def test_page_names_the_feed_of_what_it_shows(client, bretagne, address, feed):
    page = Page(client.get(address))
    named = [link.get("href") for link in page.all("link", rel="alternate") if "atom" in link.get("type")]
    assert named == ([feed] if feed else [])
    assert page.links().get("Feed (Atom)") == feed


def test_what_was_withdrawn_is_told_no_more(client, bretagne):
    withdraw(bretagne, reason="in_error")
    assert "Bretagne" not in titles(client, "/updates.atom")
    assert client.get("/taskforces/bretagne.atom").status_code == 410


def test_feed_tells_the_newest_only(client, bretagne, monkeypatch):
    monkeypatch.setattr(changes, "MOST", 1)
    assert titles(client, "/updates.atom") == ["Elsewhere"]


@pytest.mark.parametrize("address", [*FEEDS, "/events?year=1999", "/search?q=jobs"])
def test_atom_has_what_the_standard_requires(client, bretagne, address):
    path, question, query = address.partition("?")
    content = client.get(f"{path}.atom{question}{query}").content
    valid = etree.fromstring(content)
    GRAMMAR.assertValid(valid)
    assert [valid.xpath(rule, namespaces={"a": ATOM.strip("{}")}) for rule in RULES] == [[], [], []]
    tree = ElementTree.fromstring(content)
    for element in (tree, *tree.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(ATOM + name)) == 1
            assert element.find(ATOM + name).text
        datetime.fromisoformat(element.find(f"{ATOM}updated").text)
    assert tree.find(f"{ATOM}author/{ATOM}name").text == "EU STEM Coalition"
    links = {link.get("rel"): link.get("href") for link in tree.findall(f"{ATOM}link")}
    assert links["self"] == f"http://testserver{path}.atom{question}{query}"
    own = links["alternate"].removeprefix("http://testserver")
    assert client.get(own).status_code == 200


@pytest.mark.parametrize("address", FEEDS)
def test_json_feed_has_what_the_standard_requires(client, bretagne, address):
    response = client.get(f"{address}.feed.json")
    assert response["Content-Type"] == "application/feed+json"
    feed = response.json()
    JSON_FEED.validate(feed)
    assert feed["feed_url"] == f"http://testserver{address}.feed.json"
    assert {"name"} == feed["authors"][0].keys()
    for item in feed["items"]:
        assert item["id"]
        assert item["content_html"]
        assert item["url"].startswith("http://testserver/")
        assert datetime.fromisoformat(item["date_published"]) <= datetime.fromisoformat(item["date_modified"])


def test_schemas_refuse_what_is_no_feed(client, bretagne):
    atom, feed = client.get("/updates.atom").content, client.get("/updates.feed.json").json()
    wrong = (
        (b"<id>", b"<id> </id><id>"),
        (b"<updated>2", b"<updated>x"),
        (b"<name>", b"<nom/><name>"),
        (b"</feed>", b"<rights>x</rights></feed>"),
        (b'xml:lang="en', b'xml:lang="'),
    )
    for old, new in wrong:
        assert old in atom
        assert not GRAMMAR.validate(etree.fromstring(atom.replace(old, new)))
    for part in (
        {"version": "1"},
        {"items": [{"id": 1, "content_html": ""}]},
        {"items": [{"id": "1"}]},
        {"author": {}},
    ):
        assert not JSON_FEED.is_valid(feed | part)


def test_both_formats_say_the_same(client, bretagne):
    entries, items = read(client, "/updates.atom").entries, client.get("/updates.feed.json").json()["items"]
    assert [(entry.id, entry.title, entry.link) for entry in entries] == [
        (item["id"], item["title"], item["url"]) for item in items
    ]


def test_empty_feed_is_the_same_whenever_it_is_asked_for(client):
    first = client.get("/updates.atom")
    assert client.get("/updates.atom", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_feed_that_did_not_change_is_not_sent_again(client, bretagne):
    for address in ("/updates.atom", "/taskforces/bretagne.feed.json"):
        first = client.get(address)
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
        changed(bretagne, region=address)
        assert client.get(address, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_odd_question_is_told(client, bretagne):
    odd = ("/events.atom?year=x", "/taskforces.atom?country=QQ", "/search.atom", "/search.atom?q=%20")
    for address in (*odd, *(f"/search.atom?q=locarn&kind={kind}" for kind in ("organisations", "documents", "x"))):
        response = client.get(address)
        assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json"), address
    for address in (
        "/countries/qq.atom",
        "/countries/no.atom",
        "/countries/.atom",
        "/countries/fr/elsewhere.atom",
        "/taskforces/nothing.atom",
        "/organisations/x.feed.json",
    ):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("words", hostile.elements)
def test_hostile_words_never_break_a_feed(client, bretagne, words):
    for address in ("/search.atom", "/events.feed.json", "/taskforces.ics", "/organisations.csv"):
        assert client.get(address, {"q": words, "type": words, "organisation": words}).status_code in (200, 302, 400)
