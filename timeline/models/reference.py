import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editing.named_rows import NamedQuerySet, NamedRow
from publishing.addresses import small_letters
from text.clean_fields import CleanCharField
from text.fields import FoldedField, SortField


class Mode(models.TextChoices):
    """How people took part in an event."""

    ON_SITE = "on_site", _("on site")
    HYBRID = "hybrid", _("on site and online")
    ONLINE = "online", _("online")


class LabelQuerySet(NamedQuerySet):
    """Words that events are sorted by."""

    def in_public(self):
        """Those that an event which the public reads has."""
        return self.filter(entries__isnull=False)


class Label(NamedRow):
    """A word that staff sort events by. Its address stays when it is renamed; one that is changed still leads here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = CleanCharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=60, unique=True, validators=[small_letters])
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    folded = FoldedField("name", "other_names")
    sort_name = SortField("name")

    objects = LabelQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "sort_name", "pk")

    def save(self, *args, **kwargs):
        """Keep the row, and the address that it had until now."""
        old_slug = type(self).objects.filter(pk=self.pk).values_list("slug", flat=True).first()
        if old_slug and old_slug != self.slug:
            self.former_slugs = " ".join(dict.fromkeys([*self.former_slugs.split(), old_slug]))
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "former_slugs"}
        super().save(*args, **kwargs)


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
