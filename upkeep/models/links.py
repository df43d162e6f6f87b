from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from text.digest import digest
from upkeep.visits import Failure, Outcome

# On so many different days in a row something must be wrong before it is told: what passes is no news.
DAYS = 3
# A little less than a day: a timer may be early.
TOMORROW = timedelta(hours=20)
ASKED_LATELY = timedelta(minutes=1)
# Earlier than anything was told. It stands for "not null", for which SQLite would look at all rows.
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
# What a check writes; somebody may accept a failure meanwhile.
NOTED = (
    *("due_at", "checked_at", "worked_at", "failure", "status", "moved_to"),
    *("failed_at", "failed_on", "failed_days", "failures"),
)


class ExternalLinkQuerySet(models.QuerySet):
    """Addresses on other sites, and what is known of them."""

    def broken(self):
        """Those that are told: wrong on several days, and nobody said that they are right as they are."""
        return self.filter(told_at__gte=EARLIEST)

    def due(self, now):
        """Those that are to be asked for, the one that waits longest first."""
        return self.filter(due_at__lte=now).order_by("due_at", "pk")

    def witnesses(self):
        """A few whose site answered when they were asked last."""
        return list(self.filter(status__isnull=False).order_by("-checked_at")[:3])

    def last_check(self):
        """When one of them was checked last; None for never."""
        return self.exclude(checked_at=None).order_by("-checked_at").values_list("checked_at", flat=True).first()

    def put_off(self, host, until):
        """Leave a host alone, as it asked."""
        return self.filter(host=host, due_at__lt=until).update(due_at=until)

    def claim(self, key, now):
        """Whether this one may be asked for at once: somebody may have pressed twice."""
        rows = self.filter(pk=key).filter(Q(asked_at=None) | Q(asked_at__lt=now - ASKED_LATELY))
        return rows.update(asked_at=now) == 1


class ExternalLink(models.Model):
    """An address on another site that something here links to: however often, it is one row.

    `failed_at` is when it failed first in the present row of failures, `failures` how often it failed in that row, and
    `failed_days` on how many different days. A link that has moved works, and is told in the same way.
    """

    url = models.TextField(_("address"))
    digest = models.CharField(max_length=64, unique=True)
    host = models.CharField(max_length=253, blank=True)
    due_at = models.DateTimeField(default=timezone.now)
    asked_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(_("last checked"), null=True, db_index=True)
    worked_at = models.DateTimeField(_("last worked"), null=True)
    failure = models.CharField(_("what is wrong"), max_length=20, blank=True, choices=Failure)
    status = models.PositiveSmallIntegerField(null=True)
    moved_to = models.TextField(blank=True)
    failed_at = models.DateTimeField(_("wrong since"), null=True)
    failed_on = models.DateField(null=True)
    failed_days = models.PositiveSmallIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    # What was wrong when somebody said that it is right as it is. Another failure is told again.
    accepted = models.CharField(max_length=20, blank=True, choices=Failure)
    # `failed_at` of what is told, else nothing: so an index has these alone, in their order.
    told_at = models.GeneratedField(
        expression=Case(When(Q(failed_days__gte=DAYS) & ~Q(failure=F("accepted")), then=F("failed_at"))),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )

    objects = ExternalLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("address on another site")
        verbose_name_plural = _("addresses on other sites")
        indexes = (
            models.Index(fields=("due_at", "id", "host"), name="link_due"),
            models.Index(fields=("host",), name="link_host"),
            models.Index(fields=("told_at",), name="link_told"),
            models.Index(fields=("failure", "told_at"), name="link_failure_told"),
            models.Index(fields=("accepted",), name="link_accepted"),
        )
        constraints = (
            models.CheckConstraint(condition=~Q(url=""), name="link_has_an_address"),
            models.CheckConstraint(
                condition=Q(failure="", failures=0, failed_at=None) | (~Q(failure="") & Q(failures__gt=0)),
                name="link_fails_or_works",
            ),
        )

    def __str__(self):
        return self.url

    @classmethod
    def of(cls, url):
        """The row of an address, not written yet."""
        try:
            host = urlsplit(url).hostname or ""
        except ValueError:  # no address at all: it is told
            host = ""
        return cls(url=url, digest=digest(url.encode()), host=host[:253])

    @property
    def advice(self):
        """What its failure means, and what may be done."""
        return Failure(self.failure).advice

    @property
    def archived(self):
        """Where a copy would stand, of the day when it worked last. Nobody asked the archive if it has one."""
        day = self.worked_at or self.failed_at or timezone.now()
        return f"https://web.archive.org/web/{day:%Y%m%d}/{self.url}"

    def note(self, outcome: Outcome, now) -> None:
        """What was met there, and when it is to be asked for again."""
        self.checked_at, self.status, self.moved_to = now, outcome.status, outcome.moved_to
        if outcome.failure in ("", Failure.MOVED):
            self.worked_at = now
        if not outcome.failure or (outcome.failure == Failure.MOVED) != (self.failure == Failure.MOVED):
            self.failed_at = self.failed_on = None
            self.failed_days = self.failures = 0
        self.failure = outcome.failure
        if outcome.failure:
            self._count(now)
        # What is new is asked for each day, until it is known whether it passes.
        is_new = outcome.failure and self.failed_days < DAYS
        self.due_at = now + (TOMORROW if is_new else timedelta(days=settings.LINK_CHECK_DAYS))
        self.save(update_fields=NOTED)

    def _count(self, now):
        today = timezone.localdate(now)
        self.failed_at = self.failed_at or now
        self.failed_days += self.failed_on != today
        self.failures += 1
        self.failed_on = today

    def accept(self, failure: str) -> None:
        """Tell it no more, as long as nothing else is wrong with it; "" tells it again."""
        self.accepted = failure
        self.save(update_fields=["accepted"])
