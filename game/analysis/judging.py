"""Judging the decisions of a finished game: how much each lost against the strongest one that was looked into.

The strongest decision is sought in one set of worlds and compared in another, so that luck in the search is not taken
for strength; a difference inside twice its standard error is called even. More worlds go where more was lost.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from game.analysis.findings import Judged, TurnPart, Verdict, Worth
from game.analysis.worlds import GOES_ON, Asked
from game.engine import Decision, legal_moves, ranked
from game.policies import Greedy, orders_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.worlds import Worlds
    from game.session.session import Session

__all__ = ["Plan", "accuracy", "judge", "verdict_of"]

VERDICTS: Final = ((2.0, Verdict.BEST), (5.0, Verdict.SOUND), (10.0, Verdict.SLIP), (20.0, Verdict.MISTAKE))
"""Up to how many points lost each verdict goes; above the last it is a blunder."""
SURE: Final = 2.0
"""How many standard errors a difference must exceed to count."""
GRID: Final = 2.0**20
"""Worths are rounded to this fraction of a point: then their sums and differences are exact."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many worlds are played.

    Attributes:
        candidates: how many decisions are looked into, those first that bring the goal nearest.
        coarse: worlds of each in the first look.
        finalists: how many go on to the second look.
        search: worlds of each finalist; what comes after them is used to compare.
        compare: worlds in which the strongest is compared with what was decided.
        matters: how many decisions are compared in more, and in how many.
    """

    candidates: int = 8
    coarse: int = 24
    finalists: int = 3
    search: int = 160
    compare: int = 240
    matters: tuple[int, int] = (6, 2000)


class Game:
    """A finished game with its positions: which decisions there were, and which followed without luck in between."""

    def __init__(self, session: Session, worlds: Worlds, plan: Plan) -> None:
        """List the candidates of every decision."""
        self.session = session
        self.worlds = worlds
        self.plan = plan
        scenario, orders = session.scenario, orders_of(Greedy(), session.scenario)
        self.candidates: list[tuple[Decision, ...]] = []
        for state, decided in zip(session.states[:-1], session.decisions, strict=True):
            best = [one for one in ranked(scenario, state, orders) if one != decided]
            self.candidates.append((decided, *best[: plan.candidates]))
        self.sure = [_is_sure(session, place) for place in range(len(session.decisions))]


def _is_sure(session: Session, place: int) -> bool:
    """Return whether the position before a decision came from the one before it without luck."""
    if place == 0:
        return False
    before, now = session.states[place - 1], session.states[place]
    return before.turn == now.turn and not before.due and not now.due


def judge(session: Session, worlds: Worlds, plan: Plan) -> Iterator[tuple[tuple[TurnPart, ...], bool]]:
    """Judge a finished game, first coarsely; yield its turns each time that more is known, and whether it is the last.

    Raises:
        ValueError: the game has not ended.
    """
    if not session.ended:
        raise ValueError("only a finished game is judged")
    game = Game(session, worlds, plan)
    _look(game, [found[: 1 + plan.candidates // 2] for found in game.candidates], 0, plan.coarse // 2)
    yield _turns(game, 0), False
    _look(game, game.candidates, 0, plan.coarse)
    finalists = [_leaders(game, place, plan.finalists) for place in range(len(game.candidates))]
    _look(game, finalists, 0, plan.search)
    yield _turns(game, 0), False
    leaders = [_leaders(game, place, 1) for place in range(len(game.candidates))]
    _look(game, leaders, 0, plan.search + plan.compare)
    turns = _turns(game, plan.search)
    yield turns, False
    most, last = plan.matters
    judged = sorted((one for turn in turns for one in turn.decisions), key=lambda one: -one.lost)
    matter = {one.place for one in judged[:most] if one.lost > 0}
    _look(game, [found if at in matter else () for at, found in enumerate(leaders)], 0, plan.search + last)
    yield _turns(game, plan.search), True


def _look(game: Game, asked: list[tuple[Decision, ...]], first: int, last: int) -> None:
    """Play the worlds of some decisions, by place, and of every position that luck brought about."""
    questions = [Asked(place, one, first, last) for place, some in enumerate(asked) for one in some]
    questions += [
        Asked(place, GOES_ON, first, last) for place, some in enumerate(asked) if some and not game.sure[place]
    ]
    game.worlds.ask(questions)


def _leaders(game: Game, place: int, count: int) -> tuple[Decision, ...]:
    """Return what was decided and, of the others, those that did best so far."""
    decided, *others = game.candidates[place]
    least = min((game.worlds.known(place, one) for one in others), default=0)
    known = [one for one in others if game.worlds.known(place, one) > 0 and least > 0]
    most = max((game.worlds.known(place, one) for one in known), default=0)
    known = [one for one in known if game.worlds.known(place, one) == most]
    known.sort(key=lambda one: -game.worlds.worth(place, one).value)
    return (decided, *known[:count])


def _turns(game: Game, first: int) -> tuple[TurnPart, ...]:
    """Return what is known by now, from worlds `first` on."""
    judged: list[Judged] = []
    for place in range(len(game.candidates)):
        before = judged[-1].after if game.sure[place] else _on_grid(game.worlds.worth(place, first=first))
        judged.append(_judged(game, place, before, first))
    last = _on_grid(game.worlds.worth(len(game.candidates)))
    starts = [one.before for one in judged] + [last]
    turns = game.session.scenario.document.calendar.turns
    parts = []
    for turn in dict.fromkeys(one.turn for one in judged):
        some = tuple(one for one in judged if one.turn == turn)
        end = starts[some[-1].place + 1]
        choice = sum(one.after.value - one.before.value for one in some)
        lost = sum(one.lost for one in some)
        parts.append(
            TurnPart(
                turn=turn,
                label=turns[turn - 1].label,
                decisions=some,
                start=some[0].before,
                decided=some[-1].after,
                end=end,
                lost=lost,
                verdict=verdict_of(lost),
                choice=choice,
                chance=end.value - some[0].before.value - choice,
            )
        )
    return tuple(parts)


def _judged(game: Game, place: int, before: Worth, first: int) -> Judged:
    worlds, session = game.worlds, game.session
    decided = session.decisions[place]
    stronger = _strongest(game, place, first)
    after = _on_grid(worlds.worth(place, decided, first=first))
    best, lost, error = after, 0.0, 0.0
    if stronger != decided:
        best = _on_grid(worlds.worth(place, stronger, first=first))
        lost, error = worlds.lead(place, stronger, decided, first=first)
    even = lost <= SURE * error
    legal = sum(option.legal for option in legal_moves(session.scenario, session.states[place]))
    return Judged(
        place=place,
        turn=session.states[place].turn,
        decision=str(decided),
        before=before,
        after=after,
        stronger=str(decided if even else stronger),
        best=after if even else best,
        lost=0.0 if even else round(lost * GRID) / GRID,
        error=error if math.isfinite(error) else 0.0,
        even=even,
        verdict=verdict_of(0.0 if even else lost),
        forced=legal == 1,
        candidates=len(game.candidates[place]) - 1,
    )


def _strongest(game: Game, place: int, first: int) -> Decision:
    """Return the strongest decision so far: sought in the worlds before `first` where there are any."""
    decided = game.session.decisions[place]
    found = [one for one in _leaders(game, place, 1) if game.worlds.known(place, one) > first]
    return max(found, key=lambda one: (game.worlds.worth(place, one).value, one == decided), default=decided)


def verdict_of(lost: float) -> Verdict:
    """Return what a loss is called, in points of the endings' value."""
    return next((verdict for most, verdict in VERDICTS if lost <= most), Verdict.BLUNDER)


def accuracy(turns: tuple[TurnPart, ...]) -> float:
    """Return the accuracy of a game's decisions, 0..100: the mean of a curve over the points lost.

    The curve is the one by which chess servers turn lost winning chances into accuracy, 103.1668 exp(-0.04354 x lost)
    - 3.1669. Decisions that were forced are left out; without any other the accuracy is 100.
    """
    lost = [one.lost for turn in turns for one in turn.decisions if not one.forced]
    each = [min(max(103.1668 * math.exp(-0.04354 * points) - 3.1669, 0.0), 100.0) for points in lost]
    return math.fsum(each) / len(each) if each else 100.0


def _on_grid(worth: Worth) -> Worth:
    return replace(worth, value=round(worth.value * GRID) / GRID)
