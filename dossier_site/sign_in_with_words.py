"""The page to sign in at that stands in the place of a form, and carries its words through both steps."""

from allauth.account.internal.stagekit import get_pending_stage
from django.db import DatabaseError, InterfaceError
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dossier_site.accounts.second_factor import ANSWERS, lacks_second_factor
from dossier_site.sign_in import enter
from editing import database
from editing.kept_words import FIELD, file_names, unpack

SIGNED_OUT = _("Nothing was saved yet: you were signed out. All that you typed is here. Press the button once more.")


def sign_in_with_words(site, request):
    """Let somebody in who has words with them; None where the form can be drawn with these now."""
    packed, form = request.POST[FIELD], None
    if not site.has_permission(request) and not hasattr(request, "not_saved"):
        if ANSWERS & request.POST.keys() and get_pending_stage(request):
            return _second_step(site, request, packed)
        form = site.login_form(request, data=request.POST)
        if _is_right(request, form) and not site.has_permission(request):
            return _second_step(site, request, packed)
    return _with_words(request) if site.has_permission(request) else sign_in_page(site, request, packed, form)


def sign_in_page(site, request, packed, form=None):
    """The first step."""
    context = _page_context(site, request, packed) | {"form": form or site.login_form(request)}
    return TemplateResponse(request, "admin/sign_in_again.html", context, status=403)


def _second_step(site, request, packed):
    """Ask for the second factor; None once it is there."""
    # Read where it is asked for: it brings cryptography.
    from dossier_site.second_step_with_words import SecondStepWithWords

    page = SecondStepWithWords.as_view(extra_context=_page_context(site, request, packed))(request)
    return _with_words(request) if site.has_permission(request) else page


def _with_words(request):
    """Have the form drawn with its words, by somebody who is in."""
    if lacks_second_factor(request.user):
        return HttpResponseRedirect(reverse("account"))
    unpack(request)
    request.not_saved = SIGNED_OUT
    return None


def _is_right(request, form):
    """Whether the password is; then whoever has no second factor is in."""
    try:
        if form.is_valid():
            enter(request, form.get_user())
    except (DatabaseError, InterfaceError) as error:
        sentence = database.refusal(error)
        if not sentence:
            raise
        form.add_error(None, sentence)
    return form.is_valid()


def _page_context(site, request, packed):
    words = {"field": FIELD, "packed": packed, "files": file_names(packed)}
    return {**site.each_context(request), "title": _("Sign in again"), **words}
