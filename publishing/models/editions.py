from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Max, OuterRef, Q, Subquery
from django.db.models.fields.json import KT
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models.json_rows import JSONRows
from text.clean_fields import CleanCharField


class EditionQuerySet(models.QuerySet):
    """The record of what was published: it is read and added to, never changed."""

    def of(self, kind, key):
        """The editions of one item, newest first."""
        return self.filter(kind=kind, key=key).order_by("-number")

    def latest_of(self, kind, key):
        """The latest edition of one item, `with_moments`; None when there is none."""
        every = self.of(kind, key)
        return every.with_moments(every).first()

    def latest_of_all(self, kind, keys):
        """The latest edition of each of these items, `with_moments`, in no order."""
        every = self.of(kind, OuterRef("key"))
        latest = self.filter(kind=kind, key__among=keys, number=Subquery(every.values("number")[:1])).order_by()
        return latest.with_moments(every)

    def with_moments(self, every):
        """Editions that know when their item was `first` published and last changed in more than a detail (`major`),
        and what it was ever `called`: of `every` edition of it, newest first, in the same question.
        """
        record = every.filter(reason="")
        publications = record.values("published_at")
        first, major = publications.order_by("number")[:1], publications.filter(minor=False)[:1]
        called = record.order_by().values("key").annotate(called=JSONRows(KT("snapshot__body__title"))).values("called")
        return self.annotate(first=Subquery(first), major=Subquery(major), called=Subquery(called))

    def newest_first(self):
        """The record backwards, of all items together."""
        return self.order_by("-published_at", "-pk")

    def keys_in_order(self, batch=1000):
        """The keys of the items in it, each once, in order. Asks in batches: others may write between two of them."""
        keys = self.order_by("key").values_list("key", flat=True).distinct()
        batch_of = list(keys[:batch])
        while batch_of:
            yield from batch_of
            batch_of = list(keys.filter(key__gt=batch_of[-1])[:batch])

    def news(self):
        """Those that readers are told of: all but corrections of details."""
        return self.filter(minor=False)

    @transaction.atomic
    def horizon(self):
        """The number of the last edition, below which no other can appear any more; 0 where there is none.

        A smaller number than the last may be committed later: PostgreSQL waits some seconds for those who are
        publishing just now, and raises OperationalError when they take longer.
        """
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '5s'")
                cursor.execute(f'LOCK TABLE "{self.model._meta.db_table}" IN SHARE MODE')
        return self.aggregate(last=Max("pk"))["last"] or 0

    def update(self, **kwargs):
        raise TypeError("Editions are immutable.")

    delete = update


class Edition(models.Model):
    """One publication of one item: what stood there, since when, by whom and why. Immutable.

    An edition without snapshot is a withdrawal: it has a reason, and perhaps a replacement of the same kind.
    """

    class Reason(models.TextChoices):
        """Why something is not public any more."""

        IN_ERROR = "in_error", _("published in error")
        REPLACED = "replaced", _("replaced by another")
        NOT_KEPT = "not_kept", _("no longer kept")

    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    by_name = CleanCharField(max_length=301, blank=True)  # first and last name, of 150 letters each
    note = CleanCharField(_("change note"), max_length=500, blank=True)
    minor = models.BooleanField(_("minor change"), default=False)
    snapshot = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=20, blank=True, choices=Reason)
    replacement = models.UUIDField(null=True, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ("kind", "key", "-number")
        indexes = (
            models.Index(fields=("published_at", "id"), name="edition_in_time"),
            models.Index(fields=("by",), condition=Q(by__isnull=False), name="edition_by"),
        )
        constraints = (
            models.UniqueConstraint(fields=("kind", "key", "number"), name="edition_number_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="edition_number_from_1"),
            models.CheckConstraint(
                condition=(Q(snapshot=None) & ~Q(reason="")) | (Q(snapshot__isnull=False) & Q(reason="")),
                name="edition_snapshot_or_reason",
            ),
            models.CheckConstraint(condition=Q(replacement=None) | Q(reason="replaced"), name="edition_replacement"),
        )

    def __str__(self):
        return f"{self.kind} {self.key} #{self.number}"

    def save(self, *args, **kwargs):
        """Append the edition. Raises TypeError when it is there already: an edition never changes."""
        if not self._state.adding:
            raise TypeError("Editions are immutable.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Raises TypeError: the record keeps every edition."""
        raise TypeError("Editions are immutable.")

    @property
    def is_withdrawal(self):
        return bool(self.reason)

    @property
    def day(self):
        """The day of its publication, here."""
        return timezone.localdate(self.published_at)

    @property
    def timestamps(self):
        """What the live row says of the record; of an edition that `latest_of` gave."""
        updated_at = self.major or self.first
        days = {"published_at": self.first, "updated_at": updated_at}
        return days | {"edition_number": self.number, "former_titles": self.former_titles}

    @property
    def former_titles(self):
        """The titles that it had in other editions, one a line."""
        now = self.snapshot["body"].get("title") if self.snapshot else None
        return "\n".join(title for title in sorted(set(filter(None, self.called or ()))) if title != now)
