"""Two people at one form: what somebody else saved meanwhile is merged with what was typed; see `editing.merge`."""

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from editing.known_rows import know
from editing.unchanged import UnchangedForm
from text.digest import digest

CHOOSE = _("Both were changed. Choose whose words stay.")


class TicketField(forms.CharField):
    """What travels with the form; no word of anybody's."""

    widget = forms.HiddenInput

    def has_changed(self, initial, data):
        """Never."""
        return False


class DeskForm(UnchangedForm):
    """The words of a row.

    The admin sets, on a class of its own for each request, `refused`: what stood in the way when these very words were
    to be saved ({field: errors}); and `conflicts`: what somebody else saved that stands in the way ({field: errors}).
    """

    # The fields that are none of the row's words; and those that say what to change elsewhere, of which each editor
    # sends only their own.
    NO_WORDS: tuple = ("seen",)
    CHANGES_ELSEWHERE: tuple = ()

    refused: dict = {}
    conflicts: dict = {}

    seen = TicketField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        know(self)

    @property
    def media(self):
        """The scripts and styles of its fields; of a class that is kept they are collected once."""
        kept = getattr(self, "kept_class", None)
        if kept is None:
            return super().media
        if "needed" not in vars(kept):
            kept.needed = super().media
        return kept.needed

    @cached_property
    def changed_data(self):
        """The names of the fields that were changed, of those that are words of the row."""
        return [name for name in super().changed_data if name not in self.NO_WORDS]

    @classmethod
    def version(cls, item):
        """What an editor has in front of them when the form opens, as one short text."""
        words = {name: str(value) for name, value in forms.model_to_dict(item).items()}
        return digest(repr(words).encode())

    @classmethod
    def file_version(cls, item):
        """Which file the row tells of; "" for rows without one."""
        return ""

    def obstacles(self):
        """What stands in the way of saving: {field: errors}. The instance has the typed words now."""
        return {}

    def full_clean(self):
        """Check what was typed. What was refused only while it was saved is shown again, not checked again."""
        if not self.refused:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        self._add_errors(self.refused)

    def _post_clean(self):
        super()._post_clean()
        self._add_errors(self.obstacles())
        self._add_errors(self.conflicts)

    def _add_errors(self, refusals):
        for field, errors in refusals.items():
            self.add_error(field if field in self.fields else None, errors)
