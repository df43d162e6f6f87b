from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from publishing.models import Publishable, PublishableQuerySet
from taskforces.models.limits import limits_of
from taskforces.models.live import Dossier
from taskforces.models.reference import Country
from taskforces.models.status import Status
from taskforces.schema import SCHEMA
from text.clean_fields import CleanCharField
from text.fields import FoldedField, ImpreciseDateField, RichTextField, SortField
from text.identifiers import IdentifierField


class TaskforceQuerySet(PublishableQuerySet):
    def changeable_by(self, person):
        """For a limited editor, those that the limits name, or a country of theirs."""
        limits = limits_of(person)
        if limits is None:
            return self
        countries = Taskforce.countries.through.objects.filter(country__in=limits.countries)
        return self.filter(Q(pk__in=limits.taskforces) | Q(pk__in=countries.values("taskforce")))


class Taskforce(Publishable):
    """The undertaking: direct support for a new programme, strategy or STEM platform. What staff edit."""

    schema, kind = SCHEMA, SCHEMA.kind
    folder = "taskforces"
    limited_by = "countries"
    choice_columns = ("title",)  # what lists that are narrowed by a taskforce read of it

    title = CleanCharField(_("title"), max_length=200)
    countries = models.ManyToManyField(
        Country, blank=True, verbose_name=_("countries"), help_text=_("The countries it is about. None is fine.")
    )
    region = CleanCharField(_("region"), max_length=100, blank=True, help_text=_("For example: Bretagne."))
    start = ImpreciseDateField(_("start"), help_text=_("As exact as you know: 2020, May 2020, 1 May 2020, about 2018."))
    end = ImpreciseDateField(_("end"), help_text=_("Leave empty when it goes on or is not known."))
    status = models.CharField(
        _("status"), max_length=20, blank=True, choices=Status, help_text=_("Leave empty if nobody has said it.")
    )
    summary = CleanCharField(
        _("summary"), max_length=300, blank=True, help_text=_("One or two sentences for lists. Plain text.")
    )
    background = RichTextField(_("background"), blank=True)
    cover = models.ForeignKey("library.Picture", models.PROTECT, null=True, blank=True, verbose_name=_("cover picture"))
    wikidata = IdentifierField("Wikidata", help_text=_("The address of its page on wikidata.org, or its Q and number."))
    cordis = IdentifierField(
        "CORDIS", help_text=_("The address of the project on cordis.europa.eu, or the number of its grant.")
    )
    confirmed_on = models.DateField(
        _("last confirmed on"),
        null=True,
        blank=True,
        help_text=_("The day when somebody checked that this is still true."),
    )
    confirmed_by = CleanCharField(_("confirmed by"), max_length=150, blank=True)
    folded = FoldedField("title", "summary", "region", "slug")
    sort_title = SortField("title")

    objects = TaskforceQuerySet.as_manager()

    class Meta(Publishable.Meta):
        verbose_name = _("taskforce")
        verbose_name_plural = _("taskforces")
        ordering = ("sort_title", "pk")
        indexes = (
            models.Index(fields=("sort_title", "id"), name="taskforce_order"),
            models.Index(fields=("stored_state", "sort_title", "id"), name="taskforce_state_order"),
            models.Index(fields=("touched_at",), name="taskforce_touched"),
            models.Index(fields=("stored_state", "touched_at"), name="taskforce_state_touched"),
        )
        constraints = (
            *Publishable.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="taskforce_has_a_title"),
            models.CheckConstraint(condition=Q(status__in=["", *Status.values]), name="taskforce_status_known"),
            models.CheckConstraint(
                condition=Q(start_lower=None) | Q(end_upper=None) | Q(start_lower__lte=F("end_upper")),
                name="taskforce_starts_before_it_ends",
                violation_error_message=_("The end is before the start."),
            ),
        )

    def __str__(self):
        return self.title

    @classmethod
    def live_model(cls):
        return Dossier

    def suggested_slug(self):
        return self.title

    def limit_sentence(self, person):
        theirs = limits_of(person).in_words(Taskforce.objects)
        text = gettext("You work on: %(theirs)s. This taskforce is none of them: you may look at it, not change it.")
        return text % {"theirs": theirs}
