"""Which organisations the public may know of: those that something live names."""

from django.db.models import Q
from django.db.models.functions import Coalesce

from publishing.models import Tally
from publishing.models.tallies import number_of
from taskforces.models.live import Dossier
from taskforces.models.reference import Organisation
from timeline.models.live import Entry

FACET = "organisation"


def public():
    """The organisations that a dossier or an entry names."""
    return Organisation.objects.filter(named_by(Dossier) | named_by(Entry))


def named_by(model):
    """The condition on an organisation that a live row of a model names it."""
    return Q(pk__in=Tally.objects.used_keys(model.schema.kind, FACET))


def with_counts(organisations):
    """Organisations with `dossier_count` and `event_count`."""
    return organisations.annotate(
        dossier_count=Coalesce(number_of(Dossier.schema.kind, FACET, "pk"), 0),
        event_count=Coalesce(number_of(Entry.schema.kind, FACET, "pk"), 0),
    )
