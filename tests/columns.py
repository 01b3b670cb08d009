"""What each decision of a scenario costs and brings, as written: the columns that the exact tests of balance read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.scenario.model import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.scenario.model import Document
    from game.scenario.values import Effect

Columns = dict[str, float]
NUMBER = re.compile(r"[+-][\d.]+\Z")
SIGNED = re.compile(r"[+-]")


def better(document: Document, number: str) -> int:
    """Return 1 where more of a number is good, -1 where less is, 0 where nobody minds."""
    meter = document.meters.get(number.split(".", maxsplit=1)[0])
    return {"higher": 1, "lower": -1}.get(str(meter.better), 0) if meter is not None and meter.better else 0


def columns(document: Document, effects: Mapping[str, Effect]) -> Columns:
    """Return the plain changes of effects, a gain above 0 and a loss below it; computed ones count by their sign."""
    found = {}
    for number, effect in effects.items():
        sign = better(document, number)
        text = effect.text.replace(" ", "")
        if sign and SIGNED.match(text):
            found[number] = sign * (float(text) if NUMBER.match(text) else float(f"{text[0]}0.5"))
    return found


def moves(document: Document) -> Iterator[tuple[str, Columns]]:
    """Yield every move, or each of its wordings with what the move does beside it."""
    for name, move in document.moves.items():
        if not move.wordings:
            yield name, columns(document, move.effects)
        for word, wording in move.wordings.items():
            yield f"{name}.{word}", columns(document, {**move.effects, **wording.effects})


def sets_of_replies(document: Document) -> Iterator[tuple[str, dict[str, Columns]]]:
    """Yield every event that asks for replies of its own, with what each reply does."""
    for name, event in document.events.items():
        for member, part in ((name, event), *event.one_of.items()):
            own = {key: reply for key, reply in part.replies.items() if isinstance(reply, Reply)}
            if own:
                yield member, {key: columns(document, reply.effects) for key, reply in own.items()}


def dominated(options: Mapping[str, Columns]) -> list[tuple[str, str]]:
    """Return the pairs of which the first is nowhere better than the second, and somewhere worse."""
    pairs = []
    for worse, mine in options.items():
        for other, theirs in options.items():
            numbers = mine.keys() | theirs.keys()
            gaps = [theirs.get(number, 0.0) - mine.get(number, 0.0) for number in numbers]
            if worse != other and min(gaps) >= 0 and max(gaps) > 0:
                pairs.append((worse, other))
    return pairs
