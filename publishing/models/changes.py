from django.db import models, transaction
from django.db.models import Sum

# So many of the latest changes can be told one by one.
KEPT = 500


class ChangeQuerySet(models.QuerySet):
    """Everything that changed for readers: rows are appended, and the older ones added up."""

    def append(self, kind, keys):
        """Note a change of each of these rows. Waits for nobody, and nobody waits for it."""
        changes = self.bulk_create(self.model(kind=kind, key=str(key)) for key in dict.fromkeys(keys))
        if any(change.pk % KEPT == 0 for change in changes):
            transaction.on_commit(self.model.objects.fold_older, robust=True)

    def generation(self):
        """How many changes there were. A number from a sequence would not do: a smaller one may be committed later."""
        return int(self.aggregate(total=Sum("times"))["total"] or 0)

    def fold_older(self):
        """Make few rows of the older ones, that count the same, so that the table stays small whatever happens."""
        latest = self.order_by("-pk").values_list("pk", flat=True).first() or 0
        older = self.filter(pk__lte=latest - KEPT).order_by("pk")
        while self._fold(older[:KEPT]):
            pass

    @transaction.atomic
    def _fold(self, older):
        times = dict(older.select_for_update(skip_locked=True).values_list("pk", "times"))
        if len(times) < 2:
            return False
        self.filter(pk__in=times).delete()
        self.create(times=sum(times.values()))
        return True


class Change(models.Model):
    """That readers may see another row than before: an item's live row, or a row that is true for everyone at once.

    `times` is how many changes the row stands for; one that stands for several names neither kind nor key.
    """

    kind = models.CharField(max_length=40, blank=True)
    key = models.CharField(max_length=100, blank=True)
    times = models.PositiveBigIntegerField(default=1)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("pk",)

    def __str__(self):
        return f"{self.kind} {self.key}"
