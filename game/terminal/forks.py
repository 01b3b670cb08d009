"""What the terminal says of the lines of a game: a list of them, and two of them side by side. It only makes lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from game.engine import shown
from game.session.beside import beside, decided_words, line_title, other_lines, outcome_words, parting_words
from game.session.replay import kept_lines
from game.session.titles import number_title, rule_title
from game.terminal.console import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import NumberInfo
    from game.session.beside import Beside, Pair
    from game.session.session import Session

__all__ = ["begun_turn", "chosen_line", "every_pair", "lines_list", "pair_lines"]

COLUMN: Final = 5
"""Characters of a number in a table."""

TITLE: Final = 22
ROW: Final = 10
"""So many turns stand in one table: it then fits a terminal of 80 columns."""

FILL: Final = "."
"""Leads from a name to its numbers: spaces would be lost where a line is wrapped."""


def begun_turn(session: Session, typed: str) -> int | None:
    """Return the turn that was typed, where the game has begun it."""
    return _whole(typed, 1, len(session.turn_states))


def chosen_line(session: Session, typed: str) -> Session | None:
    """Return the line of a game whose number was typed, 0 for the first."""
    kept = kept_lines(session)
    place = _whole(typed, 0, len(kept) - 1)
    return None if place is None else kept[place]


def _whole(typed: str, low: int, high: int) -> int | None:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 4):  # noqa: PLR2004 - no game has as many
        return None
    return int(typed) if low <= int(typed) <= high else None


def lines_list(session: Session) -> Iterator[str]:
    """Yield every line of a game with how it came out; nothing where there is only one."""
    kept = kept_lines(session)
    if len(kept) == 1:
        return
    yield Heading("Lines of this game")
    for place, line in enumerate(kept):
        here = " (this line)" if line is session else ""
        yield f"  {place}: {line_title(line)}{here}: {outcome_words(line)}"


def every_pair(session: Session) -> Iterator[str]:
    """Yield a line beside each of the others."""
    for line in other_lines(session):
        yield from pair_lines(session, line)


def pair_lines(session: Session, other: Session) -> Iterator[str]:
    """Yield two lines of a game side by side: the table of their numbers, then each turn in which they differ."""
    found = beside(session, other)
    yield Heading(f"{line_title(session)}, beside: {line_title(other)}")
    yield f"  This line: {outcome_words(session)}. The other: {outcome_words(other)}."
    yield f"  {parting_words(found)}"
    if not found.parting:
        return
    first = found.parting
    yield f"  After each turn from turn {first} on, this line above the other:"
    for begin in range(first, len(found.turns) + 1, ROW):
        yield from _table(found, begin, min(begin + ROW - 1, len(found.turns)))
    for pair in found.turns[first - 1 :]:
        yield from _turn(found, pair)


def _table(found: Beside, begin: int, last: int) -> Iterator[str]:
    """Yield the numbers of some turns in both lines."""
    yield _row("Turn", [str(turn) for turn in range(begin, last + 1)])
    for number in found.numbers:
        ours, theirs = (_cells(number, levels[begin : last + 1]) for levels in found.levels(number))
        yield _row(_name(found, number), ours)
        yield _row("the other", theirs)


def _row(title: str, cells: list[str]) -> str:
    return f"  {title + ' ':{FILL}<{TITLE}}{''.join(f'{cell:>{COLUMN}}' for cell in cells)}"


def _cells(number: NumberInfo, levels: tuple[float, ...]) -> list[str]:
    return [str(shown(number, level)) for level in levels]


def _name(found: Beside, number: NumberInfo) -> str:
    return number.title if number.capital else number_title(found.ours.scenario, number.name)


def _turn(found: Beside, pair: Pair) -> Iterator[str]:
    """Yield what was decided in a turn of both lines, and the rules that acted in one of them only."""
    if not (pair.parts or pair.only_ours or pair.only_theirs):
        return
    scenario = found.ours.scenario
    yield f"Turn {pair.turn}: {scenario.document.calendar.turns[pair.turn - 1].label}"
    sides = (
        ("This line", found.ours, pair.ours, pair.only_ours),
        ("The other", found.theirs, pair.theirs, pair.only_theirs),
    )
    for title, session, half, rules in sides:
        yield f"  {title}: {'; '.join(word.rstrip('.') for word in decided_words(session, half))}."
        if rules:
            only = "; ".join(rule_title(scenario, rule).rstrip(".") for rule in rules)
            yield f"    only here: {only}."
