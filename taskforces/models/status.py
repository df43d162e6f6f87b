from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """How a taskforce stands. Blank means that nobody has said it."""

    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Ongoing")
    PAUSED = "paused", _("Paused")
    FINALISED = "finalised", _("Finalised")
