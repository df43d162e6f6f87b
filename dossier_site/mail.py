"""Letters to people, sent beside the requests: a mail server that never answers holds nobody up."""

import logging
import queue
import traceback
from collections.abc import Callable
from functools import partial
from threading import Lock, Thread

from django.conf import settings
from django.core.cache import caches
from django.core.mail import mail_admins
from django.db import connections

from editing.database import away
from text.digest import digest

HOUR = 60 * 60
ONCE = "Nothing more is written about this cause within an hour; the log has all of it."

logger = logging.getLogger(__name__)
_jobs: queue.Queue = queue.Queue(maxsize=100)
_starting = Lock()
_worker = None


def send_later(job: Callable[[], object]) -> None:
    """Have this done beside the request, in its turn. What waits when the process is told to end is not waited for."""
    global _worker
    with _starting:
        if _worker is None or not _worker.is_alive():
            _worker = Thread(target=_work, name="letters", daemon=True)
            _worker.start()
    try:
        _jobs.put_nowait(job)
    except queue.Full:
        logger.warning("Too many letters wait to be sent: one was left out.")


def wait() -> None:
    """Return when everything that was put off is done."""
    _jobs.join()


def _work() -> None:
    while True:
        job = _jobs.get()
        try:
            job()
        except Exception as error:  # no letter about letters: a warning
            logger.warning("A letter was not sent: %r", error)
        finally:
            connections.close_all()
            _jobs.task_done()


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
