"""Forms drawn with kept words: as they were left, without a complaint, and nothing is saved."""

from dataclasses import dataclass
from datetime import timedelta

from django.forms.utils import ErrorDict, ErrorList
from django.utils import timezone

from editing.open_forms.differences import Difference
from editing.open_forms.models import OpenForm


@dataclass
class Offer:
    """Words that somebody may take up again: when they were kept, and where they differ from what is saved."""

    form: OpenForm
    differences: list[Difference]

    @property
    def is_fresh(self) -> bool:
        """Whether there is no age to speak of."""
        return timezone.now() - self.form.kept_at < timedelta(minutes=1)


class KeptWords:
    """Mixed into a form that is drawn with kept words: they are shown as they were typed, and not checked yet."""

    kept = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs | {"data": self.kept})

    def full_clean(self):
        """Nothing is complained about before it is sent."""
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}


def with_words(form, words):
    """The class of a form that is drawn with kept words."""
    return type(form.__name__, (KeptWords, form), {"kept": words})


def accept(formset):
    """Draw the rows of a formset as they are, without checking them."""
    formset._non_form_errors = ErrorList(renderer=formset.renderer)
    formset._errors = [{} for _form in formset.forms]
    for form in formset.forms:
        form._errors, form.cleaned_data = ErrorDict(renderer=form.renderer), {}
