"""Looking for folded words by the index that the database keeps of them: whole, or as beginnings of words."""

from django.core.exceptions import EmptyResultSet
from django.db.models import Lookup
from django.db.models.expressions import Col

from text.folding import BEGINNING, WHOLE
from text.word_index import names, tsvector

# So many rows are fetched by the index; words that stand in more are met soon by whoever goes through the table.
COMMON = 40_000


class Words(Lookup):
    """That all these folded words stand in a FoldedField: `folded__words=["pact", "2020"]`."""

    lookup_name = "words"
    prepare_rhs = False
    form, fts5, tsquery = WHOLE, '"{}"', "'{}'"

    def as_postgresql(self, compiler, connection):
        """By the GIN index. The planner knows how common words are, and goes through the table for those."""
        column, params = compiler.compile(self.lhs)
        return f"{tsvector(column)} @@ %s::tsquery", [*params, self._asked(self.tsquery, "&")]

    def as_sqlite(self, compiler, connection):
        """By the FTS5 table; row by row where the words are common, which SQLite's planner cannot know."""
        words_table, keys_table = names(self.lhs.target.model)
        asked = self._asked(self.fts5, " AND ")
        if _is_common(connection, words_table, asked):
            return self._row_by_row(compiler)
        key, params = compiler.compile(Col(self.lhs.alias, self.lhs.target.model._meta.pk))
        found = f'SELECT rowid FROM "{words_table}" WHERE "{words_table}" MATCH %s'
        return f'{key} IN (SELECT key FROM "{keys_table}" WHERE id IN ({found}))', [*params, asked]

    def _row_by_row(self, compiler):
        column, params = compiler.compile(self.lhs)
        parts = [self.form.format(word) for word in self.rhs]
        return " AND ".join([f"instr({column}, %s)"] * len(parts)), [each for part in parts for each in (*params, part)]

    def _asked(self, form, conjunction):
        if not self.rhs:
            raise EmptyResultSet
        return conjunction.join(map(form.format, self.rhs))


class Beginnings(Words):
    """That all these folded words begin words of a FoldedField: `folded__beginnings=["pa", "2020"]`."""

    lookup_name = "beginnings"
    form, fts5, tsquery = BEGINNING, '"{}" *', "'{}':*"


def _is_common(connection, table, asked):
    """Whether more than COMMON rows have these words. It is part of planning, and no question of a page."""
    connection.ensure_connection()
    counted = f'SELECT count(*) FROM (SELECT 1 FROM "{table}" WHERE "{table}" MATCH ? LIMIT ?)'
    return connection.connection.execute(counted, (asked, COMMON + 1)).fetchone()[0] > COMMON
