"""Time from left to right. Pure."""

from datetime import date

WIDTH = 1000
LABELS = 8  # years that fit beside each other on a phone


class Scale:
    """Whole years from the first to the last of some days, on a width of 1000; the first is one that is written."""

    def __init__(self, days):
        first, self.last = min(days).year, max(days).year + 1
        self.step = next(step for step in steps() if (self.last - first) / step <= LABELS)
        self.first = max(first - first % self.step, 1)

    def x(self, day):
        """How far from the left a day lies."""
        into_year = (day - date(day.year, 1, 1)).days / 366
        return round(WIDTH * (day.year - self.first + into_year) / (self.last - self.first))

    @property
    def years(self):
        """The years that are written, with their place as a share of the width: [("12.5%", 2018)]."""
        years = range(self.first, self.last, self.step)
        return [(f"{self.x(date(year, 1, 1)) / WIDTH:.1%}", year) for year in years]


def steps():
    """Round numbers: 1, 2, 5, 10, 20, 50 and so on."""
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10
