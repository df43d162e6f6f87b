"""Words and attributes in HTML, from plain values."""

from django.utils.functional import Promise

MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


def escape(value):
    """As Django's `conditional_escape`, in few steps for what is plain text."""
    if type(value) is str:
        return value.translate(MARKS)
    if isinstance(value, Promise):
        value = str(value)
    return value.__html__() if hasattr(value, "__html__") else str(value).translate(MARKS)


def attributes(attrs):
    """As in a tag, in their order: True for one without a value, False for one that is left out."""
    pairs = [(name, value) for name, value in (attrs or {}).items() if value is not False]
    return "".join([f" {name}" if value is True else f' {name}="{escape(value)}"' for name, value in pairs])
