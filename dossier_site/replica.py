"""Reading from a copy of the database (DATABASE_REPLICA_URL) as long as it is one.

A copy runs some milliseconds behind. Whether it has all that readers may see is asked of both for each page: only where
the generations are the same does the page come from the copy. So what was published is public at once all the same.
"""

from contextvars import ContextVar

from django.conf import settings
from django.db import Error

from dossier_site.middleware import in_admin
from publishing import generation

NAME = "replica"
_reading: ContextVar[str | None] = ContextVar("reading", default=None)


class ReplicaRouter:
    """Sends questions to the copy while a page is drawn from it; nothing else, and nothing that writes."""

    def db_for_read(self, model, **hints):
        return _reading.get()

    def allow_relation(self, obj1, obj2, **hints):
        """Rows of both are the same rows."""
        return True

    def allow_migrate(self, db, app_label, **hints):
        """The copy gets its tables as it gets its rows."""
        return False if db == NAME else None


class FromReplica:
    """Draws pages from the copy where that is as fresh as the database: for readers, never for staff."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer from one of the two."""
        if (
            request.method not in ("GET", "HEAD")
            or in_admin(request)
            or request.path_info.startswith("/alerts/")  # what somebody confirmed a moment ago is not in the copy
            or settings.SESSION_COOKIE_NAME in request.COOKIES
        ):
            return self.get_response(request)
        token = _reading.set(NAME if is_fresh() else None)
        try:
            return self.get_response(request)
        finally:
            _reading.reset(token)


def is_fresh() -> bool:
    """Whether the copy has all that readers may see. One that does not answer has not."""
    now = generation.now()
    token = _reading.set(NAME)
    try:
        return generation.now() == now
    except Error:
        return False
    finally:
        _reading.reset(token)
