"""Two machines on one PostgreSQL, one Redis and one file store: nobody notices which of them answers."""

import os
import re
import shutil
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from http.client import HTTPException
from pathlib import Path

import psycopg
import pytest
from django.core.cache import CacheHandler

from tests import desk, make, nodes, running, surroundings
from tests.proxy import HOST, Upload, Visitor
from tests.reading_settings import settings_with

if not surroundings.on_postgresql():
    pytest.skip("several machines share a PostgreSQL", allow_module_level=True)
pytestmark = pytest.mark.skipif(not nodes.HAS_REDIS, reason=surroundings.MISSING_REDIS)

PASSWORD = "a long password for tests"
PDF = b"%PDF-1.7\n" + b"0123456789" * 200 + b"\n%%EOF"


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """What both are told."""
    folder = tmp_path_factory.mktemp("shared")
    own = {"SECRET_KEY": "the same on both nodes " + "x" * 40, "STAFF_PASSWORD": PASSWORD, "DEMONSTRATION": "0"}
    names = {"SITE_URL": f"http://{HOST}", "ALLOWED_HOSTS": f"{HOST},127.0.0.1", "WEB_CONCURRENCY": "1"}
    with nodes.cache(folder) as cache, nodes.store(folder) as store:
        yield {**running.own_database(), "CACHE_URL": cache, "STORE_URL": store, **own, **names}


@pytest.fixture(scope="module")
def sites(shared, tmp_path_factory):
    """Both, started at the same moment on an empty database."""
    folder = tmp_path_factory.mktemp("nodes")
    with ExitStack() as stack, ThreadPoolExecutor(2) as pool:
        starts = [pool.submit(stack.enter_context, running.serve(folder / name, **shared)) for name in ("one", "two")]
        yield [start.result() for start in starts]


@pytest.fixture(scope="module")
def one(sites):
    """An editor who signed in on the first."""
    editor = Visitor(port_of(sites[0]))
    assert editor.sign_in(PASSWORD).status == 302
    return editor


@pytest.fixture(scope="module")
def library(shared, one):
    """Key and file of a picture and of a document on request, both brought to the first."""
    upload = Upload(make.image("JPEG", (400, 200)))
    words = {"alt": "A bridge", "focal_x": "50", "focal_y": "50", "upload": upload}
    assert one.post("/admin/library/picture/add/", words).status == 302
    assert one.upload(PDF, access="on_request").status == 302
    return {table: rows(shared, f"SELECT id, file FROM library_{table}")[0] for table in ("picture", "document")}


@pytest.fixture
def two(sites, one):
    """The same, who is now led to the second."""
    editor = Visitor(port_of(sites[1]))
    editor.cookies = one.cookies
    return editor


@pytest.fixture
def reader(sites):
    """A reader of the second."""
    return Visitor(port_of(sites[1]))


def port_of(site):
    return int(site.url.rpartition(":")[2])


def rows(shared, statement):
    with closing(psycopg.connect(shared["DATABASE_URL"])) as database:
        return database.execute(statement).fetchall()


def publish(editor, **typed):
    where = "/admin/timeline/event/add/"
    answer = editor.post(where, desk.filled(editor.ask("GET", where)) | typed | {"_publish": "1"})
    assert answer.status == 302


def test_what_is_published_on_one_is_read_on_the_other_at_once(one, two, reader, library):
    key, file = library["picture"]
    assert "Opening of the bridge" not in reader.ask("GET", "/events/").body.decode()
    publish(one, title="Opening of the bridge", picture=str(key))
    assert "Opening of the bridge" in reader.ask("GET", "/events/").body.decode()
    page = reader.ask("GET", "/events/opening-of-the-bridge/").body.decode()
    address = re.search(r"/media/pictures/[^ \"]+\.avif", page)[0]
    assert reader.ask("GET", address).body[4:12] == b"ftypavif"
    assert reader.ask("GET", f"/media/{file}", Range="bytes=0-2").body == b"\xff\xd8\xff"
    assert two.ask("GET", "/admin/").status == 200


def test_document_on_request_is_guarded_on_each(shared, two, reader, library):
    key, file = library["document"]
    assert nodes.lies_open(shared["STORE_URL"], f"private/{file}")
    assert not nodes.lies_open(shared["STORE_URL"], f"media/{file}")
    address = f"/admin/library/document/{key}/file/"
    assert reader.ask("GET", f"/media/{file}").status == 404
    assert reader.ask("GET", address).status == 302
    assert two.ask("GET", address).body == PDF
    part = two.ask("GET", address, Range="bytes=100-199")
    assert (part.status, part.body) == (206, PDF[100:200])


def test_guesses_at_a_password_are_counted_together(sites):
    for number in range(6):
        answer = Visitor(port_of(sites[number % 2])).sign_in("wrong", "somebody")
    assert "Too many wrong passwords" in answer.body.decode()


def test_readers_do_without_a_cache_that_is_away(monkeypatch):
    caches = CacheHandler(settings_with(monkeypatch, CACHE_URL="redis://127.0.0.1:1/0")["CACHES"])
    assert caches["default"].get_or_set("key", lambda: "drawn") == "drawn"


def test_backup_on_one_is_the_same_site_elsewhere(shared, sites, library, tmp_path):
    backup = tmp_path / "backup.tar.gz"
    made = running.manage(sites[0].data_dir, "backup", str(backup), **shared)
    assert made.returncode == 0, made.stderr
    with nodes.store(tmp_path) as store:
        elsewhere = shared | running.own_database() | {"STORE_URL": store}
        restored = running.manage(tmp_path / "elsewhere", "restore", str(backup), **elsewhere)
        assert restored.returncode == 0, restored.stderr
        assert nodes.lies_open(store, f"media/{library['picture'][1]}")
        assert nodes.lies_open(store, f"private/{library['document'][1]}")


def test_nothing_acknowledged_is_lost_with_a_node(shared, sites, one, two, tmp_path):
    acknowledged, enough = [], 40
    shutil.copytree(sites[0].data_dir / "static", tmp_path / "three" / "static")  # collected already
    shutil.copy(sites[0].data_dir / "static.stamp", tmp_path / "three")

    def write(number):
        words = {"name": f"Topic {number}", "slug": f"topic-{number}", "position": "0"}
        try:
            answer = editor.post("/admin/timeline/topic/add/", words)
        except (OSError, HTTPException):  # nobody is there any more
            return
        assert answer.status == 302
        acknowledged.append(f"Topic {number}")
        if len(acknowledged) == enough:
            kill(three.process)

    with running.serve(tmp_path / "three", **shared) as three, ThreadPoolExecutor(4) as pool:
        editor = Visitor(port_of(three))
        editor.cookies = one.cookies
        [*pool.map(write, range(1000))]
    assert enough <= len(acknowledged) < 1000
    assert {*acknowledged} <= {name for (name,) in rows(shared, "SELECT name FROM timeline_topic")}
    publish(two, title="Life goes on")
    assert two.ask("GET", "/events/life-goes-on/").status == 200


def kill(process):
    """At once, with its workers."""
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for number in (process.pid, *map(int, workers)):
        os.kill(number, signal.SIGKILL)
