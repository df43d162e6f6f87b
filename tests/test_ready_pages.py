"""Ready pages: what Django gave, until something changes that they show; and nothing private ever."""

# ruff: noqa: F811
import io
import os
import signal
import sqlite3
from datetime import datetime

import brotli
import pytest
import time_machine
from django.test import RequestFactory

from dossier_site.ready.page import Representation
from dossier_site.ready.store import Kept, Store
from dossier_site.ready.turns import turn
from publishing import generation
from publishing.editions import publish, withdraw
from publishing.models import Text
from publishing.touch import touch
from tests import make
from tests.ready import PAGES, Server, bretagne, server, written  # noqa: F401

pytestmark = pytest.mark.django_db
# Of what is drawn as one of these, or is small, it is only shown that it is kept.
OTHERS = [
    "/taskforces/bretagne/share/",
    "/taskforces/bretagne/embedded/?show=timeline",
    "/oembed/?url=http://testserver/taskforces/bretagne/&maxwidth=300",
    "/compare/?with=bretagne",
    "/years/2020/",
    "/data/",
    "/catalogue.jsonld",
    "/llms.txt",
    "/taskforces/bretagne.bib",
    "/taskforces/bretagne/editions/1.json",
    "/countries/fr.atom",
    "/search.atom?q=bretagne",
    "/api/v1/countries",
    "/sitemap-organisations.xml",
]


def change(item, **values):
    for name, value in values.items():
        setattr(item, name, value)
    item.save()
    touch(item)
    publish(item)


def without(headers, *names):
    return {name: value for name, value in headers.items() if name not in names}


@pytest.mark.parametrize("page", PAGES)
def test_ready_page_is_what_django_gives_in_every_encoding(server, bretagne, page):
    for accepted in ("", "gzip, deflate", "identity;q=0.5, gzip;q=0.1"):
        asked = {"HTTP_ACCEPT_ENCODING": accepted} if accepted else {}
        given = server.get(page, server.django, **asked)
        answers = [server.get(page, **asked) for _ask in range(2)]
        assert server.is_ready(page, **asked)
        assert [*answers, server.get(page, **asked)] == [given] * 3
        condition = {"HTTP_IF_NONE_MATCH": f'"x", W/{given[1]["ETag"]}'}
        assert server.get(page, **asked, **condition) == server.get(page, server.django, **asked, **condition)
        assert server.get(page, **asked, HTTP_IF_NONE_MATCH=given[1]["ETag"])[0] == "304"
        assert server.get(page, method="HEAD", **asked) == ("200", given[1], b"")
        assert server.get(page, method="HEAD", **asked, **condition)[0] == "304"
    plain = server.get(page, HTTP_ACCEPT_ENCODING="gzip;q=0, br;q=0.0")
    status, headers, body = server.get(page, HTTP_ACCEPT_ENCODING="gzip, br")
    assert brotli.decompress(body) == plain[2]
    assert (status, headers["Content-Encoding"], headers["Content-Length"]) == ("200", "br", str(len(body)))
    assert len({headers["ETag"], plain[1]["ETag"], given[1]["ETag"]}) == 3
    of_encoding = ("ETag", "Content-Length", "Content-Encoding")
    assert without(headers, *of_encoding) == without(given[1], *of_encoding) == without(plain[1], *of_encoding)


def test_page_that_was_only_asked_about_is_kept_and_has_no_body(server, bretagne):
    page = "/taskforces/bretagne/"
    answer = server.get(page, server.django)
    assert server.get(page, method="HEAD", HTTP_IF_NONE_MATCH=answer[1]["ETag"])[::2] == ("304", b"")
    assert server.is_ready(page)
    for address, status in (("/nothing/", "404"), ("/taskforces/bretagne", "301"), ("/taskforces/?country=", "302")):
        assert [server.get(address, method="HEAD")[::2] for _ask in range(3)] == [(status, b"")] * 3


