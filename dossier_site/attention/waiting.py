"""Items that wait for somebody before the public reads them: a sentence for each kind and state, from columns alone."""

from functools import partial

from django.contrib import admin
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy

from dossier_site.attention.faults import may_see
from dossier_site.attention.lines import Line
from publishing.models import DeskState, Publishable

CHANGED = ngettext_lazy(
    "%(number)d %(kind)s has changes that are not public yet.",
    "%(number)d %(kind)s have changes that are not public yet.",
    "number",
)
DRAFTS = ngettext_lazy("%(number)d %(kind)s is a draft.", "%(number)d %(kind)s are drafts.", "number")


def waiting(user):
    """The lines of all that waits, of models that somebody may see: what readers read otherwise first."""
    models = [model for model in Publishable.kinds() if may_see(user, model, "view", "change")]
    return [*map(changed, models), *map(drafts, models)]


def changed(model):
    """What readers read is not what stands on the desk; with the one of which that is so longest."""
    return Line(model.objects.changed(), CHANGED, _list(model, "changed"), partial(_oldest, model))


def drafts(model):
    """What readers have never read."""
    return Line(model.objects.drafts(), DRAFTS, _list(model, "draft"))


def _list(model, state):
    """The address of the list of those in a state, the longest unchanged first."""
    order = admin.site.get_model_admin(model).list_display.index("touched_at") + 1
    return f"{reverse(f'admin:{model._meta.app_label}_{model._meta.model_name}_changelist')}?state={state}&o={order}"


def _oldest(model):
    """Which one waits longest, since when, and who saved it last."""
    states = DeskState.objects.filter(kind=model.kind, key=OuterRef("pk")).order_by("-pk").values("by_name")
    rows = model.objects.changed().filter(touched_at__isnull=False).annotate(saved_by=Subquery(states[:1]))
    item = rows.order_by("touched_at").first()
    if not item:
        return ""
    words = {"item": item, "age": timesince(item.touched_at, depth=1), "who": item.saved_by}
    if not item.saved_by:
        return _("Longest: “%(item)s”, for %(age)s.") % words
    return _("Longest: “%(item)s”, for %(age)s, by %(who)s.") % words
