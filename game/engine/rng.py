"""Luck that is fixed by name: a draw is a hash of seed, turn, name and index, and no generator holds a state.

So a new event shifts no other draw, and undo, replay and "the same luck, another move" are exact. Names become 64-bit
numbers with BLAKE2b once, when a scenario is compiled; a draw mixes them with the finaliser of SplitMix64.
Source: Steele, Lea and Flood (2014), "Fast splittable pseudorandom number generators", OOPSLA, for the finaliser.

`mix`, `key_of` and `draw_site` are part of the text that runs plainly and compiled. Compiled, the constants below are
unsigned 64-bit numbers that wrap by themselves; here Python's integers are cut to 64 bits by `MASK`.

Reference vectors (any implementation must give these):

>>> [f"{draw(7, 1, name):.17f}" for name in ("event/drone_wreck", "start/hold")]
['0.60586835714575438', '0.64327125264964280']
>>> f"{draw(2**63 - 1, 12, 'ladder/border_crisis', 6):.17f}"
'0.13196240057875319'
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Final

U: Final = int
MASK: Final = 0xFFFFFFFFFFFFFFFF
GOLDEN: Final = 0x9E3779B97F4A7C15
MULTIPLY_1: Final = 0xBF58476D1CE4E5B9
MULTIPLY_2: Final = 0x94D049BB133111EB
SHIFT_30: Final = 30
SHIFT_27: Final = 27
SHIFT_31: Final = 31
SHIFT_11: Final = 11
UNIT: Final = 2.0**-53

SEED_LIMIT: Final = 2**63


def site_of(name: str) -> int:
    """Return the 64-bit number that stands for a draw's name, such as `event/drone_wreck`."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little")


def mix(x: int) -> int:
    """Return the bits of `x`, 0..2**64-1, spread over all 64 (SplitMix64's finaliser)."""
    x = ((x ^ (x >> SHIFT_30)) * MULTIPLY_1) & MASK
    x = ((x ^ (x >> SHIFT_27)) * MULTIPLY_2) & MASK
    return x ^ (x >> SHIFT_31)


def key_of(seed: int) -> int:
    """Return the bits of a seed spread: what all draws of a game begin with."""
    return mix((U(seed) + GOLDEN) & MASK)


def draw_site(key: int, turn: int, site: int, index: int) -> float:
    """Return the draw of a site, for a seed's key: evenly distributed in [0, 1), a multiple of 2**-53."""
    # Two odd multipliers keep turn and index apart; two rounds are as even as four, at half the cost in plain play.
    what = (site + U(turn) * GOLDEN + U(index) * MULTIPLY_2) & MASK
    return (mix(key ^ what) >> SHIFT_11) * UNIT


def draw(seed: int, turn: int, name: str, index: int = 0) -> float:
    """Return the draw of a name in [0, 1).

    Args:
        seed: 0..2**63-1.
        turn: 0 for what is drawn before the first turn, else the turn from 1 on.
        name: `start/`, `reaction/`, `event/`, `pick/`, `ladder/`, `fade/`, `again/`, `way_down/`
            or `policy/`, and an id.
        index: the rung climbed to, or the try of a policy, else 0.
    """
    return draw_site(key_of(seed), turn, site_of(name), index)
