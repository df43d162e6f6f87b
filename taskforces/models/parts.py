import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from library.models import DocumentLink
from taskforces.models.reference import OrganisationLink
from text.clean_fields import CleanTextField
from text.fields import FoldedField, ImpreciseDateField
from text.search import SearchQuerySet


class TaskforceOrganisation(OrganisationLink):
    """An organisation that asked for a taskforce."""

    taskforce = models.ForeignKey("Taskforce", models.CASCADE, related_name="organisation_links", db_index=False)

    class Meta(OrganisationLink.Meta):
        verbose_name = _("requesting organisation")
        verbose_name_plural = _("requesting organisations")
        constraints = (
            models.UniqueConstraint(fields=("taskforce", "organisation"), name="taskforce_organisation_once"),
        )


class TaskforceRelation(models.Model):
    """What a taskforce owes to an earlier one."""

    class Kind(models.TextChoices):
        """How a taskforce stands to the earlier one."""

        CONTINUES = "continues", _("continues")
        BUILDS_ON = "builds_on", _("builds on")

    taskforce = models.ForeignKey("Taskforce", models.CASCADE, related_name="relations", db_index=False)
    kind = models.CharField(_("relation"), max_length=20, choices=Kind)
    other = models.ForeignKey(
        "Taskforce", models.CASCADE, related_name="later_relations", verbose_name=_("earlier taskforce")
    )

    class Meta:
        verbose_name = _("relation to an earlier taskforce")
        verbose_name_plural = _("relations to earlier taskforces")
        ordering = ("kind", "pk")
        constraints = (
            models.UniqueConstraint(fields=("taskforce", "other"), name="taskforce_relation_once"),
            models.CheckConstraint(
                condition=~Q(taskforce=F("other")),
                name="taskforce_relation_to_another",
                violation_error_message=_("A taskforce cannot continue itself."),
            ),
        )

    def __str__(self):
        return f"{self.get_kind_display()} {self.other}"


class TaskforceDocument(DocumentLink):
    """A document in its place among a taskforce's own documents, which belong to no event."""

    taskforce = models.ForeignKey("Taskforce", models.CASCADE, related_name="document_links", db_index=False)

    class Meta(DocumentLink.Meta):
        constraints = (models.UniqueConstraint(fields=("taskforce", "document"), name="taskforce_document_once"),)


class Part(models.Model):
    """A plain paragraph in its place in a taskforce, with an identity that others refer to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    text = CleanTextField(_("text"), help_text=_("One plain paragraph."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ("position", "pk")

    def __str__(self):
        return self.text if len(self.text) <= 80 else self.text[:80].rpartition(" ")[0] + "…"


class Objective(Part):
    """What a taskforce set out to do."""

    taskforce = models.ForeignKey("Taskforce", models.CASCADE, related_name="objectives")

    class Meta(Part.Meta):
        verbose_name = _("objective")
        verbose_name_plural = _("objectives")


class ResultQuerySet(SearchQuerySet):
    """What came of all taskforces; found also by what its taskforce is searched by."""

    searched = ("folded", "taskforce__folded")

    def for_choices(self):
        """With its taskforce, by which it is known."""
        return self.select_related("taskforce")


class Result(Part):
    """What came of a taskforce, or is expected to. Events that show it refer to its id."""

    class State(models.TextChoices):
        """Whether it is hoped for or has happened."""

        EXPECTED = "expected", _("expected")
        ACHIEVED = "achieved", _("achieved")

    taskforce = models.ForeignKey("Taskforce", models.CASCADE, related_name="results")
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.ACHIEVED)
    date = ImpreciseDateField(_("date"))
    objectives = models.ManyToManyField(
        Objective, blank=True, verbose_name=_("objectives it answers"), related_name="results"
    )
    folded = FoldedField("text")

    objects = ResultQuerySet.as_manager()

    class Meta(Part.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=["expected", "achieved"]), name="result_state_known"),
        )

    @property
    def choice_text(self):
        """With its taskforce: many taskforces have results that read alike."""
        return f"{self.taskforce}: {self}"
