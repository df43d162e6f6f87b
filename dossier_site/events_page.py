"""How the panel of events is shown: within the taskforce's form, and alone, when a script asks for another page."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse

from dossier_site.events_panel import EventsPanel
from timeline.models import Event

PAGE, QUERY = "events_page", "events_query"


class EventsPage:
    """Mixed into the taskforces' admin: the panel of their events."""

    def get_urls(self):
        """The panel alone, before the pages of Django."""
        return [self.own_path("events", self.events_view), *super().get_urls()]

    def events_view(self, request, key):
        """A page of the panel, to put in the place of another one: what is typed around it stays."""
        item = get_object_or_404(self.get_queryset(request), pk=key)
        if not self.has_view_or_change_permission(request, item) or not self.may(request, Event, "view", "change"):
            raise PermissionDenied
        typed = request.POST if request.method == "POST" else None
        form = self.get_form(request, item, change=True)(typed, instance=item)
        context = {"original": item, "adminform": {"form": form}, "buttons": {}}
        if self.has_change_permission(request, item):
            context["buttons"] = self._by_place(request, item, is_popup=False)
        return TemplateResponse(
            request, "admin/dossier_site/events.html", context | self._panel(request, item, form, alone=True)
        )

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """The form with the panel, for those who may see events. Turning its pages is no look at dates."""
        context |= self._panel(request, obj, context["adminform"].form)
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if "_events" in request.POST:
            context["only_checked"] = False
        return response

    def _panel(self, request, item, form, alone=False):
        if not self.may(request, Event, "view", "change"):
            return {}
        sent = request.POST if request.method == "POST" else request.GET
        asked = {"page": sent.get("_events") or sent.get(PAGE, ""), "query": sent.get(QUERY, "")}
        panel = EventsPanel(item, form, **asked)
        if item:
            offered = getattr(form, "offered", None)
            panel.read(*(offered.rows if offered and not alone else ()))
        return {"panel": panel, "events_address": item and self.address("events", item)}
