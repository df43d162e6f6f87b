"""Time from left to right: where days lie, as shares of a width, so that words and marks keep their size. Pure."""

from dataclasses import dataclass
from datetime import date

# As many years are written as stand beside each other on a phone.
MOST_YEARS, STEPS = 8, (1, 2, 5, 10, 20, 50, 100, 500)
# The share from which on the name of a year would not fit before the end.
LATE = 93
MOST_LANES, GAP = 6, 1.8


@dataclass(frozen=True)
class Axis:
    """Whole years from `first` up to `last`, of which one in `step` is written; the first is one of them."""

    first: date
    last: date
    step: int

    @classmethod
    def over(cls, days):
        """One that holds all these days, at least one."""
        first, last = min(days).year, max(days).year + 1
        step = next(step for step in STEPS if last - first + first % step <= step * MOST_YEARS)
        return cls(date(max(first - first % step, 1), 1, 1), date(last, 1, 1), step)

    def __contains__(self, day):
        return self.first <= day < self.last

    def place(self, day):
        """Where a day lies: 0 to 100."""
        return 100 * (day - self.first).days / (self.last - self.first).days

    @property
    def years(self):
        """The years that are written: [(year, share)]; not those whose name would not fit."""
        starts = [date(year, 1, 1) for year in range(self.first.year, self.last.year, self.step)]
        return [(str(day.year), share(place)) for day in starts if (place := self.place(day)) < LATE]


def share(number):
    """A share of the width as SVG reads it, whatever the reader's language."""
    return f"{number:.1f}%"


def lanes(places):
    """For each (left, right), sorted by left, the lowest lane where it touches no other; when all are full, shared."""
    ends, chosen = [], []
    for left, right in places:
        free_lanes = [lane for lane, end in enumerate(ends) if end + GAP <= left]
        if not free_lanes and len(ends) < MOST_LANES:
            free_lanes = [len(ends)]
            ends.append(right)
        lane = free_lanes[0] if free_lanes else ends.index(min(ends))
        ends[lane] = max(ends[lane], right)
        chosen.append(lane)
    return chosen
