"""What a table calls other rows: by name, address, code or id, however it is spelt."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from editing.autocomplete import is_valid_key
from editing.named_rows import NamedRow, name_key
from library.models import Document, Picture
from taskforces.models import Country, Organisation, Result, Taskforce
from timeline.models import EventType, Topic

BATCH = 500


@dataclass
class Names:
    """How rows of a model are called. `columns` name one; by the first, which no two share, files call it.

    Of a model that is read `whole`, files say the name where it is that of one row only.
    """

    model: type
    columns: tuple[str, ...]
    whole: bool = False
    rows: dict = field(default_factory=dict)
    meant: dict = field(default_factory=lambda: defaultdict(set))

    def find(self, texts):
        """Read the rows that these texts may mean, or all once."""
        if self.whole and not self.rows:
            self._keep(self._everything())
        texts = [] if self.whole else sorted({*texts} - {""})
        for start in range(0, len(texts), BATCH):
            self._keep(self.model.objects.filter(self._condition(texts[start : start + BATCH])))

    def _everything(self):
        return self.model.objects.standing() if issubclass(self.model, NamedRow) else self.model.objects.all()

    def _condition(self, texts):
        keys = [text for text in texts if is_valid_key(self.model, text)]
        condition = Q(pk__in=keys)
        for column in set(self.columns) - {"id"}:
            condition |= Q(**{f"{column}__in": texts})
        return condition

    def _keep(self, rows):
        for row in rows:
            key = str(row.pk)
            self.rows[key] = row
            for name in (key, *self._names(row)):
                self.meant[name_key(name)].add(key)

    def _names(self, row):
        names = [str(getattr(row, column)) for column in self.columns]
        names += row.names if isinstance(row, NamedRow) else []
        names += [str(row), *row.other_names.splitlines()] if isinstance(row, Country) else []
        return filter(None, names)

    def key(self, text):
        """The id of the row that a text means. Raises ValueError with a sentence where it means none or several."""
        exact = [text] if text in self.rows else self._exact(text)
        keys = exact or sorted(self.meant.get(name_key(text), ()))
        kind = self.model._meta.verbose_name
        if not keys:
            text_none = _(
                "There is no %(kind)s “%(name)s” at the desk. Add it there first, or write its name otherwise."
            )
            raise ValueError(text_none % {"kind": kind, "name": text[:100]})
        if len(keys) > 1:
            ways = get_text_list([f"“{self._unique(key)}”" for key in keys[:10]], _("or"))
            text_many = _("“%(name)s” may mean several. Write which one is meant: %(ways)s.")
            raise ValueError(text_many % {"name": text[:100], "ways": ways})
        return keys[0]

    def _exact(self, text):
        """The row of which a text is just what files call it: another may have the same name."""
        keys = self.meant.get(name_key(text), ())
        return [key for key in keys if str(getattr(self.rows[key], self.columns[0])) == text]

    def text(self, key):
        """What files call the row of an id."""
        name = getattr(self.rows[key], self.columns[-1]) if self.whole else ""
        return name if name and self.meant[name_key(name)] == {key} else self._unique(key)

    def _unique(self, key):
        return str(getattr(self.rows[key], self.columns[0]) or key)


def countries():
    """Countries, by code or by a name in any language that the desk knows."""
    return Names(Country, ("code",), whole=True)


def organisations():
    """Organisations, by all their names."""
    return Names(Organisation, ("slug", "name"), whole=True)


def event_types():
    """Types of events."""
    return Names(EventType, ("slug", "name"), whole=True)


def topics():
    """Topics of events."""
    return Names(Topic, ("slug", "name"), whole=True)


def taskforces():
    """Taskforces, by address or title."""
    return Names(Taskforce, ("slug", "title"))


def results():
    """Results of taskforces: by id, or by their very words."""
    return Names(Result, ("id", "text"))


def pictures():
    """Pictures that are in the library: by file, or by their alternative text."""
    return Names(Picture, ("file", "alt"))


def documents():
    """Documents that are in the library: by file, or by title."""
    return Names(Document, ("file", "title"))
