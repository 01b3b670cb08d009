"""What can be said of a document's numbers and happenings before any rule is read."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from game.scenario.expression import Call, Comparison, Logic, Name, Not, Number, YesNo
from game.scenario.lint.domain import ANY, NO, YES, YES_OR_NO, Domain, few, one
from game.scenario.model import Between, Drawn
from game.scenario.names import SAY, Names, happenings
from game.scenario.sites import blocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from game.scenario.expression import Expression
    from game.scenario.model import Document, Ladder, Limit, Meter

NEVER = 1000.0


class Facts:
    """The ranges of one document's names.

    A formula that is one number or one word is a setting, which another scenario may replace: in a `cautious` reading
    it can be anything, so that nothing is called impossible because of a setting.
    """

    never = NEVER

    def __init__(self, document: Document, *, cautious: bool = False) -> None:
        """Read what is declared, and which numbers no effect ever changes."""
        self.turns = float(len(document.calendar.turns))
        self.ladders: Mapping[str, Ladder] = document.ladders
        self.formulas: dict[str, Expression] = dict(document.formulas)
        self._document = document
        self._cautious = cautious
        self._changed = {name for _, effects in blocks(document) for name in effects}
        self._known: dict[str, Domain] = {}
        if cautious:
            self._known |= {name: ANY for name, formula in document.formulas.items() if is_setting(formula)}
            self.formulas = {name: formula for name, formula in self.formulas.items() if name not in self._known}

    def domain(self, key: str) -> Domain:
        """Return all that a name, `since(x)` or `times(x)` can be; ANY for what is not declared."""
        if key not in self._known:
            self._known[key] = self._domain(key)
        return self._known[key]

    def declared(self, name: str) -> Domain | None:
        """Return the range that a meter or a ladder is declared with, whatever changes it."""
        if name in self.ladders:
            return Domain(0.0, float(len(self.ladders[name].rungs)))
        meter = self._document.meters.get(name.partition(".")[0])
        return None if meter is None or meter.range[0] > meter.range[1] else Domain(*meter.range)

    def happened(self, node: Call) -> str:
        """Return the key of `since(x)` or `times(x)`."""
        name = node.arguments[0]
        return f"{node.function}({name.text if isinstance(name, Name) else ''})"

    def start(self) -> dict[str, Domain]:
        """Return what is known before the first move: numbers at their start, and nothing has happened."""
        known: dict[str, Domain] = {"turn": one(1.0)}
        for name, meter in self._document.meters.items():
            capitals = self._document.capitals if meter.per == "capital" else ()
            known |= {key: self._start(key, meter) for key in [f"{name}.{capital}" for capital in capitals] or [name]}
        for name, flag in self._document.flags.items():
            known[name] = YES_OR_NO if isinstance(flag.start, Drawn) else YES if flag.start else NO
        known |= dict.fromkeys(self.ladders, NO)
        for name in ("this", *Names(self._document).happenings):
            known |= {f"since({name})": one(NEVER), f"times({name})": NO}
        return known

    def is_condition(self, formula: str) -> bool:
        """Return whether a formula is surely a condition by its form."""
        return isinstance(self.formulas[formula].tree, (Comparison, Logic, Not))

    def _domain(self, key: str) -> Domain:
        function, bracket, rest = key.partition("(")
        if bracket and function == "since":
            return few([*map(float, range(int(self.turns))), NEVER]) or ANY
        if bracket:
            return self._times(rest.removesuffix(")"))
        if key == "turn":
            return few(map(float, range(1, int(self.turns) + 1))) or ANY
        if key in self._document.flags:
            return self._flag(key)
        if key in self.ladders:
            return few(map(float, range(len(self.ladders[key].rungs) + 1))) or ANY
        meter = self._document.meters.get(key.partition(".")[0])
        return ANY if meter is None else self._meter(key, meter)

    def _meter(self, key: str, meter: Meter) -> Domain:
        low, high = meter.range
        if low > high:
            return ANY
        if key in self._changed or self._cautious:
            return Domain(low, high)
        return self._start(key, meter)

    def _start(self, key: str, meter: Meter) -> Domain:
        low, high = meter.range
        match meter.start:
            case Between(between=(first, last)):
                found = Domain(first, last) if first <= last else None
            case dict() as starts:
                start = starts.get(key.partition(".")[2])
                found = None if start is None else one(start)
            case float() as start:
                found = one(start)
        # A start outside its range is reported elsewhere.
        return (found.meet(Domain(low, high)) if found else None) or ANY

    def _flag(self, name: str) -> Domain:
        start = self._document.flags[name].start
        if name in self._changed or isinstance(start, Drawn) or self._cautious:
            return YES_OR_NO
        return YES if start else NO

    def _times(self, name: str) -> Domain:
        """Reactions, events and members happen once a turn; a move also as an answer, a rung and a reply more often."""
        limit = self._limit(name)
        if limit is None:
            return Domain(0.0, math.inf)
        most = math.ceil(self.turns / (limit.cooldown + 1))
        most = most if limit.times is None else min(most, limit.times)
        return few(map(float, range(most + 1))) or ANY

    def _limit(self, name: str) -> Limit | None:
        document = self._document
        if name in document.moves:
            said = any(rule.replies.get(SAY) == name for _, rule in happenings(document))
            return None if said else document.moves[name].limit
        if name in document.reactions:
            return document.reactions[name].limit
        for event, rule in document.events.items():
            if name == event or name in rule.one_of:
                return rule.limit
        return None


def is_setting(formula: Expression) -> bool:
    """Return whether a formula is one number or one word: a dial for whoever builds on the scenario."""
    return isinstance(formula.tree, (Number, YesNo))
