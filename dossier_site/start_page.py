"""What the first page of the desk tells whoever signed in."""

from django.contrib.admin.utils import model_ngettext
from django.urls import reverse
from django.utils.translation import ngettext_lazy

from dossier_site.your_taskforces import your_taskforces
from editing.open_forms.unsaved import unsaved_forms
from publishing.desk.scheduled import way
from publishing.models import Publishable

UNPUBLISHED = {
    "draft": ngettext_lazy("%(count)d %(kind)s is a draft.", "%(count)d %(kind)s are drafts.", "count"),
    "changed": ngettext_lazy(
        "%(count)d %(kind)s has changes that are not public yet.",
        "%(count)d %(kind)s have changes that are not public yet.",
        "count",
    ),
}


def start_page(request):
    """This person's taskforces, what is not public yet, in review or scheduled, and what was typed and not saved."""
    return {
        "your_taskforces": your_taskforces(request),
        "unpublished": list(unpublished(request)),
        "way": way(request),
        "unsaved_forms": unsaved_forms(request.user),
    }


def unpublished(request):
    """How many items of each kind are not public, or not as they are now, in sentences for those who may see them."""
    for model in Publishable.kinds():
        room, name = model._meta.app_label, model._meta.model_name
        if not request.user.has_perm(f"{room}.view_{name}") and not request.user.has_perm(f"{room}.change_{name}"):
            continue
        changelist = reverse(f"admin:{room}_{name}_changelist")
        for state, items in (("draft", model.objects.drafts()), ("changed", model.objects.changed())):
            if count := items.count():
                sentence = UNPUBLISHED[state] % {"count": count, "kind": model_ngettext(model, count)}
                yield {"sentence": sentence, "address": f"{changelist}?state={state}"}
