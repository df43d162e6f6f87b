"""The columns of a table. Each leads from a cell to what a draft says, and back."""

import uuid

from django.utils.translation import gettext as _
from import_export.fields import Field

from dossier_site.tables.cells import LINES, joined, parted


class Column(Field):
    """A column of the same name as what it holds."""

    is_rich = False

    def __init__(self, name, widget, *, is_rich=False, readonly=False):
        super().__init__(attribute=name, column_name=name, widget=widget, readonly=readonly)
        self.is_rich = is_rich

    def get_value(self, draft):
        """What a draft says here."""
        return draft.words[self.attribute]

    def save(self, draft, row, is_m2m=False, **kwargs):
        """Take over what a row says. Raises ValueError with a sentence."""
        if not self.readonly:
            draft.words[self.attribute] = self.clean(row)

    def texts(self, cell):
        """By what a cell calls other rows: [(names, texts)]."""
        return [(self.widget.names, self.widget.texts(cell))] if self.widget.names else []

    def keys(self, words):
        """The ids of other rows in what a draft says: [(names, ids)]."""
        return [(self.widget.names, self.widget.keys(words[self.attribute]))] if self.widget.names else []


class Kept(Column):
    """A column in which an empty cell says nothing: what stands at the desk stays."""

    def save(self, draft, row, is_m2m=False, **kwargs):
        """Take over what a row says, if it says anything."""
        if row[self.column_name]:
            super().save(draft, row)


class Parts(Column):
    """Rows of the item's own, one a line, with bars between what is said of each. What has the same `known` words keeps
    its id, by which others name it.
    """

    def __init__(self, name, widgets, *, known):
        super().__init__(name, None)
        self.widgets, self.known = widgets, known

    def clean(self, row, **kwargs):
        """The parts of a row without ids."""
        return [self._read(parts) for parts in parted(row[self.column_name], LINES, len(self.widgets))]

    def save(self, draft, row, is_m2m=False, **kwargs):
        """Take over the parts of a row; each gets the id that it had before, or a new one."""
        before = [*draft.words[self.attribute]]
        parts = self.clean(row)
        for part in parts:
            old = next((each for each in before if each[self.known] == part[self.known]), None)
            part["id"] = old["id"] if old else str(uuid.uuid4())
            before = [each for each in before if each is not old]
        draft.words[self.attribute] = [self.tied(part, draft) for part in parts]

    def tied(self, part, draft):
        """A part with the ids of what it answers to."""
        return part

    def export(self, draft, **kwargs):
        """The parts as lines."""
        rows = [[self.widgets[name].render(part[name]) for name in self.widgets] for part in self.shown(draft)]
        return joined(rows, LINES)

    def shown(self, draft):
        """The parts as lines tell them."""
        return draft.words[self.attribute]

    def texts(self, cell):
        """What the words of each part call others."""
        rows = parted(cell, LINES, len(self.widgets))
        named = [(number, widget) for number, widget in enumerate(self.widgets.values()) if widget.names]
        return [
            (widget.names, widget.texts(row[number])) for number, widget in named for row in rows if number < len(row)
        ]

    def keys(self, words):
        """Whom its parts name."""
        named = [(name, widget) for name, widget in self.widgets.items() if widget.names]
        return [(widget.names, widget.keys(part[name])) for name, widget in named for part in words[self.attribute]]

    def _read(self, cells):
        if len(cells) > len(self.widgets):
            text = _("“%(line)s” has too many parts: write “%(example)s”.")
            names = {"line": " | ".join(cells)[:100], "example": " | ".join(self.widgets)}
            raise ValueError(text % names)
        cells = cells + [""] * (len(self.widgets) - len(cells))
        return {name: widget.clean(cell) for cell, (name, widget) in zip(cells, self.widgets.items(), strict=True)}


class Results(Parts):
    """Results: a line with one part only is the text. The objectives that each answers are told by their numbers."""

    def _read(self, cells):
        return super()._read(cells if len(cells) > 1 else ["", "", "", *cells])

    def tied(self, part, draft):
        """With the ids of its objectives."""
        objectives = draft.words["objectives"]
        if wrong := [number for number in part["objectives"] if not 0 < int(number) <= len(objectives)]:
            raise ValueError(_("There is no objective number %(number)s.") % {"number": wrong[0]})
        numbers = sorted(set(map(int, part["objectives"])))
        return part | {"objectives": [objectives[number - 1]["id"] for number in numbers]}

    def shown(self, draft):
        """With the numbers of its objectives."""
        numbers = {part["id"]: number for number, part in enumerate(draft.words["objectives"], 1)}
        return [
            part | {"objectives": list(map(str, sorted(numbers[key] for key in part["objectives"] if key in numbers)))}
            for part in super().shown(draft)
        ]
