"""What a search finds is the same whatever way a database takes to it, and for questions that are hard to answer."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.http import QueryDict

from dossiers.models import SearchRow
from dossiers.search.few import Few
from dossiers.search.filling import fill as make_missing
from dossiers.search.hits import hits, rows_of
from taskforces.models import Dossier
from tests import make
from tests.test_search_page import QUESTIONS, fill
from text.word_index.postgresql import LONGEST_PAIRED
from timeline.models import Entry

pytestmark = pytest.mark.django_db

# How a question is answered: by which limits, which are too wide for the few rows of a test.
WAYS = {
    "looked through": {"asking.COMMON": -1, "asking.SAMPLED": 100},
    "looked through in part": {"asking.COMMON": -1, "asking.SAMPLED": 100, "asking.LOOKED_THROUGH": 2},
    "row by row": {"checking.MANY": 0, "checking.BROAD": 100, "hits.AT_ONCE": 1},
    "by beginnings": {"asking.MOST_WORDS": 0},
    "by all that is named": {"checking.MANY": 10_000},
}


@pytest.mark.parametrize("way", WAYS)
def test_questions_have_the_same_answers_whatever_way_is_taken(monkeypatch, subtests, way):
    fill()
    answers = {question: answer(question) for question in QUESTIONS}
    assert len([each for each in answers.values() if each[0]]) > 40
    for name, limit in WAYS[way].items():
        monkeypatch.setattr(f"dossiers.search.{name}", limit)
    for question, before in answers.items():
        with subtests.test(question):
            assert answer(question) == before


def test_few_rows_looked_at_one_by_one_are_found_by_the_same_questions(subtests):
    fill()
    kinds = {"taskforces": Dossier, "events": Entry}
    few = Few({kind: [*model.objects.values_list("pk", flat=True)] for kind, model in kinds.items()})
    rest = Few({kind: [] for kind in kinds})
    for words in {QueryDict(question).get("q") for question in QUESTIONS} | {*PHRASES}:
        with subtests.test(words):
            by_index = {kind: {row.pk for _kind, row in rows_of(each.places)} for kind, each in found(words).items()}
            assert {kind: few.having(kind, words) for kind in kinds} == by_index
            assert rest.having("events", words) == set()


def found(words):
    return hits({"q": words}, ["taskforces", "events"])


def answer(question):
    asked = QueryDict(question).dict()
    kind = asked.pop("kind", "")
    asked |= {"country": asked.get("country", "").upper(), "year": int(asked.get("year", 0))}
    return hits(asked, [kind])[kind]


def titles(words, **narrowing):
    """What is found, by the titles of events, best first."""
    places = hits({"q": words, **narrowing})[""].places
    rows = dict(SearchRow.objects.filter(place__in=places).values_list("place", "folded"))
    return [rows[place].split("^")[0].split()[0] for place in places]


PHRASES = {
    '"of the"': ["one", "two"],
    '"the of"': [],
    '"la la land"': ["two"],
    '"land la la"': [],
    '"la land"': ["two", "three"],
    '"la la"': ["two", "four"],
    '"a b c"': ["five"],
    '"a b c" "b c a"': [],
    '"one school of the girls"': ["one"],  # over the end of the title
    '"the girls one"': [],  # not from one event into another
    '"the girls" one school': ["one"],
    '"of the" "la la"': ["two"],
    '"of the" lan': ["two"],
    '"of' + " the" * 30 + '"': [],
    " ".join(["la"] * 30): ["two", "three", "four"],
    " ".join(f'"{pair}"' for pair in ("of the", "the girls") * 10): ["one"],
}


def test_phrases_are_found_as_they_stand(subtests):
    for title, summary in {
        "One": "School of the girls",
        "Two": "La la land of the film",
        "Three": "La land la",
        "Four": "Fa la la",
        "Five": "B c and a b c",
        "Six": "B c and a b",
    }.items():
        make.published(make.event(title, summary=summary, date="2020"))
    for words, answer in PHRASES.items():
        with subtests.test(words):
            assert sorted(titles(words)) == sorted(answer)


def test_phrase_of_twenty_words_is_found_and_no_longer_one_read():
    words = [f"w{number}x" for number in range(25)]
    make.published(make.event("Long", summary=" ".join(words)))
    assert titles(f'"{" ".join(words[:20])}"') == titles(f'"{" ".join(words[:20])} elsewhere"') == ["long"]
    assert titles(f'"{" ".join([*words[:10], *words[11:21]])}"') == []


@pytest.mark.parametrize("name", ["Old House Maison", "House Maison, Old House"])
def test_phrase_in_a_name_finds_what_names_it_only_as_it_stands(name):
    make.published(make.event("Fair", organisations=[make.organisation(name)], date="2020"))
    stands = name == "Old House Maison"
    assert titles('"old house maison"') == (["old", "fair"] if stands else [])
    assert "fair" in titles('"old house"')
    assert titles('"maison old"') == ([] if stands else ["house", "fair"])
    assert titles('"fair old house"') == []  # a name is no part of the text


def test_phrase_in_a_text_of_any_length_is_found():
    """Longer texts have no pairs of words in PostgreSQL's index."""
    long = "".join(f" w{number}x" for number in range(LONGEST_PAIRED // 6))
    for place, folded in {1: f" long{long} far away ", 2: f" other{long} away far "}.items():
        SearchRow.objects.create(place=place, token=f"@e{place}", folded=f"{folded}@ke ")
    assert titles('"far away"') == ["long"]
    assert titles('"w7x w8x w9x"') == ["long", "other"]


def test_what_very_many_are_called_finds_what_names_them(monkeypatch):
    monkeypatch.setattr("dossiers.search.hits.MOST", 10)
    monkeypatch.setattr("dossiers.search.hits.AT_ONCE", 10)
    bodies = [make.organisation(f"Institute {number}") for number in range(25)]
    for number, body in enumerate(bodies):
        make.published(make.event(f"E{number:02}", date=f"{1990 + number}", organisations=[body], summary="Some fair"))
    for number in range(30):
        make.published(make.event(f"N{number:02}", date=f"{2020 + number}", summary="Another fair"))
    assert titles("institute fair") == [f"e{number:02}" for number in range(24, 14, -1)]
    assert titles("fair institute 7") == ["e07"]
    assert titles("institute", year=2001) == ["e11"]
    assert titles("some institute fair", year=2001) == ["e11"]
    assert titles("institute another") == []
    found = hits({"q": "institute fair"}, ["", "organisations"])
    assert found[""].is_more
    assert found["organisations"].places == []


def test_twenty_words_that_very_many_are_called_are_no_error(monkeypatch):
    monkeypatch.setattr("dossiers.search.hits.ALL_NAMED", 40)
    words = " ".join(f"w{number}x" for number in range(20))
    bodies = [make.organisation(f"{words} {number}") for number in range(25)]
    make.published(make.event("Fair", organisations=bodies, date="2020"))
    assert "fair" in titles(words)


def test_words_of_a_row_that_changed_are_found_by_their_beginnings():
    make.published(make.event("Fair", date="2020"))
    row = SearchRow.objects.get(token__startswith="@e")
    SearchRow.objects.filter(pk=row.pk).update(folded=f" fair zeppelinfahrt{row.folded}")
    assert titles("zepp fair") == titles("zeppelin") == ["fair"]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM dossiers_searchrow_vocabulary WHERE word = 'zeppelinfahrt'")
            assert cursor.fetchone() == (1,)


def test_index_of_before_is_emptied_by_the_migration_and_made_anew_after_it():
    """Forwards and backwards alike."""
    fill()
    answers = {question: answer(question) for question in QUESTIONS}
    with connection.cursor() as cursor:
        editor = SimpleNamespace(connection=connection, execute=cursor.execute)
        import_module("dossiers.migrations.0002_words_of_names").empty(apps, editor)
    assert not SearchRow.objects.exists()
    make_missing(apps.get_app_config("dossiers"), "default")
    assert {question: answer(question) for question in QUESTIONS} == answers
