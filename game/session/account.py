"""Why a game went as it did, in short plain sentences that the text mode and the window both show.

It reads a session and the scenario's texts; it decides nothing and draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.engine import Change, Scenario, State, ending_of, ending_value, evaluate, shown
from game.scenario.conditions import hidden_names, parts, reads_any
from game.scenario.expression import (
    Call,
    Comparison,
    Expression,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Otherwise,
)
from game.session.titles import (
    FREE_RULES,
    change_sentence,
    number_title,
    plain,
    rule_title,
    signed,
    value_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.session.session import Session

__all__ = [
    "Condition",
    "account",
    "change_sentence",
    "conditions",
    "flag_text",
    "goal_conditions",
    "number_title",
    "rule_title",
]

# How many rules an account names for each way that a number went.
MOST = 2
RUNG_OPERATORS = {
    ">=": "at least",
    ">": "above",
    "<=": "no higher than",
    "<": "below",
    "==": "just at",
    "!=": "not at",
}
OPERATORS = {">=": "at least", ">": "over", "<=": "at most", "<": "under", "==": "exactly", "!=": "not"}
FLIPPED = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "==": "==", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that an ending asks for, read in a state.

    Attributes:
        text: what is asked, in words: 'Tension at most 59'; of something that must happen its title.
        met: whether the state has it.
        number: the meter it compares, or empty for anything else.
        bound: the number it is compared with, 0 where there is none.
        operator: `>=`, `>`, `<=`, `<`, `==`, `!=`, or empty.
        now: the meter's value in that state, 0 where there is none.
    """

    text: str
    met: bool
    number: str = ""
    bound: float = 0.0
    operator: str = ""
    now: float = 0.0


def goal_conditions(scenario: Scenario, state: State) -> tuple[Condition, ...]:
    """Return what the goal ending asks for, read in `state`; empty where a scenario marks no ending as its goal."""
    goal = next((ending for ending in scenario.document.endings.values() if ending.goal), None)
    return conditions(scenario, state, goal.when) if goal else ()


def conditions(scenario: Scenario, state: State, when: Expression) -> tuple[Condition, ...]:
    """Return the parts of a condition that must all hold, in written order.

    Parts that read hidden numbers are left out until the game has ended.
    """
    hidden = frozenset() if state.ending else hidden_names(scenario.document)
    return tuple(
        _condition(scenario, state, when, part)
        for part in parts(when.tree)
        if not reads_any(scenario.document, part, hidden)
    )


def account(scenario: Scenario, session: Session) -> tuple[str, ...]:
    """Return how the ending came about, a sentence a line: ending, reasons, goal, each number, what was hidden."""
    state = session.state
    ending = scenario.document.endings.get(ending_of(scenario, state))
    if ending is None:
        return ("The game is not over.",)
    lines = [f"{ending.title}: the game ended in turn {state.turn} of {scenario.turns}."]
    lines += [ending.text] * bool(ending.text)
    lines.append(f"Worth {ending_value(scenario, state):.0f} of 100.")
    lines += (f"Because: {part.text}{_now(scenario, part)}." for part in conditions(scenario, state, ending.when))
    if not ending.goal:
        lines += (_goal_sentence(scenario, part) for part in goal_conditions(scenario, state))
    lines += _number_sentences(scenario, session)
    lines += _hidden_sentences(scenario, state)
    return tuple(lines)


def flag_text(change: float, *, expected: bool = False) -> str:
    """Return what a change of a flag means, to stand behind its name: 'came about', 'ended'."""
    if expected:
        return "comes about" if change > 0 else "ends"
    return "came about" if change > 0 else "ended"


def _now(scenario: Scenario, part: Condition) -> str:
    return f"; it was {_shown(scenario, part)}" if part.number else ""


def _shown(scenario: Scenario, part: Condition) -> str:
    return value_text(scenario, scenario.number(part.number), part.now)


def _goal_sentence(scenario: Scenario, part: Condition) -> str:
    verdict = "met" if part.met else "missed"
    return f"The goal asked for: {part.text}{_now(scenario, part)}: {verdict}."


