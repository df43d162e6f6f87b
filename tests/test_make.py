"""`make` chooses the Python and what it installs by the settings that the site reads."""

import os
import subprocess

import pytest

from tests import running
from tests.test_env_file import FILES


def make(*words, **env):
    """Run make in the house, with nothing of this environment but the path to its programs."""
    env = {"PATH": os.environ["PATH"], **env}
    return subprocess.run(["make", *words], cwd=running.HOUSE, env=env, capture_output=True, text=True)


def setting_by_awk(file, name):
    """A setting as make finds it."""
    command = ["awk", "-v", f"name={name}", "-f", "tools/setting.awk", file]
    found = subprocess.run(command, cwd=running.HOUSE, capture_output=True, text=True, check=True)
    return found.stdout.removesuffix("\n")


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_make_reads_a_file_as_the_site_does(tmp_path, content):
    (tmp_path / "env").write_bytes(content.encode())
    assert setting_by_awk(tmp_path / "env", "SITE_NAME") == "Nos dossiers"
    assert setting_by_awk(tmp_path / "env", "PORT") == "9001"
    assert setting_by_awk(tmp_path / "env", "BIND") == ""


ODD = "\ufeffexport DATABASE_URL = 'postgres://user:p#ss@host/name' # ours\r\nPYTHON=/opt/my python  # new\r\n"


@pytest.mark.parametrize("name", ["env", "a 'b' #c"])
def test_file_chooses_python_and_lock(tmp_path, name):
    (tmp_path / name).write_bytes(ODD.encode())
    for planned in (
        make("-Bn", "run", f"ENV_FILE={tmp_path / name}"),
        make("-Bn", "run", ENV_FILE=str(tmp_path / name)),
    ):
        assert "-r requirements/postgres.txt" in planned.stdout
        assert '"/opt/my python" -m venv' in planned.stdout


def test_environment_counts_more_than_the_file(tmp_path):
    (tmp_path / "env").write_text(ODD)
    for words, env in ((("DATABASE_URL=",), {}), ((), {"DATABASE_URL": ""})):
        assert "-r requirements/run.txt" in make("-Bn", "run", *words, ENV_FILE=str(tmp_path / "env"), **env).stdout


def test_without_a_file_the_lock_is_that_of_sqlite(tmp_path):
    planned = make("-Bn", "run", ENV_FILE=os.devnull).stdout
    assert "-r requirements/run.txt" in planned
    assert "python3 -m venv" in planned.replace('"', "")


def test_old_python_is_refused_with_a_clear_message(tmp_path):
    old = tmp_path / "python-of-old"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    (tmp_path / "Makefile").write_text((running.HOUSE / "Makefile").read_text())
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "run.txt").touch()
    words = ["make", "run", f"PYTHON={old}", "DATABASE_URL="]
    ended = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True)
    assert ended.returncode != 0
    assert "needs Python 3.11 or newer" in ended.stdout


def test_make_restore_wants_a_file():
    ended = subprocess.run(["make", "restore", "--dry-run"], cwd=running.HOUSE, capture_output=True, text=True)
    assert "make restore FILE=" in ended.stdout
