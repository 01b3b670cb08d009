"""Letting a player made of code decide up to a turn; from there on a person does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.engine import Decision, Scenario, State
    from game.session.session import Session

__all__ = ["Lead"]


@dataclass(frozen=True, slots=True)
class Lead:
    """Who decides first, and up to where.

    Attributes:
        name: the name of the player, such as that of a policy.
        find: returns the player for a scenario: it takes the scenario and a state, and returns a legal decision.
        until: the turn that a person is to play, 1 for the first; None plays to the end.
        tell: is told the turn before each decision, and the number of turns: a player that plans takes seconds for one.
    """

    name: str
    find: Callable[[Scenario], Callable[[Scenario, State], Decision]]
    until: int | None = None
    tell: Callable[[int, int], None] | None = None

    def play(self, session: Session) -> None:
        """Decide until the start of the turn, or to the end of the game where it ends before.

        Every decision is one of the session's own: it is recorded, and can be taken back.

        Raises:
            UsageError: the scenario has no such turn, or there is no such player for it.
        """
        turns = session.scenario.turns
        if self.until is not None and not 1 <= self.until <= turns:
            raise UsageError(f"--until is {self.until}; {session.scenario.id} has the turns 1 to {turns}")
        decide = self.find(session.scenario)
        while not session.ended and (self.until is None or session.state.turn < self.until):
            if self.tell is not None:
                self.tell(session.state.turn, turns)
            session.apply(decide(session.scenario, session.state))

    def words(self, session: Session) -> str:
        """Return what was decided, and who is to go on, as sentences."""
        count = len(session.decisions)
        taken = f"{count} {'decision' if count == 1 else 'decisions'}"
        if session.ended:
            turns = "turn 1" if session.state.turn == 1 else f"turns 1 to {session.state.turn}"
            return f"{self.name} played {turns}, {taken}: the game has ended."
        turn = session.state.turn
        if turn == 1:
            return "Turn 1 is yours."
        return (
            f"{self.name} played {'turn 1' if turn == 2 else f'turns 1 to {turn - 1}'}, {taken}. Turn {turn} is yours."  # noqa: PLR2004
        )
