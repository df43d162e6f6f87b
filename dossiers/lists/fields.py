"""Form fields for what stands in an address: anybody can write there, and anything."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django_filters import Filter

from text.folding import question_words
from text.questions import MOST_WORDS

MOST = 30


class WordsField(forms.CharField):
    """What somebody types to search for. Signs that cannot be printed are no part of a word."""

    def to_python(self, value):
        return super().to_python(printable(value or ""))

    def clean(self, value):
        """What was typed. Raises ValidationError for more words than a database should look for at once."""
        words = super().clean(value)
        # Counted as they are searched: one sign of a rare alphabet can stand for a sentence.
        number = len(question_words(words))
        if words and not number:
            raise ValidationError(_("Search for letters or digits."))
        if number > MOST_WORDS:
            raise ValidationError(_("Search for at most %(most)d words."), params={"most": MOST_WORDS})
        return words


class WordsFilter(Filter):
    """Lets a list be narrowed by words; give it `method`."""

    field_class = WordsField


class SingleValueField(forms.ChoiceField):
    """One value of a fixed list, or none. `usual` is a value that says the same as none."""

    usual = ""

    def validate(self, value):
        """Raise ValidationError, with a sentence for the reader, for a value that is not on the list."""
        if value and value != self.usual and not self.valid_value(value):
            raise unknown_choice(value)


class SingleValueFilter(Filter):
    """Lets a list be asked for one of a few `choices`; give it `method`."""

    field_class = SingleValueField


class MultipleValueField(forms.MultipleChoiceField):
    """Several values of one group, each once.

    `known` tells whether a value can be meant at all, `canonical` gives the usual form of one.
    """

    def __init__(self, *, known, canonical=str, **options):
        options.pop("choices", None)
        super().__init__(**options)
        self.known, self.canonical = known, canonical

    def to_python(self, value):
        """The values in their usual form, without empty and repeated ones."""
        return list(dict.fromkeys(filter(None, map(self.canonical, super().to_python(value)))))

    def validate(self, value):
        """Raise ValidationError, with a sentence for the reader, for a value that means nothing."""
        if len(value) > MOST:
            raise ValidationError(_("Choose at most %(most)d."), params={"most": MOST})
        if unknown := [each for each in value if not self.known(each)]:
            raise unknown_choice(unknown[0])


class MultipleValueFilter(Filter):
    """Lets a list be narrowed by several values of one group; give it `known` and `method`."""

    field_class = MultipleValueField


# Codes that the Union and others write for what ISO 3166-1 calls otherwise.
ALSO_WRITTEN = {"EL": "GR", "UK": "GB"}


def country_code(value):
    """The code of a country as ISO 3166-1 writes it, for what people write; any other value as it is."""
    code = value.upper() if value.isascii() and len(value) == 2 else value
    return ALSO_WRITTEN.get(code, code)


def is_country(value):
    """Whether a value can be the code of a country; whether one has it is found with the counts."""
    return re.fullmatch("[A-Z]{2}", value)


def is_slug(value):
    """Whether a value can be the address of something."""
    return re.fullmatch("[a-z0-9_-]{1,120}", value)


def is_year(value):
    """Whether a value is a year that dates of this site may have."""
    return re.fullmatch("[12][0-9]{3}", value)


def printable(text):
    """The text with spaces for signs that cannot be printed: they have no place in a page."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def unknown_choice(value):
    """The error beside a group in which nothing is called so."""
    return ValidationError(_("There is no choice “%(value)s” here."), params={"value": printable(value[:60])})
