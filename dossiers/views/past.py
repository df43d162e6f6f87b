"""Dossiers and events as they stood: one edition, or all that stood there on a day."""

import re
from datetime import date
from types import MappingProxyType

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

from dossiers.formats import jsonld
from dossiers.lists.fields import printable
from dossiers.reading.neighbours import places
from dossiers.reading.past import end_of, past_row, past_timeline
from dossiers.reading.relations import earlier
from dossiers.reading.timeline import Timeline
from dossiers.views.dossiers import DossierPage
from dossiers.views.events import EventPage
from dossiers.views.page import Page
from publishing.generation import ANYTHING, EVERYTHING
from publishing.models import Edition
from text.dates import written

DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")


class NothingStood(Exception):
    """Nothing can be shown of a moment; the message says why, in a sentence for readers."""


class NothingStoodPage(Page, TemplateView):
    """That there is nothing to read of a moment of an item, and where to go from here."""

    template_name = "dossiers/nothing_stood.html"

    def get_context_data(self, **context):
        row = self.kwargs["row"]
        self.trail = ((row.heading, row.get_absolute_url()), (_("Editions"), row.get_editions_url()))
        title = _("%(title)s: nothing stood there") % {"title": row.heading}
        return super().get_context_data(**context, title=title, description=self.kwargs["sentence"])

    def is_only_a_view(self, context):
        return True


class PastPage:
    """Mixed into the page of an item: the same page drawn from an old edition, marked as such.

    It hangs on any change: on names and neighbours that the item of today names no more.
    """

    is_current = False
    # Nobody can follow what changes no more.
    suffixes = ()

    def get(self, request, *args, **kwargs):
        """The page, or why there is nothing to show."""
        self.current = get_object_or_404(self.queryset, slug=kwargs["slug"])
        try:
            return super().get(request, *args, **kwargs)
        except NothingStood as reason:
            return NothingStoodPage.as_view()(request, row=self.current, sentence=str(reason))

    def get_object(self, queryset=None):
        self.edition = self.get_edition(Edition.objects.all())
        row = past_row(type(self.current), self.edition)
        row.slug = self.current.slug
        return row

    def get_edition(self, editions):
        """The edition of the number that was asked for; 404 where there is none."""
        edition = editions.filter(number__lte=self.kwargs["number"]).latest_of(*self.item)
        if edition is None or edition.number != self.kwargs["number"]:
            raise Http404
        return self.readable(edition)

    def readable(self, edition):
        """The same edition. Raises NothingStood where it is a withdrawal."""
        if edition.is_withdrawal:
            words = {"day": _day(edition.day), "reason": edition.get_reason_display()}
            raise NothingStood(_("It was withdrawn on %(day)s: %(reason)s.") % words)
        return edition

    @property
    def item(self):
        """Whose editions these are."""
        return self.current.schema.kind, self.current.pk

    @property
    def day(self):
        """The day on which it stood like this."""
        return self.edition.day

    @property
    def moment(self):
        """What is shown, in words."""
        words = {"number": self.edition.number, "day": _day(self.edition.day)}
        return _("edition %(number)d of %(day)s") % words

    def hangs_on(self):
        return [EVERYTHING, ANYTHING]

    def get_context_data(self, **context):
        past = {"moment": self.moment, "day": self.day, "edition": self.edition, "current": self.current}
        return super().get_context_data(**context, past=past)

    def name(self, context):
        return f"{super().name(context)}, {self.moment}"

    def is_only_a_view(self, context):
        return True

    def jsonld(self, context):
        return [jsonld.page(context)]


class PastDossierPage(PastPage, DossierPage):
    """A dossier as one of its editions has it, with the events that stood on its timeline at the end of that day."""

    kept = MappingProxyType({})  # parameters that stay in every address

    def get_timeline(self, parameters):
        return Timeline(past_timeline(self.object.pk, self.day), parameters, self.request.path, **self.kept)

    def get_related(self):
        return earlier(self.object)

    def names(self, timeline):
        address = timeline.address("", type=[], order="newest", page=timeline.page.number)
        return super().names(timeline) | {"canonical": address}


class PastEventPage(PastPage, EventPage):
    """An event as one of its editions has it."""

    def get_places(self):
        return places(self.object, with_neighbours=False)


class DossierAsOfPage(PastDossierPage):
    """A dossier as it stood on a day, whatever edition that was."""

    def get_edition(self, editions):
        """The last edition of the day that was asked for. Raises NothingStood where it is no such day."""
        day = asked_day(self.request.GET["as-of"])
        self.kept = {"as-of": day.isoformat()}
        edition = editions.filter(published_at__lt=end_of(day)).latest_of(*self.item)
        if edition is None:
            raise NothingStood(_("On %(day)s it was not yet on this site.") % {"day": _day(day)})
        return self.readable(edition)

    @property
    def day(self):
        return date.fromisoformat(self.kept["as-of"])

    @property
    def moment(self):
        return _("as of %(day)s") % {"day": _day(self.day)}


def asked_day(text):
    """The day that somebody asks for. Raises NothingStood for what is none, or has not come yet."""
    try:
        day = date.fromisoformat(text if DAY.fullmatch(text) else "")
    except ValueError as error:
        words = _("“%(text)s” is no day. Write it as year, month and day: 2021-12-31.")
        raise NothingStood(words % {"text": printable(text)[:40]}) from error
    if day > timezone.localdate():
        raise NothingStood(_("%(day)s has not come yet.") % {"day": _day(day)})
    return day


@csrf_exempt
def dossier(request, slug):
    """A dossier as it stands, or with `?as-of=2021-12-31` as it stood on that day."""
    view = DossierAsOfPage if request.GET.get("as-of") else DossierPage
    return view.as_view()(request, slug=slug)


def _day(day):
    return written(day.isoformat())
