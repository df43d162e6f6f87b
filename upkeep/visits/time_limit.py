"""A limit of time for all that is said on a connection: a server that sends a letter a second would else never end.

Timeouts of sockets begin anew with each letter, so the connection itself is cut.
"""

import socket
from contextlib import suppress
from threading import Lock, Timer, local

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_here = local()


class TimeLimit:
    """Cuts the connections that its thread opens within it when the time is over; `is_over` says so."""

    def __init__(self, seconds: float):
        self.is_over, self._sockets, self._guard = False, [], Lock()
        self._timer = Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self):
        _here.limit = self
        self._timer.start()
        return self

    def __exit__(self, *error):
        self._timer.cancel()
        _here.limit = None
        with self._guard:
            for each in self._sockets:
                each.close()

    def watch(self, connection: socket.socket) -> None:
        """Cut this connection, too. TLS takes the socket for itself, so a second one of the same connection is kept."""
        with self._guard:
            self._sockets.append(connection.dup())
        if self.is_over:
            self._cut()

    def _cut(self):
        self.is_over = True
        with self._guard:
            for each in self._sockets:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)


class Limited:
    """Mixed into a connection of urllib3: it is cut when the time of its thread is over."""

    def _new_conn(self):
        connection = super()._new_conn()
        if limit := getattr(_here, "limit", None):
            limit.watch(connection)
        return connection


class LimitedHTTPConnection(Limited, HTTPConnection):
    """A connection that is cut in time."""


class LimitedHTTPSConnection(Limited, HTTPSConnection):
    """A safe connection that is cut in time."""


class LimitedHTTPPool(HTTPConnectionPool):
    """Such connections."""

    ConnectionCls = LimitedHTTPConnection


class LimitedHTTPSPool(HTTPSConnectionPool):
    """Such connections."""

    ConnectionCls = LimitedHTTPSConnection


POOLS = {"http": LimitedHTTPPool, "https": LimitedHTTPSPool}
