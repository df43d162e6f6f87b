"""A question to the search index as SQL, written for each database as it reads it soonest."""

from typing import NamedTuple

from django.db import connection

from dossiers.models import SearchRow
from text.word_index.names import names
from text.word_index.postgresql import FORMS, PAIRS, vocabulary
from text.word_lookups import matching

TABLE, WORDS, VOCABULARY = SearchRow._meta.db_table, names(SearchRow)[0], vocabulary(SearchRow)
# Of a beginning so many words are asked for one by one.
MOST_WORDS = 30
# SQLite's index is in order. PostgreSQL's is not, and finds all or nothing; it is not told for what before it begins,
# or the planner would guess by that and take another way.
ON_SQLITE = (
    f'SELECT rowid AS place FROM "{WORDS}" WHERE "{WORDS}" MATCH %s AND rowid > %s ORDER BY rowid LIMIT {{most}}'
)
ON_POSTGRESQL = f"""
SELECT place FROM "{TABLE}" WHERE {{by_index}} AND place + 0 > %s {{and_also}} ORDER BY place + 0 LIMIT {{most}}"""
# Before it is asked, so many of the next rows are looked through, if more than a share of all rows has what is asked
# for: soon done then, and enough. So many of a hundred rows are read to know.
LOOKED_THROUGH, COMMON, SAMPLED, QUERY = 2_000, 0.2, 0.2, "%s::tsquery"
ALSO_LOOKED_THROUGH = f"""
WITH next AS MATERIALIZED (
  SELECT place, {FORMS}, {PAIRS} FROM "{TABLE}" WHERE place > %s ORDER BY place LIMIT {{looked_through}}
), near AS MATERIALIZED (
  SELECT place FROM next WHERE {{by_row}} AND (
    SELECT avg(({{by_row}})::int) FROM "{TABLE}" TABLESAMPLE SYSTEM ({{sampled}}) REPEATABLE (1)
  ) > {{common}} LIMIT {{most}}
)
SELECT place FROM near UNION ({ON_POSTGRESQL.replace("{and_also}", "AND {most} > (SELECT count(*) FROM near)")})"""


class Question(NamedTuple):
    """The groups for which the index is asked, those of words that stand side by side, and those that it is spared.

    See `dossiers.search.groups`.
    """

    groups: list
    pairs: list
    spared: list = ()

    def first_places(self, most, after=-1):
        """SQL and parameters: so many first places after one, perhaps more, some without what the index is spared."""
        if connection.vendor == "sqlite":
            return ON_SQLITE.format(most=most), [matching(self.groups, "sqlite"), after]
        by_row, asked = _all_hold({FORMS: [sorted(self.groups, key=len)], PAIRS: [self.pairs]}, QUERY)
        by_index, asked_of_index = self._by_index()
        parts = {"most": most, "by_row": by_row, "by_index": by_index, "common": COMMON}
        parts |= {"looked_through": LOOKED_THROUGH, "sampled": SAMPLED}
        return ALSO_LOOKED_THROUGH.format(**parts), [after, *asked, *asked, *asked_of_index, after]

    def with_groups(self, more):
        """The same, which has more groups."""
        return self._replace(groups=[*self.groups, *more])

    def unspared(self):
        """The same, for all of which the index is asked."""
        return self.with_groups(self.spared)._replace(spared=[])

    def places(self, most):
        """The same, of few rows: by the index alone."""
        if connection.vendor == "sqlite":
            return self.first_places(most)
        by_index, asked = self._by_index()
        return ON_POSTGRESQL.format(most=most, by_index=by_index, and_also=""), [*asked, -1]

    def _by_index(self):
        """Each group by itself: then the rows that one lacks are not looked for by another."""
        groups = {FORMS: [[each] for each in self.groups], PAIRS: [[each] for each in self.pairs]}
        return _all_hold(groups, f"(SELECT {QUERY})")


def _all_hold(asked, query):
    """The condition that columns hold all of some groups, and its parameters. `asked`: {column: [groups]}."""
    parts = [(f"{column} @@ {query}", groups) for column, each in asked.items() for groups in each if groups]
    return " AND ".join(sql for sql, _groups in parts), [matching(groups, "postgresql") for _sql, groups in parts]


def rows_at(questions, *columns):
    """The rows that several questions find, in order: {name: [(place, *columns)]}. One query."""
    beside, more = (f'CROSS JOIN "{TABLE}" r WHERE r.place = f.place', "r.") if columns else ("", "f.")
    shown = ", ".join(more + column for column in ("place", *columns))
    parts = [f"SELECT {n}, {shown} FROM ({sql}) f {beside}" for n, (sql, _params) in enumerate(questions.values())]
    found = {name: [] for name in questions}
    for number, *row in sorted(_ask(parts, [each for _sql, params in questions.values() for each in params])):
        found[[*questions][number]].append(row)
    return found


def whole_words(terms):
    """The words that begin as those of some terms, where they are few: {beginning: [word]}. One query on PostgreSQL.

    Its index finds whole words sooner; SQLite's knows beginnings.
    """
    if connection.vendor != "postgresql":
        return {}
    asked = [*dict.fromkeys(each for term in terms for spellings in term.spellings for each in spellings)]
    known = f'SELECT DISTINCT word FROM "{VOCABULARY}" WHERE word >= %s AND word < %s ORDER BY word'
    parts = [f"SELECT {n}, word FROM ({known} LIMIT {MOST_WORDS + 1}) w" for n in range(len(asked))]
    found = {beginning: [] for beginning in asked}
    for number, word in _ask(parts, [bound for each in asked for bound in (each, each + "{")]):
        found[asked[number]].append(word)
    return {beginning: each or [beginning] for beginning, each in found.items() if len(each) <= MOST_WORDS}


def _ask(parts, params):
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return cursor.fetchall()
