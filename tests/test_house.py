"""The house rules that a machine can check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import HOUSE, manage

TEMPLATES = sorted(str(path) for path in (HOUSE / "templates").rglob("*.html"))
BIN = Path(sys.executable).parent


@pytest.mark.parametrize(
    "rule",
    [
        pytest.param(["ruff", "check", "."], id="style"),
        pytest.param(["ruff", "format", "--check", "."], id="format"),
        pytest.param(["djade", "--check", "--target-version", "5.2", *TEMPLATES], id="templates"),
        pytest.param(["lint-imports", "--no-cache"], id="imports run downwards"),
    ],
)
def test_house_rule_is_kept(rule):
    program, *words = rule
    ended = subprocess.run([BIN / program, *words], cwd=HOUSE, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_no_template_builds_a_path_by_hand():
    assert [path for path in TEMPLATES if re.search(r'(href|action)="/', Path(path).read_text())] == []


def test_every_change_of_a_model_has_its_migration(tmp_path):
    ended = manage(tmp_path, "makemigrations", "--check", "--dry-run")
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_locks_name_no_place_to_fetch_from():
    for lock in (HOUSE / "requirements").glob("*.txt"):
        lines = lock.read_text().splitlines()
        assert not [line for line in lines if line.startswith("-") or "://" in line or "@ file" in line], lock


def test_locks_pin_one_version_with_hashes():
    for lock in (HOUSE / "requirements").glob("*.txt"):
        named = [line for line in lock.read_text().splitlines() if line and line[0] not in " #"]
        assert named, lock
        assert not [line for line in named if not re.match(r"[a-z0-9-]+==[\w.]+ (; .*)?\\$", line)], lock
