"""From places on the globe to points on a flat map, so that equal areas stay equal.

Lambert's azimuthal equal-area projection on the GRS80 ellipsoid. Centred on 52° N, 10° E it is EPSG:3035, in which the
statistical maps of the European Union are drawn. Pure: knows neither countries nor pictures.
"""

from math import asin, cos, log, radians, sin, sqrt

AXIS = 6378137.0
FLATTENING = 1 / 298.257222101
SQUARED = FLATTENING * (2 - FLATTENING)
ECCENTRICITY = sqrt(SQUARED)


def authalic(sine):
    """Snyder's q: how much of the ellipsoid lies between the equator and the latitude with this sine."""
    product = ECCENTRICITY * sine
    return (1 - SQUARED) * (sine / (1 - product**2) - log((1 - product) / (1 + product)) / (2 * ECCENTRICITY))


POLE = authalic(1)
RADIUS = AXIS * sqrt(POLE / 2)


class EqualArea:
    """The projection centred on one place, which becomes (0, 0): x grows eastwards and y *southwards*, in metres."""

    def __init__(self, longitude, latitude):
        self.longitude = longitude
        sine = sin(radians(latitude))
        beta = asin(authalic(sine) / POLE)
        self.sin, self.cos = sin(beta), cos(beta)
        # Stretches the sphere of equal area so that the centre has no distortion on the ellipsoid.
        self.stretch = AXIS * cos(radians(latitude)) / sqrt(1 - SQUARED * sine**2) / (RADIUS * self.cos)

    def __call__(self, longitude, latitude):
        """The point (x, y) of a place given in degrees."""
        turn = radians(longitude - self.longitude)
        beta = asin(authalic(sin(radians(latitude))) / POLE)
        far = RADIUS * sqrt(2 / (1 + self.sin * sin(beta) + self.cos * cos(beta) * cos(turn)))
        east = far * self.stretch * cos(beta) * sin(turn)
        north = far / self.stretch * (self.cos * sin(beta) - self.sin * cos(beta) * cos(turn))
        return east, -north


EUROPE = EqualArea(10, 52)
