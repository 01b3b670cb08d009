"""The four sounds, computed: no recording, no third party's rights, and the same samples on every run."""

from __future__ import annotations

import random
import struct
import wave
from math import exp, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RATE = 22050
LOUDEST = 0.7
FADE_IN = 0.004

Partial = tuple[float, float]
"""The frequency of a tone in Hz, and how loud it is."""


def bake(target: Path) -> None:
    """Write the sounds into a folder."""
    target.mkdir(parents=True, exist_ok=True)
    for name, samples in {"stamp": stamp(), "select": select(), "news": news(), "tension": tension()}.items():
        save(target / f"{name}.wav", samples)


def save(file: Path, samples: Sequence[float]) -> None:
    """Write samples as 16-bit mono, as loud as every other sound."""
    peak = max(map(abs, samples))
    data = b"".join(struct.pack("<h", int(sample / peak * LOUDEST * 32767)) for sample in samples)
    with wave.open(str(file), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(data)


def stamp() -> list[float]:
    """Return a seal pressed on paper: a low thump and a short rustle."""
    luck = random.Random(1)  # noqa: S311 - the same rustle every time
    samples, rustle = [], 0.0
    for step in range(int(0.22 * RATE)):
        time = step / RATE
        rustle += 0.25 * (luck.uniform(-1, 1) - rustle)
        samples.append(sin(2 * pi * (95 - 140 * time) * time) * exp(-time * 26) + 0.8 * rustle * exp(-time * 60))
    return samples


def select() -> list[float]:
    """Return a short tick."""
    return tone([(880, 1), (1760, 0.2)], 0.06, 60)


def news() -> list[float]:
    """Return two notes, the second a fourth higher and before the first has faded."""
    first, second = tone([(659, 1), (1318, 0.3)], 0.5, 7), tone([(880, 1), (1760, 0.3)], 0.6, 6)
    later = int(0.14 * RATE)
    return [
        (first[step] if step < len(first) else 0) + (second[step - later] if step >= later else 0)
        for step in range(later + len(second))
    ]


def tension() -> list[float]:
    """Return two low notes that beat against each other, swelling and fading."""
    length = int(1.2 * RATE)
    swell = [sin(pi * step / (1.2 * RATE)) for step in range(length)]
    low = [sin(2 * pi * 110 * step / RATE) for step in range(length)]
    near = [sin(2 * pi * 116.5 * step / RATE) for step in range(length)]
    return [low[step] * swell[step] + 0.5 * near[step] * swell[step] for step in range(length)]


def tone(partials: Sequence[Partial], seconds: float, decay: float) -> list[float]:
    """Return a struck note: its partials together, fading as fast as `decay` says."""
    return [
        sum(loud * sin(2 * pi * pitch * step / RATE) for pitch, loud in partials)
        * exp(-step / RATE * decay)
        * min(1, step / (FADE_IN * RATE))
        for step in range(int(seconds * RATE))
    ]
