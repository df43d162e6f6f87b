"""Signing in at the desk: whoever guesses passwords is slowed, and nobody is locked out for good."""

import ipaddress
import logging
import unicodedata
from math import ceil
from time import time

from django.conf import settings
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import ngettext

from text.digest import digest

FREE = 5  # wrong passwords before the first pause
FIRST_PAUSE, LONGEST_PAUSE = 60, 15 * 60
HOUR = 60 * 60

logger = logging.getLogger(__name__)


class Attempts:
    """Passwords typed for one name from one address since the last right one; forgotten an hour after the last.

    Kept where all processes see it: in the cache of CACHE_URL, else in files of this machine.
    """

    def __init__(self, name: str, address: str):
        self.key = key("sign-in", unicodedata.normalize("NFKC", name).casefold(), address)
        self.number = 0

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


class ThrottledSignInForm(AdminAuthenticationForm):
    """Django's form, which asks for a pause after some wrong passwords for a name from an address."""

    def clean(self):
        """Try the password, unless there is a pause; then the right one is not tried, either."""
        if not self.cleaned_data.get("username") or not self.cleaned_data.get("password"):
            return super().clean()
        attempts = Attempts(self.cleaned_data["username"], client_address(self.request))
        if attempts.pause() or not attempts.begin():
            raise ValidationError(pause_message(max(1, ceil(attempts.pause() / 60))))
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


def pause_message(minutes: int) -> str:
    """When to try again. The same whether there is such an account or not."""
    text = ngettext(
        "Too many wrong passwords. Try again in %(number)d minute.",
        "Too many wrong passwords. Try again in %(number)d minutes.",
        minutes,
    )
    return text % {"number": minutes}


def counted(name: str) -> int:
    """How often this was counted within an hour, this time included; by all processes."""
    caches["shared"].add(name, 0, HOUR)
    return caches["shared"].incr(name)


def key(*words: str) -> str:
    """A key for a cache that tells nobody what it stands for."""
    return digest("\0".join((settings.SECRET_KEY, *words)).encode())


def client_address(request: HttpRequest) -> str:
    """Where a request comes from, as the proxy in front says; the whole network where it is one person's (IPv6)."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    address = forwarded.rpartition(",")[2].strip() or request.META["REMOTE_ADDR"]
    try:
        is_six = ipaddress.ip_address(address).version == 6
    except ValueError:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False)) if is_six else address
