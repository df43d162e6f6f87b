"""Asking other people's servers, politely, within bounds, and never one inside our own network. Knows no model."""

from upkeep.visits.failures import Failure
from upkeep.visits.turns import Turns
from upkeep.visits.visiting import Outcome, visit

__all__ = ["Failure", "Outcome", "Turns", "visit"]
