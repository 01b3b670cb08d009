"""The check for reactions that undo each other (W312)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from game.scenario.lint.domain import NO, YES, combine, one, union
from game.scenario.values import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.reasoning import Env
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Effects, Reaction
    from game.scenario.values import Effect

# What a reaction does to each number, by name: a step, or yes or no.
Net: TypeAlias = "tuple[tuple[str, float | str], ...]"

OTHER = {"yes": "no", "no": "yes"}
# How many reactions of one kind each is held against.
MOST_PAIRS = 20


def undoing(subject: Subject) -> Iterator[Finding]:
    """W312: no two reactions undo each other each turn."""
    seen: dict[Net, list[str]] = {}
    for name, rule in subject.document.reactions.items():
        net = _net(rule)
        for first in seen.get(_reversed(net), ())[:MOST_PAIRS] if net else ():
            if _follows(subject, subject.document.reactions[first], rule):
                message = f"`{name}` undoes each turn what `{first}` has done"
                notes = (f"`{first}` stands at {subject.places.line_of(('reactions', first))}",)
                yield subject.places.finding(
                    "W312", message, ("reactions", name), on_key=True, hint="make one rule of the two", notes=notes,
                    severity="warning", confidence="likely",
                )  # fmt: skip
                break
        seen.setdefault(net, []).append(name)


def _net(rule: Reaction) -> Net:
    """Return what a reaction without luck or limit does to each number, each turn; nothing where that is not plain."""
    if rule.chance is not None or rule.limit.times is not None or rule.limit.cooldown:
        return ()
    steps = [(name, _step(effect)) for name, effect in sorted(rule.effects.items())]
    return tuple((name, step) for name, step in steps if step) if all(step for _, step in steps) else ()


def _reversed(net: Net) -> Net:
    return tuple((name, OTHER[step] if isinstance(step, str) else -step) for name, step in net)


def _step(effect: Effect) -> float | str | None:
    """Return by how much an effect changes its number, yes or no where it sets a flag, None where it is computed."""
    if effect.text in OTHER:
        return effect.text
    try:
        return float(effect.text.replace(" ", "")) if effect.operation is Operation.CHANGE else None
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
        if isinstance(step, str):
            found[name] = YES if step == "yes" else NO
        elif step is not None:
            declared = subject.reasoner.facts.declared(name)
            before = subject.reasoner.known(name, env)
            # Near an end of its range a change may be smaller than it is written.
            moved = union([before, combine("+", before, one(step))])
            kept = moved.within(declared.low, declared.high) if declared else None
            if kept is not None:
                found[name] = kept
    return found
