from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone

from text.clean_fields import CleanCharField

# So many states of one item are kept; of more the oldest go.
KEPT = 100


class DeskStateQuerySet(models.QuerySet):
    """What desks held once somebody had saved them."""

    def of(self, kind, key):
        """The states of one item, newest first."""
        return self.filter(kind=kind, key=key).order_by("-pk")


class DeskState(models.Model):
    """What the desk of an item held once somebody had saved it, where that was not published in the same act."""

    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    saved_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = CleanCharField(max_length=301, blank=True)  # first and last name, of 150 letters each
    snapshot = models.JSONField(encoder=DjangoJSONEncoder)
    digest = models.CharField(max_length=64)

    objects = DeskStateQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=("kind", "key", "id"), name="desk_state_of"),)

    def __str__(self):
        return f"{self.kind} {self.key} at {self.saved_at:%Y-%m-%d %H:%M}"