def test_page_is_put_into_an_encoding_when_somebody_asks_for_that(server, bretagne):
    page = "/taskforces/bretagne/"
    server.get(page, HTTP_ACCEPT_ENCODING="br")
    assert rows(server.ready.pages) == 2
    for accepted, number in (("", 2), ("gzip", 3), ("gzip", 3), ("br", 3)):
        assert server.is_ready(page, HTTP_ACCEPT_ENCODING=accepted)
        assert rows(server.ready.pages) == number
    change(bretagne, title="Another title")
    asked = {"HTTP_ACCEPT_ENCODING": "gzip"}
    server.get(page, HTTP_ACCEPT_ENCODING="br")
    assert server.is_ready(page, **asked)
    assert server.get(page, **asked) == server.get(page, server.django, **asked)


def test_whatever_readers_get_is_kept(server, bretagne):
    server.warm(*OTHERS)


def test_pages_by_http_and_by_https_are_kept_apart(server, bretagne, settings):
    settings.BEHIND_PROXY, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_HSTS_SECONDS = 3600
    server = Server()
    for scheme in ("https", "http", "https, http", "http, https", ""):
        asked = {"HTTP_X_FORWARDED_PROTO": scheme} if scheme else {}
        given = server.get("/contact/", server.django, **asked)
        server.get("/contact/", **asked)
        assert server.is_ready("/contact/", **asked)
        assert server.get("/contact/", **asked) == given
        assert ("Strict-Transport-Security" in given[1]) == scheme.endswith("https")


def test_what_a_reader_sends_changes_nothing_of_a_page_and_none_of_it_is_kept(server, bretagne):
    page, secret = "/taskforces/bretagne/", "s3cr3t"
    names = (
        "ACCEPT_LANGUAGE",
        "RANGE",
        "USER_AGENT",
        "REFERER",
        "X_FORWARDED_HOST",
        "X_FORWARDED_FOR",
        "ACCEPT",
        "X_ANY",
    )
    headers = {f"HTTP_{name}": secret for name in names} | {"HTTP_COOKIE": f"_ga={secret}", "REMOTE_USER": secret}
    first = server.get(page, **headers)
    assert server.is_ready(page)
    assert server.get(page) == first == server.get(page, server.django)
    for name, value in headers.items():
        assert server.get(page, **{name: value}) == first
    kept = b"".join(path.read_bytes() for path in server.ready.folder.iterdir())
    assert b"Bretagne" in kept
    assert secret.encode() not in kept


@pytest.mark.parametrize(
    "own",
    [
        {"HTTP_COOKIE": "sessionid=x"},
        {"HTTP_COOKIE": f"a=b; csrftoken={'x' * 32}"},
        {"HTTP_COOKIE": "messages=x"},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"HTTP_HOST": "elsewhere.example.org"},
        {"HTTP_IF_MATCH": '"x"'},
        {"REQUEST_METHOD": "POST"},
        {"REQUEST_METHOD": "OPTIONS"},
    ],
)
def test_staff_and_what_is_asked_otherwise_go_to_django_and_leave_nothing(server, bretagne, own):
    page = "/taskforces/bretagne/"
    for _ask in range(3):
        before = server.asked
        assert server.get(page, **own) == server.get(page, server.django, **own)
        assert server.asked == before + 1
    server.warm(page)
    assert server.get(page, **own) == server.get(page, server.django, **own)


def test_what_is_no_page_for_everybody_is_not_kept(server, bretagne, client, settings):
    settings.SHOW_DESIGN = True
    addresses = ["/nothing/", "/taskforces/bretagne", "/admin/", "/health/live", "/design/", "/taskforces/?country="]
    for address in [*addresses, "/robots.txt", "/taskforces/bretagne.png"]:
        given = server.get(address, server.django, HTTP_ACCEPT_ENCODING="gzip")
        for _ask in range(3):
            before = server.asked
            answer = server.get(address, HTTP_ACCEPT_ENCODING="gzip")
            assert server.asked > before
            assert (answer[0], answer[2]) == (given[0], given[2])
    withdraw(bretagne, reason="in_error")
    assert server.get("/taskforces/bretagne/")[0] == "410"


