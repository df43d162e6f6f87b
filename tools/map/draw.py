"""Draws `europe.json` once: `python -m tools.map.draw FOLDER`.

FOLDER is the unpacked npm package world-atlas 2. The map takes Natural Earth's middle scale (1 : 50 million), whose
coasts are already calm; the outlines take the large one (1 : 10 million), so that Malta has a face too.
"""

import json
import sys
from pathlib import Path

from dossiers.drawings.europe import FILE
from tools.map import hits, source, topology
from tools.map.countries import AROUND
from tools.map.frame import HEIGHT, KM2, WIDTH, in_frame, on_map
from tools.map.outlines import outlines
from tools.map.path import cropped, drawn

HEAD = {
    "about": "A map of Europe and outlines of its countries as SVG paths; made by tools/map/draw.py, not by hand.",
    "source": "Natural Earth 4.1 (naturalearthdata.com), from the npm package world-atlas 2",
    "licence": "Public domain",
    "projection": "EPSG:3035 for the map; for an outline the same projection, centred on its country",
}
EDGE = 10  # land goes on a little outside the frame, so that the cut is not seen as a border
COARSE, FINE = 90 * KM2, 10 * KM2  # what a bend must be worth on large and on small land
SMALL = 20_000 * KM2  # land up to this size is small
TINY = 1000 * KM2  # a country up to this size would not be seen
ISLAND = 480 * KM2  # islands below this are left out, unless they are all there is
# 24 pixels across when the map is 320 pixels wide, and how far such a circle may lie from its country.
HIT, REACH = round(12 / 320 * WIDTH), 30


def main(folder):
    """Write the file that the pages read."""
    europe = HEAD | {"map": europe_map(read(folder, "50m")), "outlines": outlines(read(folder, "10m"))}
    FILE.write_text(json.dumps(europe, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def read(folder, scale):
    """The source in one of its scales."""
    return source.read(json.loads(Path(folder, f"countries-{scale}.json").read_text(encoding="utf-8")))


def europe_map(europe):
    """The map: its size, the radius of a hit, and what is drawn of each country, the largest first."""
    flat = [[on_map(*place) for place in line] for line in europe.lines]
    rings_by_country = {code: worth_drawing(europe.rings(code), flat) for code in europe.countries}
    lines = calm(flat, rings_by_country)
    land = {
        code: [topology.line(ring, lines)[:-1] for ring in rings] for code, rings in rings_by_country.items() if rings
    }
    spots = hits.hits({code: land[code][0] for code in land.keys() - AROUND.keys()}, HIT, REACH)
    in_order = sorted(land, key=lambda code: -topology.area(land[code][0]))
    countries = {code: country(code, land[code], spots) for code in in_order}
    return {"width": WIDTH, "height": HEIGHT, "hit": HIT, "countries": countries}


def worth_drawing(rings, flat):
    """The rings that lie in the frame and are large enough to be seen, the largest first."""
    visible = [ring for ring in rings if any(in_frame(*point) for point in topology.line(ring, flat))]
    sized = sorted(((topology.area(topology.line(ring, flat)), ring) for ring in visible), reverse=True)
    return [ring for size, ring in sized if size > ISLAND or ring is sized[0][1]]


def calm(flat, rings_by_country):
    """All lines with fewer points. Each is simplified once, as finely as the smallest land beside it wants."""
    rings = [ring for country in rings_by_country.values() for ring in country]
    small = {max(arc, ~arc) for ring in rings if topology.area(topology.line(ring, flat)) < SMALL for arc in ring}
    return [simple(line, FINE if number in small else COARSE) for number, line in enumerate(flat)]


def simple(line, least):
    """The line without small bends; an island keeps a shape."""
    return topology.simplified(line, least, keep=2 if line[0] == line[-1] else 0)


def country(code, rings, spots):
    """What the file says of a country."""
    visible = [cropped(ring, -EDGE, -EDGE, WIDTH + EDGE, HEIGHT + EDGE) for ring in rings]
    marks = {"around": code in AROUND, "tiny": topology.area(rings[0]) < TINY}
    # Where its number stands; land around Europe has none.
    if code in spots:
        place = {"hit": spots[code]}
    else:
        place = {} if code in AROUND else {"middle": [round(part) for part in hits.middle(visible[0])]}
    return {"path": drawn(visible)} | place | {name: True for name, applies in marks.items() if applies}


if __name__ == "__main__":
    main(sys.argv[1])
