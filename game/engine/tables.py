"""The tables that a turn reads: everything of a scenario that is a number, a range or a place, as tuples.

`rules_text.pyi` says what each table holds. What reads the state (conditions, chances, computed amounts) is not here:
`compiler.py` writes it as functions.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from game.engine.emit import constant
from game.engine.index import events_and_members, replies_of
from game.engine.rng import site_of
from game.engine.shortcuts import apart, cost_of, least_cost
from game.scenario.model import Basis, Between, Drawn, Effects, Evidence, LadderReply, Limit, Modifier, Reply
from game.scenario.values import Operation

if TYPE_CHECKING:
    from game.engine.index import DecisionInfo, Index
    from game.scenario.expression import Expression
    from game.scenario.values import Effect

# What a row of the raw ledger is; the other four fields depend on it.
CHANGED: Final = 0.0
CLAMPED: Final = 1.0
FACTORED: Final = 2.0
PULLED: Final = 3.0
HAPPENED: Final = 4.0
CAME_DOWN: Final = 5.0
CLIMBED: Final = 6.0
ENTERED: Final = 7.0
BY_EDGE: Final = -1.0

# What an effect does.
CHANGES: Final = 0
SETS: Final = 1
LIFTS: Final = 2

MAY_BE_EMPTY = (
    "AGAIN_SITE",
    "EFFECT_AMOUNT",
    "EFFECT_COMPUTED",
    "EFFECT_MODIFIERS",
    "EFFECT_NUMBER",
    "EFFECT_OPERATION",
    "FADE_SITE",
    "LADDER_NUMBER",
    "LADDER_SITE",
    "MEMBER_EVENT",
    "MODIFIER_CHANGE",
    "MODIFIER_FIRST",
    "MODIFIER_LAST",
    "PER_TURN",
    "PULL_NUMBER",
    "RUNG_FADE_TO",
    "RUNG_FIRST",
    "RUNG_LADDER",
    "TOP",
    "WAY_DOWN_SITE",
    "WAY_DOWN_TO",
)
"""Tables that have no row in a scenario without ladders, modifiers, members or effects."""

OPERATIONS = {Operation.CHANGE: CHANGES, Operation.SET: SETS, Operation.LIFT: LIFTS}


@dataclass(frozen=True, slots=True)
class EffectInfo:
    """Whose effect it is, for the ledger: rule, written amount, evidence and sources."""

    rule: str
    evidence: str
    sources: tuple[str, ...]
    computed: Expression | None


@dataclass
class Builder:
    """Gathers the tables; rows of one block stand together."""

    index: Index
    table: dict[str, list[Any]] = field(default_factory=dict)
    effects: list[EffectInfo] = field(default_factory=list)
    guards: list[tuple[str, Expression]] = field(default_factory=list)

    def add(self, name: str, *values: object) -> None:
        """Append to a table."""
        self.table.setdefault(name, []).extend(values)

    def guard(self, path: str, condition: Expression | None) -> int:
        """Number a condition; -1 where there is none."""
        if condition is None:
            return -1
        self.guards.append((path, condition))
        return len(self.guards) - 1

    def block(self, path: str, effects: Effects, basis: Basis | None, move: str = "") -> None:
        """Append the effects of a rule as rows."""
        for name, effect in effects.items():
            n = self.index.number_of[name]
            self.add("EFFECT_NUMBER", n)
            self.add("EFFECT_OPERATION", OPERATIONS[effect.operation])
            self.add("EFFECT_COMPUTED", int(effect.rung is None and constant(effect.amount) is None))
            self.add("EFFECT_AMOUNT", self._amount(name, effect))
            self._modifiers(n, effect, move)
            self.effects.append(self._effect_info(path, n, effect, basis, move))

    def rows(self) -> int:
        """Return how many effects stand in the tables."""
        return len(self.effects)

    def _amount(self, name: str, effect: Effect) -> float:
        if effect.rung is not None:
            rungs = ["quiet", *(rung.id for rung in self.index.document.ladders[name].rungs)]
            return float(rungs.index(effect.rung))
        return constant(effect.amount) or 0.0

    def _modifiers(self, n: int, effect: Effect, move: str) -> None:
        kept = [
            place
            for place, modifier in enumerate(self.index.document.modifiers.values())
            if move and effect.operation is Operation.CHANGE and self._touches(modifier, n, move)
        ]
        first = len(self.table.get("EFFECT_MODIFIERS", ()))
        self.add("EFFECT_MODIFIERS", *kept)
        self.add("MODIFIER_FIRST", first)
        self.add("MODIFIER_LAST", first + len(kept))

    def _touches(self, modifier: Modifier, n: int, move: str) -> bool:
        number = self.index.numbers[n]
        if number.counter or number.kind != "meter" or move in modifier.exempt:
            return False
        if "moves" not in modifier.of and move not in modifier.of:
            return False
        spills = bool(number.capital) and number.capital not in self.index.document.moves[move].target
        return not modifier.on or any(
            name in (number.name, number.parent) or (spills and name in ("spill", f"spill.{number.capital}"))
            for name in modifier.on
        )

    def _effect_info(self, path: str, n: int, effect: Effect, basis: Basis | None, move: str) -> EffectInfo:
        computed = effect.amount if effect.rung is None and constant(effect.amount) is None else None
        if basis is None:
            return EffectInfo(path, Evidence.JUDGEMENT.value, (), computed)
        target = self.index.document.moves[move].target if move else ()
        aimed = not target or self.index.numbers[n].capital in target
        evidence = basis.evidence if aimed else basis.spill
        return EffectInfo(path, evidence.value, tuple(basis.sources), computed)


def build_tables(index: Index) -> tuple[dict[str, Any], Builder]:
    """Return the constants and tables of a scenario by name, and the builder with what the compiler writes."""
    builder = Builder(index)
    _number_tables(builder)
    _move_tables(builder)
    _decision_tables(builder)
    _site_tables(builder)
    _ladder_tables(builder)
    _modifier_tables(builder)
    builder.add("EFFECT_APART", *apart(index, builder.table, [info.computed for info in builder.effects]))
    constants = _constants(builder)
    # An empty table keeps one row that nothing reads, so that the text has its name, and a type when it is compiled.
    tables = dict.fromkeys(MAY_BE_EMPTY, (0,)) | {name: tuple(rows) for name, rows in builder.table.items() if rows}
    return constants | tables, builder


def _constants(builder: Builder) -> dict[str, Any]:
    index, document = builder.index, builder.index.document
    numbers, happened = len(index.numbers), len(index.happened)
    stamp, count = numbers, numbers + happened
    factor = numbers + 2 * happened
    points = factor + len(document.ladders)
    return {
        "AGENDA": float(document.calendar.agenda),
        "COUNT": count,
        "DECISIONS": len(index.decisions),
        "FACTOR": factor,
        "FAVOURITE_SITE": site_of("policy/favourite"),
        "FIRST_EVENT": index.first_event,
        "FIRST_MEMBER": index.first_member,
        "FIRST_RUNG": index.first_rung,
        "LADDERS": len(document.ladders),
        "LEAST_COST": least_cost(index),
        "MADE": points + 1,
        "MAY_PASS": document.calendar.may_pass,
        "MOVES": len(document.moves),
        "NUMBERS": numbers,
        "POINTS": points,
        "PULLS": len(builder.table.get("PULL_NUMBER", ())),
        "SCRATCH": points + 2,
        "STAMP": stamp,
        "STATE_SIZE": points + 2,
        "STRAY_SITE": site_of("policy/stray"),
        "SCRATCH_SIZE": max(1, _longest_block(builder)),
        "TURNS": len(document.calendar.turns),
        "UNIFORM_SITE": site_of("policy/uniform"),
        "WORLD_SITE": site_of("policy/world"),
    }


def _longest_block(builder: Builder) -> int:
    table = builder.table
    spans = [*zip(table["DECISION_FIRST"], table["DECISION_LAST"], strict=True)]
    spans += [*zip(table["SITE_FIRST"], table["SITE_LAST"], strict=True)]
    return int(max(last - first for first, last in spans))


def _number_tables(builder: Builder) -> None:
    document = builder.index.document
    ladders = list(document.ladders)
    for number in builder.index.numbers:
        meter = document.meters.get(number.parent) if number.kind == "meter" else None
        flag = document.flags.get(number.parent) if number.kind == "flag" else None
        start = meter.start if meter else flag.start if flag else 0.0
        low, high, drawn = number.start, number.start, 0
        if isinstance(start, Between):
            (low, high), drawn = start.between, 1
        elif isinstance(start, Drawn):
            low, drawn = start.chance, 2
        builder.add("LOW", number.low)
        builder.add("HIGH", number.high)
        builder.add("BETTER", float(number.better))
        builder.add("PULL", meter.pull if meter else 0.0)
        if meter and meter.pull > 0.0:
            builder.add("PULL_NUMBER", number.index)
        builder.add("EDGE_WITHIN", meter.edge.within if meter and meter.edge else 0.0)
        builder.add("EDGE_LEAST", meter.edge.least if meter and meter.edge else 0.0)
        builder.add("START_DRAWN", drawn)
        builder.add("START_LOW", float(low))
        builder.add("START_HIGH", float(high))
        builder.add("START_SITE", site_of(f"start/{number.name}"))
        builder.add("HIDDEN", int(number.hidden))
        builder.add("SUPPOSED", _supposed(start, number.capital))
        builder.add("NUMBER_LADDER", ladders.index(number.name) + 1 if number.kind == "ladder" else 0)


def _supposed(start: float | dict[str, float] | Between | Drawn, capital: str) -> float:
    """Return the likeliest start of a number: a middle, the likelier of yes and no."""
    match start:
        case Between(between=(low, high)):
            return (low + high) / 2
        case Drawn(chance=chance):
            return float(chance >= 0.5)  # noqa: PLR2004 - more likely than not
        case dict():
            return start[capital]
        case _:
            return float(start)


def _limit(builder: Builder, prefix: str, limit: Limit) -> None:
    builder.add(f"{prefix}_TIMES", limit.times or 0)
    builder.add(f"{prefix}_COOLDOWN", limit.cooldown)


def _move_tables(builder: Builder) -> None:
    for name, move in builder.index.document.moves.items():
        _limit(builder, "MOVE", move.limit)
        builder.add("MOVE_GUARD", builder.guard(f"moves.{name}", move.when))
        # A cost that is computed has no place here: `cost` knows it.
        builder.add("MOVE_COST", cost_of(move.agenda) or 0.0)
        builder.add("MOVE_SITE", site_of(f"policy/{name}"))


def _decision_tables(builder: Builder) -> None:
    index = builder.index
    document = index.document
    moves = list(document.moves)
    for place, decision in enumerate(index.decisions):
        builder.add("DECISION_FIRST", builder.rows())
        builder.add("DECISION_SITE", site_of(f"policy/{decision.decision}"))
        reply = _reply(builder, decision)
        if decision.move:
            move = document.moves[decision.move]
            builder.block(f"moves.{decision.move}", move.effects, move.basis, decision.move)
            if decision.wording:
                wording = move.wordings[decision.wording]
                path = f"moves.{decision.move}.{decision.wording}"
                builder.block(path, wording.effects, wording.basis or move.basis, decision.move)
        guard, happened = -1, -1
        if decision.wording:
            condition = document.moves[decision.move].wordings[decision.wording].when
            guard = builder.guard(f"moves.{decision.move}.{decision.wording}", condition)
        if reply:
            path = f"{'ladders' if decision.parent in document.ladders else 'events'}.{decision.decision}"
            builder.block(path, reply.effects, reply.basis)
            guard = builder.guard(path, reply.when)
        if decision.kind == "reply":
            happened = index.happened[f"{decision.parent}.{decision.child}"]
        builder.add("DECISION_LAST", builder.rows())
        builder.add("DECISION_GUARD", guard)
        builder.add("DECISION_MOVE", moves.index(decision.move) if decision.move else -1)
        builder.add("DECISION_HAPPENED", index.happened[decision.move] if decision.move else -1)
        worded = index.happened[f"{decision.move}.{decision.wording}"] if decision.wording else -1
        builder.add("DECISION_WORDING_HAPPENED", worded)
        builder.add("DECISION_REPLY_HAPPENED", happened)
        _ladder_reply(builder, decision, reply)
        if decision.kind == "move":
            _span(builder, "MOVE", moves.index(decision.parent), place)


def _span(builder: Builder, prefix: str, row: int, place: int) -> None:
    """Widen the span of decisions in `row` of a table by `place`; rows come in order."""
    first = builder.table.setdefault(f"{prefix}_FIRST", [])
    last = builder.table.setdefault(f"{prefix}_LAST", [])
    if len(first) <= row:
        first.append(place)
        last.append(place)
    last[row] = place + 1


def _reply(builder: Builder, decision: DecisionInfo) -> Reply | None:
    if decision.kind != "reply" or decision.move:
        return None
    document = builder.index.document
    if decision.parent in document.ladders:
        return document.ladders[decision.parent].replies[decision.child]
    rules = dict(events_and_members(document))
    return replies_of(rules[decision.parent])[decision.child]


def _ladder_reply(builder: Builder, decision: DecisionInfo, reply: Reply | None) -> None:
    climb, lowest = 1.0, 0.0
    if isinstance(reply, LadderReply):
        climb = reply.climb
        if reply.lowest is not None:
            rungs = [rung.id for rung in builder.index.document.ladders[decision.parent].rungs]
            lowest = rungs.index(reply.lowest) + 1.0
    builder.add("DECISION_CLIMB", climb)
    builder.add("DECISION_LOWEST", lowest)


def _site_tables(builder: Builder) -> None:
    index = builder.index
    document = index.document
    rules = dict(events_and_members(document))
    # Site 0 is nobody's: sites count from 1, so that 0 can mean that nothing waits.
    _site(builder, "", {}, None, Limit())
    for name, reaction in document.reactions.items():
        _site(builder, name, reaction.effects, reaction.basis, reaction.limit)
    for name, rule in rules.items():
        parent = rules[index.members[name]] if name in index.members else rule
        limit = document.events[name].limit if name in document.events else Limit()
        _site(builder, name, rule.effects, rule.basis or parent.basis, limit)
    for name, ladder in document.ladders.items():
        for rung in ladder.rungs:
            _site(builder, f"{name}.{rung.id}", rung.effects, rung.basis, Limit())
    for name in index.members:
        builder.add("MEMBER_EVENT", index.first_event + list(document.events).index(index.members[name]))


def _site(builder: Builder, name: str, effects: Effects, basis: Basis | None, limit: Limit) -> None:
    index = builder.index
    place = len(builder.table.get("SITE_FIRST", ()))
    site = index.sites[place - 1] if place else None
    builder.add("SITE_FIRST", builder.rows())
    builder.block(site.path if site else "", effects, basis)
    builder.add("SITE_LAST", builder.rows())
    _limit(builder, "SITE", limit)
    builder.add("SITE_HAPPENED", index.happened[name] if name else 0)
    builder.add("SITE_DRAW", site_of(site.draw) if site else 0)
    builder.add("PICK_SITE", site_of(f"pick/{name}"))
    parent = name.split(".", maxsplit=1)[0] if site else ""
    replies = [
        place
        for place, decision in enumerate(index.decisions)
        if decision.kind == "reply" and decision.parent == parent
    ]
    builder.add("SITE_REPLY_FIRST", replies[0] if replies else 0)
    builder.add("SITE_REPLY_LAST", replies[-1] + 1 if replies else 0)
    members = [index.first_member + m for m, member in enumerate(index.members) if index.members[member] == name]
    builder.add("SITE_MEMBER_FIRST", members[0] if members else 0)
    builder.add("SITE_MEMBER_LAST", members[-1] + 1 if members else 0)


def _ladder_tables(builder: Builder) -> None:
    index = builder.index
    site = index.first_rung
    for place, (name, ladder) in enumerate(index.document.ladders.items()):
        rungs = ["quiet", *(rung.id for rung in ladder.rungs)]
        down = ladder.way_down.to if ladder.way_down and ladder.way_down.to else "quiet"
        builder.add("LADDER_NUMBER", index.number_of[name])
        builder.add("LADDER_SITE", site)
        builder.add("TOP", len(ladder.rungs))
        builder.add("PER_TURN", ladder.per_turn or 0)
        builder.add("RUNG_FIRST", index.happened[f"{name}.{ladder.rungs[0].id}"])
        builder.add("FADE_SITE", site_of(f"fade/{name}"))
        builder.add("AGAIN_SITE", site_of(f"again/{name}"))
        builder.add("WAY_DOWN_SITE", site_of(f"way_down/{name}"))
        builder.add("WAY_DOWN_TO", rungs.index(down))
        for rung in ladder.rungs:
            builder.add("RUNG_LADDER", place)
            builder.add("RUNG_FADE_TO", rungs.index(rung.to or "quiet"))
        site += len(ladder.rungs)


def _modifier_tables(builder: Builder) -> None:
    wanted = {"any": 0.0, "gains": 1.0, "losses": -1.0}
    for modifier in builder.index.document.modifiers.values():
        builder.add("MODIFIER_CHANGE", wanted[modifier.change])
