"""A new event from what is there already: minutes, a link, a calendar file. Nothing is saved before its form is."""

import html
import re
from urllib.parse import urlencode

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from editing.autocomplete import is_valid_key
from editing.unsaved import keeps_words
from library.uploads import take
from taskforces.mentions import mentioned
from taskforces.models import Taskforce
from text.cleaning import clean_lines
from text.fields import RichTextField
from text.richtext import plain
from timeline.sources import read_calendar, read_link, read_minutes
from timeline.sources.calendar import MAX_BYTES

LONGEST = 300_000
MOST_TASKFORCES = 20
KEPT_PARAMETERS = ("taskforces", "next")


class NewFromForm(forms.Form):
    """What an event is made from."""

    text = RichTextField(blank=True).formfield(
        label=_("Text of the minutes, or a link"),
        widget=admin.widgets.AdminTextareaWidget(attrs={"rows": 16}),
        help_text=_(
            "Paste all of it. A heading, “Date:” and “Place:” are understood, and organisations that the desk knows."
        ),
    )
    file = forms.FileField(
        label=_("Or a calendar file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        help_text=_("An .ics file, as it comes with an invitation. At most 1 MB."),
    )

    def clean_text(self):
        """The text, within a length that somebody can mean."""
        text = clean_lines(self.cleaned_data["text"] or "").strip()
        if len(text) > LONGEST:
            raise ValidationError(_("This text is too long for one event. Paste the part that tells of it."))
        return text

    def clean(self):
        """Read what was given."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if upload := cleaned.get("file"):
            self.reading = read_calendar(take(upload, limit=MAX_BYTES).decode("utf-8", "replace").replace("\0", ""))
            if self.reading is None:
                self.add_error("file", _("This is no calendar file. Its name ends with .ics."))
        elif words := plain(text := cleaned["text"]):
            self.reading = read_calendar(_lines(text)) or read_link(words) or read_minutes(text)
        else:
            raise ValidationError(_("Paste a text or a link, or choose a calendar file."))
        return cleaned


def _lines(text):
    """The lines of what was pasted into the editor, as they were in the file."""
    return html.unescape(re.sub(r"<[^<>]*>", "", re.sub(r"<br>|</p>", "\n", text)))


class NewFrom:
    """Mixed into the admin of events: the page "New event from…", and the form that it fills in."""

    def get_urls(self):
        """The page, before the pages of Django."""
        return [
            path("from/", self.admin_site.admin_view(self.new_from), name="timeline_event_from"),
            *super().get_urls(),
        ]

    @keeps_words
    def new_from(self, request):
        """Ask for a text or a file; then show the form of a new event with what was understood."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = NewFromForm(request.POST, request.FILES) if request.method == "POST" else NewFromForm()
        if hasattr(request, "not_saved"):
            form.add_error(None, request.not_saved)
        elif request.method == "POST" and form.is_valid():
            return self._filled_in(request, form.reading)
        context = {
            **self.admin_site.each_context(request),
            "title": _("New event from…"),
            "opts": self.opts,
            "form": form,
            "taskforces": self._taskforces(request),
            "media": Media.from_media(self.media + form.media, nonce=str(getattr(request, "csp_nonce", ""))),
        }
        return TemplateResponse(request, "admin/timeline/new_from.html", context)

    def _taskforces(self, request):
        """Those that the new event will belong to, as the address says."""
        if not self.may(request, Taskforce, "view", "change"):
            return ()
        keys = request.GET.get("taskforces", "").split(",")
        return Taskforce.objects.filter(pk__in=[key for key in keys if is_valid_key(Taskforce, key)][:MOST_TASKFORCES])

    def _filled_in(self, request, reading):
        """The form of a new event, as if it had just been opened."""
        organisations, shared = mentioned(reading.words)
        for level, sentence in _sentences(reading, len(organisations), shared):
            messages.add_message(request, level, sentence, extra_tags="filled-in")
        request.reading, request.mentioned = reading, organisations
        request.method, request.POST = "GET", QueryDict()
        query = {name: request.GET[name] for name in KEPT_PARAMETERS if name in request.GET}
        return self.add_view(request, form_url=f"{reverse('admin:timeline_event_add')}?{urlencode(query)}")

    def get_changeform_initial_data(self, request):
        """With what was understood of a source."""
        reading = getattr(request, "reading", None)
        return super().get_changeform_initial_data(request) | (reading.fields() if reading else {})

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """With a row for each organisation that the source names."""
        organisations = getattr(request, "mentioned", ())
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        if organisations and prefix == "organisation_links":
            options["initial"] = [{"organisation": id, "number": number} for number, id in enumerate(organisations, 1)]
        return options


def _sentences(reading, organisations, shared):
    """What the editor is told: what was found, and where to look twice."""
    found = reading.found()
    if organisations:
        found.append(ngettext("%d organisation", "%d organisations", organisations) % organisations)
    if found:
        yield messages.INFO, gettext("Filled in: %s. Check it; nothing is saved yet.") % ", ".join(found)
    if not reading.date and not reading.doubts:
        yield messages.WARNING, gettext("No date was found.")
    for doubt in reading.doubts:
        yield messages.WARNING, doubt
    for name in shared:
        yield messages.WARNING, gettext("Several organisations are called “%s”. Choose the right one.") % name
