"""Errors of the database that are no mistake of ours: it is away, or somebody else is writing in it just now."""

from errno import EDQUOT, EIO, ENOSPC, EROFS

from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils.translation import gettext_lazy as _

TRY_AGAIN = _("Nothing was saved: somebody else is saving just now. Please try again.")
FULL = _("Nothing was saved: the disk of this site is full. Tell the webmaster, and save again once there is room.")
UNWRITABLE = _("Nothing was saved: this site cannot write to its disk now. Tell the webmaster, and save again later.")
LOST = _("Nothing was saved: the database did not answer. Please save again in a moment.")
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


def refusal(error: BaseException) -> str | None:
    """What to tell the editor whose words the database or the disk did not take; None for a mistake of ours."""
    if busy(error):
        return TRY_AGAIN
    if isinstance(error, OSError):
        return FULL if error.errno in (ENOSPC, EDQUOT) else UNWRITABLE if error.errno in (EROFS, EIO) else None
    code = getattr(error.__cause__, "sqlstate", None) or _sqlite_name(error)
    if code in ("53100", "SQLITE_FULL"):
        return FULL
    if code == "25006" or code.startswith(("SQLITE_READONLY", "SQLITE_IOERR", "58")):
        return UNWRITABLE
    return LOST if away(error) else None


def _sqlite_name(error: BaseException) -> str:
    return getattr(error.__cause__, "sqlite_errorname", "")
