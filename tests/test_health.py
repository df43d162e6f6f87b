"""What a monitor asks."""

import pytest
from django.db import OperationalError, connection

from dossier_site import health


def test_live_answers_without_the_database(client):
    answer = client.get("/health/live")  # no database is allowed in this test
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_ready_when_the_database_has_every_migration(client):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": True, "migrations": True})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_not_ready_while_a_migration_waits(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": True, "migrations": False}


def test_not_ready_while_the_database_is_away(client, monkeypatch):
    def away(*args):
        raise OperationalError("no route to the database")

    monkeypatch.setattr(health, "MigrationExecutor", away)
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "unavailable", "database": False, "migrations": False}
    assert "no route" not in answer.content.decode()


def test_health_is_only_for_reading(client):
    assert client.post("/health/live").status_code == 405
