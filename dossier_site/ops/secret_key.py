"""The key that signs sessions: from the environment, else from a file that only its owner can read.

Who only looks (a check, a test) makes no file: until a server has made one, each process has a key of its own.
"""

import fcntl
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def read(file: Path) -> str:
    """The key in the file, or a new one where there is none yet; writes nothing."""
    try:
        stored = file.read_text().strip() if file.exists() else ""
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{file} cannot be read ({error}). Make it yours, or remove it.") from None
    return stored or secrets.token_urlsafe(50)


def make(file: Path, key: str) -> str:
    """Write `key` where there is none yet, and give the one that the file has then.

    Processes that start together end with one key: who locks the file first writes it. A file that a killed process
    left empty is filled.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)
        if stored := opened.read().strip():
            return stored
        opened.write(key)
    return key
