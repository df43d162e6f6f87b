"""Where a finger may land for a country that is too small to be hit itself. Pure; points are those of the map."""

from math import cos, hypot, pi, sin

from tools.map.topology import area, inside


def box(points):
    """The smallest upright rectangle around points: left, top, right, bottom."""
    across, down = zip(*points, strict=True)
    return min(across), min(down), max(across), max(down)


def centre(points):
    """The middle of that rectangle."""
    left, top, right, bottom = box(points)
    return (left + right) / 2, (top + bottom) / 2


def grid(points, steps=24):
    """Points spread evenly over the inside of a closed line."""
    left, top, right, bottom = box(points)
    across = [left + (right - left) * (i + 0.5) / steps for i in range(steps)]
    down = [top + (bottom - top) * (i + 0.5) / steps for i in range(steps)]
    return [(x, y) for x in across for y in down if inside((x, y), points)]


def middle(points):
    """The place inside a closed line that lies farthest from it: where the eye sees its middle."""
    return max(grid(points) or points, key=lambda dot: min(hypot(dot[0] - x, dot[1] - y) for x, y in points))


def hits(shapes, radius, reach):
    """The middles of the circles of all shapes that are too small for a circle: {code: (x, y)}.

    `shapes` are closed lines by code. A circle lies within `reach` of the middle of its shape, where it takes least
    from the others.
    """
    land = {code: grid(points) for code, points in shapes.items()}
    middles = {code: middle(points) for code, points in shapes.items()}

    def taken(code, x, y):
        others = (dots for other, dots in land.items() if other != code)
        return sum(sum(hypot(a - x, b - y) < radius for a, b in dots) / len(dots) for dots in others)

    return {
        code: min(around(*middles[code], reach), key=lambda spot, code=code: taken(code, *spot))
        for code, points in shapes.items()
        if is_small(points, radius)
    }


def is_small(points, radius):
    """Whether a shape is narrower or lower than the circle, or fills less than half of it."""
    left, top, right, bottom = box(points)
    return min(right - left, bottom - top) < 2 * radius or area(points) < pi * radius**2 / 2


def around(x, y, reach):
    """A place, and places around it up to a distance; the nearest first."""
    rings = [(reach * part, 2 * pi * turn / 16) for part in (0.5, 1) for turn in range(16)]
    return [(round(x + far * cos(turn)), round(y + far * sin(turn))) for far, turn in [(0, 0), *rings]]
