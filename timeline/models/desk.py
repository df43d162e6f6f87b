from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from library.models import DocumentLink, Picture
from publishing import near_rows
from publishing.models import Publishable, PublishableQuerySet
from taskforces.models.desk import Taskforce
from taskforces.models.live import Dossier
from taskforces.models.parts import Result
from taskforces.models.reference import Country, OrganisationLink
from text.clean_fields import CleanCharField, CleanURLField
from text.fields import FoldedField, ImpreciseDateField, RichTextField, SortField
from text.languages import known_language, known_languages
from timeline.heading import heading
from timeline.limits import changeable_events, limit_sentence
from timeline.models.live import Entry
from timeline.models.live_links import EntryDossier
from timeline.models.reference import EventType, Mode, Topic
from timeline.ordering import DESK, DESK_DAY, desk_order
from timeline.schema import SCHEMA


class EventQuerySet(PublishableQuerySet):
    def for_headings(self):
        """With type and organisations, which stand for a title."""
        return self.select_related("type").prefetch_related("organisation_links__organisation")

    changeable_by = changeable_events


class Event(Publishable):
    """Something on the timeline: a meeting, a tool, a study, a video. What staff edit; may stand in many dossiers."""

    schema, kind = SCHEMA, SCHEMA.kind
    folder = "events"
    limited_by = "taskforces"

    title = CleanCharField(
        _("title"),
        max_length=200,
        blank=True,
        help_text=_("Without a title, type, organisation and date stand for it."),
    )
    type = models.ForeignKey(EventType, models.PROTECT, null=True, blank=True, verbose_name=_("type"), db_index=False)
    topics = models.ManyToManyField(Topic, blank=True, verbose_name=_("topics"))
    taskforces = models.ManyToManyField(
        Taskforce,
        blank=True,
        verbose_name=_("taskforces"),
        related_name="events",
        help_text=_("In whose timelines it stands. None is fine."),
    )
    results = models.ManyToManyField(
        Result,
        blank=True,
        verbose_name=_("results it shows"),
        related_name="events",
        help_text=_("Results of a taskforce that this event is evidence of."),
    )
    date = ImpreciseDateField(
        _("date"),
        indexed=(),
        help_text=_("As exact as you know: 24–25 August 2022, May 2020, about 2018, 2016 –, or empty."),
    )
    place = CleanCharField(_("place"), max_length=200, blank=True, help_text=_("City and building, or platform."))
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name=_("held in"),
        help_text=_("Where it took place."),
        db_index=False,
    )
    mode = models.CharField(_("on site or online"), max_length=20, blank=True, choices=Mode)
    summary = CleanCharField(_("summary"), max_length=300, blank=True, help_text=_("For lists. Plain text."))
    body = RichTextField(_("full story"), blank=True)
    picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, verbose_name=_("picture"), db_index=False
    )
    video_address = CleanURLField(_("video address"), max_length=500, blank=True, help_text=_("YouTube or Vimeo."))
    video_language = models.CharField(
        _("video language"), max_length=10, blank=True, validators=[known_language], help_text=_("What is spoken.")
    )
    video_subtitles = models.CharField(
        _("subtitle languages"),
        max_length=100,
        blank=True,
        validators=[known_languages],
        help_text=_("Their codes, with spaces between: fr en."),
    )
    link_address = CleanURLField(_("link address"), max_length=500, blank=True)
    link_label = CleanCharField(
        _("link text"), max_length=200, blank=True, help_text=_("What is behind the link. Not: click here.")
    )
    position = models.SmallIntegerField(
        _("position"), default=0, help_text=_("Only for events of the same date: the smaller number stands first.")
    )
    folded = FoldedField("title", "summary", "place", "slug")
    sort_title = SortField("title")
    sort_day = models.GeneratedField(expression=DESK_DAY, output_field=models.DateField(), db_persist=True)

    objects = EventQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = desk_order()
        constraints = (
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=Q(mode__in=["", *Mode.values]), name="event_mode_known"),
        )
        # The lists of the desk, in their order, as they are and narrowed by state, type, or how people took part; and
        # what most events have none of.
        indexes = (
            models.Index(fields=DESK, name="event_order"),
            models.Index(fields=("stored_state", *DESK), name="event_state_order"),
            models.Index(fields=("type", *DESK), name="event_type_order"),
            models.Index(fields=("mode", *DESK), name="event_mode_order"),
            models.Index(fields=("touched_at",), name="event_touched"),
            models.Index(fields=("stored_state", "touched_at"), name="event_state_touched"),
            models.Index(fields=("country",), condition=Q(country__isnull=False), name="event_country"),
            models.Index(fields=("picture",), condition=Q(picture__isnull=False), name="event_picture"),
        )

    def __str__(self):
        return self.title or self.heading(self.organisation_links.all())

    def heading(self, links):
        """The title, or what stands for it: type, organisation and date."""
        return self.title or heading(self.type, [str(link) for link in links], self.date)

    @classmethod
    def read_names(cls, items):
        """Read the organisations of events that have no title."""
        near_rows.read_some([event for event in items if not event.title], "organisation_links")

    @classmethod
    def counted_rows(cls, keys):
        """The dossiers in which these events stand, or stood until now."""
        at_desk = cls.taskforces.through.objects.filter(event__in=keys).values_list("taskforce", flat=True)
        return Dossier, at_desk.union(EntryDossier.objects.filter(entry__in=keys).values_list("dossier", flat=True))

    @classmethod
    def live_model(cls):
        return Entry

    def suggested_slug(self):
        return str(self)

    def own_refusals(self):
        refusals = super().own_refusals()
        if not (self.title or self.type or self.date or self.organisation_links.all()):
            refusals["title"] = _("Give a title, or at least a type, an organisation or a date to know the event by.")
        return refusals

    limit_sentence = limit_sentence


class EventOrganisation(OrganisationLink):
    """An organisation that published or hosted an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="organisation_links", db_index=False)

    class Meta(OrganisationLink.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        constraints = (models.UniqueConstraint(fields=("event", "organisation"), name="event_organisation_once"),)


class EventDocument(DocumentLink):
    """A document in its place among an event's documents."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="document_links", db_index=False)

    class Meta(DocumentLink.Meta):
        constraints = (models.UniqueConstraint(fields=("event", "document"), name="event_document_once"),)
