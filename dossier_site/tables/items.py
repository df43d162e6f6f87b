"""Tables of what is published: taskforces and events, read and written by the bodies of their snapshots."""

from functools import partial

from django.utils.translation import gettext as _

from dossier_site.tables.naming import BATCH
from dossier_site.tables.progress import WRITTEN
from dossier_site.tables.resource import TableResource
from publishing.writing import write_many

# What bodies hold that tables do not, and the other way round.
NOTE = "internal_note"


class ItemResource(TableResource):
    """A table of items of one kind."""

    class Meta:
        model = None

    def begin(self, dataset):
        """No address is given to two rows of the file, and nothing is made that is there already."""
        super().begin(dataset)
        self.new_slugs, self.known = set(), {}
        titles = sorted({row.get("title", "") for row in dataset.dict if not row.get("id")} - {""})
        for start in range(0, len(titles), BATCH):
            items = list(self.model.objects.filter(title__in=titles[start : start + BATCH]))
            self.known |= {self.identity(words): words["slug"] for words in self.words_of(items)}

    def words_of(self, items):
        """Bodies, with the id and the note that only the desk has."""
        if items:
            self.model.schema.prefetch(*items)
        return [self.flat(item.to_body()) | {"id": str(item.pk), NOTE: item.internal_note} for item in items]

    def blank_words(self):
        """What a new item says."""
        body = {field.name: _blank(field.shape) for field in self.model.schema.fields}
        return self.flat(body | {"language": self.model._meta.get_field("language").default}) | {NOTE: ""}

    def identity(self, words):
        """What people know an item by: two of which all of this is the same are one."""
        raise NotImplementedError

    def flat(self, body):
        """A body with each column by itself."""
        return body

    def body_of(self, draft):
        """The body that a draft stands for."""
        return {field.name: draft.words[field.name] for field in self.model.schema.fields}

    def faults(self, draft):
        """What does not fit: rights of whoever imports, an address that another one has, dates the wrong way round."""
        item, words = draft.item, draft.words
        if refusal := self.refusal(draft):
            return {"id" if draft.before else "title": refusal}
        item.slug, item.old_addresses = words["slug"], "\n".join(words["old_addresses"])
        before = draft.before or {"slug": "", "old_addresses": []}
        errors = {}
        if words["old_addresses"] != before["old_addresses"] or words["slug"] != before["slug"]:
            errors = item.address_refusals() if words["slug"] else item.unfit_addresses()
            is_taken = item.slug_in_use(words["slug"]) or words["slug"] in self.new_slugs
            if words["slug"] != before["slug"] and is_taken:
                errors["slug"] = errors.get("slug") or _("Another one has this address already. Choose another.")
            self.new_slugs.add(words["slug"])
        return errors | self.constraint_faults(draft) or self._same(draft)

    def _same(self, draft):
        """That a new one is at the desk already, or stands in the file twice: two clicks too many make no copies."""
        found = None if draft.before else self.known.setdefault(self.identity(draft.words), self.row)
        if found in (None, self.row):
            return {}
        if isinstance(found, int):
            return {"title": _("Line %(line)s says the same. Keep one of the two.") % {"line": self.lines[found - 1]}}
        text = _("This is at the desk already. To change it, write its address “%(slug)s” in the column slug.")
        return {"title": text % {"slug": found}}

    def refusal(self, draft):
        """The same; who is limited changes only what their limits name."""
        refusal = super().refusal(draft)
        if not refusal and draft.before and self.person and not self._is_changeable(draft.item):
            return draft.item.limit_sentence(self.person)
        return refusal

    def _is_changeable(self, item):
        if not hasattr(self, "changeable"):
            keys = [draft.item.pk for draft in self.drafts.values()]
            rows = self.model.objects.changeable_by(self.person).filter(pk__in=keys)
            self.changeable = {*rows.values_list("pk", flat=True)}
        return item.pk in self.changeable

    def constraint_faults(self, draft):
        """What the constraints of the table itself say of the words of an item."""
        return {}

    def write(self, drafts):
        """Put drafts on the desk, under the person who imports."""
        for draft in drafts:
            draft.item.internal_note = draft.words[NOTE]
        pairs = [(draft.item, self.body_of(draft)) for draft in drafts]
        write_many(pairs, by=self.person, tell=partial(self.tell, WRITTEN))


def _blank(shape):
    """What a field says that nobody filled in."""
    if isinstance(shape, tuple):
        return None
    return [] if isinstance(shape, list) else shape()