def test_publishing_makes_stale_what_shows_the_event_and_little_else(server, bretagne):
    """On a site of several dossiers, of which one changes."""
    others = [make.published(make.taskforce(f"Dossier {number}")) for number in range(3)]
    events = [make.published(make.event(f"Event {other.title}", taskforces=[other], date="2021")) for other in others]
    older = make.published(make.event("Older", taskforces=[others[0]], date="2020"))
    items = [*others, *events, older]
    addresses = {item: type(item).live_model().objects.get(pk=item.pk).get_absolute_url() for item in items}
    server.warm(*addresses.values(), *PAGES)
    change(events[0], title="Another title")
    shown = {item for item in items if b"Another title" in server.get(addresses[item], server.django)[2]}
    stale = {item for item in items if not server.is_ready(addresses[item])}
    assert stale == {others[0], events[0], older} >= shown
    assert [page for page in PAGES if server.is_ready(page)] == [page for page in PAGES if page in KEPT_BY_OTHERS]
    assert all(b"Another title" in server.get(addresses[item])[2] for item in shown)


def test_other_words_of_an_event_make_stale_only_what_shows_words(server, bretagne):
    other = make.published(make.event("Other", taskforces=[bretagne], body="<p>A story</p>", date="2021"))
    stale = {"/", "/events/", "/taskforces/bretagne/", "/events/other/", "/taskforces/?q=other"}
    others = {"/events/meeting/", "/taskforces/", "/taskforces/?country=FR", "/taskforces/?view=table"}
    server.warm(*stale, *others)
    change(other, body="<p>Another story</p>")
    assert {page for page in stale | others if server.is_ready(page)} == others
    assert all(server.get(page) == server.get(page, server.django) for page in stale | others)


def test_lists_of_taskforces_say_when_events_are(server, bretagne):
    event = make.published(make.event("Other", taskforces=[bretagne], body="<p>A story</p>", date="2021"))
    lists = {"/taskforces/", "/taskforces/?country=FR", "/taskforces/?view=table", "/taskforces/?view=timeline"}
    server.warm(*lists)
    change(event, title="Otherwise", type=make.event_type("Study"))
    assert all(server.is_ready(page) for page in lists)
    assert all(server.get(page) == server.get(page, server.django) for page in lists)
    for values in ({"date": "2024-05"}, {"taskforces": []}):
        event.taskforces.set(values.pop("taskforces", [bretagne]))
        change(event, **values)
        assert not any(server.is_ready(page) for page in lists)
        assert all(server.get(page) == server.get(page, server.django) for page in lists)
        server.warm(*lists)


def test_lists_of_events_stand_while_all_stays_that_they_show(server, bretagne):
    other, kind = make.published(make.taskforce("Other")), make.event_type("Study")
    given = {"body": "<p>A story</p>", "type": kind}
    first = make.published(make.event("First", taskforces=[bretagne], date="2021-05", **given))
    second = make.published(make.event("Second", taskforces=[other], date="2020-05", **given))
    draft = make.taskforce("Draft")
    make.published(make.event("Third", taskforces=[draft], date="2019-05", **given))
    of_first, of_second, of_third = (f"/events/?year={year}" for year in (2021, 2020, 2019))
    every = {"/events/", of_first, of_second, of_third, f"/events/?type={kind.slug}", "/events/?q=first"}
    for act, stale in (
        (lambda: change(second, body="<p>Another story</p>"), every - {of_first, of_third}),
        (lambda: change(first, place="Rennes", summary="Said shortly"), every - {of_second, of_third}),
        (lambda: change(other, title="Renamed"), every - {of_first, of_third}),
        (lambda: make.published(draft), every - {of_first, of_second}),
        (lambda: change(second, title="Otherwise"), every),
        (lambda: change(first, body=""), every),
        (lambda: change(first, date="2021-06"), every),
        (lambda: kind.save(), every),
        (lambda: make.organisation("PTVT II", slug="ptvt-2"), every),
        (lambda: withdraw(first, reason="in_error"), every),
        (lambda: make.published(make.event("Fourth", date="2018", **given)), every),
    ):
        server.warm(*every)
        act()
        assert {page for page in every if not server.is_ready(page)} == stale
        assert all(server.get(page) == server.get(page, server.django) for page in every)


