"""Who works at the desk stays signed in; who does not is signed out after two weeks."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(time_machine):
    time_machine.move_to("2026-03-01T10:00Z", tick=False)
    return time_machine


@pytest.fixture
def editor(client, clock):
    client.force_login(make.editor())
    return client


def status(client):
    return client.get("/admin/").status_code


def test_session_lives_on_while_somebody_works(editor, clock):
    for day in (10, 20, 30):
        clock.move_to(f"2026-03-{day}T10:00Z", tick=False)
        answer = editor.get("/admin/")
        assert answer.status_code == 200
        assert answer.cookies["sessionid"]["max-age"] == 14 * 24 * 60 * 60
    clock.move_to("2026-04-14T10:00Z", tick=False)
    assert status(editor) == 302


def test_session_ends_two_weeks_after_the_last_visit(editor, clock):
    clock.move_to("2026-03-15T10:00:01Z", tick=False)
    assert status(editor) == 302


def test_session_is_written_once_a_day_and_not_for_readers(editor, clock):
    ends = Session.objects.get().expire_date
    clock.move_to("2026-03-01T20:00Z", tick=False)
    assert "sessionid" not in editor.get("/admin/").cookies
    clock.move_to("2026-03-03T10:00Z", tick=False)
    editor.get("/")
    assert Session.objects.get().expire_date == ends
    editor.get("/admin/")
    assert Session.objects.get().expire_date > ends


def test_page_is_shown_where_the_session_cannot_be_written(editor, clock):
    clock.move_to("2026-03-10T10:00Z", tick=False)

    def refuse(execute, sql, *rest):
        if sql.startswith("UPDATE") and "django_session" in sql:
            sql = "UPDATE nothing SET nothing = 1"
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        assert status(editor) == 200
    assert status(editor) == 200
