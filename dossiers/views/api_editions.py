"""The editions of a taskforce or an event in the API: all, and one with what it says."""

from django.db.models import ExpressionWrapper, F, IntegerField
from django.http import Http404, HttpResponse

from dossiers.exports import editions
from dossiers.formats import json
from dossiers.views.api import Api, missing
from dossiers.views.api_lists import Listing
from publishing.generation import names_for
from publishing.models import Edition
from taskforces.models.live import Dossier
from timeline.models.live import Entry

NEWEST_FIRST = ExpressionWrapper(-F("number"), output_field=IntegerField())


class Standing:
    """Mixed into an answer about what readers can read today, of a model `live`: history hides what is withdrawn."""

    live = None

    def answer(self, key, **options):
        """The answer, or why there is none."""
        if not self.live.objects.filter(pk=key).exists():
            return missing(self.live.schema.kind, key)
        return super().answer(key=key, **options)

    def editions(self, key):
        """Its editions."""
        return Edition.objects.of(self.live.schema.kind, key)

    def hangs_on(self):
        return names_for(self.live.schema.kind, self.kwargs["key"])


class EditionListing(Standing, Listing):
    """All editions of one item, newest first."""

    kind, order = editions, ("place", "pk")

    def rows(self, key):
        return self.editions(key).annotate(place=NEWEST_FIRST)


class NumberedEdition(Api):
    """One edition with its body."""

    def answer(self, key, number):
        edition = self.editions(key).filter(number=number).first()
        if edition is None:
            raise Http404
        return HttpResponse(json.whole(editions.whole(edition)), content_type="application/json")


class DossierEditionListing(EditionListing):
    """Those of a taskforce."""

    live = Dossier


class EventEditionListing(EditionListing):
    """Those of an event."""

    live = Entry


class DossierEdition(Standing, NumberedEdition):
    """One of a taskforce."""

    live = Dossier


class EventEdition(Standing, NumberedEdition):
    """One of an event."""

    live = Entry
