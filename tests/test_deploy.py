"""The files of deploy/ name what there is: commands, settings, services, files."""

import re

import pytest
from django.core.management import get_commands

from tests.running import HOUSE

DEPLOY = HOUSE / "deploy"


def test_units_start_commands_that_there_are():
    commands = re.findall(r"manage\.py (\w+)", "".join(unit.read_text() for unit in (DEPLOY / "systemd").iterdir()))
    assert {"serve", "backup", "empty_trash"} <= {*commands} <= {*get_commands()}


@pytest.mark.parametrize("timer", sorted((DEPLOY / "systemd").glob("*.timer")), ids=lambda timer: timer.name)
def test_timer_has_its_service(timer):
    assert timer.with_suffix(".service").exists()


def test_image_is_made_of_what_there_is():
    lines = (DEPLOY / "Dockerfile").read_text()
    assert all((HOUSE / name).exists() for name in re.findall(r"^COPY (?!--)(\S+)", lines, re.MULTILINE))


def test_compose_file_names_settings_and_services_that_there_are():
    yaml = pytest.importorskip("yaml")
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = composed["services"]
    example = (HOUSE / ".env.example").read_text()
    assert [name for name in composed["x-site"]["environment"] if f"\n{name}=" not in example] == []
    assert {name for each in services.values() for name in each.get("depends_on", ())} <= services.keys()
    assert (DEPLOY / composed["x-site"]["build"]["context"] / composed["x-site"]["build"]["dockerfile"]).exists()
    volumes = {each.partition(":")[0] for service in services.values() for each in service.get("volumes", ())}
    assert {name for name in volumes if not name.startswith("./")} == composed["volumes"].keys()
