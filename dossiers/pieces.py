"""Pieces of pages: what is shown of one row, drawn once and kept until something changes that it shows (0049).

A page reads light rows and gives each the piece that was kept of it; the template of the row puts that in its place.
Only rows whose piece is missing or stale are read with all that is shown of them. Previews, the past and the style
guide draw from rows that get no piece: they neither read nor fill what is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.core.cache import caches
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from dossiers.keeping import are_kept, digest
from publishing import generation
from publishing.models.prepared import ID, Prepared
from taskforces.models.live import Dossier
from timeline.models.dossier_events import with_events
from timeline.models.live import Entry, EntryQuerySet
from timeline.models.outlines import DATES

# In the place of a row that went meanwhile.
NOTHING = " ", {}


class Place(NamedTuple):
    """Where a row stands on a page: its id, what its piece is kept as, and what is told there of its dossiers."""

    key: str
    kept_as: str
    told: list


@dataclass(frozen=True)
class Piece:
    """How rows of a model are drawn: the template and what a row is called in it; they hang on names of a `kind`.
    `facts` are properties that take other rows to know, kept with the piece. One that `is_of_today` is drawn anew
    each day.
    """

    kind: str
    model: type
    template: str
    name: str
    full: Callable
    facts: tuple[str, ...] = ()
    is_of_today: bool = False

    def rows(self, rows):
        """What a page reads of some rows (a QuerySet) before it gives them pieces: little, or all that is drawn."""
        return rows.for_pieces() if are_kept() else self.full(rows)

    def attach(self, rows, numbers=None, **context) -> list:
        """Give each of these rows its `piece`, as it is drawn in a context of plain values, and its `piece_place`.
        Returns them as a list. The `numbers` of what they go by at the one door may have been asked before, with
        others, each of them."""
        rows = list(rows)
        if not rows or not are_kept():
            return rows
        # Counted before anything is read to be drawn: what changes meanwhile makes a piece stale, never wrong.
        places = self._places(rows, context)
        keys = [place.key for place in places]
        names = generation.names_for(self.kind, *keys)
        if numbers is None or not numbers.keys() >= {*names}:
            numbers = generation.numbers(names)
        pieces = self.pieces(places, generation.counts_among(numbers, self.kind, keys), context)
        for row, place in zip(rows, places, strict=True):
            row.piece_place = place
            _give(row, *pieces.get(place.key, NOTHING))
        return rows

    def _places(self, rows, context) -> list:
        """The places of rows on a page, of plain values, which can be kept."""
        # What is drawn, but for its state.
        drawn = digest(get_language(), self.template, sorted(context.items()))
        return [_place(drawn, str(row.pk), _dossiers_of(row)) for row in rows]

    def pieces(self, places, counts, context) -> dict:
        """What stands in places, drawn where it is missing or stale: {id: (html, facts)}. `counts` are those of the
        rows by their ids, asked before. A row that went meanwhile has none."""
        day = timezone.localdate().isoformat() if self.is_of_today else ""
        states = {key: [number, day] for key, number in counts.items()}
        kept = caches["pieces"].get_many([place.kept_as for place in places])
        stale = [place for place in places if kept.get(place.kept_as, [None])[0] != states[place.key]]
        drawn = self._drawn(stale, context) if stale else {}
        if drawn:
            names = {place.key: place.kept_as for place in stale}
            caches["pieces"].set_many({names[key]: [states[key], *piece] for key, piece in drawn.items()})
        old = {place.key for place in stale}
        return drawn | {place.key: kept[place.kept_as][1:] for place in places if place.key not in old}

    def of(self, rows, **context) -> list:
        """Some rows (a QuerySet) with their pieces."""
        return self.attach(self.rows(rows), **context)

    def _drawn(self, places, context) -> dict:
        """The pieces of places: {id: (html, facts)}. A row that went meanwhile has none."""
        template, shown, pieces = get_template(self.template), {place.key: place for place in places}, {}
        for row in self._rows(list(shown)):
            row.dossiers = [
                Dossier(slug=slug, title=title, language=code) for slug, title, code in shown[str(row.pk)].told
            ]
            html = template.render({self.name: row, **context})
            pieces[str(row.pk)] = html.removesuffix("\n"), {name: str(getattr(row, name)) for name in self.facts}
        return pieces

    def _rows(self, keys):
        """The rows of these ids with all that is drawn. Nearly always it is one: that which was published last."""
        if len(keys) == 1:
            return _of_one(self, timezone.localdate()).ask(UUID(keys[0]))
        return self.full(self.model.objects.filter(pk__in=keys))


@lru_cache(4)
def _of_one(piece, _today):
    """The question for one row."""
    return Prepared(lambda key: piece.full(piece.model.objects.filter(pk=key)), ID)


def _place(drawn, key, told):
    return Place(key, f"{drawn}-{key}-{digest(told) if told else ''}", told)


def _dossiers_of(row):
    """What is shown of the dossiers that a page tells of an entry: on them no name of the entry hangs."""
    return [[dossier.slug, dossier.title, dossier.language] for dossier in getattr(row, "dossiers", None) or ()]


def _give(row, html, facts):
    row.piece = mark_safe(html)
    vars(row).update(facts)


def _full_dossiers(dossiers):
    return with_events(dossiers.for_cards().defer("background"), timezone.localdate())


ENTRY = Piece("event", Entry, "dossiers/_entry.html", "entry", EntryQuerySet.for_cards, facts=("derived_heading",))
CARD = Piece(DATES, Dossier, "dossiers/_card.html", "dossier", _full_dossiers, is_of_today=True)
