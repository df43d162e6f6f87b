"""Django's PostgreSQL, which gives up soon: no reader waits longer than two seconds for a server that is silent."""

import select
from collections import defaultdict
from concurrent.futures import Future
from threading import Thread
from time import monotonic
from typing import ClassVar

from django.db.backends.postgresql import base
from psycopg.pq import ExecStatus

PATIENCE = 1.5  # seconds; libpq's own shortest limit is 2, and it does not hold for looking up a host name
PAUSE = 1.0
SILENT = "The database server does not answer."


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection; what is known of a silent server is known to all connections of this process to it."""

    silent_until: ClassVar[defaultdict[str, float]] = defaultdict(float)  # by the name of the database in the settings

    def get_new_connection(self, conn_params):
        """Connect within PATIENCE. For a moment after that failed nobody tries again, so that no queue builds up."""
        if monotonic() < self.silent_until[self.alias]:
            raise base.Database.OperationalError(SILENT)
        attempt = Future()
        connect = super().get_new_connection
        Thread(target=_attempt, args=(attempt, connect, conn_params), daemon=True).start()
        try:
            return attempt.result(PATIENCE)
        except TimeoutError:
            attempt.add_done_callback(_close)
            self._pause()
            raise base.Database.OperationalError(SILENT) from None

    def is_usable(self):
        """Whether the server still answers on this connection."""
        try:
            usable = _answers(self.connection.pgconn)
        except base.Database.Error:
            return False
        if usable is None:
            self._pause()
        return bool(usable)

    def _pause(self):
        self.silent_until[self.alias] = monotonic() + PAUSE


def _attempt(attempt, connect, conn_params):
    try:
        attempt.set_result(connect(conn_params))
    except Exception as error:
        attempt.set_exception(error)


def _close(attempt):
    """Nobody waits for this connection any more."""
    if not attempt.exception():
        attempt.result().close()


def _answers(pgconn) -> bool | None:
    """Whether a question is answered; None when nothing is heard within PATIENCE."""
    pgconn.send_query(b"SELECT 1")
    pgconn.flush()
    poller = select.poll()
    poller.register(pgconn.socket, select.POLLIN)
    until = monotonic() + PATIENCE
    while pgconn.is_busy():
        if not poller.poll(max(0, until - monotonic()) * 1000):
            return None
        pgconn.consume_input()
    return [result.status for result in iter(pgconn.get_result, None)] == [ExecStatus.TUPLES_OK]
