"""Pieces of pages: what is shown of one row, drawn once and kept until something changes that it shows (0049).

A page reads light rows and gives each the piece that was kept of it; the template of the row puts that in its place.
Only rows whose piece is missing or stale are read with all that is shown of them. Previews, the past and the style
guide draw from rows that get no piece: they neither read nor fill what is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.template.loader import get_template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from publishing import generation
from timeline.models.dossier_events import with_events
from timeline.models.live import EntryQuerySet
from timeline.models.outlines import OUTLINE


def are_kept() -> bool:
    """Whether pieces are kept: where whole pages are."""
    return settings.READY_PAGES


@dataclass(frozen=True)
class Piece:
    """How rows of a kind are drawn: the template and what a row is called in it. `facts` are properties that take other
    rows to know, kept with the piece. One that `is_of_today` is drawn anew each day.
    """

    kind: str
    template: str
    name: str
    full: Callable
    facts: tuple[str, ...] = ()
    is_of_today: bool = False

    def rows(self, rows):
        """What a page reads of some rows (a QuerySet) before it gives them pieces: little, or all that is drawn."""
        return rows.for_pieces() if are_kept() else self.full(rows)

    def attach(self, rows, **context) -> list:
        """Give each of these rows its `piece`, as it is drawn in a context of plain values. Returns them as a list."""
        rows = list(rows)
        if not rows or not are_kept():
            return rows
        # Counted before anything is read to be drawn: what changes meanwhile makes a piece stale, never wrong.
        counts = generation.counts(self.kind, [row.pk for row in rows])
        day = timezone.localdate().isoformat() if self.is_of_today else ""
        states = {row.pk: [counts[row.pk], day] for row in rows}
        keys = {row.pk: self._key(row, context) for row in rows}
        kept = caches["pieces"].get_many(keys.values())
        pieces = {
            row.pk: kept[key][1:] for row in rows if (key := keys[row.pk]) in kept and kept[key][0] == states[row.pk]
        }
        if missing := [row for row in rows if row.pk not in pieces]:
            drawn = self._drawn(missing, context)
            caches["pieces"].set_many({keys[key]: [states[key], *piece] for key, piece in drawn.items()})
            pieces |= drawn
        for row in rows:
            _give(row, *pieces.get(row.pk, ("", {})))
        return rows

    def of(self, rows, **context) -> list:
        """Some rows (a QuerySet) with their pieces."""
        return self.attach(self.rows(rows), **context)

    def _key(self, row, context) -> str:
        """What is drawn, but for its state."""
        return _digest(get_language(), self.template, str(row.pk), sorted(context.items()), _dossiers_of(row))

    def _drawn(self, rows, context) -> dict:
        """The pieces of light rows: {id: (html, facts)}. One that went meanwhile has none."""
        template, light, pieces = get_template(self.template), {row.pk: row for row in rows}, {}
        for row in self.full(type(rows[0]).objects.filter(pk__in=light)):
            row.dossiers = getattr(light[row.pk], "dossiers", None)
            html = template.render({self.name: row, **context})
            pieces[row.pk] = html.removesuffix("\n"), {name: str(getattr(row, name)) for name in self.facts}
        return pieces


def kept_while_same(name, key, inputs, draw):
    """What `draw` gives, kept for each key, and drawn anew when its inputs are others: plain values, all of them."""
    if not are_kept():
        return draw()
    place, state = _digest(get_language(), name, str(key)), _digest(inputs)
    kept = caches["pieces"].get(place)
    if not kept or kept[0] != state:
        kept = [state, draw()]
        caches["pieces"].set(place, kept)
    return mark_safe(kept[1])


def _digest(*parts) -> str:
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def _dossiers_of(row):
    """What is shown of the dossiers that a page tells of an entry: on them no name of the entry hangs."""
    return [(dossier.slug, dossier.title, dossier.language) for dossier in getattr(row, "dossiers", None) or ()]


def _give(row, html, facts):
    row.piece = mark_safe(html)
    vars(row).update(facts)


def _full_dossiers(dossiers):
    return with_events(dossiers.for_cards().defer("folded", "background"), timezone.localdate())


ENTRY = Piece("event", "dossiers/_entry.html", "entry", EntryQuerySet.for_cards, facts=("derived_heading",))
CARD = Piece(OUTLINE, "dossiers/_card.html", "dossier", _full_dossiers, is_of_today=True)
