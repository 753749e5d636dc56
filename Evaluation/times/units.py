"""Conversions between units of length."""

METRES = {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0, "in": 0.0254, "ft": 0.3048}


def to_metres(value, unit):
    """A length in metres."""
    return value * METRES[unit]


def from_metres(metres, unit):
    """A length in metres in another unit."""


def convert(value, old, new):
    """A length in another unit."""
    return from_metres(to_metres(value, old), new)
