from upkeep.models.links import ExternalLink
from upkeep.models.spots import LinkSpot

__all__ = ["ExternalLink", "LinkSpot"]
