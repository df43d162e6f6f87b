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


def hits(asked, kinds=("",)):
    """The best of all that is found of each of some kinds, "" for all together: {kind: Hits}.

    One question where titles alone are enough, else three; one more for a type or a timeline that narrows it.
    """
    words, narrowing = terms(asked["q"]), _narrowing(asked)
    if not words or narrowing is None:
        return dict.fromkeys(kinds, Hits([]))
    narrowings = {kind: [*narrowing, *_of_kind(kind)] for kind in kinds}
    places = _places(words, {}, narrowings, in_title=True)
    if min(map(len, places.values())) <= MOST:
        others = _places(words, _named(words), narrowings)
        places = {kind: [*dict.fromkeys(places[kind] + others[kind])] for kind in kinds}
    return {kind: Hits(each[:MOST], len(each) > MOST) for kind, each in places.items()}


def rows_of(places):
    """What stands at some places, in their order, as [(kind, row)]. A question, and one for each kind."""
    tokens = dict(SearchRow.objects.filter(place__in=places).values_list("place", "token"))
    found = {}
    for number in {*map(kind_at, tokens)}:
        name, kind = [*KINDS.items()][number]
        keys = {UUID(each[2:]): place for place, each in tokens.items() if kind_at(place) == number}
        found |= {keys[key]: (name, row) for key, row in kind.results(keys).items()}
    return [found[place] for place in places if place in found]


def _places(words, named, narrowings, *, in_title=False):
    """Those of what has all the words, or names what is called so; one more than are shown, sorted. One question."""
    groups = asking.groups(words, named, in_title=in_title)
    phrases = asking.phrases(words, named, in_title=in_title)
    parts = [asking.first_places(groups + each, phrases, (0, NAMES), MOST + 1) for each in narrowings.values()]
    found = {kind: [] for kind in narrowings}
    for number, place in sorted(asking.all_of([*enumerate(parts)])):
        found[[*narrowings][number]].append(place)
    return found


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


def _of_kind(kind):
    return [[(f"@k{LETTERS[kind]}", False)]] if kind else []


def _of_year(year):
    """What is of the year, and what has lasted until today."""
    return [year_token("y", year), *([year_token("l", year)] if year <= timezone.localdate().year else [])]


def _of_row(letter, model, slug):
    return [token(letter, key) for key in model.objects.filter(slug=slug).values_list("pk", flat=True)]


NARROWING = {
    "country": lambda code: [token("c", code)],
    "year": _of_year,
    "type": lambda slug: _of_row("t", EventType, slug),
    "within": lambda slug: _of_row("d", Dossier, slug),
}
