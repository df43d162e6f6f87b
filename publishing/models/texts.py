from django.db import models
from django.utils.translation import gettext_lazy as _

from editing.models import ReferenceRow
from text.clean_fields import CleanCharField
from text.fields import FoldedField, RichTextField, SortField


class Text(ReferenceRow):
    """The site's own words on one matter, which staff edit. True for everyone as soon as saved."""

    class Key(models.TextChoices):
        """A place on the site where such words stand."""

        WHAT_ARE_TASKFORCES = "what-are-taskforces", _("What are taskforces?")
        TIMELINE_INTRODUCTION = "timeline-introduction", _("Introduction of the timeline")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        PRIVACY = "privacy", _("Privacy")
        CONTACT = "contact", _("Contact")

    key = models.CharField(_("place"), max_length=40, primary_key=True, choices=Key)
    title = CleanCharField(_("title"), max_length=200)
    body = RichTextField(_("text"), blank=True)
    folded = FoldedField("title", "body")
    sort_title = SortField("title")

    class Meta:
        default_permissions = ("change", "view")
        verbose_name = _("text of the site")
        verbose_name_plural = _("texts of the site")
        ordering = ("sort_title", "pk")

    def __str__(self):
        return self.title
