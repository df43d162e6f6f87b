"""What the form of a new event begins with, and the way from one to the next.

Who enters a season of meetings chooses their taskforce and type once.
"""

from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.suggestions import SuggestingOne
from publishing.desk.buttons import Button
from timeline.models import EventType
from timeline.recent_types import recent_types

# An event may stand in many timelines; so many are offered after it is saved.
OFFERED = 3
SUGGESTED_TYPES = 4
ADD_ANOTHER = Button(
    "_addanother", _("Save and add another"), "more", permission="add_another", response="adding_another"
)


class NewEvent:
    """Mixed into the admin of events."""

    def get_changeform_initial_data(self, request):
        """The type that is chosen for new events; where none is, that which this person used last."""
        usual = EventType.objects.filter(is_default=True).first() or next(iter(recent_types(request.user)), None)
        return {"type": usual and usual.pk} | super().get_changeform_initial_data(request)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The types that this person used last are suggested for a new event."""
        if db_field.name == "type" and request.resolver_match.url_name == "timeline_event_add":
            kwargs["widget"] = SuggestingOne(db_field, self.admin_site)
            kwargs["widget"].suggest(gettext("You used last:"), recent_types(request.user)[:SUGGESTED_TYPES])
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def publish_form(self, request, form):
        """Publish what the form says. A new event in which the desk alone filled something in is none yet."""
        if form.is_new and not self._is_touched(request, form):
            raise ValidationError({"title": gettext("Nothing is typed here yet. Give at least a title or a date.")})
        super().publish_form(request, form)

    def _is_touched(self, request, form):
        """Whether anything differs from what a new event begins with."""
        given, (formsets, _inlines) = self.get_changeform_initial_data(request), request.formsets
        fields = ((form.fields[name], given.get(name), form[name].data) for name in form.changed_data)
        return any(field.has_changed(*values) for field, *values in fields) or any(
            formset.has_changed() for formset in formsets
        )

    def has_add_another_permission(self, request, obj=None):
        """Whether this person may go on from here to a new event."""
        return self.has_add_permission(request)

    def adding_another(self, request, event):
        """To the form of a new event of the same taskforces and type."""
        self.say_saved(request, event)
        taskforces = ",".join(str(taskforce.pk) for taskforce in event.taskforces.all())
        address = self.adding(taskforces=taskforces, type=event.type_id)
        return HttpResponseRedirect(self.with_way_back(request, address))

    def adding(self, **initial):
        """Where a new event is added, with what its form shall begin with."""
        return reverse("admin:timeline_event_add", query={name: value for name, value in initial.items() if value})

    def next_steps(self, request, event):
        """Another event in the same timelines."""
        if not self.has_add_permission(request):
            return []
        return [
            (
                gettext("Add another event to %(taskforce)s") % {"taskforce": taskforce},
                self.adding(taskforces=taskforce.pk, type=event.type_id),
            )
            for taskforce in event.taskforces.all()[:OFFERED]
        ]
