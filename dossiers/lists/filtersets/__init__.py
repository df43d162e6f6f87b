"""What the public may narrow lists by, list by list."""

from dossiers.lists.filtersets.dossiers import DossierFilterSet
from dossiers.lists.filtersets.events import EventFilterSet
from dossiers.lists.filtersets.organisations import OrganisationFilterSet

__all__ = ["DossierFilterSet", "EventFilterSet", "OrganisationFilterSet"]
