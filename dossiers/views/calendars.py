"""Calendars: the events of a list, of the timelines of a list of taskforces, of one timeline, and one event alone."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from dossiers.exports import calendar
from dossiers.exports.calendar import MOST
from dossiers.exports.chunks import rows
from dossiers.formats import ical
from dossiers.formats.jsonld import address
from dossiers.lists.questions import DossierQuestion, EventQuestion
from dossiers.views.files import timeline_keys
from dossiers.views.machines import Machine, ask, titled
from publishing.generation import names_for
from taskforces.models.live import Dossier
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier
from timeline.ordering import LINK


class Calendar(Machine):
    """A calendar. A subclass has `subject(**options)`: what it is called, its page, and the ids of its events."""

    def answer(self, **options):
        title, page, keys = self.subject(**options)
        told = self.events(rows(calendar, keys))
        body = ical.written(f"{settings.SITE_NAME}: {title}", address(page), told)
        response = HttpResponse(body, content_type=ical.MEDIA_TYPE)
        name = self.request.path.rpartition("/")[2]
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
        return response

    def events(self, entries):
        """What the calendar says of these entries."""
        return calendar.events(entries, settings.SITE_HOST)

    def subject(self, **options):
        """The title, the path of the page, and the ids of the events."""
        raise NotImplementedError


class EventListCalendar(Calendar):
    """The events of a list as it was asked for."""

    def subject(self):
        filterset = ask(EventQuestion, self.request).filterset
        return titled(_("Events"), filterset), filterset.address(reverse("events")), list(filterset.keys()[0:MOST])


class DossierListCalendar(Calendar):
    """The events on the timelines of a list of taskforces as it was asked for; of a long list, of its first ones."""

    def subject(self):
        filterset = ask(DossierQuestion, self.request).filterset
        dossiers = list(filterset.keys()[0:MOST])
        links = EntryDossier.objects.filter(dossier__in=dossiers).order_by(*LINK).values_list(*LINK).distinct()
        keys = [key for _sort_key, key in links[:MOST]]
        return titled(_("Taskforces"), filterset), filterset.address(reverse("dossiers")), keys


class DossierCalendar(Calendar):
    """The events of one dossier."""

    def subject(self, slug):
        self.dossier = get_object_or_404(Dossier.objects.only("slug", "title"), slug=slug)
        return self.dossier.title, self.dossier.get_absolute_url(), timeline_keys(self.dossier, MOST)

    def hangs_on(self):
        return names_for("taskforce", self.dossier.pk)


class EventCalendar(Calendar):
    """One event; none whose days are not known."""

    def subject(self, slug):
        self.entry = get_object_or_404(Entry.objects.only("slug", "title"), slug=slug)
        return self.entry, self.entry.get_absolute_url(), [self.entry.pk]

    def events(self, entries):
        """The event. Raises Http404 for one that no calendar can hold."""
        if told := super().events(entries):
            return told
        raise Http404

    def hangs_on(self):
        return names_for("event", self.entry.pk)
