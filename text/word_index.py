"""The index of the words of a FoldedField, which the database keeps: however a row is written, it is found.

PostgreSQL has a GIN index. SQLite has an FTS5 table without content, and triggers that keep it; a table of keys stands
between, since FTS5 counts rows by numbers that VACUUM may change in tables without a number of their own.
"""

from contextlib import contextmanager

from django.apps import apps as installed
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BigIntegerField

from text.folding import LONGEST_WORD

# Beginnings of so many letters have an index of their own; those of others are put together from their words.
BEGINNINGS = "1 2 3 4 6 8"
# Words are folded already; marks stand before those of titles, before stems and before what is named.
TOKENS = "\"ascii tokenchars '^=@'\""
# The column in which PostgreSQL keeps the words of rows with numbers of their own.
KEPT = "words"


def names(model):
    """What the index of a model is called, and on SQLite the table of its keys."""
    table = model._meta.db_table
    return f"{table}_words", f"{table}_word_keys"


def is_numbered(model):
    """Whether its rows have numbers that they are given with care: the index finds them in that order."""
    return type(model._meta.pk) is BigIntegerField


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
    keep = {"sqlite": _keep_on_sqlite, "postgresql": _keep_on_postgresql}[connections[using].vendor]
    with connections[using].cursor() as cursor:
        for model in apps.get_app_config(app_config.label).get_models(include_auto_created=True):
            if _has_words(model):
                keep(cursor, model)


@contextmanager
def filled_at_the_end(models, using=DEFAULT_DB_ALIAS):
    """For rows by the million: SQLite indexes their words once all of them are there, in a fraction of the time."""
    late = [model for model in models if _has_words(model)] if connections[using].vendor == "sqlite" else []
    with connections[using].cursor() as cursor:
        for model in late:
            cursor.execute(f'DROP TRIGGER "{names(model)[0]}_added"')
        yield
        for model in late:
            _keep_on_sqlite(cursor, model)


def _has_words(model):
    return any(field.column == "folded" for field in model._meta.local_concrete_fields)


def tsvector(column):
    """A column's words for PostgreSQL as they are: its own parser would take some of them apart."""
    return f"array_to_tsvector(array_remove(string_to_array(btrim({column}), ' '), ''))"


def _keep_on_postgresql(cursor, model):
    table, (index, _keys), words = model._meta.db_table, names(model), tsvector("folded")
    if is_numbered(model):
        # Its rows are walked in their order, and to make out the words of each would take most of the time.
        column = f"{KEPT} tsvector GENERATED ALWAYS AS ({words}) STORED"
        cursor.execute(f'ALTER TABLE "{table}" ADD COLUMN IF NOT EXISTS {column}')
        words = KEPT
    cursor.execute("SELECT to_regclass(%s)", [f'"{index}"'])
    if cursor.fetchone()[0]:
        return
    too_long = f"[^ ]{{{LONGEST_WORD}}}"  # rows from before words were cut; the index would refuse them
    shorter = f"regexp_replace(folded, '({too_long})[^ ]+', '\\1', 'g')"
    cursor.execute(f"UPDATE \"{table}\" SET folded = {shorter} WHERE folded ~ '{too_long}[^ ]'")
    cursor.execute(f'CREATE INDEX "{index}" ON "{table}" USING gin (({words}))')


def _keep_on_sqlite(cursor, model):
    parts = _sqlite_parts(model)
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    present = dict(cursor.fetchall())
    if all(present.get(name) == statement for name, statement in parts.items()):
        return
    for name in parts:
        kind = "TRIGGER" if parts[name].startswith("CREATE TRIGGER") else "TABLE"
        cursor.execute(f'DROP {kind} IF EXISTS "{name}"')
    for statement in [*parts.values(), *_fill(model)]:
        cursor.execute(statement)


def _sqlite_parts(model):
    """The tables and triggers of an index: {name: statement}."""
    table, key, (words, keys) = model._meta.db_table, model._meta.pk.column, names(model)
    if is_numbered(model):
        return _numbered_parts(table, key, words)
    add = f'INSERT INTO "{words}" (rowid, words) SELECT id, new.folded FROM "{keys}" WHERE key = new."{key}"'
    remove = (
        f'INSERT INTO "{words}" ("{words}", rowid, words) '
        f'SELECT \'delete\', id, old.folded FROM "{keys}" WHERE key = old."{key}"'
    )
    triggers = {
        "added": ("INSERT", f'INSERT INTO "{keys}" (key) VALUES (new."{key}"); {add}'),
        "changed": ("UPDATE OF folded", f"{remove}; {add}"),
        "deleted": ("DELETE", f'{remove}; DELETE FROM "{keys}" WHERE key = old."{key}"'),
    }
    keys_table = {keys: f'CREATE TABLE "{keys}" (id INTEGER PRIMARY KEY, key NOT NULL UNIQUE)'}
    return keys_table | _words_table(words, "none") | _triggers(table, words, triggers)


def _numbered_parts(table, key, words):
    """The same where rows have numbers of their own. It knows which word stands beside which, so phrases, too."""
    add = f'INSERT INTO "{words}" (rowid, words) VALUES (new."{key}", new.folded)'
    remove = f'INSERT INTO "{words}" ("{words}", rowid, words) VALUES (\'delete\', old."{key}", old.folded)'
    triggers = {"added": ("INSERT", add), "changed": ("UPDATE", f"{remove}; {add}"), "deleted": ("DELETE", remove)}
    return _words_table(words, "full") | _triggers(table, words, triggers)


def _words_table(words, detail):
    options = f"content='', columnsize=0, detail={detail}, tokenize={TOKENS}, prefix='{BEGINNINGS}'"
    return {words: f'CREATE VIRTUAL TABLE "{words}" USING fts5(words, {options})'}


def _triggers(table, words, triggers):
    return {
        f"{words}_{name}": f'CREATE TRIGGER "{words}_{name}" AFTER {event} ON "{table}" BEGIN {statements}; END'
        for name, (event, statements) in triggers.items()
    }


def _fill(model):
    table, key, (words, keys) = model._meta.db_table, model._meta.pk.column, names(model)
    if is_numbered(model):
        yield f'INSERT INTO "{words}" (rowid, words) SELECT "{key}", folded FROM "{table}" ORDER BY "{key}"'
        return
    yield f'INSERT INTO "{keys}" (key) SELECT "{key}" FROM "{table}"'
    rows = f'SELECT k.id, t.folded FROM "{keys}" k CROSS JOIN "{table}" t ON t."{key}" = k.key ORDER BY k.id'
    yield f'INSERT INTO "{words}" (rowid, words) {rows}'
