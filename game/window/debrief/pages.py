"""The pages beside the debrief: the line that was really played, and what was hidden, from every seat."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from game.engine import END_TURN
from game.session.titles import rule_title
from game.window.debrief.parts import Beside
from game.window.kit.page import Block, Piece, block
from game.window.kit.panel import Command
from game.window.pages.leaf import Heading, Marked
from game.window.theme import BODY, CAPTION, LABEL, MOVE_TITLE, NAME, QUOTE, SECTION, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.findings import Ghost, Seat
    from game.window.debrief.view import View
    from game.window.kit.page import Part

__all__ = ["capitals_parts", "history_parts"]

NO_HISTORY = "This scenario records no line that was really played."
COMING = "The line that was really played comes with the last, finest picture."
HISTORY = (
    "The moves on record, with the events on record, beside yours. Both are valued alike: in each position a sensible "
    "player goes on in many worlds. So a difference speaks of the moves and of the luck so far, not of what came later."
)
NOTHING_HIDDEN = "Nothing was hidden in this scenario."
NO_CRISIS = "No crisis climbed in this game."


def history_parts(view: View) -> tuple[Part, ...]:
    """Return the recorded line beside the student's, turn by turn."""
    ghosts = view.debrief.ghost
    if not ghosts:
        waits = bool(view.session.scenario.document.history) and not view.debrief.final
        return (block("History beside you", MOVE_TITLE, gap=0), block(COMING if waits else NO_HISTORY, QUOTE, gap=10))
    parts: list[Part] = [block("History beside you", MOVE_TITLE, gap=0), block(HISTORY, BODY, "ink2", gap=6)]
    picture = Beside(
        14,
        yours=tuple(view.level(one.yours) for one in ghosts),
        theirs=tuple(view.level(one.theirs) for one in ghosts),
        dates=tuple(view.date(one.turn) for one in ghosts),
        names=("You", "As it was played"),
        unit=view.unit,
    )
    parts += [block(view.measure, SECTION, gap=16), picture]
    for one in ghosts:
        parts += _ghost(view, one)
    return tuple(parts)


def _ghost(view: View, one: Ghost) -> Iterator[Part]:
    """Yield a turn of both lines."""
    part = view.part(one.turn)
    words = [Piece(view.date(one.turn), NAME), Piece(part.label, BODY, "ink3")]
    if one.parted:
        words.append(Piece("Here you parted", LABEL, "ink2", chip="sunk"))
    yield Heading(tuple(words), gap=20)
    yours = [view.title(mine.decision) for mine in part.decisions if mine.decision != END_TURN]
    theirs = [view.title(move) for move in one.moves]
    rows = (("You", yours, view.level_text(one.yours)), ("Recorded", theirs, view.level_text(one.theirs)))
    for who, moves, level in rows:
        text = ", ".join(moves) or "Nothing was sent"
        yield Marked(Piece(who, LABEL, "ink2", chip="sunk"), Block((Piece(f"{level}:", STRONG), Piece(text))), gap=3)


def capitals_parts(view: View) -> tuple[Part, ...]:
    """Return what was hidden, and each step of a crisis from the seat of every capital."""
    parts: list[Part] = [block("What was hidden", MOVE_TITLE, gap=0)]
    parts += [Block((Piece(one.text, QUOTE, "ink", Command("why", one.number)),), 8) for one in view.debrief.secrets]
    if not view.debrief.secrets:
        parts.append(block(NOTHING_HIDDEN, QUOTE, gap=8))
    parts.append(Block((Piece("The crisis from every seat", MOVE_TITLE),), 30, rule=True))
    steps = groupby(view.debrief.seats, key=lambda seat: (seat.turn, seat.ladder, seat.rung))
    for _, seats in steps:
        parts += _step(view, list(seats))
    if not view.debrief.seats:
        parts.append(block(NO_CRISIS, QUOTE, gap=8))
    return tuple(parts)


def _step(view: View, seats: list[Seat]) -> Iterator[Part]:
    """Yield one step up a ladder: how likely it was, and what each capital saw."""
    first, scenario = seats[0], view.session.scenario
    ladder = scenario.document.ladders[first.ladder]
    rung = next(one.title for one in ladder.rungs if one.id == first.rung)
    chip = Piece(f"chance {100 * first.chance:.0f} %", LABEL, "neg", chip="neg_soft")
    aside = Piece("What took place", STRONG, "accent", Command("record", str(first.turn)))
    yield Heading((Piece(f"{view.date(first.turn)}: {rung}", NAME), chip), aside, gap=22)
    fired = first.fired or rule_title(scenario, first.rule)
    yield block(f"{ladder.title}. What fired: {fired.rstrip('.')}.", CAPTION, "ink3", gap=0)
    for seat in seats:
        capital = scenario.document.capitals.get(seat.capital)
        name = capital.name if capital is not None else seat.capital.capitalize()
        yield Marked(Piece(name, LABEL, "ink2", chip="sunk"), block(seat.saw, QUOTE), left=104, gap=4)
        if seat.did:
            yield block(" ".join(f"{did.rstrip('.')}." for did in seat.did), BODY, "ink2", gap=0, indent=104)
