import uuid

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone

from text.clean_fields import CleanCharField

SALT = "preview"


class PreviewLinkQuerySet(models.QuerySet):
    """Links under which people without an account see what is on the desk."""

    def of(self, item):
        """Those to one item, newest first."""
        return self.filter(kind=item.kind, key=item.pk).order_by("-made_at", "-pk")

    def good(self):
        """Those that still show something."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """That somebody without an account may see one item as the desk has it, until a day or until it is taken back.

    Its address is signed, not stored: only this site can make it, and whoever has it needs nothing else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    meant_for = CleanCharField(max_length=200, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = CleanCharField(max_length=301, blank=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=("kind", "key", "made_at"), name="preview_link_of"),)

    def __str__(self):
        return f"{self.kind} {self.key} for {self.meant_for or 'anybody'}"

    def get_absolute_url(self):
        """Where the item is shown."""
        return reverse("preview_link", args=[self.token])

    @property
    def is_good(self):
        """Whether it still shows something."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def token(self):
        """What its address says."""
        return signing.Signer(salt=SALT).sign(self.pk.hex)

    @staticmethod
    def key_in(token):
        """The id of the link with this token. Raises BadSignature for one that this site never gave."""
        return uuid.UUID(signing.Signer(salt=SALT).unsign(token))

    def address_of(self, item):
        """Where one of the other items that are shown with it can be read whole."""
        return reverse("preview_link_item", args=[self.token, item.pk])
