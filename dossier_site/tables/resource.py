"""A table of rows of one kind: its columns, which row of the desk each line means, and what that would become."""

from copy import deepcopy

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from import_export.resources import Resource

from dossier_site.tables.columns import Column
from dossier_site.tables.drafts import Draft, Drafts
from dossier_site.tables.naming import BATCH
from dossier_site.tables.progress import READ, quiet
from dossier_site.tables.widgets import Cell
from editing.autocomplete import is_valid_key


class TableResource(Resource):
    """Reads a table without writing anything; what it says is written afterwards.

    `person` is who imports; `tell(words, number, total)` is told how far that is.
    """

    id = Column("id", Cell(), readonly=True)

    class Meta:
        skip_diff = True
        store_instance = True
        import_id_fields = ()
        instance_loader_class = Drafts

    def __init__(self, person=None, tell=quiet, **kwargs):
        super().__init__(**kwargs)
        self.person, self.tell = person, tell
        self.drafts, self.by_slug, self.seen = {}, {}, {}

    @property
    def model(self):
        """Whose rows these are."""
        return self._meta.model

    # --- Out ---
    def read(self, items):
        """What items say, as drafts; by what they name others is known afterwards."""
        drafts = [Draft(item, words, deepcopy(words)) for item, words in zip(items, self.words_of(items), strict=True)]
        _find(pair for draft in drafts for column in self.fields.values() for pair in column.keys(draft.words))
        return drafts

    def words_of(self, items):
        """What each of these items says: {column: value}."""
        raise NotImplementedError

    def cells(self, draft):
        """A line of the table."""
        return [column.export(draft) for column in self.fields.values()]

    # --- In ---
    def begin(self, dataset):
        """Read at once all rows of the desk that a table means, and those that it names."""
        self.drafts = {str(draft.item.pk): draft for draft in self.read(self.meant_items(dataset))}
        self.by_slug = {draft.item.slug: draft for draft in self.drafts.values()}
        columns = self.fields.values()
        _find(pair for row in dataset.dict for each in columns for pair in each.texts(row.get(each.column_name, "")))

    def meant_items(self, dataset):
        """The rows of the desk that the lines of a table are about."""
        keys = [row.get("id", "") for row in dataset.dict]
        keys = [key for key in keys if is_valid_key(self.model, key)]
        slugs = [row.get("slug", "") for row in dataset.dict if not row.get("id")]
        items = {}
        for column, values in (("pk", sorted({*keys} - {""})), ("slug", sorted({*slugs} - {""}))):
            for start in range(0, len(values), BATCH):
                rows = self.rows().filter(Q(**{f"{column}__in": values[start : start + BATCH]}))
                items |= {item.pk: item for item in rows}
        return list(items.values())

    def rows(self):
        """The rows of the desk that a table may mean."""
        return self.model.objects.all()

    def get_instance(self, instance_loader, row):
        """The draft that a line means."""
        return instance_loader.get_instance(row)

    def meant(self, row):
        """The draft of the row that a line means, by id or else by address. An unknown id is a ValidationError."""
        key, slug = row.get("id", ""), row.get("slug", "")
        draft = self.drafts.get(key.lower()) if key else self.by_slug.get(slug)
        if key and not draft:
            text = _("Nothing at the desk has this id. Leave the cell empty for something new.")
            raise ValidationError({"id": text})
        return draft

    def init_instance(self, row=None):
        """A new row."""
        words = self.blank_words() | {"id": ""}
        return Draft(self.model(), words, blank={**words})

    def after_init_instance(self, instance, new, row, **kwargs):
        """Nothing stands in a table twice."""
        self.row = kwargs["row_number"]
        self.tell(READ, self.row, len(self.lines))
        identity = str(instance.item.pk) if not new else row.get("slug", "")
        first = self.seen.setdefault(identity, self.row) if identity else self.row
        if first != self.row:
            text = _("Line %(line)s is about the same one. Keep one of the two.")
            raise ValidationError({"id" if row.get("id") else "slug": text % {"line": self.lines[first - 1]}})

    def skip_row(self, draft, original, row, import_validation_errors=None):
        """What says what the desk says already is left alone."""
        return not import_validation_errors and draft.words == draft.before

    def validate_instance(self, draft, import_validation_errors=None, validate_unique=True):
        """What is wrong with a line as a whole, beside what is wrong with its cells."""
        wrong = (import_validation_errors or {}).items()
        errors = {name: error if isinstance(error, list) else [error] for name, error in wrong}
        if errors := errors or self.faults(draft):
            raise ValidationError(errors)

    def refusal(self, draft):
        """Why whoever imports may not do what a draft says; "" when they may."""
        opts, act = self.model._meta, "change" if draft.before else "add"
        if not self.person or self.person.has_perm(f"{opts.app_label}.{act}_{opts.model_name}"):
            return ""
        return _("You may not change this.") if draft.before else _("You may not add any.")

    def faults(self, draft):
        """What does not fit in a draft whose cells are right: {column: sentence}."""
        return {}

    def do_instance_save(self, instance, is_create):
        """Nothing: what is read is written afterwards, all of it or nothing."""

    def write(self, drafts):
        """Put drafts on the desk."""
        raise NotImplementedError

    def check(self, dataset, lines):
        """What a table would do, as import-export tells it. `lines` are where its rows stand in the file."""
        self.lines = lines
        result = self.import_data(dataset, use_transactions=False)
        for broken in result.error_rows:
            raise broken.errors[0].error
        for broken in result.base_errors:
            raise broken.error
        return result


def _find(pairs):
    """Read at once all rows that are named: [(names, texts)]."""
    called = {}
    for names, texts in pairs:
        called.setdefault(id(names), (names, set()))[1].update(texts)
    for names, texts in called.values():
        names.find(texts)
