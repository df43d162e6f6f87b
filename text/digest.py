"""The one digest of the site: whether some bytes are the same as others."""

import hashlib


def digest(data: bytes) -> str:
    """SHA-256 of some bytes, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()
