"""What is logged of a taskforce's form that changes its timeline: in words, at the taskforce and at each event."""

from django.utils.translation import gettext, ngettext_lazy

WORDS = {
    "attach": ngettext_lazy("%(number)d event attached", "%(number)d events attached", "number"),
    "detach": ngettext_lazy("%(number)d event detached", "%(number)d events detached", "number"),
    "positions": ngettext_lazy("%(number)d event in another place", "%(number)d events in another place", "number"),
}


class EventsLog:
    """Mixed into the admin of taskforces."""

    def construct_change_message(self, request, form, formsets, add=False):
        """What was changed; of the timeline, how many events."""
        message = super().construct_change_message(request, form, formsets, add)
        told = {
            str(form.fields[name].label): str(words % {"number": len(form.cleaned_data[name])})
            for name, words in WORDS.items()
            if form.cleaned_data.get(name)
        }
        for changed in (part["changed"] for part in message if "changed" in part):
            changed["fields"] = [told.get(field, field) for field in changed["fields"]]
        return message

    def log_elsewhere(self, request, events):
        """Note at each of these events that it was changed."""
        for event in dict.fromkeys(events):
            self.log_change(request, event, gettext("Changed from the form of a taskforce."))
