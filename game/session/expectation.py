"""What a decision is expected to bring, in steps and in words: one scale for arrows, window and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.engine import Expected

__all__ = ["direction_words", "expectation_words", "is_sure", "leading_change", "size_of"]

MIDDLING, LARGE = 2.5, 5.5
SAME = 0.005
"""Changes that differ by less, in points, are the same to a hundredth."""
DEGREES = {1: " a little", 2: "", 3: " strongly"}


def size_of(change: float) -> int:
    """Return the size of a change as a step: 0 none, 1 for 1 or 2 points, 2 for 3 to 5, 3 for 6 or more."""
    amount = abs(change)
    if amount == 0:
        return 0
    return 1 if amount < MIDDLING else 2 if amount < LARGE else 3


def is_sure(expected: Expected) -> bool:
    """Return whether the change is the same whatever is hidden."""
    return abs(expected.high - expected.low) < SAME


def leading_change(expected: Expected) -> float:
    """Return the change that gives the direction: the mean, or a bound where the mean is none."""
    return expected.change or expected.high or expected.low


def direction_words(expected: Expected) -> str:
    """Return direction and size in words: 'up', 'down a little', 'up strongly', or 'up or down'."""
    if expected.low < 0 < expected.high:
        return "up or down"
    leading = leading_change(expected)
    return ("up" if leading > 0 else "down") + DEGREES[size_of(leading)]


def expectation_words(expected: Expected | None) -> str:
    """Return what is expected in words: 'likely up', 'perhaps down a little', 'no change expected'."""
    if expected is None or (not expected.low and not expected.high):
        return "no change expected"
    if expected.low < 0 < expected.high:
        return "may go either way"
    return f"{'likely' if is_sure(expected) else 'perhaps'} {direction_words(expected)}"
