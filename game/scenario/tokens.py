"""The words and signs of an expression."""

from __future__ import annotations

import re
from dataclasses import dataclass

from game.scenario.syntax import ExpressionError

MAX_DIGITS = 15

TOKEN = re.compile(r"(?P<space>[ \t\r\n]+)|(?P<word>\w[\w.]*%*)|(?P<symbol><=|>=|==|!=|[-+*/<>(),])")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?%?")
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")

SIGNS = tuple("=<>*/")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of an expression: its kind, its text and its offsets."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str, offset: int) -> list[Token]:
    """Return the words and signs of `text`, and an `end` after them; `offset` is added to every place."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        # A sign of the language may begin one of another language: `=` after it tells.
        if match is None or (not match["space"] and text[match.end() : match.end() + 1] in SIGNS):
            # Imported here and below: it has a good many patterns, and a sound scenario needs none.
            from game.scenario.misread import refuse_sign  # noqa: PLC0415

            refuse_sign(text, position, offset, known=match is not None)
        if match is None:
            continue
        if not match["space"]:
            found.append(_token(match[0], offset + position, is_word=bool(match["word"])))
        position = match.end()
    return [*found, Token("end", "", offset + len(text), offset + len(text))]


def _token(text: str, start: int, *, is_word: bool) -> Token:
    end = start + len(text)
    if not is_word:
        return Token("symbol", text, start, end)
    if NAME.fullmatch(text):
        return Token("name", text, start, end)
    if not NUMBER.fullmatch(text):
        from game.scenario.misread import wrong_word  # noqa: PLC0415 - as above

        message, hint = wrong_word(text)
        raise ExpressionError(message, start, end, hint)
    if sum(character.isdigit() for character in text) > MAX_DIGITS:
        raise ExpressionError(f"a number has at most {MAX_DIGITS} digits", start, end)
    return Token("number", text, start, end)
