"""The record (editions, addresses, changes), what publishable items are, their reviews, what is scheduled, the trash,
and the site's own words.
"""

from publishing.models.addresses import Address
from publishing.models.changes import ChangeCount
from publishing.models.desk_states import DeskState
from publishing.models.editions import Edition
from publishing.models.live import Live
from publishing.models.misses import Miss
from publishing.models.preview_links import PreviewLink
from publishing.models.publishable import Publishable, PublishableQuerySet
from publishing.models.remarks import Remark
from publishing.models.reviews import ReviewStep
from publishing.models.scheduled import ScheduledAct
from publishing.models.spellings import Spelling
from publishing.models.tallies import Tally
from publishing.models.terms import Term
from publishing.models.texts import Text
from publishing.models.trash import TrashedItem

__all__ = [
    "Address",
    "ChangeCount",
    "DeskState",
    "Edition",
    "Live",
    "Miss",
    "PreviewLink",
    "Publishable",
    "PublishableQuerySet",
    "Remark",
    "ReviewStep",
    "ScheduledAct",
    "Spelling",
    "Tally",
    "Term",
    "Text",
    "TrashedItem",
]
