"""The fields of a schema that are many other rows, which the item names. Knows no room."""

from django.db.models import Prefetch

from publishing.restore import checked, existing_rows, missing_keys
from publishing.schema_fields import Named


def with_words(name, words):
    """What something is called, with what is said of it in brackets: "A network (achieved, May 2020)"."""
    return f"{name} ({', '.join(words)})" if words else name


class ManyToMany(Named):
    """Other rows in no order: their ids are sorted, so that the same rows always read the same."""

    shape = [str]

    def __init__(self, name, *args, **options):
        super().__init__(name, *args, **options)
        self.relation = name

    def items(self, data, names):
        return {self.key(part): self.told(part, names) for part in data if self.key(part) in names}

    def told(self, part, names):
        """What readers are told of a part of the data."""
        return names[self.key(part)]

    def lookups(self, model):
        return [self.name]

    def read(self, item):
        return sorted(str(row.pk) for row in getattr(item, self.name).all())

    def names(self, item):
        return self.named(getattr(item, self.name).all())

    def keys(self, data):
        return data

    def replaced(self, data, kept):
        return sorted({kept.get(key, key) for key in data})

    def write(self, item, data):
        """Nothing: only a saved item can have them."""

    def write_rows(self, item, data):
        manager = getattr(item, self.name)
        manager.set(existing_rows(manager.model, data, where=self.name))

    def split(self, item, data):
        lost = missing_keys(self.target(item), list(map(self.key, data)))
        return [part for part in data if self.key(part) not in lost], [part for part in data if self.key(part) in lost]

    def link(self, item, part, position=0):
        """The unsaved row that ties the item to what a part of the data names."""
        manager = getattr(item, self.name)
        ends = {manager.source_field.attname: item.pk, manager.target_field.attname: part}
        return manager.through(**ends)


class Links(ManyToMany):
    """Other rows in their order, each by a row of a link table: the key `to`, and perhaps `words` about the link.

    `key` is what the body calls `to`; without words the body holds the bare ids.
    """

    def __init__(self, name, relation, to, *args, key="", words=(), **options):
        super().__init__(name, *args, live=False, **options)
        self.relation, self.to, self.called, self.words = relation, to, key or to, words
        self.shape = [dict.fromkeys((self.called, *words), str)] if words else [str]

    def key(self, part):
        return part[self.called] if self.words else part

    def told(self, part, names):
        words = [names.get((word, part[word])) or part[word] for word in self.words if part[word]]
        return with_words(super().told(part, names), words)

    def target(self, item):
        return getattr(item, self.relation).model._meta.get_field(self.to).related_model

    def lookups(self, model):
        links = model._meta.get_field(self.relation).related_model
        return [Prefetch(self.relation, links._default_manager.select_related(self.to))]

    def read(self, item):
        return [self._data(link) for link in getattr(item, self.relation).all()]

    def names(self, item):
        return self.named(getattr(link, self.to) for link in getattr(item, self.relation).all())

    def write_rows(self, item, data):
        manager = getattr(item, self.relation)
        existing_rows(self.target(item), list(map(self.key, data)), where=self.name)
        manager.all().delete()
        for position, part in enumerate(data):
            checked(self.link(item, part, position), where=self.name).save()

    def link(self, item, part, position=0):
        manager = getattr(item, self.relation)
        words = {word: part[word] for word in self.words}
        link = manager.model(**{manager.field.attname: item.pk, f"{self.to}_id": self.key(part)}, **words)
        link.position = position  # a link without that column does not mind
        return link

    def keys(self, data):
        return [part[self.called] for part in data] if self.words else data

    def replaced(self, data, kept):
        """Of two that are one now the first stays."""
        if not self.words:
            return list(dict.fromkeys(kept.get(key, key) for key in data))
        first = {}
        for part in data:
            key = kept.get(part[self.called], part[self.called])
            first.setdefault(key, part | {self.called: key})
        return list(first.values())

    def _data(self, link):
        key = str(getattr(link, f"{self.to}_id"))
        return {self.called: key} | {word: getattr(link, word) for word in self.words} if self.words else key
