"""The file of settings is read as people write it."""

import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from tests import running
from tests.reading_settings import settings_with


def settings_of(monkeypatch, tmp_path, content, **environment):
    """The settings as a start with this file reads them."""
    (tmp_path / "env").write_bytes(content if isinstance(content, bytes) else content.encode())
    with monkeypatch.context() as patch:
        for name in ("SITE_NAME", "PORT", "BEHIND_PROXY", "DATABASE_URL", "SITE_URL"):
            patch.setenv(name, "")  # so that what the file sets is taken back
            patch.delenv(name)
        return settings_with(patch, ENV_FILE=str(tmp_path / "env"), **environment)


def test_a_file_fills_in_what_the_environment_does_not_say(monkeypatch, tmp_path):
    settings = settings_of(monkeypatch, tmp_path, "SITE_NAME=From the file\nPORT=9001\n", PORT="9002")
    assert (settings["SITE_NAME"], settings["PORT"]) == ("From the file", 9002)


FILES = {
    "comments behind values": "SITE_NAME=Nos dossiers      # as on paper\nPORT=9001 # or 9002\n# BIND=9.9.9.9",
    "CRLF": "SITE_NAME=Nos dossiers\r\nPORT=9001\r\n",
    "BOM": "\ufeffSITE_NAME=Nos dossiers\nPORT=9001",
    "BOM and CRLF": "\ufeffPORT=9001\r\nSITE_NAME=Nos dossiers\r\n",
    "spaces": "  SITE_NAME = Nos dossiers  \n\tPORT =9001\t\n",
    "double quotes": 'SITE_NAME="Nos dossiers" # comment\nPORT="9001"',
    "single quotes": "SITE_NAME = 'Nos dossiers'\nPORT= '9001' ",
    "export": "export SITE_NAME=Nos dossiers\nexport  PORT=9001\n",
    "said twice": "PORT=1\nSITE_NAME=Nos dossiers\nPORT=9001",
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_file_is_read_as_people_write_it(monkeypatch, tmp_path, content):
    settings = settings_of(monkeypatch, tmp_path, content)
    assert (settings["SITE_NAME"], settings["PORT"]) == ("Nos dossiers", 9001)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("SITE_NAME='A # in quotes'", "A # in quotes"),
        ("SITE_NAME=A#1=B", "A#1=B"),
        ("SITE_NAME=$HOME ${HOME}", "$HOME ${HOME}"),
        ("SITE_NAME=Rosa's", "Rosa's"),
        ("SITE_NAME=   # the default", "Taskforce Dossiers"),
    ],
)
def test_signs_in_a_file_stay_as_they_are(monkeypatch, tmp_path, line, name):
    assert settings_of(monkeypatch, tmp_path, line)["SITE_NAME"] == name


def test_settings_of_the_readme_can_be_copied_into_the_file(monkeypatch, tmp_path):
    readme = (running.HOUSE / "README.md").read_text()
    settings = settings_of(monkeypatch, tmp_path, re.search(r"```\n(SITE_URL=.*?)```", readme, re.DOTALL)[1])
    assert settings["BEHIND_PROXY"] is settings["HTTPS"] is True
    assert settings["DATABASE"]["HOST"] == "localhost"


@pytest.mark.parametrize("content", [(running.HOUSE / ".env.example").read_text(), ""], ids=["example", "empty"])
def test_example_file_is_what_the_site_is_without_a_file(monkeypatch, tmp_path, content):
    settings = settings_of(monkeypatch, tmp_path, content)
    assert settings["SITE_URL"] == "http://127.0.0.1:8000"
    assert settings["DATABASE"]["NAME"].name == "site.sqlite3"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("PORT=9001\n\nSITE_NAME='hunter2\n", "line 3 cannot be read"),
        ("PORT=9001\nhunter2\n", "line 2 cannot be read"),
        ("SITE_NAME=a\0b hunter2", "line 1 cannot be read"),
        ("SITE_NAME=hunter2 é".encode("latin-1"), "Save it anew as UTF-8"),
        ("SITE_NAME=hunter2".encode("utf-16"), "Save it anew as UTF-8"),
    ],
)
def test_file_that_cannot_be_read_is_refused_and_not_repeated(monkeypatch, tmp_path, content, reason):
    with pytest.raises(ImproperlyConfigured, match=reason) as error:
        settings_of(monkeypatch, tmp_path, content)
    assert "hunter2" not in str(error.value)


@pytest.mark.parametrize("place", ["missing", "."])
def test_named_file_that_is_none_is_refused(monkeypatch, tmp_path, place):
    with pytest.raises(ImproperlyConfigured, match=str(tmp_path)):
        settings_with(monkeypatch, ENV_FILE=str(tmp_path / place))
