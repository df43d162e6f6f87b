"""What was noticed outside: remarks of readers and guests that are open, and links to other sites that do not work."""

from django.urls import reverse
from django.utils.translation import ngettext_lazy

from dossier_site.attention.lines import Line
from publishing.models import Remark
from upkeep.models import LinkSpot

REMARKS = ngettext_lazy(
    "%(number)d remark from outside is open.", "%(number)d remarks from outside are open.", "number"
)
LINKS = ngettext_lazy(
    "%(number)d link that readers meet does not work.", "%(number)d links that readers meet do not work.", "number"
)


def noticed_outside(user):
    """The lines of what somebody may see."""
    lines = []
    if user.has_perm("publishing.view_remark"):
        lines.append(Line(Remark.objects.open().order_by(), REMARKS, reverse("admin:publishing_remark_changelist")))
    if user.has_perm("upkeep.view_linkspot"):
        address = f"{reverse('admin:upkeep_linkspot_changelist')}?is_public__exact=1"
        lines.append(Line(LinkSpot.objects.broken().filter(is_public=True), LINKS, address))
    return lines
