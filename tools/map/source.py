"""What Natural Earth knows of our countries, corrected: which land is whose, and what is one country. Pure."""

from typing import NamedTuple

from tools.map import topology
from tools.map.countries import ALSO, AROUND, PARTNERS, RETURNED, UNION


class Source(NamedTuple):
    """All borders in degrees, and the land of each country as polygons that follow them."""

    lines: list
    countries: dict

    def rings(self, *codes):
        """The rings around countries taken together."""
        return topology.joined([polygon for code in codes for polygon in self.countries[code]], self.lines)


def read(data):
    """The source as we see it, from a TopoJSON file of countries."""
    lines, areas = list(topology.arcs(data)), topology.areas(data)
    for loser, owner, place in RETURNED:
        give_back(areas, lines, loser, owner, place)
    names = {**UNION, **PARTNERS, **AROUND}
    return Source(lines, {code: land(areas, name, *ALSO.get(code, ())) for code, name in names.items()})


def land(areas, *names):
    """The polygons of all areas with these names; a coarse source has not every one of them."""
    return [polygon for name in names for polygon in areas.get(name, ())]


def give_back(areas, lines, loser, owner, place):
    """Move the polygon that holds a place from one country to the other."""
    polygon = next(rings for rings in areas[loser] if topology.inside(place, topology.line(rings[0], lines)))
    areas[loser].remove(polygon)
    areas[owner].append(polygon)
