"""A dossier with all that belongs to it in one file, for those who keep things for good."""

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property

from dossiers.exports import dossiers
from dossiers.exports.archive import Archive
from dossiers.formats import bagit
from dossiers.formats.blocks import blocks
from dossiers.views.files import timeline_keys
from dossiers.views.machines import LongAnswer
from publishing.generation import names_for
from taskforces.models.live import Dossier

# So many events are in one archive, with all they tell: that takes some seconds.
MOST = 2_000


class DossierArchive(LongAnswer):
    """A dossier with its timeline, documents and pictures as a bag (BagIt) in a ZIP file, packed while it is sent."""

    @cached_property
    def dossier(self):
        return get_object_or_404(Dossier.objects.only("slug"), slug=self.kwargs["slug"])

    def hangs_on(self):
        return names_for("taskforce", self.dossier.pk)

    def answer(self, slug):
        name = f"{slug}-{timezone.localdate()}.zip"
        headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": "application/zip"}
        if self.request.method == "HEAD":
            return HttpResponse(headers=headers)
        return StreamingHttpResponse(blocks(self.bag()), headers=headers)

    def bag(self):
        """The file in pieces. Raises Http404 where the dossier was withdrawn just now."""
        found = dossiers.load([self.dossier.pk])
        if not found:
            raise Http404
        archive = Archive(found[0], timeline_keys(self.dossier, None), MOST)
        return bagit.written(self.dossier.slug, archive.files(), archive.info)
