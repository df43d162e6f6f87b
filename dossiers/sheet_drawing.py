"""A page while it is drawn to be kept as a sheet (`dossiers.sheets`): what stands in its places is left out, and put
there later."""

from html import escape
from secrets import token_hex

from django.utils.safestring import mark_safe

from dossiers.keeping import digest
from dossiers.pieces import NOTHING
from dossiers.sheets import put_together

# Stands before and after each place while a page is drawn. Nobody can write it: it is another one in each process.
MARK = token_hex(8)


class Drawing:
    """A page while it is drawn: rows that were given a piece are shown as marks, at which the page is cut, and so are
    its parts, and what events are called in these. Of a `sheet` that holds stand the parts that were drawn of the same,
    with its pieces of now."""

    def __init__(self, sheet=None, pieces=None):
        self.before = sheet or {"groups": [], "parts": {}}
        self.groups, self.told, self.pieces = [], set(), pieces or {}
        self.parts, self.names = {}, {}

    def leave(self, piece, rows, context):
        """Have a mark stand in the place of the piece of each of these rows."""
        rows = [row for row in rows if row.piece]
        self.groups.append([piece.name, context, [row.piece_place for row in rows]])
        for row in rows:
            self.pieces[row.piece_place.key] = row.piece, {}
            row.piece = _marked(row.piece_place.key)
            self.told |= {str(key) for key in getattr(row, "dossier_ids", ())}

    def leave_parts(self, parts) -> dict:
        """Draw parts, but for those that stand. Gives the mark of each."""
        named = {f"name of {entry.slug}": entry for part in parts.values() for entry in part.named}
        self.names = {
            place: escape(entry.own_heading or self._derived_heading(entry)) for place, entry in named.items()
        }
        shown = {name: digest(part.shows) for name, part in parts.items()}
        self.parts = {name: part for name, part in self.before["parts"].items() if part[0] == shown.get(name)}
        if missing := parts.keys() - self.parts.keys():
            for place, entry in named.items():
                entry.heading = _marked(place)
            self.parts |= {name: [shown[name], _cut(parts[name].draw())] for name in missing}
        return {name: _marked(name) for name in parts}

    def _derived_heading(self, entry):
        """What an event without words of its own is called: it comes with its piece, where it has one."""
        vars(entry).update(self.pieces.get(str(entry.pk), NOTHING)[1])
        return entry.derived_heading

    def sheet(self, html) -> dict:
        """The page, cut: text and ids of rows, or names of parts, by turns."""
        return {"texts": _cut(html), "told": sorted(self.told)} | self.filling()

    def filling(self) -> dict:
        """What stands in its places."""
        return {"groups": self.groups or self.before["groups"], "parts": self.parts, "names": self.names}

    def whole(self, sheet) -> str:
        """The page with the pieces that its rows were given."""
        return put_together(sheet, self.pieces)


def _marked(place):
    return mark_safe(f"{MARK}{place}{MARK}")


def _cut(html):
    """Text and what stands between marks, by turns."""
    return html.split(MARK)
