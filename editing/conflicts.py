"""Two people at one form: what somebody else saved meanwhile is told before it is replaced."""

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.forms.utils import ErrorDict
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext

from text.digest import digest


class DeskForm(forms.ModelForm):
    """The words of a row, refused once when they were typed over words that their editor had not seen.

    The admin sets, on a class of its own for each request, `refused`: what stood in the way when these very words were
    to be saved ({field: errors}).
    """

    refused: dict = {}
    conflict = False

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.version()

    def version(self):
        """What an editor has in front of them when the form opens, as one short text."""
        words = {name: str(value) for name, value in forms.model_to_dict(self.instance).items()}
        return digest(repr(words).encode())

    def is_dry_run(self):
        """Whether the form was sent to look at something; then nothing is replaced."""
        return False

    def obstacles(self):
        """What stands in the way of saving: {field: errors}. The instance has the typed words now."""
        return {}

    def full_clean(self):
        """Check what was typed. What was refused only while it was saved is shown again, not checked again."""
        if not self.refused:
            return super().full_clean()
        self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        self._add_errors(self.refused)

    def clean(self):
        """Refuse once what was typed over somebody else's words; the next time the editor knows."""
        cleaned = super().clean()
        version = self.version()
        if not self.instance._state.adding and not self.is_dry_run() and cleaned.get("seen") != version:
            self.conflict = True
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = version
            self.add_error(None, conflict_messages(self.instance))
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        self._add_errors(self.obstacles())

    def _add_errors(self, refusals):
        for field, errors in refusals.items():
            self.add_error(field if field in self.fields else None, errors)


def conflict_messages(item):
    """Who saved the item while somebody else had it open, and how to go on."""
    entries = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(item), object_id=str(item.pk))
    return [
        _who_saved(entries.select_related("user").first()),
        gettext(
            "All that you typed is still here. Save again to put your words in the place of theirs, "
            "or look at theirs first."
        ),
    ]


def _who_saved(entry):
    if entry is None:
        return gettext("Somebody else saved this while you had it open.")
    saved_at = localtime(entry.action_time)
    if saved_at.date() == localdate():
        sentence, date_format_name = gettext("%(who)s saved this at %(when)s, while you had it open."), "TIME_FORMAT"
    else:
        sentence, date_format_name = (
            gettext("%(who)s saved this on %(when)s, while you had it open."),
            "DATETIME_FORMAT",
        )
    name = entry.user.get_full_name() or entry.user.get_username()
    return sentence % {"who": name, "when": date_format(saved_at, date_format_name)}
