"""Feeds: the latest changes of everything, of a list or a search as it was asked for, and of one page."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dossiers.exports.changes import latest
from dossiers.formats import atom, jsonfeed
from dossiers.formats.feeds import Feed
from dossiers.formats.jsonld import address
from dossiers.lists.questions import DossierQuestion, EventQuestion
from dossiers.reading.countries import dossiers_of_region, public_country, region_at
from dossiers.reading.organisations import public
from dossiers.views.machines import Machine, Refused, ask, titled
from publishing.generation import names_for
from taskforces.models.live import Dossier
from taskforces.models.live_links import DossierCountry, DossierOrganisation
from timeline.models.live import Entry
from timeline.models.live_links import EntryOrganisation

# The kinds of hits whose changes are told.
TOLD = {"taskforces": "dossiers", "events": "entries"}
FORMATS = {"atom": atom, "feed.json": jsonfeed}


class Following(Machine):
    """A feed. A subclass has `subject(**options)`: what it is called, its page, and the rows whose changes it tells."""

    suffix = ""

    def answer(self, **options):
        title, page, rows = self.subject(**options)
        feed = Feed(
            title=f"{settings.SITE_NAME}: {title}",
            url=address(self.own_address()),
            page=address(page),
            author=settings.PUBLISHER,
            language=settings.LANGUAGE_CODE,
            licence=settings.DATA_LICENCE,
            items=latest(**rows),
        )
        written = FORMATS[self.suffix]
        return HttpResponse(written.written(feed), content_type=written.MEDIA_TYPE)

    def own_address(self):
        """The address of the feed itself."""
        return self.request.path

    def subject(self, **options):
        """The title, the path of the page, and the rows: {"dossiers": QuerySet, "entries": QuerySet}."""
        raise NotImplementedError


class Updates(Following):
    """Everything."""

    def subject(self):
        rows = {"dossiers": Dossier.objects.all(), "entries": Entry.objects.all()}
        return _("all that is new"), reverse("home"), rows


class ListFeed(Following):
    """A list as it was asked for. A subclass names its `question_class` and `title`, and its page and rows by name."""

    question_class, title, name, rows = None, "", "", ""

    def subject(self):
        self.filterset = ask(self.question_class, self.request).filterset
        return titled(self.title, self.filterset), self.page(), {self.rows: self.filterset.narrowed()}

    def page(self):
        """The page that shows the same."""
        return self.filterset.address(reverse(self.name))

    def own_address(self):
        return self.filterset.address(self.request.path)


class DossierListFeed(ListFeed):
    """Taskforces."""

    question_class, title, name, rows = DossierQuestion, gettext_lazy("Taskforces"), "dossiers", "dossiers"


class EventListFeed(ListFeed):
    """Events."""

    question_class, title, name, rows = EventQuestion, gettext_lazy("Events"), "events", "entries"


class SearchFeed(Following):
    """What has the words that were searched for. Kind, country, year and type narrow it as on the page."""

    def subject(self):
        asked = self.request.GET
        if not asked.get("q", "").strip():
            raise Refused(_("A feed of a search needs words."), [("q", _("Write what you search for."))])
        questions = self.questions(asked.get("kind"), asked.get("type"))
        filtersets = {name: ask(question, self.request).filterset for name, question in questions.items()}
        self.query = asked.urlencode()
        rows = {name: filterset.narrowed() for name, filterset in filtersets.items()}
        return f"“{next(iter(filtersets.values())).words}”", f"{reverse('search')}?{self.query}", rows

    def questions(self, kind, event_type):
        """What is asked of which rows. Raises Refused for a kind of which there is no news."""
        if kind and kind not in TOLD:
            raise Refused(_("There is no such feed."), [("kind", _("Feeds tell of taskforces and of events."))])
        questions = {"dossiers": DossierQuestion, "entries": EventQuestion}
        if not kind and event_type:  # no taskforce has one
            kind = "events"
        return {TOLD[kind]: questions[TOLD[kind]]} if kind else questions

    def own_address(self):
        return f"{self.request.path}?{self.query}"


class DossierFeed(Following):
    """A dossier: its own changes, and the new and changed events of its timeline."""

    def subject(self, slug):
        self.dossier = get_object_or_404(Dossier.objects.only("slug", "title"), slug=slug)
        rows = {"dossiers": Dossier.objects.filter(pk=self.dossier.pk), "entries": Entry.objects.of([self.dossier.pk])}
        return self.dossier.title, self.dossier.get_absolute_url(), rows

    def hangs_on(self):
        return names_for("taskforce", self.dossier.pk)


class OrganisationFeed(Following):
    """An organisation: the taskforces that it asked for, and the events that it published or hosted."""

    def subject(self, slug):
        row = get_object_or_404(public(), slug=slug)
        dossiers = DossierOrganisation.objects.filter(organisation=row).values("dossier")
        entries = EntryOrganisation.objects.filter(organisation=row).values("entry")
        rows = {"dossiers": Dossier.objects.filter(pk__in=dossiers), "entries": Entry.objects.filter(pk__in=entries)}
        return row.name, row.get_absolute_url(), rows


class CountryFeed(Following):
    """A country: its taskforces, and the events that were held there."""

    def subject(self, code):
        country = public_country(code) if code.islower() else None
        if country is None:
            raise Http404
        code = country.pk
        own = DossierCountry.objects.filter(country=code).values("dossier")
        rows = {"dossiers": Dossier.objects.filter(pk__in=own), "entries": Entry.objects.filter(country=code)}
        return str(country), country.get_absolute_url(), rows


class RegionFeed(Following):
    """A region: its taskforces, and the events on their timelines."""

    def subject(self, code, region):
        found = region_at(code, region)
        if found is None:
            raise Http404
        own = dossiers_of_region(code.upper(), found)
        rows = {"dossiers": own, "entries": Entry.objects.of(own.order_by().values("pk"))}
        return found.name, reverse("region", args=[code, region]), rows
