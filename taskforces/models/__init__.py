"""Reference rows (countries, organisations), the desk (what staff edit) and the live rows (what the public reads)."""

from taskforces.models.desk import Taskforce
from taskforces.models.limits import Limits, limits_of
from taskforces.models.live import Dossier
from taskforces.models.live_links import (
    DossierCountry,
    DossierDocument,
    DossierOrganisation,
    DossierRelation,
    DossierResult,
)
from taskforces.models.parts import Objective, Result, TaskforceDocument, TaskforceOrganisation, TaskforceRelation
from taskforces.models.reference import Country, Organisation
from taskforces.models.regions import Region
from taskforces.models.sources import Source
from taskforces.models.status import Status

__all__ = [
    "Country",
    "Dossier",
    "DossierCountry",
    "DossierDocument",
    "DossierOrganisation",
    "DossierRelation",
    "DossierResult",
    "Limits",
    "Objective",
    "Organisation",
    "Region",
    "Result",
    "Source",
    "Status",
    "Taskforce",
    "TaskforceDocument",
    "TaskforceOrganisation",
    "TaskforceRelation",
    "limits_of",
]
