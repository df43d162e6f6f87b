import uuid
from datetime import timedelta

from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone

from taskforces.models import Organisation

SALT = "still true"
# How long the link in a letter is good.
GOOD = timedelta(days=90)


class ConfirmationRequest(models.Model):
    """That a requesting organisation was asked whether a dossier is still true, by a letter with a signed link."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taskforce = models.UUIDField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now, db_index=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=("taskforce", "organisation", "sent_at"), name="confirmation_asked"),)

    def __str__(self):
        return f"{self.taskforce} on {self.sent_at:%Y-%m-%d}"

    def get_absolute_url(self):
        """Where the organisation answers."""
        return reverse("still_true", args=[signing.Signer(salt=SALT, sep=".").sign(self.pk.hex)])

    @property
    def is_good(self):
        """Whether it can still be answered."""
        return timezone.now() < self.sent_at + GOOD

    @classmethod
    def with_token(cls, token):
        """The request with this token. Raises BadSignature for one that this site never gave, DoesNotExist for one
        that is not kept any more.
        """
        return cls.objects.get(pk=uuid.UUID(signing.Signer(salt=SALT, sep=".").unsign(token)))
