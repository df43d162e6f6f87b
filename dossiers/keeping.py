"""What is drawn of pages and kept: pieces, and sheets with their parts (0049, 0052)."""

from hashlib import blake2b

from django.conf import settings


def are_kept() -> bool:
    """Whether pieces are kept: where whole pages are."""
    return settings.READY_PAGES


def digest(*parts) -> str:
    """A short text for plain values, another one for others."""
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()
