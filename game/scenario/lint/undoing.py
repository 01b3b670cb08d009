"""The check for reactions that undo each other (W312)."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from game.scenario.lint.domain import NO, YES, combine, one, union
from game.scenario.values import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.reasoning import Env
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Effects, Reaction
    from game.scenario.values import Effect


def undoing(subject: Subject) -> Iterator[Finding]:
    """W312: no two reactions undo each other each turn."""
    steady = {
        name: rule
        for name, rule in subject.document.reactions.items()
        if rule.chance is None and rule.limit.times is None and rule.limit.cooldown == 0 and rule.effects
    }
    for (first, rule), (second, other) in combinations(steady.items(), 2):
        if _cancel(rule.effects, other.effects) and _follows(subject, rule, other):
            message = f"`{second}` undoes each turn what `{first}` has done"
            notes = (f"`{first}` stands at {subject.places.line_of(('reactions', first))}",)
            yield subject.places.finding(
                "W312", message, ("reactions", second), on_key=True, hint="make one rule of the two", notes=notes,
                severity="warning", confidence="likely",
            )  # fmt: skip


def _cancel(effects: Effects, others: Effects) -> bool:
    """Return whether two blocks of effects come to nothing together."""
    return effects.keys() == others.keys() and all(_opposite(effects[name], others[name]) for name in effects)


def _opposite(effect: Effect, other: Effect) -> bool:
    if effect.text in ("yes", "no"):
        return {effect.text, other.text} == {"yes", "no"}
    steps = [_step(one) for one in (effect, other)]
    return None not in steps and steps[0] != 0 and sum(step for step in steps if step is not None) == 0


def _step(effect: Effect) -> float | None:
    if effect.operation is not Operation.CHANGE:
        return None
    try:
        return float(effect.text.replace(" ", ""))
    except ValueError:
        return None


def _follows(subject: Subject, rule: Reaction, other: Reaction) -> bool:
    """Return whether the second reaction surely comes after the first: whatever the first leaves, it holds."""
    env: Env | None = {}
    if rule.when is not None:
        env = subject.reasoner.assume(rule.when.tree, True, {})
    if env is None or other.when is None:
        return env is not None
    # The first has just happened, so what was known of when it happened last is out of date.
    after = {name: known for name, known in env.items() if name not in rule.effects and "(" not in name}
    after |= _moved(subject, rule.effects, env)
    return not subject.reasoner.can_be(other.when.tree, False, after)


def _moved(subject: Subject, effects: Effects, env: Env) -> Env:
    """Return what is known of the numbers that a block of effects has changed."""
    found: Env = {}
    for name, effect in effects.items():
        step = _step(effect)
        if effect.text in ("yes", "no"):
            found[name] = YES if effect.text == "yes" else NO
        elif step is not None:
            declared = subject.reasoner.facts.declared(name)
            before = subject.reasoner.known(name, env)
            # Near an end of its range a change may be smaller than it is written.
            moved = union([before, combine("+", before, one(step))])
            kept = moved.within(declared.low, declared.high) if declared else None
            if kept is not None:
                found[name] = kept
    return found
