"""A dossier as PDF, for paper and for those who keep it."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from dossiers.errors import unavailable
from dossiers.exports.pdf import turn, written
from dossiers.formats import pdf
from dossiers.views.archive import WholeDossier
from library.processes import Unfinished


class DossierPdf(WholeDossier):
    """A dossier with its timeline as PDF. Where the site has not what it needs for that, there is no such page."""

    suffix = "pdf"

    def get(self, request, **options):
        if not pdf.is_there():
            raise Http404
        return super().get(request, **options)

    def file(self, dossier, keys):
        if turn.locked():
            # No fault of the site (503), of which its webmaster is told.
            return self.not_now(_("The site is making another PDF just now. Please try again in a minute."), 429)
        try:
            return HttpResponse(written(dossier, keys))
        except Unfinished:
            return self.not_now(_("It takes too long to make a PDF of all this. Open the taskforce, and print it."))

    def not_now(self, why, status=503):
        """Word that there is none at present."""
        response = unavailable(self.request, why=why)
        response.status_code = status
        return response
