"""The same decisions under other seeds: what a plan is worth, and how lucky one game of it was.

The decisions of each turn are kept as a list; where one is not legal under other luck the next of that turn's list is
taken, then what was decided in another turn of the same kind, then the first legal decision. So a reply given once is
given again, whenever the question comes.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from game.analysis.findings import LuckReport
from game.engine import END_TURN, Decision
from game.policies import Scripted, orders_of
from game.simulation.games import play_games

if TYPE_CHECKING:
    from game.engine import Orders
    from game.session.session import Session

__all__ = ["luck_report", "same_decisions"]

QUANTILES: Final = (0.05, 0.25, 0.5, 0.75, 0.95)
SEED_LIMIT: Final = 2**63


def same_decisions(session: Session) -> Orders:
    """Return a player that decides as the student did, as far as that is legal."""
    scenario = session.scenario
    replies = [one for one in session.decisions if _is_reply(session, one)]
    turns: list[tuple[str, ...]] = []
    for turn in range(1, scenario.turns + 1):
        here = [
            one
            for state, one in zip(session.states[:-1], session.decisions, strict=True)
            if state.turn == turn and one != END_TURN
        ]
        # The move list of a turn ends it; the replies of other turns stand behind.
        turns.append((*[one for one in here if one not in replies], END_TURN, *dict.fromkeys([*here, *replies])))
    return orders_of(Scripted(tuple(turns)), scenario)


def _is_reply(session: Session, decision: Decision) -> bool:
    return session.scenario.decisions[session.scenario.codes[decision]].kind == "reply"


def luck_report(session: Session, *, worlds: int, compiled: bool) -> LuckReport:
    """Play a finished game's decisions under `worlds` other seeds, those that follow its own.

    `below` counts a tie half: in a game whose every world ends alike luck is neither good nor bad.
    """
    scenario = session.scenario
    first = session.seed + 1 if session.seed + worlds < SEED_LIMIT else session.seed - worlds
    played = play_games(scenario, same_decisions(session), first, worlds, compiled=compiled)
    values = sorted(float(value) for value in played.graded)
    names = list(scenario.document.endings.values())
    good = sum(names[ending - 1].goal for ending in played.endings.tolist()) / worlds
    mine = float(scenario.rules["ending_value"](session.state.ending, session.state.turn, session.state.values))
    below = (sum(value < mine for value in values) + 0.5 * sum(value == mine for value in values)) / worlds
    low, quarter, half, most, high = (values[min(int(share * worlds), worlds - 1)] for share in QUANTILES)
    return LuckReport(worlds, good, math.fsum(values) / worlds, below, (low, quarter, half, most, high))
