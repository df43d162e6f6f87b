"""The lists of the API, page by page: dossiers, events, organisations and countries as JSON."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from dossiers.exports import countries, dossiers, events, organisations
from dossiers.exports.chunks import records
from dossiers.formats import json
from dossiers.formats.jsonld import address
from dossiers.lists.cursors import NoCursor, cursor_after, place_of, rows_after
from dossiers.lists.questions import DossierQuestion, EventQuestion, OrganisationQuestion
from dossiers.views.api import Api
from dossiers.views.machines import Refused, ask
from taskforces.models.live import Dossier
from taskforces.models.reference import Country
from timeline.models.live_links import EntryDossier
from timeline.ordering import LINK

# How many rows a page has, unless another number is asked for, and at most.
USUAL, MOST = 50, 100


class Listing(Api):
    """A page of a list. A subclass has `kind`, a module of exports, the `order`, and `rows()`."""

    kind, order = None, ()

    def answer(self, **options):
        limit = self.limit()
        rows, question = self.rows(**options), self.question()
        found = list(rows_after(rows, self.order, self.place(question)).values_list(*self.order)[: limit + 1])
        items = list(records(self.kind, [key for _first, key in found[:limit]]))
        following = self.following(cursor_after(found[limit - 1], question), limit) if len(found) > limit else None
        head = {"publisher": settings.PUBLISHER, "licence": settings.DATA_LICENCE, "next": following, "items": items}
        response = HttpResponse(json.whole(head), content_type="application/json")
        if following:
            response.headers["Link"] = f'<{following}>; rel="next"'
        return response

    def rows(self, **options):
        """The rows asked for."""
        raise NotImplementedError

    def question(self):
        """What is asked for, in one form; the same for all pages."""
        return self.request.path

    def following(self, cursor, limit):
        """The address of the next page."""
        own = urlencode({"cursor": cursor} | ({"limit": limit} if limit != USUAL else {}))
        question = self.question()
        return address(f"{question}{'&' if '?' in question else '?'}{own}")

    def limit(self):
        """How many rows a page has. Raises Refused."""
        typed = self.request.GET.get("limit", str(USUAL))
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
        if 1 <= number <= MOST:
            return number
        raise Refused(_("No such page."), [("limit", _("Write a number from 1 to %(most)d.") % {"most": MOST})])

    def place(self, question):
        """Behind which row the page begins; None at the start. Raises Refused."""
        if "cursor" not in self.request.GET:
            return None
        try:
            return place_of(self.request.GET["cursor"], question)
        except NoCursor as error:
            sentence = _("This is no cursor of this list. Take “next” of the page before, or begin without a cursor.")
            raise Refused(_("No such page."), [("cursor", sentence)]) from error


class FilteredListing(Listing):
    """A list with the filters of its page. A subclass names its `question_class`."""

    question_class = None
    # What shows a page differently means nothing here.
    DISPLAY = ("sort", "order", "view", "find")

    def rows(self):
        limit = self.request.GET.getlist("limit")
        self.filterset = ask(self.question_class, self.request, limit=limit).filterset
        return self.filterset.narrowed()

    def question(self):
        return self.filterset.address(self.request.path, **dict.fromkeys(self.DISPLAY, ""))


class DossierListing(FilteredListing):
    """Taskforces, by title."""

    kind, question_class, order = dossiers, DossierQuestion, ("sort_title", "pk")


class EventListing(FilteredListing):
    """Events, newest first."""

    kind, question_class, order = events, EventQuestion, ("sort_key", "pk")


class OrganisationListing(FilteredListing):
    """Organisations, by name."""

    kind, question_class, order = organisations, OrganisationQuestion, ("sort_name", "pk")


class CountryListing(Listing):
    """All countries, by their English names."""

    kind, order = countries, ("sort_name", "pk")

    def rows(self):
        return Country.objects.all()


class TimelineListing(Listing):
    """The events of one dossier, newest first."""

    kind, order = events, LINK

    def rows(self, key):
        get_object_or_404(Dossier.objects.only("pk"), pk=key)
        return EntryDossier.objects.filter(dossier=key)
