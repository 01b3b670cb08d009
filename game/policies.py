"""Players made of code: a policy looks at a state and decides.

A policy sees what a student sees. None reads a hidden number, the game's own seed as luck to come, or a state to come;
`uniform` draws from luck of its own (`policy/...`), fixed by the seed, so that a playthrough can be repeated.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from game.engine import (
    Decision,
    DecisionInfo,
    LegalMove,
    Scenario,
    State,
    evaluate,
    legal_moves,
    preview,
    uniform_decision,
)
from game.scenario.conditions import hidden_names, parts, reads_any
from game.scenario.expression import Call, Comparison, Expression, Logic, Name, Node, Number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["POLICIES", "Greedy", "History", "Policy", "Scripted", "Uniform"]

END_TURN = Decision("end_turn")
# How far from the goal a yes-or-no part counts that does not hold: about as much as a strong move moves a meter.
NOT_YET = 6.0
HOLDS: Mapping[str, Callable[[float, float], bool]] = MappingProxyType(
    {">=": operator.ge, ">": operator.gt, "<=": operator.le, "<": operator.lt, "==": operator.eq, "!=": operator.ne}
)


class Policy(Protocol):
    """Decides in the place of Seoul."""

    @property
    def name(self) -> str:
        """The name by which a command asks for this policy."""

    def __call__(self, scenario: Scenario, state: State) -> Decision:
        """Return a decision that is legal in `state`, which has not ended."""


@dataclass(frozen=True, slots=True)
class Uniform:
    """Decides evenly: over moves and the end of the turn, then over the move's wordings; over replies."""

    name: str = "uniform"

    def __call__(self, scenario: Scenario, state: State) -> Decision:
        """Return an even draw among what is legal."""
        return uniform_decision(scenario, state)


@dataclass(frozen=True, slots=True)
class Scripted:
    """Plays a fixed list, skips what is not legal, and then ends the turn.

    Attributes:
        turns: for each turn the moves to send, as decisions, in order.
        replies: for an event, a member of one or a ladder, the reply to give it.
        default: replies to give to anything else, the most wanted first; then the first legal one.

    The state is all it knows. So of a turn's list it sends the first that is legal now: a move closed at first is
    sent after all when a later one in the list opens it.
    """

    turns: tuple[tuple[str, ...], ...] = ()
    replies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    default: tuple[str, ...] = ()
    name: str = "scripted"

    def __call__(self, scenario: Scenario, state: State) -> Decision:
        """Return the next of the list, the scripted reply, or the end of the turn."""
        legal = [move.decision for move in legal_moves(scenario, state) if move.legal]
        wanted = self._replies(legal) if state.due else self._moves(state.turn)
        return next((Decision(decision) for decision in wanted if decision in legal), legal[0])

    def _moves(self, turn: int) -> tuple[str, ...]:
        listed = self.turns[turn - 1] if turn <= len(self.turns) else ()
        return (*listed, END_TURN)

    def _replies(self, legal: list[Decision]) -> tuple[str, ...]:
        asked = dict.fromkeys(decision.partition(".")[0] for decision in legal)
        scripted = tuple(f"{parent}.{self.replies[parent]}" for parent in asked if parent in self.replies)
        return scripted + tuple(f"{parent}.{reply}" for reply in self.default for parent in asked)


@dataclass(frozen=True, slots=True)
class History:
    """Plays the line that the scenario records as what really happened.

    Luck may bring what did not happen then: an event that was answered in another turn gets that answer, one that asks
    for a statement gets a wording that was really said, anything else the first legal reply.
    """

    name: str = "history"

    def __call__(self, scenario: Scenario, state: State) -> Decision:
        """Return the next decision of that line, as `Scripted` would."""
        rows = {row.turn: row for row in scenario.document.history}
        turns = tuple(tuple(rows[turn].moves) if turn in rows else () for turn in range(1, state.turn + 1))
        return Scripted(turns, self._replies(scenario, state.turn), _said(scenario))(scenario, state)

    @staticmethod
    def _replies(scenario: Scenario, turn: int) -> Mapping[str, str]:
        """Return the recorded replies, those of this turn before those of others."""
        replies: dict[str, str] = {}
        for row in scenario.document.history:
            replies = replies | row.replies if row.turn == turn else row.replies | replies
        return replies