def test_home_stands_while_all_stays_that_it_shows(server, bretagne):
    given = {"taskforces": [bretagne], "body": "<p>A story</p>"}
    old, *_others, last = (
        make.published(make.event(f"Event {year}", date=f"{year}", **given)) for year in range(2010, 2020)
    )
    for act, is_ready in (
        (lambda: change(old, body="<p>Another story</p>"), True),
        (lambda: Text.objects.get(pk="contact").save(), True),
        (lambda: change(last, body="<p>Another story</p>"), False),
        (lambda: change(old, title="Otherwise"), False),
        (lambda: change(old, date="2025"), False),
        (lambda: change(old, place="Rennes"), False),
        (lambda: change(bretagne, summary="Another"), False),
        (lambda: bretagne.organisation_links.get().organisation.save(), False),
        (lambda: Text.objects.get(pk="what-are-taskforces").save(), False),
        (lambda: make.published(make.taskforce("Another")), False),
        (lambda: withdraw(last, reason="in_error"), False),
    ):
        server.warm("/")
        act()
        assert server.is_ready("/") == is_ready
        assert server.get("/") == server.get("/", server.django)


KEPT = ("/taskforces/b", "/events/m", "/organisations/p", "/contact/", "/glossary/")
# Pages of the past hang on any change.
PAST = ("/editions/1/", "?as-of=2000-01-01")
KEPT_BY_OTHERS = {page for page in PAGES if page.startswith(KEPT) and not page.endswith(PAST)}
# Lists of taskforces say when events are, not what they are called.
KEPT_BY_OTHERS |= {page for page in PAGES if page.partition("?")[0] == "/taskforces/" and "q=" not in page}


@pytest.mark.parametrize(
    ("act", "pages"),
    [
        (lambda item: change(item, title="New title"), {*PAGES} - {"/contact/", "/glossary/", "/sitemap-events.xml"}),
        (lambda item: make.term(), {"/glossary/", "/taskforces/bretagne/", "/events/meeting/"}),
        (
            lambda item: withdraw(item, reason="in_error"),
            {"/", "/taskforces/", "/events/meeting/", "/organisations/ptvt/"},
        ),
        (
            lambda item: change(make.event("N", taskforces=[item], date="2021")),
            {"/taskforces/bretagne/", "/events/meeting/"},
        ),
        (lambda item: item.organisation_links.get().organisation.save(), {"/events/meeting/", "/organisations/ptvt/"}),
        (lambda item: Text.objects.get(pk="timeline-introduction").save(), {"/taskforces/bretagne/"}),
        (lambda item: Text.objects.get(pk="contact").save(), {"/contact/"}),
        (lambda item: change(make.taskforce("On", slug="on"), title="On"), {"/taskforces/"}),
        (lambda item: generation.note_other_database(), {*PAGES}),
    ],
    ids=[
        "dossier",
        "word explained",
        "withdrawn",
        "neighbour",
        "organisation",
        "text of dossiers",
        "text",
        "new dossier",
        "restored",
    ],
)
def test_page_is_drawn_anew_when_what_it_shows_changes(server, bretagne, act, pages):
    server.warm(*pages)
    act(bretagne)
    for page in pages:
        before = server.asked
        answer = server.get(page)
        assert server.asked > before, page
        assert answer == server.get(page, server.django)


def test_dossier_that_begins_to_build_on_another_is_named_there(server, bretagne):
    server.warm("/taskforces/bretagne/")
    later = make.taskforce("Later one")
    later.relations.create(kind="continues", other=bretagne)
    change(later, title="Later one")
    assert b"Later one" in server.get("/taskforces/bretagne/")[2]


