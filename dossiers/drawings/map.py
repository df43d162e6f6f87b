"""The map and the outlines as pages take them: what is counted in each country. Asks no database.

The paths of the map are in a picture of its own (`tools.map.picture`), which pages show piece by piece.
"""

import re
from bisect import bisect
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from django.urls import reverse
from django.utils.translation import ngettext

from dossiers.drawings.europe import europe
from taskforces.models.reference import country_name
from text.folding import fold

NUMBER = re.compile(r"-?\d+")
# The least number of each shade, and what its key says.
SHADES = {1: "1", 2: "2–3", 4: "4–6", 7: "7+"}


def outline(code):
    """The outline of a country, or of the Union ("EU"): a path in a square of `europe.SIDE`, or None."""
    return europe()["outlines"].get(code)


def rings(path):
    """The closed lines that a path was drawn of, each a list of points."""
    for ring in path.split("z")[:-1]:
        numbers = [int(number) for number in NUMBER.findall(ring)]
        steps = zip(numbers[::2], numbers[1::2], strict=True)
        yield list(accumulate(steps, lambda point, step: (point[0] + step[0], point[1] + step[1])))


def shade(number):
    """How dark a country is drawn: 0 (nothing there) to 4."""
    return bisect(list(SHADES), number)


def to_list(code):
    """The address of the list of taskforces in a country."""
    return reverse("dossiers", query={"country": code})


@dataclass(frozen=True)
class Shape:
    """A country with the number of its taskforces; one that the map does not show has no `path`.

    `href` is "" where nothing is to be found. Its number stands in its `middle`. `hit` is the middle of a circle for
    the finger, where the country is small; one that is `tiny` must be drawn larger to be seen. `around`: land that
    only surrounds Europe. `chosen`: what the list is narrowed to.
    """

    code: str
    name: str
    count: int
    href: str
    chosen: bool
    path: str = ""
    middle: tuple[int, int] | None = None
    hit: tuple[int, int] | None = None
    tiny: bool = False
    around: bool = False

    @property
    def shade(self):
        return shade(self.count)

    @property
    def place(self):
        """Where its number stands."""
        return self.hit or self.middle

    @property
    def label(self):
        """What the shape says: "France: 3 taskforces"."""
        words = ngettext("%(country)s: %(number)d taskforce", "%(country)s: %(number)d taskforces", self.count)
        return words % {"country": self.name, "number": self.count}


def map_shapes(counts, selected=frozenset(), address=to_list):
    """All countries of the map, the large ones first, so that the small ones lie on top.

    `counts` are numbers of taskforces by ISO 3166-1 code, `selected` the codes that the list is narrowed to, `address`
    gives the link for a code.
    """
    return [
        Shape(*shape_facts(code, counts, selected, address), **drawing)
        for code, drawing in europe()["map"]["countries"].items()
    ]


def shape_facts(code, counts, selected, address):
    """What a page says about a country: its code, name, number, link, and whether the list is narrowed to it."""
    count = counts.get(code, 0)
    return code, country_name(code), count, address(code) if count else "", code in selected


class Map:
    """A map of Europe for a page, and the same as a table. Parameters: those of `map_shapes`."""

    def __init__(self, counts, selected=frozenset(), address=to_list):
        self.counts, self.selected, self.address = counts, selected, address

    @classmethod
    def of(cls, choices, address=to_list):
        """The map of a filter's choices of countries (`dossiers.lists.facets.Choice`)."""
        return cls(
            {choice.value: choice.number for choice in choices},
            {choice.value for choice in choices if choice.chosen},
            address,
        )

    @property
    def values(self):
        """All that is drawn, as a key: what links lead to is known from one of them."""
        return *sorted(self.counts.items()), *sorted(self.selected), self.address("FR")

    @property
    def frame(self):
        """The size of the drawing."""
        return europe()["map"]

    @cached_property
    def shapes(self):
        return map_shapes(self.counts, self.selected, self.address)

    @property
    def empty(self):
        """The shapes that the list is narrowed to and where nothing is to be found."""
        return [shape for shape in self.shapes if shape.chosen and not shape.count]

    @property
    def links(self):
        """The shapes that lead somewhere."""
        return [shape for shape in self.shapes if shape.count]

    @cached_property
    def rows(self):
        """Every country with taskforces, on the map or not, by name."""
        shapes = [Shape(*shape_facts(code, self.counts, self.selected, self.address)) for code in self.counts]
        return sorted((shape for shape in shapes if shape.count), key=lambda shape: fold(shape.name))

    @property
    def elsewhere(self):
        """The rows that the map has no place for: the Union as a whole, countries overseas."""
        return [row for row in self.rows if row.code not in self.frame["countries"]]

    @property
    def key(self):
        """What the shades mean: [(shade, numbers)], of those that are there; empty when one shade says nothing."""
        present = {shape.shade for shape in self.links}
        shades = [(shade(least), numbers) for least, numbers in SHADES.items() if shade(least) in present]
        return shades if len(shades) > 1 else []
