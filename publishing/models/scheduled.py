from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models.editions import Edition
from text.clean_fields import CleanCharField

# So long after the last run somebody should look at the timer, which runs every five minutes.
LATE = timedelta(minutes=20)


class ScheduledActQuerySet(models.QuerySet):
    """What shall be published or withdrawn at a time, and what became of it."""

    def of(self, kind, key):
        """Those of one item, the earliest first."""
        return self.filter(kind=kind, key=key).order_by("due_at", "pk")

    def waiting(self):
        """Those whose time is still to come, or that no timer has done yet."""
        return self.filter(state=ScheduledAct.State.WAITING)

    def due(self):
        """Those whose time has come, the earliest first."""
        return self.waiting().filter(due_at__lte=timezone.now()).order_by("due_at", "pk")

    def open(self):
        """Those that are waiting, and those that were refused and that nobody has settled since."""
        return self.filter(state__in=OPEN).order_by("due_at", "pk")

    def publications(self):
        return self.filter(act=ScheduledAct.Act.PUBLISH)

    def withdrawals(self):
        return self.filter(act=ScheduledAct.Act.WITHDRAW)


class ScheduledAct(models.Model):
    """That somebody wants one item published or withdrawn at a time, as they had seen it then.

    `digest` is what they had seen: of a publication the desk, of a withdrawal what readers have then. `refusal` says
    why it was not done when its time came.
    """

    class Act(models.TextChoices):
        """What shall be done."""

        PUBLISH = "publish", _("publish")
        WITHDRAW = "withdraw", _("withdraw")

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("waiting")
        REFUSED = "refused", _("not done")
        DONE = "done", _("done")
        OVER = "over", _("cancelled")

    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    act = models.CharField(max_length=10, choices=Act)
    due_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    refusal = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = CleanCharField(max_length=301, blank=True)  # first and last name, of 150 letters each
    note = CleanCharField(max_length=500, blank=True)
    minor = models.BooleanField(default=False)
    reason = models.CharField(max_length=20, blank=True, choices=Edition.Reason)
    replacement = models.UUIDField(null=True)

    objects = ScheduledActQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=("state", "due_at"), name="scheduled_due"),)
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "key", "act"), condition=Q(state__in=["waiting", "refused"]), name="scheduled_once"
            ),
            models.CheckConstraint(
                condition=Q(act="publish", reason="", replacement=None) | (Q(act="withdraw") & ~Q(reason="")),
                name="scheduled_reason",
            ),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(refusal=""), name="scheduled_refusal"),
        )

    def __str__(self):
        return f"{self.act} {self.kind} {self.key} at {self.due_at:%Y-%m-%d %H:%M}"

    @property
    def is_publication(self):
        return self.act == self.Act.PUBLISH

    @property
    def is_refused(self):
        return self.state == self.State.REFUSED

    @property
    def is_overdue(self):
        """Whether its time is over and no timer has come."""
        return self.state == self.State.WAITING and self.due_at <= timezone.now()

    def is_outdated(self, item, others=()):
        """Whether the item is another one now than when this was scheduled.

        `others` is what else is scheduled for it: what is published before it is withdrawn is that which was meant.
        """
        if self.is_publication:
            return self.digest != item.desk_digest
        return self.digest not in {item.live_digest, *(each.digest for each in others if each.is_publication)}


OPEN = (ScheduledAct.State.WAITING, ScheduledAct.State.REFUSED)
