"""What a search finds in all kinds together: hits in the title first, then by date."""

from typing import NamedTuple
from uuid import UUID

from dossiers.lists.counts import COUNTED
from dossiers.models import SearchRow
from dossiers.search import asking
from dossiers.search.asking import Question
from dossiers.search.checking import checks_of, is_called, is_loose, parted, passes
from dossiers.search.groups import in_pairs, in_rows, in_titles, of_names
from dossiers.search.kinds import KINDS
from dossiers.search.places import kind_at
from dossiers.search.sources import SOURCES
from dossiers.search.tokens import of_years_under_way, token
from taskforces.models.live import Dossier
from text.questions import terms
from timeline.models.reference import EventType

# So many are shown, the best of all that are found: nobody turns more pages.
MOST = 200
# So many types, countries, organisations … that are called as a word are looked for; as all words, so many more: a
# database reads no question without end.
MOST_NAMED, ALL_NAMED = 2_000, 20_000
# Of rows that are looked at one by one so many are read at once.
AT_ONCE = 250
LETTERS = {source.kind: source.letter for source in SOURCES.values() if source.kind}


class Hits(NamedTuple):
    """The places of what is found, best first, and whether there is more."""

    places: list[int]
    is_more: bool = False

    @property
    def kinds(self):
        """The kind of each."""
        return [[*KINDS][kind_at(place)] for place in self.places]


def hits(asked, kinds=("",)):
    """The best of all that is found of each of some kinds, "" for all together: {kind: Hits}.

    One question where titles alone are enough, else three; one more on PostgreSQL, where more is looked at row by row,
    and for a type or a timeline that narrows it.
    """
    words, narrowing = terms(asked["q"]), _narrowing(asked)
    if not words or narrowing is None:
        return dict.fromkeys(kinds, Hits([]))
    narrowings = {kind: [*narrowing, *of_kind(kind)] for kind in kinds}
    whole = asking.whole_words(words)
    found = _in_titles(words, whole, narrowings)
    if min(map(len, found.values())) <= MOST:
        others = _in_rows(words, whole, narrowings)
        found = {kind: [*dict.fromkeys(found[kind] + others[kind])] for kind in kinds}
    return {kind: Hits([place for place, _token in each[:MOST]], len(each) > MOST) for kind, each in found.items()}


def first_keys(words, narrowings, *, in_title=False):
    """The keys of the first rows that have some words, or have them in their titles: {name: [key]}, one more than are
    counted; none where a group of the narrowing has no token. `narrowings`: {name: groups of tokens}. One question, and
    before it one for what is called so."""
    asked, possible = terms(words), {name: groups for name, groups in narrowings.items() if all(groups)}
    find = _in_titles if in_title else _in_rows
    found = find(asked, asking.whole_words(asked), possible, COUNTED) if asked and possible else {}
    return {name: [token[2:] for _place, token in found.get(name, ())][: COUNTED + 1] for name in narrowings}


def rows_of(places):
    """What stands at some places, in their order, as [(kind, row)]. A question, and one for each kind."""
    tokens = dict(SearchRow.objects.filter(place__in=places).values_list("place", "token"))
    found = {}
    for number in {*map(kind_at, tokens)}:
        name, kind = [*KINDS.items()][number]
        keys = {UUID(each[2:]): place for place, each in tokens.items() if kind_at(place) == number}
        found |= {keys[key]: (name, row) for key, row in kind.results(keys).items()}
    return [found[place] for place in places if place in found]


def _in_titles(words, whole, narrowings, most=MOST):
    """The places and tokens of what has all the words in its title."""
    asked, left = parted(words, {})
    groups, spared = (in_titles(some, whole) for some in (asked, left))
    question = Question(groups, in_pairs(asked, {}), spared)
    return _places(question, narrowings, checks_of(words, left, {}, in_title=True), most)


def _in_rows(words, whole, narrowings, most=MOST):
    """The places and tokens of what has all the words, or names what is called so."""
    named = _named(words)
    asked, left = parted(words, named)
    groups, spared = (in_rows(some, whole, named) for some in (asked, left))
    question = Question(groups, in_pairs(asked, named), spared)
    return _places(question, narrowings, checks_of(words, left, named), most)


def _places(question, narrowings, checks, wanted):
    """One more than are wanted, sorted. One question; more where few of those that the index finds have all of it."""
    found, after = {kind: [] for kind in narrowings}, dict.fromkeys(narrowings, -1)
    most, columns = (AT_ONCE, ["token", "folded"]) if checks else (wanted + 1, ["token"])
    while after:
        asked = {kind: question.with_groups(narrowings[kind]) for kind in after}
        parts = {kind: each.first_places(most, after[kind]) for kind, each in asked.items()}
        for kind, rows in asking.rows_at(parts, *columns).items():
            found[kind] += [(row[0], row[1]) for row in rows if not checks or passes(row[2], checks)]
            after[kind] = rows[-1][0] if len(rows) >= most and len(found[kind]) <= wanted else None
        after = {kind: place for kind, place in after.items() if place is not None}
        question, most = question.unspared(), most * 4
    return found


def _named(words):
    """The tokens of what is called as a word says: {term: [token]}. One question."""
    most = min(MOST_NAMED, ALL_NAMED // len(words))
    questions = {term: Question(*of_names(term)).places(most) for term in words}
    columns = ["token", "folded"] if any(map(is_loose, words)) else ["token"]
    return {
        term: [row[1] for row in rows if is_called(row[-1], term)]
        for term, rows in asking.rows_at(questions, *columns).items()
    }


def _narrowing(asked):
    """The tokens of what narrows a question, as groups of forms; None where nothing can be found."""
    groups = []
    for name, value in asked.items():
        if name in NARROWING and value:
            groups.append([(each, False) for each in NARROWING[name](value)])
    return groups if all(groups) else None


def of_kind(kind):
    return [[(f"@k{LETTERS[kind]}", False)]] if kind else []


def _of_row(letter, model, slug):
    return [token(letter, key) for key in model.objects.filter(slug=slug).values_list("pk", flat=True)]


NARROWING = {
    "country": lambda code: [token("c", code)],
    "year": lambda year: of_years_under_way([year]),
    "type": lambda slug: _of_row("t", EventType, slug),
    "within": lambda slug: _of_row("d", Dossier, slug),
}
