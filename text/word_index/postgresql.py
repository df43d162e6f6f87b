"""The index of words on PostgreSQL: GIN over an array of them.

Rows with numbers of their own have more. Columns keep their words as the index compares them, and the pairs of words
that stand side by side, so that phrases are found. A table keeps all words that rows ever had: the index takes long to
find what begins so, and finds whole words soon.
"""

from text.folding import LONGEST_WORD
from text.word_index.names import is_numbered, names

FORMS, PAIRS = "forms", "pairs"
# A tsvector has room for a million letters. Longer rows have this mark in the place of their pairs.
LONGEST_PAIRED, NOT_PAIRED = 300_000, "@long"
# Two words make a pair where both are words of a text, or of a name. What a row names stands among its pairs, too.
PAIRED = f"""
CREATE OR REPLACE FUNCTION word_pairs(folded text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
SELECT array_to_tsvector(array_agg(CASE
  WHEN word ~ '^@[^n]' THEN word
  WHEN length(folded) > {LONGEST_PAIRED} THEN '{NOT_PAIRED}'
  ELSE word || ' ' || next
END))
FROM (SELECT string_to_array(btrim(folded), ' ') AS words) all_words, unnest(words, words[2:]) AS pairs (word, next)
WHERE word ~ '^@[^n]' OR word ~ '^(@n)?[a-z0-9]' AND next ~ '^(@n)?[a-z0-9]'
$$"""
# What is long stands beside the table, as it is: the index finds rows by the thousand, of which only the places are
# read then, and of hundreds the words. Nobody plans by how common words are.
ORDERED = """
ALTER TABLE "{table}" ADD COLUMN {forms} tsvector GENERATED ALWAYS AS ({words}) STORED,
  ADD COLUMN {pairs} tsvector GENERATED ALWAYS AS (word_pairs(folded)) STORED, ALTER COLUMN folded SET STORAGE EXTERNAL,
  ALTER COLUMN {forms} SET STORAGE EXTERNAL, ALTER COLUMN {pairs} SET STORAGE EXTERNAL,
  ALTER COLUMN {forms} SET STATISTICS 0, ALTER COLUMN {pairs} SET STATISTICS 0, SET (toast_tuple_target = 128)"""
NEW_WORDS = """
SELECT DISTINCT word FROM {rows} unnest(string_to_array({folded}, ' ')) AS word
WHERE word ~ '^[a-z0-9]' AND NOT EXISTS (SELECT FROM "{vocabulary}" known WHERE known.word = word.word)"""

# What makes `keep` index all rows anew.
DROPPED = 'DROP INDEX IF EXISTS "{}"'


def tsvector(column):
    """A column's words for PostgreSQL as they are: its own parser would take some of them apart."""
    return f"array_to_tsvector(array_remove(string_to_array(btrim({column}), ' '), ''))"


def asked(form, begins):
    """How the index is asked for a form of a word, which may be the beginning of another."""
    return f"'{form}'{':*' if begins else ''}"


def vocabulary(model):
    """The table of the words that rows of a model had."""
    return f"{model._meta.db_table}_vocabulary"


def keep(cursor, model):
    """Make the index of a model where it is missing."""
    table, (index, _keys), words = model._meta.db_table, names(model), tsvector("folded")
    if is_numbered(model):
        _keep_columns(cursor, table, words)
        _keep_vocabulary(cursor, table, vocabulary(model))
    if _is_there(cursor, index):
        return
    too_long = f"[^ ]{{{LONGEST_WORD}}}"  # rows from before words were cut; the index would refuse them
    shorter = f"regexp_replace(folded, '({too_long})[^ ]+', '\\1', 'g')"
    cursor.execute(f"UPDATE \"{table}\" SET folded = {shorter} WHERE folded ~ '{too_long}[^ ]'")
    # What is written is indexed at once: rows that wait for it are looked through by every question.
    indexed = f"{FORMS}, {PAIRS}) WITH (fastupdate = off" if is_numbered(model) else f"({words})"
    cursor.execute(f'CREATE INDEX "{index}" ON "{table}" USING gin ({indexed})')


def drop(cursor, model):
    """Drop the index of a model, where there is one."""
    cursor.execute(DROPPED.format(names(model)[0]))


def _keep_columns(cursor, table, words):
    cursor.execute(PAIRED)
    cursor.execute("SELECT 1 FROM pg_attribute WHERE attrelid = %s::regclass AND attname = %s", [f'"{table}"', FORMS])
    if not cursor.fetchone():
        cursor.execute(ORDERED.format(table=table, forms=FORMS, pairs=PAIRS, words=words))


def _keep_vocabulary(cursor, table, words):
    """A word may stand there twice: who writes one that somebody else writes, too, does not wait."""
    if _is_there(cursor, words):
        return
    of_row = NEW_WORDS.format(rows="", folded="new.folded", vocabulary=words)
    of_all = NEW_WORDS.format(rows=f'"{table}",', folded="folded", vocabulary=words)
    for statement in (
        f'CREATE TABLE "{words}" (word text COLLATE "C" NOT NULL)',
        f'INSERT INTO "{words}" {of_all}',
        f'CREATE INDEX "{words}_word" ON "{words}" (word)',
        f'CREATE OR REPLACE FUNCTION "{words}_learn"() RETURNS trigger LANGUAGE plpgsql AS '
        f'$$ BEGIN INSERT INTO "{words}" {of_row}; RETURN NULL; END $$',
        f'CREATE TRIGGER "{words}_learn" AFTER INSERT OR UPDATE OF folded ON "{table}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{words}_learn"()',
    ):
        cursor.execute(statement)


def _is_there(cursor, name):
    cursor.execute("SELECT to_regclass(%s)", [f'"{name}"'])
    return cursor.fetchone()[0] is not None
