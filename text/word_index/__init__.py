"""The index of the words of a FoldedField, which the database keeps: however a row is written, it is found.

PostgreSQL has a GIN index, SQLite an FTS5 table.
"""

from contextlib import contextmanager

from django.apps import apps as installed
from django.db import DEFAULT_DB_ALIAS, connection, connections

from text.word_index import postgresql, sqlite
from text.word_index.names import is_numbered, names


def optimize(model):
    """Put the index in order after much was written: SQLite keeps what is written in parts."""
    if connection.vendor == "sqlite":
        words, _keys = names(model)
        with connection.cursor() as cursor:
            cursor.execute(f'INSERT INTO "{words}" ("{words}") VALUES (\'optimize\')')


def keep_word_indexes(app_config, using, apps=installed, **_options):
    """Make the indexes of a room that are missing. After each `migrate`: changing a table on SQLite drops triggers."""
    if app_config.label not in {config.label for config in apps.get_app_configs()}:
        return  # migrated in part: this room has no table yet
    keep = {"sqlite": sqlite.keep, "postgresql": postgresql.keep}[connections[using].vendor]
    with connections[using].cursor() as cursor:
        for model in apps.get_app_config(app_config.label).get_models(include_auto_created=True):
            if _has_words(model):
                keep(cursor, model)


def drop_word_index(model, connection):
    """Drop the index of a model, where there is one."""
    with connection.cursor() as cursor:
        {"sqlite": sqlite.drop, "postgresql": postgresql.drop}[connection.vendor](cursor, model)


@contextmanager
def filled_at_the_end(models, using=DEFAULT_DB_ALIAS):
    """For rows by the million: the database indexes their words once all of them are there, in a fraction of the time.

    PostgreSQL only those that are found in order: other indexes of its are laid aside by who writes so many.
    """
    room = {"sqlite": sqlite, "postgresql": postgresql}[connections[using].vendor]
    late = [model for model in models if _has_words(model) and (room is sqlite or is_numbered(model))]
    with connections[using].cursor() as cursor:
        for model in late:
            cursor.execute(room.DROPPED.format(names(model)[0]))
        yield
        for model in late:
            room.keep(cursor, model)


def _has_words(model):
    return any(field.column == "folded" for field in model._meta.local_concrete_fields)
