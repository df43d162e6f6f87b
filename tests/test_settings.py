"""Every setting is read, and an odd one stops the start with a sentence that says what to write."""

import os
import re
import runpy
import stat
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from gunicorn.util import parse_address

from dossier_site import checks, env, sqlite
from tests import running


def settings_with(monkeypatch, **environment):
    """The settings as a start with this environment reads them."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(running.HOUSE / "dossier_site" / "settings.py"))


@pytest.mark.parametrize(
    ("name", "value", "way_out"),
    [
        ("DEBUG", "maybe", "Write 1 for on or 0 for off"),
        ("PORT", "eight", "a whole number from 1 to 65535"),
        ("PORT", "70000", "a whole number from 1 to 65535"),
        ("WEB_CONCURRENCY", "-1", "a whole number from 1 to 64"),
        ("SITE_URL", "dossiers.example.org", "like https://dossiers.example.org"),
        ("SITE_URL", "https://dossiers.example.org/site", "without a path"),
        ("SITE_URL", "https://[::1", "like https://dossiers.example.org"),
        ("TIME_ZONE", "Brussels", "a name like Europe/Brussels"),
        ("ADMINS", "webmaster", "e-mail addresses with commas"),
        ("LOG_LEVEL", "loud", "one of: DEBUG, INFO"),
        ("DATABASE_URL", "nonsense", "like postgres://"),
        ("DATABASE_URL", "postgres://user:pass@host:port/name", "like postgres://"),
        ("DATABASE_URL", "mysql://user@host/name", "Use postgres://"),
        ("CACHE_URL", "cupboard://", "like redis://"),
        ("EMAIL_URL", "pigeon://", "like smtp+tls://"),
        ("DATA_DIR", "/dev/null/data", "Name a folder you may write"),
    ],
)
def test_odd_value_stops_the_start_and_says_what_to_write(monkeypatch, name, value, way_out):
    with pytest.raises(ImproperlyConfigured, match=re.escape(way_out)) as error:
        settings_with(monkeypatch, **{name: value})
    assert name in str(error.value)


def test_password_in_an_odd_database_address_is_not_repeated(monkeypatch):
    with pytest.raises(ImproperlyConfigured) as error:
        settings_with(monkeypatch, DATABASE_URL="postgres://user:hunter2@host:port/name")
    assert "hunter2" not in str(error.value)


def test_odd_value_ends_a_command_with_the_sentence(tmp_path):
    ended = running.manage(tmp_path, "check", PORT="eight")
    assert ended.returncode != 0
    assert ended.stderr.strip().splitlines()[-1].endswith("Write a whole number from 1 to 65535.")


@pytest.mark.parametrize(
    ("bind", "listens"), [("::1", "::1"), ("[::1]", "::1"), ("::", "::"), ("0.0.0.0", "0.0.0.0"), ("", "127.0.0.1")]
)
def test_the_place_to_listen_is_one_that_gunicorn_reads(monkeypatch, bind, listens):
    settings = settings_with(monkeypatch, BIND=bind)
    assert parse_address(f"{settings['BIND']}:{settings['PORT']}") == (listens, settings["PORT"])
    assert urlsplit(f"http://{settings['BIND']}:{settings['PORT']}").hostname == listens


def test_site_url_follows_the_port_and_names_the_allowed_hosts(monkeypatch):
    monkeypatch.delenv("SITE_URL")
    settings = settings_with(monkeypatch, PORT="9000")
    assert settings["SITE_URL"] == "http://127.0.0.1:9000"
    settings = settings_with(monkeypatch, SITE_URL="https://dossiers.example.org/")
    assert settings["SITE_URL"] == "https://dossiers.example.org"
    assert settings["ALLOWED_HOSTS"] == ["dossiers.example.org", "127.0.0.1", "[::1]", "localhost"]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_cookies_and_hsts_follow_the_scheme(monkeypatch, scheme):
    settings = settings_with(monkeypatch, SITE_URL=f"{scheme}://dossiers.example.org")
    secure = scheme == "https"
    assert settings["SESSION_COOKIE_SECURE"] is settings["CSRF_COOKIE_SECURE"] is secure
    assert bool(settings["SECURE_HSTS_SECONDS"]) is secure


def test_header_of_a_proxy_is_believed_only_when_there_is_one(monkeypatch):
    settings = settings_with(monkeypatch, SITE_URL="https://dossiers.example.org")
    assert "SECURE_PROXY_SSL_HEADER" not in settings
    assert settings["SECURE_SSL_REDIRECT"] is False
    settings = settings_with(monkeypatch, BEHIND_PROXY="1")
    assert settings["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")
    assert settings["SECURE_SSL_REDIRECT"] is True


@pytest.mark.parametrize("behind_proxy", ["0", "1"])
def test_deployment_check_finds_nothing_with_https(tmp_path, behind_proxy):
    words = ("check", "--deploy", "--fail-level", "WARNING")
    ended = running.manage(tmp_path, *words, SITE_URL="https://dossiers.example.org", BEHIND_PROXY=behind_proxy)
    assert ended.returncode == 0, ended.stderr


def test_a_file_fills_in_what_the_environment_does_not_say(monkeypatch, tmp_path):
    (tmp_path / "env").write_text("SITE_NAME=From the file\nPORT=9001\n")
    monkeypatch.setenv("SITE_NAME", "")  # so that what the file sets is taken back after the test
    monkeypatch.delenv("SITE_NAME")
    settings = settings_with(monkeypatch, ENV_FILE=str(tmp_path / "env"), PORT="9002")
    assert (settings["SITE_NAME"], settings["PORT"]) == ("From the file", 9002)


def test_every_setting_is_in_the_example_file():
    frame = running.HOUSE / "dossier_site"
    code = "".join((frame / name).read_text() for name in ("settings.py",))
    names = {line.split('("', 1)[1].split('"')[0] for line in code.splitlines() if "env." in line and '("' in line}
    example = (running.HOUSE / ".env.example").read_text()
    assert {name for name in names if name.isupper() and f"{name}=" not in example} == set()


def test_secret_key_is_made_once_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    file = tmp_path / "secret-key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: env.secret_key("SECRET_KEY", file), range(32)))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret-key"]


def test_empty_secret_key_is_refused(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY")
    (tmp_path / "secret-key").touch()
    with pytest.raises(ImproperlyConfigured, match="is empty"):
        env.secret_key("SECRET_KEY", tmp_path / "secret-key")


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
    print([cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")])
print(c.transaction_mode)
"""
    ended = running.manage(tmp_path, "shell", "--verbosity", "0", "-c", ask)
    mode = sqlite.journal_mode().lower()
    assert ended.stdout.split("\n")[:2] == [f"['{mode}', 2, 1]", "IMMEDIATE"], ended.stderr
