"""Letters to ADMINS of what went wrong."""

import logging
import traceback
from functools import partial

from django.conf import settings
from django.core.cache import caches
from django.core.mail import mail_admins

from editing.database import away
from editing.letters import send_later
from text.digest import digest

HOUR = 60 * 60
ONCE = "Nothing more is written about this cause within an hour; the log has all of it."


class AdminMail(logging.Handler):
    """Writes to ADMINS of what went wrong: at most one letter for a cause and hour, none about the pages of health.

    The letter is the line and the trace of the log. It holds nothing that a reader sent beside the address.
    """

    def __init__(self, level: int = logging.NOTSET):
        super().__init__(level)
        self.waiting: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Put the letter off, unless one about the same cause waits to be sent."""
        about = cause(record)
        if not settings.ADMINS or about in self.waiting or _is_about_health(record):
            return
        self.waiting.add(about)
        subject = f"{record.levelname}: {record.getMessage()}".replace("\n", " ")[:200]
        send_later(partial(self.write, about, subject, f"{self.format(record)}\n\n{ONCE}"))

    def write(self, about: str, subject: str, text: str) -> None:
        """Write to ADMINS, unless any process has done so about this cause within the hour."""
        try:
            if caches["shared"].add(digest(f"letter {about}".encode()), True, HOUR):
                mail_admins(subject, text)
        finally:
            self.waiting.discard(about)


def cause(record: logging.LogRecord) -> str:
    """What is the same whenever the same thing went wrong, whatever page it was on."""
    kind, error, trace = record.exc_info or (None, None, None)
    if away(error):
        return "the database is away"
    if trace is None:
        return f"{record.name} {record.msg}"
    (place,) = traceback.extract_tb(trace, limit=-1)
    return f"{kind.__qualname__} {place.filename} {place.lineno}"


def _is_about_health(record: logging.LogRecord) -> bool:
    request = getattr(record, "request", None)
    return getattr(request, "path_info", "").startswith("/health/")
