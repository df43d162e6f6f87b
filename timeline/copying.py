"""A new event that begins as a copy of another one, such as the next meeting of a series. Nothing is saved for it."""

from django.forms import model_to_dict
from django.utils.translation import gettext as _

from editing.autocomplete import is_valid_key
from timeline.models import Event

COPY = "copy"
# Its own address, its day and what staff noted about it belong to the one that is copied.
OWN = ("slug", "old_addresses", "date", "position", "internal_note")


class CopyingAdmin:
    """Mixed into the admin of events: `?copy=<key>` fills in the form of a new one."""

    def copied(self, request):
        """The event that is to be copied, which this person may see; None for no such event."""
        key = request.GET.get(COPY, "") if request.method == "GET" else ""
        may_see = key and is_valid_key(Event, key) and self.has_view_or_change_permission(request)
        return Event.objects.filter(pk=key).first() if may_see else None

    def get_changeform_initial_data(self, request):
        """What a new event begins with: all of the copied one but for what is its own."""
        initial = super().get_changeform_initial_data(request)
        event = self.copied(request)
        if event is None:
            return initial
        self.message_user(request, _("This is a copy of “%(event)s”. Give it a date, and save it.") % {"event": event})
        return initial | {name: value for name, value in model_to_dict(event).items() if name not in OWN}

    def get_formsets_with_inlines(self, request, obj=None):
        """The rows; a copy has room for those of the copied event."""
        event = None if obj else self.copied(request)
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if event:
                inline.copied_rows = rows_of(inline.model, event)
                formset.extra += len(inline.copied_rows)
            yield formset, inline

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """What rows begin with: organisations and documents of the copied event, in their order."""
        options = super().get_formset_kwargs(request, obj, inline, prefix)
        rows = getattr(inline, "copied_rows", None)
        return options | {"initial": rows} if rows else options

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form, with the way to a copy for those who may add events."""
        context["may_copy"] = obj and self.has_add_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)


def rows_of(model, event):
    """What new rows of a model begin with, when their event is a copy of this one."""
    links = model.objects.filter(event=event).order_by("position", "pk")
    words = [model_to_dict(link, exclude=("id", "event", "position")) for link in links]
    return [row | {"number": number} for number, row in enumerate(words, 1)]
