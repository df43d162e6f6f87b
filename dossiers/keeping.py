"""What is drawn of pages and kept: pieces, sheets, and what depends on plain values alone (0049)."""

from hashlib import blake2b

from django.conf import settings
from django.core.cache import caches
from django.utils.safestring import mark_safe
from django.utils.translation import get_language


def are_kept() -> bool:
    """Whether pieces are kept: where whole pages are."""
    return settings.READY_PAGES


def kept_while_same(name, key, inputs, draw):
    """What `draw` gives, kept for each key, and drawn anew when its inputs are others: plain values, all of them."""
    if not are_kept():
        return draw()
    place, state = digest(get_language(), name, str(key)), digest(inputs)
    kept = caches["pieces"].get(place)
    if not kept or kept[0] != state:
        kept = [state, draw()]
        caches["pieces"].set(place, kept)
    return mark_safe(kept[1])


def digest(*parts) -> str:
    """A short text for plain values, another one for others."""
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()
