"""One run of a command at a time, on one machine or several that share a database."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from zlib import crc32

from django.conf import settings
from django.db import connection


@contextmanager
def only_run(name: str) -> Iterator[bool]:
    """Whether no other run of this name is under way. It ends with the process, however that ends."""
    with _on_postgresql(name) if connection.vendor == "postgresql" else _by_file(name) as is_alone:
        yield is_alone


@contextmanager
def _by_file(name):
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    with open(settings.DATA_DIR / f"{name}.lock", "a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _on_postgresql(name):
    number = crc32(name.encode())  # nobody else who shares the server takes this lock
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        is_alone = cursor.fetchone()[0]
        try:
            yield is_alone
        finally:
            if is_alone and connection.is_usable():
                cursor.execute("SELECT pg_advisory_unlock(%s)", [number])
