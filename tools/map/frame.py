"""How far the map goes, and where a place lies on it. Pure."""

from tools.map.projection import EUROPE

# From Iceland to Georgia and from Nordkapp to the sea around Malta, in metres around 52° N, 10° E.
# What lies overseas is outside.
LEFT, TOP, RIGHT, BOTTOM = -1_770_000, -2_260_000, 2_985_000, 1_960_000
WIDTH = 2000
SCALE = WIDTH / (RIGHT - LEFT)
HEIGHT = round((BOTTOM - TOP) * SCALE)
KM2 = 1e6 * SCALE**2  # a square kilometre, in the units of the map


def on_map(longitude, latitude):
    """The point of the map where a place lies that is given in degrees."""
    east, south = EUROPE(longitude, latitude)
    return (east - LEFT) * SCALE, (south - TOP) * SCALE


def in_frame(x, y):
    """Whether a point lies on the part of the map that is shown."""
    return 0 < x < WIDTH and 0 < y < HEIGHT
