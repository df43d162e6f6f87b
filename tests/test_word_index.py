"""The index of words is kept by the database: whoever writes a row, and however."""

import sqlite3
from contextlib import closing

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from dossiers.models import SearchRow
from dossiers.search.hits import hits, rows_of
from library.models import Document
from taskforces.models import Organisation, Result
from tests import make
from text import word_index
from text.word_index.beginnings import FUNCTION, beginnings
from timeline.models import Topic

pytestmark = pytest.mark.django_db


def topics(words):
    return sorted(Topic.objects.search(words).values_list("name", flat=True))


def execute(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def keep():
    word_index.keep_word_indexes(apps.get_app_config("timeline"), "default")


def test_rows_written_in_bulk_are_found_by_what_they_are_now():
    rows = Topic.objects.bulk_create([Topic(name=name, slug=name.lower()) for name in ("Alpha", "Beta", "Gamma")])
    assert topics("alp") == ["Alpha"]
    Topic.objects.filter(name="Beta").update(folded=" alpine ")
    assert topics("alp") == ["Alpha", "Beta"]
    assert topics("beta") == []
    Topic.objects.filter(name="Alpha").delete()
    rows[2].name, rows[2].folded = "Alps", " alps "
    Topic.objects.bulk_update(rows[2:], ["name", "folded"])
    assert topics("alp") == ["Alps", "Beta"]
    execute("UPDATE timeline_topic SET folded = ' delta '")
    assert topics("delta") == ["Alps", "Beta"]


def test_rows_that_are_loaded_from_a_file_are_found(tmp_path):
    make.topic("Alpha")
    call_command("dumpdata", "timeline.topic", output=str(tmp_path / "rows.json"), verbosity=0)
    Topic.objects.all().delete()
    assert topics("alpha") == []
    call_command("loaddata", str(tmp_path / "rows.json"), verbosity=0)
    assert topics("alpha") == ["Alpha"]


def test_an_index_that_lacks_a_part_is_made_anew_after_the_next_migration():
    """As after one that changes the table: SQLite then drops what hangs on the table."""
    make.topic("Alpha")
    execute(
        "DROP INDEX timeline_topic_words"
        if connection.vendor == "postgresql"
        else "DROP TRIGGER timeline_topic_words_added"
    )
    make.topic("Beta")
    long = "x" * 3000  # from before words were cut
    execute(f"UPDATE timeline_topic SET folded = ' beta {long} ' WHERE name = 'Beta'")
    connection.check_constraints()  # PostgreSQL makes no index while it has yet to look at rows
    keep()
    assert (topics("alpha"), topics("beta"), topics(long)) == (["Alpha"], ["Beta"], ["Beta"])
    make.topic("Gamma")
    assert topics("gamma") == ["Gamma"]


def test_common_words_find_the_same_as_rare_ones(monkeypatch):
    make.taskforce("Pal", results=["Institute"])
    make.taskforce("Others", results=["Palace", "Opal", "Pal of mine"])

    def results(words):
        return [row.text for row in Result.objects.order_by("text").search(words).best_first()]

    rare = [results(words) for words in ("pal", "pal mine", "pa m", "pala")]
    assert rare[0] == ["Institute", "Pal of mine", "Palace"]
    monkeypatch.setattr("text.word_lookups.COMMON", 0)
    assert [results(words) for words in ("pal", "pal mine", "pa m", "pala")] == rare


def test_words_are_made_anew_for_rows_from_before(capsys):
    make.document(title="Meetings", contact="Girls", language="en")
    make.published(make.event("Meetings", body="<p>Girls</p>"))
    Document.objects.update(folded=" meetings ")
    SearchRow.objects.filter(token__startswith="@e").update(folded=" meetings ")
    call_command("rebuild_search")
    assert "library.Document: 1 written" in capsys.readouterr().out
    assert Document.objects.search("meeting girls").count() == 1
    events = SearchRow.objects.filter(token__startswith="@e").values_list("folded", flat=True)
    for (words,) in ([Document.objects.get().folded], events):
        assert [mark in words for mark in ("^meetings ", "^girls ", " girls ", "=meet ")] == [True, False, True, True]


ODD = ['"', 'a"b', "'; DROP TABLE x; --", "NEAR(a b)", "a:* | !b & (c", "x" * 5000, "a\x00b", "* ^ - +", "word " * 1000]


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_no_question_is_one_that_the_database_cannot_read(words):
    make.organisation("Words of a, b")
    assert list(Organisation.objects.search(words).best_first()) in ([], [Organisation.objects.get()])


def test_index_stays_right_when_sqlite_counts_rows_anew():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as other:
        other.execute("CREATE TABLE timeline_topic (id char(32) PRIMARY KEY, folded text NOT NULL)")
        other.create_function(FUNCTION, 1, beginnings, deterministic=True)
        word_index.sqlite.keep(other.cursor(), Topic)
        other.executemany("INSERT INTO timeline_topic VALUES (?, ?)", [(f"k{n}", f" w{n} ") for n in range(9)])
        other.execute("DELETE FROM timeline_topic WHERE id < 'k5'")
        other.execute("VACUUM")
        other.execute("UPDATE timeline_topic SET folded = ' new ' WHERE id = 'k8'")
        found = "SELECT key FROM timeline_topic_word_keys WHERE id IN (SELECT rowid FROM timeline_topic_words(?))"
        keys = [other.execute(found, [word]).fetchall() for word in ("w3", "w7", "w8", "new")]
    assert keys == [[], [("k7",)], [], [("k8",)]]


def test_each_beginning_of_words_titles_and_names_is_indexed_once():
    folded = " pal pact internationalisation ^pal @npo =pacts @t12 "
    assert beginnings(folded).split() == [
        *("+pal", "+pa", "+p", "+pact", "+pac"),
        *(f"+{'internatio'[:length]}" for length in range(10, 0, -1)),
        *("+^pal", "+^pa", "+^p", "+@npo", "+@np"),
    ]
    assert beginnings("") == ""


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("i", 2),
        ("internal", 1),
        ("internatio", 1),
        ("internation", 1),
        ("internationalisation", 1),
        ("i internationali", 1),
    ],
)
def test_words_are_found_whole_and_by_short_and_by_long_beginnings(words, number):
    make.topic("Internationalisation")
    make.topic("Internal")
    assert len(topics(words)) == number
    make.published(make.event("Internationalisation"))
    make.published(make.event("Internal"))
    found = [row.title for _kind, row in rows_of(hits({"q": words}, ["events"])["events"].places)]
    assert sorted(found) == topics(words)


def test_beginnings_of_a_row_go_with_its_words():
    make.topic("Alpha")
    Topic.objects.update(folded=" beta ")
    assert (topics("alp"), topics("bet")) == ([], ["Alpha"])
    Topic.objects.all().delete()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM timeline_topic_words WHERE timeline_topic_words MATCH '\"+bet\"'")
            assert cursor.fetchone() == (0,)
