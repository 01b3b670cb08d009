"""Writes how far a state is from an ending, derived from the ending's condition: what a player with an aim goes by.

Each comparison counts the distance that is missing to it with a point to spare, the more the harder its meter is pulled
back; a part that is simply yes or no counts `NOT_YET` until it holds; an event that must happen counts that much less
its chance, a ladder that must climb a step each less the chance of the next. All parts of an `and` add up, the nearest
of an `or` counts. A part that reads what is hidden counts nothing: the player cannot see it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.players import NOT_YET
from game.scenario.conditions import hidden_names, parts, reads_any
from game.scenario.expression import Call, Comparison, Logic, Name, Node, Not, Otherwise

if TYPE_CHECKING:
    from game.engine.emit import Emitter
    from game.engine.index import Index

OPPOSITE = {">=": "<", ">": "<=", "<=": ">", "<": ">=", "==": "!=", "!=": "=="}
MIRRORED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "==", "!=": "!="}
TO_SPARE = 1.0
"""By how much a meter should pass the mark that is asked: what is shown is whole points, and luck takes some back."""
DEEPEST = 12
"""How many formulas within formulas are looked into; behind them a condition is simply yes or no."""


class Aims:
    """Writes the function `missing(aim, turn, v)` of one scenario; aim is 1 + the place of an ending."""

    def __init__(self, index: Index, emitter: Emitter, chances: dict[int, str]) -> None:
        """Keep what names stand for, and the texts of the rules' chances by site."""
        self._index = index
        self._chances = chances
        self._document = index.document
        self._emitter = emitter
        self._hidden = hidden_names(index.document)
        self._depth = 0

    def rows(self) -> list[tuple[int, str, str]]:
        """Return a row for each ending: its number, its path and the text of what is missing to it."""
        return [
            (number, f"endings.{name}", self._missing(ending.when.tree) or "0.0")
            for number, (name, ending) in enumerate(self._document.endings.items(), 1)
        ]

    def _missing(self, node: Node) -> str:
        """Return the text of what is missing, or nothing where all that is asked is hidden."""
        split = parts(node)
        if len(split) > 1:
            texts = [text for text in map(self._missing, split) if text]
            return f"({' + '.join(texts)})" if texts else ""
        match split[0]:
            case Otherwise():
                return ""
            case Logic(operator="or", operands=operands):
                return self._least([text for text in map(self._missing, operands) if text])
            case Name() as name if name.text in self._document.formulas and self._depth < DEEPEST:
                self._depth += 1
                text = self._missing(self._document.formulas[name.text].tree)
                self._depth -= 1
                return text
            case Not(operand=Comparison(first=first, rest=((operator, right),), start=start, end=end)):
                return self._part(Comparison(first, ((OPPOSITE[operator], right),), start, end))
            case part:
                return self._part(part)

    @staticmethod
    def _least(texts: list[str]) -> str:
        folded = texts[0] if texts else ""
        for text in texts[1:]:
            folded = f"lesser({folded}, {text})"
        return folded

    def _part(self, part: Node) -> str:
        if reads_any(self._document, part, self._hidden):
            return ""
        if isinstance(part, Comparison):
            return self._compared(part)
        return f"(0.0 if {self._emitter.text(part)} else {NOT_YET})"

    def _compared(self, part: Comparison) -> str:
        (operator, right), left = part.rest[0], part.first
        if self._is_ladder(right) and not self._is_ladder(left):
            left, right, operator = right, left, MIRRORED[operator]
        holds = self._emitter.text(part)
        if self._is_ladder(left) and isinstance(left, Name):
            return self._of_ladder(left.text, operator, part, holds)
        if isinstance(left, Call) and left.function == "times":
            return self._of_happening(left, holds)
        if operator == "!=" or (isinstance(left, Call) and left.function == "since"):
            return f"(0.0 if {holds} else {NOT_YET})"
        texts = self._emitter.text(left), self._emitter.text(right)
        if isinstance(left, Call) and left.function == "count":
            return f"(0.0 if {holds} else {NOT_YET} * abs({texts[0]} - {texts[1]}))"
        more, less = texts if operator[0] == "<" else texts[::-1]
        if operator == "==" or not self._is_of_meter(left, right):
            return f"(0.0 if {holds} else abs({more} - {less}))"
        return f"{self._weight(left, right)!r} * greater(0.0, {more} - {less} + {TO_SPARE})"

    def _of_ladder(self, ladder: str, operator: str, part: Comparison, holds: str) -> str:
        place = list(self._document.ladders).index(ladder)
        left, right = self._emitter.sides(part)
        rung = right if left == self._emitter.text(Name((ladder,), 0, 0)) else left
        if operator in (">", ">="):
            least = f"{rung} + 1.0" if operator == ">" else rung
            return f"short_of({place}, {least}, turn, v)"
        return f"(0.0 if {holds} else {NOT_YET} * abs({left} - {right}))"

    def _of_happening(self, times: Call, holds: str) -> str:
        name = times.arguments[0]
        paths = [f"{kind}.{name.text}" for kind in ("reactions", "events")] if isinstance(name, Name) else []
        rules = self._index.sites[: self._index.first_member - 1]
        site = next((place for place, site in enumerate(rules, 1) if site.path in paths), 0)
        chance = f" * (1.0 - lesser(1.0, ({self._chances[site]})))" if site else ""
        return f"(0.0 if {holds} else {NOT_YET}{chance})"

    def _is_ladder(self, node: Node) -> bool:
        return isinstance(node, Name) and node.text in self._document.ladders

    def _is_of_meter(self, left: Node, right: Node) -> bool:
        return any(isinstance(side, Name) and side.parts[0] in self._document.meters for side in (left, right))

    def _weight(self, left: Node, right: Node) -> float:
        names = [side.parts[0] for side in (left, right) if isinstance(side, Name)]
        return 1.0 + max(
            (self._document.meters[name].pull for name in names if name in self._document.meters), default=0.0
        )
