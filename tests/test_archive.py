"""The archive of a dossier: a bag that others find whole, and that opens where there is no net."""

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import bagit
import pytest

from dossiers.exports import archive
from library import documents, pictures, storage
from library.models import Access
from tests import make
from tests.reading import Page

pytestmark = pytest.mark.django_db
WORDS = b"Words of a report.\n"


class Folder:
    """A ZIP file as a reader unpacks it: the one folder in it, its page, and its bag, which must be whole."""

    def __init__(self, content, path):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            assert packed.testzip() is None
            assert len({name.partition("/")[0] for name in packed.namelist()}) == 1
            self.names = packed.namelist()
            packed.extractall(path)
        (self.path,) = path.iterdir()
        self.bag = bagit.Bag(str(self.path))
        self.bag.validate()
        self.data = self.path / "data"
        self.response = type("Response", (), {"content": (self.data / "index.html").read_bytes()})
        self.page = Page(self.response)
        self.events = [event.get("id") for event in self.page.all("article")]

    def read(self, name):
        return (self.data / name).read_text("utf-8")


@pytest.fixture
def unpacked(client, tmp_path):
    """Gives the folder that stands at an address, anew each time."""

    def unpack(address="/taskforces/bretagne.zip"):
        return Folder(fetched(client, address), tmp_path / str(len([*tmp_path.iterdir()])))

    return unpack


def fetched(client, address="/taskforces/bretagne.zip"):
    response = client.get(address)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def report(title="Report", content=WORDS, **given):
    return documents.store(io.BytesIO(content), title=title, contact="the ministry", **given)


@pytest.fixture
def bretagne():
    """A dossier with a picture, documents public and on request, and two events of which one shows a result."""
    picture = pictures.store(io.BytesIO(make.image(size=(1200, 800))), alt="A bridge of paper", credit="Ada")
    item = make.taskforce(
        "Bretagne",
        countries=["FR"],
        organisations=[make.organisation()],
        objectives=["One"],
        results=["Two"],
        documents=[report("Secret minutes", b"secret\n", access=Access.ON_REQUEST), report("Plan", WORDS + b"plan\n")],
        background='<p>After <a href="/events/kick-off/">the first talks</a>, <a href="/glossary/">words</a>.'
        " [source: Year]</p>",
        status="ongoing",
        cover=picture,
    )
    item.sources.create(name="Year", seen=date(2021, 5, 3), document=report("Yearbook", WORDS + b"year\n"))
    make.published(make.touched(item))
    given = {"body": "<h3>Why</h3><p>The whole story.</p>", "picture": picture, "documents": [report()]}
    make.published(make.event("Kick-off", date="2020-08-27", taskforces=[item], results=item.results.all(), **given))
    make.published(make.event("Film", taskforces=[item], video_address="https://youtu.be/abc"))
    return item


def outside(page):
    """What a page needs that is not beside it."""
    needed = [
        (e.get("href") if e.tag == "link" else e.get("src")) for e in page.all() if e.tag in ("link", "img", "script")
    ]
    return [address for address in needed if re.match(r"[a-z]+:|/", address)]


def dead(folder):
    """The relative links of the page that lead nowhere."""
    names = {e.get("id") for e in folder.page.all()}
    told = [e.get(name) for e in folder.page.all() for name in ("href", "src") if e.get(name)]
    parts = [address.partition("#") for address in told if not re.match(r"https?:|mailto:", address)]
    assert parts
    return [
        (path, place)
        for path, _sign, place in parts
        if (path and not (folder.data / unquote(path)).is_file()) or (place and place not in names)
    ]


def test_archive_is_a_whole_bag_that_opens_without_the_net(unpacked, bretagne):
    folder = unpacked()
    assert (outside(folder.page), dead(folder)) == ([], [])
    assert folder.events == ["kick-off", "film"]
    assert "The whole story." in folder.page.main
    (image,) = {e.get("src") for e in folder.page.all("img")}
    assert re.fullmatch(r"pictures/[0-9a-f]{32}-960\.jpg", image)
    links = folder.page.links()
    assert (links["the first talks"], links["words"]) == ("index.html#kick-off", "http://testserver/glossary/")
    assert (folder.data / links["Report"]).read_bytes() == WORDS
    assert (links["[1]"], links["Yearbook"][:18]) == ("#note_source_1", "documents/yearbook")
    assert "seen on 3 May 2021" in folder.page.main


