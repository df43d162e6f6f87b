"""The data folder: its name, who makes it, and the key that lies in it."""

import errno
import os
import re
import stat
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from dossier_site.ops import secret_key
from tests import prepared, running
from tests.reading_settings import settings_with

ODD = """a #1?b%41 'c' "d" & $e; [f]{g} ü ("""


def test_folder_may_have_any_name(tmp_path):
    prepared.folder(tmp_path / ODD)
    with running.serve(tmp_path / ODD, DEMONSTRATION="0") as site:
        assert (site.data_dir / "site.sqlite3").stat().st_size > 0
        with urllib.request.urlopen(f"{site.url}/", timeout=10) as page:
            style = re.search(r"/static/css/site\.\w+\.css", page.read().decode())[0]
        assert urllib.request.urlopen(site.url + style, timeout=10).status == 200
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [ODD]


def test_folders_whose_names_differ_behind_a_sign_are_two(monkeypatch, tmp_path):
    names = {
        settings_with(monkeypatch, DATABASE_URL="", DATA_DIR=f"{tmp_path}/x#{n}")["DATABASE"]["NAME"] for n in (1, 2)
    }
    assert names == {tmp_path / "x#1" / "site.sqlite3", tmp_path / "x#2" / "site.sqlite3"}


def test_relative_folder_is_the_same_from_wherever_a_command_is_started(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert settings_with(monkeypatch, DATA_DIR="elsewhere/data")["DATA_DIR"] == running.HOUSE / "elsewhere" / "data"


@pytest.mark.parametrize(
    "words",
    [
        ("-c", "import dossier_site.settings"),
        ("manage.py", "check"),
        ("manage.py", "check", "--deploy"),
        ("manage.py", "collectstatic", "--dry-run", "--no-input"),
    ],
)
def test_looking_at_the_settings_writes_nothing(tmp_path, words):
    ended = running.python(tmp_path / "data", *words)
    assert ended.returncode == 0, ended.stderr
    assert list(tmp_path.iterdir()) == []


def test_secret_key_is_made_once_for_its_owner_only(tmp_path):
    file = tmp_path / "secret-key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda number: secret_key.make(file, f"key {number}"), range(32)))
    assert keys == {secret_key.read(file)}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["secret-key"]


def test_secret_key_is_made_without_hard_links(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", refuse_links)
    assert secret_key.make(tmp_path / "secret-key", "the key") == secret_key.read(tmp_path / "secret-key")


def refuse_links(*args, **options):
    """What a file system without hard links says."""
    raise OSError(errno.EPERM, os.strerror(errno.EPERM))


def test_empty_secret_key_is_filled_and_an_odd_one_refused(tmp_path):
    file = tmp_path / "secret-key"
    file.touch()
    assert len(secret_key.read(file)) >= 50
    assert secret_key.make(file, "the key") == secret_key.read(file) == "the key"
    file.write_bytes(b"\xff")
    with pytest.raises(ImproperlyConfigured, match="secret-key cannot be read"):
        secret_key.read(file)
