from upkeep.models.confirmations import ConfirmationRequest
from upkeep.models.links import ExternalLink
from upkeep.models.spots import LinkSpot

__all__ = ["ConfirmationRequest", "ExternalLink", "LinkSpot"]
