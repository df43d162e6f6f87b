"""An index of words that SQLite fills in another process is the one that it would fill row by row."""

import signal
import subprocess

import pytest
from django.db import IntegrityError, connection, transaction

from dossiers.models import SearchRow
from dossiers.search.table import save
from tests import prepared, running
from text.word_index.beside import filled_beside
from text.word_index.names import names

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL fills its own at the end"),
]
WORDS = names(SearchRow)[0]
INTO = f'INSERT INTO "{WORDS}" (rowid, words) VALUES (?, ?)'
NEW = [(3, " delta ^delta "), (5, " alphabet @e1 ")]


def places(asked):
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT rowid FROM "{WORDS}" WHERE "{WORDS}" MATCH %s ORDER BY rowid', [asked])
        return [place for (place,) in cursor.fetchall()]


def write(rows):
    SearchRow.objects.bulk_create(SearchRow(place=place, token=f"@x{place}", folded=words) for place, words in rows)


@transaction.atomic
def fill(statements, rows):
    with filled_beside(connection, [SearchRow], statements):
        write(rows)


@pytest.fixture
def present():
    SearchRow.objects.all().delete()
    write([(1, " alpha "), (9, " beta alpha ")])


def test_rows_that_were_there_new_ones_and_those_that_come_later_are_found(present):
    with filled_beside(connection, [SearchRow], [(INTO, NEW)]):
        write(NEW)
        assert places("alpha*") == [1, 9]  # as before, until the end
    assert (places("alpha *"), places("delta"), places('"beta alpha"')) == ([1, 5, 9], [3], [9])
    write([(7, " alpine ")])
    SearchRow.objects.filter(place=5).update(folded=" gamma ")
    SearchRow.objects.filter(place=1).delete()
    assert (places("al *"), places("gamma")) == ([7, 9], [5])
    with connection.cursor() as cursor:
        cursor.execute(f'INSERT INTO "{WORDS}" ("{WORDS}") VALUES (\'integrity-check\')')
        cursor.execute(f'SELECT k FROM "{WORDS}_config"')
        assert cursor.fetchall() == [("version",)]


def test_what_goes_wrong_there_is_told_and_leaves_all_as_it_was(present, capfd):
    with pytest.raises(subprocess.CalledProcessError):
        fill([("INSERT INTO nowhere VALUES (?)", [(1,)])], NEW)
    assert "nowhere" in capfd.readouterr().err
    assert (places("alpha *"), SearchRow.objects.count()) == ([1, 9], 2)


def test_what_goes_wrong_here_ends_it_and_leaves_all_as_it_was(present):
    with pytest.raises(IntegrityError):
        fill([(INTO, NEW)], [*NEW, *NEW])
    write([(7, " alpine ")])
    assert places("al *") == [1, 7, 9]


KILLED = """
import django, os, signal
django.setup()
from django.db import connection, transaction
from dossiers.models import SearchRow
from text.word_index.beside import filled_beside
many = [(place, " alpha ") for place in range(300_000)]
with transaction.atomic(), filled_beside(connection, [SearchRow], [('INTO', many)]):
    os.kill(os.getpid(), signal.SIGKILL)
""".replace("INTO", INTO)


def test_process_that_is_killed_leaves_no_files(tmp_path):
    prepared.folder(tmp_path)
    before = {path.name for path in tmp_path.iterdir()}
    ended = running.python(tmp_path, "-c", KILLED, DJANGO_SETTINGS_MODULE="dossier_site.settings")
    assert ended.returncode == -signal.SIGKILL

    def files():
        assert {path.name for path in tmp_path.iterdir()} <= {*before, "site.sqlite3-wal", "site.sqlite3-shm"}

    running.wait_for(files, AssertionError)


def test_rows_that_come_together_make_one_part_of_the_index(present):
    before = parts()
    save({f"@y{name}": SearchRow(90 - 20 * name, f"@y{name}", f" omega{name} ") for name in range(4)}, {})
    assert (places("omega *"), parts() - before) == ([30, 50, 70, 90], 1)


def parts():
    with transaction.atomic(), connection.cursor() as cursor:  # a savepoint writes down what is in memory
        cursor.execute(f'SELECT COUNT(DISTINCT segid) FROM "{WORDS}_idx"')
        return cursor.fetchone()[0]
