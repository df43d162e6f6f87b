"""What readers look for and do not find: counted by day, without a person, for staff."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from publishing.models import Miss
from publishing.models.misses import MissQuerySet
from tests import make
from tests.reading import read

pytestmark = pytest.mark.django_db


def search(client, words, **more):
    return read(client, "/search/", query_params={"q": words, **more})


def counted():
    return dict(Miss.objects.values_list("words", "times"))


def test_words_that_are_not_found_are_counted_folded(client):
    make.published(make.taskforce("Pact"))
    for words in ("Göteborg girls", "goteborg  GIRLS", "pact", ""):
        search(client, words)
    assert counted() == {"goteborg girls": 2}
    assert {field.name for field in Miss._meta.fields} == {"id", "day", "words", "times"}


@pytest.mark.parametrize("words", ["anna.lind@example.org", "one two three four five six seven", "x" * 150])
def test_what_may_tell_of_a_person_is_not_counted(client, words):
    search(client, words)
    assert counted() == {}


def test_narrowed_question_and_head_are_not_counted(client):
    make.published(make.event("Fair", date="2020"))
    search(client, "nothing", year="2020")
    client.head("/search/", {"q": "nothing"})
    assert counted() == {}


def test_staff_see_what_was_asked_on_two_days(admin_client, client, time_machine):
    time_machine.move_to("2026-05-01 12:00")
    search(client, "robots")
    search(client, "once only")
    search(client, "once only")
    time_machine.move_to("2026-05-03 12:00")
    search(client, "robots")
    time_machine.move_to("2026-05-03 12:05")
    admin_client.login(username="admin", password="password")
    page = admin_client.get("/admin/publishing/miss/").content.decode()
    assert page.count(">robots<") == 1
    assert "once only" not in page


def test_flood_is_bounded_and_old_days_go(client, monkeypatch, time_machine):
    monkeypatch.setattr("publishing.models.misses.MOST_A_DAY", 3)
    Miss.objects.create(words="old", day=timezone.localdate() - timedelta(days=366))
    for number in range(10):
        search(client, f"flood{number}")
    assert sorted(counted()) == ["flood0", "flood1", "flood2"]


def test_reader_gets_the_page_where_nothing_can_be_written(client, monkeypatch):
    def fail(*args, **options):
        raise DatabaseError("read only")

    monkeypatch.setattr(MissQuerySet, "_count", fail)
    assert "Nothing is found" in search(client, "nothing").main


def test_pages_say_what_is_kept_of_readers(client):
    assert "no cookies, no tracking" in read(client, "/").texts("footer")[0]
    assert "are counted by day, without anything about who asked" in read(client, "/privacy/").main
