"""A form of the desk says who else has it open, and who was there a short time ago. No item is touched by that."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from editing.models import OpenForm
from tests import desk, make
from tests.test_desk_kept import keep

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client):
    """Signs in one of two editors: people("anna")."""
    users = {"anna": make.editor("anna", first_name="Anna", last_name="Example"), "bo": make.editor("bo")}

    def sign_in(name):
        client.force_login(users[name])
        client.user = users[name]
        return client

    return sign_in


def beat(client, opened, **more):
    """What the script says of a form in which nothing is typed."""
    return keep(client, opened, **more).json()["present"]


def test_two_who_have_a_form_open_see_each_other(people):
    where = desk.address(make.taskforce("A pact"))
    of_anna = people("anna").get(where)
    assert beat(people("anna"), of_anna) == ""
    of_bo = people("bo").get(where)
    assert "Anna Example has this open, too." in desk.text(of_bo)
    beat(people("bo"), of_bo)
    assert beat(people("anna"), of_anna) == "bo has this open, too."


def test_a_hidden_tab_was_here(people):
    where = desk.address(make.taskforce("A pact"))
    beat(people("anna"), people("anna").get(where), in_view="")
    seen = timezone.localtime(OpenForm.objects.get().seen_at)
    assert f"Anna Example was here at {seen:%H:%M}." in desk.text(people("bo").get(where))


@pytest.mark.parametrize(
    ("ago", "told"),
    [
        (timedelta(seconds=50), "has this open"),
        (timedelta(minutes=2), "was here"),
        (timedelta(hours=9), ""),
    ],
)
def test_a_tab_that_says_nothing_any_more_was_here_and_is_forgotten(people, ago, told):
    where = desk.address(make.taskforce("A pact"))
    beat(people("anna"), people("anna").get(where))
    OpenForm.objects.update(seen_at=timezone.now() - ago)
    page = desk.text(people("bo").get(where))
    assert told in page
    assert ("Anna" in page) == bool(told)


def test_who_has_two_tabs_is_told_once_and_never_to_herself(people):
    where = desk.address(make.taskforce("A pact"))
    for in_view in ("1", ""):
        beat(people("anna"), people("anna").get(where), in_view=in_view)
    assert "Anna" not in desk.text(people("anna").get(where))
    assert desk.text(people("bo").get(where)).count("Anna") == 1


def test_who_saved_is_not_here_any_more(people):
    where = desk.address(make.taskforce("A pact"))
    opened = people("anna").get(where)
    beat(people("anna"), opened)
    people("anna").post(where, desk.filled(opened) | {"_save": "1"})
    assert "Anna" not in desk.text(people("bo").get(where))


def test_others_are_told_of_this_form_only_and_of_no_new_one(people):
    first, second = make.taskforce("A pact"), make.taskforce("Another pact")
    beat(people("anna"), people("anna").get(desk.address(first)))
    beat(people("anna"), people("anna").get(desk.adding(type(first))))
    assert "Anna" not in desk.text(people("bo").get(desk.address(second)))
    assert "Anna" not in desk.text(people("bo").get(desk.adding(type(first))))


def test_being_here_asks_little_touches_no_item_and_reads_no_words(people):
    item = make.taskforce("A pact")
    where = desk.address(item)
    keep(people("anna"), people("anna").get(where), typed={"title": "Zebra"})
    bo = people("bo")
    opened = bo.get(where)
    beat(bo, opened)
    with CaptureQueriesContext(connection) as queries:
        beat(bo, opened, active="")
    asked = [query["sql"] for query in queries if "editing_openform" in query["sql"]]
    assert len(queries) <= 7
    assert [sql for sql in asked if '"words"' in sql] == []
    assert [
        query["sql"] for query in queries if "FOR UPDATE" in query["sql"] or 'UPDATE "taskforces' in query["sql"]
    ] == []
