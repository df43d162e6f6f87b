"""How a dossier or an event is cited: the edition that a reader has in front of them."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from dossiers.formats.citations import Citation

# What programs are given to cite a page by.
FORMS = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"))


def citation(row):
    """The Citation of a live row, or of one of an old edition."""
    return Citation(
        key=f"{row.slug}-{row.edition_number}",
        title=" ".join(row.heading.split()),
        publisher=settings.PUBLISHER,
        site=settings.SITE_NAME,
        day=timezone.localdate(row.updated_at),
        number=row.edition_number,
        address=settings.SITE_URL + permanent_address(row, row.edition_number),
        language=row.language,
    )


def permanent_address(row, number=None):
    """The address that always leads to an item, or to the edition of a number."""
    return reverse("permanent_edition", args=[row.pk, number]) if number else reverse("permanent", args=[row.pk])


def files(row, edition=None):
    """What programs cite a row by, or one of its editions: [(name, address)]."""
    item, name = {"folder": row.folder, "slug": row.slug}, "citation"
    if edition:
        item, name = item | {"number": edition.number}, "edition_citation"
    return [(label, reverse(name, kwargs=item | {"form": form})) for label, form in FORMS]
