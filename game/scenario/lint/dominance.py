"""The check for a move that another one always beats (W311)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Number
from game.scenario.lint.uses import happenings_read
from game.scenario.names import SAY, happenings
from game.scenario.values import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.expression import Expression
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Limit, Move
    from game.scenario.values import Effect

EVERY_MOVE = "moves"
# Each move is held against each other one: with more than a player can survey, the work would grow beyond measure.
MOST_MOVES = 150


def dominated(subject: Subject) -> Iterator[Finding]:
    """W311: no move is worse than another at the same cost, on numbers of which more or less is called better."""
    alike = _plain(subject)
    plain = {name: move for name, move in subject.document.moves.items() if name in alike}
    if len(plain) > MOST_MOVES:
        return
    for name, move in plain.items():
        better = [other for other in plain if other != name and _beats(subject, plain[other], move)]
        # One that is open whenever this one is says more than one that may be closed.
        better.sort(key=lambda other: not _is_open_with(subject, plain[other], move))
        if better:
            other = better[0]
            when = "" if _is_open_with(subject, plain[other], move) else ", whenever both can be sent"
            message = f"`{other}` costs no more than `{name}`, is at least as good for every number and better for one"
            notes = (f"`{other}` stands at {subject.places.line_of(('moves', other))}",)
            hint = "give this move something of its own, or leave it out"
            yield subject.places.finding(
                "W311", message + when, ("moves", name), on_key=True, hint=hint, notes=notes, severity="tip"
            )


def _plain(subject: Subject) -> set[str]:
    """Return the moves whose effects are all that they do: no wordings, no modifier, no rule that asks after them."""
    document = subject.document
    read = subject.once(happenings_read) | {str(rule.replies.get(SAY)) for _, rule in happenings(document)}
    listed = {name for modifier in document.modifiers.values() for name in modifier.of}
    if EVERY_MOVE in listed:
        return set()
    names = {name for name, move in document.moves.items() if not move.wordings}
    return names - read - listed


def _beats(subject: Subject, other: Move, move: Move) -> bool:
    """Return whether one move is at least as good as another for each number, and better for one."""
    costs = [subject.reasoner.value(one.agenda.tree, {}).single for one in (other, move)]
    if costs[0] is None or costs[1] is None or costs[0] > costs[1]:
        return False
    if costs[0] + costs[1] <= subject.document.calendar.agenda:
        # Both can be sent in one turn, so the weaker one is a second helping.
        return False
    gains = [_gain(subject, name, other, move) for name in other.effects.keys() | move.effects.keys()]
    return bool(gains) and all(gain is not None and gain >= 0 for gain in gains) and any(gains)


def _gain(subject: Subject, name: str, other: Move, move: Move) -> float | None:
    """Return by how much one move is better for a number, or None where that cannot be said."""
    first, second = other.effects.get(name), move.effects.get(name)
    if first is not None and second is not None and first.text == second.text:
        return 0.0
    meter = subject.document.meters.get(name.partition(".")[0])
    steps = _step(first), _step(second)
    if meter is None or meter.better is None or steps[0] is None or steps[1] is None:
        return None
    return (steps[0] - steps[1]) * (1 if meter.better == "higher" else -1)


def _step(effect: Effect | None) -> float | None:
    """Return by how much an effect changes its number, or None where it is computed or sets it."""
    if effect is None:
        return 0.0
    if effect.operation is not Operation.CHANGE or effect.amount is None:
        return None
    tree = effect.amount.tree
    if isinstance(tree, Number):
        return tree.value
    operand = getattr(tree, "operand", None)
    return -operand.value if isinstance(operand, Number) else None


def _is_open_with(subject: Subject, other: Move, move: Move) -> bool:
    """Return whether one move can surely be sent whenever the other can."""
    return _is_no_tighter(other.limit, move.limit) and _implies(subject, move.when, other.when)


def _is_no_tighter(limit: Limit, than: Limit) -> bool:
    fewer = limit.times is not None and (than.times is None or limit.times < than.times)
    return not fewer and limit.cooldown <= than.cooldown


def _implies(subject: Subject, condition: Expression | None, other: Expression | None) -> bool:
    if other is None or (condition is not None and condition.text == other.text):
        return True
    env = subject.reasoner.assume(condition.tree, True, {}) if condition is not None else {}
    return env is not None and not subject.reasoner.can_be(other.tree, False, env)
