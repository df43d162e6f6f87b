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
            return self.ask("SELECT 1") == b"1"
        except base.Database.Error:
            return False

    def ask(self, sql, *parameters):
        """The one value that answers a question, within PATIENCE; OperationalError for a silent server."""
        result = _answer(self.connection.pgconn, sql.encode(), [each.encode() for each in parameters])
        if result is None:
            self._pause()
            raise base.Database.OperationalError(SILENT)
        if result.status != ExecStatus.TUPLES_OK:
            raise base.Database.OperationalError(result.error_message.decode())
        return result.get_value(0, 0)

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


def _answer(pgconn, sql, parameters):
    """The result of a question; None when nothing is heard within PATIENCE."""
    pgconn.send_query_params(sql, parameters)
    pgconn.flush()
    poller = select.poll()
    poller.register(pgconn.socket, select.POLLIN)
    until = monotonic() + PATIENCE
    while pgconn.is_busy():
        if not poller.poll(max(0, until - monotonic()) * 1000):
            return None
        pgconn.consume_input()
    return list(iter(pgconn.get_result, None))[-1]