def test_what_changes_while_a_page_is_drawn_makes_it_stale(server, bretagne):
    meeting = bretagne.events.get()

    def changing(environ, start_response):
        answer = server.django(environ, start_response)
        change(meeting, title="Changed meanwhile")
        return answer

    server.ready.application = changing
    assert b"Changed meanwhile" not in server.get("/events/meeting/")[2]
    server.ready.application = server.counting
    assert b"Changed meanwhile" in server.get("/events/meeting/")[2]


def test_day_turns_at_midnight_in_the_sites_time_zone(server, bretagne):
    make.published(make.event("To come", date="2031-03-02"))
    with time_machine.travel(datetime.fromisoformat("2031-03-01T23:59:30+01:00"), tick=False) as moment:
        server.warm("/")
        evening = server.get("/")
        moment.shift(60)
        morning = server.get("/")
    assert evening[2] != morning[2]
    assert evening[2].index(b"To come") != morning[2].index(b"To come")


def test_questions_without_end_take_no_room_from_the_pages(server, bretagne):
    server.warm("/taskforces/bretagne/")
    for number in range(8):
        server.get(f"/taskforces/?year={1990 + number}")
        server.get(f"/taskforces/?anything={number}")
        server.get(f"/taskforces/bretagne/?utm_source={number}")
        server.get("/taskforces/bretagne/", HTTP_HOST=f"testserver:{number + 1}")
    assert server.is_ready("/taskforces/bretagne/?utm_source=x&fbclid=y")
    counted = [rows(store) for store in (server.ready.pages, server.ready.many)]
    assert counted == [1, 0]
    server.warm("/taskforces/?year=1990&country=FR")
    assert server.is_ready("/taskforces/?country=FR&year=1990")
    assert [rows(store) for store in (server.ready.pages, server.ready.many)] == [1, 1]


@pytest.mark.parametrize("path", ["editions/{}/", "editions/{}.json", "compare/1...{}/"])
def test_old_editions_take_no_room_from_the_pages(server, bretagne, path):
    for _time in range(2):
        change(bretagne, title=f"{bretagne.title} again")
    address = f"/taskforces/bretagne/{path}"
    for number in (1, 2, 3):
        server.get(address.format(number))
    assert [rows(store) for store in (server.ready.pages, server.ready.many)] == [0, 0]
    server.get(address.format(2))
    assert server.is_ready(address.format(2))
    assert [rows(store) for store in (server.ready.pages, server.ready.many)] == [0, 1]


def test_small_pages_are_counted_with_what_they_take_beside_their_bodies(server, bretagne):
    body = Representation('"x"', [("ETag", '"x"')], b"x")
    for number in range(5_000):
        server.ready.memory.put(number.to_bytes(2), Kept(1, "today", ["a"], body))
    assert len(server.ready.memory.pages) <= 1024


def test_embedded_address_that_comes_back_is_told_at_once(server, bretagne, settings):
    settings.SITE_URL = "http://testserver"
    other, page = make.published(make.taskforce("Other")), "/oembed/?url=http://testserver/taskforces/bretagne/"
    withdraw(bretagne, reason="replaced", replacement=other)
    server.warm(page)
    assert b"Other" in server.get(page)[2]
    bretagne.refresh_from_db()
    publish(bretagne)
    assert server.get(page) == server.get(page, server.django)
    assert b"Other" not in server.get(page)[2]


def rows(store):
    if not store.path.exists():
        return 0
    with sqlite3.connect(store.path) as connection:
        return connection.execute("SELECT count(*) FROM page").fetchone()[0]


