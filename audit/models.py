from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from text.fields import FoldedField
from text.search import SearchQuerySet

YEARS = 2  # how long a record is kept; the database itself refuses to delete a younger one (triggers.py)


class RecordQuerySet(SearchQuerySet):
    """What the log holds."""

    def overdue(self):
        """What was kept long enough."""
        now = timezone.now()
        return self.filter(at__lt=now.replace(year=now.year - YEARS, day=min(now.day, 28)))


class Record(models.Model):
    """Something that somebody did and that must be known later: it is written once, and nobody changes it.

    It names nobody by a key: who did it is told as they were called that day, also when the account is gone.
    """

    class Kind(models.TextChoices):
        """What was done."""

        SIGNED_IN = "signed_in", _("signed in")
        REFUSED = "refused", _("sign-in refused")
        SECOND_FACTOR = "second_factor", _("second factor")
        RIGHTS = "rights", _("rights changed")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        ERASED = "erased", _("erased")

    at = models.DateTimeField(_("when"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what was done"), max_length=20, choices=Kind)
    who = models.CharField(_("who"), max_length=500, blank=True)
    what = models.TextField(_("to what"), blank=True)
    network = models.CharField(_("from where"), max_length=50, blank=True)

    folded = FoldedField("who", "what")

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record of the audit log")
        verbose_name_plural = _("audit log")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["kind", "at"], name="audit_by_kind")]
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.get_kind_display()}: {self.what or self.who}"
