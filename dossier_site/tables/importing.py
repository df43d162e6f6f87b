"""What a file would do to the desk, told before anything is done; then done, all of it or nothing."""

from dataclasses import dataclass, replace
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from dossier_site.tables.columns import Parts
from dossier_site.tables.progress import quiet
from dossier_site.tables.reading import read
from editing.concurrency import race_errors
from editing.naming import while_importing, while_naming
from publishing.comparison import Change
from publishing.limits import check_limits
from publishing.models import Publishable
from publishing.roles import is_limited
from text.comparing import pair_blocks, pair_words
from text.digest import digest


@dataclass(frozen=True)
class Line:
    """A row of a file: where it stands there, the draft that it makes, and whether that is new, changed or the same."""

    number: int
    draft: object
    columns: list

    @property
    def name(self):
        """What it is about."""
        words = self.draft.words
        return words.get("title") or words.get("name") or words.get("slug") or _("without a title")

    def changes(self):
        """What becomes another, column by column."""
        for column in self.columns:
            before, after = self.draft.old, self.draft.words
            if column.attribute in after and before[column.attribute] != after[column.attribute]:
                yield Change(column.column_name, _pairs(column, self.draft))


def _pairs(column, draft):
    texts = column.export(replace(draft, words=draft.old)), column.export(draft)
    return pair_blocks(*texts) if column.is_rich else [pair_words(*texts)]


class Import:
    """A file, and what it would do to the desk when `person` brings it. Raises Unreadable when it is no table."""

    def __init__(self, resource_class, data, person, tell=quiet):
        self.resource = resource_class(person, tell)
        self.person, self.data = person, data
        self.columns = list(self.resource.fields.values())
        dataset, self.lines = read(data, list(self.resource.fields))
        self.result = self.resource.check(dataset, self.lines)
        self.refused = []

    @cached_property
    def faults(self):
        """What is wrong: [(line of the file, column, sentence)]."""
        found = [
            (self.lines[row.number - 1], "" if column == "__all__" else column, sentence)
            for row in self.result.invalid_rows
            for column, sentences in row.error_dict.items()
            for sentence in sentences
        ]
        return [*found, *self.refused]

    def of(self, import_type):
        """The rows that are "new", an "update", or to "skip", for they say what the desk says."""
        rows = zip(self.lines, self.result.rows, strict=True)
        return [Line(number, row.instance, self.columns) for number, row in rows if row.import_type == import_type]

    @cached_property
    def new(self):
        """What is not at the desk yet."""
        return self.of("new")

    @cached_property
    def changed(self):
        """What says something else than the desk."""
        return self.of("update")

    @cached_property
    def same(self):
        """What says what the desk says."""
        return self.of("skip")

    @property
    def is_ready(self):
        """Whether there is something to write, and nothing wrong."""
        return not self.faults and bool(self.new or self.changed)

    @cached_property
    def seen(self):
        """What somebody has read of it, as one short text: what it would do to the desk as that is now."""
        named = [column.attribute for column in self.columns if not isinstance(column, Parts)]  # new parts have new ids
        told = [
            (line.number, line.draft.before, [line.draft.words[name] for name in named if name != "id"])
            for line in (*self.new, *self.changed, *self.same)
        ]
        return digest(repr((self.data, told, self.faults)).encode("utf-8", "surrogatepass"))

    def try_limits(self):
        """Whoever may change only some may change no item into another's: tried by writing, and taken back."""
        if not self.is_ready or not is_limited(self.person) or not issubclass(self.resource.model, Publishable):
            return
        self.resource.tell = quiet  # nothing is written yet
        with transaction.atomic():
            self.resource.write([line.draft for line in (*self.new, *self.changed)])
            for line in (*self.new, *self.changed):
                if not line.draft.item.may_be_changed_by(self.person):
                    sentence = line.draft.item.limit_sentence(self.person)
                    self.refused.append((line.number, self.resource.model.limited_by, sentence))
            transaction.set_rollback(True)
        del self.faults


def confirm(resource_class, data, person, seen, tell=quiet):
    """Do what somebody read that a file would do. Gives the import.

    Raises ValidationError, and nothing is done, when the desk is another one meanwhile.
    """
    with race_errors(), transaction.atomic():
        while_importing()
        while_naming()
        lock(resource_class, data)
        done = Import(resource_class, data, person, tell)
        if done.seen != seen or not done.is_ready:
            raise ValidationError(
                _("Nothing was written: somebody changed the desk meanwhile. Look again at what will change.")
            )
        drafts = [line.draft for line in (*done.new, *done.changed)]
        done.resource.write(drafts)
        if issubclass(done.resource.model, Publishable):
            check_limits(person, *(draft.item for draft in drafts))
    return done


def lock(resource_class, data):
    """Keep others from changing the rows that a file is about, until the transaction ends."""
    resource = resource_class()
    dataset, _lines = read(data, list(resource.fields))
    keys = [item.pk for item in resource.meant_items(dataset)]
    rows = resource.rows().filter(pk__in=keys).order_by("pk").select_for_update(no_key=True, of=("self",))
    list(rows.values_list("pk", flat=True))
