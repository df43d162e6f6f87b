"""What the first page of the desk tells whoever signed in."""

from django.urls import reverse

from dossier_site.attention.faults import FAULTS, MODELS, may_see
from dossier_site.attention.from_outside import noticed_outside
from dossier_site.attention.lines import Line, told
from dossier_site.attention.waiting import waiting
from dossier_site.your_taskforces import your_taskforces
from editing.models import Finding
from editing.open_forms.unsaved import unsaved_forms
from editing.recent import recent_acts
from publishing.desk.scheduled import way

# So many faults are named; the others stand in the list of all.
FIRST = 5
SHOWN_ACTS = 10


def start_page(request):
    """This person's taskforces, what waits or is to be mended, and what was typed and not saved."""
    user, acts = request.user, list(recent_acts(request.user))
    outside, waits, faults = told(noticed_outside(user), waiting(user), to_mend(user))
    return {
        "your_taskforces": your_taskforces(request, acts),
        "recent_acts": acts[:SHOWN_ACTS],
        "attention": [*outside, *waits, *faults[:FIRST]],
        "may_mend": any(may_see(user, model, "view", "change") for model in MODELS),
        "other_faults": len(faults[FIRST:]),
        "way": way(request),
        "unsaved_forms": unsaved_forms(user),
    }


def to_mend(user):
    """A line for each fault that may be found in rows which somebody may see, what readers notice first."""
    seen = [fault for fault in FAULTS.values() if may_see(user, fault.model, "view", "change")]
    address = reverse("admin:editing_finding_changelist")
    return [
        Line(Finding.objects.standing().filter(fault=fault.name), fault.sentence, f"{address}?fault={fault.name}")
        for fault in seen
    ]
