"""What feeds tell: the latest changes of dossiers and events, each once, with what changed and why.

Only what can be read today is told, at its last change that was more than a detail: minor changes move nothing.
"""

from uuid import uuid5

from django.db.models import OuterRef, Subquery
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from dossiers.formats.feeds import Item
from dossiers.formats.jsonld import address, description
from dossiers.reading.relations import attach_dossiers
from publishing.models import Edition
from taskforces.models.live import Dossier
from text.dates import written
from timeline.models.live import Entry

# So many changes are in a feed; who asks at least now and then misses none.
MOST = 50


def latest(dossiers=None, entries=None):
    """The latest changes of some dossiers and some entries (QuerySets, or None), newest first: [Item]."""
    found = _latest(dossiers, Dossier.objects.all()) + attach_dossiers(_latest(entries, Entry.objects.for_cards()))
    found.sort(key=lambda row: (-row.updated_at.timestamp(), row.pk))
    return [_item(row) for row in found[:MOST]]


def _latest(rows, shown):
    """The rows that changed last, and of each the edition that changed it."""
    if rows is None:
        return []
    keys = list(rows.order_by("-updated_at", "pk").values_list("pk", flat=True)[:MOST])
    editions = Edition.objects.of(shown.model.schema.kind, OuterRef("pk"))
    change = editions.filter(published_at=OuterRef("updated_at"), reason="")
    words = {name: Subquery(change.values(name)[:1]) for name in ("number", "note")}
    return list(shown.annotate(**words).filter(pk__in=keys))


def _item(row):
    """A change. Its id is made of the row's and of the number of the edition: a later change is another item."""
    return Item(
        id=uuid5(row.pk, str(row.number or row.edition_number)).urn,
        url=address(row.get_absolute_url()),
        title=row.heading if isinstance(row, Entry) else row.title,
        html=format_html_join("", "<p>{}</p>", ([words] for words in (what_changed(row), *_facts(row)) if words)),
        published=row.published_at,
        updated=row.updated_at,
        language=row.language,
        tags=_tags(row),
    )


def what_changed(row):
    """What changed and why, in a sentence."""
    note = {"note": row.note}
    if row.updated_at == row.published_at:
        return _("First published: %(note)s") % note if row.note else _("First published.")
    return _("Updated: %(note)s") % note if row.note else _("Updated.")


def _facts(row):
    """What a reader is told of the item itself: when it happened, and its first words."""
    if isinstance(row, Entry):
        return written(row.date), description(row.summary, row.body) if row.title else ""
    return (description(row.summary, row.background),)


def _tags(row):
    """What kind of thing it is, and of an event on whose timelines it stands."""
    if isinstance(row, Dossier):
        return [_("Taskforce")]
    return [row.type.name if row.type else _("Event"), *(dossier.title for dossier in row.dossiers)]
