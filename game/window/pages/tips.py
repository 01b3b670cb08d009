"""What a link of a page leads to, in one sentence: the reader's tooltips."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.titles import number_title
from game.window.facts import visible

if TYPE_CHECKING:
    from collections.abc import Callable

    from game.session.session import Session
    from game.window.kit.panel import Command


def tip_of(session: Session, command: Command) -> str:
    """Return what a command leads to; nothing where its words say it already."""
    writers: dict[str, Callable[[Session, str], str]] = {
        "sources": _source,
        "glossary": _term,
        "why": _number,
        "fork": lambda _, turn: f"Another line of this game from the start of turn {turn}, with the same luck.",
        "line": lambda *_: "Leaves this line as it is and opens that one.",
        "beside": lambda *_: "That line and this one, turn by turn.",
        "turn": lambda _, turn: f"The changes of turn {turn}.",
        "move": lambda *_: "Selects this move on the desk.",
    }
    said = command.about or command.kind == "guide"
    return writers[command.kind](session, command.about) if said and command.kind in writers else ""


def _source(session: Session, name: str) -> str:
    source = session.scenario.document.sources.get(name)
    if source is None:
        return ""
    facts = ", ".join(part for part in (source.publisher, source.date) if part)
    return f"{facts}{'; ' * bool(facts and source.grade)}{source.grade}."


def _term(session: Session, name: str) -> str:
    term = session.scenario.document.glossary.get(name)
    return term.text if term else ""


def _number(session: Session, name: str) -> str:
    known = {number.name for number in visible(session.scenario, ended=session.ended)}
    if name not in known:
        return ""
    return f"{number_title(session.scenario, name)}: every change with its rule and sources."
