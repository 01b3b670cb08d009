"""The glossary: the scenario's terms and the desk's own words, with what they belong to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.titles import framed, plain
from game.window.facts import visible
from game.window.kit.page import Block, Piece, block
from game.window.kit.panel import Command
from game.window.pages.leaf import Heading, Leaf
from game.window.theme import BODY, CARD, QUOTE, SECTION, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.model import Term
    from game.session.session import Session
    from game.window.kit.page import Part

TAB = "Glossary"
DESK = (
    ("Move", "What {seat} can do. It acts at once, and later moves of the turn meet what it changed."),
    ("Wording", "One way to say a move. Each capital hears its own part of it."),
    ("Points", "{Points}. Most moves cost some; what is left at the end of a turn is lost."),
    ("Reaction", "A rule that a capital follows after {seat}\u2019s moves, always or with some chance."),
    ("Event", "Something that may happen after the reactions. The state of the game sets its chance."),
    ("Reply", "{seat}\u2019s answer to an event or to a rung. Nothing else goes on until it is given."),
    ("Ladder, rung", "How a crisis grows step by step. From every rung there is a chance up and a way down."),
    ("Drift", "At the end of a turn a number goes back a little towards where it began."),
    ("Ledger", "Why a number is what it is: every change with its rule, its factors and its sources."),
)


def glossary_leaf(session: Session) -> Leaf:
    """Return all terms of the scenario by the alphabet, then the words of the desk and what its numbers mean."""
    terms = session.scenario.document.glossary
    parts: list[Part] = []
    for key, term in sorted(terms.items(), key=lambda pair: pair[1].title.lower()):
        parts.append(Block((Piece(term.title, CARD, link=Command("glossary", key)),), 12 if parts else 0))
        parts.append(block(term.text, BODY, "ink2", gap=1))
    parts.append(Heading((Piece("Words of the desk", SECTION),), gap=26 if terms else 0, rule=bool(terms)))
    desk = ((title, framed(session.scenario, text)) for title, text in DESK)
    for title, text in (*desk, *_numbers(session)):
        parts.append(Block((Piece(f"{title}:", STRONG), Piece(text, BODY, "ink2")), 6))
    return Leaf("Glossary", tuple(parts), TAB)


def _numbers(session: Session) -> Iterator[tuple[str, str]]:
    """Yield the meters that may be shown, each with what it means."""
    told = {number.parent for number in visible(session.scenario, ended=session.ended) if number.kind == "meter"}
    for name, meter in session.scenario.document.meters.items():
        if name in told and meter.note:
            yield meter.name or plain(name), meter.note


def term_leaf(session: Session, name: str) -> Leaf:
    """Return one term: its text, related terms, the moves that teach it, and its sources."""
    term = session.scenario.document.glossary.get(name)
    if term is None:
        return Leaf("No such term", (block("The glossary does not have it.", BODY, "ink2"),), TAB)
    parts: list[Part] = [block(term.text, QUOTE, gap=0), *_related(session, term), *_moves(session, name)]
    known = session.scenario.document.sources
    cited = [key for key in term.sources if key in known]
    if cited:
        parts.append(Heading((Piece("Sources", SECTION),)))
        parts += [Block((Piece(known[key].title, BODY, link=Command("sources", key)),)) for key in cited]
    return Leaf(term.title, tuple(parts), TAB)


def _related(session: Session, term: Term) -> Iterator[Part]:
    known = session.scenario.document.glossary
    found = [key for key in term.see if key in known]
    if found:
        yield Heading((Piece("See also", SECTION),))
        for key in found:
            yield Block((Piece(known[key].title, BODY, link=Command("glossary", key)),))


def _moves(session: Session, name: str) -> Iterator[Part]:
    """Yield the moves that teach a term; in play a click selects one on the desk."""
    moves = session.scenario.document.moves
    found = [key for key, move in moves.items() if name in move.teaches]
    if found:
        yield Heading((Piece("Moves that show it", SECTION),))
    for key in found:
        link = (
            Piece(moves[key].title, BODY, link=Command("move", key)) if not session.ended else Piece(moves[key].title)
        )
        yield Block((link, Piece(moves[key].line, BODY, "ink3")))
