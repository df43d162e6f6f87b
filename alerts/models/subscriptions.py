import uuid
from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alerts.models.news import News
from alerts.models.subjects import Subject

# So long an address waits to be confirmed, and is erased then.
WAITS = timedelta(days=3)


class SubscriptionQuerySet(models.QuerySet):
    """Who asked for e-mail, about what."""

    def confirmed(self):
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        """Those that nobody has confirmed yet."""
        return self.filter(confirmed_at=None)

    def overdue(self, now):
        """Those that nobody confirmed in time."""
        return self.waiting().filter(asked_at__lt=now - WAITS)

    def uninvited(self):
        """Those who wait for the letter that they asked for."""
        return self.filter(invited_at=None)

    def due(self, frequency, last, now):
        """Those of a frequency that were not told all news up to the `last` edition, and may be written to now."""
        news = News.objects.filter(subject=OuterRef("subject"), edition__gt=OuterRef("told"), edition__lte=last)
        return self.confirmed().filter(Exists(news), frequency=frequency, told__lt=last).not_put_off(now)

    def not_put_off(self, now):
        """Those that may be written to now, as far as the mail server said."""
        return self.filter(Q(retry_at=None) | Q(retry_at__lte=now))


class Subscription(models.Model):
    """That somebody wants e-mail about a subject: the only personal data of readers, erased as soon as they leave.

    Until it is confirmed it has `asked_at`, and nothing but one letter is sent. `told` is the number of the edition up
    to which it was told, or that was the last when it was confirmed.
    """

    class Frequency(models.TextChoices):
        """How often there may be a letter."""

        AT_ONCE = "at-once", _("At once")
        DAILY = "daily", _("Once a day, in the morning")
        WEEKLY = "weekly", _("Once a week, on Monday morning")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject = models.ForeignKey(Subject, models.CASCADE, related_name="subscriptions")
    address = models.EmailField(max_length=254)  # in small letters: nobody has two mailboxes that differ in these
    frequency = models.CharField(max_length=10, choices=Frequency)
    asked_at = models.DateTimeField(null=True, default=timezone.now)
    invited_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    told = models.PositiveBigIntegerField(default=0)
    # How often the mail server said that there is no such mailbox, and when to try again.
    refusals = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        default_permissions = ("delete",)
        constraints = (
            models.UniqueConstraint(fields=("address", "subject"), name="subscription_once"),
            models.CheckConstraint(
                condition=Q(asked_at=None, confirmed_at__isnull=False) | Q(asked_at__isnull=False, confirmed_at=None),
                name="subscription_asked_or_confirmed",
            ),
        )
        indexes = (
            models.Index(fields=("frequency", "id"), name="subscription_of_frequency"),
            models.Index(fields=("asked_at",), condition=Q(confirmed_at=None), name="subscription_waiting"),
        )

    def __str__(self):
        return f"{self.get_frequency_display()}: {self.subject}"

    @property
    def is_confirmed(self):
        return self.confirmed_at is not None
