"""A question to the search index as SQL, written for each database as it reads it soonest."""

from django.db import connection

from dossiers.models import SearchRow
from text.word_index import KEPT, names
from text.word_lookups import PLACE, InTitle, Similar, matching

TABLE, WORDS = SearchRow._meta.db_table, names(SearchRow)[0]
VECTOR = f'"{TABLE}"."{KEPT}"'


def first_places(groups, phrases, within, most):
    """SQL and parameters: the first places at which there are all these groups of forms. `within`: from, to (not)."""
    is_sqlite = connection.vendor == "sqlite"
    table, place = (WORDS, "rowid") if is_sqlite else (TABLE, "place")
    holds = f'"{WORDS}" MATCH %s' if is_sqlite else f"{VECTOR} @@ %s::tsquery"
    exact, given = ("", []) if is_sqlite else _phrases(phrases)
    return (
        f'SELECT {place} AS place FROM "{table}" WHERE {holds}{exact} AND {place} >= %s AND {place} < %s'
        f" ORDER BY {place} LIMIT {most}",
        [matching(groups, connection.vendor), *given, *within],
    )


def groups(terms, named, *, in_title=False):
    """For each term the forms that it has in a row: itself, and what is called so; perhaps all in the title."""
    found = [InTitle.forms(each) for term in terms for each in term.spellings] if in_title else []
    for term in terms:
        references = [(token, False) for token in named.get(term, ())] if not in_title else []
        found += [[*forms, *references] for forms in _forms(term)]
    return found


def phrases(terms, named, *, in_title=False):
    """The phrases among the terms, each with what is called so."""
    return [(term.words, () if in_title else named.get(term, ())) for term in terms if term.is_phrase]


def all_of(questions):
    """The rows of several questions, each with its number, as [(number, …)]. One query."""
    if not questions:
        return []
    sql = " UNION ALL ".join(f"SELECT {number}, q{number}.* FROM ({sql}) q{number}" for number, (sql, _) in questions)
    with connection.cursor() as cursor:
        cursor.execute(sql, [each for _number, (_sql, params) in questions for each in params])
        return cursor.fetchall()


def tokens_at(question):
    """The same question, asked for the tokens of what stands there."""
    sql, params = question
    return f'SELECT r.token FROM ({sql}) f JOIN "{TABLE}" r ON r.place = f.place', params


def _forms(term):
    """SQLite's index knows phrases; PostgreSQL's has their words, and is asked beside it for the phrase."""
    if not term.is_phrase:
        return [Similar.forms(each) for each in term.spellings]
    whole = [" ".join(term.words)] if connection.vendor == "sqlite" else term.words
    return [[(each, False)] for each in whole]


def _phrases(phrases):
    sql, params = "", []
    for words, tokens in phrases:
        called = f" OR {VECTOR} @@ %s::tsquery" if tokens else ""
        sql += f' AND ({PLACE["postgresql"]}("{TABLE}"."folded", %s) > 0{called})'
        params.append(f" {' '.join(words)} ")
        params += [matching([[(token, False) for token in tokens]], "postgresql")] if tokens else []
    return sql, params
