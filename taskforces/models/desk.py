from django.db import models, transaction
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from library.models import Picture
from publishing.editions import touch
from publishing.models import Publishable
from publishing.restore import checked, found, found_id, replace_parts
from publishing.snapshots import read_body
from taskforces.models.live import Dossier
from taskforces.models.parts import Objective, Result, TaskforceRelation
from taskforces.models.reference import Country, OrganisationLink
from taskforces.models.status import Status
from text.fields import FoldedField, ImpreciseDateField, RichTextField

SHAPE = {
    **dict.fromkeys(("slug", "title", "summary", "background", "status", "region", "start", "end"), str),
    "countries": [str],
    "organisations": [{"organisation": str, "shown_as": str}],
    "objectives": [{"id": str, "text": str}],
    "results": [{"id": str, "text": str, "state": str, "date": str, "objectives": [str]}],
    "relations": [{"kind": str, "taskforce": str}],
    "cover": (str, None),
    **dict.fromkeys(("confirmed_on", "confirmed_by"), str),
    "old_addresses": [str],
}


class Taskforce(Publishable):
    """The undertaking: direct support for a new programme, strategy or STEM platform. What staff edit."""

    kind = "taskforce"
    folder = "taskforces"

    title = models.CharField(_("title"), max_length=200)
    countries = models.ManyToManyField(
        Country, blank=True, verbose_name=_("countries"), help_text=_("The countries it is about. None is fine.")
    )
    region = models.CharField(_("region"), max_length=100, blank=True, help_text=_("For example: Bretagne."))
    start = ImpreciseDateField(_("start"), help_text=_("As exact as you know: 2020, May 2020, 1 May 2020, about 2018."))
    end = ImpreciseDateField(_("end"), help_text=_("Leave empty when it goes on or is not known."))
    status = models.CharField(
        _("status"), max_length=20, blank=True, choices=Status, help_text=_("Leave empty if nobody has said it.")
    )
    summary = models.CharField(
        _("summary"), max_length=300, blank=True, help_text=_("One or two sentences for lists. Plain text.")
    )
    background = RichTextField(_("background"), blank=True)
    cover = models.ForeignKey("library.Picture", models.PROTECT, null=True, blank=True, verbose_name=_("cover picture"))
    confirmed_on = models.DateField(
        _("last confirmed on"),
        null=True,
        blank=True,
        help_text=_("The day when somebody checked that this is still true."),
    )
    confirmed_by = models.CharField(_("confirmed by"), max_length=150, blank=True)
    folded = FoldedField("title", "summary", "region", "slug")

    class Meta(Publishable.Meta):
        verbose_name = _("taskforce")
        verbose_name_plural = _("taskforces")
        ordering = ("title",)
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

    def to_body(self):
        return {
            "slug": self.slug,
            "title": self.title,
            "summary": self.summary,
            "background": self.background,
            "status": self.status,
            "region": self.region,
            "start": self.start,
            "end": self.end,
            "countries": sorted(country.pk for country in self.countries.all()),
            "organisations": OrganisationLink.as_data(self.organisation_links.all()),
            "objectives": [{"id": str(part.pk), "text": part.text} for part in self.objectives.all()],
            "results": [result.as_data() for result in self.results.prefetch_related("objectives")],
            "relations": [{"kind": link.kind, "taskforce": str(link.other_id)} for link in self.relations.all()],
            "cover": self.cover_id and str(self.cover_id),
            "confirmed_on": self.confirmed_on.isoformat() if self.confirmed_on else "",
            "confirmed_by": self.confirmed_by,
            "old_addresses": self.old_paths,
        }

    def to_names(self):
        return {
            "countries": {country.pk: country.name for country in self.countries.all()},
            "organisations": OrganisationLink.names(self.organisation_links.all()),
            "taskforces": {str(link.other_id): link.other.title for link in self.relations.select_related("other")},
            "pictures": {str(self.cover_id): self.cover.alt} if self.cover else {},
        }

    @transaction.atomic
    def write(self, snapshot):
        body = read_body(snapshot, kind=self.kind, shape=SHAPE)
        for name in ("slug", "title", "summary", "background", "status", "region", "start", "end", "confirmed_by"):
            setattr(self, name, body[name])
        self.confirmed_on = body["confirmed_on"] or None
        self.cover_id = found_id(Picture, body["cover"], where="cover")
        self.old_addresses = "\n".join(body["old_addresses"])
        checked(self).save()
        self._write_parts(body)
        touch(self)

    def _write_parts(self, body):
        self.countries.set(found(Country, body["countries"], where="countries"))
        OrganisationLink.write(self.organisation_links, body["organisations"])
        replace_parts(self.objectives, [Objective(pk=part["id"], text=part["text"]) for part in body["objectives"]])
        replace_parts(self.results, [Result.from_data(part) for part in body["results"]])
        for part in body["results"]:
            answered = found(Objective, part["objectives"], where="results.objectives")
            self.results.get(pk=part["id"]).objectives.set(answered)
        self.relations.all().delete()
        for relation in body["relations"]:
            other = found_id(Taskforce, relation["taskforce"], where="relations")
            checked(TaskforceRelation(taskforce=self, kind=relation["kind"], other_id=other)).save()
