import uuid

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from library.models import Document
from text.clean_fields import CleanCharField, CleanURLField


class Source(models.Model):
    """Where statements of a taskforce come from. They name it in a mark: [source: its name]."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    taskforce = models.ForeignKey("Taskforce", models.CASCADE, related_name="sources")
    name = CleanCharField(
        _("short name"),
        max_length=60,
        validators=[RegexValidator(r"[\[\]<>]", _("Leave out brackets."), inverse_match=True)],
        help_text=_("For example Rectorat 2021. Type [source: Rectorat 2021] behind each statement that it shows."),
    )
    title = CleanCharField(
        _("title"),
        max_length=300,
        blank=True,
        help_text=_("What it is, for readers: the title, who published it, the page. Else they read the short name."),
    )
    address = CleanURLField(_("address"), max_length=500, blank=True)
    seen = models.DateField(_("seen on"), null=True, blank=True, help_text=_("The day when it said so."))
    archived = CleanURLField(
        _("archived copy"),
        max_length=500,
        blank=True,
        help_text=_("The address of a copy that stays, for example at web.archive.org."),
    )
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, verbose_name=_("document"), related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="source_has_a_name"),
            models.CheckConstraint(
                condition=~Q(address="") | Q(document__isnull=False),
                name="source_is_somewhere",
                violation_error_message=_("A source needs an address or a document."),
            ),
        )

    def __str__(self):
        return self.name
