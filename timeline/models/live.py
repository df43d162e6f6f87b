from functools import cached_property

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from library.models import Document, Picture
from publishing.models import Live
from taskforces.models.reference import Country, Organisation
from text.clean_fields import CleanCharField
from text.fields import ImpreciseDateField, PlainOrderField, RichTextField, SortField
from text.row_words import row_words
from timeline.heading import heading
from timeline.models.dossier_events import recount_after
from timeline.models.entry_facets import facets_of
from timeline.models.live_links import EntryDossier, EntryOrganisation, dossier_keys_of, dossier_rows, links_of
from timeline.models.outlines import same_names
from timeline.models.periods import TimelinePeriod
from timeline.models.reference import EventType, Mode, Topic
from timeline.ordering import LONGEST, NO_DAY, live_order, sort_key, turned
from timeline.schema import SCHEMA

ORDER = ("sort_key", "id")
# The fields by whose words the search finds an entry.
SEARCHED = ("title", "summary", "body", "place", "link__label", "former_titles")


class EntryQuerySet(models.QuerySet):
    """Events that the public can read."""

    def for_cards(self):
        """With type, picture and organisations: all that a timeline shows."""
        by = models.Prefetch("organisation_links", EntryOrganisation.objects.select_related("organisation"))
        return self.select_related("type", "picture").prefetch_related(by)

    def for_pieces(self):
        """With type: what a page says of events beside their pieces, in which the rest is drawn."""
        return self.select_related("type").defer("body")

    def with_dossier_keys(self):
        """With what `dossier_keys` names."""
        return self.annotate(dossier_rows=dossier_rows())

    def newest_first(self):
        """The timeline's order: date, then position, then title; what has no date stands last."""
        return self.order_by(*live_order())

    def oldest_first(self):
        """The timeline's order turned round; what has no date still stands last."""
        return self.order_by(*live_order(oldest_first=True))

    def latest_and_coming(self, today, latest, coming):
        """So many of the last that have begun, and so many of the next that have not, all dated. Put them in order."""
        begun = turned(today)
        past = self.filter(sort_key__gte=begun, sort_key__lt=NO_DAY).order_by("sort_key", "pk")[:latest]
        # One bound: of two, SQLite may take the wider one and walk all that has begun.
        later = self.filter(sort_key__lt=begun).order_by("-sort_key", "-pk")[:coming]
        # Of two questions with an OR between them PostgreSQL would read the whole table.
        both = (self.filter(pk__in=some.values("pk")).order_by().values("pk") for some in (past, later))
        return self.filter(pk__in=next(both).union(*both))

    def of(self, dossier_ids):
        """Those that stand in one of these dossiers."""
        return self.filter(pk__in=EntryDossier.objects.filter(dossier__in=dossier_ids).values("entry"))


class Entry(Live):
    """An event as the public reads it. Its id is the event's."""

    schema = SCHEMA
    folder = "events"  # in which its addresses stand
    edition_url = ""  # where this edition of it can be read, if another one is read today
    page_lookups = (
        "type",
        "picture",
        "organisation_links__organisation",
        "topic_links__topic",
        "document_links__document",
    )

    title = CleanCharField(max_length=200, blank=True)
    sort_title = SortField("title")
    type = models.ForeignKey(EventType, models.PROTECT, null=True, related_name="entries", db_index=False)
    date = ImpreciseDateField(indexed=())
    sort_date = models.DateField(null=True)
    place = CleanCharField(max_length=200, blank=True)
    country = models.ForeignKey(Country, models.PROTECT, null=True, related_name="entries", db_index=False)
    mode = models.CharField(_("on site or online"), max_length=20, blank=True, choices=Mode)
    summary = CleanCharField(max_length=300, blank=True)
    body = RichTextField(blank=True)
    picture = models.ForeignKey(Picture, models.PROTECT, null=True, related_name="+", db_index=False)
    video = models.JSONField(null=True)
    link = models.JSONField(null=True)
    results = models.JSONField(default=list)
    position = models.SmallIntegerField(default=0)
    sort_key = PlainOrderField(max_length=LONGEST)  # what `newest_first` sorts by; see `timeline.ordering`
    has_film = models.BooleanField(default=False)
    has_story = models.BooleanField(default=False)
    document_count = models.PositiveSmallIntegerField(default=0)
    topics = models.ManyToManyField(Topic, through="EntryTopic", related_name="entries")
    organisations = models.ManyToManyField(Organisation, through="EntryOrganisation", related_name="entries")
    documents = models.ManyToManyField(Document, through="EntryDocument", related_name="entries")

    objects = EntryQuerySet.as_manager()

    class Meta(Live.Meta):
        verbose_name_plural = "entries"
        indexes = (
            models.Index(fields=ORDER, name="entry_order"),
            models.Index(fields=("type", *ORDER), name="entry_type_order"),
            models.Index(fields=("country", *ORDER), condition=Q(country__isnull=False), name="entry_held_order"),
            models.Index(fields=("picture",), condition=Q(picture__isnull=False), name="entry_picture"),
            models.Index(fields=ORDER, condition=Q(has_film=True), name="entry_film_order"),
            models.Index(fields=ORDER, condition=Q(has_story=True), name="entry_story_order"),
            models.Index(fields=ORDER, condition=Q(document_count__gt=0), name="entry_documents_order"),
        )

    def __str__(self):
        return self.title or self.slug

    def get_absolute_url(self):
        return reverse("event", args=[self.slug])

    @property
    def film(self):
        """The video, where readers can watch it; None where only its language is known, or nothing."""
        return self.video if self.video and self.video["address"] else None

    @property
    def own_heading(self):
        """What it is called in its own words; "" where it has none."""
        return self.title or self.summary

    @property
    def heading(self):
        """The title, else the summary, else type, organisations and date."""
        return self.own_heading or self.derived_heading

    @cached_property
    def derived_heading(self):
        """What it is called where it has no words of its own: by type, organisations and date."""
        return heading(self.type, self.organisation_links.all(), self.date) or self.slug

    @property
    def has_own_heading(self):
        """Whether the heading is in the event's own words, so in its language."""
        return bool(self.own_heading)

    @property
    def folded(self):
        """The words by which it is found, beside those of what it names."""
        return row_words(self, *SEARCHED, titles=("title",), language="language")

    @property
    def brings_evidence(self):
        """Whether it brings a document, a film or a link."""
        return bool(self.evidence)

    @property
    def evidence(self):
        """How many documents, films and links it brings."""
        return self.document_count + self.has_film + bool(self.link)

    @property
    def dossier_keys(self):
        """The ids of its dossiers; of a row `with_dossier_keys` or one that was never written."""
        return dossier_keys_of(self)

    @property
    def in_order(self):
        """The key by which `newest_first` sorts, for rows that were never written."""
        return self.sort_key, self.pk.hex

    def links(self, body):
        self.document_count = len(body["documents"])
        return links_of(self, body)

    def facets(self):
        return super().facets() | facets_of(self)

    @classmethod
    def follow(cls, changes):
        recount_after(changes)
        return same_names(changes)

    @classmethod
    def note_editions(cls, noted):
        TimelinePeriod.objects.note([(edition, body["taskforces"] if body else []) for edition, body in noted])

    def fill_columns(self):
        super().fill_columns()
        self.sort_date = self.date_lower or self.date_upper
        self.sort_key = sort_key(self.sort_date, self.position, self.sort_title)
        self.has_film, self.has_story = bool(self.film), bool(self.body)
