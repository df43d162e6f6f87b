"""Live rows are written with the links that tie them to others, however many with the same questions; for
`publishing.refresh` alone."""

from functools import cache

from publishing.models.attaching import attach
from publishing.models.links import as_rows, owner_of, relations_of, stored_links, values_of
from publishing.models.prepared import KEYS, Prepared
from publishing.models.spellings import Spelling
from publishing.models.statements import insert, insert_or_update
from publishing.models.tallies import Tally


class Stored:
    """What is stored of the live rows of one model that have these keys: two questions."""

    def __init__(self, model, keys):
        self.model, self.relations = model, relations_of(model)
        self.rows = {row.pk: row for row in _stored_rows(model).ask(keys)}
        self.links = stored_links(model, [*self.rows]) if self.rows else {}
        for row in self.rows.values():
            parts = {name: (link, as_rows(link, row, self.values(row, name))) for name, link in self.relations.items()}
            attach(row, **parts)

    def values(self, row, name):
        """What the links of a row say that are stored, sorted."""
        return self.links.get((row.pk, name), [])

    def differs(self, row):
        """Whether a row was not there, or is tied to others than these; so its page may be shown elsewhere."""
        links = row._prefetched_objects_cache
        return any(self.values(row, name) != values_of(row, links[name]) for name in self.relations)

    def changes(self, rows, gone):
        """What was and what is: [(before, after)], None where a row comes or goes."""
        came = [(self.rows.get(row.pk), row) for row in rows]
        return [*came, *((self.rows[key], None) for key in gone if key in self.rows)]

    def write(self, rows, gone):
        """Write these rows with their links in the place of what is there, and delete others; links that are the same
        stay."""
        changes = self.changes(rows, gone)
        for before, after in changes:
            if before and after:
                after.__dict__.update({name: getattr(before, name) for name in self.model.followed})
        Tally.objects.append(self.model.schema.kind, [(_facets(before), _facets(after)) for before, after in changes])
        Spelling.objects.add(*(now.title for was, now in changes if now and not (was and was.title == now.title)))
        insert_or_update(rows)
        for name, link in self.relations.items():
            self._write_links(name, link, rows)
        if lost := [before.pk for before, after in changes if not after]:
            self.model.objects.filter(pk__in=lost).delete()

    def _write_links(self, name, link, rows):
        links = {row: row._prefetched_objects_cache[name] for row in rows}
        others = {row: own for row, own in links.items() if self.values(row, name) != values_of(row, own)}
        if lost := [row.pk for row in others if self.values(row, name)]:
            link.objects.filter(**{f"{owner_of(link, self.model).name}__in": lost}).delete()
        insert(each for own in others.values() for each in own)


@cache
def _stored_rows(model):
    return Prepared(lambda keys: model.objects.filter(pk__among=keys).order_by(), KEYS)


def _facets(row):
    return row.facets() if row else set()
