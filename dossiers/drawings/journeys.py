"""How ideas travelled: a curve on the map from each taskforce to one in another country that built on it. Pure."""

from collections import defaultdict
from dataclasses import dataclass

from dossiers.drawings.europe import europe
from dossiers.drawings.map import Map
from dossiers.reading.relations import EARLIER
from taskforces.models.reference import country_name

# How far a curve swings out, as a share of its length; how far its ends stay from the places, in units of the map.
SWING, AIR = 0.18, 30


@dataclass(frozen=True)
class Stop:
    """A country on the way: where it lies on the map, and its name with the years in which its taskforces began."""

    x: int
    y: int
    words: str


class Journeys:
    """`dossiers` in any order; `ties` are those of `dossiers.reading.relations.ties` between them."""

    def __init__(self, dossiers, ties):
        by_key = {dossier.pk: dossier for dossier in dossiers}
        codes = {key: country_on_map(dossier) for key, dossier in by_key.items()}
        pairs = [(earlier, later) for kind, later, earlier, _number in ties if kind in EARLIER]
        self.pairs = [pair for pair in pairs if all(map(codes.get, pair)) and codes[pair[0]] != codes[pair[1]]]
        self.ways = [curve(place(codes[earlier]), place(codes[later])) for earlier, later in self.pairs]
        years = defaultdict(set)
        for key in {key for pair in self.pairs for key in pair}:
            start = by_key[key].start_lower
            years[codes[key]] |= {str(start.year)} if start else set()
        self.stops = [Stop(*place(code), " ".join([country_name(code), *sorted(years[code])])) for code in years]

    def __bool__(self):
        return bool(self.ways)

    @property
    def map(self):
        """The land below."""
        return Map({})


def country_on_map(dossier):
    """The code of the first country of a dossier that has a place on the map; None without any."""
    codes = (link.country_id for link in dossier.country_links.all())
    return next((code for code in codes if place(code)), None)


def place(code):
    """Where the number of a country would stand on the map: (x, y), or None."""
    drawn = europe()["map"]["countries"].get(code, {})
    return drawn.get("hit") or drawn.get("middle")


def curve(start, end):
    """The path of a curve between two places that are not the same, swinging out to the left of its way."""
    (x1, y1), (x2, y2) = start, end
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    over_x, over_y = (x2 - x1) / length, (y2 - y1) / length
    middle_x, middle_y = (x1 + x2) / 2 + over_y * length * SWING, (y1 + y2) / 2 - over_x * length * SWING
    air = min(AIR, length / 4)
    return (
        f"M{round(x1 + over_x * air)} {round(y1 + over_y * air)}"
        f"Q{round(middle_x)} {round(middle_y)} {round(x2 - over_x * air)} {round(y2 - over_y * air)}"
    )
