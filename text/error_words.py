"""What forms say of a value that they cannot take. Django's own sentences speak to programmers ("slug", "valid URL").

A sentence that a field brings itself comes first. Every kind of field of the site's forms is here, and nowhere else.
"""

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

NOT_THERE = _("This one cannot be chosen here, or is gone. Choose another.")
NO_CHOICE = _("There is no choice “%(value)s” here.")
NULL = _("There is a character in it that cannot be kept. Type it anew.")
NO_SLUG = _("Use small letters, digits and single hyphens.")
TWICE = _("The same is chosen twice here. Keep one of them.")
ALSO_ABOVE = _("The same is chosen further up already.")

WORDS = {
    forms.Field: {
        "required": _("This is needed."),
        "max_length": _("This is too long: at most %(limit_value)d characters, and it has %(show_value)d."),
        "min_value": _("The smallest number here is %(limit_value)s."),
        "max_value": _("The largest number here is %(limit_value)s."),
    },
    forms.IntegerField: {"invalid": _("Write a whole number, in digits.")},
    forms.DateField: {"invalid": _("Write the day as year, month and day: 2026-05-01.")},
    forms.TimeField: {"invalid": _("Write the time as hours and minutes: 14:30.")},
    forms.SlugField: {"invalid": NO_SLUG},
    forms.URLField: {"invalid": _("This is no address of a page. It looks like https://example.org/page.")},
    forms.EmailField: {"invalid": _("This is no e-mail address. It looks like name@example.org.")},
    forms.ChoiceField: {"invalid_choice": NO_CHOICE},
    forms.MultipleChoiceField: {"invalid_choice": NO_CHOICE},
    forms.ModelChoiceField: {"invalid_choice": NOT_THERE},
    forms.ModelMultipleChoiceField: {"invalid_choice": NOT_THERE, "invalid_pk_value": NOT_THERE},
    forms.FileField: {
        "invalid": _("No file came along. Choose it again."),
        "missing": _("No file came along. Choose it again."),
        "empty": _("This file is empty."),
        "max_length": _("The name of the file is too long: at most %(max)d characters, and it has %(length)d."),
    },
    models.UUIDField: {"invalid": _("“%(value)s” stands for nothing here. Choose another.")},
    models.Field: {"unique": _("Another one has this already. Choose another.")},
}


def use_own_words():
    """Let all fields of Django say our sentences, once when the site starts."""
    for kind, words in WORDS.items():
        kind.default_error_messages = vars(kind).get("default_error_messages", {}) | words
    ProhibitNullCharactersValidator.message = NULL  # some fields ask it without their own sentences
