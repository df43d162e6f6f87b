"""What a program meets at addresses of other sites: every kind of failure, within bounds; never a private network."""

import socket

import pytest
import requests

from tests.internet import PUBLIC, Internet
from upkeep.visits import Failure, Outcome, Turns
from upkeep.visits.visiting import visit

SITE = "http://site.example"


@pytest.fixture
def internet(monkeypatch, tmp_path):
    internet = Internet(monkeypatch, tmp_path)
    yield internet
    internet.close()


@pytest.fixture
def asked(internet):
    return internet.server.asked


@pytest.mark.parametrize(
    ("path", "failure", "status"),
    [
        ("page", "", 200),
        ("404", Failure.NOT_FOUND, 404),
        ("410", Failure.GONE, 410),
        ("500", Failure.ERROR, 500),
        ("400", Failure.ERROR, 400),
        ("403", Failure.REFUSED, 403),
        ("999", Failure.REFUSED, 999),
        ("no-head", "", 200),
        ("resets-head", "", 200),
        ("huge", "", 200),
        ("bomb", "", 200),
        ("found", "", 200),
        ("loop", Failure.LOOP, 302),
        ("odd", Failure.ODD, None),
        ("reset", Failure.SILENT, None),
        ("to-mail", Failure.INVALID, None),
        ("to/unknown.example", Failure.UNKNOWN_HOST, None),
        ("to/[1/", Failure.INVALID, None),
    ],
)
def test_what_is_wrong_is_told_from_what_is_met(internet, path, failure, status):
    internet.names["unknown.example"] = None
    assert visit(f"{SITE}/{path}") == Outcome(failure, status)
    assert internet.server.sent < 20_000_000  # what the buffers on the way took of a page without end


@pytest.mark.parametrize("path", ["silent", "drips"])
def test_server_that_never_ends_is_cut_off_in_time(internet, path):
    assert visit(f"{SITE}/{path}", seconds=0.2).failure == Failure.SLOW


def test_server_that_never_ends_its_greeting_is_cut_off_at_https_too(internet):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        internet.ends[PUBLIC, 443] = mute.getsockname()[1]
        assert visit("https://site.example/", seconds=0.2).failure == Failure.SLOW


@pytest.mark.parametrize(
    ("address", "failure"),
    [
        ("http://unknown.example/", Failure.UNKNOWN_HOST),
        ("http://site.example:81/", Failure.SILENT),
        ("http://[::1", Failure.INVALID),
        ("http://site.example:99999/", Failure.INVALID),
        ("http:///path", Failure.INVALID),
    ],
)
def test_address_that_leads_nowhere(internet, address, failure):
    internet.names["unknown.example"] = None
    assert visit(address) == Outcome(failure)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[fe80::1]",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "inside.example",
        "user:word@127.0.0.1",
    ],
)
def test_private_network_is_asked_nothing_whatever_it_is_called(internet, asked, host):
    internet.names["inside.example"] = "127.0.0.1"
    port = internet.server.server_port
    assert visit(f"http://{host}:{port}/page").failure == Failure.PRIVATE
    assert asked == []
    assert visit(f"{SITE}/to/{host}:{port}/page").failure == Failure.PRIVATE
    assert len(asked) == 1


def test_new_address_is_where_all_that_is_moved_for_good_ends(internet):
    new = Outcome(Failure.MOVED, 200, "http://new.example/page")
    assert visit(f"{SITE}/moved/page") == new
    assert visit(f"{SITE}/moved-in-steps") == Outcome(Failure.MOVED, 200, "http://new.example/then")
    assert visit(f"{SITE}/moved-then-elsewhere") == Outcome(Failure.MOVED, 200, "http://new.example/found")
    assert visit(f"{SITE}/moved/404") == Outcome(Failure.NOT_FOUND, 404)


@pytest.fixture
def trusted(internet, monkeypatch):
    for host, days in (("www.safe.example", 30), ("expired.example", -1)):
        internet.certify(host, days=days)
    internet.names["other.example"] = internet.names["www.safe.example"]
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(internet.bundle))


def test_certificates_are_checked_and_https_alone_is_no_news(trusted):
    assert visit("https://www.safe.example/page") == Outcome("", 200)
    assert visit("http://safe.example/safe") == Outcome("", 200)
    assert visit("https://expired.example/page") == Outcome(Failure.EXPIRED)
    assert visit("https://other.example/page") == Outcome(Failure.CERTIFICATE)


def test_certificate_that_nobody_signed_is_not_valid(internet):
    internet.certify("self.example")
    assert visit("https://self.example/page") == Outcome(Failure.CERTIFICATE)


def test_site_that_asks_to_wait_is_asked_no_second_time(internet, asked):
    assert visit(f"{SITE}/wait") == Outcome(Failure.REFUSED, 429, wait=7200)
    assert visit(f"{SITE}/wait-for-ever") == Outcome(Failure.REFUSED, 429, wait=3600)
    busy = visit(f"{SITE}/busy")
    assert (busy.failure, 3 * 3600 - 60 <= busy.wait <= 3 * 3600) == (Failure.ERROR, True)
    assert [line.partition(" ")[0] for line in asked] == ["HEAD"] * 3


def test_every_request_names_this_site_waits_for_its_turn_and_rests_between(internet, asked, settings):
    rests, settings.SITE_URL = [], "https://dossiers.example.org"
    turns = Turns(2, sleep=rests.append, clock=lambda: 0)
    assert visit(f"{SITE}/no-head", at=turns.at) == Outcome("", 200)
    assert asked == ["HEAD site.example/no-head", "GET site.example/no-head"]
    assert rests == [2]
    visit(f"{SITE}/moved/page", at=turns.at)
    visit("http://new.example/found", at=turns.at)
    assert rests == [2, 2, 2, 2]  # before each but the first at either site
    assert internet.server.agents == {"TaskforceDossiersLinkCheck/1.0 (+https://dossiers.example.org)"}


def test_nothing_of_this_machine_is_told_or_used(internet, asked, monkeypatch, tmp_path):
    (tmp_path / "netrc").write_text("machine site.example login ada password secret")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    assert visit(f"{SITE}/page") == Outcome("", 200)
