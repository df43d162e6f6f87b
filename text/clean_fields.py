"""Fields for words: nothing that nobody can see is kept, whichever way it comes."""

from django import forms
from django.db import models

from text.cleaning import clean_line, clean_lines


class CleanedText:
    """A field that cleans what is written: by a form, a restore, an update of many rows, a shell.

    In migrations it is Django's own field, so that a change to the rule makes none.
    """

    cleaned = staticmethod(clean_line)

    def to_python(self, value):
        """The text as it is kept; what is asked for in a query is cleaned the same way."""
        value = super().to_python(value)
        return self.cleaned(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        """The text as it is kept, in the row at hand too."""
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = self.cleaned(value)
            setattr(model_instance, self.attname, value)
        return value

    def deconstruct(self):
        """As the field of Django that it is otherwise."""
        name, path, args, kwargs = super().deconstruct()
        return name, path.replace(f"{__name__}.Clean", "django.db.models."), args, kwargs


class CleanCharField(CleanedText, models.CharField):
    """Words on one line."""


class CleanURLField(CleanedText, models.URLField):
    """The address of a page elsewhere."""


class CleanEmailField(CleanedText, models.EmailField):
    """Where somebody is written to."""


class CleanTextField(CleanedText, models.TextField):
    """Words on one line or several."""

    cleaned = staticmethod(clean_lines)


class WordsFormField(forms.CharField):
    """Takes words as they are kept: where nobody can see any, there are none."""

    def to_python(self, value):
        """The text, before it is asked whether there is one."""
        return clean_lines(super().to_python(value))
