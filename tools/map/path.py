"""Rings of points as the data of an SVG path, in as few letters as it takes. Pure."""

import re
from itertools import pairwise


def cropped(points, left, top, right, bottom):
    """The part of a closed line that lies in a frame (Sutherland and Hodgman); [] when it lies outside."""
    for axis, limit, sign in ((0, left, 1), (0, right, -1), (1, top, 1), (1, bottom, -1)):
        points = list(cut(points, axis, limit, sign))
    return points


def cut(points, axis, limit, sign):
    """The closed line on one side of a straight cut."""
    for point, next_point in zip(points, points[1:] + points[:1], strict=True):
        if (point[axis] - limit) * sign >= 0:
            yield point
        if (point[axis] - limit) * (next_point[axis] - limit) < 0:
            part = (limit - point[axis]) / (next_point[axis] - point[axis])
            yield tuple(a + part * (b - a) for a, b in zip(point, next_point, strict=True))


def drawn(rings):
    """The path of closed lines, in whole numbers; lines that shrink to nothing are left out."""
    return "".join(filter(None, map(ring_path, rings)))


def ring_path(points):
    """The path of one closed line; "" for one that shrinks to nothing."""
    dots = [(round(x), round(y)) for x, y in points]
    dots = straightened([dot for dot, next_dot in zip(dots, dots[1:] + dots[:1], strict=True) if dot != next_dot])
    if len(dots) < 3:
        return ""
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(dots)]
    return f"M{close(dots[0])}l{close([number for step in steps for number in step])}z"


def straightened(dots):
    """The closed line without the dots that lie on the straight way between their neighbours."""
    turns = zip(dots[-1:] + dots[:-1], dots, dots[1:] + dots[:1], strict=True)
    return [b for a, b, c in turns if (b[0] - a[0]) * (c[1] - b[1]) != (b[1] - a[1]) * (c[0] - b[0])]


def close(numbers):
    """Numbers one after the other; a minus parts them as well as a space does."""
    return re.sub(" (?=-)", "", " ".join(map(str, numbers)))
