"""Finding whose news an edition is costs what changed, not what there is; and passes over nothing."""

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from django.db import OperationalError, connection, transaction

from alerts import matching
from alerts.matching import match
from alerts.models import News, Reached
from dossiers.search.hits import hits, rows_of
from publishing.models import Edition
from tests import make
from tests.at_once import while_waiting

pytestmark = pytest.mark.django_db
# Two of them read the words of what changed and of what it names; two are the lock on PostgreSQL.
QUESTIONS = 20 if connection.vendor == "postgresql" else 18


def quiet(_sentence):
    """Says nothing."""


def follow(number):
    """A dossier and so many lists are followed."""
    pact = make.published(make.taskforce("Technology Pact"))
    make.published(make.event("Old pact", date="2021"))
    make.subscription("/taskforces/technology-pact/")
    for each in range(number):
        make.subscription(f"/events/?q=zebra{each}&year={1980 + each}", address=f"{each}@example.org")
    return pact


@pytest.mark.parametrize(("lists", "questions"), [(1, 1), (3, 1), (19, 1), (41, 3)])
def test_twenty_conditions_are_asked_in_one_question(lists, questions, django_assert_num_queries):
    pact, topic = follow(lists), make.topic()
    for each in range(3):
        make.published(make.event(f"Event {each}", taskforces=[pact], topics=[topic]))
    with django_assert_num_queries(QUESTIONS + questions):
        assert match(quiet) == 3
    assert News.objects.count() == 3


@pytest.mark.parametrize("editions", [1, 3, 60])
def test_many_editions_ask_as_little_as_one(editions, django_assert_num_queries):
    pact, topic = follow(4), make.topic()
    for each in range(editions):
        make.published(make.event(f"Event {each}", taskforces=[pact], topics=[topic]))
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
def test_whoever_follows_words_is_told_of_what_a_search_for_them_finds(words):
    locarn, chemistry = make.organisation(), make.topic("Chemistry")
    for kind in ("search", "events"):
        make.subscription(f"/{kind}/?{urlencode({'q': words})}", address=f"{kind}@example.org")
    make.published(make.taskforce("Pacts and programmes", countries=["NO"], organisations=[locarn]))
    make.published(make.taskforce("Girls"))
    make.published(make.event("Girls in Norway", topics=[chemistry], body="<p>Their programme</p>"))
    make.published(make.event("Spain", organisations=[locarn]))
    match(quiet)
    kinds = {"search": ["taskforces", "events"], "events": ["events"]}
    for subject, some in kinds.items():
        told = News.objects.filter(subject__kind=subject).values_list("edition__key", flat=True)
        found = hits({"q": words}, some)
        assert {*told} == {row.pk for each in found.values() for _kind, row in rows_of(each.places)}


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
