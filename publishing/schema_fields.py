"""The fields that a schema is made of. Each says how words of the desk become a part of the body and back, what the ids
in it are called today, and which columns of the live row it fills. Knows no room.
"""

from django.db.models import Prefetch

from publishing.addresses import as_typed
from publishing.restore import checked, existing_key, existing_rows, replace_parts


class Field:
    """Words in one column of the desk, in a column of the same name of the live row when it is `live`."""

    shape = str

    def __init__(self, name: str, *, shape=None, live: bool = True):
        self.name, self.live = name, live
        self.shape = shape or self.shape

    def lookups(self, model) -> list:
        """What to prefetch of items of `model`, so that reading them and naming what they name asks no more."""
        return []

    def read(self, item):
        """The field as plain data."""
        return getattr(item, self.name)

    def names(self, item) -> dict[str, dict]:
        """What the ids in it are called today: {group: {id: name}}."""
        return {}

    def write(self, item, data):
        """Put data back into the columns of an item that will be saved."""
        setattr(item, self.name, data)

    def write_rows(self, item, data):
        """Put data back into the rows that belong to a saved item."""

    def columns(self, data) -> dict:
        """The columns of the live row."""
        return {self.name: data} if self.live else {}


class Day(Field):
    """An exact day; "" for none."""

    def read(self, item):
        day = super().read(item)
        return day.isoformat() if day else ""

    def write(self, item, data):
        super().write(item, data or None)

    def columns(self, data):
        return {self.name: data or None}


class OldAddresses(Field):
    """Paths of the previous site. Address keeps them, not the live row."""

    shape = [str]

    def __init__(self):
        super().__init__("old_addresses", live=False)

    def read(self, item):
        return item.old_paths

    def write(self, item, data):
        super().write(item, "\n".join(map(as_typed, data)))


class Named(Field):
    """Ids of other rows. `group` is where their names stand in a snapshot, `label` the column that names one."""

    def __init__(self, name, group, label="name", **options):
        super().__init__(name, **options)
        self.group, self.label = group, label

    def named(self, rows):
        """The names of rows by their ids."""
        return {self.group: {str(row.pk): getattr(row, self.label) for row in rows}}


class ForeignKey(Named):
    """One other row; `empty` stands for none."""

    def __init__(self, *args, empty=None, **options):
        super().__init__(*args, shape=str if empty == "" else (str, None), **options)
        self.empty = empty

    def read(self, item):
        key = getattr(item, f"{self.name}_id")
        return str(key) if key else self.empty

    def names(self, item):
        return self.named(filter(None, [getattr(item, self.name)]))

    def write(self, item, data):
        model = item._meta.get_field(self.name).related_model
        setattr(item, f"{self.name}_id", existing_key(model, data, where=self.name))

    def columns(self, data):
        return {f"{self.name}_id": data or None}


class ManyToMany(Named):
    """Other rows in no order: their ids are sorted, so that the same rows always read the same."""

    shape = [str]

    def lookups(self, model):
        return [self.name]

    def read(self, item):
        return sorted(str(row.pk) for row in getattr(item, self.name).all())

    def names(self, item):
        return self.named(getattr(item, self.name).all())

    def write(self, item, data):
        """Nothing: only a saved item can have them."""

    def write_rows(self, item, data):
        manager = getattr(item, self.name)
        manager.set(existing_rows(manager.model, data, where=self.name))


class Links(ManyToMany):
    """Other rows in their order, each by a row of a link table: the key `to`, and perhaps `words` about the link.

    `key` is what the body calls `to`; without words the body holds the bare ids.
    """

    def __init__(self, name, relation, to, *args, key="", words=(), **options):
        super().__init__(name, *args, live=False, **options)
        self.relation, self.to, self.key, self.words = relation, to, key or to, words
        self.shape = [dict.fromkeys((self.key, *words), str)] if words else [str]

    def lookups(self, model):
        links = model._meta.get_field(self.relation).related_model
        return [Prefetch(self.relation, links._default_manager.select_related(self.to))]

    def read(self, item):
        return [self._data(link) for link in getattr(item, self.relation).all()]

    def names(self, item):
        return self.named(getattr(link, self.to) for link in getattr(item, self.relation).all())

    def write_rows(self, item, data):
        manager = getattr(item, self.relation)
        target = manager.model._meta.get_field(self.to).related_model
        rows = existing_rows(target, [part[self.key] if self.words else part for part in data], where=self.name)
        manager.all().delete()
        for position, (row, part) in enumerate(zip(rows, data, strict=True)):
            words = {word: part[word] for word in self.words}
            link = manager.model(**{manager.field.name: item, self.to: row}, **words)
            link.position = position  # a link without that column does not mind
            checked(link, where=self.name).save()

    def _data(self, link):
        key = str(getattr(link, f"{self.to}_id"))
        return {self.key: key} | {word: getattr(link, word) for word in self.words} if self.words else key


class Parts(Field):
    """Rows that belong to the item alone, in their order, each with an id of its own, `words`, and ids of `others`."""

    def __init__(self, name, *words, others=()):
        super().__init__(name, shape=[dict.fromkeys(("id", *words), str) | {other: [str] for other in others}])
        self.words, self.others = words, others

    def lookups(self, model):
        return [self.name, *(f"{self.name}__{other}" for other in self.others)]

    def read(self, item):
        return [self._data(part) for part in getattr(item, self.name).all()]

    def write(self, item, data):
        """Nothing: only a saved item can have them."""

    def write_rows(self, item, data):
        manager = getattr(item, self.name)
        rows = [manager.model(pk=part["id"], **{word: part[word] for word in self.words}) for part in data]
        replace_parts(manager, rows)
        for row, part in zip(rows, data, strict=True):
            for other in self.others:
                model = manager.model._meta.get_field(other).related_model
                getattr(row, other).set(existing_rows(model, part[other], where=f"{self.name}.{other}"))

    def _data(self, part):
        words = {word: getattr(part, word) for word in self.words}
        others = {other: [str(row.pk) for row in getattr(part, other).all()] for other in self.others}
        return {"id": str(part.pk)} | words | others
