"""How eyes see colours: contrast as in the accessibility guidelines, and distances for the colour-blind."""

from __future__ import annotations

from math import dist
from typing import Final

from game.window.theme import Rgb, rgb

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

VISIONS: Final[dict[str, Matrix]] = {
    "normal": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What is left of linear red, green and blue without one kind of cone (Machado, Oliveira and Fernandes 2009)."""

TO_XYZ: Final[Matrix] = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE: Final[Triple] = (0.9505, 1.0, 1.089)


def linear(colour: Rgb) -> Triple:
    """Return the amounts of light that a colour stands for."""
    red, green, blue = (_light(part / 255) for part in colour)
    return red, green, blue


def _light(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: Rgb) -> float:
    """Return how bright a colour is, from 0 to 1."""
    return _times(TO_XYZ, linear(colour))[1]


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(colour: Rgb, vision: Matrix) -> Triple:
    """Return a colour as an eye of a kind sees it, in the space where distances match what is seen."""
    seen = [min(1.0, max(0.0, part)) for part in _times(vision, linear(colour))]
    x, y, z = (
        _root(part / white) for part, white in zip(_times(TO_XYZ, (seen[0], seen[1], seen[2])), WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116


def distance(one: str, other: str, vision: str) -> float:
    """Return how far two colours, written `#RRGGBB`, lie apart for a kind of eye."""
    return dist(lab(rgb(one), VISIONS[vision]), lab(rgb(other), VISIONS[vision]))


def _times(matrix: Matrix, column: Triple) -> Triple:
    first, second, third = (sum(part * value for part, value in zip(row, column, strict=True)) for row in matrix)
    return first, second, third