def test_archive_has_the_data_and_says_what_one_may_do_with_it(unpacked, bretagne, settings):
    folder = unpacked()
    told = json.loads(folder.read("dossier.json"))
    assert [event["title"] for event in told["timeline"]] == ["Kick-off", "Film"]
    assert told["timeline"][0]["documents"][0]["file"] == folder.page.links()["Report"]
    assert told["sources"][0]["document"]["file"] == folder.page.links()["Yearbook"]
    rows = csv.DictReader(io.StringIO(folder.read("events.csv").removeprefix("\ufeff"), newline=""))
    assert [row["title"] for row in rows] == ["Kick-off", "Film"]
    assert settings.DATA_LICENCE in folder.read("licence.txt")
    assert folder.bag.info["External-Identifier"] == f"http://testserver/id/{bretagne.pk}/1/"
    assert "Left-Out" not in folder.bag.info


def test_document_that_is_not_public_is_named_and_not_inside(unpacked, bretagne):
    folder = unpacked()
    assert "Secret minutes" in folder.page.main
    assert "On request: ask the ministry." in folder.page.main
    assert not [path for path in folder.data.rglob("*") if path.is_file() and b"secret" in path.read_bytes()]
    minutes, plan = json.loads(folder.read("dossier.json"))["documents"]
    assert (minutes["file"], bool(plan["file"])) == (None, True)


def test_what_is_not_live_is_not_inside(client, unpacked, bretagne):
    make.event("Draft", taskforces=[bretagne])
    assert "Draft" not in unpacked().page.main
    make.taskforce("Secret")
    assert client.get("/taskforces/secret.zip").status_code == 404


def test_same_editions_make_the_same_bytes_and_are_not_sent_again(client, bretagne):
    first = client.get("/taskforces/bretagne.zip")
    content = b"".join(first)
    assert fetched(client) == content
    again = client.get("/taskforces/bretagne.zip", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.published(make.event("New", taskforces=[bretagne]))
    assert client.get("/taskforces/bretagne.zip")["ETag"] != first["ETag"]


def test_picture_whose_renditions_wait_is_inside_in_the_same_bytes(client, bretagne):
    content = fetched(client)
    storage.media().remove(bretagne.cover.rendition_names())
    assert fetched(client) == content


def test_file_that_is_gone_is_said_to_be(unpacked, bretagne):
    for name in [path for path in Path(storage.media().location).rglob("*") if path.is_file()]:
        name.unlink()
    folder = unpacked()
    assert dead(folder) == []
    assert folder.page.all("img") == []
    assert folder.page.links()["Plan"].startswith("http://testserver/media/documents/")
    assert len(folder.bag.info["Left-Out"]) == 4
    assert "Plan: its file cannot be read." in folder.page.main


def test_archive_is_bounded_and_says_what_it_leaves_out(unpacked, bretagne, monkeypatch):
    monkeypatch.setattr("dossiers.views.archive.MOST", 1)
    monkeypatch.setattr(archive, "ROOM", len(WORDS))
    folder = unpacked()
    assert folder.events == ["kick-off"]
    assert "1 older events: an archive has at most 1 events." in folder.page.main
    assert [path.name[:6] for path in (folder.data / "documents").iterdir()] == ["report"]
    assert any(line.startswith("Plan: the archive has no room for it.") for line in folder.bag.info["Left-Out"])


@pytest.mark.parametrize("title", ["../../x", "/etc/passwd", "Ω" * 300, "Σχέδιο δράσης", 'a\\..\\b%0d<b>&"', "CON"])
def test_no_title_leads_out_of_the_bag(unpacked, title):
    text = '<p title=\'"\'><a title="x>y" href="/../../x">a</a> <a href="//evil.example/x">b</a></p>'
    item = make.published(make.taskforce(title[:200], slug="bretagne", background=text, documents=[report(title)]))
    make.published(make.event(title[:200], taskforces=[item], documents=[report(title, WORDS + b"2\n")]))
    folder = unpacked()
    assert all(re.fullmatch(r"bretagne/[a-z0-9./-]{1,120}", name) and ".." not in name for name in folder.names)
    assert len([*(folder.data / "documents").iterdir()]) == 2
    assert (outside(folder.page), dead(folder)) == ([], [])


def test_archive_is_linked_and_found_where_the_dossier_was_before(client, bretagne):
    assert "/taskforces/bretagne.zip" in Page(client.get("/taskforces/bretagne/")).links().values()
    assert ".zip" not in client.get("/taskforces/").content.decode()
    bretagne.slug = "brittany"
    bretagne.save()
    make.published(bretagne)
    assert client.get("/taskforces/bretagne.zip")["Location"] == "/taskforces/brittany.zip"


def test_head_has_the_headers_and_no_body(client, bretagne):
    response = client.head("/taskforces/bretagne.zip")
    assert (response["Content-Type"], b"".join(response)) == ("application/zip", b"")
    assert re.fullmatch(r'attachment; filename="bretagne-[-0-9]+\.zip"', response["Content-Disposition"])
