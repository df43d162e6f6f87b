"""Outlines of countries as small pictures: each alone in a square, seen from above its middle. Pure."""

from dossiers.drawings.europe import SIDE
from tools.map import hits, topology
from tools.map.countries import PARTNERS, UNION
from tools.map.frame import in_frame, on_map
from tools.map.path import drawn
from tools.map.projection import EqualArea

LETTERS = 850  # of a path, at most
BEND = 16  # what a bend must be worth, as an area of the square


def outlines(europe):
    """The outline of each country that the map shows whole, and of the Union: {code: path}."""
    rings = {"EU": europe.rings(*UNION)} | {code: europe.rings(code) for code in sorted({**UNION, **PARTNERS})}
    return {code: outline(land, europe.lines) for code, land in rings.items()}


def outline(rings, lines):
    """The path of a country, without what lies overseas."""
    near = [topology.line(ring, lines) for ring in rings]
    near = [ring for ring in near if in_frame(*on_map(*hits.centre(ring)))]
    above = EqualArea(*hits.centre([place for ring in near for place in ring]))
    return squeezed(squared([[above(*place) for place in ring] for ring in near]))


def squared(rings):
    """Rings in the middle of the square, with a little air."""
    points = [point for ring in rings for point in ring]
    left, top, right, bottom = hits.box(points)
    x, y = hits.centre(points)
    scale = 0.96 * SIDE / max(right - left, bottom - top)
    return [[(SIDE / 2 + (a - x) * scale, SIDE / 2 + (b - y) * scale) for a, b in ring] for ring in rings]


def squeezed(rings):
    """The path without small bends; where that is too long, larger bends and islands go too, the smallest first."""
    least = BEND
    while len(path := drawn(simple(rings, least))) > LETTERS:
        least *= 1.15
    return path


def simple(rings, least):
    """Rings without the bends and islands that matter less than an area; the largest always stays."""
    largest = max(map(topology.area, rings))
    worth = [ring for ring in rings if topology.area(ring) >= min(largest, 4 * least)]
    return [topology.simplified(ring, least, keep=2)[:-1] for ring in worth]
