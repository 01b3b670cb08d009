"""Writes the part of a scenario that reads the state as functions, and joins it with the turn to one text.

The generated functions hold one line for each rule, in file order, with the rule's id beside it: conditions, costs,
computed amounts, modifiers, chances, endings. `middleground show SCENARIO --code` prints them.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from math import ceil, floor
from typing import TYPE_CHECKING, Any

from game.engine import block, players, rng, turn, uniform
from game.engine.aims import Aims
from game.engine.emit import NEVER, Emitter, constant
from game.engine.index import events_and_members
from game.engine.shortcuts import cost_of
from game.engine.state import Player
from game.engine.tables import (
    BY_EDGE,
    CAME_DOWN,
    CHANGED,
    CHANGES,
    CLAMPED,
    CLIMBED,
    ENTERED,
    FACTORED,
    HAPPENED,
    LIFTS,
    PULLED,
)
from game.scenario.model import Event, Happening, Limit, Member, Reaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from game.engine.index import Index
    from game.engine.tables import Builder
    from game.scenario.expression import Expression

HELPERS = '''\
def lesser(a, b):
    """Return the lesser of two numbers, the first where they are equal."""
    return b if b < a else a


def greater(a, b):
    """Return the greater of two numbers, the first where they are equal."""
    return b if b > a else a


def since(stamp, turn):
    """Return the turns since what has this stamp last took place; very many where it never did."""
    return turn - stamp if stamp > 0.0 else NEVER


def copy_values(size, v, w):
    """Copy the first values of `v` to `w`."""
    for n in range(size):
        w[n] = v[n]
'''

HAND_WRITTEN: tuple[Callable[..., object], ...] = (
    rng.mix,
    rng.key_of,
    rng.draw_site,
    *(
        function
        for module in (block, turn, uniform, players)
        for function in vars(module).values()
        if inspect.isfunction(function) and function.__module__ == module.__name__
    ),
)

ROWS = {
    "BY_EDGE": BY_EDGE,
    "CAME_DOWN": CAME_DOWN,
    "CHANGED": CHANGED,
    "CHANGES": CHANGES,
    "CLAMPED": CLAMPED,
    "CLIMBED": CLIMBED,
    "ENTERED": ENTERED,
    "FACTORED": FACTORED,
    "HAPPENED": HAPPENED,
    "LIFTS": LIFTS,
    "PULLED": PULLED,
}
TOGETHER = 24
"""How many rules stand in one function: a turn that goes on after a reply skips those before it."""
CHOSEN = ("CANDIDATES", "MILLION", "NOT_YET", "NOWHERE", "STICKS", "WORLDS")
LUCK = ("GOLDEN", "MASK", "MULTIPLY_1", "MULTIPLY_2", "SHIFT_11", "SHIFT_27", "SHIFT_30", "SHIFT_31", "UNIT", "U")


def generate(index: Index, builder: Builder, stamp: int, count: int) -> str:
    """Return the generated part: Python text that holds every condition, chance and formula of a scenario."""
    emitter = Emitter(index, stamp, count)
    document = index.document
    parts = [HELPERS, *_formulas(index, emitter)]
    guards = [(number, path, emitter.expression(when, path)) for number, (path, when) in enumerate(builder.guards)]
    parts.append(_table("legal", "guard", "Return whether a condition holds.", guards, "True"))
    costs = [
        (number, f"moves.{name}", _cost(emitter, move.agenda, f"moves.{name}"))
        for number, (name, move) in enumerate(document.moves.items())
        if cost_of(move.agenda) is None
    ]
    parts.append(_table("cost", "m", "Return the points that a move costs now.", costs, "MOVE_COST[m]"))
    amounts = [
        (
            number,
            f"{info.rule}: {index.numbers[builder.table['EFFECT_NUMBER'][number]].name}",
            emitter.expression(info.computed, info.rule),
        )
        for number, info in enumerate(builder.effects)
        if info.computed is not None
    ]
    parts.append(_table("amount", "i", "Return what a computed effect asks for.", amounts, "0.0"))
    parts.append(_factors(index, emitter))
    rules = list(_rules(index, emitter))
    members = [(rule.site, rule.path, rule.weight()) for rule in rules if rule.site >= index.first_member]
    chances = [(rule.site, rule.path, rule.weight()) for rule in rules]
    parts.append(_table("happens", "site", "Return the chance or the weight of a rule now.", chances, "0.0"))
    parts.append(_table("weigh", "site", "Return the weight of a member of an event now.", members, "0.0"))
    parts.extend(_visits([rule for rule in rules if rule.site < index.first_member]))
    parts.extend(_ladders(index, emitter))
    parts.extend(_endings(index, emitter))
    aims = Aims(index, emitter, {site: text for site, _, text in chances}).rows()
    parts.append(
        _table("missing", "aim", "Return how far an ending is: 0 when all of it that is seen holds.", aims, "0.0")
    )
    return "\n\n".join(parts)


def _table(name: str, key: str, summary: str, rows: Iterable[tuple[int, str, str]], otherwise: str) -> str:
    lines = [f"def {name}({key}, turn, v):", f'    """{summary}"""']
    for number, path, text in rows:
        lines += [f"    if {key} == {number}:  # {path}", f"        return {text}"]
    return "\n".join([*lines, f"    return {otherwise}", ""])


def _formulas(index: Index, emitter: Emitter) -> Iterator[str]:
    for name, formula in index.document.formulas.items():
        yield f"def formula_{name}(turn, v):\n    return {emitter.expression(formula)}\n"


def _cost(emitter: Emitter, agenda: Expression, path: str) -> str:
    return f"greater(float(floor({emitter.expression(agenda, path)} + 0.5)), 0.0)"


def _factors(index: Index, emitter: Emitter) -> str:
    rows = [
        (number, f"modifiers.{name}", f"{modifier.times!r} if {emitter.expression(modifier.when)} else 1.0")
        for number, (name, modifier) in enumerate(index.document.modifiers.items())
    ]
    text = _table("factor", "modifier", "Return what a modifier multiplies a change by.", rows, "1.0")
    return text.replace("def factor(modifier, turn, v)", "def factor(modifier, this, turn, v)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """A reaction, an event or a member of one: texts of its condition (or nothing) and of its chance or weight."""

    site: int
    path: str
    when: str
    chance: str
    limit: Limit
    waits: bool
    picks: bool
    happened: int

    def weight(self) -> str:
        """Return the text of its chance or weight now, whatever its limit."""
        return f"{self.chance} if {self.when} else 0.0" if self.when else self.chance

    def tests(self) -> list[str]:
        """Return the texts of whether it takes place: limit, condition, chance and luck, the cheapest first."""
        tests = []
        # A site is visited once a turn, so a limit that only says so never closes it.
        if self.limit.times or self.limit.cooldown > 0:
            tests.append(f"is_open({self.happened}, {self.limit.times or 0}, {self.limit.cooldown}, turn, v)")
        if self.when:
            tests.append(self.when)
        if self.chance != "1.0":
            tests.append(f"strikes({self.chance}, {self.site}, key, turn)")
        return tests


def _rules(index: Index, emitter: Emitter) -> Iterator[_Rule]:
    document = index.document
    site = 0
    for name, reaction in document.reactions.items():
        site += 1
        yield _rule(emitter, site, f"reactions.{name}", reaction, reaction.chance, index.happened[name])
    for name, event in events_and_members(document):
        site += 1
        chance = event.weight if isinstance(event, Member) else event.chance if isinstance(event, Event) else None
        yield _rule(emitter, site, f"events.{name}", event, chance, index.happened[name])


def _rule(
    emitter: Emitter, site: int, path: str, rule: Reaction | Happening, chance: Expression | None, happened: int
) -> _Rule:
    members = rule.one_of if isinstance(rule, Event) else {}
    return _Rule(
        site,
        path,
        "" if rule.when is None else emitter.expression(rule.when, path),
        "1.0" if chance is None else emitter.expression(chance, path),
        rule.limit if isinstance(rule, Reaction | Event) else Limit(),
        any(one.replies for one in (rule, *members.values()) if isinstance(one, Happening)),
        bool(members),
        happened,
    )


def _visits(rules: list[_Rule]) -> Iterator[str]:
    """Write what visits the sites in order: straight text, for a jump by number costs more than most conditions."""
    calls = []
    for start in range(0, len(rules), TOGETHER):
        together = rules[start : start + TOGETHER]
        lines = [f"def visit_{together[0].site}(at, key, turn, v, ledger):"]
        for place, rule in enumerate(together):
            lines += _visit(rule, resumed=any(later.waits for later in together[place:]))
        yield "\n".join([*lines, "    return 0", ""])
        call = f"visit_{together[0].site}(at, key, turn, v, ledger)"
        calls += [f"    if at <= {together[-1].site}:", *_waiting(call, "        ")]
    head = ["def visit(at, key, turn, v, ledger):", '    """Let reactions and events happen from site `at` on."""']
    yield "\n".join([*head, *calls, "    return 0", ""])


def _visit(rule: _Rule, *, resumed: bool) -> list[str]:
    """Write one rule; `resumed` where a turn that goes on after a reply may have passed it."""
    tests = [*([f"at <= {rule.site}"] if resumed else ()), *rule.tests()]
    lines = [f"    if {' and '.join(tests) or 'True'}:  # {rule.path}"]
    if not rule.waits and not rule.picks:
        return [*lines, f"        take_place({rule.site}, turn, v, ledger)"]
    return [*lines, *_waiting(f"event({rule.site}, key, turn, v, ledger)", "        ")]


def _waiting(call: str, indent: str) -> list[str]:
    return [f"{indent}waiting = {call}", f"{indent}if waiting > 0:", f"{indent}    return waiting"]


def _chance(emitter: Emitter, path: str, when: Expression | None, chance: Expression | None) -> str:
    text = "1.0" if chance is None else emitter.expression(chance, path)
    return text if when is None else f"{text} if {emitter.expression(when, path)} else 0.0"


def _ladders(index: Index, emitter: Emitter) -> Iterator[str]:
    rungs = [(name, rung) for name, ladder in index.document.ladders.items() for rung in ladder.rungs]

    def rows(chance: Callable[[Any], Expression | None]) -> Iterator[tuple[int, str, str]]:
        for site, (name, rung) in enumerate(rungs, index.first_rung):
            expression = chance(rung)
            if expression is not None:
                path = f"ladders.{name}.{rung.id}"
                yield site, path, emitter.expression(expression, path)

    climbs = rows(lambda rung: rung.climb)
    yield _table("climb_chance", "site", "Return the chance to climb onto a rung.", climbs, "0.0")
    fades = rows(lambda rung: rung.fade)
    yield _table("fade_chance", "site", "Return the chance that a crisis fades from a rung.", fades, "0.0")
    agains = rows(lambda rung: rung.again)
    yield _table("again_chance", "site", "Return the chance that a standing crisis goes on.", agains, "1.0")
    downs = [
        (number, f"ladders.{name}", _chance(emitter, "", ladder.way_down.when, ladder.way_down.chance))
        for number, (name, ladder) in enumerate(index.document.ladders.items())
        if ladder.way_down
    ]
    yield _table("way_down_chance", "ladder", "Return the chance of a ladder's way down.", downs, "0.0")


def _endings(index: Index, emitter: Emitter) -> Iterator[str]:
    lines = ["def ending(last, turn, v):", '    """Return 1 + the place of the ending that is reached, or 0."""']
    values = []
    for number, (name, ending) in enumerate(index.document.endings.items(), 1):
        condition = emitter.expression(ending.when)
        final = ending.check == "last" or condition == "True"
        test = "last" if condition == "True" else f"last and {condition}" if final else condition
        lines += [f"    if {test}:  # endings.{name}", f"        return {number}"]
        value = emitter.expression(ending.value)
        # A formula may leave the range in some states; a grade never does.
        graded = value if constant(ending.value) is not None else f"lesser(greater({value}, 0.0), 100.0)"
        values.append((number, f"endings.{name}", graded))
    yield "\n".join([*lines, "    return 0", ""])
    yield _table("ending_value", "reached", "Return what an ending is worth, 0..100.", values, "0.0")


def whole_text(generated: str) -> str:
    """Return the one text of a scenario's rules: the generated functions and the turn, which is the same for all."""
    return "\n\n".join([generated, *(inspect.getsource(function) for function in HAND_WRITTEN)])


def namespace(tables: dict[str, Any]) -> dict[str, Any]:
    """Return the names that the text reads: a scenario's tables, kinds of ledger rows, constants of the draws."""
    luck = {name: getattr(rng, name) for name in LUCK}
    chosen = {name: getattr(players, name) for name in CHOSEN}
    kinds = {kind.name: int(kind) for kind in Player}
    return {"floor": floor, "ceil": ceil, "NEVER": NEVER} | ROWS | luck | chosen | kinds | tables


def run_text(text: str, names: dict[str, Any]) -> dict[str, Any]:
    """Define the functions of the text over `names`, which is returned with them.

    The text is made of checked expressions, numbered tables and this package's own source: nothing of a file's text
    is in it but ids, and those only in comments.
    """
    exec(compile("from __future__ import annotations\n\n\n" + text, "<rules>", "exec"), names)  # noqa: S102 - see above
    return names
