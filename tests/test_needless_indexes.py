"""Indexes of the tables that saving and publishing write: none that another one makes needless."""

import pytest
from django.apps import apps
from django.db import connection

from publishing.models import Live, Publishable

pytestmark = pytest.mark.django_db


def models_of(kind):
    """The rows of this kind, and what ties them to others."""
    rows = [model for model in apps.get_models() if issubclass(model, kind)]
    ties = {relation.related_model for row in rows for relation in row._meta.related_objects}
    return sorted({*rows, *(model for model in ties if model._meta.app_label != "contenttypes")}, key=str)


@pytest.mark.parametrize("model", [*models_of(Live), *models_of(Publishable)], ids=lambda model: model.__name__)
def test_no_column_has_an_index_of_its_own_where_another_index_begins_with_it(model):
    named = (*model._meta.indexes, *model._meta.constraints)
    partial = {each.name for each in named if getattr(each, "condition", None)}
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    # PostgreSQL has one more for beginnings of what is unique.
    kept = {name: each for name, each in found.items() if name not in partial and not name.endswith("_like")}
    indexes = {name: each["columns"] for name, each in kept.items() if each["index"] or each["unique"]}
    needless = [
        name
        for name, columns in indexes.items()
        if not kept[name]["unique"] and any(other[:1] == columns for it, other in indexes.items() if it != name)
    ]
    assert needless == []


def test_words_of_live_rows_are_kept_by_the_search_alone():
    tables = {model._meta.db_table for model in models_of(Live)}
    with connection.cursor() as cursor:
        names = set(connection.introspection.table_names(cursor))
        columns = {
            each.name for table in tables for each in connection.introspection.get_table_description(cursor, table)
        }
    assert "folded" not in columns
    assert not names & {f"{table}_{kept}" for table in tables for kept in ("words", "word_keys", "vocabulary")}
