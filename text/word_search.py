"""A search for words as conditions in SQL: Django takes longer to write it than a database takes to answer it."""

from functools import cache

from text.word_index import names, tsvector
from text.word_lookups import PLACE, InTitle, Phrase, Similar, held, matching

# So many rows are fetched by the index; words that stand in more are met soon by whoever goes through them in order.
FEW = 3_000
LOOKUPS = {"phrase": (Phrase, ["x"]), "similar": (Similar, [("x",)])}


class WordSearch:
    """The rows of one model in which all terms of a question stand. Ask `prepare` first."""

    def __init__(self, model, terms, connection):
        self.model, self.terms, self.connection = model, terms, connection
        self.table, self.vendor = model._meta.db_table, connection.vendor
        self.key, self.column = f'"{self.table}"."{model._meta.pk.column}"', f'"{self.table}"."folded"'
        # Where else terms stand than in the rows; and of how many rows those are that were counted.
        self.elsewhere, self.sizes = {}, {}

    @property
    def places(self):
        """Where else terms may stand: [(term, SQL of the keys of rows, its parameters)]."""
        return [
            (term, sql, [matching(_forms(term), self.vendor), *_phrases([term])])
            for term in self.terms
            for sql in _places(self.model, term.lookup[0])
        ]

    @property
    def groups(self):
        """Terms that are looked for at once by the index: all that stand in rows alone; each of the others."""
        alone = tuple(term for term in self.terms if term not in self.elsewhere)
        return [each for each in (alone, *((term,) for term in self.elsewhere)) if each]

    def can_have(self, in_title):
        """Whether any row may: each term was counted in one, or stands elsewhere; in a title where that is asked."""
        rows = all(self.sizes[terms, False] or terms[0] in self.elsewhere for terms in self.groups)
        return rows and (not in_title or self.elsewhere or self.sizes[self._titles, True])

    def condition(self, in_title):
        """That all terms stand in a row, or where it is found by them, too; perhaps all in its title."""
        parts = [self._group(terms, in_title) for terms in self.groups]
        if in_title and self.elsewhere:
            parts.append(self._held((), in_title))
        return " AND ".join(sql for sql, _params in parts), [each for _sql, params in parts for each in params]

    def _group(self, terms, in_title):
        sql, params = self._held(terms, in_title and not self.elsewhere)
        for place, given in self.elsewhere.get(terms[0], ()):
            sql, params = f"{sql} OR {self.key} IN ({place})", [*params, *given]
        return f"({sql})", params

    def _held(self, terms, in_title):
        """That terms stand in a row: by the index, or row by row where that is sooner done."""
        forms, phrases = self._asked(terms, in_title), _phrases(terms)
        if self.sizes.get((terms, in_title), 0) > FEW:
            sql, params = held(self.column, forms, self.vendor)
        else:
            sql, params = self._indexed(forms)
        beside = f" AND {PLACE[self.vendor]}({self.column}, %s) > 0" * len(phrases)
        return f"({sql}{beside})", [*params, *phrases]

    def _asked(self, terms, in_title):
        titles = [InTitle.forms(each) for term in self.terms for each in term.spellings] if in_title else []
        return [*titles, *(form for term in terms for form in _forms(term))]

    def _indexed(self, forms):
        asked = [matching(forms, self.vendor)]
        if self.vendor == "postgresql":
            return f"{tsvector(self.column)} @@ %s::tsquery", asked
        words, keys = names(self.model)
        found = f'SELECT rowid FROM "{words}" WHERE "{words}" MATCH %s'
        return f'{self.key} IN (SELECT key FROM "{keys}" WHERE id IN ({found}))', asked

    @property
    def counted(self):
        """What is counted: [((terms, whether in titles), SQL, its parameters)]."""
        groups = [((terms, False), self._asked(terms, False)) for terms in self.groups]
        # With the terms themselves: beginnings of stems are in many titles that have none of them.
        groups.append(((self._titles, True), self._asked(self.terms, True)))
        return [(group, *self._count(forms)) for group, forms in groups]

    def _count(self, forms):
        if self.vendor == "postgresql":
            sql, params = self._indexed(forms)
            return _bounded(self.table, sql), params
        # Whole words are counted first: for beginnings of a rare length SQLite collects all rows before it counts one.
        words, asked = names(self.model)[0], matching(forms, self.vendor)
        count = _bounded(words, f'"{words}" MATCH %s')
        return f"CASE WHEN ({count}) > {FEW} THEN {FEW + 1} ELSE ({count}) END", [asked.replace(" *", ""), asked]

    @property
    def _titles(self):
        return () if self.elsewhere else self.groups[0]


def prepare(searches, connection):
    """Ask in which places the terms stand, and in how many rows. Two questions, however many searches."""
    places = [(search, *place) for search in searches for place in search.places]
    known = _answers(connection, [(f"EXISTS ({sql})", params) for _search, _term, sql, params in places])
    for (search, term, sql, params), is_there in zip(places, known, strict=True):
        if is_there:
            search.elsewhere.setdefault(term, []).append((sql, params))
    counted = [(search, *each) for search in searches for each in search.counted]
    sizes = _answers(connection, [(sql, params) for _search, _group, sql, params in counted])
    for (search, group, _sql, _params), size in zip(counted, sizes, strict=True):
        search.sizes[group] = size


def _bounded(table, condition):
    return f'SELECT count(*) FROM (SELECT 1 FROM "{table}" WHERE {condition} LIMIT {FEW + 1}) s'


def _answers(connection, questions):
    if not questions:
        return ()
    with connection.cursor() as cursor:
        columns = ", ".join(f"({sql})" for sql, _params in questions)
        cursor.execute(f"SELECT {columns}", [each for _sql, params in questions for each in params])
        return cursor.fetchone()


@cache
def _places(model, lookup):
    """For each place but the rows themselves in which words may stand, the SQL of the keys of rows that have them."""
    _lookup, asked = LOOKUPS[lookup]
    rows = model.objects.all()
    places = rows._places(model._base_manager.order_by(), lookup, asked)[1:]
    return [place.values("pk").query.sql_with_params()[0] for place in places]


def _forms(term):
    lookup, asked = term.lookup
    return [LOOKUPS[lookup][0].forms(word) for word in asked]


def _phrases(terms):
    return [f" {' '.join(term.words)} " for term in terms if term.is_phrase]
