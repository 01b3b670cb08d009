"""Slips of an author's fingers: changes to a text, drawn by hypothesis."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from game.resources import shipped_scenarios

if TYPE_CHECKING:
    from collections.abc import Callable

SIGNS = (
    *" :\n\"'{}[]#|>\t&*!%@`,?-=+<()\\",
    *("- ", ": ", "  ", "\n\n", "---\n", "...", "<<: ", "é", "北", "\N{RIGHT DOUBLE QUOTATION MARK}", "\N{GAME DIE}"),
    *(
        "\N{FULLWIDTH COLON}",
        "\N{NO-BREAK SPACE}",
        "\N{MINUS SIGN}",
        "1e9",
        "99999999999999999999",
        "otherwise",
        "null",
    ),
)


@cache
def shipped_texts() -> tuple[str, ...]:
    """Return every file of the scenarios that come with the game."""
    return tuple(
        file.read_text(encoding="utf-8") for folder in shipped_scenarios() for file in sorted(folder.glob("*.yaml"))
    )


def mutated(draw: Callable[..., object], text: str) -> str:
    """Return a text with one to four slips: something typed, deleted, doubled, moved, or broken off."""
    for _ in range(_number(draw, 1, 4)):
        at = _number(draw, 0, len(text))
        rest = text[at:]
        match _number(draw, 0, 5):
            case 0 | 1:
                sign = draw(st.sampled_from(SIGNS))
                text = f"{text[:at]}{sign}{rest}"
            case 2:
                text = text[:at] + rest[_number(draw, 1, 12) :]
            case 3:
                line, end, after = rest.partition("\n")
                text = f"{text[:at]}{line}{end}{line}{end}{after}"
            case 4:
                taken, end, after = rest.partition("\n")
                to = _number(draw, 0, len(after))
                text = f"{text[:at]}{after[:to]}{taken}{end}{after[to:]}"
            case _:
                text = text[:at] if len(rest) < len(text) // 4 else text[:at] + rest.replace("\n  ", "\n", 1)
    return text


def _number(draw: Callable[..., object], least: int, most: int) -> int:
    number = draw(st.integers(least, most))
    assert isinstance(number, int)
    return number
