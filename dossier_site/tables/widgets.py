"""How one cell of a table is read and written. What is wrong with it is a ValueError with a sentence for people."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from import_export.widgets import Widget

from text import dates, richtext
from text.folding import fold
from text.forms import TYPED_LANGUAGE


class Cell(Widget):
    """Plain words. `field` is the column of the model that says what may stand there."""

    names = None  # by what other rows are called, where the cell names some
    empty = ""

    def __init__(self, field=None):
        super().__init__()
        self.field = field

    def clean(self, value, row=None, **kwargs):
        """The words as the model takes them."""
        return self.allowed(value)

    def allowed(self, value):
        """What the column of the model makes of a value."""
        try:
            return self.field.clean(value, None) if self.field else value
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error

    def render(self, value, obj=None, **kwargs):
        """The words."""
        return "" if value is None else str(value)

    def texts(self, value):
        """By what a cell calls other rows."""
        return ()

    def keys(self, value):
        """The ids of other rows in what a cell stands for."""
        return ()


class Number(Cell):
    """A whole number; nothing is 0."""

    def clean(self, value, row=None, **kwargs):
        """The number."""
        return self.allowed(value or 0)


class Numbers(Cell):
    """Several numbers, as text."""

    def clean(self, value, row=None, **kwargs):
        """The numbers."""
        numbers = value.replace(",", " ").split()
        if wrong := [number for number in numbers if not re.fullmatch(r"[0-9]{1,4}", number)]:
            raise ValueError(_("“%(value)s” is no number.") % {"value": wrong[0][:100]})
        return numbers

    def render(self, value, obj=None, **kwargs):
        """With commas between."""
        return ", ".join(value)


class Lines(Cell):
    """Words on several lines, kept as a list."""

    def clean(self, value, row=None, **kwargs):
        """The lines."""
        return self.allowed(value).splitlines()

    def render(self, value, obj=None, **kwargs):
        """One below the other."""
        return "\n".join(value)


class Codes(Cell):
    """Codes of languages."""

    def clean(self, value, row=None, **kwargs):
        """The codes."""
        return self.allowed(" ".join(value.replace(",", " ").replace(";", " ").split())).split()

    def render(self, value, obj=None, **kwargs):
        """With spaces between."""
        return " ".join(value)


class Story(Cell):
    """Rich text as HTML; words without tags are taken as paragraphs."""

    def clean(self, value, row=None, **kwargs):
        """Clean HTML."""
        if value and "<" not in value:
            value = "".join(f"<p>{line}</p>" for line in value.splitlines() if line.strip())
        return richtext.clean(self.allowed(value))


class Choice(Cell):
    """One of a few values, or the words for it."""

    def clean(self, value, row=None, **kwargs):
        """The value."""
        known = {fold(str(each)): choice for choice, words in self.field.flatchoices for each in (words, choice)}
        if not value and (self.field.blank or self.field.has_default()):
            return self.field.get_default()
        if fold(value) not in known:
            words = get_text_list([choice for choice, _words in self.field.flatchoices], _("or"))
            raise ValueError(
                _("“%(value)s” is not known here. Write %(words)s.") % {"value": value[:100], "words": words}
            )
        return known[fold(value)]


class When(Cell):
    """A date that may be imprecise, as people type it."""

    def clean(self, value, row=None, **kwargs):
        """The date as EDTF. Unreadable is a ValueError that says what to type instead."""
        return dates.read(value)

    def render(self, value, obj=None, **kwargs):
        """The date in the words in which it can be typed."""
        return dates.written(value, TYPED_LANGUAGE)


class Day(When):
    """An exact day."""

    def clean(self, value, row=None, **kwargs):
        """The day as YYYY-MM-DD."""
        day = super().clean(value)
        try:
            return date.fromisoformat(day).isoformat() if day else ""
        except ValueError as error:
            raise ValueError(_("Give the exact day, for example 24 August 2022.")) from error