def test_store_never_exceeds_its_size_and_keeps_what_was_asked_last(tmp_path):
    store = Store(tmp_path / "pages.sqlite3", 1024 * 1024)
    with time_machine.travel("2031-03-01", tick=False) as moment:
        for number in range(200):
            page = Representation('"x"', [("ETag", '"x"')], os.urandom(20_000))
            store.put({bytes([number]): Kept(1, "today", ["a"], page)})
            moment.shift(4000)
            assert store.get(b"\0") is not None, number
    assert store.get(bytes([199])).representation == page
    assert store.get(bytes([1])) is None
    assert store.path.stat().st_size <= 1024 * 1024


def test_store_that_cannot_be_used_is_done_without(server, bretagne, caplog):
    server.warm("/contact/")
    server = Server()
    for path in server.ready.folder.iterdir():
        path.write_bytes(b"no database" * 1000)
    for _ask in range(2):
        assert server.get("/contact/") == server.get("/contact/", server.django)
    assert len([record for record in caplog.records if "not kept" in record.message]) == 1
    server.ready.folder.rename(server.ready.folder.with_name("away"))
    server.ready.folder.write_bytes(b"no folder")
    assert server.get("/contact/") == server.get("/contact/", server.django)


def test_page_is_ready_after_a_restart_and_forgotten_by_another_version(server, bretagne, settings):
    server.warm("/contact/")
    assert Server().is_ready("/contact/")
    settings.SITE_NAME = "Another name"
    assert b"Another name" in Server().get("/contact/")[2]
    settings.SITE_NAME = "Taskforce Dossiers"
    assert not Server().is_ready("/contact/")


def test_process_that_is_killed_while_it_draws_holds_nobody_up(tmp_path):
    ready, written = os.pipe()
    if not (process := os.fork()):
        with turn(tmp_path, b"key"):
            os.write(written, b"x")
            signal.pause()
    os.read(ready, 1)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    with turn(tmp_path, b"key") as waited:
        assert waited is False
    os.close(ready)
    os.close(written)


def test_page_is_drawn_once_for_all_who_ask_at_once(server, bretagne, monkeypatch):
    """The others look again when it is their turn."""
    monkeypatch.setattr("dossier_site.ready.layer.turn", after_another(server))
    assert server.get("/contact/")[0] == "200"
    assert server.asked == 1


def after_another(server):
    from contextlib import contextmanager

    @contextmanager
    def turn_after(_folder, _key):
        server.ready.draw(*question("/contact/"))
        yield True

    def question(path):
        from dossier_site.ready.asked import asked

        environ = RequestFactory().get(path).environ | {"HTTP_HOST": "testserver", "wsgi.errors": io.StringIO()}
        return asked(environ), "", environ

    return turn_after


def test_page_that_stays_true_for_an_hour_is_compressed_better_beside_answering(server, bretagne):
    page, asked = "/taskforces/bretagne/", {"HTTP_ACCEPT_ENCODING": "br"}
    with time_machine.travel("2026-03-02 09:00", tick=False) as clock:
        server.warm("/contact/", page)
        rough = [server.get(page, **asked) for _again in range(2)][1]
        clock.shift(3_500)
        assert Server().get(page, **asked) == rough
        clock.shift(200)
        late = Server()
        assert late.get(page, **asked) == rough, "nobody waits for it"
        late.ready.improving.result()
        smaller = late.get(page, **asked)
        assert len(smaller[2]) < len(rough[2])
        assert smaller[1]["Content-Length"] == str(len(smaller[2]))
        assert smaller[1]["ETag"] != rough[1]["ETag"]
        assert brotli.decompress(smaller[2]) == brotli.decompress(rough[2]) == server.get(page)[2]
        assert late.get(page, **asked, HTTP_IF_NONE_MATCH=smaller[1]["ETag"])[0] == "304"
        another, done = Server(), late.ready.improving
        assert another.get(page, **asked) == smaller
        clock.shift(4_000)
        assert another.get(page, **asked) == late.get(page, **asked) == smaller
        assert late.ready.improving is done, "once is enough"
        change(bretagne, summary="Other words")
        assert b"Other words" in brotli.decompress(late.get(page, **asked)[2])
