from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.models import Live
from taskforces.models.dossier_facets import facets_of
from taskforces.models.live_links import (
    DossierOrganisation,
    document_rows,
    documents_of,
    earlier_of,
    links_of,
    relation_rows,
)
from taskforces.models.reference import Country, Organisation
from taskforces.models.regions import region_slug
from taskforces.models.status import Status
from taskforces.schema import SCHEMA
from taskforces.statements import with_sources_named
from text import dates
from text.clean_fields import CleanCharField
from text.fields import ImpreciseDateField, RichTextField, SortField
from text.identifiers import IdentifierField
from text.row_words import row_words

# Statuses in which a taskforce without an end goes on.
OPEN = (Status.PLANNED, Status.ONGOING, Status.PAUSED)
# The fields by whose words the search finds a dossier.
SEARCHED = ("title", "summary", "region", "background", "objectives__text", "results__text", "former_titles")


class DossierQuerySet(models.QuerySet):
    """Taskforces that the public can read."""

    def for_cards(self):
        """With the countries and the requesting organisations that a reader sees beside the title."""
        requesters = models.Prefetch("organisation_links", DossierOrganisation.objects.select_related("organisation"))
        return self.with_countries().prefetch_related(requesters)

    def for_pieces(self):
        """What a page says of dossiers beside their pieces, in which the rest is drawn."""
        return self.defer("background", "objectives", "results", "sources")

    def with_countries(self):
        """With what a picture says of each."""
        return self.prefetch_related("country_links")

    def with_documents(self):
        """With what `documents` draws."""
        return self.annotate(document_rows=document_rows())

    def with_earlier(self):
        """With what `earlier` names."""
        return self.annotate(relation_rows=relation_rows())

    def newest_first(self):
        """The one that began last first; those whose start is unknown last."""
        return self.order_by(models.F("start_lower").desc(nulls_last=True), "sort_title", "pk")

    def oldest_first(self):
        """The one that began first first; those whose start is unknown last."""
        return self.order_by(models.F("start_lower").asc(nulls_last=True), "sort_title", "pk")

    def ongoing(self):
        return self.filter(status=Status.ONGOING)

    def latest_ongoing(self, number):
        """So many of those ongoing that began last, and as many whose start is unknown, in no order."""
        halves = (self.ongoing().filter(start_lower__isnull=unknown) for unknown in (False, True))
        some = (rows.order_by("-start_lower", "sort_title", "pk")[:number].values("pk") for rows in halves)
        # Of two questions with an OR between them PostgreSQL would read the whole table.
        dated, undated = (self.filter(pk__in=keys).order_by().values("pk") for keys in some)
        return self.filter(pk__in=dated.union(undated))


class Dossier(Live):
    """A taskforce as the public reads it. Its id is the taskforce's."""

    schema = SCHEMA
    folder = "taskforces"  # in which its addresses stand
    followed = ("event_count", "last_begun", "next_begin", "first_year", "last_year", "open_year")
    page_lookups = ("cover", "organisation_links__organisation", "document_links__document")

    updated_at = models.DateTimeField()  # an index of more columns begins with it
    title = CleanCharField(_("title"), max_length=200)
    status = models.CharField(_("status"), max_length=20, blank=True, choices=Status)
    region = CleanCharField(max_length=100, blank=True)
    start = ImpreciseDateField(indexed=())
    end = ImpreciseDateField(indexed=("upper",))
    summary = CleanCharField(max_length=300, blank=True)
    background = RichTextField(blank=True)
    cover = models.ForeignKey("library.Picture", models.PROTECT, null=True, related_name="+")
    objectives = models.JSONField(default=list)
    results = models.JSONField(default=list)
    # Objectives and results name them by their numbers, and so does the background; see `text.source_marks`.
    sources = models.JSONField(default=list)
    # The last day that a dated result can mean, and the first day of the latest result whose date has an open end.
    last_result = models.DateField(null=True)
    open_result = models.DateField(null=True)
    # Of its events: how many, the day of the last that had begun when they were counted, and that of the next one.
    event_count = models.PositiveIntegerField(default=0)
    last_begun = models.DateField(null=True)
    next_begin = models.DateField(null=True)
    # The years in which it was under way; see `taskforces.models.years`.
    first_year = models.SmallIntegerField(null=True)
    last_year = models.SmallIntegerField(null=True)
    open_year = models.SmallIntegerField(null=True)
    wikidata = IdentifierField()
    cordis = IdentifierField()
    confirmed_on = models.DateField(null=True)
    confirmed_by = CleanCharField(max_length=150, blank=True)
    countries = models.ManyToManyField(Country, through="DossierCountry", related_name="dossiers")
    organisations = models.ManyToManyField(Organisation, through="DossierOrganisation", related_name="dossiers")
    sort_title = SortField("title")

    objects = DossierQuerySet.as_manager()

    class Meta(Live.Meta):
        ordering = ("sort_title", "pk")
        indexes = (
            models.Index(fields=("-start_lower", "sort_title", "id"), name="dossier_start_order"),
            models.Index(fields=("sort_title", "id"), name="dossier_order"),
            models.Index(fields=("region",), name="dossier_region"),
            models.Index(fields=("updated_at", "sort_title", "id"), name="dossier_update_order"),
            models.Index(fields=("last_begun", "next_begin", "sort_title", "id"), name="dossier_event_order"),
            models.Index(fields=("status", "-start_lower", "sort_title", "id"), name="dossier_status_order"),
            models.Index(fields=("first_year", "last_year", "open_year"), name="dossier_years"),
        )

    def __str__(self):
        return self.title

    @classmethod
    def from_body(cls, body, **columns):
        return super().from_body(with_sources_named(body), **columns)

    def get_absolute_url(self):
        return reverse("dossier", args=[self.slug])

    @property
    def region_slug(self):
        """What its region is called in addresses; "" for none."""
        return region_slug(self.region)

    @property
    def heading(self):
        """What the page is headed: its title, as that of an event may be made of other words."""
        return self.title

    has_own_heading = True

    def get_briefing_url(self):
        return reverse("briefing", args=[self.slug])

    def get_share_picture_url(self):
        """Another one with each edition: those who keep pictures by their address fetch the new one."""
        return reverse("share_picture", args=[self.slug], query={"edition": self.edition_number})

    @property
    def folded(self):
        """The words by which it is found, beside those of what it names."""
        return row_words(self, *SEARCHED, titles=("title",), language="language")

    @property
    def documents(self):
        """Its own documents, in their order; of a row `with_documents` or one that was never written."""
        return [document for source, document in documents_of(self) if not source]

    @property
    def source_documents(self):
        """The documents that are sources, by their numbers; of such a row."""
        return {source: document for source, document in documents_of(self) if source}

    @property
    def earlier(self):
        """The earlier taskforces that it names: {id: kind}; of a row `with_earlier` or one that was never written."""
        return earlier_of(self)

    @property
    def goes_on(self):
        """Whether its life has no end yet: no end is given, and its status is not that of one that is over."""
        return not self.end and self.status in OPEN

    @property
    def achieved_count(self):
        return sum(result["state"] == "achieved" for result in self.results)

    @property
    def expected_count(self):
        return len(self.results) - self.achieved_count

    def facets(self):
        return super().facets() | facets_of(self)

    def fill_columns(self):
        super().fill_columns()
        result_days = [dates.bounds(result["date"]) for result in self.results]
        self.last_result = max((upper for _lower, upper in result_days if upper), default=None)
        self.open_result = max((lower for lower, upper in result_days if lower and not upper), default=None)

    def links(self, body):
        return links_of(self, body)
