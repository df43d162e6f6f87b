"""What a row has of the terms of a question, as groups of forms. It has a form of each group.

[[(form, whether it may be the beginning of another)]]. Forms are words, marked as in a title, as stems or as names, and
tokens of what is named. SQLite's index knows phrases; PostgreSQL's knows which two words stand side by side.
"""

from itertools import pairwise

from django.db import connection

from dossiers.search.tokens import NAMING
from text.word_index.postgresql import NOT_PAIRED
from text.word_lookups import Similar


def in_rows(terms, whole, named):
    """The groups of terms, for the index: of each, itself or what is called so. `named`: {term: [token]}."""
    return [_written_out(forms, whole) + _tokens(named, term) for term in terms for forms in _forms(term)]


def of_names(term):
    """The groups of a term, and of its pairs, in what names others and is called so."""
    return _forms(term, NAMING), _pairs(term, NAMING)


def in_pairs(terms, named):
    """The same of two words each that stand side by side in a phrase; PostgreSQL's index knows no more of phrases."""
    return [forms + _tokens(named, term) for term in terms for forms in _pairs(term)]


def in_titles(terms, whole):
    """The groups of terms all of whose words stand in the title."""
    titles = {term: [_written_out(forms, whole) for forms in title_forms(term)] for term in terms}
    stems = [term for term in terms if term.is_phrase or not _all_begin(titles[term], f"^{term.words[0]}")]
    return [forms for each in titles.values() for forms in each] + in_rows(stems, whole, {})


def title_forms(term):
    """The groups by which the words of a term, or their stems, begin words of a title."""
    return [[(f"^{each}", True) for each in dict.fromkeys(spellings)] for spellings in term.spellings]


def phrase(term, mark=""):
    """The group of a phrase as it stands in a row."""
    return [(" ".join(mark + word for word in term.words), False)]


def _forms(term, mark=""):
    if not term.is_phrase:
        return [[(mark + form, begins) for form, begins in Similar.forms(each)] for each in term.spellings]
    if connection.vendor == "sqlite":
        return [phrase(term, mark)]
    return [[(mark + word, False)] for word in term.words]


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
