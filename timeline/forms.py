"""The event's form: a long range is asked about, not forbidden."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editing.autocomplete import FindableOne
from publishing.desk.forms import PublishableForm
from text import dates
from text.languages import language_choices, with_spaces


class EventForm(PublishableForm):
    """An event. `long_is_meant` appears when its date lasts more than two weeks."""

    NO_WORDS = (*PublishableForm.NO_WORDS, "long_is_meant")

    long_is_meant = forms.BooleanField(label=_("Yes, it lasted that long"), required=False)
    video_language = forms.ChoiceField(
        label=_("Video language"), required=False, help_text=_("What is spoken."), widget=FindableOne
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["video_language"].choices = language_choices(self.instance.video_language)
        date = self["date"].value() if "date" in self.fields else ""  # who may only look has no fields
        if not dates.explain(date or "")["long"]:
            self.fields["long_is_meant"].widget = forms.HiddenInput()

    def clean_video_subtitles(self):
        """The codes as they are kept."""
        return with_spaces(self.cleaned_data["video_subtitles"])

    def clean(self):
        """Ask once about a long range that was just typed."""
        cleaned = super().clean()
        date = cleaned.get("date", "")
        if (dates.days(date) or 0) > dates.LONG and "date" in self.changed_data and not cleaned.get("long_is_meant"):
            self.add_error("long_is_meant", ValidationError(dates.explain(date)["message"]))
        return cleaned
