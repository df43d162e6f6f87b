"""Land whose neighbours share their borders: reads TopoJSON, joins areas, and simplifies a border once for both sides.

Pure. A point is (x, y), a line a list of points. An arc is a line between two meetings of borders; areas name it by its
number, or by ~number when they follow it backwards. A ring is a list of such names that ends where it began.
"""

from heapq import heapify, heappop, heappush
from itertools import accumulate, chain


def arcs(data):
    """All arcs of a TopoJSON file, in degrees."""
    (wide, high), (left, low) = data["transform"]["scale"], data["transform"]["translate"]
    for arc in data["arcs"]:
        steps = accumulate(arc, lambda point, step: (point[0] + step[0], point[1] + step[1]))
        yield [(left + x * wide, low + y * high) for x, y in steps]


def areas(data):
    """All areas of a TopoJSON file: {name: [polygon]}; a polygon is its outer ring and its holes."""
    shapes = data["objects"]["countries"]["geometries"]
    return {
        shape["properties"]["name"]: shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        for shape in shapes
    }


def line(ring, lines):
    """The points along a ring, when `lines` are the arcs; the first stands at the end again."""
    parts = [lines[name] if name >= 0 else lines[~name][::-1] for name in ring]
    return [point for part in parts for point in part[:-1]] + [parts[0][0]]


def joined(polygons, lines):
    """The rings around polygons taken together: what two of them share is no border any more."""
    arc_numbers = set(chain.from_iterable(ring for polygon in polygons for ring in polygon))
    starts = {}
    for arc_number in arc_numbers:
        if ~arc_number not in arc_numbers:
            starts.setdefault(line([arc_number], lines)[0], []).append(arc_number)
    return list(followed(starts, lines))


def followed(starts, lines):
    """Rings, found by going from the end of each arc to one that starts there."""
    while starts:
        ring, first = [], next(iter(starts))
        end = first
        while end != first or not ring:
            ring.append(starts[end].pop())
            if not starts[end]:
                del starts[end]
            end = (lines[ring[-1]] if ring[-1] >= 0 else lines[~ring[-1]][::-1])[-1]
        yield ring


def area(points):
    """The area inside a closed line, without its sign."""
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(points, points[1:] + points[:1], strict=True))) / 2


def inside(point, points):
    """Whether a point lies inside a closed line."""
    x, y = point
    sides = zip(points, points[1:] + points[:1], strict=True)
    return sum((b > y) != (v > y) and x < (u - a) * (y - b) / (v - b) + a for (a, b), (u, v) in sides) % 2 == 1


def simplified(points, least, keep):
    """The line without the points that matter less than an area (Visvalingam), but at least `keep` between its ends.

    Its ends stay, so that lines that met still meet.
    """
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))

    def weight(i):
        return area([points[before[i]], points[i], points[after[i]]])

    weights = {i: weight(i) for i in range(1, len(points) - 1)}
    heap = [(size, i) for i, size in weights.items()]
    heapify(heap)
    while heap and heap[0][0] < least and len(weights) > keep:
        size, i = heappop(heap)
        if weights.get(i) != size:
            continue
        del weights[i]
        after[before[i]], before[after[i]] = after[i], before[i]
        for near in {before[i], after[i]} & weights.keys():
            # Never less than what went before it: else a long curve is eaten up point by point.
            weights[near] = max(size, weight(near))
            heappush(heap, (weights[near], near))
    return [points[i] for i in (0, *sorted(weights), len(points) - 1)]
