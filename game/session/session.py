"""One game being played: the decisions taken, the states they led to, and the ledger of why.

A session only remembers; every rule is the engine's. Undo is exact because luck is fixed by name.
"""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from game.engine import Change, Decision, Happening, Scenario, State, Step, apply, new_game

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["Session"]


class Session:
    """A game in play: a scenario, a seed, and what was decided so far.

    `states` has one state more than `decisions`: the first is the start, the last is now.
    """

    def __init__(
        self, scenario: Scenario, seed: int, decisions: Iterable[str] = (), *, start: Mapping[str, float] | None = None
    ) -> None:
        """Start a game and take `decisions` in order.

        Args:
            scenario: the compiled scenario.
            seed: the luck of this game, 0..2**63-1.
            decisions: decisions to take at once.
            start: numbers that begin elsewhere than the scenario says (in a scenario's test), each within its range.

        Raises:
            IllegalDecision: a decision cannot be taken where it stands.
        """
        self.scenario = scenario
        self.seed = seed
        self.start: Mapping[str, float] = MappingProxyType(dict(start or {}))
        self._states: list[State] = [_first_state(scenario, seed, self.start)]
        self._steps: list[Step] = []
        self._decisions: list[Decision] = []
        self._lines: list[Session] | None = None
        # The line that this one was parted from, known as long as the game is open.
        self.origin: Session | None = None
        for decision in decisions:
            self.apply(Decision(decision))

    @property
    def state(self) -> State:
        """The state now."""
        return self._states[-1]

    @property
    def states(self) -> tuple[State, ...]:
        """The start, then the state after each decision."""
        return tuple(self._states)

    @property
    def steps(self) -> tuple[Step, ...]:
        """What each decision led to."""
        return tuple(self._steps)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions taken so far, in order."""
        return tuple(self._decisions)

    @property
    def ended(self) -> bool:
        """Whether an ending was reached."""
        return self.state.ending != 0

    @property
    def changes(self) -> tuple[Change, ...]:
        """The whole ledger so far."""
        return tuple(change for step in self._steps for change in step.changes)

    @property
    def happenings(self) -> tuple[Happening, ...]:
        """Everything that took place so far, in order."""
        return tuple(happening for step in self._steps for happening in step.happenings)

    @property
    def turn_states(self) -> tuple[State, ...]:
        """The state at the start of each turn begun so far, turn 1 first."""
        return tuple(self._states[place] for place in self._turn_starts())

    def apply(self, decision: Decision) -> Step:
        """Take a decision and return what it led to.

        Raises:
            IllegalDecision: it cannot be taken now; the session stays as it was.
        """
        step = apply(self.scenario, self.state, decision)
        self._steps.append(step)
        self._states.append(step.state)
        self._decisions.append(decision)
        return step

    def undo(self) -> bool:
        """Take back the last decision with all that followed; return whether there was one."""
        if not self._decisions:
            return False
        self._cut(len(self._decisions) - 1)
        return True

    def undo_turn(self) -> bool:
        """Go back to the start of this turn or, from there, of the turn before; return whether it did."""
        if not self._decisions:
            return False
        now = len(self._decisions)
        self._cut(max(place for place in self._turn_starts() if place < now))
        return True

    def fork(self, turn: int | None = None) -> Session:
        """Return a game of its own with the same past, up to the start of `turn` (without one: up to now).

        Raises:
            ValueError: the game has not reached that turn.
        """
        starts = self._turn_starts()
        if turn is not None and not 1 <= turn <= len(starts):
            raise ValueError(f"turn {turn} has not begun; this game is in turn {self.state.turn}")
        other = Session(self.scenario, self.seed, start=self.start)
        other._states = list(self._states)
        other._steps = list(self._steps)
        other._decisions = list(self._decisions)
        if turn is not None:
            other._cut(starts[turn - 1])
        return other

    @property
    def lines(self) -> tuple[Session, ...]:
        """Every line of this game: the first one, then its forks in the order in which they were begun."""
        return (self,) if self._lines is None else tuple(self._lines)

    def part(self, turn: int) -> Session:
        """Return a new line of this game: the same luck and the same past, up to the start of `turn`.

        Raises:
            ValueError: the game has not reached that turn.
        """
        line = self.fork(turn)
        line.origin = self
        line.join(self)
        return line

    def join(self, other: Session) -> None:
        """Become the newest line of the game that `other` is a line of."""
        if other._lines is None:
            other._lines = [other]
        other._lines.append(self)
        self._lines = other._lines

    def _turn_starts(self) -> list[int]:
        """Return the place in `states` at which each turn began, turn 1 first."""
        starts: list[int] = []
        for place, state in enumerate(self._states):
            if state.turn > len(starts):
                starts.append(place)
        return starts

    def _cut(self, decisions: int) -> None:
        del self._states[decisions + 1 :]
        del self._steps[decisions:]
        del self._decisions[decisions:]


def _first_state(scenario: Scenario, seed: int, start: Mapping[str, float]) -> State:
    state = new_game(scenario, seed)
    values = list(state.values)
    for name, value in start.items():
        values[scenario.number(name).index] = value
    return replace(state, values=tuple(values))
