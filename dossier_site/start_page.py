"""What the first page of the desk tells whoever signed in."""

from django.urls import reverse

from dossier_site.attention.faults import FAULTS, MODELS, may_see
from dossier_site.attention.waiting import waiting
from dossier_site.your_taskforces import your_taskforces
from editing.models import Finding
from editing.open_forms.unsaved import unsaved_forms
from publishing.desk.scheduled import way

# So many faults are named; the others stand in the list of all.
FIRST = 5
# So many of one fault are counted: how many more there are helps nobody.
MOST = 200


def start_page(request):
    """This person's taskforces, what waits or is to be mended, and what was typed and not saved."""
    faults = to_mend(request.user)
    return {
        "your_taskforces": your_taskforces(request),
        "attention": [*waiting(request.user), *faults[:FIRST]],
        "may_mend": any(may_see(request.user, model, "view", "change") for model in MODELS),
        "other_faults": len(faults[FIRST:]),
        "way": way(request),
        "unsaved_forms": unsaved_forms(request.user),
    }


def to_mend(user):
    """A sentence for each fault that was found in rows which somebody may see, what readers notice first."""
    seen = [name for name, fault in FAULTS.items() if may_see(user, fault.model, "view", "change")]
    numbers = Finding.objects.numbers(seen, MOST) if seen else {}
    address = reverse("admin:editing_finding_changelist")
    return [
        {"sentence": FAULTS[name].sentence % {"number": numbers[name]}, "address": f"{address}?fault={name}"}
        for name in seen
        if name in numbers
    ]
