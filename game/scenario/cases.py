"""What a test in a scenario says: its expectations, its decisions and its start, as values read from their texts.

Nothing here knows which names exist; `lint/cases.py` checks that, and `game.simulation.cases` plays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NoReturn

from pydantic import BeforeValidator, WithJsonSchema

from game.scenario.expression import Expression, ExpressionError, parse
from game.scenario.names import SAY, happenings, rungs_of
from game.scenario.values import read_number, read_text, read_yes_no

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.model import Document, Move, TestCase
    from game.scenario.source import KeyPath

__all__ = [
    "ALWAYS", "ANY", "AS_DRAWN", "NEVER", "Always", "EndsIn", "Expect", "Expectation", "Holds", "Line", "NamedAt",
    "Reaches", "Share", "decisions_of", "forced_turns", "lines", "read_expectation", "start_value", "with_example",
]  # fmt: skip

END_TURN = "end_turn"
ANY = "any"
"""A decision of a test that the uniform policy takes in its place."""
NEVER, ALWAYS, AS_DRAWN = "never", "always", "as_drawn"
FORCED = re.compile(r"turns? (\d{1,4}(?:(?:, | and )\d{1,4})*)\Z", re.ASCII)

AFTER = re.compile(r"\s+after\s+turn\s+(\d{1,4})\s*\Z", re.ASCII)
WORD = re.compile(r"\S+")
ALWAYS_WORD = re.compile(r"\s*always(\s+|\Z)")
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*\Z", re.ASCII)
EXAMPLE = "{ending}"
"""Stands in a hint for the id of an ending; who knows the scenario puts one of its own there."""
SHAPES = (
    'write a condition such as "tension < 50 after turn 3", "ending is bridge", "share of bridge between 2% and 40%", '
    '"reach war" or "always tension > 0"'
)


@dataclass(frozen=True, slots=True)
class NamedAt:
    """A name in an expectation, and where it stands in its text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Holds:
    """`tension < 50 after turn 1`: a condition when a turn is over, or (turn 0) when the play stops."""

    text: str
    condition: Expression
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Always:
    """`always tension > 0`: a condition at the start and after every decision."""

    text: str
    condition: Expression


