"""Means and their intervals."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Real = NDArray[np.float64]

__all__ = ["mean_interval"]

Z_95 = 1.959963984540054


def mean_interval(values: Real) -> tuple[float, float, float]:
    """Return a mean and the bounds of its 95 % interval, by the normal distribution; of one value, without bounds."""
    count = len(values)
    mean = math.fsum(values.tolist()) / count
    if count == 1:
        return mean, -math.inf, math.inf
    spread = math.sqrt(math.fsum(((values - mean) ** 2).tolist()) / (count - 1) / count)
    return mean, mean - Z_95 * spread, mean + Z_95 * spread
