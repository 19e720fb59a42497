"""Between WGS-84, which satellites tell, and GCJ-02, which maps in China show.

By law maps in China are drawn on a shifted grid. Its formula was never published; the one used
here is the one that navigation software has used since 2010 and agrees with the maps to a metre.
Points are (latitude, longitude) in degrees. Outside China both are the same.
"""

from math import cos, pi, sin, sqrt

Point = tuple[float, float]

# Krasovsky's ellipsoid of 1940: its longer half axis in metres, the square of its eccentricity.
AXIS = 6378245.0
ECCENTRICITY = 0.00669342162296594323


def in_china(point: Point) -> bool:
    """Within the box in which the maps are shifted."""
    latitude, longitude = point
    return 0.8293 <= latitude <= 55.8271 and 72.004 <= longitude <= 137.8347


def gcj02_of(wgs84: Point) -> Point:
    north, east = shift(wgs84) if in_china(wgs84) else (0.0, 0.0)
    return wgs84[0] + north, wgs84[1] + east


def wgs84_of(gcj02: Point) -> Point:
    """There is no formula back: go on until the way forth leads to the point, within a hand."""
    found = gcj02
    for _step in range(5):
        shown = gcj02_of(found)
        found = found[0] + gcj02[0] - shown[0], found[1] + gcj02[1] - shown[1]
    return found


def shift(point: Point) -> Point:
    """By how many degrees the maps are off here: to the north and to the east."""
    latitude, longitude = point
    angle = latitude / 180 * pi
    flat = 1 - ECCENTRICITY * sin(angle) ** 2
    metres_north, metres_east = metres(longitude - 105, latitude - 35)
    north = metres_north * 180 / (AXIS * (1 - ECCENTRICITY) / flat**1.5 * pi)
    east = metres_east * 180 / (AXIS / sqrt(flat) * cos(angle) * pi)
    return north, east


def metres(x: float, y: float) -> Point:
    shared = 20 * sin(6 * x * pi) + 20 * sin(2 * x * pi)
    root = sqrt(abs(x))
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north += (shared + 20 * sin(y * pi) + 40 * sin(y / 3 * pi)) * 2 / 3
    north += (160 * sin(y / 12 * pi) + 320 * sin(y / 30 * pi)) * 2 / 3
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east += (shared + 20 * sin(x * pi) + 40 * sin(x / 3 * pi)) * 2 / 3
    east += (150 * sin(x / 12 * pi) + 300 * sin(x / 30 * pi)) * 2 / 3
    return north, east
