"""When the database is away, or somebody else writes in it: readers are told, and nobody loses what they typed."""

import os
import signal
import socket
import sqlite3
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

import psycopg
import pytest
from django.db import OperationalError, connection, connections

from dossier_site.postgresql.base import DatabaseWrapper
from tests import desk, make, postgresql, prepared, running
from tests.reading import Page, faults
from timeline.models import Event

ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL is a server")


@pytest.fixture
def away(transactional_db, client):
    """A site whose database is nowhere: a folder is in its place, or nobody listens at its port."""
    client.force_login(make.editor())
    client.raise_request_exception = False
    connection.close()
    settings = connection.settings_dict
    there = {name: settings[name] for name in ("NAME", "HOST", "PORT")}
    settings |= (
        {"NAME": "/"} if connection.vendor == "sqlite" else {"HOST": "127.0.0.1", "PORT": postgresql.free_port()}
    )
    yield client
    settings |= there


@pytest.mark.parametrize(
    "path", ["/", "/events/", "/taskforces/nothing/", "/nothing/", "/admin/", "/admin/timeline/event/"]
)
def test_page_without_database_says_when_to_come_again(away, path):
    answer = away.get(path)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "no-store" in answer["Cache-Control"]
    page = Page(answer)
    assert faults(page) == []
    assert page.texts("h1") == ["This page is not available now"]


def test_api_without_database_says_so_to_programs(away):
    answer = away.get("/api/v1/events")
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (answer["Retry-After"], answer.json()["title"]) == ("30", "Service Unavailable")


def test_what_needs_no_database_is_answered_without_it(away):
    assert away.get("/robots.txt").status_code == 200
    assert away.get("/health/live").status_code == 200
    answer = away.get("/health/ready")
    assert (answer.status_code, answer.json()["database"]) == (503, False)


@pytest.mark.django_db
def test_mistake_of_ours_is_not_laid_on_the_database(client, monkeypatch):
    monkeypatch.setattr("dossiers.views.home.Home.get", lambda *args: connection.cursor().execute("SELECT nonsense"))
    client.raise_request_exception = False
    assert client.get("/").status_code == 500


@contextmanager
def another_writer(item):
    """Somebody else's transaction that has written to a row and does not end; nobody waits long for it."""
    settings = connections["default"].get_connection_params()
    if connection.vendor == "sqlite":
        connection.cursor().execute("PRAGMA busy_timeout=10")
        other, write = sqlite3.connect(settings["database"], isolation_level=None), "BEGIN IMMEDIATE"
    else:
        connection.cursor().execute("SET lock_timeout=10")
        words = {name: settings[name] for name in ("dbname", "host", "port", "user") if name in settings}
        other, write = psycopg.connect(**words), f"SELECT FROM {item._meta.db_table} FOR UPDATE"
    with closing(other):
        other.execute(write)
        yield
    connection.close()


@pytest.fixture
def editor(transactional_db, client):
    client.force_login(make.editor())
    return client


def test_form_saved_while_somebody_else_writes_comes_back_with_all_words(editor):
    item = make.taskforce("Bretagne", objectives=["First"])
    opened = desk.filled(editor.get(desk.address(item)))
    typed = opened | {"title": "Brittany", "objectives-0-text": "Other words", "_save": "1"}
    with another_writer(item):
        answer = editor.post(desk.address(item), typed)
        assert desk.errors(answer)[""] == ["Nothing was saved: somebody else is saving just now. Please try again."]
    drawn = desk.filled(answer) | {"_save": "1", "csrfmiddlewaretoken": typed["csrfmiddlewaretoken"]}
    assert drawn == typed
    item.refresh_from_db()
    assert item.title == "Bretagne"
    assert editor.post(desk.address(item), desk.filled(answer) | {"_save": "1"}).status_code == 302
    item.refresh_from_db()
    assert item.title == "Brittany"


@pytest.mark.parametrize("make_row", [make.organisation, make.picture, make.document, make.topic])
def test_form_of_what_is_true_at_once_comes_back_too(editor, make_row):
    item = make_row()
    typed = desk.filled(editor.get(desk.address(item))) | {"_save": "1"}
    typed |= {name: "Other words" for name in ("name", "alt", "title") if name in typed}
    with another_writer(item):
        answer = editor.post(desk.address(item), typed)
        assert "Please try again." in desk.errors(answer)[""][0]
    drawn = desk.filled(answer) | {"_save": "1", "csrfmiddlewaretoken": typed["csrfmiddlewaretoken"]}
    assert drawn == typed


def test_withdrawal_while_somebody_else_writes_comes_back_with_its_words(editor):
    item = make.published(make.taskforce("Bretagne"))
    with another_writer(item):
        answer = editor.post(desk.address(item, "withdraw"), {"reason": "in_error", "note": "A slip"})
        assert "Please try again." in desk.text(answer)
        assert desk.tree(answer).find(".//*[@name='note']").get("value") == "A slip"
    item.refresh_from_db()
    assert item.state == "published"


