"""The index of words on SQLite: an FTS5 table without content, and triggers that keep it.

A table of keys stands between, since FTS5 counts rows by numbers that VACUUM may change in tables without a number of
their own.
"""

from text.word_index.beginnings import FUNCTION, beginning, beginnings
from text.word_index.names import is_numbered, names

# Words are folded already; marks stand before those of titles, before stems, beginnings and what is named.
TOKENS = "\"ascii tokenchars '^=+@'\""
# What is indexed of a row: see `know_beginnings`.
ROW, NEW, OLD = (f"{row}folded || {FUNCTION}({row}folded)" for row in ("", "new.", "old."))

# What makes `keep` index all rows anew.
DROPPED = 'DROP TRIGGER IF EXISTS "{}_added"'


def keep(cursor, model, *, has_words=True):
    """Make the index of a model, and fill it, where a part of it is missing or was another; perhaps without words."""
    parts = _parts(model)
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    present = dict(cursor.fetchall())
    if all(present.get(name) == statement for name, statement in parts.items()):
        return
    drop(cursor, model)
    for statement in [*parts.values(), *_keys(model), *(_words(model) if has_words else ())]:
        cursor.execute(statement)


def know_beginnings(connection, **_options):
    """Give a new connection to SQLite the function by which triggers know beginnings."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(FUNCTION, 1, beginnings, deterministic=True)


def asked(form, begins):
    """How the index is asked for a form of a word, which may be the beginning of another."""
    known = beginning(form) if begins else form
    return f'"{known}"' if known else f'"{form}" *'


def drop(cursor, model):
    """Drop all parts of the index of a model that are there."""
    for name, statement in _parts(model).items():
        kind = "TRIGGER" if statement.startswith("CREATE TRIGGER") else "TABLE"
        cursor.execute(f'DROP {kind} IF EXISTS "{name}"')


def table_of_words(model):
    """The statement that makes the table of words of a model."""
    return _parts(model)[names(model)[0]]


def words_in_order(model):
    """The question for the numbers and words of all rows of a model, as the index takes them soonest."""
    number = _number(model)
    return f'SELECT {number}, {ROW} FROM "{model._meta.db_table}" ORDER BY {number}'


def last_number(cursor, model):
    """The number that SQLite gave the last row of a model without numbers of its own; those of new ones follow."""
    cursor.execute(f'SELECT COALESCE(MAX(rowid), 0) FROM "{model._meta.db_table}"')
    return cursor.fetchone()[0]


def _number(model):
    """The number of a row. Where it has none of its own it is that of SQLite at the time when the index was filled, so
    that rows are read where they lie, and not one by one."""
    return f'"{model._meta.pk.column}"' if is_numbered(model) else "rowid"


def _parts(model):
    """The tables and triggers of an index: {name: statement}."""
    table, key, (words, keys) = model._meta.db_table, model._meta.pk.column, names(model)
    if is_numbered(model):
        return _numbered_parts(table, key, words)
    add = f'INSERT INTO "{words}" (rowid, words) SELECT id, {NEW} FROM "{keys}" WHERE key = new."{key}"'
    remove = (
        f'INSERT INTO "{words}" ("{words}", rowid, words) '
        f'SELECT \'delete\', id, {OLD} FROM "{keys}" WHERE key = old."{key}"'
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
    add = f'INSERT INTO "{words}" (rowid, words) VALUES (new."{key}", {NEW})'
    remove = f'INSERT INTO "{words}" ("{words}", rowid, words) VALUES (\'delete\', old."{key}", {OLD})'
    triggers = {"added": ("INSERT", add), "changed": ("UPDATE", f"{remove}; {add}"), "deleted": ("DELETE", remove)}
    return _words_table(words, "full") | _triggers(table, words, triggers)


def _words_table(words, detail):
    options = f"content='', columnsize=0, detail={detail}, tokenize={TOKENS}"
    return {words: f'CREATE VIRTUAL TABLE "{words}" USING fts5(words, {options})'}


def _triggers(table, words, triggers):
    return {
        f"{words}_{name}": f'CREATE TRIGGER "{words}_{name}" AFTER {event} ON "{table}" BEGIN {statements}; END'
        for name, (event, statements) in triggers.items()
    }


def _keys(model):
    if not is_numbered(model):
        table, key = model._meta.db_table, model._meta.pk.column
        yield f'INSERT INTO "{names(model)[1]}" (id, key) SELECT rowid, "{key}" FROM "{table}"'


def _words(model):
    yield f'INSERT INTO "{names(model)[0]}" (rowid, words) {words_in_order(model)}'
