"""The desk's front door: one admin site for every room."""

from functools import partial, update_wrapper

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import model_ngettext
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import OperationalError
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dossier_site.sign_in import ThrottledSignInForm
from dossier_site.your_taskforces import your_taskforces
from editing import database
from editing.autocomplete import NUL, is_valid_key
from publishing.models import Publishable
from text import dates

UNPUBLISHED = {
    "draft": ngettext_lazy("%(count)d %(kind)s is a draft.", "%(count)d %(kind)s are drafts.", "count"),
    "changed": ngettext_lazy(
        "%(count)d %(kind)s has changes that are not public yet.",
        "%(count)d %(kind)s have changes that are not public yet.",
        "count",
    ),
}
ROOMS = {"taskforces": 0, "timeline": 1, "library": 2, "publishing": 3}


class DossierAdminSite(admin.AdminSite):
    """The admin that Coalition staff work in."""

    site_header = _("Taskforce Dossiers: the desk")
    site_title = _("Taskforce Dossiers: the desk")
    index_title = _("What would you like to work on?")
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        """What staff work on most stands first."""
        rooms = super().get_app_list(request, app_label)
        for room in rooms:
            room["models"].sort(key=lambda entry: not issubclass(entry["model"], Publishable))
        return sorted(rooms, key=lambda room: ROOMS.get(room["app_label"], len(ROOMS)))

    login_form = ThrottledSignInForm

    def admin_view(self, view, cacheable=False):
        """A page of the desk, asked only what it can answer."""
        return super().admin_view(update_wrapper(partial(_validated_view, view), view), cacheable)

    def login(self, request, extra_context=None):
        """The page to sign in at, with the way to a new password where letters can be sent."""
        return super().login(request, {"sends_mail": settings.SENDS_MAIL} | (extra_context or {}))

    def autocomplete_view(self, request):
        """What is found while typing."""
        return ValidatedAutocomplete.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        """The first page: this person's taskforces, and what is not public yet."""
        own = {"your_taskforces": your_taskforces(request), "unpublished": list(unpublished(request))}
        return super().index(request, own | (extra_context or {}))

    def get_urls(self):
        """The desk's own addresses, before Django's."""
        return [path("read-date/", self.admin_view(read_date), name="read_date"), *super().get_urls()]


class ValidatedAutocomplete(AutocompleteJsonView):
    """Django's, which fails on a relation seen from its other end."""

    def process_request(self, request):
        """What is asked for; only by a field of a form."""
        lookup = super().process_request(request)
        _term, _model_admin, field, _to_field = lookup
        if field.auto_created:
            raise PermissionDenied
        return lookup


def _validated_view(view, request, *args, **kwargs):
    """What a view answers, unless what is asked cannot be: PostgreSQL fails on NUL, Django on keys that are none.

    What is done to rows while somebody else writes may have no turn: then nothing was done, and that is told.
    """
    values = [*args, *kwargs.values(), *(value for _name, values in request.GET.lists() for value in values)]
    if any(NUL in str(value) for value in values):
        raise BadRequest
    rows = getattr(getattr(view, "__self__", None), "model", None)
    if rows and not all(is_valid_key(rows, key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
        messages.warning(request, _("Nothing was done: what was ticked is not in this list."))
        return HttpResponseRedirect(request.get_full_path())
    try:
        return view(request, *args, **kwargs)
    except ValidationError as error:  # the key of something that is no row, in an address
        raise Http404 from error
    except OperationalError as error:
        if not rows or request.method != "POST" or not database.busy(error):
            raise
        messages.error(request, database.TRY_AGAIN)
        return HttpResponseRedirect(request.get_full_path())


def unpublished(request):
    """How many items of each kind are not public, or not as they are now, in sentences for those who may see them."""
    for model in Publishable.kinds():
        room, name = model._meta.app_label, model._meta.model_name
        if not request.user.has_perm(f"{room}.view_{name}") and not request.user.has_perm(f"{room}.change_{name}"):
            continue
        changelist = reverse(f"admin:{room}_{name}_changelist")
        for state, items in (("draft", model.objects.drafts()), ("changed", model.objects.changed())):
            if count := items.count():
                sentence = UNPUBLISHED[state] % {"count": count, "kind": model_ngettext(model, count)}
                yield {"sentence": sentence, "address": f"{changelist}?state={state}"}


def read_date(request):
    """What a typed date means (`?text=`), as dates.explain() tells it, and `line`, the sentence to show below it."""
    explained = dates.explain(request.GET.get("text", "")[: dates.LONGEST + 1])
    line = gettext("Reads: %(written)s · Sorts as: %(sorts_as)s") % explained if explained["edtf"] else ""
    return JsonResponse(explained | {"line": " · ".join(filter(None, [line, explained["message"]]))})
