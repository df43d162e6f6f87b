"""A form that was sent by somebody who was signed out, or from a page older than the last sign-in: no word is lost.

The words travel in the page to sign in at, and then the form is drawn with them: shown, never saved by itself. So a
forged request changes nothing, and what the form shows is asked of the rights of whoever is signed in now.
"""

from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from dossier_site.accounts.open_sessions import remember
from dossier_site.middleware import in_admin
from dossier_site.sign_in_with_words import sign_in_page, sign_in_with_words
from dossiers.errors import not_allowed
from editing.kept_words import FIELD, pack
from editing.submissions import done_before

OTHER_TAB = _("Nothing was saved yet: you signed in or out in another tab. All you typed is here. Press once more.")
NOT_DONE = _("This was not done: you were signed out, or signed in again in another tab. Please do it once more.")


def is_from_here(request):
    """Whether a browser says that a page of this site sent this, as one goes from page to page; scripts do not."""
    mode, site = (request.headers.get(f"Sec-Fetch-{name}") for name in ("Mode", "Site"))
    if site:
        return site == "same-origin" and mode == "navigate"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def keeping_words(site, view, request, *args, **kwargs):
    """What a view of the desk answers; where a form cannot be taken from whoever sends it, its words are kept."""
    if request.method == "POST" and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate":
        answer = _instead(site, request, getattr(view, "keeps_words", False))
        if answer:
            return answer
    return view(request, *args, **kwargs)


def _instead(site, request, keeps_words):
    """What is answered in place of the view; None where that has its turn."""
    if keeps_words and FIELD in request.POST:
        return sign_in_with_words(site, request)
    signed_in = site.has_permission(request)
    if keeps_words and not signed_in:
        return sign_in_page(site, request, pack(request))
    if not keeps_words and (not signed_in or hasattr(request, "not_saved")):
        return _not_done(request)
    return None


def csrf_failure(request, reason=""):
    """A form without the right token. From a page of ours it is shown again with a new one; from elsewhere refused."""
    if request.method != "POST" or not in_admin(request) or not is_from_here(request):
        return not_allowed(request, reason=reason)
    view, args, kwargs = request.resolver_match
    if not getattr(view, "keeps_words", False):  # without a cookie it would never be done
        return _not_done(request) if request.COOKIES else not_allowed(request, reason=reason)
    request.not_saved = OTHER_TAB
    request.csrf_processing_done = True  # a view that keeps words writes nothing from here on
    return view(request, *args, **kwargs)


def _not_done(request):
    """Back to the page, where nothing was typed that could be lost."""
    if request.path == reverse("admin:logout"):
        return HttpResponseRedirect(reverse("admin:index"))
    if answer := _changed_before(request):
        return answer
    if request.path != reverse("admin:login"):
        messages.warning(request, NOT_DONE)
    return HttpResponseRedirect(request.get_full_path())


def _changed_before(request):
    """The answer to the second of two clicks on a new password: the first ended the session that it comes from.

    It has the new password with it, so whoever sent it is signed in; None where it is no such click.
    """
    if request.path != reverse("admin:password_change") or hasattr(request, "not_saved"):
        return None
    submission = done_before(request)
    if not submission or not submission.user.check_password(request.POST.get("new_password1", "")):
        return None
    login(request, submission.user)
    return submission.repeat(request)


def renew_after_password(request):
    """Sign in again who clicked twice, where the first click ended the session while the second one waited for it.

    A new password makes a new session of this browser, which is noted.
    """
    if request.method != "POST":
        return
    if not request.session.exists(request.session.session_key):
        login(request, get_user_model().objects.get(pk=request.user.pk))
    remember(request, request.user)


def after_sign_in(request):
    """Where somebody wanted to go who is signed in already; None where that is nowhere of ours."""
    target = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(target) if target and safe else None
