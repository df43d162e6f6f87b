"""The parts of an event in its form: who published or hosted it, and what can be read."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from editing.inlines import OrderedInline
from editing.parts import FOLDED
from editing.suggestions import SuggestingOne
from timeline.models import EventDocument, EventOrganisation
from timeline.usual_organisations import usual_organisations


class Organisations(OrderedInline):
    """Who published or hosted it."""

    model = EventOrganisation
    after_part = 1
    description = _("Who published or hosted it.")
    autocomplete_fields = ("organisation",)
    shown_with = ("organisation__countries",)
    fields = (("organisation", "shown_as"), "number")

    def get_extra(self, request, obj=None, **kwargs):
        """One empty row, below those that are filled in from a source."""
        return self.extra + len(getattr(request, "mentioned", ()))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """The organisations of the timelines to which somebody adds an event are suggested."""
        if db_field.name == "organisation":
            kwargs["widget"] = SuggestingOne(db_field, self.admin_site)
            if not request.resolver_match.url_name.endswith("_change"):
                taskforces = request.GET.get("taskforces", "").split(",")
                kwargs["widget"].suggest(gettext("Often in this timeline:"), usual_organisations(taskforces))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class Documents(OrderedInline):
    """What can be read or asked for."""

    model = EventDocument
    after_part = 5
    classes = (FOLDED,)
    description = _("From the library. A new document is brought in with the plus sign.")
    autocomplete_fields = ("document",)
    fields = ("document", "number")
