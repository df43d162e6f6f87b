"""One site at a time on a data folder: the running site holds a lock for as long as any of its processes lives."""

import fcntl
import os
from pathlib import Path

# The descriptor of the lock, for the server that this process turns into and for the workers that it starts.
HANDED_ON = "DATA_DIR_LOCK"


class InUse(Exception):
    """Another process holds the data folder."""


def take(data_dir: Path) -> int:
    """Lock the folder, made when missing, for this process alone; give the lock's file descriptor.

    Closing it, or the end of the process, lets go. It is inherited by the processes that this one starts or turns into,
    which go on holding it. Raises InUse when another process holds it.
    """
    return _lock(data_dir, fcntl.LOCK_EX)


def share(data_dir: Path) -> int:
    """Lock the folder together with other processes of the same kind: workers of a server that knows nothing of us."""
    return _lock(data_dir, fcntl.LOCK_SH)


def _lock(data_dir: Path, kind: int) -> int:
    data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = data_dir / "lock"
    if (held := _inherited(file)) is None:
        held = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    elif kind == fcntl.LOCK_SH:
        return held  # alone or not: this process may work beside those that hold it
    try:
        fcntl.flock(held, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        raise InUse(f"The data folder {data_dir} is in use by another running site.") from None
    os.set_inheritable(held, True)
    os.environ[HANDED_ON] = str(held)
    return held


def _inherited(file: Path) -> int | None:
    """The descriptor that was handed on to this process, when it still is this file's."""
    try:
        handle = int(os.environ[HANDED_ON])
        return handle if os.path.samestat(os.fstat(handle), file.stat()) else None
    except (KeyError, ValueError, OSError):
        return None
