"""Folding makes what is stored and what is asked comparable, in any alphabet."""

import pytest
from django.db import models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from text.fields import FoldedField, RichTextField
from text.folding import fold


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
        folded = FoldedField("name", "note", "body")

        class Meta:
            app_label = "library"

    row = Row()
    assert Row._meta.get_field("folded").pre_save(row, add=True) == "ete ase nu & x"
    assert row.folded == "ete ase nu & x"
