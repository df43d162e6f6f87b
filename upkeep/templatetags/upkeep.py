"""Links that do not work, in the form of the item in which they stand."""

from django import template
from django.urls import reverse

from publishing.models.prepared import ANOTHER, TEXT, Prepared
from upkeep.models import LinkSpot
from upkeep.places import KINDS

register = template.Library()
SHOWN = 3
BROKEN = Prepared(
    lambda kind, key: LinkSpot.objects.broken().filter(kind=kind, key=key).latest_first()[: SHOWN + 1], TEXT, ANOTHER
)


@register.inclusion_tag("admin/upkeep/_item.html", takes_context=True)
def broken_links(context, item):
    """A short sentence about the links of an item that do not work; nothing where all do, or nobody may know."""
    asks = item and item._meta.label_lower in KINDS and context["request"].user.has_perm("upkeep.view_linkspot")
    spots = BROKEN.ask(item._meta.label_lower, str(item.pk)) if asks else []
    if not spots:
        return {}
    query = {"kind": spots[0].kind, "key": spots[0].key}
    address = reverse("admin:upkeep_linkspot_changelist", query=query)
    return {"spots": spots[:SHOWN], "has_more": len(spots) > SHOWN, "address": address}
