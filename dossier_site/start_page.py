"""What the first page of the desk tells whoever signed in."""

from django.db.models import Count
from django.urls import reverse

from dossier_site.attention.faults import FAULTS, MODELS, may_see
from dossier_site.attention.waiting import waiting
from dossier_site.your_taskforces import your_taskforces
from editing.models import Finding
from editing.open_forms.unsaved import unsaved_forms

# So many faults are named; the others stand in the list of all.
FIRST = 5


def start_page(request):
    """This person's taskforces, what waits or is to be mended, and what was typed and not saved."""
    faults = to_mend(request.user)
    return {
        "your_taskforces": your_taskforces(request),
        "attention": [*waiting(request.user), *faults[:FIRST]],
        "may_mend": any(may_see(request.user, model, "view", "change") for model in MODELS),
        "other_faults": len(faults[FIRST:]),
        "unsaved_forms": unsaved_forms(request.user),
    }


def to_mend(user):
    """A sentence for each fault that was found in rows which somebody may see, what readers notice first."""
    counted = Finding.objects.standing().order_by("rank").values_list("rank", "fault").annotate(number=Count("*"))
    numbers = {name: number for _rank, name, number in counted}
    address = reverse("admin:editing_finding_changelist")
    return [
        {"sentence": fault.sentence % {"number": numbers[name]}, "address": f"{address}?fault={name}"}
        for name, fault in FAULTS.items()
        if name in numbers and may_see(user, fault.model, "view", "change")
    ]
