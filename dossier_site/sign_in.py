"""Signing in at the desk: whoever guesses passwords is slowed, and nobody is locked out for good."""

import logging
import unicodedata
from math import ceil
from time import time

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.views import LoginView
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from editing.throttling import HOUR, client_address, counted, key

FREE = 5  # wrong passwords before the first pause
FIRST_PAUSE, LONGEST_PAUSE = 60, 15 * 60

logger = logging.getLogger(__name__)


class Attempts:
    """Passwords typed for one name from one address since the last right one; forgotten an hour after the first.

    Kept where all processes see it: at COUNTS_URL, else in the cache of CACHE_URL, else in files of this machine.
    """

    def __init__(self, name: str, address: str):
        self.key = key("sign-in", folded(name), address, str(caches["shared"].get(_pardon(name), "")))
        self.number = 0

    def start(self) -> None:
        """Count one more, unless there is a pause. Raises ValidationError, which says when to try again."""
        if self.pause() or not self.begin():
            raise ValidationError(self.message(max(1, ceil(self.pause() / 60))))

    def pause(self) -> int:
        """For how many seconds nothing is tried any more."""
        return max(0, ceil(caches["shared"].get(f"{self.key}-until", 0) - time()))

    def begin(self) -> bool:
        """Count one more, before it is known to be wrong. Says whether to try it: of many at once, few are."""
        self.number = counted(self.key)
        if self.number < FREE:
            return True
        pause = min(FIRST_PAUSE * 2 ** min(self.number - FREE, 10), LONGEST_PAUSE)
        return caches["shared"].add(f"{self.key}-until", time() + pause, pause)

    def forget(self) -> None:
        """The password was right."""
        caches["shared"].delete_many([self.key, f"{self.key}-until"])

    @staticmethod
    def message(minutes: int) -> str:
        """When to try again. The same whether there is such an account or not."""
        text = ngettext(
            "Too many wrong passwords. Try again in %(number)d minute.",
            "Too many wrong passwords. Try again in %(number)d minutes.",
            minutes,
        )
        return text % {"number": minutes}


class CodeAttempts(Attempts):
    """Codes of a second factor typed for an account, from wherever: whoever types them knows the password already."""

    def __init__(self, user):
        self.key, self.number = key("second factor", str(user.pk)), 0

    @staticmethod
    def message(minutes: int) -> str:
        """When to try again."""
        text = ngettext(
            "Too many wrong codes. Try again in %(number)d minute.",
            "Too many wrong codes. Try again in %(number)d minutes.",
            minutes,
        )
        return text % {"number": minutes}


def pardon(user) -> None:
    """Forget every pause of an account, whatever address it was tried from."""
    caches["shared"].set(_pardon(user.get_username()), time(), HOUR)
    CodeAttempts(user).forget()


def folded(name: str) -> str:
    """A name to sign in with, as all ways to write it count together."""
    return unicodedata.normalize("NFKC", name).casefold()


def _pardon(name: str) -> str:
    return key("pardon", folded(name))


class ThrottledSignInForm(AdminAuthenticationForm):
    """Django's form, which asks for a pause after some wrong passwords for a name from an address."""

    def clean(self):
        """Try the password, unless there is a pause; then the right one is not tried, either."""
        if not self.cleaned_data.get("username") or not self.cleaned_data.get("password"):
            return super().clean()
        attempts = Attempts(self.cleaned_data["username"], client_address(self.request))
        attempts.start()
        cleaned = self._tried(attempts)
        attempts.forget()
        return cleaned

    def _tried(self, attempts: Attempts):
        try:
            return super().clean()
        except ValidationError:
            if attempts.number >= FREE:
                name = self.cleaned_data["username"][:150]
                logger.warning("Sign-in is slowed: %d wrong passwords for %r.", attempts.number, name)
            raise


class SignInView(LoginView):
    """Django's page to sign in at; after the password comes the second factor of who has one."""

    template_name = "admin/login.html"
    authentication_form = ThrottledSignInForm

    def form_valid(self, form):
        """The password was right."""
        return enter(self.request, form.get_user(), self.get_success_url())

    def get_context_data(self, **context):
        """With the other ways in."""
        ways = {"sends_mail": settings.SENDS_MAIL, "oidc_name": settings.OIDC_NAME}
        return super().get_context_data(**ways | context)


def enter(request, user, target=None):
    """Let in whose password was right, or ask for the second factor first: where they go now."""
    login = Login(user=user, redirect_url=target)
    return perform_password_login(request, {"username": user.get_username()}, login)
