"""The index of words on SQLite: an FTS5 table without content, and triggers that keep it.

A table of keys stands between, since FTS5 counts rows by numbers that VACUUM may change in tables without a number of
their own.
"""

from text.word_index.names import is_numbered, names

# Beginnings of so many letters have an index of their own; those of others are put together from their words.
BEGINNINGS = "1 2 3 4 6 8"
# The same where rows are found in their order: to put them together, all rows of a word are read before the first.
NUMBERED_BEGINNINGS = "1 2 3 4 5 6 7 8 9 10"
# Words are folded already; marks stand before those of titles, before stems and before what is named.
TOKENS = "\"ascii tokenchars '^=@'\""

# What makes `keep` index all rows anew.
DROPPED = 'DROP TRIGGER IF EXISTS "{}_added"'


def keep(cursor, model, fill=None):
    """Make the index of a model, and fill it, where a part of it is missing or was another; `fill` may know how."""
    parts = _parts(model)
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    present = dict(cursor.fetchall())
    if all(present.get(name) == statement for name, statement in parts.items()):
        return
    drop(cursor, model)
    for statement in [*parts.values(), *(() if fill else _fill(model))]:
        cursor.execute(statement)
    if fill:
        fill()


def drop(cursor, model):
    """Drop all parts of the index of a model that are there."""
    for name, statement in _parts(model).items():
        kind = "TRIGGER" if statement.startswith("CREATE TRIGGER") else "TABLE"
        cursor.execute(f'DROP {kind} IF EXISTS "{name}"')


def table_of_words(model):
    """The statement that makes the table of words of a numbered model."""
    return _parts(model)[names(model)[0]]


def words_in_order(model):
    """The question for the numbers and words of all rows of a numbered model, as the index takes them soonest."""
    table, key = model._meta.db_table, model._meta.pk.column
    return f'SELECT "{key}", folded FROM "{table}" ORDER BY "{key}"'


def _parts(model):
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
    return keys_table | _words_table(words, "none", BEGINNINGS) | _triggers(table, words, triggers)


def _numbered_parts(table, key, words):
    """The same where rows have numbers of their own. It knows which word stands beside which, so phrases, too."""
    add = f'INSERT INTO "{words}" (rowid, words) VALUES (new."{key}", new.folded)'
    remove = f'INSERT INTO "{words}" ("{words}", rowid, words) VALUES (\'delete\', old."{key}", old.folded)'
    triggers = {"added": ("INSERT", add), "changed": ("UPDATE", f"{remove}; {add}"), "deleted": ("DELETE", remove)}
    return _words_table(words, "full", NUMBERED_BEGINNINGS) | _triggers(table, words, triggers)


def _words_table(words, detail, beginnings):
    options = f"content='', columnsize=0, detail={detail}, tokenize={TOKENS}, prefix='{beginnings}'"
    return {words: f'CREATE VIRTUAL TABLE "{words}" USING fts5(words, {options})'}


def _triggers(table, words, triggers):
    return {
        f"{words}_{name}": f'CREATE TRIGGER "{words}_{name}" AFTER {event} ON "{table}" BEGIN {statements}; END'
        for name, (event, statements) in triggers.items()
    }


def _fill(model):
    table, key, (words, keys) = model._meta.db_table, model._meta.pk.column, names(model)
    if is_numbered(model):
        yield f'INSERT INTO "{words}" (rowid, words) {words_in_order(model)}'
        return
    # Rows are numbered as SQLite itself does today, so that they are read where they lie, and not one by one.
    yield f'INSERT INTO "{keys}" (id, key) SELECT rowid, "{key}" FROM "{table}"'
    yield f'INSERT INTO "{words}" (rowid, words) SELECT rowid, folded FROM "{table}" ORDER BY rowid'
