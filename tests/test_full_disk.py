"""A full disk, one that cannot be written, a line to the database that breaks: the form comes back with every word."""

import errno
from contextlib import suppress

import psycopg
import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection

from editing.database import refusal
from editing.models import Submission
from library import storage
from library.models import Document
from tests import desk, make
from timeline.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
ON_SQLITE = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL says so by a code of its own")
ON_POSTGRESQL = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite says so by itself")
FULL = "Nothing was saved: the disk of this site is full."
LONG = "<p>" + "A long story. " * 1000 + "End.</p>"


@pytest.fixture
def staff(client):
    client.force_login(User.objects.create_superuser("ada", password="a password for tests"))
    return client


def raising(table, code):
    """PostgreSQL refuses every new row of a table, as it does when it has no room."""
    return f"""
        CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END $$
        LANGUAGE plpgsql;
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse();
    """


def fill(cursor):
    """SQLite gets not one page more, and has none to spare."""
    cursor.execute("CREATE TABLE filler (bytes)")
    pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count={pages}")
    with suppress(OperationalError):
        while True:
            cursor.execute("INSERT INTO filler VALUES (zeroblob(3000))")


class Unwritable:
    """A database that takes no more, for the length of a block."""

    def __init__(self, code="53100", table="timeline_event"):
        self.code, self.table = code, table

    def __enter__(self):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(raising(self.table, self.code))
            elif self.code == "53100":
                fill(cursor)
            else:
                cursor.execute("PRAGMA query_only=1")

    def __exit__(self, *_error):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER refuse ON {self.table}; DROP FUNCTION refuse()")
            else:
                cursor.execute("PRAGMA max_page_count=1073741823")
                cursor.execute("PRAGMA query_only=0")
                cursor.execute("DROP TABLE IF EXISTS filler")


def comes_back(client, where, sent, sentence):
    """Send a form that cannot be saved; it is drawn again with every word, and can be saved later."""
    answer = client.post(where, sent)
    assert answer.status_code == 200
    assert [text[: len(sentence)] for text in desk.errors(answer).get("", ())] == [sentence], desk.errors(answer)
    drawn = desk.filled(answer)
    assert without_token(drawn) == without_token(sent)
    assert "successfully" not in answer.content.decode()
    return drawn


def without_token(sent):
    return {name: value for name, value in sent.items() if name not in ("csrfmiddlewaretoken", "_save", "_publish")}


@pytest.mark.parametrize("code", ["53100", "25006"])
@pytest.mark.parametrize("button", ["_save", "_publish"])
def test_new_event_comes_back_from_a_database_without_room(staff, code, button):
    sent = desk.filled(staff.get(desk.adding(Event))) | {"title": "Kick-off", "body": LONG, button: "1"}
    with Unwritable(code):
        drawn = comes_back(staff, desk.adding(Event), sent, FULL if code == "53100" else "Nothing was saved: this site")
    assert not Event.objects.exists()
    assert not Submission.objects.exists()
    assert staff.post(desk.adding(Event), drawn | {button: "1"}).status_code == 302
    assert Event.objects.get().title == "Kick-off"


@pytest.mark.parametrize("table", ["django_admin_log", "editing_submission", "publishing_edition"])
@ON_POSTGRESQL
def test_whatever_cannot_be_written_nothing_is(staff, table):
    item = make.event("First")
    sent = desk.filled(staff.get(desk.address(item))) | {"title": "Second", "_publish": "1"}
    with Unwritable(table=table):
        comes_back(staff, desk.address(item), sent, FULL)
    item.refresh_from_db()
    assert (item.title, item.state) == ("First", "draft")


def test_withdrawal_comes_back(staff):
    item = make.published(make.event("Kick-off"))
    where = desk.address(item, "withdraw")
    sent = {"csrfmiddlewaretoken": desk.token(staff.get(where)), "reason": "in_error", "note": "A slip " * 60}
    with Unwritable("25006", "publishing_edition"):
        answer = staff.post(where, sent)
    assert "Nothing was saved: this site cannot write" in desk.text(answer)
    assert desk.tree(answer).find(".//*[@name='note']").get("value") == "A slip " * 60
    assert staff.post(where, sent).status_code == 302


