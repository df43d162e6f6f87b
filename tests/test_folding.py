"""Folding makes what is stored and what is asked comparable, in any alphabet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.folding import FoldedField, fold


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
    assert (path, sources, options) == ("library.folding.FoldedField", ["name", "other_names"], {"help_text": "kept"})


def test_folded_field_reads_text_lists_and_nothing():
    class Row:
        name, other_names, country = "Été", ["Åse", "Ñu"], None

    field = FoldedField("name", "other_names", "country")
    field.set_attributes_from_name("folded")
    row = Row()
    assert field.pre_save(row, add=True) == "ete ase nu"
    assert row.folded == "ete ase nu"
