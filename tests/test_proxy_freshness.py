"""How old a page may be behind the nginx that we ship, and what it shows while the site is away."""

import re
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Barrier, BrokenBarrierError, Thread
from types import SimpleNamespace

import pytest

from tests import prepared, running, surroundings
from tests.proxy import HOST, NGINX, Visitor, serve

pytestmark = pytest.mark.skipif(not NGINX, reason=surroundings.MISSING_NGINX)
READERS = 12
START = """
import django; django.setup()
from publishing.editions import publish, withdraw
from publishing.touch import touch
from taskforces.models import Taskforce
from tests import make
"""
FILL = """
for title in ("Alsace", "Bretagne", "Corse", "Picardie"):
    make.published(make.taskforce(title))
"""
CHANGE = """
item = Taskforce.objects.get(slug="{slug}")
item.{field} = "{value}"
item.save()
touch(item)
publish(item)
"""
WITHDRAW = 'withdraw(Taskforce.objects.get(slug="{slug}"), reason="in_error")'


@contextmanager
def standing(folder):
    """A site with some dossiers, and nginx in front of it."""
    prepared.folder(folder / "data")
    settings = {"SITE_URL": f"https://{HOST}", "BEHIND_PROXY": "1", "DEMONSTRATION": "0", "WEB_CONCURRENCY": "1"}
    with running.serve(folder / "data", **settings) as site, serve(site, folder) as proxy:
        running.beside(site, START + FILL)
        yield site, proxy


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    with standing(tmp_path_factory.mktemp("proxied")) as both:
        yield both


@pytest.fixture
def site(both):
    return both[0]


@pytest.fixture
def proxy(both):
    return both[1]


def ask(proxy, path, **headers):
    return Visitor(proxy.secure).ask("GET", path, **headers)


def ask_at_once(proxy, path):
    """What many readers get who come at the same time."""
    gate = Barrier(READERS)

    def come(_number):
        gate.wait()
        return ask(proxy, path)

    with ThreadPoolExecutor(READERS) as pool:
        return [*pool.map(come, range(READERS))]


def outlast(proxy):
    """Return when nothing that was kept before is taken for true any more: a page that was kept since is not."""
    for _turn in range(2):
        while ask(proxy, "/organisations/").headers["X-Cache"] == "HIT":
            pass


def change_what_is_kept(site, proxy, slug, change, **words):
    """A reader has read a page, and what it shows is changed; gives what many readers get when its second is over."""
    assert ask(proxy, f"/taskforces/{slug}/").status == 200
    running.beside(site, START + change.format(slug=slug, **words))
    outlast(proxy)
    return ask_at_once(proxy, f"/taskforces/{slug}/")


def test_nobody_reads_an_old_title(site, proxy):
    answers = change_what_is_kept(site, proxy, "alsace", CHANGE, field="title", value="Alsace, renamed")
    assert [b"Alsace, renamed" in answer.body for answer in answers] == [True] * READERS


def test_nobody_is_kept_from_the_new_address(site, proxy):
    answers = change_what_is_kept(site, proxy, "corse", CHANGE, field="slug", value="corsica")
    assert {(answer.status, answer.headers["Location"]) for answer in answers} == {(301, "/taskforces/corsica/")}


def test_nobody_reads_what_was_withdrawn(site, proxy):
    answers = change_what_is_kept(site, proxy, "bretagne", WITHDRAW)
    assert [answer.status for answer in answers] == [410] * READERS


def test_what_never_was_a_page_is_not_kept(proxy):
    assert {answer.status for answer in ask_at_once(proxy, "/taskforces/nowhere/")} == {404}
    assert not [key for key in proxy.kept() if "nowhere" in key]


def test_pages_are_shown_as_they_were_while_the_site_is_away(tmp_path):
    with standing(tmp_path) as (site, proxy):
        assert ask(proxy, "/taskforces/picardie/").status == 200
        change_what_is_kept(site, proxy, "corse", CHANGE, field="slug", value="corsica")
        change_what_is_kept(site, proxy, "bretagne", WITHDRAW)
        site.process.send_signal(signal.SIGTERM)
        site.process.wait(30)
        outlast(proxy)
        statuses = [ask(proxy, f"/taskforces/{slug}/").status for slug in ("picardie", "corse", "bretagne", "nowhere")]
    assert statuses == [200, 301, 410, 502]


class Stand(BaseHTTPRequestHandler):
    """Stands in for a site: pages that are there when they are asked for first, and then are gone; one is slow."""

    gate = Barrier(READERS)
    seen = set()

    def do_GET(self):  # as `http.server` calls it
        if self.path == "/slow/":
            with suppress(BrokenBarrierError):
                self.gate.wait(4)  # less than nginx lets anybody wait for another one (proxy_cache_lock_timeout)
        is_there = self.path == "/organisations/" or not (self.path == "/slow/" or self.path in self.seen)
        self.seen.add(self.path)
        self.send_response(200 if is_there else 410)
        self.send_header("Content-Length", "0")
        for name, value in [("Cache-Control", "public, no-cache")] if is_there else GONE.get(self.path, {}).items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *words):
        """Nowhere."""


# What a page says that is gone, and what somebody says who then asks for it.
GONE = {
    "/plain/": {"Cache-Control": "no-store", "Vary": "Accept-Encoding"},
    "/cookie/": {"Set-Cookie": "name=value"},
    "/differs/": {"Vary": "Cookie"},
}
ASKING = {"/staff/": {"Cookie": "sessionid=x"}, "/known/": {"Authorization": "Basic eA=="}}


@pytest.fixture
def stand(tmp_path):
    """nginx before that."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Stand) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        site = SimpleNamespace(url=f"http://127.0.0.1:{server.server_port}", data_dir=tmp_path)
        with serve(site, tmp_path) as proxy:
            yield proxy
        server.shutdown()


def test_what_cannot_be_kept_is_waited_for_by_nobody(stand):
    assert {answer.status for answer in ask_at_once(stand, "/slow/")} == {410}
    assert not Stand.gate.broken


def test_in_the_place_of_a_page_is_kept_only_what_is_the_same_for_everybody(stand):
    paths = [*GONE, *ASKING]
    assert [ask(stand, path).status for path in paths] == [200] * 5
    outlast(stand)
    assert [ask(stand, path, **ASKING.get(path, {})).status for path in paths] == [410] * 5
    gone = [key for key, answer in stand.kept().items() if re.search(rb"^HTTP/1.\d 410", answer, re.MULTILINE)]
    assert gone == [f"{HOST}/plain/|"]
