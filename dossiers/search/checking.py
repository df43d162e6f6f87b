"""What the index does not know, or would take long to find: what it finds for the rest is looked at row by row.

Checks are [(groups of texts, tokens)]: a row has a text of each group, or one of the tokens.
"""

from django.db import connection

from dossiers.search.groups import phrase, title_forms
from dossiers.search.tokens import NAMING
from text.word_lookups import Similar

# The index is not asked for so many that are called as a word, as institutes are called "institute".
MANY = 20
# Nor on PostgreSQL for beginnings of so few letters.
BROAD = 1


def parted(terms, named):
    """The terms for which the index is asked, and those that it is spared, as long as it is asked for others."""
    dear = [term for term in terms if len(named.get(term, ())) > MANY or is_broad(term)]
    others = [term for term in terms if term not in dear]
    return (others, dear) if others else (terms, [])


def is_broad(term):
    """Whether so many words begin as a term that PostgreSQL's index takes long to find their rows."""
    return connection.vendor == "postgresql" and not term.is_phrase and len(term.words[0]) <= BROAD


def is_loose(term):
    """Whether the index may find rows without a phrase: PostgreSQL's knows which two words stand side by side."""
    return connection.vendor == "postgresql" and len(term.words) > 1


def checks_of(terms, left, named, *, in_title=False):
    """The checks of some terms: of those that the index is spared, and of phrases."""
    found = [(_texts(_own(term)), {*named.get(term, ())}) for term in terms if term in left or is_loose(term)]
    return found + ([(_texts(title_forms(term)), set()) for term in left] if in_title else [])


def passes(folded, checks):
    """Whether a row with these words passes all checks."""
    return all(_has(folded, groups) or _names(folded, tokens) for groups, tokens in checks)


def is_called(folded, term):
    """Whether a name with these words has a term: a phrase that stands in it, or any word, which the index knows."""
    return not is_loose(term) or _has(folded, _texts([phrase(term, NAMING)]))


def called_so(folded, term):
    """Whether a name with these words has a term, as the index would find it."""
    return _has(folded, _texts(_own(term, NAMING)))


def _own(term, mark=""):
    if term.is_phrase:
        return [phrase(term, mark)]
    return [[(mark + form, begins) for form, begins in Similar.forms(each)] for each in term.spellings]


def _texts(groups):
    """The forms of groups as they stand among words that have a space on both sides of each."""
    return [[f" {form}{'' if begins else ' '}" for form, begins in forms] for forms in groups]


def _has(folded, groups):
    return all(any(text in folded for text in texts) for texts in groups)


def _names(folded, tokens):
    return bool(tokens) and not tokens.isdisjoint(folded[folded.find(" @") :].split())
