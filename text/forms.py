"""The form field for a date that may be imprecise: takes what people type, says how it will read and sort."""

from functools import lru_cache
from urllib.parse import parse_qs, urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from text import dates

# Dates are typed in English, so they are shown in English where they are typed.
TYPED_LANGUAGE = "en-gb"
# The button that sends a form only to look at its dates. Its value may say which dates are to be taken: "start=2019".
CHECK = "_check"
# So many lines below dates are remembered.
MOST = 1000


class ImpreciseDateInput(forms.TextInput):
    """A text input with a line below it that says how the date will read and where it will sort.

    `data-imprecise-date` marks it for the script that keeps the line true while people type; the line is right
    without a script as well, each time the form is shown. So are the buttons that put the nearest date in the place of
    what cannot be read.
    """

    def __init__(self, attrs=None):
        super().__init__({"data-imprecise-date": "", "autocomplete": "off", "spellcheck": "false"} | (attrs or {}))

    def one_end(self, side, other):
        """Let the field be the "start" or the "end" of something; the field named `other` is its other end."""
        self.attrs |= {"data-side": side, "data-other": other}

    def value_from_datadict(self, data, files, name):
        """What was typed; or the date whose button was pressed."""
        taken = parse_qs(data.get(CHECK, ""), keep_blank_values=True)
        return taken[name][-1] if name in taken else super().value_from_datadict(data, files, name)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        if "id" in attrs:
            attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {attrs['id']}_reads".strip()
        return context

    def render(self, name, value, attrs=None, renderer=None):
        """The input and, below it, the line "Reads: … Sorts as: …", and what is offered in the place of the date."""
        drawn = self.build_attrs(self.attrs, attrs)
        side, other = drawn.get("data-side", ""), self.attrs.get("data-other", "")
        lines = _lines(get_language(), name, str(value or ""), side, other, drawn.get("id"))
        return mark_safe(super().render(name, value, attrs, renderer) + lines)


@lru_cache(MOST)
def _lines(_language, name, text, side, other, key):
    """What stands below the input `name` with this text and the id `key`. `side`, `other`: see `one_end`."""
    explained = dates.explain(text, side)
    for offer in explained["nearest"]:
        taken = {other: offer["other"]} if offer["other"] else {}
        offer["value"] = urlencode({name: offer["text"]} | taken)
    return render_to_string("text/imprecise_date.html", {"explained": explained, "id": key, "check": CHECK})


class ImpreciseDateFormField(forms.CharField):
    """Takes what people type ("May 2020"), gives EDTF ("2020-05"), says in words what is wrong."""

    widget = ImpreciseDateInput

    def __init__(self, *, max_length=None, widget=None, **kwargs):
        # The admin offers its own text input for every CharField; the line below the date is worth more.
        offered = widget if isinstance(widget, type) else type(widget)
        widget = widget if issubclass(offered, ImpreciseDateInput) else ImpreciseDateInput
        super().__init__(max_length=dates.LONGEST, widget=widget, **kwargs)

    def to_python(self, value):
        """What was typed as EDTF. Raises ValidationError with what to type instead."""
        try:
            return dates.read(super().to_python(value))
        except dates.Unreadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value):
        """A stored date in words; what cannot be read stays as it was typed."""
        try:
            return dates.written(value or "", TYPED_LANGUAGE)
        except dates.Unreadable:
            return value
