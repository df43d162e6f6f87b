"""Which organisations the public may know of: those that something live names."""

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from taskforces.models.live import DossierOrganisation
from taskforces.models.reference import Organisation
from timeline.models.live_links import EntryOrganisation


def public():
    """The organisations that a dossier or an entry names, with `dossier_count` and `event_count`."""
    counted = Organisation.objects.annotate(
        dossier_count=_number(DossierOrganisation, "dossier"), event_count=_number(EntryOrganisation, "entry")
    )
    return counted.filter(Q(dossier_count__gt=0) | Q(event_count__gt=0))


def _number(links, of):
    """How many dossiers or entries name the organisation."""
    own_links = links.objects.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    return Coalesce(Subquery(own_links.annotate(number=Count(of, distinct=True)).values("number")), 0)
