"""The parts of a condition, watched while games go on: which of them held, and how near the others came."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from game.engine.emit import Emitter
from game.scenario.conditions import parts
from game.scenario.expression import Comparison, Number

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine import Scenario
    from game.scenario.expression import Expression, Node

    Reading = Callable[[int, list[float]], float]

__all__ = ["Condition"]

NEAREST = 3
"""How many parts are told of, those that never held first."""


@dataclass(slots=True)
class _Part:
    """One part: its text, what it reads, and how often it held.

    Attributes:
        text: what the author wrote.
        holds: whether it holds now.
        gap: how far its two sides are apart; None where it compares no numbers.
        left: its left side now.
        held: how often it held.
        least: the least gap seen while it did not hold.
        at_least: the left side then.
    """

    text: str
    holds: Reading
    gap: Reading | None
    left: Reading | None
    held: int = 0
    least: float = float("inf")
    at_least: float = 0.0

    def look(self, turn: int, v: list[float]) -> bool:
        """Note whether the part holds now, and return it."""
        if self.holds(turn, v):
            self.held += 1
            return True
        if self.gap is not None and self.left is not None:
            gap = abs(self.gap(turn, v))
            if gap < self.least:
                self.least, self.at_least = gap, self.left(turn, v)
        return False

    def words(self, seen: int) -> str:
        """Return how near the part came, as a sentence."""
        if self.held == seen:
            return f"`{self.text}` always held"
        if self.held:
            return f"`{self.text}` held {self.held} of {seen} times"
        near = f"; the nearest was {self.at_least:.4g}, {self.least:.4g} away" if self.least < float("inf") else ""
        return f"`{self.text}` never held{near}"


@dataclass(slots=True)
class Condition:
    """A condition that is looked at many times."""

    _parts: list[_Part] = field(default_factory=list)
    seen: int = 0
    held: int = 0

    @classmethod
    def of(cls, scenario: Scenario, names: dict[str, Any], when: Expression | None, path: str) -> Condition:
        """Return a condition to be watched; one that is not written always holds.

        Args:
            scenario: whose condition it is.
            names: the functions of its rules.
            when: the condition.
            path: the rule that it belongs to.
        """
        if when is None:
            return cls()
        emitter = Emitter(scenario.index, scenario.tables["STAMP"], scenario.tables["COUNT"])

        def reading(node: Node) -> Reading:
            text = emitter.expression(replace(when, tree=node), path)
            # The text is made of a checked expression: numbers, names of the state and arithmetic.
            function: Reading = eval(f"lambda turn, v: {text}", names)  # noqa: S307
            return function

        return cls([_watched(when, part, reading, emitter) for part in parts(when.tree)])

    def look(self, turn: int, v: list[float]) -> bool:
        """Note what holds now; return whether all of it does."""
        self.seen += 1
        # Every part is looked at, those after one that does not hold too.
        held = sum(part.look(turn, v) for part in self._parts) == len(self._parts)
        self.held += held
        return held

    def words(self) -> tuple[str, ...]:
        """Return how near it came, the parts that held least often first; nothing where it always held."""
        if self.held == self.seen or not self._parts:
            return ()
        rare = sorted(self._parts, key=lambda part: part.held)
        never = [part for part in rare if not part.held]
        told = [part.words(self.seen) for part in (never or rare)[:NEAREST]]
        if not never and not self.held and len(self._parts) > 1:
            told.append("each part held at some time, but never all at once")
        return tuple(told)


def _watched(when: Expression, part: Node, reading: Callable[[Node], Reading], emitter: Emitter) -> _Part:
    text = _written(when.text, part)
    if not isinstance(part, Comparison) or part.rest[0][0] == "!=":
        return _Part(text, reading(part), None, None)
    left, right = part.first, part.rest[0][1]
    if isinstance(left, Number):
        left, right = right, left
    try:
        emitter.text(left), emitter.text(right)
    except KeyError:
        # A rung has no number of its own.
        return _Part(text, reading(part), None, None)
    of_left, of_right = reading(left), reading(right)
    return _Part(text, reading(part), lambda turn, v: of_left(turn, v) - of_right(turn, v), of_left)


def _written(text: str, part: Node) -> str:
    """Return what the author wrote of a part; a bracket that stands around its end belongs to it."""
    end = part.end
    while text[part.start : end].count("(") > text[part.start : end].count(")") and end < len(text):
        end += 1
    return text[part.start : end].strip() or text
