"""Items as JSON, at the addresses of their pages with a suffix in place of the final slash."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from dossiers.exports import dossiers, events, organisations
from dossiers.exports.chunks import records
from dossiers.formats import json
from dossiers.formats.jsonld import address
from dossiers.reading.organisations import public
from dossiers.views.files import timeline_keys
from dossiers.views.machines import Machine
from publishing.generation import name_of, names_for
from taskforces.models.live import Dossier
from timeline.models.live import Entry

# So many events stand in the file of a dossier; the API has the others.
EVENTS = 200


class ItemFile(Machine):
    """One item as JSON: its record. A subclass names `kind`, `kind_name` (as the one door calls it) and `rows`."""

    kind, kind_name, rows = None, "", None

    def answer(self, slug):
        self.key = get_object_or_404(self.rows.only("pk"), slug=slug).pk
        found = self.kind.load([self.key])
        self.row = found[0]
        return HttpResponse(json.whole(self.record()), content_type="application/json")

    def record(self):
        """All that is said of the item."""
        return self.kind.record(self.row) | {"licence": settings.DATA_LICENCE}

    def hangs_on(self):
        return names_for(self.kind_name, self.key)


class DossierFile(ItemFile):
    """A dossier, with its newest events."""

    kind, kind_name, rows = dossiers, "taskforce", Dossier.objects

    def record(self):
        timeline = records(events, timeline_keys(self.row, EVENTS))
        everything = address(reverse("api_timeline", args=[self.key]))
        return super().record() | {"timeline": list(timeline), "all_events": everything}


class EventFile(ItemFile):
    """An event."""

    kind, kind_name, rows = events, "event", Entry.objects

    def hangs_on(self):
        """Also its dossiers, those that are not public yet among them: their titles stand here."""
        keys = self.row.dossier_links.values_list("dossier", flat=True)
        return [*super().hangs_on(), *(name_of("taskforce", key) for key in keys)]


class OrganisationFile(ItemFile):
    """An organisation."""

    kind, kind_name, rows = organisations, "organisation", public()
