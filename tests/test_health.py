"""What a monitor asks."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.utils import timezone

from dossier_site import health
from tests import make

UNKNOWN = {"status": "unavailable", "migrations": False, "letters": "unknown"}
WELL = {"status": "ok", "database": True, "migrations": True, "disk": "ok", "letters": "off"}


def test_live_answers_without_the_database(client):
    answer = client.get("/health/live")  # no database is allowed in this test
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_the_database_has_every_migration(client):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, WELL)
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == WELL | UNKNOWN


def test_not_ready_while_the_database_is_away(client, monkeypatch):
    def away(*args):
        raise OperationalError("no route to the database")

    monkeypatch.setattr(health, "MigrationRecorder", away)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == WELL | UNKNOWN | {"database": False}
    assert "no route" not in answer.content.decode()


@pytest.mark.django_db
def test_disk_that_is_nearly_full_is_told_and_readers_are_still_served(client, monkeypatch):
    monkeypatch.setattr(health, "NEARLY_FULL", 10**18)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, WELL | {"disk": "nearly full"})


@pytest.mark.django_db
def test_letters_that_are_late_are_told(client, settings, time_machine):
    settings.SENDS_MAIL = True
    assert client.get("/health/ready").json() == WELL | {"letters": "ok"}  # nobody waits for any
    make.subscription()
    assert client.get("/health/ready").json() == WELL | {"letters": "late"}
    call_command("send_alerts", stdout=StringIO())
    assert client.get("/health/ready").json() == WELL | {"letters": "ok"}
    time_machine.move_to(timezone.now() + timedelta(hours=2))
    assert client.get("/health/ready").json() == WELL | {"letters": "late"}


@pytest.mark.django_db
def test_data_folder_that_is_gone_is_told_without_its_name(client, settings, tmp_path):
    settings.DATA_DIR = tmp_path / "gone"
    answer = client.get("/health/ready")
    assert answer.json() == WELL | {"disk": "unknown"}


@pytest.mark.parametrize("host", ["192.0.2.1", "elsewhere.example.org:99999", "[", ""])
@pytest.mark.django_db
def test_monitor_may_ask_by_any_name_of_the_machine(client, host):
    for path in ("/health/live", "/health/ready"):
        assert client.get(path, headers={"host": host}).status_code == 200
    assert client.get("/health/other", headers={"host": host}).status_code == 400


def test_health_is_only_for_reading(client):
    assert client.post("/health/live").status_code == 405
