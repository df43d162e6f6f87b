"""Finding whose news an edition is costs what changed, not what there is; and passes over nothing."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from alerts import matching
from alerts.matching import match
from alerts.models import News, Reached
from publishing.models import Edition
from taskforces.models.live import Dossier
from tests import make
from tests.at_once import while_waiting
from timeline.models.live import Entry

pytestmark = pytest.mark.django_db
# Two of them are the lock on PostgreSQL.
QUESTIONS = 18 if connection.vendor == "postgresql" else 16


def quiet(_sentence):
    """Says nothing."""


def follow(number):
    """A dossier and so many lists are followed."""
    pact = make.published(make.taskforce("Technology Pact"))
    make.published(make.event("Old pact", date="2021"))
    make.subscription("/taskforces/technology-pact/")
    for each in range(number):
        make.subscription(f"/events/?q=zebra{each}&year=2021", address=f"{each}@example.org")
    return pact


@pytest.mark.parametrize(("lists", "questions"), [(1, 1), (3, 1), (19, 1), (41, 3)])
def test_twenty_conditions_are_asked_in_one_question(lists, questions, django_assert_num_queries):
    pact = follow(lists)
    for each in range(3):
        make.published(make.event(f"Event {each}", taskforces=[pact]))
    with django_assert_num_queries(QUESTIONS + questions):
        assert match(quiet) == 3
    assert News.objects.count() == 3


@pytest.mark.parametrize("editions", [1, 3, 20])
def test_many_editions_ask_as_little_as_one(editions, django_assert_num_queries):
    pact = follow(4)
    for each in range(editions):
        make.published(make.event(f"Event {each}", taskforces=[pact]))
    with django_assert_num_queries(QUESTIONS + 1):
        assert match(quiet) == editions
    assert News.objects.count() == editions


def test_what_is_left_of_a_batch_is_done_by_the_next_run(monkeypatch):
    pact = follow(0)
    monkeypatch.setattr(matching, "EDITIONS", 2)
    for each in range(5):
        make.published(make.event(f"Event {each}", taskforces=[pact]))
    said = []

    def stop(sentence):
        said.append(sentence)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        match(stop)
    assert (News.objects.count(), said) == (2, ["2 editions looked at"])
    assert match(said.append) == 3
    assert News.objects.count() == 5


def test_where_nothing_is_followed_nothing_is_looked_at(django_assert_num_queries):
    for each in range(3):
        make.published(make.event(f"Event {each}"))
    assert match(quiet) == 0
    assert Reached.objects.get().edition == Edition.objects.latest("pk").pk


@pytest.mark.parametrize(
    "words", ["pact", "girls", '"in norway"', "programme chemistry", "locarn", "zebra", "pac", "norwegen"]
)
def test_words_are_found_in_few_rows_as_by_the_index(words):
    locarn, chemistry = make.organisation(), make.topic("Chemistry")
    make.published(make.taskforce("Pacts and programmes", countries=["NO"], organisations=[locarn]))
    make.published(make.taskforce("Girls"))
    make.published(make.event("Girls in Norway", topics=[chemistry], body="<p>Their programme</p>"))
    make.published(make.event("Spain", organisations=[locarn]))
    for model in (Dossier, Entry):
        keys = list(model.objects.values_list("pk", flat=True))
        by_index = set(model.objects.search(words).values_list("pk", flat=True))
        assert set(model.objects.among(keys).search(words).values_list("pk", flat=True)) == by_index
        assert not model.objects.among([]).search(words).exists()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time there")
@pytest.mark.django_db(transaction=True)
def test_an_edition_that_is_being_published_is_waited_for():
    first = make.published(make.event("First"))
    with while_waiting(lambda: Edition.objects.horizon()) as answers:
        make.published(make.event("Second"))
    assert answers == [Edition.objects.latest("pk").pk] != [first.editions().get().pk]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writer at a time there")
@pytest.mark.django_db(transaction=True)
def test_who_publishes_for_long_is_left_to_the_next_run():
    def ask():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = '50ms'")
            return Edition.objects.horizon()
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        make.published(make.event("First"))
        with pytest.raises(OperationalError):
            pool.submit(ask).result()
