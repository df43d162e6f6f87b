from datetime import timedelta

from django.db import DatabaseError, models, transaction
from django.db.models import Count, Exists, F, OuterRef, Subquery, Sum
from django.utils.translation import gettext_lazy as _

# So many questions of one day are kept at most, so long, and only of so many words: longer ones tell of their asker.
MOST_A_DAY, KEPT, MOST_WORDS, MOST_LETTERS = 1000, timedelta(days=365), 6, 80


class MissQuerySet(models.QuerySet):
    """What was looked for and not found, day by day."""

    def note(self, words, day):
        """Count that these folded words were looked for in vain. Does nothing where that cannot be written."""
        text = " ".join(words[: MOST_WORDS + 1])
        if not words or len(words) > MOST_WORDS or len(text) > MOST_LETTERS:
            return
        rows = self.using("default")
        try:
            number = rows.filter(day=day).count()
            is_new = not rows.filter(day=day, words=text).exists()
            if is_new and number >= MOST_A_DAY:
                return  # without a transaction, for which others would wait
            with transaction.atomic(using="default"):
                rows._count(text, day, is_new, is_first=not number)
        except DatabaseError:
            return  # a reader's page does not depend on it

    def _count(self, text, day, is_new, *, is_first):
        if is_first:
            self.filter(day__lt=day - KEPT).delete()
        if is_new:
            self.bulk_create([self.model(day=day, words=text)], ignore_conflicts=True)
        else:
            self.filter(day=day, words=text).update(times=F("times") + 1)

    def of_several_days(self):
        """What was looked for on two days at least, so that it is hardly one person's alone: the last day of each.

        With the number of `days` and how often in `all_times`.
        """
        same = self.model.objects.filter(words=OuterRef("words")).order_by().values("words")
        later = self.model.objects.filter(words=OuterRef("words"), day__gt=OuterRef("day"))
        days = Subquery(same.annotate(days=Count("pk")).values("days"))
        times = Subquery(same.annotate(sum=Sum("times")).values("sum"))
        return self.filter(~Exists(later)).annotate(days=days, all_times=times).filter(days__gt=1)


class Miss(models.Model):
    """That words were looked for on a day and found nowhere, so many times. Knows nothing of who asked.

    Answers that are kept ready are not counted again, so the days say more than the times.
    """

    day = models.DateField(_("day"))
    words = models.CharField(_("words"), max_length=100)
    times = models.PositiveIntegerField(_("times"), default=1)

    objects = MissQuerySet.as_manager()

    class Meta:
        default_permissions = ("view",)
        verbose_name = _("search without a result")
        verbose_name_plural = _("searches without a result")
        ordering = ("-day", "-times", "words")
        indexes = (models.Index(fields=("words", "day"), name="miss_words"),)
        constraints = (models.UniqueConstraint(fields=("day", "words"), name="miss_once_a_day"),)

    def __str__(self):
        return self.words
