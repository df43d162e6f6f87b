"""The fields that a schema is made of. Each says how words of the desk become a part of the body and back, what the ids
in it are called today, and which columns of the live row it fills. Knows no room.
"""

from publishing.addresses import editable_path
from publishing.restore import existing_key, missing_keys


def merged_names(many) -> dict[str, dict]:
    """What ids are called, of several in one: {group: {id: name}}."""
    merged: dict = {}
    for names in many:
        for group, named in names.items():
            merged.setdefault(group, {}).update(named)
    return merged


class Field:
    """Words in one column of the desk, in a column of the same name of the live row when it is `live`."""

    shape = str
    relation = ""  # by which the item knows the rows that the field writes, where it writes any
    is_parts = is_rich = False

    def __init__(self, name: str, *, shape=None, live: bool = True, words=str):
        self.name, self.live, self.words_of = name, live, words
        self.shape = shape or self.shape

    def items(self, data, names) -> dict:
        """What readers are told when it is compared: {what tells one from others: its words}. See `comparison`."""
        return {"": str(names.get((self.name, data)) or self.words_of(data))} if data not in ("", None) else {}

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

    def keys(self, data) -> list[str]:
        """The ids of other rows in it."""
        return []

    def replaced(self, data, kept):
        """The same with other ids in the place of some: {old: new}."""
        return data

    def columns(self, data) -> dict:
        """The columns of the live row."""
        return {self.name: data} if self.live else {}

    def split(self, item, data):
        """What of it can be put back, and a list of what names rows that are no more."""
        return data, []


class RichText(Field):
    """Words with formatting, as clean HTML."""

    is_rich = True


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

    def items(self, data, names):
        return {path: f"/{path}" for path in data}

    def read(self, item):
        return item.old_paths

    def write(self, item, data):
        super().write(item, "\n".join(map(editable_path, data)))


class Named(Field):
    """Ids of other rows. `group` is where their names stand in a snapshot, `label` the column that names one."""

    def __init__(self, name, group, label="name", **options):
        super().__init__(name, **options)
        self.group, self.label = group, label

    def key(self, part):
        """The id in a part of the data."""
        return part

    def target(self, item):
        """The model of the rows that it names."""
        return item._meta.get_field(self.name).related_model

    def named(self, rows):
        """The names of rows by their ids."""
        return {self.group: {str(row.pk): getattr(row, self.label) for row in rows}}


class ForeignKey(Named):
    """One other row; `empty` stands for none."""

    def __init__(self, *args, empty=None, **options):
        super().__init__(*args, shape=str if empty == "" else (str, None), **options)
        self.empty = empty

    def items(self, data, names):
        return {"": names[data]} if data in names else {}

    def read(self, item):
        key = getattr(item, f"{self.name}_id")
        return str(key) if key else self.empty

    def names(self, item):
        return self.named(filter(None, [getattr(item, self.name)]))

    def write(self, item, data):
        setattr(item, f"{self.name}_id", existing_key(self.target(item), data, where=self.name))

    def split(self, item, data):
        lost = missing_keys(self.target(item), [data] if data else [])
        return (self.empty, lost) if lost else (data, [])

    def keys(self, data):
        return [data] if data else []

    def replaced(self, data, kept):
        return kept.get(data, data)

    def columns(self, data):
        return {f"{self.name}_id": data or None}
