"""Lineage: who built on whom, and who shares events, as lines beside a list of dossiers, oldest first. Pure."""

from collections import defaultdict
from dataclasses import dataclass, field

from dossiers.reading.relations import EARLIER, LATER, SHARED
from taskforces.models.live import Dossier
from text.folding import fold

STEP = 18  # from one lane to the next
HEIGHT = 44  # of the pieces beside a title
MIDDLE = HEIGHT // 2
BEND = STEP // 2


@dataclass
class Row:
    """A dossier, the pieces of the lines beside it as path data, and what they say: {words: [(Dossier, number)]}.

    The pieces beside its title have a fixed size; those that go `on` below it are stretched as far as its words go.
    """

    dossier: Dossier
    solid: str = ""
    dashed: str = ""
    arrow: str = ""
    solid_on: str = ""
    dashed_on: str = ""
    relations: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """A line between two rows, in a lane of its own as far as it goes. `to` is the later one, which builds on."""

    first: int
    last: int
    to: int | None
    lane: int


class Lineage:
    """`dossiers` in any order; `ties` are those of `dossiers.reading.relations.ties` between them."""

    def __init__(self, dossiers, ties):
        dossiers, ties = list(dossiers), list(ties)
        tied = {key for _kind, later, earlier, _number in ties for key in (later, earlier)}
        self.rows = [Row(dossier) for dossier in by_family([row for row in dossiers if row.pk in tied], ties)]
        self.alone = len(dossiers) - len(self.rows)
        self.place = {row.dossier.pk: number for number, row in enumerate(self.rows)}
        for tie in once(ties):
            self._relate(*tie)
        self.lines = list(in_lanes(self._ends(ties)))
        for line in self.lines:
            self._draw(line)

    @property
    def width(self):
        """How wide the lines are, with the dots of the dossiers at their right."""
        return STEP * (max((line.lane for line in self.lines), default=-1) + 2)

    @property
    def dot(self):
        """Where a dossier stands in its row."""
        return f"M{self.x(-1)} {MIDDLE}h.01"

    def x(self, lane):
        """The place of a lane; the nearest to the dots is 0."""
        return self.width - STEP * lane - STEP * 3 // 2

    def _relate(self, kind, later, earlier, number):
        """What both rows of a tie are told."""
        later, earlier = self.rows[self.place[later]], self.rows[self.place[earlier]]
        for row, far, words in ((later, earlier, EARLIER.get(kind, SHARED)), (earlier, later, LATER.get(kind, SHARED))):
            row.relations.setdefault(words, []).append((far.dossier, number))

    def _ends(self, ties):
        """For each two rows that are tied the one that a relation leads to, or None; the shortest way first."""
        ends = defaultdict(lambda: None)
        for kind, later, earlier, _number in ties:
            pair = tuple(sorted((self.place[later], self.place[earlier])))
            ends[pair] = self.place[later] if kind in EARLIER else ends[pair]
        return sorted(ends.items(), key=lambda item: (item[0][1] - item[0][0], item[0]))

    def _draw(self, line):
        """Put the pieces of a line into its rows."""
        name = "dashed" if line.to is None else "solid"
        dot, lane = self.x(-1), self.x(line.lane)
        pieces = {
            line.first: f"M{dot} {MIDDLE}H{lane + BEND}q-{BEND} 0-{BEND} {BEND}V{HEIGHT}",
            line.last: f"M{lane} 0V{MIDDLE - BEND}q0 {BEND} {BEND} {BEND}H{dot}",
        }
        for number in range(line.first, line.last + 1):
            self._add(number, name, pieces.get(number, f"M{lane} 0V{HEIGHT}"))
            if number < line.last:
                self._add(number, f"{name}_on", f"M{lane} 0V{HEIGHT}")
        if line.to is not None:
            self.rows[line.to].arrow = f"M{dot - 12} {MIDDLE - 5}l5 5-5 5"

    def _add(self, number, name, piece):
        setattr(self.rows[number], name, getattr(self.rows[number], name) + piece)


def once(ties):
    """Ties with each pair told once: where one builds on the other, the events in common are said beside it."""
    shared = {frozenset(pair): number for kind, *pair, number in ties if kind == "shares"}
    built = {frozenset(pair) for kind, *pair, _number in ties if kind != "shares"}
    for kind, *pair, number in ties:
        if kind != "shares" or frozenset(pair) not in built:
            yield kind, *pair, shared.get(frozenset(pair), number)


def in_lanes(ends):
    """Lines in lanes: each in the nearest lane that is free between its ends."""
    occupied = defaultdict(list)
    for (first, last), to in ends:
        lane = next(n for n in range(len(occupied) + 1) if all(b <= first or last <= a for a, b in occupied[n]))
        occupied[lane].append((first, last))
        yield Line(first, last, to, lane)


def by_family(dossiers, ties):
    """Dossiers that are tied to each other stand together, oldest first; the oldest family first."""
    family = {dossier.pk: {dossier.pk} for dossier in dossiers}
    for _kind, later, earlier, _number in ties:
        family[later] |= family[earlier]
        family |= dict.fromkeys(family[later], family[later])
    in_order = sorted(dossiers, key=by_start)
    place = {dossier.pk: number for number, dossier in enumerate(in_order)}
    return sorted(in_order, key=lambda dossier: min(place[key] for key in family[dossier.pk]))


def by_start(dossier):
    """Oldest first; those whose start is unknown last."""
    return dossier.start_lower is None, dossier.start_lower, fold(dossier.title)
