"""Addresses that never change, and what programs need to cite what stands there."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from dossiers.errors import gone
from dossiers.formats.citations import bibtex, csl_json, ris
from dossiers.reading.citing import citation
from dossiers.reading.past import past_row
from dossiers.views.machines import Machine
from publishing.generation import names_for
from publishing.models import Address, Edition
from publishing.snapshots import canonical
from taskforces.models.live import Dossier
from timeline.models.live import Entry

LIVE = {live.folder: live for live in (Dossier, Entry)}
FORMATS = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
    "csl.json": (csl_json, "application/vnd.citationstyles.csl+json; charset=utf-8"),
}


@csrf_exempt
@require_safe
def permanent(request, key, number=None):
    """Leads to where an item, or one of its editions, is read today; 410 when it was withdrawn, 404 for none."""
    kinds = [live.schema.kind for live in LIVE.values()]
    edition = Edition.objects.filter(kind__in=kinds, key=key).defer("snapshot").first()
    if edition is None or (number is not None and number > edition.number):
        raise Http404
    path = Address.objects.end(edition.kind, key, own=number is not None)
    if isinstance(path, Edition):
        return gone(request, path)
    response = HttpResponseRedirect(f"/{path}/" if number is None else _edition_address(edition.kind, key, number))
    add_never_cache_headers(response)
    return response


def _edition_address(kind, key, number):
    live = next(live for live in LIVE.values() if live.schema.kind == kind)
    return get_object_or_404(live.objects.only("slug"), pk=key).get_edition_url(number)


class EditionFile(Machine):
    """A file of `row`, an item as it stands, or of one of its editions; none for search engines."""

    row = None

    def file(self, content, content_type, name=""):
        """The response; one with a name is kept under it."""
        headers = {"Content-Disposition": f'attachment; filename="{name}"'} if name else {}
        return HttpResponse(content, content_type=content_type, headers=headers | {"X-Robots-Tag": "noindex"})

    def edition(self, number):
        """The edition of a number of the item; 404 where there is none, or where it is a withdrawal."""
        numbered = Edition.objects.filter(number__lte=min(int(number), self.row.edition_number))
        edition = numbered.latest_of(self.row.schema.kind, self.row.pk)
        if edition is None or edition.number != int(number) or edition.is_withdrawal:
            raise Http404
        return edition

    def hangs_on(self):
        return names_for(self.row.schema.kind, self.row.pk)


class Citation(EditionFile):
    """A file by which programs cite an item as it stands, or one of its editions."""

    def answer(self, folder, slug, form, number=None):
        row = self.row = get_object_or_404(LIVE[folder].objects.for_cards(), slug=slug)
        if number is not None:
            row = past_row(type(self.row), self.edition(number))
            row.slug = self.row.slug
        write, content_type = FORMATS[form]
        return self.file(write(citation(row)), content_type, f"{row.slug}-{row.edition_number}.{form}")


class EditionBody(EditionFile):
    """The body of an edition as canonical JSON: its SHA-256 is the digest that the record has of it."""

    def answer(self, folder, slug, number):
        self.row = get_object_or_404(LIVE[folder].objects.only("slug", "edition_number"), slug=slug)
        return self.file(canonical(self.edition(number).snapshot["body"]), "application/json")
