import zlib
from contextlib import contextmanager

from django.db import DatabaseError, connection, models, transaction
from django.utils.translation import get_language

# So many pages are kept; beyond that, those that were drawn first go.
KEPT = 100_000


@contextmanager
def without_waiting():
    """Give up at once where SQLite is busy: another one writes, and no reader shall wait for that."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    connection.connection.execute("PRAGMA busy_timeout=0")
    try:
        yield
    finally:
        patience = connection.settings_dict["OPTIONS"].get("timeout", 5)
        connection.connection.execute(f"PRAGMA busy_timeout={patience * 1000:d}")


class DrawnPageQuerySet(models.QuerySet):
    """Pages as they were drawn, each in one language."""

    def of(self, path, look, day):
        """The page at `path` as it looks on a day: its row, to be asked whether it is still true; None for none."""
        rows = self.filter(path=path, language=get_language(), look=look)
        return rows.filter(models.Q(day=None) | models.Q(day=day)).first()

    def keep(self, path, look, day, *, names, times, html):
        """Keep a page in the place of an older one. Where the database is busy or read-only, it is drawn once more."""
        values = {"look": look, "day": day, "names": names, "times": times, "html": zlib.compress(html)}
        page = self.model(path=path, language=get_language(), **values)
        try:
            with without_waiting(), transaction.atomic():
                self.bulk_create([page], update_conflicts=True, unique_fields=KEY, update_fields=[*values])
                self._forget_first()
        except DatabaseError:
            return False
        return True

    def _forget_first(self):
        """Now and then: keep the table as small as was said."""
        latest = self.order_by("-pk").values_list("pk", flat=True).first()
        if latest % 100 == 0:
            self.filter(pk__lte=latest - KEPT).delete()


KEY = ("path", "language")


class DrawnPage(models.Model):
    """A public page as it was drawn from live rows, kept beside them. Derived: it may be deleted at any moment.

    It is true while the `names` that it hangs on (see `publishing.generation`) changed so many `times`, and while pages
    are drawn in this way (`look`). What shows how things stand today holds for its `day` only.
    """

    path = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    look = models.CharField(max_length=64)
    day = models.DateField(null=True)
    names = models.JSONField()
    times = models.PositiveBigIntegerField()
    html = models.BinaryField()

    objects = DrawnPageQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = (models.UniqueConstraint(fields=KEY, name="drawn_page_once"),)

    def __str__(self):
        return self.path

    @property
    def content(self):
        """The page as it was drawn."""
        return zlib.decompress(self.html)
