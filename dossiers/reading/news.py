"""What is new: dossiers and events that were published, changed or withdrawn since a day, grouped by dossier.

Minor changes stay out, and so does what was said of something that is withdrawn now.
"""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from dossiers.reading.relations import attach_dossiers
from publishing.models import Address, Edition
from taskforces.models.live import Dossier
from timeline.models.live import Entry

# So many editions stand on a page.
MOST = 50
TASKFORCE, EVENT = Dossier.schema.kind, Entry.schema.kind


@dataclass
class Item:
    """One dossier or event with its editions, newest first: a live row, or where it could be read until withdrawn."""

    kind: str
    row: object = None
    address: str = ""
    editions: list = field(default_factory=list)

    @property
    def words(self):
        """What happened to it: "New taskforce", "Event withdrawn"."""
        if not self.row:
            return _("Taskforce withdrawn") if self.kind == TASKFORCE else _("Event withdrawn")
        if any(edition.number == 1 for edition in self.editions):
            return _("New taskforce") if self.kind == TASKFORCE else _("New event")
        return _("Taskforce updated") if self.kind == TASKFORCE else _("Event updated")

    @property
    def dossier(self):
        """The dossier under which it is told; None for an event without one, and for what is withdrawn."""
        return self.row if self.kind == TASKFORCE else next(iter(getattr(self.row, "dossiers", ())), None)


def editions_since(moment, before=None):
    """The editions of a page, newest first, from `moment` on and older than `before`; and whether there are more."""
    # All editions are of dossiers and events; asked for both kinds, SQLite would read and sort all of them.
    rows = Edition.objects.filter(minor=False, published_at__gte=moment)
    if before:
        rows = rows.filter(
            Q(published_at__lt=before.published_at) | Q(pk__lt=before.pk), published_at__lte=before.published_at
        )
    editions = list(rows.newest_first().defer("snapshot")[: MOST + 1])
    return editions[:MOST], len(editions) > MOST


def grouped(editions):
    """What editions tell, by dossier: [(Dossier or None, [Item])], the latest first. At most six questions."""
    groups = {}
    for item in _items(editions):
        _dossier, items = groups.setdefault(item.dossier and item.dossier.pk, (item.dossier, []))
        items.append(item)
    return list(groups.values())


def _items(editions):
    rows = _live(editions)
    gone = [edition for edition in editions if edition.is_withdrawal and edition.key not in rows]
    addresses = _addresses(gone)
    items = {}
    for edition in editions:
        key, is_told = edition.key, (edition.key in rows and not edition.is_withdrawal) or edition in gone
        if is_told:
            item = items.setdefault(key, Item(edition.kind, rows.get(key), addresses.get(key, "")))
            item.editions.append(edition)
    return items.values()


def _live(editions):
    """The rows that can be read now: {key: Dossier or Entry}."""
    keys = {kind: {edition.key for edition in editions if edition.kind == kind} for kind in (TASKFORCE, EVENT)}
    dossiers = Dossier.objects.only("slug", "title", "language").in_bulk(keys[TASKFORCE]) if keys[TASKFORCE] else {}
    if not keys[EVENT]:
        return dossiers
    entries = Entry.objects.filter(pk__in=keys[EVENT]).for_cards().defer("body")
    return dossiers | {entry.pk: entry for entry in attach_dossiers(entries)}


def _addresses(editions):
    """Where what is withdrawn could be read: {key: path}. There it still says why it is gone."""
    keys = {edition.key for edition in editions}
    rows = Address.objects.filter(key__in=keys, kind__in=(TASKFORCE, EVENT)).order_by("pk") if keys else ()
    return {row.key: f"/{row.path}/" for row in rows if row.path.startswith(("taskforces/", "events/"))}
