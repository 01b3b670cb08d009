"""A debrief with numbers of its own, for a game of the crossing: what the window shows of it does not hang on luck."""

from __future__ import annotations

from debriefs import finished

from game.analysis.findings import (
    Debrief,
    Ghost,
    Judged,
    LuckReport,
    Seat,
    Secret,
    TurningPoint,
    TurnPart,
    Verdict,
    Worth,
)
from game.analysis.judging import verdict_of, worst_of

__all__ = ["finished", "sample", "worth"]

VALUES = {1: (60.0, -3.0, 6.0), 2: (63.0, -14.0, 9.0), 3: (58.0, -26.0, 20.0), 4: (52.0, 2.0, -22.0)}
"""For each turn what it begins at, what its decisions change and what luck changes."""


def worth(value: float, good: float | None = None) -> Worth:
    """Return a position worth so much; its chance of the goal is nearly as high."""
    return Worth(value, 0.5, value / 100 if good is None else good, (("bridge", value / 100),), 200)


def sample(*, final: bool = True, goal: bool = True) -> Debrief:
    """Return a debrief of `finished()`; without `goal` no ending marked as the goal was ever within reach."""
    session = finished()
    turns = tuple(_turn(turn, goal=goal) for turn in range(1, session.state.turn + 1) if _places(turn))
    choice, chance = sum(one.choice for one in turns), sum(one.chance for one in turns)
    # The worst decision of the game hurt Tokyo, and that was told with its rule and its source.
    worst = max((one for turn in turns for one in turn.decisions), key=lambda one: one.lost)
    point = TurningPoint(
        "decision", worst.turn, worst.place, worst.decision, "Offer talks", -worst.lost,
        (("Seoul decided: Offer talks.", ("S1",)), ("The goal asked for more.", ())),
        ((("trust.tokyo", -2), ("tension", -4)), ()),
    )  # fmt: skip
    event = TurningPoint("event", 2, 3, "events.wreck", "A drone comes down", -8.0, (("A drone.", ()),), ((),))
    luck = LuckReport(1000, 0.34, 41.0, 0.25, (0.0, 20.0, 40.0, 60.0, 90.0)) if final else None
    ghost = tuple(Ghost(one.turn, ("visit",), one.turn == 1, worth(70), worth(50)) for one in turns) if final else ()
    return Debrief(
        "crossing", session.scenario.rules_digest, session.seed, "war", 32.0, turns, 71.0, choice, chance, 40.0,
        (event, point), "Ending the turn was the stronger decision three of the six times." if final else "", luck,
        ghost, (Secret("hold", "Beijing's hold", 16.5, 16.5, "Beijing's hold: 17."),),
        (Seat(2, "border", "alert", 0.4, "tokyo", "Tokyo sees lights.", "ladders.border.alert"),),
        final, True,
    )  # fmt: skip


def _places(turn: int) -> list[int]:
    """Return the places of the decisions that were taken in a turn."""
    session = finished()
    return [place for place, state in enumerate(session.states[:-1]) if state.turn == turn]


def _turn(turn: int, *, goal: bool) -> TurnPart:
    start, choice, chance = VALUES[turn]
    good = None if goal else 0.0
    places = _places(turn)
    decisions = tuple(
        _judged(place, turn, start + (choice if number else 0.0), choice if not number else 0.0, good)
        for number, place in enumerate(places)
    )
    lost, worst = sum(one.lost for one in decisions), worst_of(decisions)
    label = finished().scenario.document.calendar.turns[turn - 1].label
    begin, decided, end = (worth(value, good) for value in (start, start + choice, start + choice + chance))
    return TurnPart(turn, label, decisions, begin, decided, end, lost, worst, choice, chance)


def _judged(place: int, turn: int, before: float, moved: float, good: float | None) -> Judged:
    decision = finished().decisions[place]
    lost = max(0.0, -moved)
    stronger = "end_turn" if lost and decision != "end_turn" else decision
    verdict = verdict_of(lost) if lost else Verdict.BEST
    return Judged(
        place, turn, decision, worth(before, good), worth(before + moved, good), stronger, worth(before, good), lost,
        0.6, lost == 0, verdict, False, 4,
    )  # fmt: skip
