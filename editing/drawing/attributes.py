"""Words and attributes in HTML, from plain values."""

from html import escape as escape_text

from django.utils.functional import Promise


def escape(value):
    """As Django's `conditional_escape`, without asking first whether the words are translated later."""
    if isinstance(value, Promise):
        value = str(value)
    return value.__html__() if hasattr(value, "__html__") else escape_text(str(value))


def attributes(attrs):
    """As in a tag, in their order: True for one without a value, False for one that is left out."""
    pairs = [(name, value) for name, value in (attrs or {}).items() if value is not False]
    return "".join([f" {name}" if value is True else f' {name}="{escape(value)}"' for name, value in pairs])
