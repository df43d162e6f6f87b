"""Two who write at the same time, each on a connection of its own."""

import threading
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def while_waiting(other):
    """Run the block in a transaction that ends when `other`, started behind it, waits for it or is done.

    Gives a list that holds what `other` returned, once the block has been left. What `other` raises is raised here.
    """
    answers, errors = [], []

    def run():
        try:
            answers.append(other())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    with transaction.atomic():
        yield answers
        thread.start()
        # SQLite has one writer: there the other waits before it reads anything.
        while connection.vendor == "postgresql" and thread.is_alive() and not waits_for_me():
            pass
    thread.join()
    for error in errors:
        raise error


def waits_for_me() -> bool:
    """Whether another connection waits for what this one holds. Only PostgreSQL knows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
        return cursor.fetchone() is not None
