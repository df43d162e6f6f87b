"""The scripts and styles of a form, which are the same for all forms of one class: drawn once in each process."""

from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from js_asset import Media

NONCE = "the-nonce-of-this-answer"


def draw_media(form, formsets, media, nonce):
    """What `media()` gives for a form with its rows, with the nonce of this answer."""
    kept = getattr(form, "kept_class", None)
    drawn = {} if kept is None else vars(kept).get("drawn_media")
    if drawn is None:
        drawn = kept.drawn_media = {}
    key = (get_language(), bool(nonce), *map(type, formsets))
    if key not in drawn:
        drawn[key] = Media.from_media(media(), nonce=NONCE if nonce else "").render()
    return mark_safe(drawn[key].replace(NONCE, escape(nonce)))
