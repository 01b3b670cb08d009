"""The record: what took place in every turn, in the order of cause, and where to play on from."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from game.engine import shown
from game.session.beside import line_title, outcome_words
from game.session.replay import kept_lines
from game.session.titles import value_text
from game.window.facts import Told, told, visible
from game.window.kit.page import Block, Piece, block
from game.window.kit.panel import Command
from game.window.pages.entry import Entry
from game.window.pages.leaf import Heading, Leaf
from game.window.telling import entry_of
from game.window.theme import BODY, LABEL, NAME, STRONG
from game.window.widgets.consequences import link_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.engine import NumberInfo, Scenario
    from game.session.session import Session
    from game.window.kit.page import Part

TAB = "Record"


def record_leaf(session: Session, *, forks: bool) -> Leaf:
    """Return the record as a page; with `forks` a finished turn can be played again from its start."""
    parts: list[Part] = [numbers_line(session)]
    if forks:
        parts += lines_blocks(session)
    if session.decisions and forks:
        words = "Play on from here begins another line of this game, with the same luck; this one is kept as it is."
        parts.append(block(words, BODY, "ink2", gap=10))
    return Leaf("The record", (*parts, *record_blocks(session, forks=forks)), TAB)


def lines_blocks(session: Session) -> list[Part]:
    """Return every line of the game with how it came out and what it leads to; nothing where there is only one."""
    kept = kept_lines(session)
    if len(kept) == 1 and session is kept[0]:
        return []
    parts: list[Part] = [block("Lines of this game", NAME, gap=16)]
    for place, line in enumerate(kept):
        pieces = [Piece(line_title(line), STRONG), Piece(f"{outcome_words(line)}.", BODY, "ink2")]
        if line is session:
            pieces.append(Piece("This line", LABEL, "ink2", chip="sunk"))
        else:
            go = "See it" if line.ended else "Go on with it"
            pieces.append(Piece(go, STRONG, "accent", Command("line", str(place))))
            pieces.append(Piece("Side by side", STRONG, "accent", Command("beside", str(place))))
        parts.append(Block(tuple(pieces), 6))
    return parts


def numbers_line(session: Session) -> Block:
    """Return every meter and ladder that may be shown, with its value, as links to why it is what it is."""
    pieces = [Piece("Why is it so?", STRONG, "ink2")]
    for number in visible(session.scenario, ended=session.ended):
        if number.kind == "flag":
            continue
        words = f"{number.title}{':' * (number.kind != 'meter')} {now_text(session, number)}"
        pieces.append(Piece(words, LABEL, "ink2", Command("why", number.name), "sunk"))
    return Block(tuple(pieces), 0)


def now_text(session: Session, number: NumberInfo) -> str:
    """Return the value of a number now, in words."""
    value = session.state.values[number.index]
    if number.kind == "meter":
        return str(shown(number, value)).replace("-", "\u2212")
    return value_text(session.scenario, number, value)


def record_blocks(session: Session, *, forks: bool = False) -> list[Part]:
    """Return what took place in every turn so far, the latest first."""
    parts: list[Part] = []
    turns = sorted({one.turn for one in session.happenings}, reverse=True)
    every = told(session.scenario, session.steps, ended=session.ended)
    for turn in turns:
        parts.append(turn_heading(session, turn, forks=forks))
        found = [one for one in every if one.turn == turn]
        parts += entries(session.scenario, found)
        if not found:
            parts.append(block("A quiet turn: nothing moved but the slow drift.", BODY, "ink2"))
    return parts or [block("Nothing yet: the game has just begun.", BODY, "ink2", gap=20)]


def turn_heading(session: Session, turn: int, *, forks: bool = False) -> Heading:
    """Return the head of a turn: its number, date and label, and where to play on from."""
    known = session.scenario.document.calendar.turns[turn - 1]
    label = "" if known.label == f"Turn {turn}" else f" {known.label}"
    words = (Piece(f"Turn {turn}", NAME), Piece(f"{known.date.day} {known.date:%b %Y}.{label}", BODY, "ink3"))
    aside = Piece("Play on from here", STRONG, "accent", Command("fork", str(turn))) if forks else None
    return Heading(words, aside, anchor=f"turn {turn}")


def entries(scenario: Scenario, found: Iterable[Told]) -> list[Part]:
    """Return things that took place as a chain: each in a circle of its own, joined to the next."""
    links = [link_of(scenario.document, entry_of(scenario, one)) for one in found]
    return [Entry(link, following) for link, following in pairwise([*links, None]) if link is not None]
