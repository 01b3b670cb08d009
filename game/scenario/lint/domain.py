"""What a number can be: a few values, or anything between two ends.

The arithmetic is that of the rules themselves, in floats: rounding is monotone, so the results at the ends bound all
others. Whatever is not known is left wide; a domain never misses a value that can come up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

# How many single values are kept before only their ends are.
MOST_VALUES = 64


@dataclass(frozen=True, slots=True)
class Domain:
    """All that a number can be: `values` where they are few, sorted; else whatever lies from `low` to `high`."""

    low: float
    high: float
    values: tuple[float, ...] | None = None

    @property
    def single(self) -> float | None:
        """The one value, where there is only one."""
        return self.low if self.low == self.high else None

    def has(self, value: float) -> bool:
        """Return whether the number can be this."""
        return value in self.values if self.values is not None else self.low <= value <= self.high

    def within(self, low: float, high: float) -> Domain | None:
        """Return what of the domain lies from `low` to `high`, or None where nothing does."""
        if self.values is not None:
            return few(value for value in self.values if low <= value <= high)
        low, high = max(low, self.low), min(high, self.high)
        return Domain(low, high) if low <= high else None

    def meet(self, other: Domain) -> Domain | None:
        """Return what lies in both, or None where nothing does."""
        if other.values is not None:
            return few(value for value in other.values if self.has(value))
        return self.within(other.low, other.high)

    def without(self, value: float) -> Domain | None:
        """Return the domain without one value, or None where nothing is left."""
        if self.values is not None:
            return few(kept for kept in self.values if kept != value)
        low = above(self.low) if self.low == value else self.low
        high = below(self.high) if self.high == value else self.high
        return Domain(low, high) if low <= high else None

    def wider(self, by: float) -> Domain:
        """Return the domain with its ends moved out, and everything between them."""
        return ANY if math.isinf(by) else Domain(self.low - by, self.high + by)

    def __str__(self) -> str:
        """Return it as an author reads it."""
        return f"{self.low:g}" if self.low == self.high else f"{self.low:g}..{self.high:g}"


ANY = Domain(-math.inf, math.inf)
YES, NO = Domain(1.0, 1.0, (1.0,)), Domain(0.0, 0.0, (0.0,))
YES_OR_NO = Domain(0.0, 1.0, (0.0, 1.0))


def above(value: float) -> float:
    """Return the next number up."""
    return math.nextafter(value, math.inf)


def below(value: float) -> float:
    """Return the next number down."""
    return math.nextafter(value, -math.inf)


def one(value: float) -> Domain:
    """Return the domain of a single number."""
    return Domain(value, value, (value,))


def few(values: Iterable[float]) -> Domain | None:
    """Return the domain of some values, or None without any."""
    kept = sorted(set(values))
    if not kept:
        return None
    return Domain(kept[0], kept[-1], tuple(kept) if len(kept) <= MOST_VALUES else None)


def union(domains: Iterable[Domain]) -> Domain:
    """Return what is in any of some domains (at least one)."""
    every = tuple(domains)
    listed = [domain.values for domain in every if domain.values is not None]
    if len(listed) == len(every):
        found = few(value for values in listed for value in values)
        assert found is not None
        return found
    return Domain(min(domain.low for domain in every), max(domain.high for domain in every))


def combine(operator: str, left: Domain, right: Domain) -> Domain:
    """Return what `left operator right` can come to."""
    if operator == "/" and right.low <= 0 <= right.high:
        return ANY
    apply = _OPERATIONS[operator]
    if left.values is not None and right.values is not None and len(left.values) * len(right.values) <= MOST_VALUES:
        found = few(apply(first, second) for first in left.values for second in right.values)
        assert found is not None
        return found
    if not all(map(math.isfinite, (left.low, left.high, right.low, right.high))):
        return ANY
    ends = [apply(first, second) for first in (left.low, left.high) for second in (right.low, right.high)]
    return Domain(min(ends), max(ends))


def rising(function: Callable[[float], float], domain: Domain) -> Domain:
    """Return what a function that never falls makes of a domain."""
    if domain.values is not None:
        found = few(function(value) for value in domain.values)
        assert found is not None
        return found
    return Domain(function(domain.low), function(domain.high))


def negative(domain: Domain) -> Domain:
    """Return a domain with the sign of each number changed."""
    values = tuple(-value for value in reversed(domain.values)) if domain.values is not None else None
    return Domain(-domain.high, -domain.low, values)


def absolute(domain: Domain) -> Domain:
    """Return a domain without signs."""
    if domain.values is not None:
        found = few(map(abs, domain.values))
        assert found is not None
        return found
    least = 0.0 if domain.low <= 0 <= domain.high else min(abs(domain.low), abs(domain.high))
    return Domain(least, max(abs(domain.low), abs(domain.high)))


def related(operator: str, left: Domain, right: Domain) -> tuple[Domain, Domain] | None:
    """Return what is left of two domains where `left operator right` holds, or None where it cannot."""
    match operator:
        case "==":
            first, second = left.meet(right), right.meet(left)
        case "!=":
            first = left if right.single is None else left.without(right.single)
            second = right if left.single is None else right.without(left.single)
        case "<" | "<=":
            strict = operator == "<"
            first = left.within(-math.inf, below(right.high) if strict else right.high)
            second = right.within(above(left.low) if strict else left.low, math.inf)
        case _:
            found = related("<" if operator == ">" else "<=", right, left)
            return None if found is None else (found[1], found[0])
    return None if first is None or second is None else (first, second)


_OPERATIONS: dict[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
