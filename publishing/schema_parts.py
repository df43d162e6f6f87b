"""The fields of a schema that are rows of the item's own. Knows no room."""

from publishing.restore import existing_rows, missing_keys, replace_parts
from publishing.schema_fields import Field, merged_names
from publishing.schema_relations import with_words


class Parts(Field):
    """Rows that belong to the item alone, in their order, each with an id of its own, `words`, and ids of `others`.

    A word is the name of a column, or a field.
    """

    is_parts = True

    def __init__(self, name, *words, others=()):
        self.words = [word if isinstance(word, Field) else Field(word) for word in words]
        self.relation, self.others = name, others
        shape = {"id": str} | {word.name: word.shape for word in self.words} | {other: [str] for other in others}
        super().__init__(name, shape=[shape])

    def items(self, data, names):
        return {part["id"]: self.told(part, names) for part in data}

    def told(self, part, names):
        """What readers are told of a part: its first word, what it says besides, and the numbers of the others."""
        first, *words = self.words
        said = [text for word in words for text in word.items(part[word.name], names).values()]
        numbers = sorted((names[key] for other in self.others for key in part[other] if key in names), key=int)
        return with_words(part[first.name], [*said, *(f"→ {number}" for number in numbers)])

    def lookups(self, model):
        return [self.name, *(f"{self.name}__{other}" for other in self.others)]

    def read(self, item):
        return [self._data(part) for part in getattr(item, self.name).all()]

    def write(self, item, data):
        """Nothing: only a saved item can have them."""

    def write_rows(self, item, data):
        manager = getattr(item, self.name)
        rows = [self._row(manager.model, part) for part in data]
        replace_parts(manager, rows)
        for row, part in zip(rows, data, strict=True):
            for other in self.others:
                model = manager.model._meta.get_field(other).related_model
                getattr(row, other).set(existing_rows(model, part[other], where=f"{self.name}.{other}"))

    def _row(self, model, part):
        row = model(pk=part["id"])
        for word in self.words:
            word.write(row, part[word.name])
        return row

    def _data(self, part):
        words = {word.name: word.read(part) for word in self.words}
        others = {other: [str(row.pk) for row in getattr(part, other).all()] for other in self.others}
        return {"id": str(part.pk)} | words | others


class NamingParts(Parts):
    """Parts of which each may name one other row by `named`, a ForeignKey; or say `instead` what stands for it."""

    def __init__(self, name, *words, named, instead):
        super().__init__(name, *words, named)
        self.named, self.group, self.instead = named, named.group, instead

    def lookups(self, model):
        return [*super().lookups(model), f"{self.name}__{self.named.name}"]

    def names(self, item):
        return merged_names(self.named.names(part) for part in getattr(item, self.name).all())

    def key(self, part):
        """The id in a part of the data."""
        return part[self.named.name]

    def target(self, item):
        """The model of the rows that parts name."""
        return self.named.target(item._meta.get_field(self.name).related_model)

    def split(self, item, data):
        """A part that names a row which is no more goes, unless it says something in its place."""
        lost = missing_keys(self.target(item), [self.key(part) for part in data if self.key(part)])
        kept = [part | {self.named.name: ""} if self.key(part) in lost else part for part in data]
        staying = [part for part in kept if self.key(part) or part[self.instead]]
        return staying, [part for part in data if self.key(part) in lost]

    def link(self, item, part):
        """Nothing: what parts name is never in the trash, from where it could be named again."""
