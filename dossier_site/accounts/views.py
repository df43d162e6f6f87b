"""Your account: all that somebody sets up for signing in, on one page."""

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from dossier_site.accounts.open_sessions import browser, end, open_sessions, remember
from dossier_site.accounts.second_factor import lacks_second_factor

desk_only = staff_member_required(login_url="admin:login")


@desk_only
def account(request):
    """The page."""
    factors = Authenticator.objects.filter(user=request.user).order_by("created_at")
    context = {
        "title": _("Your account"),
        "app": next((each for each in factors if each.type == Authenticator.Type.TOTP), None),
        "passkeys": [each.wrap() for each in factors if each.type == Authenticator.Type.WEBAUTHN],
        "codes_left": next((_left(each) for each in factors if each.type == Authenticator.Type.RECOVERY_CODES), None),
        "is_needed": lacks_second_factor(request.user),
        "sessions": _sessions(request),
    }
    return TemplateResponse(request, "account/account.html", admin.site.each_context(request) | context)


@desk_only
@require_POST
def end_sessions(request):
    """Sign out one other browser (`session`), or all others."""
    asked = request.POST.get("session")
    others = [each for each in open_sessions(request.user) if each.session_key != request.session.session_key]
    number = end(request.user, [each for each in others if asked in (None, str(each.pk))])
    text = ngettext("%(number)d session was ended.", "%(number)d sessions were ended.", number)
    messages.success(request, text % {"number": number} if number else _("It had ended already."))
    return HttpResponseRedirect(reverse("account"))


def _left(codes):
    return len(codes.wrap().get_unused_codes())


def _sessions(request):
    """Each with what it is called; this one first, also where it began before sessions were noted."""
    if not (sessions := _with_this(request)):
        remember(request, request.user)
        sessions = _with_this(request)
    for session in sessions:
        session.is_here = session.session_key == request.session.session_key
        session.browser = browser(session)
    return sorted(sessions, key=lambda session: not session.is_here)


def _with_this(request):
    sessions = open_sessions(request.user)
    return sessions if any(each.session_key == request.session.session_key for each in sessions) else []
