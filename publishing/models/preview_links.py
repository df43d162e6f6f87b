import uuid

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from text.clean_fields import CleanCharField, CleanTextField

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


class RemarkQuerySet(models.QuerySet):
    """What readers of previews had to say."""

    def open_on(self, item):
        """What is still to be done about one item, oldest first."""
        return self.filter(kind=item.kind, key=item.pk, done_at=None).order_by("pk")


class Remark(models.Model):
    """What a reader of a preview said of an item: of a `passage` in one `field`, or of all of it."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    name = CleanCharField(_("your name"), max_length=100, blank=True)
    passage = CleanTextField(
        _("which words?"), max_length=1000, blank=True, help_text=_("Copy them from the page. Empty: all of it.")
    )
    text = CleanTextField(_("your remark"), max_length=4000)
    field = models.CharField(max_length=50, blank=True)
    said_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = (models.Index(fields=("kind", "key", "id"), condition=Q(done_at=None), name="remark_to_do"),)

    def __str__(self):
        return self.text[:50]
