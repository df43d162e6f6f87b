"""Lists as files for machines, at the addresses of their pages with a suffix in place of the final slash."""

import tempfile

from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from dossiers.exports import dossiers, events, organisations
from dossiers.exports.chunks import records
from dossiers.formats import csv, json, xlsx
from dossiers.formats.blocks import blocks
from dossiers.formats.jsonld import address
from dossiers.formats.table import cells
from dossiers.lists.questions import DossierQuestion, EventQuestion, OrganisationQuestion
from dossiers.views.alternates import FORMS
from dossiers.views.machines import LongAnswer, ask
from taskforces.models.live import Dossier
from timeline.models.live_links import EntryDossier
from timeline.ordering import LINK

# So many rows are in one file at most; the API has the others, page by page.
MOST = 10_000
CHARSETS = {"csv": "; charset=utf-8"}


class RowsFile(LongAnswer):
    """Rows as a table or as JSON, row by row. A subclass has `kind`, a module of exports, and `keys()`."""

    kind, suffix = None, ""

    def answer(self, **options):
        keys = self.keys(**options)
        response = self.file(keys[:MOST])
        if self.suffix != "json":
            response.headers["Content-Disposition"] = f'attachment; filename="{self.name()}"'
        if len(keys) > MOST:
            response.headers["Link"] = f'<{self.rest()}>; rel="next"'
        return response

    def name(self):
        """What the file is called where it is kept: with the day, since it is of that day."""
        stem = self.request.path.rpartition("/")[2].rpartition(".")[0]
        return f"{stem}-{timezone.localdate()}.{self.suffix}"

    def file(self, keys):
        """The response, whose body is made while it is sent; a spreadsheet is packed first, in a file on the disk."""
        media_type = FORMS[self.suffix].media_type + CHARSETS.get(self.suffix, "")
        if self.request.method == "HEAD":
            return HttpResponse(content_type=media_type)
        rows = records(self.kind, keys)
        if self.suffix == "json":
            pieces = json.pieces(self.preface(keys), "items", rows)
            return StreamingHttpResponse(blocks(pieces), content_type=media_type)
        table = (cells(record, self.kind.COLUMNS) for record in rows)
        if self.suffix == "csv":
            return StreamingHttpResponse(blocks(csv.lines(self.kind.COLUMNS, table)), content_type=media_type)
        return FileResponse(spreadsheet(self.kind, table), content_type=media_type)


class ListFile(RowsFile):
    """A list with the parameters of its page and in its order. A subclass names its `question_class`."""

    question_class = None

    def keys(self):
        """The keys of the rows asked for, and of one more where there are more than a file holds."""
        self.filterset = ask(self.question_class, self.request).filterset
        return list(self.filterset.keys()[0 : MOST + 1])

    def rest(self):
        """Where all rows are, page by page."""
        return address(self.filterset.address(reverse(f"api_{self.kind.KIND}")))

    def preface(self, keys):
        """What JSON says of the list before its rows."""
        return {
            "url": address(self.filterset.address(self.request.path)),
            "publisher": settings.PUBLISHER,
            "licence": settings.DATA_LICENCE,
            "count": len(keys),
            "all": self.rest(),
        }


class DossierListFile(ListFile):
    """The list of taskforces."""

    kind, question_class = dossiers, DossierQuestion


class EventListFile(ListFile):
    """The list of events."""

    kind, question_class = events, EventQuestion


class OrganisationListFile(ListFile):
    """The list of organisations."""

    kind, question_class = organisations, OrganisationQuestion


class TimelineFile(RowsFile):
    """The events of a dossier as a table, newest first."""

    kind = events

    def keys(self, slug):
        self.dossier = get_object_or_404(Dossier.objects.only("pk"), slug=slug)
        return timeline_keys(self.dossier, MOST + 1)

    def rest(self):
        return address(reverse("api_timeline", args=[self.dossier.pk]))


def timeline_keys(dossier, most):
    """The ids of the newest events of a dossier, at most so many; None for all."""
    links = EntryDossier.objects.filter(dossier=dossier.pk).order_by(*LINK)
    return list(links.values_list("entry", flat=True)[:most])


def spreadsheet(kind, table):
    """A file on the disk that nobody else sees, and that goes with the answer."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 closed by the response
    xlsx.write(file, [(kind.KIND, kind.COLUMNS, table)])
    file.seek(0)
    return file
