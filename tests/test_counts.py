"""What processes count together is not pushed out by what a cache keeps."""

import pytest
from django.core.cache import CacheHandler

from tests import nodes, surroundings
from tests.reading_settings import settings_with
from tests.running import HOUSE

pytestmark = pytest.mark.skipif(not nodes.HAS_REDIS, reason=surroundings.MISSING_REDIS)


def shipped(name):
    """How the compose file starts one of its servers."""
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load((HOUSE / "deploy" / "compose.yaml").read_text())["services"][name]["command"][1:]


def test_wrong_passwords_are_counted_on_while_pages_are_pushed_out(tmp_path, monkeypatch):
    full = [*shipped("cache"), "--maxmemory", "3mb"]
    with nodes.cache(tmp_path, *full) as cache, nodes.cache(tmp_path, *shipped("counts")) as counts:
        caches = CacheHandler(settings_with(monkeypatch, CACHE_URL=cache, COUNTS_URL=counts)["CACHES"])
        caches["shared"].add("wrong-passwords", 4)
        for number in range(100):
            caches["default"].set(f"page-{number}", "x" * 100_000)
        assert caches["default"].get("page-0") is None
        assert caches["shared"].incr("wrong-passwords") == 5
        caches.close_all()


def test_server_of_counts_is_not_that_of_the_cache(monkeypatch):
    urls = {"CACHE_URL": "redis://cache:6379/0", "COUNTS_URL": "redis://counts:6379/0"}
    caches = settings_with(monkeypatch, **urls)["CACHES"]
    places = {name: caches[name]["LOCATION"] for name in ("default", "pieces", "shared")}
    assert places == {"default": urls["CACHE_URL"], "pieces": urls["CACHE_URL"], "shared": urls["COUNTS_URL"]}
