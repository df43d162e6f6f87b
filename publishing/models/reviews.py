from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from text.clean_fields import CleanCharField, CleanTextField


class ReviewStepQuerySet(models.QuerySet):
    """What people did in reviews."""

    def of(self, kind, key):
        """The steps of one item, newest first."""
        return self.filter(kind=kind, key=key).order_by("-pk")

    def open(self):
        """The last step of each review that is not over: it says how the review stands."""
        return self.filter(is_open=True)

    def open_of(self, item):
        """The step that says how the review of an item stands; None where there is none."""
        return self.open().of(item.kind, item.pk).first()

    def open_of_all(self, kind, keys):
        """The same of many items of a kind, by their keys, in one question."""
        return {step.key: step for step in self.open().filter(kind=kind, key__in=keys)}


class ReviewStep(models.Model):
    """One step of the review of an item: somebody asked for it, returned the item, approved it, or ended the review.

    `digest` is the desk that this person had before them, `asked_digest` the one of which review was asked.
    """

    class Act(models.TextChoices):
        """What somebody did."""

        ASKED = "asked", _("asked for review")
        RETURNED = "returned", _("returned it")
        APPROVED = "approved", _("approved it")
        ENDED = "ended", _("ended the review")

    class State(models.TextChoices):
        """How a review stands. An approval holds for the desk that was approved, and for no other."""

        IN_REVIEW = "in-review", _("in review")
        AGAIN = "again", _("changed since it was approved: to be reviewed again")
        RETURNED = "returned", _("returned")
        APPROVED = "approved", _("approved")

    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    act = models.CharField(max_length=10, choices=Act)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = CleanCharField(max_length=301, blank=True)  # first and last name, of 150 letters each
    remark = CleanTextField(blank=True)
    digest = models.CharField(max_length=64)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    asked_by_name = CleanCharField(max_length=301, blank=True)
    asked_digest = models.CharField(max_length=64)
    is_open = models.BooleanField(default=True)

    objects = ReviewStepQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = (
            models.Index(fields=("kind", "key", "id"), name="review_of"),
            models.Index(fields=("kind", "act", "at"), condition=Q(is_open=True), name="review_open"),
        )
        constraints = (
            models.UniqueConstraint(fields=("kind", "key"), condition=Q(is_open=True), name="review_open_once"),
        )

    def __str__(self):
        return f"{self.kind} {self.key}: {self.act}"

    def state(self, item):
        """How the review of this item stands."""
        is_void = self.act == self.Act.APPROVED and self.digest != item.desk_digest
        states = {"asked": self.State.IN_REVIEW, "returned": self.State.RETURNED, "approved": self.State.APPROVED}
        return self.State.AGAIN if is_void else states[self.act]

    def covers(self, item):
        """Whether somebody looks, or has looked, at the item as it is: then nobody has to be asked again."""
        is_asked = self.act == self.Act.ASKED and self.asked_digest == item.desk_digest
        return is_asked or self.approves(item.desk_digest)

    def approves(self, digest):
        """Whether this is the approval of exactly this desk."""
        return self.act == self.Act.APPROVED and self.digest == digest

    def is_second_pair_of_eyes_for(self, person):
        """Whether two people stand behind what was approved, when this one publishes it: the one who approved, and
        another who publishes it or asked for review of exactly this.
        """
        return self.by_id != person.pk or (self.asked_by_id != person.pk and self.asked_digest == self.digest)
