"""Asking other people's servers, politely, within bounds, and never one inside our own network. Knows no model.

`visiting` asks. It is not read here: nearly every worker only shows what was met, and needs nothing that asks.
"""

from upkeep.visits.failures import Failure
from upkeep.visits.outcome import Outcome
from upkeep.visits.turns import Turns

__all__ = ["Failure", "Outcome", "Turns"]
