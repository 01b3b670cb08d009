"""The debrief of a finished game, first a coarse picture, then finer ones; the last says so.

Everything is said in this model: what a position is worth is the mean over worlds of other luck and other secrets in
which a sensible player, who looks one decision ahead, goes on. So a student is judged by what could be known, and the
truth of what was hidden is told apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from game.analysis.findings import Debrief, Ghost, LuckReport, Parting
from game.analysis.ghost import ghost, parting
from game.analysis.hidden import seats, secrets
from game.analysis.judging import GRID, Plan, accuracy, judge
from game.analysis.luck import luck_report
from game.analysis.turning import pattern, turning_points
from game.analysis.worlds import Worlds
from game.engine import ending_of, ending_value
from game.simulation.kernel import can_compile, is_cached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.findings import TurnPart
    from game.session.session import Session

__all__ = ["COMPILED", "PLAIN", "debrief"]

COMPILED: Final = Plan()
PLAIN: Final = Plan(candidates=3, coarse=8, finalists=2, search=16, compare=24, matters=(3, 120))
"""Plain rules are played a hundredth as fast: the picture stays coarse."""
LUCK_WORLDS: Final = {True: 1000, False: 200}
GHOST_WORLDS: Final = {True: 200, False: 12}


def debrief(
    session: Session, *, workers: int = 2, compiled: bool | None = None, plan: Plan | None = None
) -> Iterator[Debrief]:
    """Yield what a debrief says of a finished game, finer each time; the last picture has `final`.

    Args:
        session: the game, played to its end.
        workers: how many threads play worlds side by side, where the rules are compiled.
        compiled: whether to play by compiled rules; None takes them where rules can be compiled.
        plan: how many worlds are played; None takes what fits the rules' speed.

    Raises:
        ValueError: the game has not ended.
    """
    fast = can_compile() if compiled is None else compiled
    if compiled is None and fast and not is_cached(session.scenario):
        # Compiling takes a while: the first picture does not wait for it.
        first = Plan(candidates=2, coarse=4, finalists=1, search=4, compare=2, matters=(0, 0))
        slow = Worlds(session.scenario, session.states, workers=1, compiled=False)
        turns, _ = next(judge(session, slow, first))
        yield _picture(session, turns, final=False, compiled=False)
    worlds = Worlds(session.scenario, session.states, workers=workers, compiled=fast)
    luck: LuckReport | None = None
    beside: tuple[Ghost, ...] = ()
    parted: Parting | None = None
    for turns, last in judge(session, worlds, plan or (COMPILED if fast else PLAIN)):
        if last:
            luck = luck_report(session, worlds=LUCK_WORLDS[fast], compiled=fast)
            many = GHOST_WORLDS[fast]
            beside = ghost(session, turns, worlds=many, workers=workers, compiled=fast)
            parted = parting(session, turns, beside, worlds=many, workers=workers, compiled=fast)
        found = _picture(session, turns, final=last, compiled=fast)
        yield replace(found, luck=luck, ghost=beside, parting=parted)


def _picture(session: Session, turns: tuple[TurnPart, ...], *, final: bool, compiled: bool) -> Debrief:
    scenario, state = session.scenario, session.state
    value = round(ending_value(scenario, state) * GRID) / GRID
    choice = sum(turn.choice for turn in turns)
    # All worths lie on one grid, so these sums are exact: start + choice + chance is the value, to the last digit.
    chance = sum(turn.chance for turn in turns)
    return Debrief(
        scenario=scenario.id,
        rules_digest=scenario.rules_digest,
        seed=session.seed,
        ending=ending_of(scenario, state),
        value=value,
        turns=turns,
        accuracy=accuracy(turns),
        choice=choice,
        chance=chance,
        adjusted=min(max(value - chance, 0.0), 100.0),
        turning=turning_points(session, turns),
        pattern=pattern(session, turns) if final else "",
        luck=None,
        ghost=(),
        secrets=tuple(secrets(session)),
        seats=tuple(seats(session)),
        final=final,
        compiled=compiled,
    )
