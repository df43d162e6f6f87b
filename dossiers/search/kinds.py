"""What a search goes through, kind by kind: public rows only, each narrowed by what was asked."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.lists.underway import under_way_in
from library.models import Document
from publishing.models.prepared import Prepared
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry, DossierDocument, DossierOrganisation
from taskforces.models.reference import Organisation
from timeline.models.live import Entry
from timeline.models.live_links import EntryDocument, EntryOrganisation

# So many results are shown at once.
PAGE = 20


@dataclass(frozen=True)
class Kind:
    """One kind of thing: what all of them are called, and one of them.

    `narrow` takes rows and what was asked; `filters` are the filters that can let some through. `day` is the column by
    which results are sorted, `shown` are the columns that a result shows.
    """

    label: str
    one: str
    model: type
    rows: object
    narrow: object
    filters: tuple
    shown: tuple
    day: str = ""

    def fulfilling(self, rows, name, value):
        """Those of some rows that one parameter of a search lets through, but for its words."""
        asked = {name: int(value) if name == "year" else value}
        return self.narrow(rows, asked) if name in self.filters else rows.none()

    def results(self, keys):
        """What is shown of these rows, a page at most: {key: row}. A question; more for events without own headings."""
        keys = [*keys]
        rows = self._shown.ask(*keys, *keys[:1] * (PAGE - len(keys)))
        unnamed = [row for row in rows if isinstance(row, Entry) and not row.has_own_heading]
        prefetch_related_objects(unnamed, "type", "organisation_links__organisation")
        return {row.pk: row for row in rows}

    @cached_property
    def _shown(self):
        rows = self.model.objects.only(*self.shown).order_by()
        return Prepared(lambda *keys: rows.filter(pk__in=keys), *(UUID(int=number) for number in range(PAGE)))


def _named(rows, *links):
    """Those of `rows` that something public names."""
    condition = Q()
    for link, name in links:
        condition |= Q(Exists(link.objects.filter(**{name: OuterRef("pk")})))
    return rows.filter(condition)


def _organisations():
    return _named(Organisation.objects, (DossierOrganisation, "organisation"), (EntryOrganisation, "organisation"))


def _documents():
    return _named(Document.objects, (DossierDocument, "document"), (EntryDocument, "document"))


def _dossiers(rows, asked):
    if country := asked.get("country"):
        rows = rows.filter(pk__in=DossierCountry.objects.filter(country=country).values("dossier"))
    if year := asked.get("year"):
        rows = rows.filter(pk__in=under_way_in(Dossier.objects.all(), [year], timezone.localdate()).values("pk"))
    return rows


def _events(rows, asked):
    given = {"country": "country", "year": "sort_date__year", "type": "type__slug"}
    rows = rows.filter(**{lookup: asked[name] for name, lookup in given.items() if asked.get(name)})
    return rows.of(Dossier.objects.filter(slug=asked["within"]).values("pk")) if asked.get("within") else rows


def _located(rows, asked):
    links = Organisation.countries.through.objects.filter(country=asked.get("country"))
    return rows.filter(pk__in=links.values("organisation")) if asked.get("country") else rows


LIVE = ("slug", "language", "title", "summary", "former_titles")
KINDS = {
    "taskforces": Kind(
        _("Taskforces"),
        _("Taskforce"),
        Dossier,
        Dossier.objects.all,
        _dossiers,
        ("country", "year"),
        (*LIVE, "background", "objectives", "results", "region", "start"),
        "start_lower",
    ),
    "events": Kind(
        _("Events"),
        _("Event"),
        Entry,
        Entry.objects.all,
        _events,
        ("country", "year", "type", "within"),
        (*LIVE, "body", "place", "link", "date", "type"),
        "sort_date",
    ),
    "organisations": Kind(
        _("Organisations"),
        _("Organisation"),
        Organisation,
        _organisations,
        _located,
        ("country",),
        ("slug", "name", "other_names", "former_names"),
    ),
    "documents": Kind(
        _("Documents"),
        _("Document"),
        Document,
        _documents,
        lambda rows, _asked: rows,
        (),
        ("title", "language", "file", "access", "contact", "added"),
        "added",
    ),
}
