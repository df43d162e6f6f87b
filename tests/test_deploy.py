"""The files of deploy/ name what there is: commands, settings, services, files."""

import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests import running
from tests.running import HOUSE

DEPLOY = HOUSE / "deploy"


def test_units_start_commands_that_there_are():
    commands = re.findall(r"manage\.py (\w+)", "".join(unit.read_text() for unit in (DEPLOY / "systemd").iterdir()))
    assert {"serve", "backup", "empty_trash"} <= {*commands} <= {*get_commands()}


@pytest.mark.parametrize("timer", sorted((DEPLOY / "systemd").glob("*.timer")), ids=lambda timer: timer.name)
def test_timer_has_its_service(timer):
    assert timer.with_suffix(".service").exists()


def test_image_is_made_of_what_there_is():
    names = re.findall(r"^COPY (?!--)(\S+)", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    assert all((HOUSE / name).exists() for name in names)
    assert all(into_image(Path(name)) for name in names if name != ".")


def into_image(path):
    """Whether a file goes into the image as Docker reads its list: the last line counts that names it or its folder."""
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    goes = True
    for pattern in filter(None, (line.partition("#")[0].strip() for line in lines)):
        names = pattern.removeprefix("!").replace("**/", "\0").replace("*", "\1")
        form = re.escape(names).replace("\0", "(.*/)?").replace("\1", "[^/]*")
        if any(re.fullmatch(form, str(each)) for each in (path, *path.parents)):
            goes = pattern.startswith("!")
    return goes


@pytest.mark.parametrize(
    "secret",
    [
        *(".env", "deploy/.env", "dossier_site/.env", "deploy/certificate/privkey.pem", "var/site.sqlite3"),
        *(".git/config", "dump.sql", "var/secret-key"),
    ],
)
def test_image_holds_no_secret(secret):
    assert not into_image(Path(secret))


def test_settings_and_certificate_are_never_committed():
    assert {".env", "/deploy/certificate/"} <= {*(HOUSE / ".gitignore").read_text().splitlines()}


def test_image_is_the_whole_site(tmp_path):
    for path in HOUSE.iterdir():
        if into_image(path.relative_to(HOUSE)):
            copy = (
                partial(shutil.copytree, ignore=shutil.ignore_patterns("__pycache__")) if path.is_dir() else shutil.copy
            )
            copy(path, tmp_path / path.name)
    words, env = [sys.executable, "manage.py", "check"], running.surroundings(tmp_path / "var")
    ended = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr


def test_compose_file_names_settings_and_services_that_there_are():
    yaml = pytest.importorskip("yaml")
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = composed["services"]
    example = (HOUSE / ".env.example").read_text()
    assert [name for name in composed["x-site"]["environment"] if f"\n{name}=" not in example] == []
    assert {name for each in services.values() for name in each.get("depends_on", ())} <= services.keys()
    assert (DEPLOY / composed["x-site"]["build"]["context"] / composed["x-site"]["build"]["dockerfile"]).exists()
    assert services["timers"]["command"][-1] in get_commands()
    volumes = {each.partition(":")[0] for service in services.values() for each in service.get("volumes", ())}
    assert {name for name in volumes if not name.startswith("./")} == composed["volumes"].keys()
