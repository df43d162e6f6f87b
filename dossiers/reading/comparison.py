"""Two editions of a dossier or an event compared, in the names that readers know."""

from django.utils.translation import gettext_lazy as _

from dossiers.reading.past import open_keys
from dossiers.reading.relations import EARLIER
from publishing.comparison import compare
from publishing.past import bodies_of, names_on, past_rows
from taskforces.models.live import Dossier
from taskforces.models.reference import country_name

# What values of a choice are called, where the live rows do not say it.
CHOICES = {("kind", kind): words for kind, words in EARLIER.items()}
CHOICES |= {("state", "achieved"): _("Achieved"), ("state", "expected"): _("Expected")}


def changes_between(live, before, after):
    """What is other in one edition than in another: [publishing.comparison.Change]."""
    bodies = bodies_of(live.schema, [before, after])
    rows = past_rows(live, [before, after], open_keys=open_keys)
    names = names_on(rows, live.page_lookups) | _countries(bodies) | _taskforces(bodies) | _choices(live)
    return compare(live.schema, *bodies, names)


def _choices(live):
    fields = [field for field in live._meta.concrete_fields if field.choices]
    return CHOICES | {(field.name, value): words for field in fields for value, words in field.flatchoices}


def _countries(bodies):
    codes = {code for body in bodies for code in [*body.get("countries", ()), body.get("country")] if code}
    return {code: country_name(code) for code in codes}


def _taskforces(bodies):
    """Other taskforces, and results of theirs: only those that the public reads, as they are called today."""
    keys = {key for body in bodies for key in body.get("taskforces", ())}
    keys |= {each["taskforce"] for body in bodies for each in body.get("relations", ())}
    names = {}
    for dossier in Dossier.objects.filter(pk__in=keys).only("title", "results"):
        names |= {str(dossier.pk): dossier.title} | {result["id"]: result["text"] for result in dossier.results}
    return names
