"""Folding makes what is stored and what is asked comparable, in any alphabet."""

import pytest
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from text.fields import FoldedField, RichTextField, SortField
from text.folding import fold, question_words, rank, search_text, words


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Région Bretagne", "region bretagne"),
        ("Søren Łódź Straße", "soren lodz strasse"),
        ("  two\n spaces\t", "two spaces"),
        ("Ελλάδα", "ellada"),
        ("", ""),
    ],
)
def test_fold_drops_accents_case_and_spare_spaces(typed, folded):
    assert fold(typed) == folded


@given(st.text())
def test_fold_answers_any_text_and_settles(text):
    once = fold(text)
    assert once.isascii()
    assert fold(once) == once


def test_folded_field_names_its_sources_to_a_migration():
    field = FoldedField("name", "other_names", help_text="kept")
    _name, path, sources, options = field.deconstruct()
    assert (path, sources, options) == ("text.fields.FoldedField", ["name", "other_names"], {"help_text": "kept"})


@isolate_apps("library")
def test_folded_field_reads_what_its_sources_say():
    class Row(models.Model):
        name = models.TextField(default="Été")
        body = RichTextField(default="<p>Åse</p><p>Ñu &amp; <em>x</em></p>")
        note = models.TextField(blank=True)
        parts = models.JSONField(default=lambda: [{"text": "Fin", "state": "achieved"}])
        link = models.JSONField(null=True)
        folded = FoldedField("name", "note", "body", "parts__text", "link__label")

        class Meta:
            app_label = "library"

    row = Row()
    assert Row._meta.get_field("folded").pre_save(row, add=True) == " ete ase nu x fin "
    assert row.folded == " ete ase nu x fin "


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bretagne.", ["bretagne"]),
        ("“Île-de-France” (2020/21)", ["ile", "de", "france", "2020", "21"]),
        ("l'École_normale@example.org", ["l", "ecole", "normale", "example", "org"]),
        ("Львів, П’ять", ["lviv", "p", "yat"]),
        ("Brücken\u00adkurs e\u0301cole", ["bruckenkurs", "ecole"]),
        ("½ m² – C++", ["1", "2", "m2", "c"]),
        ("… !?", []),
    ],
)
def test_words_end_at_anything_that_is_no_letter_and_no_digit(text, parts):
    assert words(text) == parts


SPELLINGS = [
    ("ä", "ae"),
    ("æ", "ae"),
    ("ö", "oe"),
    ("ø", "oe"),
    ("œ", "oe"),
    ("å", "aa"),
    ("ü", "ue"),
    ("ß", "ss"),
    ("ł", "l"),
    ("ñ", "n"),
]
syllables = st.text("bdfgklmnprt", min_size=1, max_size=6)


@pytest.mark.parametrize("pair", SPELLINGS, ids="-".join)
@given(before=syllables, after=syllables)
def test_spellings_of_a_letter_find_each_other(pair, before, after):
    for stored, typed in (pair, pair[::-1]):
        assert (
            rank(
                search_text(f"Der {before}{stored}{after} hier"), question_words(before.upper() + typed.upper() + after)
            )
            == 0
        )


@pytest.mark.parametrize("word", ["Israel", "poet", "boat", "Raab", "Michael", "queue", "Łódź", "Αθήνα", "Београд"])
def test_word_is_found_by_itself_and_by_its_beginnings(word):
    held = search_text(f"({word})")
    assert rank(held, question_words(word)) == 0
    for end in range(1, len(word)):
        assert rank(held, question_words(word[:end])) in (0, 1)


def test_worst_word_of_a_question_is_its_rank():
    held = search_text("Bretagne programme")
    ranks = [
        rank(held, question_words(words)) for words in ("bretagne programme", "bretagne pro", "bretagne gram", "etag x")
    ]
    assert ranks == [0, 1, None, None]


@given(st.text())
def test_any_text_is_found_by_itself(text):
    assert rank(search_text(text), question_words(text)) == 0


def test_no_word_and_no_text_is_longer_than_a_database_can_index():
    assert rank(search_text("x" * 3000), question_words("x" * 2500)) == 0
    held = search_text("abc " * 300_000)
    assert len(held) <= 900_001
    assert held.endswith(" abc ")


@isolate_apps("library")
def test_sort_field_is_compared_letter_by_letter_and_fits_its_column():
    class Row(models.Model):
        name = models.TextField(default="Ýmir" * 100)
        sort_name = SortField("name")

        class Meta:
            app_label = "library"

    row = Row()
    assert Row._meta.get_field("sort_name").pre_save(row, add=True) == ("ymir" * 100)[:300]


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_read_as_all_others_are(text):
    assert words(f"{text} é") == [*words(text), "e"]
