from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.models.preview_links import PreviewLink
from publishing.models.publishable import Publishable
from text.clean_fields import CleanCharField, CleanTextField
from text.fields import FoldedField
from text.search import SearchQuerySet


class RemarkQuerySet(SearchQuerySet):
    """What people outside had to say."""

    def open(self):
        """What is still to be done. In words for which there is an index."""
        return self.filter(origin__in=Remark.Origin.values, done_at=None)

    def on(self, item):
        """What was said of one item, oldest first."""
        return self.filter(kind=item.kind, key=item.pk).order_by("pk")

    def with_titles(self):
        """With the title of the item at the desk; None where it is there no more, or it is about no item."""
        titles = [Subquery(model.objects.filter(pk=OuterRef("key")).values("title")) for model in Publishable.kinds()]
        return self.annotate(title=Coalesce(*titles))

    def same_as(self, remark):
        """What is open and says the same of the same."""
        names = ("link", "kind", "key", "address", "act", "passage", "text")
        return self.open().filter(**{name: getattr(remark, name) for name in names})


class Remark(models.Model):
    """What somebody without an account said of an item, or of another page of the site: a proposal, until staff have
    done with it. Where it quotes a `passage`, it is about the field in which that stands.
    """

    class Origin(models.TextChoices):
        """Who said it."""

        GUEST = "guest", _("guest of a preview")
        READER = "reader", _("reader")
        REQUESTER = "requester", _("requesting organisation")

    class Act(models.TextChoices):
        """What it is for."""

        CORRECT = "correct", _("Something is wrong")
        ADD = "add", _("Something is missing")
        CONFIRM = "confirm", _("All of it is still true")

    origin = models.CharField(_("who"), max_length=10, choices=Origin)
    act = models.CharField(_("what"), max_length=10, choices=Act, default=Act.CORRECT)
    link = models.ForeignKey(PreviewLink, models.CASCADE, null=True, related_name="remarks")
    kind = models.CharField(max_length=20, blank=True)
    key = models.UUIDField(null=True)
    address = models.CharField(max_length=500, blank=True)
    name = CleanCharField(_("your name"), max_length=300, blank=True)
    passage = CleanTextField(
        _("which words?"), max_length=1000, blank=True, help_text=_("Copy them from the page. Empty: all of it.")
    )
    text = CleanTextField(_("your remark"), max_length=4000, blank=True)
    said_at = models.DateTimeField(_("when"), default=timezone.now)
    done_at = models.DateTimeField(_("done"), null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    folded = FoldedField("text", "passage", "name")

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark from outside")
        verbose_name_plural = _("remarks from outside")
        default_permissions = ("view",)
        ordering = ("-said_at", "-pk")
        indexes = (
            models.Index(fields=("kind", "key", "id"), name="remark_of"),
            models.Index(fields=("-said_at", "-id"), name="remark_order"),
            models.Index(fields=("origin", "done_at", "id"), name="remark_open_of"),
        )

    def __str__(self):
        return self.text[:50] or self.get_act_display()
