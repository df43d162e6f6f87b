"""How one cell of a table names other rows. What is wrong with it is a ValueError with a sentence for people."""

from django.utils.translation import gettext as _

from dossier_site.tables.cells import LIST, joined, parted
from dossier_site.tables.widgets import Cell


class One(Cell):
    """Another row."""

    def __init__(self, names, empty=None):
        super().__init__()
        self.names, self.empty = names, empty

    def texts(self, value):
        return [value]

    def keys(self, value):
        return [value] if value else []

    def clean(self, value, row=None, **kwargs):
        """Its id."""
        return self.names.key(value) if value else self.empty

    def render(self, value, obj=None, **kwargs):
        """What it is called."""
        return self.names.text(value) if value else ""


class Several(Cell):
    """Other rows: in their order where it counts, each once."""

    def __init__(self, names, in_order=False):
        super().__init__()
        self.names, self.in_order = names, in_order

    def texts(self, value):
        return [text for (text,) in parted(value, LIST, 1)]

    def keys(self, value):
        return value

    def clean(self, value, row=None, **kwargs):
        """Their ids."""
        keys = list(dict.fromkeys(map(self.names.key, self.texts(value))))
        return keys if self.in_order else sorted(keys)

    def render(self, value, obj=None, **kwargs):
        """What they are called."""
        return joined([[self.names.text(key)] for key in value], LIST)


class Tied(Cell):
    """Other rows in their order, each with a word about it: behind its name, or before it when `word_first`."""

    def __init__(self, names, key, word, says, *, between=LIST, word_first=False):
        super().__init__()
        self.names, self.key, self.word, self.says = names, key, word, says
        self.between, self.place = between, int(word_first)

    def _pairs(self, value):
        for row in parted(value, self.between, 2):
            if len(row) > 2 or (self.place and len(row) < 2):
                text = _("“%(line)s” has too many or too few parts: write “%(example)s”.")
                example = "continues | bretagne-programme" if self.place else "Institut de Locarn | Locarn"
                raise ValueError(text % {"line": " | ".join(row)[:100], "example": example})
            name, word = reversed(row) if self.place else [*row, ""][:2]
            yield name, word

    def texts(self, value):
        return [part for row in parted(value, self.between, 2) for part in row]

    def keys(self, value):
        return [part[self.key] for part in value]

    def clean(self, value, row=None, **kwargs):
        """What a body holds of each; one that is named twice counts once."""
        ties = {}
        for name, word in self._pairs(value):
            key = self.names.key(name)
            ties.setdefault(key, {self.key: key, self.word: self.says.clean(word)})
        return list(ties.values())

    def render(self, value, obj=None, **kwargs):
        """Each with its word."""
        rows = [[self.names.text(part[self.key]), self.says.render(part[self.word])] for part in value]
        return joined([row[::-1] for row in rows] if self.place else rows, self.between)
