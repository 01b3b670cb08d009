"""Colours and type: every colour of the window by its meaning, in a light and a night palette.

Blue-teal is good for Seoul's goal and burnt orange is bad for it; everything else is ink, rule or paper.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

Rgb = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one palette by meaning, as `#RRGGBB`."""

    panel: str
    sunk: str
    back: str
    rule: str
    rule2: str
    ink: str
    ink2: str
    ink3: str
    pos: str
    pos_soft: str
    neg: str
    neg_soft: str
    mid: str
    gold: str
    accent: str
    on_accent: str
    strip: str
    on_strip: str
    focus: str
    seal: str
    sea_top: str
    sea_bottom: str
    land: str
    land2: str
    home: str
    coast: str
    grid: str
    glow: str
    veil: str


LIGHT: Final = Palette(
    panel="#FBFCFA",
    sunk="#EDF1ED",
    back="#E9EDE8",
    rule="#CDD7D1",
    rule2="#7C918B",
    ink="#13262B",
    ink2="#3F5459",
    ink3="#586C70",
    pos="#0B5A7A",
    pos_soft="#D6E6EC",
    neg="#A63F0A",
    neg_soft="#F6E1D3",
    mid="#6B6A5C",
    gold="#7D5A00",
    accent="#1D4B54",
    on_accent="#FFFFFF",
    strip="#1D4B54",
    on_strip="#FFFFFF",
    focus="#0B5A7A",
    seal="#A8322A",
    sea_top="#A9C9BE",
    sea_bottom="#8DB5A9",
    land="#F5F3EC",
    land2="#E6E4DA",
    home="#21434B",
    coast="#7FA296",
    grid="#9BBDB2",
    glow="#FBFCFA",
    veil="#13262B",
)

NIGHT: Final = Palette(
    panel="#15242A",
    sunk="#0F1D22",
    back="#0E1A1E",
    rule="#2B4047",
    rule2="#577078",
    ink="#EDF3F0",
    ink2="#BCCBC9",
    ink3="#96A9A9",
    pos="#7CC4E4",
    pos_soft="#1B3B4B",
    neg="#F2A06A",
    neg_soft="#46291A",
    mid="#B5B39F",
    gold="#E6C667",
    accent="#A9D3C6",
    on_accent="#0E1A1E",
    strip="#1F3A40",
    on_strip="#EDF3F0",
    focus="#F3D88A",
    seal="#E58B7F",
    sea_top="#1C3A3C",
    sea_bottom="#152D30",
    land="#33474A",
    land2="#2B3D40",
    home="#CFE3DA",
    coast="#5E8480",
    grid="#2A4C4D",
    glow="#5E8480",
    veil="#000000",
)


@dataclass(frozen=True, slots=True)
class Role:
    """A role of type: a face and its size in logical pixels."""

    face: str
    size: int


TITLE: Final = Role("voice-700", 40)
OUTCOME: Final = Role("voice-700", 30)
MOVE_TITLE: Final = Role("voice-700", 23)
HEADLINE: Final = Role("voice-700", 16)
QUOTE: Final = Role("voice-400", 15)
BIG: Final = Role("ui-700", 30)
GAUGE: Final = Role("ui-700", 20)
PILL: Final = Role("ui-700", 15)
NAME: Final = Role("ui-600", 16)
SECTION: Final = Role("ui-600", 15)
CARD: Final = Role("ui-600", 14)
BODY: Final = Role("ui-400", 13)
STRONG: Final = Role("ui-600", 13)
CAPTION: Final = Role("ui-400", 12)
LABEL: Final = Role("ui-600", 12)


def rgb(colour: str) -> Rgb:
    """Return `#RRGGBB` as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def blend(first: str, second: str, share: float) -> str:
    """Return the colour that lies `share` (0..1) of the way from the first to the second."""
    mixed = (round(a + (b - a) * share) for a, b in zip(rgb(first), rgb(second), strict=True))
    return "#" + "".join(f"{part:02X}" for part in mixed)


def trust_colour(palette: Palette, value: float) -> str:
    """Return the colour of a trust value: orange when low, grey in the middle, blue when high."""
    stops = (
        (0.0, palette.neg),
        (32.0, blend(palette.neg, palette.mid, 0.25)),
        (50.0, palette.mid),
        (60.0, blend(palette.mid, palette.pos, 0.6)),
        (75.0, palette.pos),
        (100.0, palette.pos),
    )
    value = min(100.0, max(0.0, value))
    for (low, first), (high, second) in itertools.pairwise(stops):
        if value <= high:
            return blend(first, second, (value - low) / (high - low))
    return palette.pos
