"""What forms are drawn with is the same HTML as Django's."""

import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from editing.drawing.renderer import FormRenderer

NASTY = """<b>"it's" & more</b>"""
CHOICES = [("", "---"), (NASTY, NASTY), (NASTY, [(1, mark_safe("<i>one</i>")), (None, "none")])]


class Every(forms.Form):
    """One of each kind of field, with odd words in all places."""

    text = forms.CharField(label=NASTY, max_length=9, help_text=NASTY)
    number = forms.IntegerField(label=mark_safe("<i>safe</i>"), required=False, min_value=0)
    email = forms.EmailField(widget=forms.EmailInput({"data-odd": NASTY, "data-on": True, "data-off": False}))
    url = forms.URLField(assume_scheme="https")
    password = forms.CharField(widget=forms.PasswordInput)
    hidden = forms.CharField(widget=forms.HiddenInput)
    ticked = forms.BooleanField()
    day = forms.DateField(widget=forms.DateInput({"type": "date"}))
    one = forms.ChoiceField(choices=CHOICES)
    several = forms.MultipleChoiceField(choices=CHOICES, widget=forms.SelectMultiple)
    others = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    long = forms.CharField(widget=forms.Textarea)


def squeezed(form):
    return re.sub(r"\s+", " ", re.sub(r"\s*([<>])\s*", r"\1", str(form)))


@pytest.mark.parametrize("given", [None, {}, {"text": NASTY, "number": 0, "one": NASTY, "several": [NASTY, "1"]}])
def test_form_is_drawn_as_django_draws_it(given):
    ours, theirs = (squeezed(Every(given, renderer=renderer())) for renderer in (FormRenderer, TemplatesSetting))
    assert ours == theirs
    assert "<optgroup" in ours
