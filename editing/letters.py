"""Letters to people, sent beside the requests: a mail server that never answers holds nobody up."""

import logging
import queue
from collections.abc import Callable
from threading import Lock, Thread

from django.db import connections

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