def _number_sentences(scenario: Scenario, session: Session) -> Iterator[str]:
    """Yield, for each meter shown in play, where it went and the rules that moved it most either way."""
    first, last = session.states[0].values, session.state.values
    for number in scenario.numbers:
        if number.kind != "meter" or number.hidden or number.counter:
            continue
        before, after = shown(number, first[number.index]), shown(number, last[number.index])
        totals = _totals(change for change in session.changes if change.number == number.name)
        ups = sorted((total, rule) for rule, total in totals.items() if total > 0)[: -1 - MOST : -1]
        downs = sorted((total, rule) for rule, total in totals.items() if total < 0)[:MOST]
        reasons = [_most(scenario, way, found) for way, found in (("up", ups), ("down", downs)) if found]
        because = f"; {'; '.join(reasons)}" if reasons else ""
        yield f"{number_title(scenario, number.name)}: {before} -> {after}{because}."


def _most(scenario: Scenario, way: str, found: list[tuple[float, str]]) -> str:
    named = (f"{rule_title(scenario, rule).rstrip('.')} ({signed(total)})" for total, rule in found)
    return f"{way} most by {', '.join(named)}"


def _totals(changes: Iterable[Change]) -> dict[str, float]:
    """Return what each rule moved in all; the drift to the start and the ends of the scale are nobody's doing."""
    totals: dict[str, float] = {}
    for change in changes:
        if change.rule in FREE_RULES:
            continue
        totals[change.rule] = totals.get(change.rule, 0.0) + (change.after - change.before)
    return totals


def _hidden_sentences(scenario: Scenario, state: State) -> Iterator[str]:
    for number in scenario.numbers:
        if number.hidden and not number.counter:
            value = value_text(scenario, number, state.values[number.index])
            yield f"Hidden until now: {number_title(scenario, number.name)}: {value}."


def _condition(scenario: Scenario, state: State, when: Expression, node: Node) -> Condition:
    met = bool(evaluate(scenario, state, Expression(when.text[node.start : node.end], node)))
    match node:
        case Comparison(first=left, rest=((operator, right),)):
            if isinstance(left, (Number, Negate)):
                left, right, operator = right, left, FLIPPED[operator]
            return _comparison(scenario, state, when, (left, operator, right), met=met)
        case _:
            return Condition(_words(scenario, when, node), met)


def _comparison(
    scenario: Scenario, state: State, when: Expression, pair: tuple[Node, str, Node], *, met: bool
) -> Condition:
    left, operator, right = pair
    known = {number.name: number for number in scenario.numbers}
    number = known.get(left.text) if isinstance(left, Name) else None
    if number is not None and number.kind == "ladder":
        title, bound_title = number_title(scenario, number.name), _rung_title(scenario, number.parent, right)
        return Condition(f"{title}: {RUNG_OPERATORS[operator]} '{bound_title}'", met)
    if _is_happening(left, operator, right):
        return Condition(_words(scenario, when, left), met)
    text = f"{_words(scenario, when, left)} {OPERATORS[operator]} {_words(scenario, when, right)}"
    if number is None or not isinstance(right, (Number, Negate)):
        return Condition(text, met)
    bound = evaluate(scenario, state, Expression(text, right))
    return Condition(text, met, number.name, bound, operator, state.values[number.index])


def _is_happening(left: Node, operator: str, right: Node) -> bool:
    """Return whether this is `times(x) > 0` or `times(x) >= 1`: what is asked is that x happens, so x alone says it."""
    if not (isinstance(left, Call) and left.function == "times" and isinstance(right, Number)):
        return False
    return (operator, right.value) in ((">", 0.0), (">=", 1.0))


def _rung_title(scenario: Scenario, ladder: str, node: Node) -> str:
    known = scenario.document.ladders[ladder]
    rung = node.text if isinstance(node, Name) else ""
    return next((entry.title for entry in known.rungs if entry.id == rung), known.quiet)


def _words(scenario: Scenario, when: Expression, node: Node) -> str:
    match node:
        case Name(text=name):
            known = {number.name for number in scenario.numbers}
            return number_title(scenario, name) if name in known else plain(name)
        case Number(value=value):
            return f"{value:g}"
        case Call(function="times", arguments=(Name(text=name),)):
            return _happening_title(scenario, name)
        case Not(operand=operand):
            return f"not: {_words(scenario, when, operand)}"
        case Otherwise():
            return "none of the other endings came about"
        case _:
            return when.text[node.start : node.end]


def _happening_title(scenario: Scenario, name: str) -> str:
    place = scenario.index.happened.get(name)
    return plain(name) if place is None else rule_title(scenario, scenario.index.paths[place])
