from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from library import serving
from library.models import Access, Document
from taskforces.models.live_links import DossierDocument
from timeline.models.live_links import EntryDocument


@csrf_exempt
@require_safe
def document(request, name):
    """A public document: for everyone while something that can be read names it, else for staff who may view documents.

    Only where nothing names it is anybody asked who they are: an answer for everyone may be kept by all caches.
    """
    links = (live.objects.filter(document=OuterRef("pk")) for live in (EntryDocument, DossierDocument))
    naming = reduce(or_, map(Exists, links))
    row = get_object_or_404(Document.objects.annotate(is_named=naming), file=name, access=Access.PUBLIC)
    if row.is_named:
        return serving.send_document(request, row, cache=serving.FOR_EVER)
    if request.user.has_perm("library.view_document"):
        return serving.send_document(request, row, cache=serving.STAFF_ONLY)
    raise Http404
