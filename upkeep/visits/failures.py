"""What can be wrong with a link, in plain words."""

import socket
import ssl

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

HAS_EXPIRED = 10  # what OpenSSL calls it


class Failure(TextChoices):
    """What is wrong with a link."""

    NOT_FOUND = "not-found", _("not found")
    GONE = "gone", _("removed for good")
    MOVED = "moved", _("moved for good")
    REFUSED = "refused", _("refuses programs")
    ERROR = "error", _("the server has an error")
    UNKNOWN_HOST = "unknown-host", _("no such site")
    SILENT = "silent", _("nobody answers")
    EXPIRED = "expired", _("certificate expired")
    CERTIFICATE = "certificate", _("certificate not valid")
    SLOW = "slow", _("too slow")
    LOOP = "loop", _("leads in circles")
    PRIVATE = "private", _("in a private network")
    ODD = "odd", _("answers with what is no page")
    INVALID = "invalid", _("no address")

    @property
    def advice(self):
        """What it means, and what an editor may do."""
        return ADVICE[self]


ADVICE = {
    Failure.NOT_FOUND: _("The site answers that it has no such page. Look for its new address there."),
    Failure.GONE: _("The site says that the page will not come back. Link to a copy or to something else."),
    Failure.MOVED: _("It still works. Link to the new address, if that shows the same."),
    Failure.REFUSED: _("Perhaps people see it: open it. If you see the page, say that it is right as it is."),
    Failure.ERROR: _("The fault is theirs. If it stays, link to a copy or to something else."),
    Failure.UNKNOWN_HOST: _("The name of the site is not known any more, or has a typing error."),
    Failure.SILENT: _("The site is switched off, or does not let our server in."),
    Failure.EXPIRED: _("Browsers warn of it. Tell the site's owner, or link to something else."),
    Failure.CERTIFICATE: _("Browsers may warn of it: open it to see."),
    Failure.SLOW: _("It did not answer in time."),
    Failure.LOOP: _("It sends on and on, and never to a page."),
    Failure.PRIVATE: _("Only people inside that network can open it. Readers cannot."),
    Failure.ODD: _("Browsers may make something of it: open it to see."),
    Failure.INVALID: _("It is written in a way that no browser can open, or sends to such an address."),
}
BY_STATUS = {404: Failure.NOT_FOUND, 410: Failure.GONE}
BY_STATUS |= dict.fromkeys((401, 403, 406, 429, 451, 999), Failure.REFUSED)


def failure_of_status(status: int) -> str:
    """What a status of HTTP says is wrong; "" for nothing."""
    return "" if 200 <= status < 400 else BY_STATUS.get(status, Failure.ERROR)


def failure_of_error(error: Exception) -> str:
    """What an error of asking says is wrong."""
    causes = list(_causes(error))
    if any(getattr(cause, "verify_code", 0) == HAS_EXPIRED for cause in causes):
        return Failure.EXPIRED
    kinds = (failure for kind, failure in _by_cause() if any(isinstance(cause, kind) for cause in causes))
    return next(kinds, Failure.ODD)


def _by_cause():
    """Kinds of errors, and what they say is wrong: the first that is among the causes counts."""
    # Read where somebody asks: other workers need none of them.
    from requests.exceptions import Timeout
    from requests_hardened.ip_filter import InvalidIPAddress
    from urllib3.exceptions import NewConnectionError, SSLError

    return (
        (InvalidIPAddress, Failure.PRIVATE),
        (socket.gaierror, Failure.UNKNOWN_HOST),
        ((ssl.SSLError, SSLError), Failure.CERTIFICATE),
        (ValueError, Failure.INVALID),
        ((TimeoutError, Timeout), Failure.SLOW),
        ((ConnectionError, NewConnectionError), Failure.SILENT),
    )


def _causes(error):
    """The error, and all that it came from."""
    waiting, seen = [error], set()
    while waiting:
        each = waiting.pop()
        if each is not None and id(each) not in seen:
            seen.add(id(each))
            waiting += [each.__cause__, each.__context__]
            yield each
