"""What a path that is no page leads to: the page that is meant or moved from there, or word that it was withdrawn."""

import re
from copy import copy

from django.http import HttpResponsePermanentRedirect
from django.urls import is_valid_path
from django.utils.cache import add_never_cache_headers

from dossiers.converters import EditionNumber
from dossiers.errors import gone
from publishing.addresses import lookup_form, without_tail
from publishing.models import Address, Edition

# What is asked in more letters than this is no reader's question: the redirect goes without it.
LONGEST = 2000

# The other forms in which an item is read, by what stands behind its address: pages, and files.
NUMBER = EditionNumber.regex
PAGES = rf"/print|/evidence|/share|/embedded|/editions(?:/{NUMBER})?|/compare/{NUMBER}\.\.\.{NUMBER}"
CITATIONS = rf"(?:/editions/{NUMBER})?\.(?:bib|ris|csl\.json)"
FILES = rf"\.(?:png|feed\.json|json|csv|xlsx|atom|ics|pdf|zip)|{CITATIONS}|/editions/{NUMBER}\.json"
FORMS = re.compile(rf"(?P<item>.+?)(?:(?P<page>{PAGES})|(?P<file>{FILES}))")
# Those of the item itself: what replaced it has others.
RECORD = re.compile(r"/editions|/compare/")

# Where a wrong address is a mistake of a machine, or of an attacker.
EXACT = ("/admin/", "/media/", "/preview/", "/still-true/", "/health/", "/api/")


class FormerAddresses:
    """Answers for every address that an item ever had, and for pages whose address was passed on with a mistake.

    In one step: it stands innermost, so that it comes before Django adds a final slash.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 404 and request.method in ("GET", "HEAD"):
            return self._former(request) or self._corrected(request) or response
        return response

    def _former(self, request):
        """What a former address leads to, if this is one."""
        target, end = _target(request)
        if isinstance(target, Edition):
            return gone(request, target)
        return _moved(request, f"/{target}{end}") if target else None

    def _corrected(self, request):
        """The page of ours that differs only in capitals, Unicode form or what is stuck to the end, if it is there."""
        path = own_path(tidy_path(request.path_info))
        only_lacks_a_slash = tidy_path(request.path_info) == request.path_info.strip("/")
        if only_lacks_a_slash or not path or path.startswith(EXACT):
            return None
        other_request = copy(request)
        other_request.path = other_request.path_info = path
        return _moved(request, path) if self.get_response(other_request).status_code < 400 else None


def tidy_path(path):
    """A path as we would write it, without slashes at its ends."""
    return lookup_form(without_tail(path)).strip("/")


def own_path(path):
    """The path as one of our addresses, with a final slash where ours have one; "" when we have none like it."""
    return next(filter(is_valid_path, (f"/{path}/".replace("//", "/"), f"/{path}")), "")


def _target(request):
    """What the address leads to (see `Address.objects.resolve`), and what stands behind it."""
    path, target = (
        tidy_path(request.path_info),
        Address.objects.resolve(request.path_info, request.META["QUERY_STRING"]),
    )
    if target is None and (form := FORMS.fullmatch(path)):
        end = f"{form['page']}/" if form["page"] else form["file"]
        return Address.objects.resolve(form["item"], own=bool(RECORD.match(end))), end
    return target, "/"


def _moved(request, path):
    """A redirect that no cache may keep: the item may move back one day. None when it would lead nowhere."""
    # Only a dossier has other forms; and what is not at its own address must not be sent there again.
    if path == request.path_info or not is_valid_path(path):
        return None
    # What is asked of one of our own pages holds at the new address, too; what old sites' links said means nothing.
    query = request.META["QUERY_STRING"] if own_path(tidy_path(request.path_info)) else ""
    response = HttpResponsePermanentRedirect(f"{path}?{query}" if query and len(query) <= LONGEST else path)
    add_never_cache_headers(response)
    return response
