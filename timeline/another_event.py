"""From one event to the next: who enters a season of meetings writes their taskforce and type once."""

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.desk.buttons import Button

# An event may stand in many timelines; so many are offered after it is saved.
OFFERED = 3
ADD_ANOTHER = Button(
    "_addanother", _("Save and add another"), "more", permission="add_another", response="adding_another"
)


class AnotherEvent:
    """Mixed into the admin of events."""

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
