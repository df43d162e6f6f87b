"""Which of few rows a question finds: they are looked at one by one, by the words that the search index keeps of them.

So whoever is told of what a search finds is told of the same as who searches; see `alerts.conditions`.
"""

from functools import cached_property

from dossiers.search.checking import called_so, checks_of, passes
from dossiers.search.sources import SOURCES
from dossiers.search.table import there_is
from dossiers.search.tokens import of_name
from text.questions import terms

SOURCE_OF = {source.kind: source for source in SOURCES.values() if source.kind}
# The letters of what others are found by, where they name it.
NAMED = {source.letter for source in SOURCES.values() if source.tokens is of_name}


class Few:
    """Rows of these keys, `keys` by what the search calls their kind: {"events": [key]}. Two questions, however often
    it is asked."""

    def __init__(self, keys):
        self.tokens = {
            kind: dict(zip(SOURCE_OF[kind].tokens_of(some), some, strict=True)) for kind, some in keys.items()
        }
        self.called = {}

    def having(self, kind, text):
        """The keys of those of a kind that have all terms of a question; none where it has no word."""
        asked = terms(text)
        checks = checks_of(asked, asked, {term: self._called(term) for term in asked})
        found = (name for name in self.tokens[kind] if name in self._rows and passes(self._rows[name].folded, checks))
        return {self.tokens[kind][name] for name in found} if asked else set()

    @cached_property
    def _rows(self):
        return there_is(name for tokens in self.tokens.values() for name in tokens)

    @cached_property
    def _names(self):
        """What the rows name that may be called as a question says: {token: row}."""
        words = {word for row in self._rows.values() for word in row.folded[row.folded.find(" @") :].split()}
        return there_is(word for word in words if word[0] == "@" and word[1] in NAMED)

    def _called(self, term):
        """The tokens of what is called as a term says."""
        if term not in self.called:
            self.called[term] = {name for name, row in self._names.items() if called_so(row.folded, term)}
        return self.called[term]
