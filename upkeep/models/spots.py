from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from text.clean_fields import CleanCharField
from text.fields import PlainOrderField
from upkeep.models.links import EARLIEST, ExternalLink


class LinkSpotQuerySet(models.QuerySet):
    """Where addresses on other sites stand."""

    def broken(self):
        """Those whose address is told to be wrong, the latest news first."""
        return self.filter(link__told_at__gte=EARLIEST)

    def failing(self):
        """Those whose address failed when it was asked for last."""
        return self.exclude(link__failure="")

    def accepted(self):
        """Those whose address fails, and somebody said that this is right."""
        return self.filter(link__accepted__gt="", link__failure=models.F("link__accepted"))

    def of(self, item):
        """Those in one item."""
        return self.filter(kind=item._meta.label_lower, key=str(item.pk))

    def latest_first(self):
        """In the order in which they failed, with their addresses."""
        return self.select_related("link").order_by("-link__told_at", "-pk")


class LinkSpot(models.Model):
    """A place where an address on another site stands: a field of an item, at the desk or as readers see it."""

    link = models.ForeignKey(ExternalLink, models.CASCADE, related_name="spots")
    kind = models.CharField(_("where"), max_length=50)  # of which model the item is: "timeline.event"
    key = PlainOrderField(max_length=40)
    field = models.CharField(max_length=60)  # as the item's form names it
    words = CleanCharField(_("words of the link"), max_length=200, blank=True)
    is_at_desk = models.BooleanField(default=True)
    is_public = models.BooleanField(_("readers meet it"), default=False)

    item = None  # the row in which it stands; see `with_items`

    objects = LinkSpotQuerySet.as_manager()

    class Meta:
        default_permissions = ("view", "recheck")
        verbose_name = _("link that does not work")
        verbose_name_plural = _("links that do not work")
        constraints = (models.UniqueConstraint(fields=("link", "kind", "key", "field"), name="spot_once"),)
        indexes = (models.Index(fields=("kind", "key"), name="spot_of_item"),)

    def __str__(self):
        return self.words or self.link.url

    @property
    def form_address(self):
        """The form in which it can be mended, at its field."""
        model = apps.get_model(self.kind)
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[self.key])
        return f"{address}#id_{self.field}"

    @property
    def kind_name(self):
        """What the item is."""
        return capfirst(apps.get_model(self.kind)._meta.verbose_name)

    @property
    def field_name(self):
        """What the form calls the field; of a row of the form, what the rows are."""
        rows, _sep, _rest = self.field.partition("-")
        field = apps.get_model(self.kind)._meta.get_field(rows)
        return capfirst(field.related_model._meta.verbose_name if field.is_relation else field.verbose_name)


def with_items(spots):
    """Give each of these spots its `item`; None where that is gone. Asks once for a kind, however many there are."""
    for kind in {spot.kind for spot in spots}:
        rows, of_kind = apps.get_model(kind)._default_manager, [spot for spot in spots if spot.kind == kind]
        items = getattr(rows, "for_headings", rows.all)().in_bulk([spot.key for spot in of_kind])
        by_key = {str(key): item for key, item in items.items()}
        for spot in of_kind:
            spot.item = by_key.get(spot.key)


def item_of(kind, key):
    """The item of a kind with a key; None where either is no such thing."""
    if not key or not LinkSpot.objects.filter(kind=kind, key=key).exists():
        return None
    spot = LinkSpot(kind=kind, key=key)
    with_items([spot])
    return spot.item
