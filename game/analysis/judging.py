"""Judging the decisions of a finished game: how much each lost against the strongest one that was looked into.

The strongest decision is sought in one set of worlds and compared in another, so that luck in the search is not taken
for strength; a difference inside three times its standard error is called even: in a game of fifty decisions twice
would be overstepped by luck alone. What positions are worth is read in the same worlds everywhere, so that the path of
the value has little noise of its own. More worlds go where more was lost, none where nothing else could be decided.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from game.analysis.findings import Judged, TurnPart, Verdict, Worth
from game.analysis.worlds import GOES_ON, Asked
from game.engine import Decision, ranked
from game.policies import Greedy, orders_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.analysis.worlds import Worlds
    from game.engine import Scenario
    from game.session.session import Session

__all__ = ["Plan", "accuracy", "judge", "verdict_of", "worst_of"]

VERDICTS: Final = ((2.0, Verdict.BEST), (5.0, Verdict.SOUND), (10.0, Verdict.SLIP), (20.0, Verdict.MISTAKE))
"""Up to how many points lost each verdict goes; above the last it is a blunder."""
LEAST: Final = VERDICTS[0][0]
"""Points up to which a loss is called none."""
SURE: Final = 3.0
"""How many standard errors a difference must exceed to count."""
HOPELESS: Final = 2.5
"""How many standard errors behind what was decided a candidate is given up."""
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
    search: int = 100
    compare: int = 160
    matters: tuple[int, int] = (10, 2000)

    @property
    def path(self) -> int:
        """How many worlds say what each position of the game was worth."""
        return self.search + self.compare


class Game:
    """A finished game with its positions, and how far each is looked into.

    Attributes:
        legal: how many decisions were legal at each place.
        rivals: the decisions beside the one that was taken which may still be stronger, by place.
        sure: whether the position before a decision came from the one before it without luck.
        path: how many worlds say by now what positions are worth.
        first: the first of the worlds in which rivals are compared.
    """

    def __init__(self, session: Session, worlds: Worlds, plan: Plan) -> None:
        """List the candidates of every decision."""
        self.session = session
        self.worlds = worlds
        self.path = 0
        self.first = 0
        scenario, orders = session.scenario, orders_of(Greedy(), session.scenario)
        listed = [ranked(scenario, state, orders) for state in session.states[:-1]]
        self.legal = [len(some) for some in listed]
        pairs = zip(listed, session.decisions, strict=True)
        self.rivals = [[one for one in some if one != decided][: plan.candidates] for some, decided in pairs]
        self.looked = [len(some) for some in self.rivals]
        self.sure = [_is_sure(session, place) for place in range(len(session.decisions))]

    def look(self, upto: int, rivals: int) -> None:
        """Play every position of the game, and the first `rivals` at each, in the worlds up to `upto`."""
        places = range(len(self.rivals))
        self.worlds.ask(
            [
                *(Asked(place, self.session.decisions[place], 0, upto) for place in places),
                *(Asked(place, GOES_ON, 0, upto) for place in places if not self.sure[place]),
                *(Asked(place, one, 0, upto) for place in places for one in self.rivals[place][:rivals]),
            ]
        )
        self.path = upto

    def narrow(self, most: int) -> None:
        """Give up the rivals that are clearly behind, and keep the best `most` of the others, the best first."""
        for place, some in enumerate(self.rivals):
            leads = {one: self.lead(place, one) for one in some}
            able = [one for one in some if leads[one][0] > -HOPELESS * leads[one][1]]
            self.rivals[place] = sorted(able, key=lambda one: -leads[one][0])[:most]

    def settle(self) -> None:
        """Keep one rival where it was ahead in the search; the worlds after those decide."""
        self.narrow(1)
        self.rivals = [
            [one for one in some if self.lead(place, one)[0] > 0.0] for place, some in enumerate(self.rivals)
        ]
        self.first = self.path

    def matter(self) -> list[int]:
        """Return the places where points may have been lost, those first that may have lost most."""
        leads = {place: self.lead(place, one) for place, some in enumerate(self.rivals) for one in some}
        able = [place for place, (lead, error) in leads.items() if lead > error and lead + SURE * error > LEAST]
        return sorted(able, key=lambda place: -leads[place][0])

    def deepen(self, places: Iterable[int], upto: int) -> None:
        """Compare what was decided at some places with its rival in the worlds up to `upto`."""
        pairs = [(place, one) for place in places for one in (self.session.decisions[place], *self.rivals[place])]
        self.worlds.ask([Asked(place, one, 0, upto) for place, one in pairs])

    def lead(self, place: int, rival: Decision) -> tuple[float, float]:
        """Return by how much a rival is ahead of what was decided, and the standard error."""
        return self.worlds.lead(place, rival, self.session.decisions[place], first=self.first)

    def strongest(self, place: int) -> Decision | None:
        """Return the rival that is furthest ahead so far, of those that were looked into."""
        known = [one for one in self.rivals[place] if self.worlds.known(place, one) > self.first]
        return max(known, key=lambda one: self.lead(place, one)[0], default=None)


def _is_sure(session: Session, place: int) -> bool:
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
    game.look(max(2, plan.coarse // 3), 1)
    yield _turns(game), False
    game.look(plan.coarse, plan.candidates)
    game.narrow(plan.finalists)
    game.look((plan.coarse + plan.search) // 2, plan.finalists)
    game.narrow(plan.finalists)
    game.look(plan.search, plan.finalists)
    yield _turns(game), False
    game.settle()
    game.look(plan.path, 1)
    yield _turns(game), False
    most, deep = plan.matters
    game.deepen(game.matter()[:most], plan.search + deep)
    yield _turns(game), True


def _turns(game: Game) -> tuple[TurnPart, ...]:
    """Return what is known by now."""
    judged: list[Judged] = []
    for place in range(len(game.rivals)):
        before = judged[-1].after if game.sure[place] else _on_grid(game.worlds.worth(place, last=game.path))
        judged.append(_judged(game, place, before))
    judged = _waited_for(game, _counted_once(game, judged))
    last = _on_grid(game.worlds.worth(len(game.rivals)))
    starts = [*(one.before for one in judged), last]
    found = []
    for turn in dict.fromkeys(one.turn for one in judged):
        some = tuple(one for one in judged if one.turn == turn)
        found.append(_turn(game, turn, some, starts[some[-1].place + 1]))
    return tuple(found)


def _turn(game: Game, turn: int, some: tuple[Judged, ...], end: Worth) -> TurnPart:
    choice = sum(one.after.value - one.before.value for one in some)
    return TurnPart(
        turn=turn,
        label=game.session.scenario.document.calendar.turns[turn - 1].label,
        decisions=some,
        start=some[0].before,
        decided=some[-1].after,
        end=end,
        lost=sum(one.lost for one in some),
        verdict=worst_of(some),
        choice=choice,
        chance=end.value - some[0].before.value - choice,
    )


def _judged(game: Game, place: int, before: Worth) -> Judged:
    """Return what is known of a decision; `best` is `after` with the lead of the stronger one added."""
    decided = game.session.decisions[place]
    after = _on_grid(game.worlds.worth(place, decided, last=game.path))
    rival = game.strongest(place)
    lost, error = game.lead(place, rival) if rival is not None else (0.0, 0.0)
    even = rival is None or lost <= _sure(game.worlds.known(place, rival) - game.first) * error
    lost = 0.0 if even else round(lost * GRID) / GRID
    best = after
    if rival is not None and not even:
        best = replace(game.worlds.worth(place, rival, first=game.first), value=after.value + lost)
    return Judged(
        place=place,
        turn=game.session.states[place].turn,
        decision=str(decided),
        before=before,
        after=after,
        stronger=str(decided if even else rival),
        best=best,
        lost=lost,
        error=error if math.isfinite(error) else 0.0,
        even=even,
        verdict=verdict_of(lost),
        forced=game.legal[place] == 1,
        candidates=game.looked[place],
    )


def _sure(worlds: int) -> float:
    """Return how many standard errors a difference must exceed, the more the fewer worlds its error was told from.

    Source: Student's quantile from the normal one (Abramowitz and Stegun, Handbook of Mathematical Functions, 1964,
    26.7.5, first term).
    """
    return SURE + (SURE**3 + SURE) / (4 * max(worlds - 1, 1))


def _counted_once(game: Game, judged: list[Judged]) -> list[Judged]:
    """Count a missed decision where it was let go: what the same turn still held open was not lost yet."""
    found = list(judged)
    open_still, spread = -math.inf, 0.0
    for place in reversed(range(len(judged))):
        one = judged[place]
        if place + 1 == len(judged) or not game.sure[place + 1]:
            open_still, spread = -math.inf, 0.0
        if one.lost > 0 and open_still > one.after.value:
            found[place] = _less(one, one.best.value - open_still, math.hypot(one.error, spread))
        if one.best.value > open_still:
            open_still, spread = one.best.value, one.error
    return found


def _less(one: Judged, lost: float, error: float) -> Judged:
    if lost <= SURE * error:
        return replace(
            one, stronger=one.decision, best=one.after, lost=0.0, error=error, even=True, verdict=Verdict.BEST
        )
    return replace(one, lost=lost, error=error, verdict=verdict_of(lost))


def _waited_for(game: Game, judged: list[Judged]) -> list[Judged]:
    """Count a chance that came again in a later turn where it was let go: before, only what waiting for it cost.

    The sensible player who goes on may never see a move that pays late. Then each turn without it seems to lose all
    that it is worth, though it can be sent only once: four such turns would lose it four times. A turn that missed it
    before lost only by how much more it was worth then than at the best time it was missed again, or sent.
    """
    scenario = game.session.scenario
    sent = [_move_of(scenario, one.decision) for one in judged]
    wanted = [_move_of(scenario, one.stronger) if one.lost > 0 else "" for one in judged]
    found = list(judged)
    for place, one in enumerate(judged):
        later = [
            (other.after.value - other.before.value if sent[other.place] == wanted[place] else other.lost, other.error)
            for other in judged[place + 1 :]
            if wanted[place]
            and wanted[place] in (sent[other.place], wanted[other.place])
            and _is_one_chance(scenario, wanted[place], one.turn, other.turn)
        ]
        if later:
            found[place] = _later(one, *max(later))
    return found


def _move_of(scenario: Scenario, decision: str) -> str:
    """Return the move that a decision sends; empty for a reply and for the end of the turn, which come only now."""
    info = scenario.decisions[scenario.codes[Decision(decision)]]
    return info.move if info.kind == "move" else ""


def _is_one_chance(scenario: Scenario, move: str, turn: int, later: int) -> bool:
    """Return whether a move that is sent in one turn cannot be sent in a later one any more."""
    limit = scenario.document.moves[move].limit
    return later > turn and (limit.times == 1 or later - turn <= (limit.cooldown or 0))


def _later(one: Judged, worth: float, error: float) -> Judged:
    """Return a decision without what was not lost by it, for it was still worth so much in a later turn."""
    waited = min(one.lost, max(worth, 0.0))
    lost = one.lost - waited
    if lost <= SURE * math.hypot(one.error, error):
        lost, waited = 0.0, one.lost
    return replace(one, lost=lost, waited=waited, verdict=verdict_of(lost))


def verdict_of(lost: float) -> Verdict:
    """Return what a loss is called, in points of the endings' value."""
    return next((verdict for most, verdict in VERDICTS if lost <= most), Verdict.BLUNDER)


def worst_of(decisions: Iterable[Judged]) -> Verdict:
    """Return the worst verdict among the decisions of a turn: small losses of many make none of them a blunder."""
    return verdict_of(max(one.lost for one in decisions))


def accuracy(turns: tuple[TurnPart, ...]) -> float:
    """Return the accuracy of a game, 0..100: the mean over its turns of a curve over the points lost in each.

    The curve is the one by which chess servers turn lost winning chances into accuracy, 103.1668 exp(-0.04354 x lost)
    - 3.1669. Turns in which all was forced are left out; without any other the accuracy is 100. It is taken over turns,
    for a turn of many small answers must not hide what one of its decisions lost. A chance that was missed in several
    turns weighs once, in the turn that let it go; see `Judged.lost`.
    """
    lost = [turn.lost for turn in turns if not all(one.forced for one in turn.decisions)]
    each = [min(max(103.1668 * math.exp(-0.04354 * points) - 3.1669, 0.0), 100.0) for points in lost]
    return math.fsum(each) / len(each) if each else 100.0


def _on_grid(worth: Worth) -> Worth:
    return replace(worth, value=round(worth.value * GRID) / GRID)