@dataclass(frozen=True, slots=True)
class EndsIn:
    """`ending is bridge or drift`, `ending is not war`: which ending the play comes to."""

    text: str
    endings: tuple[NamedAt, ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Reaches:
    """`reach war`: an ending is reached, or a rule takes place, in the play or in one game of the batch at least."""

    text: str
    name: NamedAt


@dataclass(frozen=True, slots=True)
class Share:
    """`share of bridge between 2% and 40%`: how many games of a batch come to one of some endings, 0..1."""

    text: str
    endings: tuple[NamedAt, ...]
    low: float
    high: float


Expectation = Holds | Always | EndsIn | Reaches | Share


@dataclass(frozen=True, slots=True)
class Line:
    """One decision of a test's play, the turn that it is written under (0 where none is), and its keys."""

    decision: str
    turn: int
    path: KeyPath


def read_expectation(value: object) -> Expectation:
    """Return what an expectation asks for.

    Raises:
        ExpressionError: it is none; says where.
    """
    if isinstance(value, (Holds, Always, EndsIn, Reaches, Share)):
        return value
    text = read_text(value)
    try:
        return _read(text)
    except ExpressionError as fault:
        # Imported here: what can be read needs no guesses.
        from game.scenario.misread import expectation_meant  # noqa: PLC0415

        meant = expectation_meant(text)
        if meant:
            raise ExpressionError(fault.message, fault.start, fault.end, f"write `{meant}`") from None
        raise


def _read(text: str) -> Expectation:
    words = [NamedAt(match[0], *match.span()) for match in WORD.finditer(text)]
    first = words[0].name if words else ""
    if first.partition("=")[0] == "ending":
        return _ending(text, words)
    if first == "share":
        return _share(text, words)
    if first == "reach":
        return Reaches(text, _only(words[1:], words[0], f"reach {EXAMPLE}"))
    if match := ALWAYS_WORD.match(text):
        return Always(text, parse(text[match.end() :], offset=match.end()))
    return _holds(text)


def _holds(text: str) -> Holds:
    match = AFTER.search(text)
    if match is None:
        if misplaced := re.search(r"\s(after|before|in|at)\s", text):
            start, end = misplaced.span(1)
            raise ExpressionError(
                f"`{misplaced[1]}` is not known here", start, end, "write `... after turn 3` at the end"
            )
        return Holds(text, parse(text))
    if int(match[1]) == 0:
        raise ExpressionError("turns are counted from 1", *match.span(1), "write `after turn 1`, or a later turn")
    return Holds(text, parse(text[: match.start()]), int(match[1]))


def _ending(text: str, words: list[NamedAt]) -> EndsIn:
    if len(words) < 2 or words[1].name != "is":  # noqa: PLR2004 - `ending is`
        wrong = words[1] if len(words) > 1 else words[0]
        ids = re.findall(r"[a-z][a-z0-9_]*", text)
        named = next((word for word in ids if word not in ("ending", "is", "not")), EXAMPLE)
        raise ExpressionError("`ending` is followed by `is`", wrong.start, wrong.end, f"write `ending is {named}`")
    negated = len(words) > 2 and words[2].name == "not"  # noqa: PLR2004 - `ending is not`
    before = words[2] if negated else words[1]
    return EndsIn(text, _endings(words[2 + negated :], before), negated=negated)


def _share(text: str, words: list[NamedAt]) -> Share:
    at = next((place for place, word in enumerate(words) if word.name in ("between", "<=", ">=", "<", ">")), 0)
    if len(words) < 2 or words[1].name != "of" or not at:  # noqa: PLR2004 - `share of`
        named = next((word.name for word in words[1:] if NAME.match(word.name) and word.name != "of"), EXAMPLE)
        hint = f"write `share of {named} between 2% and 40%`"
        raise ExpressionError("a share names endings and its bounds", words[0].start, len(text), hint)
    endings = _endings(words[2:at], words[1])
    sign, bounds = words[at], words[at + 1 :]
    if sign.name == "between":
        if len(bounds) != 3 or bounds[1].name != "and":  # noqa: PLR2004 - `2% and 40%`
            raise ExpressionError("`between` takes two bounds", sign.start, len(text), "write `between 2% and 40%`")
        low, high = _part(bounds[0]), _part(bounds[2])
        if low > high:
            raise _backwards(bounds[0], bounds[2])
        return Share(text, endings, low, high)
    if sign.name in ("<", ">"):
        hint = f"write `{sign.name}=`: a share is counted, and may lie on its bound"
        raise ExpressionError(f"`{sign.name}` is not known here", sign.start, sign.end, hint)
    bound = _part(_only(bounds, sign, f"share of {EXAMPLE} <= 20%"))
    return Share(text, endings, *((0.0, bound) if sign.name == "<=" else (bound, 1.0)))


def _backwards(first: NamedAt, second: NamedAt) -> ExpressionError:
    """Say that the greater of two bounds stands first; `1` for 1% is the whole."""
    if first.name == "1" and second.name.endswith("%"):
        return ExpressionError("`1` is all games, 100%", first.start, first.end, "write 1%")
    hint = f"write `between {second.name} and {first.name}`"
    return ExpressionError("the lower bound comes first", first.start, second.end, hint)


def _endings(words: list[NamedAt], before: NamedAt) -> tuple[NamedAt, ...]:
    """Return the endings of `a or b or c`."""
    if not words:
        raise ExpressionError("the id of an ending is missing here", before.start, before.end, f"such as `{EXAMPLE}`")
    for place, word in enumerate(words):
        if place % 2 and word.name != "or":
            raise ExpressionError(f"`or` is missing before `{word.name}`", word.start, word.end)
        if place % 2 == 0 and not NAME.match(word.name):
            _refuse(word)
    if len(words) % 2 == 0:
        raise ExpressionError("`or` is followed by an ending", words[-1].start, words[-1].end)
    return tuple(words[::2])


def _only(words: list[NamedAt], before: NamedAt, example: str) -> NamedAt:
    """Return the one word that must follow."""
    if len(words) == 1:
        return words[0]
    wrong = words[1] if words else before
    message = f"one thing is named here; `{wrong.name}` is one too many" if words else "something is missing here"
    raise ExpressionError(message, wrong.start, wrong.end, f"write `{example}`")


def _part(word: NamedAt) -> float:
    try:
        share = read_number(word.name)
    except ValueError as error:
        hint = getattr(error, "hint", "") or "write a share such as 20%"
        raise ExpressionError(str(error), word.start, word.end, hint) from None
    if not 0 <= share <= 1:
        hint = f"write {word.name}%" if 1 < share <= 100 else "write one from 0% to 100%"  # noqa: PLR2004 - percent
        raise ExpressionError(f"`{word.name}` is no share", word.start, word.end, hint)
    return share


def _refuse(word: NamedAt) -> NoReturn:
    raise ExpressionError(f"`{word.name}` is no id of an ending", word.start, word.end)


def with_example(hint: str, endings: object) -> str:
    """Return a hint with the first of a scenario's endings in it, where it speaks of an ending."""
    first = next(iter(endings), "drift") if isinstance(endings, dict) else "drift"
    return hint.replace(EXAMPLE, first)


def lines(name: str, case: TestCase) -> Iterator[Line]:
    """Yield the decisions of a test in order, whichever way it writes them."""
    path: KeyPath = ("tests", name, "play")
    if isinstance(case.play, list):
        yield from (Line(decision, 0, (*path, place)) for place, decision in enumerate(case.play))
        return
    for turn, decisions in case.play.items():
        number = int(turn) if turn.isdecimal() and turn.isascii() else 0
        yield from (Line(decision, number, (*path, turn, place)) for place, decision in enumerate(decisions))


def decisions_of(document: Document) -> Iterator[str]:
    """Yield every decision that can ever be taken, as a test writes it."""
    yield END_TURN
    for name, move in document.moves.items():
        yield from _sent(name, move)
    for name, rule in happenings(document):
        for reply, said in rule.replies.items():
            if reply != SAY:
                yield f"{name}.{reply}"
            elif isinstance(said, str) and said in document.moves:
                yield from (f"{name}.{decision}" for decision in _sent(said, document.moves[said]))
    for name, ladder in document.ladders.items():
        yield from (f"{name}.{reply}" for reply in ladder.replies)


def _sent(name: str, move: Move) -> Iterator[str]:
    yield from (f"{name}.{wording}" for wording in move.wordings) if move.wordings else (name,)


def start_value(document: Document, number: str, text: str) -> float:
    """Return the value that a test starts a number with.

    Raises:
        ValueError: the number cannot have it; says what can stand there.
    """
    if number in document.flags:
        return float(read_yes_no(text))
    if number in document.ladders:
        rungs = rungs_of(document.ladders[number])
        if text not in rungs:
            raise ValueError(f"expected one of {', '.join(rungs)}")
        return float(rungs.index(text))
    value = read_number(text)
    low, high = document.meters[number.partition(".")[0]].range
    if not low <= value <= high:
        raise ValueError(f"it lies between {low:g} and {high:g}")
    return value


def forced_turns(text: str) -> tuple[int, ...] | None:
    """Return the turns of `turn 3` or `turns 3, 5 and 8`; none where the text names no turns."""
    match = FORCED.match(text)
    return tuple(int(turn) for turn in re.findall(r"\d+", match[1])) if match else None


Expect = Annotated[
    Expectation,
    BeforeValidator(read_expectation),
    WithJsonSchema({"type": "string", "description": SHAPES}),
]
