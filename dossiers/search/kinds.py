"""What a search goes through, kind by kind: public rows only, each narrowed by what was asked."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dossiers.lists.underway import under_way_in
from library.models import Document
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry, DossierDocument, DossierOrganisation
from taskforces.models.reference import Organisation
from timeline.models.live import Entry
from timeline.models.live_links import EntryDocument, EntryOrganisation
from timeline.ordering import live_order


@dataclass(frozen=True)
class Kind:
    """One kind of thing: what all of them are called, and one of them.

    `narrow` takes rows and what was asked; `filters` are the filters that can let some through. `day` and `name` are
    the columns that hits are sorted by, `order` is nearly the same, as an index has it.
    """

    label: str
    one: str
    rows: object
    narrow: object
    filters: tuple
    name: str
    order: tuple
    day: str = ""

    def fulfilling(self, rows, name, value):
        """Those of some rows that one parameter of a search lets through."""
        if name == "q":
            return rows.search(value)
        asked = {name: int(value) if name == "year" else value}
        return self.narrow(rows, asked) if name in self.filters else rows.none()

    def can_have(self, asked):
        """Whether it has rows that are let through: no filter means other kinds alone."""
        return not any(asked.get(name) for name in ("country", "year", "type", "within") if name not in self.filters)

    def in_order(self, rows):
        """The rows, newest first."""
        return rows.order_by(*self.order)


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


KINDS = {
    "taskforces": Kind(
        _("Taskforces"),
        _("Taskforce"),
        Dossier.objects.all,
        _dossiers,
        ("country", "year"),
        "sort_title",
        (F("start_lower").desc(nulls_last=True), "sort_title", "pk"),
        "start_lower",
    ),
    "events": Kind(
        _("Events"),
        _("Event"),
        Entry.objects.for_cards,
        _events,
        ("country", "year", "type", "within"),
        "sort_title",
        live_order(),
        "sort_date",
    ),
    "organisations": Kind(
        _("Organisations"), _("Organisation"), _organisations, _located, ("country",), "sort_name", ("sort_name", "pk")
    ),
    "documents": Kind(
        _("Documents"),
        _("Document"),
        _documents,
        lambda rows, _asked: rows,
        (),
        "sort_title",
        (F("added").desc(), "sort_title", "pk"),
        "added",
    ),
}
