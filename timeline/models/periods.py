"""Which events stood on a taskforce's timeline on a day of the past, told without reading old editions."""

from django.db import models
from django.db.models import Q


class TimelinePeriodQuerySet(models.QuerySet):
    """The times in which events stood on timelines."""

    def on(self, taskforce, moment):
        """Those of one timeline that held just before `moment`."""
        return self.filter(Q(until=None) | Q(until__gte=moment), taskforce=taskforce, since__lt=moment)

    def note(self, edition, taskforces):
        """An edition of an event is its latest: it stands on these timelines since then, and no earlier one does.

        Safe to repeat. A withdrawal stands on none.
        """
        self.filter(event=edition.key, until=None).exclude(number=edition.number).update(until=edition.published_at)
        item = {"event": edition.key, "number": edition.number, "since": edition.published_at}
        self.bulk_create([self.model(**item, taskforce=key) for key in taskforces], ignore_conflicts=True)


class TimelinePeriod(models.Model):
    """From when to when one edition of an event stood on the timeline of a taskforce; without an end it stands there.

    Written at publish. The moments are those at which editions were published, so that no edition is named by its row.
    """

    event = models.UUIDField()
    number = models.PositiveIntegerField()
    taskforce = models.UUIDField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    objects = TimelinePeriodQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=("taskforce", "since"), name="period_of_timeline"),)
        constraints = (models.UniqueConstraint(fields=("event", "number", "taskforce"), name="period_once"),)
