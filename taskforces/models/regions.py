import uuid

from django.db import models
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from editing.models import ReferenceRow
from text.clean_fields import CleanCharField, CleanTextField
from text.fields import FoldedField, SortField
from text.folding import fold


def region_slug(region):
    """What a region is called in addresses, however it is spelt: "provence-alpes" for "Provence–Alpes"."""
    return slugify(fold(region).replace("'", ""))


class Region(ReferenceRow):
    """What a region that taskforces name is called in other languages. Search finds them by that, as soon as saved."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = CleanCharField(
        _("name"), max_length=100, unique=True, help_text=_("As taskforces have it in “region”, for example: Bretagne.")
    )
    other_names = CleanTextField(
        _("other names"), help_text=_("One a line, for example: Brittany. Search finds the taskforces by them.")
    )
    folded = FoldedField("name", "other_names")
    sort_name = SortField("name")

    class Meta:
        default_permissions = ("add", "change", "delete", "view")
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ("sort_name", "pk")
        constraints = (models.CheckConstraint(condition=~Q(name=""), name="region_has_a_name"),)

    def __str__(self):
        return self.name
