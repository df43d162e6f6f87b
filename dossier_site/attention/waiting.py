"""Items that wait for somebody before the public reads them: a sentence for each kind and state, from columns alone."""

from django.contrib import admin
from django.contrib.admin.utils import model_ngettext
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dossier_site.attention.faults import may_see
from publishing.models import DeskState, Publishable


def changed(model):
    """What readers read is not what stands on the desk; with the one of which that is so longest."""
    items = model.objects.changed()
    count = items.count()
    sentence = ngettext(
        "%(count)d %(kind)s has changes that are not public yet.",
        "%(count)d %(kind)s have changes that are not public yet.",
        count,
    )
    return line(model, sentence, count, "changed", _oldest(items) if count else "")


def drafts(model):
    """What readers have never read."""
    count = model.objects.drafts().count()
    return line(
        model, ngettext("%(count)d %(kind)s is a draft.", "%(count)d %(kind)s are drafts.", count), count, "draft"
    )


# Each takes a model and gives a `line`; None where nothing waits. They stand on the first page in this order.
WAITS = (changed, drafts)


def waiting(user):
    """The lines of all that waits, of models that somebody may see."""
    models = [model for model in Publishable.kinds() if may_see(user, model, "view", "change")]
    return [found for wait in WAITS for model in models if (found := wait(model))]


def line(model, sentence, count, state, detail=""):
    """A sentence with its number, and the list of those in a state, the longest unchanged first; None for none."""
    if not count:
        return None
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    order = admin.site.get_model_admin(model).list_display.index("touched_at") + 1
    words = {"count": count, "kind": model_ngettext(model, count)}
    return {"sentence": sentence % words, "address": f"{address}?state={state}&o={order}", "detail": detail}


def _oldest(items):
    """Which one waits longest, since when, and who saved it last."""
    states = DeskState.objects.filter(kind=items.model.kind, key=OuterRef("pk")).order_by("-pk").values("by_name")
    rows = items.filter(touched_at__isnull=False).annotate(saved_by=Subquery(states[:1]))
    item = rows.for_headings().order_by("touched_at").first()
    if not item:
        return ""
    words = {"item": item, "age": timesince(item.touched_at, depth=1), "who": item.saved_by}
    if not item.saved_by:
        return _("Longest: “%(item)s”, for %(age)s.") % words
    return _("Longest: “%(item)s”, for %(age)s, by %(who)s.") % words