@dataclass(frozen=True, slots=True)
class Greedy:
    """Decides one decision ahead: takes what brings the goal ending's condition nearest, or ends the turn.

    Each comparison in the condition counts with the distance that is missing, times the number's weight; a part that is
    yes or no counts `NOT_YET` until it holds. Parts that read hidden numbers count nothing.

    Attributes:
        weights: how much a point of a number counts; 1 where none is given.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({"tension": 1.2}))
    name: str = "greedy"

    def __call__(self, scenario: Scenario, state: State) -> Decision:
        """Return the legal decision after which least is missing; the end of the turn when none is better."""
        aims = _aims(scenario)
        infos = {info.decision: info for info in scenario.decisions}
        legal = [move for move in legal_moves(scenario, state) if move.legal]
        scored = [self._score(scenario, state, aims, infos[move.decision]) for move in legal]
        least = min(scored)
        return _first(legal, scored, least)

    def _score(
        self, scenario: Scenario, state: State, aims: tuple[Node, ...], decision: DecisionInfo
    ) -> tuple[float, float]:
        """Return what is missing after a decision, and by what its reply scales the next climb of a ladder."""
        values = list(state.values)
        if decision.kind != "end_turn":
            for expected in preview(scenario, state, decision.decision):
                number = scenario.number(expected.number)
                moved = values[number.index] + expected.change
                values[number.index] = min(max(moved, number.low), number.high)
        after = replace(state, values=tuple(values))
        missing = 0.0
        for aim in aims:
            missing += self._missing(scenario, after, aim, decision)
        # Sums of floats in another order differ in the last digits: a tie must stay a tie.
        return round(missing, 6), _climb(scenario, decision)

    def _missing(self, scenario: Scenario, state: State, node: Node, decision: DecisionInfo) -> float:
        match node:
            case Logic(operator="and", operands=operands):
                return sum(self._missing(scenario, state, operand, decision) for operand in operands)
            case Logic(operator="or", operands=operands):
                return min(self._missing(scenario, state, operand, decision) for operand in operands)
        if _reads_times_of(node, decision):
            return 0.0
        pair = _compared(scenario, node)
        if pair is None:
            return 0.0 if _value(scenario, state, node) else NOT_YET
        left, right = _value(scenario, state, pair[0]), _value(scenario, state, pair[2])
        return 0.0 if HOLDS[pair[1]](left, right) else abs(left - right) * self._weight(pair)

    def _weight(self, pair: tuple[Node, str, Node]) -> float:
        names = [side.text for side in pair if isinstance(side, Name)]
        return max((self.weights.get(name, 1.0) for name in names), default=1.0)


def _said(scenario: Scenario) -> tuple[str, ...]:
    """Return the wordings that history records, as `move.wording`, in order."""
    recorded = [said for row in scenario.document.history for said in (*row.moves, *row.replies.values())]
    return tuple(dict.fromkeys(said for said in recorded if "." in said))


def _aims(scenario: Scenario) -> tuple[Node, ...]:
    """Return the parts of the goal ending's condition that read nothing hidden."""
    document = scenario.document
    goal = next((ending for ending in document.endings.values() if ending.goal), None)
    hidden = hidden_names(document)
    return tuple(part for part in parts(goal.when.tree) if not reads_any(document, part, hidden)) if goal else ()


def _compared(scenario: Scenario, node: Node) -> tuple[Node, str, Node] | None:
    """Return the sides of a comparison of two numbers; none for a part that is simply yes or no."""
    if not isinstance(node, Comparison):
        return None
    compared, right = node.rest[0]
    sides = (node.first, right)
    counted = any(isinstance(side, Call) and side.function in ("times", "since", "count") for side in sides)
    climbed = any(isinstance(side, Name) and side.text in scenario.document.ladders for side in sides)
    return None if counted or climbed else (node.first, compared, right)


def _value(scenario: Scenario, state: State, node: Node) -> float:
    # The two plain forms are read here: compiling them again for each decision would take most of the time.
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name) and node.text in scenario.index.number_of:
        return scenario.value(state, node.text)
    return evaluate(scenario, state, Expression("", node))


def _reads_times_of(node: Node, decision: DecisionInfo) -> bool:
    """Return whether a part asks that the move of this decision has happened: `times(move) > 0`."""
    if not (isinstance(node, Comparison) and isinstance(node.first, Call) and node.first.function == "times"):
        return False
    argument = node.first.arguments[0]
    counts_as = {decision.move, f"{decision.move}.{decision.child}", str(decision.decision)} - {""}
    return node.rest[0][0] in (">", ">=") and isinstance(argument, Name) and argument.text in counts_as


def _climb(scenario: Scenario, decision: DecisionInfo) -> float:
    ladder = scenario.document.ladders.get(decision.parent)
    return ladder.replies[decision.child].climb if ladder else 1.0


def _first(legal: list[LegalMove], scored: list[tuple[float, float]], least: tuple[float, float]) -> Decision:
    """Return the end of the turn when nothing is better than it, else the first of the best in the file's order."""
    best = [move.decision for move, score in zip(legal, scored, strict=True) if score == least]
    return END_TURN if END_TURN in best else best[0]


POLICIES: Mapping[str, Policy] = MappingProxyType(
    {policy.name: policy for policy in (Uniform(), Scripted(), Greedy(), History())}
)
