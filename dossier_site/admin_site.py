"""The desk's front door: one admin site for every room."""

from functools import partial, update_wrapper

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.db import DatabaseError, InterfaceError
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dossier_site import sessions
from dossier_site.first_steps import first_steps
from dossier_site.sign_in import SignInView, ThrottledSignInForm
from dossier_site.sign_in_again import after_sign_in, keeping_words, renew_after_password
from dossier_site.start_page import start_page
from editing import database
from editing.autocomplete import choice_text
from editing.known_rows import NUL, for_choices, is_valid_key
from editing.submissions import does_once
from editing.unsaved import discard_messages
from publishing.desk.scheduled import scheduled
from publishing.models import Publishable
from text import dates

ROOMS = {"taskforces": 0, "timeline": 1, "library": 2, "publishing": 3}


class DossierAdminSite(admin.AdminSite):
    """The admin that Coalition staff work in."""

    site_header = _("Taskforce Dossiers: the desk")
    site_title = _("Taskforce Dossiers: the desk")
    index_title = _("What would you like to work on?")
    enable_nav_sidebar = False

    def get_app_list(self, request, app_label=None):
        """What staff work on most stands first. Reckoned where it is drawn: all pages ask for it, two show it."""
        return SimpleLazyObject(partial(self._app_list, request, app_label))

    def _app_list(self, request, app_label):
        rooms = super().get_app_list(request, app_label)
        for room in rooms:
            room["models"].sort(key=lambda entry: not issubclass(entry["model"], Publishable))
        return sorted(rooms, key=lambda room: ROOMS.get(room["app_label"], len(ROOMS)))

    login_form = ThrottledSignInForm

    def admin_view(self, view, cacheable=False):
        """A page of the desk, asked only what it can answer, by somebody who is signed in."""
        view = super().admin_view(update_wrapper(partial(_validated_view, view), view), cacheable)
        return update_wrapper(partial(keeping_words, self, view), view)

    def login(self, request, extra_context=None):
        """The page to sign in at, with the other ways in."""
        if request.method == "GET" and self.has_permission(request):
            return after_sign_in(request) or HttpResponseRedirect(reverse("admin:index"))
        context = self.each_context(request) | {"title": _("Sign in"), "app_path": request.get_full_path()}
        return SignInView.as_view(extra_context=context | (extra_context or {}))(request)

    def password_change(self, request, extra_context=None):
        """A new password for oneself, set once."""
        answer = self._password_change(request, extra_context)
        renew_after_password(request)
        return answer

    @does_once
    def _password_change(self, request, extra_context):
        return super().password_change(request, extra_context)

    def autocomplete_view(self, request):
        """What is found while typing."""
        return ValidatedAutocomplete.as_view(admin_site=self)(request)

    def index(self, request, extra_context=None):
        """The first page: this person's taskforces, what is not public yet, and what was typed and not saved."""
        return super().index(request, start_page(request) | (extra_context or {}))

    def app_index(self, request, app_label, extra_context=None):
        """The start page, where it tells of one room: there is no second page with less on it."""
        if not self.get_app_list(request, app_label):
            raise Http404
        return HttpResponseRedirect(f"{reverse('admin:index')}#room-{app_label}")

    def get_urls(self):
        """The desk's own addresses, before Django's."""
        return [
            path("read-date/", self.admin_view(read_date), name="read_date"),
            path("first-steps/", self.admin_view(first_steps), name="first_steps"),
            path("scheduled/", self.admin_view(scheduled), name="scheduled"),
            *super().get_urls(),
        ]


class ValidatedAutocomplete(AutocompleteJsonView):
    """Django's, which fails on a relation seen from its other end."""

    def process_request(self, request):
        """What is asked for; only by a field of a form."""
        lookup = super().process_request(request)
        _term, _model_admin, field, _to_field = lookup
        if field.auto_created:
            raise PermissionDenied
        return lookup

    def get_queryset(self):
        """The rows that are found, with what is shown of each."""
        return for_choices(super().get_queryset())

    def serialize_result(self, obj, to_field_name):
        """One row that is found: its key, what the box calls it, and the sign of its kind, if it has one."""
        icon = {"icon": obj.icon} if hasattr(obj, "icon") else {}
        return super().serialize_result(obj, to_field_name) | {"text": choice_text(obj)} | icon


def _validated_view(view, request, *args, **kwargs):
    """What a view answers, unless what is asked cannot be: PostgreSQL fails on NUL, Django on keys that are none.

    What is done to rows may find no turn, or no room on the disk: then nothing was done, and that is told.
    """
    values = [*args, *kwargs.values(), *(value for _name, values in request.GET.lists() for value in values)]
    if any(NUL in str(value) for value in values):
        raise BadRequest
    rows = getattr(getattr(view, "__self__", None), "model", None)
    if rows and not all(is_valid_key(rows, key) for key in request.POST.getlist(ACTION_CHECKBOX_NAME)):
        messages.warning(request, _("Nothing was done: what was ticked is not in this list."))
        return HttpResponseRedirect(request.get_full_path())
    try:
        response = view(request, *args, **kwargs)
    except ValidationError as error:  # the key of something that is no row, in an address
        raise Http404 from error
    except (DatabaseError, InterfaceError, OSError) as error:
        sentence = database.refusal(error)
        if not rows or request.method != "POST" or not sentence:
            raise
        discard_messages(request)
        messages.error(request, sentence)
        return HttpResponseRedirect(request.get_full_path())
    if getattr(request, "is_work", True):
        sessions.renew(request)
    return response


def read_date(request):
    """What a typed date means (`?text=`), as dates.explain() tells it, and `line`, the sentence to show below it.

    `?side=` is "start" or "end" where the field is one end of something.
    """
    side = request.GET.get("side", "")
    explained = dates.explain(request.GET.get("text", "")[: dates.LONGEST + 1], side if side in dates.ASKS else "")
    line = gettext("Reads: %(written)s · Sorts as: %(sorts_as)s") % explained if explained["edtf"] else ""
    return JsonResponse(explained | {"line": " · ".join(filter(None, [line, explained["message"]]))})
