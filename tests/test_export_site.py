"""The public site as files: everything that its pages name is there, and nothing of the desk."""

import io
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from django.core.management import CommandError, call_command
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from playwright.sync_api import sync_playwright

from dossier_site.ops.static_site import export, swapping
from dossier_site.ops.static_site.addresses import Address
from dossier_site.ops.static_site.queue import Queue
from library import documents, pictures
from publishing.editions import withdraw
from tests import browser, make
from tests.test_backup import PDF
from tests.test_wall import desk_tables

pytestmark = pytest.mark.django_db
LIVE = "http://testserver"
DESK = desk_tables()
SECRET = "Not for the public yet"


@pytest.fixture
def folder(tmp_path, settings):
    """Where to: a folder that is not there yet, for a site whose static files are collected."""
    settings.STATIC_ROOT, settings.MEDIA_ROOT = tmp_path / "static", tmp_path / "media"
    shutil.copytree(settings.BASE_DIR / "static", settings.STATIC_ROOT)
    (settings.STATIC_ROOT / "staticfiles.json").write_text("{}")
    # As Django's test client does: the connection holds the test's transaction.
    request_finished.disconnect(close_old_connections)
    yield tmp_path / "copies" / "site"
    request_finished.connect(close_old_connections)


@pytest.fixture
def furnished(folder, monkeypatch, settings):
    """A dossier with files and a timeline of two pages, what was moved and withdrawn, and drafts."""
    monkeypatch.setattr("dossiers.reading.timeline.EVENTS_ON_A_PAGE", 4)
    monkeypatch.setattr("dossiers.views.filtered.FilteredList.paginate_by", 4)
    monkeypatch.setattr("dossiers.lists.pages.WALKED", 4)  # by readers of the site
    settings.SENDS_MAIL = True
    report = documents.store(io.BytesIO(PDF), title="Report")
    on_request = documents.store(io.BytesIO(PDF), title="Minutes", access="on_request", contact="us")
    cover = pictures.store(io.BytesIO(make.image(size=(900, 600))), alt="A bridge")
    moved = make.published(make.taskforce("Bretagne", countries=["FR"], region="Bretagne", cover=cover))
    moved.slug = "bretagne-today"
    moved.background = '<p><a href="/taskforces/bretagne/">Once</a>, <a href="/events/false/">said</a> href="/x/"</p>'
    moved.save()
    make.published(make.touched(moved))
    withdraw(make.published(make.event("False")), reason="in_error")
    ptvt = make.organisation("PTvT", slug="ptvt", website="https://example.org/?a=1&b=2")
    for number in range(6):
        event = make.event(f"Meeting {number}", date=f"20{number:02}-05", taskforces=[moved], organisations=[ptvt])
        make.published(event)
    make.published(make.event("Study", date="2020", documents=[report, on_request], taskforces=[moved]))
    make.published(make.taskforce("Norway"))
    make.taskforce(SECRET)
    make.event(SECRET, taskforces=[moved], documents=[documents.store(io.BytesIO(PDF), title=SECRET)])


def texts(folder):
    """All that an export says, by the names of its files."""
    kinds = (".html", ".css", ".js", ".json", ".atom", ".ics", ".csv", ".xml", ".txt", ".jsonld", ".bib", ".ris")
    return {path: path.read_text() for path in folder.rglob("*") if path.name.endswith(kinds)}


