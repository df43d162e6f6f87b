"""Signing in at the desk: whoever guesses passwords is slowed, and nobody is locked out for good."""

import logging
import unicodedata
from math import ceil
from time import time

from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from editing.throttling import client_address, counted, key

FREE = 5  # wrong passwords before the first pause
FIRST_PAUSE, LONGEST_PAUSE = 60, 15 * 60

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
