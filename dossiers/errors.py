"""Pages for when something is not as asked: each says what happened and what can be done."""

import logging
import sys
from http import HTTPStatus

from django.db import DatabaseError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control
from django.utils.encoding import escape_uri_path
from django.utils.translation import gettext as _

from dossiers.context import site
from dossiers.formats import problem
from dossiers.reading.near_matches import near_matches
from dossiers.views.machines import machine_of
from editing.database import away

# Seconds after which it is worth to ask again.
RETRY_AFTER = 30


def bad_request(request, exception=None):
    """400: the request makes no sense."""
    return page(request, 400)


def not_allowed(request, exception=None, reason=""):
    """403: not for this reader. Also what a form without its token gets."""
    return page(request, 403)


def not_found(request, exception=None):
    """404: nothing is, or was, at this address; says what somebody may have meant."""
    if is_told_in_json(request):
        return page(request, 404, why=_("There is nothing at this address."))
    try:
        near = near_matches(request.path)
    except DatabaseError:
        near = []
    return page(request, 404, near=near)


def gone(request, withdrawal):
    """410: what was here was withdrawn; says why."""
    return page(request, 410, withdrawal=withdrawal, why=why_withdrawn(withdrawal))


def why_withdrawn(withdrawal):
    """Why something was withdrawn, for programs: an edition in words."""
    reason = _("It was withdrawn: %(why)s.") % {"why": withdrawal.get_reason_display()}
    return " ".join(filter(None, [reason, withdrawal.note]))


def failed(request, **context):
    """500: our fault; 503 when the database is away. If even the site's own look fails, plain words."""
    try:
        return unavailable(request, **context) if away(sys.exception()) else page(request, 500, **context)
    except Exception:
        logging.getLogger(__name__).exception("The page for faults could not be drawn.")
        return HttpResponse(_("Something went wrong. Please try again."), "text/plain; charset=utf-8", 500)


def unavailable(request, **context):
    """503: nobody's fault, for a while."""
    response = page(request, 503, **context)
    response["Retry-After"] = RETRY_AFTER
    return response


def page(request, status, **context):
    """One such page, whose drawing asks no database, and which is kept by nobody. Programs are told it in JSON."""
    # An answer to HEAD has no body, and the server complains of one.
    context |= site(request) | {"canonical": escape_uri_path(request.path)}
    if is_told_in_json(request):
        told = problem.problem(status, HTTPStatus(status).phrase, context.get("why", ""))
        words, kind = told, problem.MEDIA_TYPE
    else:
        words, kind = render_to_string(f"errors/{status}.html", context), None
    response = HttpResponse("" if request.method == "HEAD" else words, kind, status)
    patch_cache_control(response, no_store=True)
    return response


def is_told_in_json(request):
    """Whether a program asks, at an address of the API or of data, and not a person for a page."""
    view = machine_of(request)
    return view.tells_in_json if view else request.path_info.startswith("/api/")
