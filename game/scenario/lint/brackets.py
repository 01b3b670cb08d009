"""The check for `and` and `or` side by side without brackets (W315)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from game.scenario.lint.cases import sites
from game.scenario.tokens import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.tokens import Token

# A condition that is longer than this is not written out again in a message.
LONGEST = 100


def mixed(subject: Subject) -> Iterator[Finding]:
    """W315: where `and` and `or` stand side by side, brackets say which belongs together."""
    for site in chain(subject.expressions, sites(subject)):
        text = site.expression.text
        if "and" not in text or "or" not in text:
            continue
        spot = subject.places.spots.get(site.path)
        # A part of a longer text, such as an effect after its sign, is read where it stands in it.
        offset = spot.text.find(text) if spot and spot.text else 0
        for parts in _mixed(text):
            start, end = parts[0][0], parts[-1][1]
            read = " or ".join(f"({text[a:b]})" if joined else text[a:b] for a, b, joined in parts)
            message = "`and` binds before `or`"
            if len(read) <= LONGEST:
                message = f"{message}: this means {read}"
            yield subject.places.finding(
                "W315", message, site.path, span=(offset + start, offset + end), severity="tip",
                hint="put brackets around what belongs together",
            )  # fmt: skip


def _mixed(text: str) -> Iterator[list[tuple[int, int, bool]]]:
    """Yield the parts around each `or` that has an `and` beside it in the same brackets.

    Each part has its start, its end, and whether an `and` joins it.
    """
    open_levels: list[list[Token]] = [[]]
    for token in tokens(text, 0):
        if token.text in (")", ",") or token.kind == "end":
            yield from _level(open_levels[-1])
            open_levels[-1] = []
        if token.text == "(":
            open_levels[-1].append(token)
            open_levels.append([])
        elif token.text == ")":
            open_levels.pop()
            open_levels[-1].append(token)
        elif token.text != ",":
            open_levels[-1].append(token)


def _level(words: list[Token]) -> Iterator[list[tuple[int, int, bool]]]:
    """Yield the parts of one bracket's words, where both `and` and `or` join them."""
    said = {word.text for word in words}
    if not {"and", "or"} <= said:
        return
    parts: list[list[Token]] = [[]]
    for word in words:
        if word.text == "or":
            parts.append([])
        elif word.kind != "end":
            parts[-1].append(word)
    yield [(part[0].start, part[-1].end, any(word.text == "and" for word in part)) for part in parts]
