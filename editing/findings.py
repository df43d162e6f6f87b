"""What somebody should look at: what is missing or odd in a row of the desk, found at its saving or by night."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from editing.people import called
from text.clean_fields import CleanCharField
from text.fields import FoldedField
from text.search import SearchQuerySet


def look_at(*rows):
    """Find anew what is odd in rows that were saved. Whoever wires the rooms says how: the rules name many rooms."""
    import_string(settings.FAULTS_ARE_FOUND_BY)(*rows)


class FindingQuerySet(SearchQuerySet):
    """What was found in all rows."""

    def standing(self):
        """What nobody has said to be right as it is."""
        return self.said(right=False)

    def said(self, *, right):
        """What was said to be right as it is, or was not. In words that ask SQLite's index, too."""
        return self.filter(is_right__in=[right])

    def of(self, *keys):
        """What was found in these rows."""
        return self.filter(key__in=keys)

    def say_right(self, *, by):
        """Note that somebody said these to be right as they are. Gives how many."""
        now = timezone.now()
        return self.standing().update(is_right=True, said_at=now, said_by=by, said_by_name=called(by))

    def ask_again(self):
        """Take that back. Gives how many."""
        return self.filter(is_right=True).update(is_right=False, said_at=None, said_by=None, said_by_name="")


class Finding(models.Model):
    """That a row has a fault: the name of the fault, and as `detail` what was found.

    `rank` is the place of the fault among all, by what readers notice first. What was said of a finding counts for the
    row as it is: once that changes the finding goes, and the fault is asked about anew if it is still there.
    """

    fault = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()
    model = models.CharField(max_length=40)
    key = models.UUIDField()
    detail = models.CharField(max_length=200, blank=True)
    title = CleanCharField(_("name"), max_length=300)
    found_at = models.DateTimeField(_("found"), default=timezone.now, db_index=True)
    is_right = models.BooleanField(default=False)
    said_at = models.DateTimeField(null=True)
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    said_by_name = CleanCharField(max_length=301, blank=True)  # first and last name, of 150 letters each
    folded = FoldedField("title")

    objects = FindingQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        verbose_name = _("thing that needs attention")
        verbose_name_plural = _("things that need attention")
        ordering = ("rank", "pk")
        constraints = (models.UniqueConstraint(fields=("key", "fault", "detail"), name="finding_once"),)
        indexes = (
            models.Index(fields=("is_right", "rank", "id"), name="finding_order"),
            models.Index(fields=("fault", "is_right", "id"), name="finding_fault"),
        )

    def __str__(self):
        return self.title


class LastRun(models.Model):
    """When a command that a timer starts last came to its end, so that the desk can say so."""

    name = models.CharField(max_length=40, primary_key=True)
    ended_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name

    @classmethod
    def note(cls, name):
        """Note that a command has come to its end now."""
        cls.objects.update_or_create(name=name, defaults={"ended_at": timezone.now()})

    @classmethod
    def last(cls, name):
        """When a command came to its end last; None where it never did."""
        return cls.objects.filter(pk=name).values_list("ended_at", flat=True).first()
