"""Looking for folded words by the index that the database keeps of them."""

from django.core.exceptions import EmptyResultSet
from django.db.models import Lookup
from django.db.models.expressions import Col

from text.word_index import postgresql, sqlite
from text.word_index.names import names

# So many rows are fetched by the index; words that stand in more are met soon by whoever goes through the table.
COMMON = 40_000
# How a form of a word, "or" and "and" are written for the index.
SYNTAX = {"sqlite": (sqlite.asked, " OR ", " AND "), "postgresql": (postgresql.asked, "|", "&")}


class Words(Lookup):
    """That all these folded words stand in a FoldedField: `folded__words=["pact", "2020"]`."""

    lookup_name = "words"
    prepare_rhs = False

    @staticmethod
    def forms(word):
        """The forms in which one word counts: [(form, whether it may be the beginning of another)]."""
        return [(word, False)]

    def as_postgresql(self, compiler, connection):
        """By the GIN index. The planner knows how common words are, and goes through the table for those."""
        column, params = compiler.compile(self.lhs)
        asked = matching(self._forms, "postgresql")
        return f"{postgresql.tsvector(column)} @@ %s::tsquery", [*params, asked]

    def as_sqlite(self, compiler, connection):
        """By the FTS5 table; row by row where the words are common, which SQLite's planner cannot know."""
        words_table, keys_table = names(self.lhs.target.model)
        # Whole words are counted first: for long beginnings SQLite collects all rows before it counts one.
        asked = matching(self._forms, "sqlite")
        whole = matching([[(form, False) for form, _begins in each] for each in self._forms], "sqlite")
        if _is_common(connection, words_table, whole) or _is_common(connection, words_table, asked):
            return self._row_by_row(compiler)
        key, params = compiler.compile(Col(self.lhs.alias, self.lhs.target.model._meta.pk))
        found = f'SELECT rowid FROM "{words_table}" WHERE "{words_table}" MATCH %s'
        return f'{key} IN (SELECT key FROM "{keys_table}" WHERE id IN ({found}))', [*params, asked]

    def _row_by_row(self, compiler):
        column, _params = compiler.compile(self.lhs)
        return held(column, self._forms)

    @property
    def _forms(self):
        if not self.rhs:
            raise EmptyResultSet
        return [self.forms(word) for word in self.rhs]


class Similar(Words):
    """That all these words begin words of it, or one of their stems is among its stems: `[("pacts", "pact")]`."""

    lookup_name = "similar"

    @staticmethod
    def forms(word):
        """The word as a beginning, and its stems."""
        return [(word[0], True), *((f"={stem}", False) for stem in word[1:])]


class Phrase(Words):
    """That these words stand one after the other."""

    lookup_name = "phrase"

    def as_postgresql(self, compiler, connection):
        """By the index of words; in what it finds the phrase is looked for."""
        return self._beside(super().as_postgresql(compiler, connection), compiler, "strpos({}, %s) > 0")

    def as_sqlite(self, compiler, connection):
        """By the index of words; in what it finds the phrase is looked for."""
        return self._beside(super().as_sqlite(compiler, connection), compiler, "instr({}, %s) > 0")

    def _beside(self, by_words, compiler, form):
        column, params = compiler.compile(self.lhs)
        sql = f"({by_words[0]} AND {form.format(column)})"
        return sql, [*by_words[1], *params, f" {' '.join(self.rhs)} "]


def matching(forms, vendor):
    """What the index is asked for: for each word one of its forms."""
    asked, either, both = SYNTAX[vendor]
    return both.join(f"({either.join(asked(form, begins) for form, begins in each)})" for each in forms)


def held(column, forms):
    """The condition of the same for one row on SQLite, without the index."""
    parts = [[f" {form}{'' if begins else ' '}" for form, begins in each] for each in forms]
    within = f"instr({column}, %s) > 0"
    sql = " AND ".join(f"({' OR '.join([within] * len(each))})" for each in parts)
    return sql, [part for each in parts for part in each]


def _is_common(connection, table, asked):
    """Whether more than COMMON rows have these words. It is part of planning, and no question of a page."""
    connection.ensure_connection()
    counted = f'SELECT count(*) FROM (SELECT 1 FROM "{table}" WHERE "{table}" MATCH ? LIMIT ?)'
    return connection.connection.execute(counted, (asked, COMMON + 1)).fetchone()[0] > COMMON
