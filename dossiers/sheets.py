"""Sheets: whole pages as they were drawn once, with places in which pieces and parts stand (0049, 0052).

While all stays as it was that a page shows beside its pieces, the page is its sheet with the pieces of now. What only
some parts of it show leaves the rest as it is. A sheet is for everybody: nobody draws one for a preview, the past, or a
question of a reader's own.
"""

from dataclasses import dataclass

from django.core.cache import caches
from django.utils import timezone
from django.utils.translation import get_language

from dossiers.keeping import digest
from dossiers.pieces import CARD, ENTRY, Place
from publishing.generation import ANYTHING, counts_among, name_of, names_for, numbers
from timeline.models.outlines import OUTLINE, WORDS

PIECES = {piece.name: piece for piece in (ENTRY, CARD)}


@dataclass(frozen=True)
class Wanted:
    """A page that is asked for: what it goes by, and all that it shows beside its pieces: plain `values`, the outlines
    of the dossiers and events of these `keys`, and what goes by further `names` at the one door.

    The dossiers that are told in its pieces, or will be once they are live, are found when it is drawn: on their words
    it hangs, too. Its parts (`dossiers.parts`) hang on further names of their own.
    """

    page: tuple
    values: tuple = ()
    keys: tuple = ()
    names: tuple = ()
    names_of_parts: tuple = ()
    kept_in: str = "pieces"  # which of the caches

    @property
    def kept_as(self) -> str:
        """The key of its sheet."""
        return digest(get_language(), "sheet", self.page)

    @property
    def beside(self) -> str:
        """The key of what events are called on it now, where that alone changed since it was kept."""
        return f"{self.kept_as}-names"

    def sheet(self) -> dict | None:
        """What is kept of it, true or not."""
        kept = caches[self.kept_in].get_many([self.kept_as, self.beside] if self.names_of_parts else [self.kept_as])
        sheet, beside = kept.get(self.kept_as), kept.get(self.beside)
        return sheet | beside["now"] if sheet and beside and beside["parts"] == _shown(sheet) else sheet

    def numbers(self, sheet=None) -> dict:
        """How often all changed that it shows, with its pieces: asked of the one door in one question."""
        names = [ANYTHING, *self._names(sheet), *self.names_of_parts, *_names_of_pieces(sheet)]
        return dict.fromkeys(names, 0) | numbers(names)

    def state(self, sheet, numbers) -> str:
        """Another one as soon as the page shows anything else beside its pieces."""
        shown = [numbers[name] for name in self._names(sheet)]
        return digest(timezone.localdate().isoformat(), self.values, self.keys, shown)

    def _names(self, sheet):
        told = sheet["told"] if sheet else ()
        return [*self.names, *names_for(OUTLINE, *self.keys), *names_for(WORDS, *told)]

    def holds(self, sheet, numbers) -> bool:
        """Whether a sheet is true, but for its pieces and parts."""
        return bool(sheet) and sheet["state"] == self.state(sheet, numbers)

    def has_seen(self, sheet, numbers) -> bool:
        """Whether the parts of a sheet are true, too; else they are to be looked at."""
        return sheet["seen"] == self._seen(numbers)

    def keep_parts(self, drawing, sheet, numbers) -> str:
        """Keep a sheet whose parts were looked at after the numbers were asked: as little of it as is another one.
        Gives the page, whole."""
        now, shown = {"names": drawing.names, "seen": self._seen(numbers)}, _shown(sheet)
        sheet |= drawing.filling() | now
        if _shown(sheet) == shown:
            caches[self.kept_in].set(self.beside, {"parts": shown, "now": now})
        else:
            caches[self.kept_in].set(self.kept_as, sheet)
        return drawing.whole(sheet)

    def _seen(self, numbers):
        return [numbers[name] for name in self.names_of_parts]

    def keep(self, drawing, html, before) -> str:
        """Keep a page that was drawn after the numbers `before` were asked. Gives it, whole."""
        sheet = drawing.sheet(html) | {"seen": self._seen(before)}
        # Names were counted before anything was read: what changed meanwhile makes the sheet stale. Values may be had
        # again that are another page's, and who is told is only known now: then nothing at all may have changed.
        numbers = self.numbers(sheet) if self.values or sheet["told"] else before
        if numbers[ANYTHING] == before[ANYTHING]:
            sheet["state"] = self.state(sheet, numbers)
            caches[self.kept_in].set(self.kept_as, sheet)
        return drawing.whole(sheet)


def _shown(sheet):
    """What the parts of a sheet show, in short."""
    return {name: shown for name, (shown, _texts) in sheet["parts"].items()}


def keys_of_pieces(sheet, piece) -> list:
    """The ids of the rows whose pieces of one kind stand on a sheet."""
    return [place[0] for name, _context, places in sheet["groups"] if name == piece.name for place in places]


def _names_of_pieces(sheet):
    for name, _context, places in sheet["groups"] if sheet else ():
        kind = PIECES[name].kind
        yield from names_for(kind)
        yield from (name_of(kind, place[0]) for place in places)


def pieces_of(sheet, numbers) -> dict | None:
    """The pieces of now that stand on a sheet: {id: (html, facts)}; None where one is missing."""
    pieces = {}
    for name, context, places in sheet["groups"]:
        piece, places = PIECES[name], [Place(*place) for place in places]
        drawn = piece.pieces(places, counts_among(numbers, piece.kind, [place.key for place in places]), context)
        if len(drawn) < len({place.key for place in places}):
            return None
        pieces |= drawn
    return pieces


def put_together(sheet, pieces) -> str:
    """A page, of a sheet and such pieces."""
    fillings = {key: html for key, (html, _facts) in pieces.items()} | sheet["names"]
    parts = {name: _filled(texts, fillings) for name, (_shown, texts) in sheet["parts"].items()}
    return _filled(sheet["texts"], fillings | parts)


def _filled(texts, fillings):
    filled = [*texts]
    filled[1::2] = (fillings[place] for place in texts[1::2])
    return "".join(filled)