@pytest.mark.parametrize("kind", ["list", "deletion"])
def test_act_without_words_is_told_not_to_be_done(staff, kind):
    item = make.event("Kick-off")
    where, sent = desk.address(item, "delete"), {"post": "yes"}
    if kind == "list":
        where, sent = desk.ready_to_publish(staff, item)
    sent |= {"csrfmiddlewaretoken": desk.token(staff.get(desk.address(item)))}
    with Unwritable("25006", "publishing_edition" if kind == "list" else "django_admin_log"):
        answer = staff.post(where, sent, follow=True)
    assert "Nothing was saved: this site cannot write" in answer.content.decode()
    item.refresh_from_db()
    assert item.state == "draft"


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EIO])
def test_upload_without_room_for_its_file_comes_back(staff, monkeypatch, code):
    def no_room(*_args):
        raise OSError(code, "no room")

    monkeypatch.setattr(storage.WriteOnceStorage, "_write_whole", no_room)
    sent = desk.filled(staff.get(desk.adding(Document))) | {"title": "Report", "_save": "1"}
    answer = staff.post(desk.adding(Document), sent | {"upload": SimpleUploadedFile("a.txt", b"Some words")})
    assert desk.errors(answer)[""][0].startswith("Nothing was saved: ")
    assert desk.errors(answer)["upload"] == ["Choose the file “a.txt” again: it was not kept."]
    assert desk.filled(answer)["title"] == "Report"
    assert not Document.objects.exists()


class Full:
    """A file that takes nothing any more."""

    name = "full"
    content_type_extra = {}

    def refuse(self, *_args):
        raise OSError(errno.ENOSPC, "no room")

    write = seek = refuse

    def close(self):
        """As real files do it: the first time what is left is to be written, too."""
        self.close = lambda: None
        self.refuse()

    def temporary_file_path(self):
        return "/nowhere"


@pytest.mark.parametrize("full_at", ["begin", "piece", "end"])
def test_upload_on_its_way_in_that_finds_no_room_takes_no_word_with_it(staff, monkeypatch, settings, full_at):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0

    def begin(self, *_args, **_kwargs):
        self.file = Full()
        if full_at == "begin":
            self.file.refuse()

    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryFileUploadHandler.new_file", begin)
    if full_at == "end":
        monkeypatch.setattr(Full, "write", lambda *_args: None)
    sent = desk.filled(staff.get(desk.adding(Document))) | {"title": "Report", "_save": "1"}
    answer = staff.post(desk.adding(Document), sent | {"upload": SimpleUploadedFile("a.txt", b"Some words")})
    assert desk.errors(answer)[""][0].startswith(FULL)
    assert desk.filled(answer)["title"] == "Report"
    assert not Document.objects.exists()


@ON_POSTGRESQL
def test_line_that_the_server_cuts_is_taken_up_again(staff):
    item = make.event("First")
    sent = desk.filled(staff.get(desk.address(item))) | {"title": "Second", "_save": "1"}

    def cut(execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "timeline_event" in sql and not cut.done:
            cut.done = True
            with suppress(psycopg.Error):
                connection.connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return execute(sql, params, many, context)

    cut.done = False
    with connection.execute_wrapper(cut):
        drawn = comes_back(staff, desk.address(item), sent, "Nothing was saved: the database did not answer.")
    assert cut.done
    item.refresh_from_db()
    assert item.title == "First"
    assert staff.post(desk.address(item), drawn | {"_save": "1"}).status_code == 302


def test_mistake_of_ours_is_no_full_disk():
    assert refusal(OSError(errno.ENOENT, "not there")) is None
    assert refusal(ValueError()) is None


@ON_SQLITE
def test_page_is_drawn_from_a_disk_that_cannot_be_written(staff):
    item = make.published(make.event("Kick-off"))
    with Unwritable("25006"):
        for path in ("/admin/", desk.address(item), "/admin/timeline/event/", "/events/kick-off/"):
            assert staff.get(path).status_code == 200
