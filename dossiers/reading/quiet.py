"""Where a timeline was quiet for long. Pure."""

from datetime import date
from itertools import pairwise

from text.dates import months_between

# So many months without an event are a break in the timeline.
LONG_SILENCE = 12


def mark_silence(entries, oldest_first=False):
    """Give `quiet_months` to the entries that stand below a year or more without an event: how many whole months.

    `entries` are all of a timeline in their order. What lasts fills the time until it ends.
    """
    dated = [entry for entry in entries if entry.sort_date]
    reach = date.min
    for older, newer in pairwise(dated if oldest_first else dated[::-1]):
        reach = max(reach, older.date_upper or date.max)
        months = months_between(reach, newer.sort_date)
        (newer if oldest_first else older).quiet_months = months if months >= LONG_SILENCE else 0
