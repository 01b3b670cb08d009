"""The check for what happens in every turn, where nothing says that it is meant (W317)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Event, Reaction


def every_turn(subject: Subject) -> Iterator[Finding]:
    """W317: what players are told of does not happen in every turn, unless `when: yes` says so.

    A condition that is always true by the ranges is reported as that; an event with `one_of` is another one each time,
    and a rule without a text is bookkeeping.
    """
    document = subject.document
    told: list[tuple[str, str, Event | Reaction]] = [
        ("events", name, event)
        for name, event in document.events.items()
        if not event.one_of and (event.headline or event.text or event.replies)
    ]
    told += [("reactions", name, reaction) for name, reaction in document.reactions.items() if reaction.text]
    for section, name, rule in told if len(document.calendar.turns) > 1 else ():
        if rule.when is None and _is_certain(rule) and rule.limit.times is None and not rule.limit.cooldown:
            message = f"`{name}` happens in every turn: it has no `when`, no `limit` and no `chance` below 100%"
            hint = "add one of them; write when: yes if every turn is meant"
            yield subject.places.finding("W317", message, (section, name), on_key=True, hint=hint, severity="tip")


def _is_certain(rule: Event | Reaction) -> bool:
    """Say whether no luck keeps a rule from happening."""
    return rule.chance is None or (isinstance(rule.chance.tree, Number) and rule.chance.tree.value >= 1)
