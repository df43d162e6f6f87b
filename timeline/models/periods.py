"""Which events stood on a taskforce's timeline on a day of the past, told without reading old editions."""

from collections import defaultdict

from django.db import models
from django.db.models import Q

from publishing.models.statements import insert_or_ignore


class TimelinePeriodQuerySet(models.QuerySet):
    """The times in which events stood on timelines."""

    def on(self, taskforce, moment):
        """Those of one timeline that held just before `moment`."""
        return self.filter(Q(until=None) | Q(until__gte=moment), taskforce=taskforce, since__lt=moment)

    def note(self, noted):
        """Each of these editions of events is its latest: [(edition, taskforces)]. It stands on these timelines since
        then, and no earlier one does. Safe to repeat. A withdrawal stands on none.
        """
        later = defaultdict(list)
        for edition, _taskforces in noted:
            if edition.number > 1:
                later[edition.published_at, edition.number].append(edition.key)
        for (moment, number), events in later.items():
            self.filter(event__in=events, until=None).exclude(number=number).update(until=moment)
        insert_or_ignore(
            self.model(event=each.key, number=each.number, since=each.published_at, taskforce=key)
            for each, taskforces in noted
            for key in taskforces
        )


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
