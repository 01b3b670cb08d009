"""Movement in time: where something stands between its start and its end. Nothing here draws or reads a clock."""

from __future__ import annotations

from dataclasses import dataclass


def ease(share: float) -> float:
    """Return how far something has gone after a share (0..1) of its time: quick at first, slow at the end."""
    left = 1.0 - min(1.0, max(0.0, share))
    return 1.0 - left * left * left


@dataclass(frozen=True, slots=True)
class Glide:
    """A value that moves from `start` to `end`, from the moment `began` on, within `seconds`."""

    start: float
    end: float
    began: float
    seconds: float

    def at(self, now: float) -> float:
        """Return the value at a moment; before the beginning it stands at the start."""
        share = (now - self.began) / self.seconds if self.seconds > 0 else 1.0
        return self.start + (self.end - self.start) * ease(share)

    def done(self, now: float) -> bool:
        """Return whether the movement is over."""
        return now >= self.began + self.seconds
