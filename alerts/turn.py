"""One run of sending at a time, on one machine or several that share a database."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

SENDING = 0x616C7274  # "alrt": nobody else who shares the server takes this lock


@contextmanager
def only_run() -> Iterator[bool]:
    """Whether no other run is under way. It ends with the process, however that ends."""
    with _on_postgresql() if connection.vendor == "postgresql" else _by_file() as is_alone:
        yield is_alone


@contextmanager
def _by_file():
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with open(settings.DATA_DIR / "alerts.lock", "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _on_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SENDING])
        is_alone = cursor.fetchone()[0]
        try:
            yield is_alone
        finally:
            if is_alone and connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SENDING])
