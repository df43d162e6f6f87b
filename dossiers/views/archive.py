"""A dossier with all that belongs to it in one file, for those who keep things for good."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from dossiers.exports import dossiers
from dossiers.exports.archive import Archive
from dossiers.formats import bagit
from dossiers.formats.blocks import blocks
from dossiers.views.alternates import FORMS
from dossiers.views.files import timeline_keys
from dossiers.views.machines import LongAnswer
from publishing.generation import names_for
from taskforces.models.live import Dossier

# So many events are in one archive, with all they tell: that takes some seconds.
MOST = 2_000


class WholeDossier(LongAnswer):
    """A dossier with its timeline as one file. A subclass names its `suffix`, and has `file(dossier, keys)`."""

    suffix, tells_in_json = "", False

    @cached_property
    def dossier(self):
        return get_object_or_404(Dossier.objects.only("slug"), slug=self.kwargs["slug"])

    def hangs_on(self):
        return names_for("taskforce", self.dossier.pk)

    def answer(self, slug):
        """The file; 404 where the dossier was withdrawn just now."""
        found = dossiers.load([self.dossier.pk])
        if not found:
            raise Http404
        response = HttpResponse() if self.request.method == "HEAD" else self.file(found[0], self.keys())
        if response.status_code == 200:
            name = f"{slug}-{timezone.localdate()}.{self.suffix}"
            response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
            response.headers["Content-Type"] = FORMS[self.suffix].media_type
        return response

    def keys(self):
        """The ids of all its events, newest first."""
        return timeline_keys(self.dossier, None)

    def file(self, dossier, keys):
        """The response."""
        raise NotImplementedError


class DossierArchive(WholeDossier):
    """A dossier with its timeline, documents and pictures as a bag (BagIt) in a ZIP file, packed while it is sent."""

    suffix = "zip"

    def file(self, dossier, keys):
        archive = Archive(dossier, keys, MOST)
        return StreamingHttpResponse(blocks(bagit.written(dossier.slug, archive.files(), archive.info)))
