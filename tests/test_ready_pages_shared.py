"""Ready pages where the cache is not ours: one Redis of all machines, or a folder."""

# ruff: noqa: F811
import pytest
import redis

from dossier_site.ready import version as ready_version
from dossier_site.ready.pieces import site_version
from tests import nodes, surroundings
from tests.reading_settings import settings_with
from tests.ready import PAGES, Server, bretagne, server, written  # noqa: F401

pytestmark = pytest.mark.django_db
DAYS = 2 * 24 * 60 * 60


@pytest.fixture
def told(server, settings, monkeypatch):
    """Gives what tells the site of a cache, as a start with this CACHE_URL does."""

    def tell(address):
        values = settings_with(monkeypatch, CACHE_URL=address, DATA_DIR=str(settings.DATA_DIR), READY_PAGES="1")
        for name in ("CACHES", "CACHE_IS_SHARED", "CACHE_IS_REDIS", "READY_PAGES"):
            setattr(settings, name, values[name])
        site_version.cache_clear()

    yield tell
    site_version.cache_clear()


@pytest.fixture
def another_machine(settings, monkeypatch):
    """Moves to a machine that was started at another time and serves at another port from another folder."""

    def move():
        started = settings.DATA_DIR / "started"
        started.write_text("now")
        monkeypatch.setattr(ready_version, "STARTED", started)
        settings.DATA_DIR, settings.PORT = settings.DATA_DIR / "elsewhere", settings.PORT + 1
        site_version.cache_clear()

    return move


@pytest.mark.skipif(not nodes.HAS_REDIS, reason=surroundings.MISSING_REDIS)
def test_redis_of_all_machines_takes_the_place_of_the_files(bretagne, told, another_machine, settings, tmp_path):
    pages = ["/contact/", "/taskforces/bretagne/", "/events/"]
    with nodes.cache(tmp_path) as address:
        told(address)
        Server().warm(*pages)
        another_machine()
        assert all(map(Server().is_ready, pages))
        with redis.Redis.from_url(address) as client:
            kept = client.keys("*")
            assert {key.partition(b"-")[0].rpartition(b":")[2] for key in kept} == {b"ready", b"piece"}
            assert min(map(client.ttl, kept)) > DAYS
    assert not [*tmp_path.glob("**/*.sqlite3")]


@pytest.mark.skipif(not nodes.HAS_REDIS, reason=surroundings.MISSING_REDIS)
def test_readers_are_answered_while_the_cache_of_all_machines_is_away(bretagne, told, tmp_path):
    with nodes.cache(tmp_path) as address:
        told(address)
        Server().warm(*PAGES)
        before = [Server().get(page) for page in PAGES]
    away = Server()
    assert [away.get(page) for page in PAGES] == before
    there = [page for page in PAGES if "?" not in page and "/editions/" not in page]
    assert away.asked == len(there)


@pytest.mark.skipif(not nodes.HAS_REDIS, reason=surroundings.MISSING_REDIS)
def test_questions_without_end_leave_nothing_in_the_cache_of_all_machines(bretagne, told, tmp_path):
    page = "/taskforces/?q=bretagne"
    with nodes.cache(tmp_path) as address:
        told(address)
        Server().warm(page)
        assert Server().is_ready(page)
        with redis.Redis.from_url(address) as client:
            assert [key for key in client.keys("*") if b"ready-" in key] == []


def test_cache_of_files_takes_the_place_of_ours(bretagne, told, tmp_path):
    told(f"filecache://{tmp_path / 'cache'}")
    Server().warm("/contact/")
    assert Server().is_ready("/contact/")
    assert not [*tmp_path.glob("ready/*.sqlite3")]
