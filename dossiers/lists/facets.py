"""Facets: what a list may be narrowed by, and how many rows stand behind each choice.

Each group is counted over the rows that all *other* groups let through: so a reader sees what adding a second choice
of the same group would bring. Where these are all rows, the number is known (`publishing.models.Tally`).
"""

from dataclasses import dataclass
from operator import attrgetter

from django.db.models import F, Value

from dossiers.lists.counts import NO_RANK, tally
from publishing.models import Tally
from publishing.models.tallies import number_of
from text.folding import fold

# So many choices of a group that has very many are on offer; others are found by words.
MOST_USED = 20


@dataclass(frozen=True)
class Choice:
    """One choice of a group, as the form shows it. No number: it would have to be counted among too many rows."""

    value: str
    label: str
    number: int | None
    chosen: bool


class Facet:
    """A group whose choices are rows of a `model` with a name: organisations, types, topics.

    `path` leads from a row to its choice; `rank` orders the choices before their names do. Of a group with `most`, only
    so many that are used most are on offer, and those that are asked for by words.
    """

    def __init__(self, path, model, rank=None, most=None):
        self.path, self.model, self.most, self.rank = path, model, most, F(rank) if rank else NO_RANK

    def counted(self, name, rows, words):
        """What to ask the database: how many of some rows have each choice."""
        if words:
            rows = rows.annotate(row=F(self.path)).filter(row__in=self._called(words, self.model.objects))
        rank = self.rank if self.rank is NO_RANK else F(f"{self.path}__{self.rank.name}")
        yield tally(name, rows, F(f"{self.path}__slug"), F(f"{self.path}__name"), rank)

    def tallied(self, name, kind, words):
        """What to ask the database: how many of all rows of a kind have each choice."""
        rows = self.model.objects.filter(pk__in=self._called(words, self._used(kind, name), self._keys(kind, name)))
        yield tally(name, rows, F("slug"), F("name"), self.rank, number_of(kind, name, "pk"))

    def named(self, name, kind, chosen):
        """What to ask the database: the names of chosen values, which may have no row left."""
        yield tally(name, self._used(kind, name).filter(slug__in=chosen), F("slug"), F("name"), self.rank, Value(0))

    def _used(self, kind, name):
        return self.model.objects.alias(used=number_of(kind, name, "pk")).filter(used__gt=0)

    def _keys(self, kind, name):
        keys = Tally.objects.used_keys(kind, name)
        return keys.order_by("-number", "value")[: self.most] if self.most else keys

    def _called(self, words, rows, keys=None):
        """The keys of those that have such names; without words, `keys`."""
        return rows.search(words).order_by("sort_name").values("pk")[:MOST_USED] if words else keys

    def choices(self, counts, chosen):
        """The choices on offer, from the rows of the answer."""
        # A choice with rows stands before its bare name, which has the number 0.
        best = {row.value: row for row in sorted(counts, key=attrgetter("number"))}
        used = sorted(best.values(), key=lambda row: -row.number)[: self.most]
        offered = [row for row in best.values() if row in used or row.value in chosen]
        ordered = sorted(offered, key=lambda row: (row.rank, fold(row.label)))
        return [Choice(row.value, row.label, row.number, row.value in chosen) for row in ordered]

    def unknown(self, counts, chosen):
        """The chosen values that name nothing."""
        counted_values = {row.value for row in counts}
        return [value for value in chosen if value not in counted_values]

    def renamed(self, unknown):
        """What chosen values that name nothing are called today, where they named something once: {old: new}."""
        return self.model.objects.by_former_slugs(unknown) if unknown else {}