def named(page):
    """Every address that a page names: [(tag, attribute, address)]."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(page)
    for element in tree.iter():
        for name in ("href", "src", "action", "srcset"):
            for value in filter(None, [element.get(name)]):
                addresses = value.split(", ") if name == "srcset" else [value]
                yield from ((element, name, address.partition(" ")[0]) for address in addresses)


def faults(folder):
    """What a page of an export names and what is not there."""
    for path in folder.rglob("*.html"):
        for element, name, address in named(path.read_text()):
            url = urlsplit(address)
            if url.scheme or address.startswith("#"):
                continue
            if not (path.parent / unquote(url.path)).is_file() or url.query or name == "action":
                yield f"{path.relative_to(folder)}: <{element.tag} {name}={address}>"


def refuse_desk(execute, sql, params, many, context):
    """Fails on SQL that reads what staff are writing, or writes anything."""
    assert not [table for table in DESK if f'"{table}"' in sql], sql
    assert sql.lstrip().startswith(("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA")), sql
    return execute(sql, params, many, context)


def test_export_is_whole_and_has_nothing_of_the_desk(furnished, folder, capsys):
    with connection.execute_wrapper(refuse_desk):
        call_command("export_site", folder)
    assert "Open its index.html" in capsys.readouterr().out
    assert list(faults(folder)) == []
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert names >= {
        *("index.html", "taskforces/bretagne-today/index.html", "events/page=2.html", "events/study/index.html"),
        *("taskforces/bretagne-today/page=2.html", "taskforces/norway.png", "share.png", "favicon.ico"),
        *("taskforces/bretagne-today/editions/1/index.html", "taskforces/bretagne-today/compare/1...2/index.html"),
        *("taskforces.csv", "taskforces/bretagne-today.json", "updates.atom", "countries/fr.atom", "events/study.bib"),
        *("sitemap.xml", "sitemap-events.xml", "robots.txt", ".well-known/security.txt", "catalogue.jsonld"),
        *("static/css/site.css", "static/css/base.css", "static/js/event-dialog.js", "static/icons/map.svg"),
    }
    assert len([name for name in names if name.startswith("media/documents/")]) == 1
    assert len([name for name in names if name.startswith("media/pictures/")]) >= 3
    assert not [name for name in names if name.startswith(("admin", "alerts", "api", "search"))]
    assert not [path for path, text in texts(folder).items() if SECRET in text or "False" in text]
    assert_all_rows_are_there(folder)
    assert_old_links_lead_on(folder)


def assert_all_rows_are_there(folder):
    """Lists and timelines of several pages."""
    for place in ("events", "taskforces/bretagne-today"):
        both = [(folder / place / name).read_text() for name in ("index.html", "page=2.html")]
        assert {number for page in both for number in re.findall(r"Meeting (\d+)</a>", page)} == {*map(str, range(6))}


def assert_old_links_lead_on(folder):
    """What moved leads to its place, and what was withdrawn to the site, which says so."""
    page = (folder / "taskforces" / "bretagne-today" / "index.html").read_text()
    assert ' href="/x/"</p>' in page, "words are no links"
    moved, withdrawn = (folder / place / "index.html" for place in ("taskforces/bretagne", "events/false"))
    assert 'url=../../taskforces/bretagne-today/index.html"' in moved.read_text()
    assert f'url={LIVE}/events/false/"' in withdrawn.read_text()


@pytest.fixture
def small(folder):
    """A site with one dossier, exported."""
    make.published(make.taskforce("Bretagne"))
    call_command("export_site", folder)
    return folder


def test_what_waits_lies_on_the_disk_and_stands_once(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with closing(Queue()) as queue:
        for number in (1, 2, 1):
            queue.put(Address(f"/events/{number}/", "page=2"))
        assert [str(address) for address in queue] == ["/events/1/?page=2", "/events/2/?page=2"]
        (_number, _name, file), *_others = queue.database.execute("PRAGMA database_list")
    assert file.startswith(str(tmp_path)), "else all of it would be in memory"
    assert list(tmp_path.iterdir()) == []


def test_links_that_need_the_site_lead_to_it(small):
    page = (small / "taskforces" / "index.html").read_text()
    forms = [address for element, name, address in named(page) if name == "action"]
    assert set(forms) == {f"{LIVE}/search/", f"{LIVE}/taskforces/"}
    links = {address for element, name, address in named(page) if element.tag == "a"}
    assert f"{LIVE}/taskforces/?view=table" in links
    assert "../taskforces/bretagne/index.html" in links
    assert f'<link rel="canonical" href="{LIVE}/taskforces/">' in page


def walked(folder):
    """What the pages are called to which a reader comes who opens an export from the disk, and what looks they have."""
    with sync_playwright() as playwright, playwright.chromium.launch(**browser.launch_arguments()) as chromium:
        page = chromium.new_page()
        page.goto((folder / "index.html").as_uri())
        yield page.title()
        for link in ("Taskforces", "Bretagne", "Print a one-page briefing", "Taskforce Dossiers"):
            page.get_by_role("link", name=link, exact=True).first.click()
            yield page.title()
        yield page.locator(".site-header").evaluate("one => getComputedStyle(one).display")


def test_export_opens_from_the_disk_without_a_server(small):
    with ThreadPoolExecutor(1) as thread:  # where a browser is driven no question to the database is allowed
        home, *others, display = thread.submit(lambda: list(walked(small))).result()
    names = ["Taskforces", "Bretagne", "Bretagne: briefing"]
    assert others == [*(f"{name} – Taskforce Dossiers" for name in names), home]
    assert display != "block", "it has its looks"


def test_second_export_replaces_the_first(small):
    (small / "old.html").write_text("Old.")
    make.published(make.taskforce("Norway"))
    call_command("export_site", small)
    assert (small / "taskforces" / "norway" / "index.html").exists()
    assert not (small / "old.html").exists()
    assert json.loads((small / swapping.MARKER).read_text())["site"] == LIVE
    assert [path.name for path in small.parent.iterdir()] == ["site"]


def test_fault_in_the_middle_leaves_the_old_export_whole(small, monkeypatch):
    before = texts(small)
    make.published(make.taskforce("Norway"))
    put = export.Export.put

    def full(self, address, pieces):
        if address.path == "/events/":
            raise OSError(28, "No space left on device", str(self.folder))
        put(self, address, pieces)

    monkeypatch.setattr(export.Export, "put", full)
    with pytest.raises(CommandError, match=r"Nothing was replaced\. .*No space left on device"):
        call_command("export_site", small)
    assert texts(small) == before
    assert [path.name for path in small.parent.iterdir()] == ["site"]


def test_killed_run_is_cleared_up_by_the_next(small):
    work = small.parent / ".site.exporting"
    work.mkdir()
    small.rename(work / "old")
    (work / "new").mkdir()
    call_command("export_site", small)
    assert (small / "index.html").exists()
    assert [path.name for path in small.parent.iterdir()] == ["site"]


def test_folder_that_is_no_export_is_refused_and_untouched(folder):
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_text("Mine.")
    for place, words in ((folder, "is not empty"), (folder / "letter.txt", "no folder"), (Path("/"), "no folder")):
        with pytest.raises(CommandError, match=words):
            call_command("export_site", place)
    assert [path.name for path in folder.iterdir()] == ["letter.txt"]
    assert (folder / "letter.txt").read_text() == "Mine."


def test_two_runs_at_once_do_not_meet(small):
    with swapping.replacing(small, {}), pytest.raises(CommandError, match="under way"):
        call_command("export_site", small)
    assert (small / swapping.MARKER).exists()
