"""What a path that is no page leads to: the page that moved from there, or word that it was withdrawn."""

import re

from django.http import HttpResponsePermanentRedirect
from django.urls import is_valid_path
from django.utils.cache import add_never_cache_headers

from dossiers.errors import gone
from publishing.models import Address, Edition

# What is asked in more letters than this is no reader's question: the redirect goes without it.
LONGEST = 2000

# The other forms in which a dossier is read, by the end of their address.
FORMS = re.compile(r"/print/\Z|\.png\Z")


class FormerAddresses:
    """Answers for every address that an item ever had, in one step.

    Stands innermost, so that it comes before Django adds a final slash: that would be a second step.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return self._former(request) or response
        return response

    def _former(self, request):
        path, end = request.path_info, "/"
        found = Address.objects.answer(path)
        if found is None and (form := FORMS.search(path)):
            found, end = Address.objects.answer(path[: form.start()]), form[0]
        if isinstance(found, Edition):
            return gone(request, found)
        return _moved(request, f"/{found}{end}") if found else None


def _moved(request, path):
    """A redirect that no cache may keep: the item may move back one day. None when it would lead nowhere."""
    # Only a dossier has other forms; and what is not at its own address must not be sent there again.
    if path == request.path_info or not is_valid_path(path):
        return None
    # What is asked of one of our own pages holds at the new address, too; what old sites' links said means nothing.
    query = request.META.get("QUERY_STRING", "") if request.resolver_match else ""
    query = query if len(query) <= LONGEST else ""
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
    add_never_cache_headers(response)
    return response
