"""Who works debriefs out: at most one process, begun as a game nears its end and ended with the game.

It is given a game only once that is over, so nothing of what is hidden is known before; a decision taken back ends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Decision
    from game.session.session import Session
    from game.window.debrief.following import Following

__all__ = ["Analyst", "nears_end"]


class Analyst:
    """Keeps at most one process; the window starts without the analysis."""

    def __init__(self) -> None:
        """Wait for a game."""
        self._session: Session | None = None
        self._judged: tuple[Decision, ...] | None = None
        self._following: Following | None = None

    def attend(self, session: Session | None, scenario: Path | None = None, *, ahead: bool = True) -> None:
        """Look at the game that is on the screen, after each decision: begin, go on, or end what is of no use now.

        Args:
            session: the game; None where there is none.
            scenario: where its scenario lies; None where that is found by its name.
            ahead: whether to begin before anybody has asked for the debrief.
        """
        taken_back = session is None or (self._judged is not None and session.decisions != self._judged)
        if session is not self._session or taken_back:
            self.stop()
        if session is None or not ahead:
            return
        if session.ended:
            self.follow(session, scenario)
        elif self._following is None and nears_end(session):
            self._begin(session, scenario)

    def follow(self, session: Session, scenario: Path | None = None) -> Following:
        """Return the process that judges a finished game; the pictures that were told and not read yet wait there."""
        if session is not self._session or self._judged not in (None, session.decisions):
            self.stop()
        if self._following is None:
            self._begin(session, scenario)
        assert self._following is not None
        if self._judged is None:
            self._judged = session.decisions
            self._following.judge(session)
        return self._following

    def following(self, session: Session) -> Following | None:
        """Return the process that judges a finished game, where there is one."""
        return self._following if session is self._session and session.decisions == self._judged else None

    def stop(self, only: Following | None = None) -> None:
        """End the process, or only a certain one where that is still the one that works."""
        if only is not None and only is not self._following:
            return
        if self._following is not None:
            self._following.stop()
        self._session = self._judged = self._following = None

    def _begin(self, session: Session, scenario: Path | None) -> None:
        # Imported here: the window starts without the analysis.
        from game.window.debrief.following import Following  # noqa: PLC0415

        self._session = session
        self._following = Following(str(scenario or session.scenario.document.scenario.id))


def nears_end(session: Session) -> bool:
    """Return whether a game may soon be over: in its last turn, or with a crisis half the way up its ladder."""
    scenario, state = session.scenario, session.state
    ladders = scenario.document.ladders.items()
    climbed = any(2 * state.values[scenario.number(name).index] >= len(one.rungs) for name, one in ladders)
    return climbed or state.turn >= scenario.turns
