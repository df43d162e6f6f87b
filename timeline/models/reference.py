import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editing.models import ReferenceRow
from publishing.addresses import small_letters
from text.clean_fields import CleanCharField
from text.fields import FoldedField


class Mode(models.TextChoices):
    """How people took part in an event."""

    ON_SITE = "on_site", _("on site")
    HYBRID = "hybrid", _("on site and online")
    ONLINE = "online", _("online")


class Label(ReferenceRow):
    """A word that staff sort events by. Its address stays when it is renamed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = CleanCharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=60, unique=True, validators=[small_letters])
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    folded = FoldedField("name")

    class Meta:
        abstract = True
        ordering = ("position", "name")

    def __str__(self):
        return self.name


class EventType(Label):
    """What kind of thing an event is: a meeting report, a tool, a study. True for everyone as soon as saved."""

    class Icon(models.TextChoices):
        """The sign that readers see beside the name of a type."""

        MEETING = "meeting", _("meeting")
        TOOL = "tool", _("tool")
        STUDY = "study", _("study")
        POLICY = "policy", _("policy")
        PROGRAMME = "programme", _("programme")
        VIDEO = "video", _("video")
        NEWS = "news", _("news")
        MONITOR = "monitor", _("monitor")

    icon = models.CharField(_("icon"), max_length=20, choices=Icon, default=Icon.NEWS)
    is_default = models.BooleanField(_("chosen for new events"), default=False)

    class Meta(Label.Meta):
        verbose_name = _("event type")
        verbose_name_plural = _("event types")
        constraints = (
            models.CheckConstraint(
                condition=Q(icon__in=["meeting", "tool", "study", "policy", "programme", "video", "news", "monitor"]),
                name="event_type_icon_known",
            ),
            models.UniqueConstraint(
                fields=("is_default",),
                condition=Q(is_default=True),
                name="event_type_one_default",
                violation_error_message=_("Another type is already chosen for new events."),
            ),
        )


class Topic(Label):
    """A subject that events may share, such as an education level. True for everyone as soon as saved."""

    class Meta(Label.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
