"""Which SQLite the site runs on, and that it keeps every commit."""

from types import SimpleNamespace

import pytest

from dossier_site import checks, sqlite
from tests import running


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 0), True),
    ],
)
def test_versions_with_the_wal_reset_bug_are_known(version, sound):
    assert sqlite.sound(version) is sound


def test_unsound_sqlite_leaves_wal_and_the_start_says_so(monkeypatch):
    monkeypatch.setattr(sqlite, "version", lambda: (3, 40, 1))
    assert sqlite.journal_mode() == "DELETE"
    database = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}
    monkeypatch.setattr(checks, "settings", SimpleNamespace(DATABASES={"default": database}))
    assert [warning.id for warning in checks.sqlite_keeps_commits()] == ["dossier_site.W002"]
    database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL"
    assert [warning.id for warning in checks.sqlite_keeps_commits()] == ["dossier_site.W001"]


def test_file_database_is_durable_and_takes_turns(tmp_path):
    ask = """
from django.db import connection as c
with c.cursor() as cursor:
    for name in ("journal_mode", "synchronous", "foreign_keys", "page_size"):
        print(cursor.execute(f"PRAGMA {name}").fetchone()[0])
print(c.transaction_mode)
"""
    ended = running.manage(tmp_path, "shell", "--verbosity", "0", "-c", ask)
    mode = sqlite.journal_mode().lower()
    assert ended.stdout.split() == [mode, "2", "1", "8192", "IMMEDIATE"], ended.stderr
