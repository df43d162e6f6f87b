"""The API: its items, what it says of itself, and how it tells what is not there."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from dossiers.errors import why_withdrawn
from dossiers.exports import countries, dossiers, events, organisations
from dossiers.exports.chunks import records
from dossiers.formats import json
from dossiers.openapi.document import document
from dossiers.views.machines import Machine, told
from publishing.generation import EVERYTHING
from publishing.models import Edition


class Api(Machine):
    """An answer of the API: also what is not there is told in JSON."""

    def get(self, request, **options):
        """The answer, or a problem."""
        try:
            return super().get(request, **options)
        except Http404:
            return told(404, _("Not found"), _("There is nothing at this address of the API."))


class Description(Api):
    """What the API says of itself (OpenAPI 3.1)."""

    def answer(self, **options):
        words = _("What %(publisher)s publishes of taskforces, as data. Everybody may read it; no key is needed.")
        title, licence = f"{settings.SITE_NAME}: API", (settings.DATA_LICENCE_NAME, settings.DATA_LICENCE)
        described = document(title, words % {"publisher": settings.PUBLISHER}, settings.SITE_URL, licence)
        return HttpResponse(json.whole(described), content_type="application/json")

    def hangs_on(self):
        """No change of a row; of another database at most."""
        return [EVERYTHING]


class Missing(Api):
    """Any other address."""

    def answer(self, **options):
        raise Http404


class Item(Api):
    """One row: its record. A subclass names `kind`, and `edited`, the kind of its editions if it has any."""

    kind, edited = None, ""

    def answer(self, key):
        if not (found := list(records(self.kind, [key]))):
            return missing(self.edited, key)
        return HttpResponse(json.whole(found[0]), content_type="application/json")


def missing(kind, key):
    """Why an item was withdrawn. Raises Http404 for one that never was there. `kind` is that of its editions."""
    latest = kind and Edition.objects.of(kind, key).only("reason", "note").first()
    if not latest:
        raise Http404
    return told(410, _("Gone"), why_withdrawn(latest))


class DossierItem(Item):
    """A taskforce."""

    kind, edited = dossiers, "taskforce"


class EventItem(Item):
    """An event."""

    kind, edited = events, "event"


class OrganisationItem(Item):
    """An organisation."""

    kind = organisations


class CountryItem(Item):
    """A country, by its code."""

    kind = countries
