"""Boxes of many choices, such as languages."""

from functools import lru_cache

from django.utils.safestring import mark_safe

from editing.drawing.attributes import attributes, escape

MOST = 100


def draw_box(name, attrs, choices, chosen):
    """A box of choices, a tuple of (value, label), of which those with the values in `chosen` are chosen."""
    options = _options(choices)
    for value in chosen:
        start = f'<option value="{escape(value)}"'
        options = options.replace(f"{start}>", f"{start} selected>", 1)
    return mark_safe(f'<select name="{escape(name)}"{attributes(attrs)}>{options}</select>')


@lru_cache(MOST)
def _options(choices):
    return "".join(f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in choices)
