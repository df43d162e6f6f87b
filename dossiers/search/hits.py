"""What a search finds in all kinds together: hits in the title first, then by date."""

from typing import NamedTuple
from uuid import UUID

from django.utils import timezone

from dossiers.models import SearchRow
from dossiers.search import asking
from dossiers.search.kinds import KINDS
from dossiers.search.places import NAMES, UNDATED, kind_at
from dossiers.search.sources import NAMING, SOURCES
from dossiers.search.tokens import token, year_token
from taskforces.models.live import Dossier
from text.questions import terms
from timeline.models.reference import EventType

# So many are shown, the best of all that are found: nobody turns more pages.
MOST = 200
# So many types, countries, organisations … that are called as a word are looked for.
MOST_NAMED = 2_000
LETTERS = {source.kind: source.letter for source in SOURCES.values() if source.kind}


class Hits(NamedTuple):
    """The places of what is found, best first, and whether there is more."""

    places: list[int]
    is_more: bool = False

    @property
    def kinds(self):
        """The kind of each."""
        return [[*KINDS][kind_at(place)] for place in self.places]

    def of(self, kind):
        """Those of one kind."""
        return [place for place, each in zip(self.places, self.kinds, strict=True) if each == kind]


def hits(asked):
    """The best of all that is found. One question where titles alone are enough, else three; one more to narrow it."""
    words, narrowing = terms(asked["q"]), _narrowing(asked)
    if not words or narrowing is None:
        return Hits([])
    places = _places(words, {}, narrowing, in_title=True)
    if len(places) <= MOST:
        places = [*dict.fromkeys(places + _places(words, _named(words), narrowing))]
    return Hits(places[:MOST], len(places) > MOST)


def rows_of(places):
    """What stands at some places, in their order, as [(kind, row)]. A question, and one for each kind."""
    tokens = dict(SearchRow.objects.filter(place__in=places).values_list("place", "token"))
    found = {}
    for number in {*map(kind_at, tokens)}:
        name, kind = [*KINDS.items()][number]
        keys = {UUID(each[2:]): place for place, each in tokens.items() if kind_at(place) == number}
        found |= {keys[key]: (name, row) for key, row in kind.results(keys).items()}
    return [found[place] for place in places if place in found]


def _places(words, named, narrowing, *, in_title=False):
    """Those of what has all the words, or names what is called so; one more than are shown. One question."""
    groups = asking.groups(words, named, in_title=in_title) + narrowing
    part = asking.first_places(groups, asking.phrases(words, named, in_title=in_title), (0, NAMES), MOST + 1)
    return [place for _number, place in asking.all_of([(0, part)])]


def _named(words):
    """The tokens of what is called as a word says: {term: [token]}. One question."""
    questions = []
    for number, term in enumerate(words):
        groups, phrases = [[(NAMING, False)], *asking.groups([term], {})], asking.phrases([term], {})
        found = asking.first_places(groups, phrases, (UNDATED, 2 * NAMES), MOST_NAMED)
        questions.append((number, asking.tokens_at(found)))
    named = {}
    for number, each in sorted(asking.all_of(questions)):
        named.setdefault(words[number], []).append(each)
    return named


def _narrowing(asked):
    """The tokens of what narrows a question, as groups of forms; None where nothing can be found."""
    groups = []
    for name, value in asked.items():
        if name in NARROWING and value:
            groups.append([(each, False) for each in NARROWING[name](value)])
    return groups if all(groups) else None


def _of_year(year):
    """What is of the year, and what has lasted until today."""
    return [year_token("y", year), *([year_token("l", year)] if year <= timezone.localdate().year else [])]


def _of_row(letter, model, slug):
    return [token(letter, key) for key in model.objects.filter(slug=slug).values_list("pk", flat=True)]


NARROWING = {
    "kind": lambda kind: [f"@k{LETTERS[kind]}"],
    "country": lambda code: [token("c", code)],
    "year": _of_year,
    "type": lambda slug: _of_row("t", EventType, slug),
    "within": lambda slug: _of_row("d", Dossier, slug),
}
