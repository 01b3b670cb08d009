"""The pages beside the debrief: the line that was really played, and what was hidden, from every seat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.analysis import words
from game.engine import END_TURN
from game.window.debrief.parts import Beside
from game.window.kit.page import Block, Piece, block
from game.window.kit.panel import Command
from game.window.pages.leaf import Heading, Marked
from game.window.theme import BODY, LABEL, MOVE_TITLE, NAME, QUOTE, SECTION, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.findings import Ghost, Seat
    from game.window.debrief.view import View
    from game.window.kit.page import Part

__all__ = ["capitals_parts", "history_parts"]

COMING = "The line that was really played comes with the last, finest picture."


def history_parts(view: View) -> tuple[Part, ...]:
    """Return the recorded line beside the student's, turn by turn."""
    ghosts = view.debrief.ghost
    if not ghosts:
        waits = bool(view.session.scenario.document.history) and not view.debrief.final
        return (
            block("History beside you", MOVE_TITLE, gap=0),
            block(COMING if waits else words.NO_RECORD, QUOTE, gap=10),
        )
    parts: list[Part] = [block("History beside you", MOVE_TITLE, gap=0), block(words.RECORD, BODY, "ink2", gap=6)]
    picture = Beside(
        14,
        yours=tuple(view.level(one.yours) for one in ghosts),
        theirs=tuple(view.level(one.theirs) for one in ghosts),
        dates=tuple(view.date(one.turn) for one in ghosts),
        names=("You", "As it was played"),
        unit=view.unit,
    )
    parts.append(block(words.parting(view.session.scenario, view.debrief), QUOTE, gap=10))
    parts += [block(view.measure, SECTION, gap=16), picture]
    for one in ghosts:
        parts += _ghost(view, one)
    return tuple(parts)


def _ghost(view: View, one: Ghost) -> Iterator[Part]:
    """Yield a turn of both lines."""
    part = view.part(one.turn)
    said = [Piece(view.date(one.turn), NAME), Piece(part.label, BODY, "ink3")]
    if one.parted:
        said.append(Piece("Here you parted", LABEL, "ink2", chip="sunk"))
    yield Heading(tuple(said), gap=20)
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
        parts.append(block(words.NOTHING_HIDDEN, QUOTE, gap=8))
    parts.append(Block((Piece("The crisis from every seat", MOVE_TITLE),), 30, rule=True))
    for step, seats in words.seat_steps(view.debrief):
        parts += _step(view, step, seats)
    if not view.debrief.seats:
        parts.append(block(words.NO_CRISIS, QUOTE, gap=8))
    return tuple(parts)


def _step(view: View, step: Seat, seats: tuple[Seat, ...]) -> Iterator[Part]:
    """Yield one step up a ladder: what made it, and what each capital saw."""
    scenario = view.session.scenario
    aside = Piece("What took place", STRONG, "accent", Command("record", str(step.turn)))
    title = f"{view.date(step.turn)}: {words.step_title(scenario, step)}"
    yield Heading((Piece(title, NAME),), aside, gap=22)
    yield block(words.step_cause(scenario, step), BODY, "ink2", gap=0)
    for seat in seats:
        name = words.capital_name(scenario, seat.capital)
        yield Marked(Piece(name, LABEL, "ink2", chip="sunk"), block(words.seat_sentence(seat), QUOTE), left=104, gap=4)
