"""One site at a time on a data folder: the running site holds a lock for as long as any of its processes lives."""

import fcntl
import os
from pathlib import Path


class InUse(Exception):
    """Another process holds the data folder."""


def take(data_dir: Path) -> int:
    """Lock the folder and give the lock's file descriptor; closing it, or the end of the process, lets go.

    The descriptor is inherited, so that the server this process turns into, and its workers, go on holding the lock.
    Raises InUse when another process holds it.
    """
    handle = os.open(data_dir / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise InUse(f"The data folder {data_dir} is in use by another running site.") from None
    os.set_inheritable(handle, True)
    return handle
