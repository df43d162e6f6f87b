"""A question to the search index as SQL, written for each database as it reads it soonest.

It is made of groups of forms: [[(form, whether it may be the beginning of another)]]. A row has a form of each group.
"""

from itertools import pairwise
from typing import NamedTuple

from django.db import connection

from dossiers.models import SearchRow
from dossiers.search.tokens import NAMING
from text.word_index.names import names
from text.word_index.postgresql import FORMS, NOT_PAIRED, PAIRS, vocabulary
from text.word_lookups import InTitle, Similar, matching

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
# Before it is asked, the next rows are looked through if of a sample of all rows that share has what is asked for: soon
# done then, and enough.
QUERY, COMMON, SAMPLE, LOOKED_THROUGH = "%s::tsquery", 0.2, "TABLESAMPLE SYSTEM (0.2) REPEATABLE (1)", 2_500
ALSO_LOOKED_THROUGH = f"""
WITH next AS MATERIALIZED (
  SELECT place, {FORMS}, {PAIRS} FROM "{TABLE}" WHERE place > %s ORDER BY place LIMIT {LOOKED_THROUGH}
), near AS MATERIALIZED (
  SELECT place FROM next WHERE {{by_row}} AND (SELECT avg(({{by_row}})::int) FROM "{TABLE}" {SAMPLE}) > {COMMON}
  LIMIT {{most}}
)
SELECT place FROM near UNION ({ON_POSTGRESQL.replace("{and_also}", "AND {most} > (SELECT count(*) FROM near)")})"""


class Question(NamedTuple):
    """The groups for which the index is asked, those of words that stand side by side, and those that it is spared."""

    groups: list
    pairs: list
    spared: list = ()

    def first_places(self, most, after=-1):
        """SQL and parameters: so many first places after one, perhaps more, some without what the index is spared."""
        if connection.vendor == "sqlite":
            return ON_SQLITE.format(most=most), [matching(self.groups, "sqlite"), after]
        row, asked = self._condition(QUERY, sorted([*self.groups, *self.spared], key=len))
        by_index, asked_of_index = self._condition(f"(SELECT {QUERY})", self.groups)
        parts = {"most": most, "by_row": row, "by_index": by_index}
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
        by_index, asked = self._condition(f"(SELECT {QUERY})", self.groups)
        return ON_POSTGRESQL.format(most=most, by_index=by_index, and_also=""), [*asked, -1]

    def _condition(self, query, groups):
        asked = {FORMS: groups} | ({PAIRS: self.pairs} if self.pairs else {})
        condition = " AND ".join(f"{column} @@ {query}" for column in asked)
        return condition, [matching(each, "postgresql") for each in asked.values()]


def of_names(term):
    """For what names others, and is called as a term says."""
    return Question(_forms(term, NAMING), _pairs(term, NAMING))


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


def in_rows(terms, whole, named):
    """The groups of terms, for the index: of each, itself or what is called so. `named`: {term: [token]}."""
    return [_written_out(forms, whole) + _tokens(named, term) for term in terms for forms in _forms(term)]


def in_pairs(terms, named):
    """The same of two words each that stand side by side in a phrase; PostgreSQL's index knows no more of phrases."""
    return [forms + _tokens(named, term) for term in terms for forms in _pairs(term)]


def in_titles(terms, whole):
    """The groups of terms all of whose words stand in the title."""
    titles = {term: [_written_out(forms, whole) for forms in title_forms(term)] for term in terms}
    stems = [term for term in terms if term.is_phrase or not _all_begin(titles[term], f"^{term.words[0]}")]
    return [forms for each in titles.values() for forms in each] + in_rows(stems, whole, {})


def title_forms(term):
    """The groups by which the words of a term stand in a title."""
    return [InTitle.forms(each) for each in term.spellings]


def _forms(term, mark=""):
    if not term.is_phrase:
        return [[(mark + form, begins) for form, begins in Similar.forms(each)] for each in term.spellings]
    words = [mark + word for word in term.words]
    return [[(each, False)] for each in ([" ".join(words)] if connection.vendor == "sqlite" else words)]


def _pairs(term, mark=""):
    pairs = pairwise(mark + word for word in term.words if term.is_phrase)
    return [[(" ".join(pair), False), (NOT_PAIRED, False)] for pair in pairs]


def _all_begin(groups, beginning):
    """Whether what is in a title is always the word itself, and not only its stem."""
    return all(form.startswith(beginning) for forms in groups for form, _begins in forms)


def _tokens(named, term):
    return [(token, False) for token in named.get(term, ())]


def _written_out(forms, whole):
    """The same forms, with whole words in the place of beginnings."""
    found = []
    for form, begins in forms:
        mark, word = ("^", form[1:]) if form[0] == "^" else ("", form)
        found += [(mark + each, False) for each in whole[word]] if begins and word in whole else [(form, begins)]
    return found


def _ask(parts, params):
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return cursor.fetchall()
