"""A finished game and its debrief, made once: for tests of how debriefs are handed on and shown."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from conftest import FIXTURES

from game.analysis.debrief import debrief
from game.analysis.judging import Plan
from game.engine import legal_moves, load_scenario
from game.session.session import Session

if TYPE_CHECKING:
    from game.analysis.findings import Debrief

LEAN = Plan(candidates=2, coarse=4, finalists=1, search=8, compare=12, matters=(0, 0))
WANTED = (
    {"visit", "talks", "statement.soft", "wreck.inquiry", "border.hold"},
    {"talks", "statement.soft", "wreck.inquiry", "border.hold"},
    {"talks", "border.hold"},
    {"drill", "talks", "border.mirror"},
)


@cache
def finished() -> Session:
    """Return a game of the crossing, played to its end; the border goes up to a clash."""
    session = Session(load_scenario(FIXTURES / "crossing"), 9)
    while not session.ended:
        legal = [way.decision for way in legal_moves(session.scenario, session.state) if way.legal]
        wanted = [one for one in legal if one in WANTED[session.state.turn - 1]]
        session.apply((wanted or [one for one in legal if one == "end_turn"] or legal)[0])
    return session


@cache
def pictures() -> tuple[Debrief, ...]:
    """Return all pictures of its debrief, coarse first, by plain rules and few worlds."""
    return tuple(debrief(finished(), workers=1, compiled=False, plan=LEAN))
