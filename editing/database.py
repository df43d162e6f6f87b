"""Errors of the database that are no mistake of ours: it is away, or somebody else is writing in it just now."""

from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

TRY_AGAIN = _("Nothing was saved: somebody else is saving just now. Please try again.")
# PostgreSQL: serialization failure, deadlock, lock not available.
WAITED_IN_VAIN = {"40001", "40P01", "55P03"}


def away(error: BaseException | None) -> bool:
    """Whether this says that the database cannot be asked: gone, full, locked, broken, or without its tables."""
    if not isinstance(error, (OperationalError, InterfaceError)) and type(error) is not DatabaseError:
        return False
    # SQLite says by the same class that a question makes no sense, which is our own mistake.
    return _sqlite_name(error) != "SQLITE_ERROR" or "no such table" in str(error)


def busy(error: BaseException) -> bool:
    """Whether the same act may well succeed in a moment, since only somebody else's stood in its way."""
    lock_timeout = getattr(error.__cause__, "sqlstate", None) in WAITED_IN_VAIN
    return lock_timeout or _sqlite_name(error).startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _sqlite_name(error: BaseException) -> str:
    return getattr(error.__cause__, "sqlite_errorname", "")
