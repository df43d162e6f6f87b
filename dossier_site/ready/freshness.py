"""Whether a page is still true, asked of the database itself in the same request."""

import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache

from django.db import Error, connections
from django.utils import timezone

from dossier_site.ready.commits import Commits
from publishing.models import ChangeCount

TABLE = ChangeCount._meta.db_table
# Django's connection of this thread: to look it up takes as long as the question.
HERE = threading.local()
COMMITS = Commits()


def count(names) -> int | None:
    """How often what goes by these names changed (`publishing.generation.count`); None when nobody can tell."""
    connection = getattr(HERE, "connection", None)
    if connection is None:
        connection = HERE.connection = connections["default"]
    ask = _ask_postgresql if connection.vendor == "postgresql" else _ask_sqlite
    try:
        connection.ensure_connection()
        return ask(connection, names)
    except (Error, connection.Database.Error):
        with suppress(Error):
            connection.close()  # so that nobody waits for it once more
        return None


def today() -> str:
    """The day for which a page is drawn: what is coming today has begun tomorrow."""
    return _day_of(int(time.time() // 60))


@lru_cache(1)
def _day_of(minute) -> str:
    return timezone.localdate(datetime.fromtimestamp(minute * 60, UTC)).isoformat()


def _ask_sqlite(connection, names) -> int:
    """Past Django's cursor, which takes longer than the question."""
    marks = ",".join("?" * len(names))
    rows = connection.connection.execute(f"SELECT sum(times) FROM {TABLE} WHERE name IN ({marks})", names)
    number = rows.fetchone()[0] or 0
    COMMITS.watch(connection.connection)
    return number


def _ask_postgresql(connection, names) -> int:
    """At most for as long as `dossier_site.postgresql` waits for a server."""
    array = ",".join(f'"{name}"' for name in names)
    question = f"SELECT coalesce(sum(times), 0) FROM {TABLE} WHERE name = ANY($1::text[])"
    return int(connection.ask(question, f"{{{array}}}"))
