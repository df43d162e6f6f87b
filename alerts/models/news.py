from django.db import models
from django.utils import timezone

from alerts.models.subjects import Subject
from publishing.models import Edition


class News(models.Model):
    """That an edition is news of a subject."""

    subject = models.ForeignKey(Subject, models.CASCADE, related_name="news")
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="+")
    found_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=("subject", "edition"), name="news_once"),)

    def __str__(self):
        return f"{self.edition_id} of {self.subject_id}"


class Reached(models.Model):
    """Up to which edition subjects were looked for: one row. What was published before the first reader is no news."""

    edition = models.PositiveBigIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.edition)

    @classmethod
    def get(cls, edition):
        """The row; made, where it is missing, with nothing left to do up to this edition."""
        return cls.objects.get_or_create(pk=1, defaults={"edition": edition})[0]


class Round(models.Model):
    """The latest round of letters of a frequency: when it was due, up to which edition it tells, and if it is done."""

    frequency = models.CharField(max_length=10, primary_key=True)
    due_at = models.DateTimeField()
    last = models.PositiveBigIntegerField()
    is_done = models.BooleanField(default=False)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.frequency} {self.due_at}"