@pytest.mark.parametrize("kind", ["list", "deletion"])
def test_act_without_a_form_while_somebody_else_writes_is_told(admin_client, transactional_db, kind):
    item = make.event("Meeting")
    address, sent = desk.address(item, "delete"), {"post": "yes"}
    if kind == "list":
        address, sent = desk.ready_to_publish(admin_client, item, note="A note")
    admin_client.get(address)
    with another_writer(item):
        answer = admin_client.post(address, sent, follow=True)
        assert answer.status_code == 200
        assert "Please try again." in answer.content.decode()
    item.refresh_from_db()
    assert item.state == "draft"


def test_readers_wait_for_nobody_who_writes(editor):
    item = make.published(make.taskforce("Bretagne"))
    with another_writer(item):
        for path in ("/", "/taskforces/bretagne/", "/admin/", desk.address(item)):
            assert editor.get(path).status_code == 200


@pytest.fixture
def silent_server():
    """A connection to a server that takes calls and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = {"HOST": "127.0.0.1", "PORT": server.getsockname()[1], "OPTIONS": {"connect_timeout": 2}}
        yield DatabaseWrapper(connection.settings_dict | place | {"NAME": "x", "USER": "x", "PASSWORD": ""})
    DatabaseWrapper.silent_until.clear()


@pytest.mark.django_db
def test_server_that_says_nothing_is_given_up_within_two_seconds(silent_server):
    began = time.monotonic()
    for _ in range(5):  # the first one waits, and the others do not wait in its turn
        with pytest.raises(OperationalError, match="does not answer"):
            silent_server.ensure_connection()
    assert time.monotonic() - began < 2


@pytest.fixture
def own_server():
    """A PostgreSQL server that a test may stop."""
    server = postgresql.Server()
    server.start(prepared.cluster())
    yield server
    server.stop()


@ON_POSTGRESQL
@pytest.mark.django_db
def test_connection_to_a_server_that_stands_still_is_not_used(own_server):
    place = {"HOST": "127.0.0.1", "PORT": own_server.port, "NAME": "postgres", "USER": "postgres", "PASSWORD": ""}
    open_line = DatabaseWrapper(connection.settings_dict | place)
    open_line.connect()
    assert open_line.is_usable()
    os.kill(open_line.connection.info.backend_pid, signal.SIGSTOP)
    assert not open_line.is_usable()
    os.kill(open_line.connection.info.backend_pid, signal.SIGCONT)
    open_line.close()
    DatabaseWrapper.silent_until.clear()


@ON_POSTGRESQL
def test_site_goes_on_by_itself_when_its_server_is_there_again(tmp_path, own_server):
    named = prepared.template(f"postgres://postgres@127.0.0.1:{own_server.port}/postgres")
    with running.serve(tmp_path / "site", DEMONSTRATION="0", **named) as site:
        assert status(site, "/events/") == 200
        own_server.halt()
        assert [status(site, path) for path in ("/events/", "/health/ready", "/robots.txt")] == [503, 503, 200]
        own_server.run()
        running.wait(site)
        assert status(site, "/events/") == 200


def status(site, path):
    """The status of a running site's answer."""
    try:
        with urllib.request.urlopen(site.url + path, timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


HERE = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


def kept(answer):
    """What the page would send again: [(name, value)]."""
    fields = [field for field in desk.tree(answer).iter("input") if field.get("type") == "hidden"]
    return [(field.get("name"), field.get("value")) for field in fields]


def test_form_sent_while_the_database_is_away_can_be_sent_again(away):
    words = {"title": 'Kick-off "x" <b>', "body": "<p>One\ntwo</p>", "topics": ["1", "2"], "_save": "Save"}
    answer = away.post(f"{desk.adding(Event)}?next=/admin/", words, headers=HERE)
    assert answer.status_code == 503
    page = desk.tree(answer)
    assert [form.get("action") for form in page.iter("form")][-1] == f"{desk.adding(Event)}?next=/admin/"
    assert dict(kept(answer)) == words | {"topics": "2"}
    assert kept(answer).count(("topics", "1")) == 1
    assert faults(Page(answer)) == []


@pytest.mark.parametrize(
    "headers", [{}, {"Sec-Fetch-Site": "cross-site", "Origin": "http://elsewhere.example"}], ids=str
)
def test_form_that_nobody_typed_here_is_not_offered_again(away, headers):
    answer = away.post(desk.adding(Event), {"title": "Forged"}, headers=headers)
    assert answer.status_code == 503
    assert "Forged" not in answer.content.decode()


def test_password_is_written_into_no_page(away):
    for where in ("/admin/login/", "/admin/auth/user/add/"):
        answer = away.post(where, {"username": "bea", "password": "a secret"}, headers=HERE)
        assert answer.status_code == 503
        assert "a secret" not in answer.content.decode()


def test_form_that_trips_over_a_mistake_of_ours_can_be_sent_again(editor, monkeypatch):
    monkeypatch.setattr("timeline.admin.EventAdmin.save_model", lambda *args: 1 / 0)
    editor.raise_request_exception = False
    sent = desk.filled(editor.get(desk.adding(Event))) | {"title": "Kick-off", "_save": "1"}
    answer = editor.post(desk.adding(Event), sent, headers=HERE)
    assert answer.status_code == 500
    monkeypatch.undo()
    again = {}
    for name, value in kept(answer):
        again.setdefault(name, []).append(value)
    assert editor.post(desk.adding(Event), again).status_code == 302
    assert Event.objects.get().title == "Kick-off"
