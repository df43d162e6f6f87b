"""What stands for the last commit: another one after each, whoever commits and whatever becomes of the log."""

import json
import os
import signal
import sqlite3
import subprocess
import sys

import pytest

from dossier_site.ready.commits import Commits
from dossier_site.sqlite import journal_mode
from tests import prepared, running

pytestmark = pytest.mark.skipif(journal_mode() != "WAL", reason="This SQLite writes no log.")
INSERT = "INSERT INTO word VALUES ('one')"
# Another process, which closes its connection.
ELSEWHERE = """
import sys
from dossier_site.sqlite import replace_unsound
replace_unsound()
import sqlite3
connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)
for statement in sys.argv[2:]:
    print(connection.execute(statement).fetchall(), flush=True)
"""


def elsewhere(path, *statements):
    command = [sys.executable, "-c", ELSEWHERE, path, *statements]
    return subprocess.run(command, cwd=running.HOUSE, capture_output=True, text=True)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "site.sqlite3"
    assert elsewhere(path, "PRAGMA journal_mode=WAL", "CREATE TABLE word (word)").returncode == 0
    return path


@pytest.fixture(autouse=True)
def one_second(time_machine):
    time_machine.move_to(0, tick=False)


@pytest.fixture
def connection(path):
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


@pytest.fixture
def commits(connection):
    commits = Commits()
    commits.watch(connection)
    return commits


def test_it_stays_while_nothing_is_committed(commits, connection, path):
    first = commits.latest()
    connection.execute("SELECT * FROM word")
    connection.execute("BEGIN")
    connection.execute(INSERT)
    assert commits.latest() == first
    connection.execute("ROLLBACK")
    assert elsewhere(path, "BEGIN", INSERT, "ROLLBACK").returncode == 0
    assert commits.latest() == first is not None


@pytest.mark.parametrize("checkpoint", ["", "PASSIVE", "FULL", "RESTART", "TRUNCATE"])
def test_it_never_comes_again(commits, connection, path, checkpoint):
    seen = [commits.latest()]
    for _commit in range(20):
        connection.execute(INSERT)
        seen.append(commits.latest())
        if checkpoint:
            assert connection.execute(f"PRAGMA wal_checkpoint({checkpoint})").fetchone()[0] == 0
    assert elsewhere(path, INSERT).returncode == 0
    assert len({*seen, commits.latest()}) == 22


def test_it_is_seen_when_all_other_connections_were_closed(commits, connection, path):
    connection.close()
    seen = {commits.latest()}
    for _commit in range(3):
        assert elsewhere(path, INSERT).returncode == 0
        seen.add(commits.latest())
    assert len(seen) == 4


def test_it_is_seen_after_a_writer_was_killed(commits, connection, path):
    first = commits.latest()
    command = [sys.executable, "-c", ELSEWHERE + "sys.stdin.read()", path, "BEGIN", INSERT]
    with subprocess.Popen(command, cwd=running.HOUSE, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert [writer.stdout.readline() for _statement in range(2)] == [b"[]\n"] * 2
        writer.send_signal(signal.SIGKILL)
    assert commits.latest() == first
    assert elsewhere(path, INSERT).returncode == 0
    assert commits.latest() != first


def test_locks_of_this_process_stay_when_it_begins_to_look(connection, path):
    connection.execute("BEGIN IMMEDIATE")
    commits = Commits()
    commits.watch(connection)
    assert "locked" in elsewhere(path, INSERT).stderr
    connection.execute("COMMIT")


def test_it_is_another_one_a_second_later_in_any_case(commits, time_machine):
    first = commits.latest()
    time_machine.shift(1)
    assert commits.latest() != first


@pytest.mark.parametrize("where", ["file", ":memory:", ""])
def test_nobody_can_tell_where_there_is_no_log(tmp_path, where):
    commits = Commits()
    commits.watch(sqlite3.connect(tmp_path / "site.sqlite3" if where == "file" else where))
    assert commits.latest() is None


def test_a_process_that_was_forked_cannot_tell(commits):
    if not (child := os.fork()):
        os._exit(commits.latest() is not None)
    assert os.waitpid(child, 0)[1] == 0
    assert commits.latest() is not None


# A page that is asked for again and again, in a process that counts what it asks the database, and how often it draws.
SITE = """
import json, os
import time_machine
from django.conf import settings
from django.db import connection
from django.test import RequestFactory
from dossier_site.wsgi import application
from dossier_site.ready import freshness
from tests import make
import sqlite3  # the site's, and no other in this process

def asked():
    counted.clear()
    environ = RequestFactory().get("/taskforces/counting/", headers={"host": "127.0.0.1"}).environ
    b"".join(application(environ, lambda status, headers: None))
    return counted

def commit(times, database=None):
    with sqlite3.connect(database or path) as other:
        other.execute(f"UPDATE publishing_changecount SET times = {times}")

def change_meanwhile():
    commit("times")
    def count(names):
        freshness.count = ask
        number = ask(names)
        commit("times + 1")
        return number
    ask, freshness.count = freshness.count, count

def replace():
    connection.close()
    with sqlite3.connect(path) as old, sqlite3.connect(f"{path}-new") as new:
        old.backup(new)
    commit("times + 1", f"{path}-new")
    for end in ("", "-wal", "-shm"):
        os.rename(f"{path}{end}", f"{path}{end}-old")
    os.rename(f"{path}-new", path)

make.published(make.taskforce("Counting", slug="counting"))
path, counted, django = settings.DATABASES["default"]["NAME"], [], application.application
application.application = lambda *request: counted.append("draw") or django(*request)
with time_machine.travel(0, tick=False) as clock:
    for _time in range(3):
        asked()
    connection.connection.set_trace_callback(lambda statement: counted.append("ask"))
    for act in os.environ["ACTS"].split(","):
        eval(act)
        print(json.dumps(asked()))
"""


def site_after(tmp_path, *acts):
    """What a site does for a ready page, after each of these acts."""
    prepared.folder(tmp_path)
    env = {"ACTS": ",".join(acts), "DJANGO_SETTINGS_MODULE": "dossier_site.settings"}
    ended = running.python(tmp_path, "-c", SITE, **env)
    assert not ended.returncode, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def test_a_ready_page_asks_nothing_until_something_is_committed(tmp_path):
    acts = ["None", "None", "commit('times')", "None", "clock.shift(1)", "None"]
    assert site_after(tmp_path, *acts) == [[], [], ["ask"], [], ["ask"], []]


def test_change_right_after_the_question_is_seen(tmp_path):
    first, second = site_after(tmp_path, "change_meanwhile()", "None")
    assert first == ["ask"]
    assert "draw" in second


def test_database_that_was_replaced_is_found_within_a_second(tmp_path):
    assert site_after(tmp_path, "replace()", "clock.shift(1)")[1] == ["draw"]
