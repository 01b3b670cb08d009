"""Checks of rules that do nothing, or exactly the same as another (W310)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from game.scenario.lint.uses import happenings_read
from game.scenario.names import SAY, happenings
from game.scenario.sites import events

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from game.errors import Finding
    from game.scenario.expression import Expression
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Effects, Limit, Move, Reaction
    from game.scenario.source import KeyPath

# A rule's path, and all that it does.
Rule: TypeAlias = "tuple[KeyPath, Hashable]"


def idle_rules(subject: Subject) -> Iterator[Finding]:
    """W310: every move, wording, reaction, event and modifier does something."""
    read = subject.once(happenings_read)
    document = subject.document
    for name, move in document.moves.items():
        effects = [move.effects, *(wording.effects for wording in move.wordings.values())]
        asked = {name, *(f"{name}.{wording}" for wording in move.wordings)} & read
        if not any(effects) and not asked:
            yield _likely(subject, ("moves", name), f"`{name}` has no effect, and no rule asks whether it was sent")
    for name, reaction in document.reactions.items():
        if not reaction.effects and not reaction.text and name not in read:
            yield _likely(
                subject, ("reactions", name), f"`{name}` has neither effects nor a text, and no rule asks after it"
            )
    for path, event in events(document):
        told = event.effects or event.text or event.headline or event.replies or getattr(event, "one_of", None)
        if not told and path[-1] not in read:
            yield _likely(subject, path, f"`{path[-1]}` has neither effects nor a text, and no rule asks after it")
    for name, modifier in document.modifiers.items():
        if modifier.times == 1:
            yield _likely(subject, ("modifiers", name), f"`{name}` multiplies by 1, which changes nothing")


def twins(subject: Subject) -> Iterator[Finding]:
    """W310: no two moves, wordings, reactions or events do exactly the same."""
    read, document = subject.once(happenings_read), subject.document
    said = {rule.replies.get(SAY) for _, rule in happenings(document)}
    plain = {name: move for name, move in document.moves.items() if name not in said and not _is_listed(subject, name)}
    moves = [(("moves", name), _move(move)) for name, move in plain.items() if not _asked(name, move, read)]
    groups: list[list[Rule]] = [list(moves)]
    groups += [
        [
            (("moves", name, "wordings", key), (_text(said_so.when), _effects(said_so.effects)))
            for key, said_so in move.wordings.items()
            if f"{name}.{key}" not in read and (said_so.effects or move.effects)
        ]
        for name, move in document.moves.items()
    ]
    groups.append(
        [
            (("reactions", name), (rule.capital, rule.text, *_rule(rule)))
            for name, rule in document.reactions.items()
            if name not in read and rule.effects
        ]
    )
    for group in groups:
        yield from _same(subject, group)


def _same(subject: Subject, rules: Iterable[Rule]) -> Iterator[Finding]:
    first: dict[Hashable, KeyPath] = {}
    for path, does in rules:
        if does in first:
            other = first[does]
            notes = (f"`{other[-1]}` stands at {subject.places.line_of(other)}",)
            yield _likely(subject, path, f"`{path[-1]}` does exactly the same as `{other[-1]}`", notes)
        first.setdefault(does, path)


def same_titles(subject: Subject) -> Iterator[Finding]:
    """W310: no two moves have the same title."""
    titles = [(("moves", name, "title"), move.title.strip().lower()) for name, move in subject.document.moves.items()]
    first: dict[str, KeyPath] = {}
    for path, title in titles:
        if title and title in first:
            notes = (f"the other one stands at {subject.places.line_of(first[title])}",)
            message = f"two moves have this title: `{first[title][1]}` and `{path[1]}`"
            yield _likely(subject, path, message, notes, on_key=False)
        first.setdefault(title, path)


def _asked(name: str, move: Move, read: set[str]) -> bool:
    return bool({name, *(f"{name}.{wording}" for wording in move.wordings)} & read)


def _is_listed(subject: Subject, move: str) -> bool:
    """Return whether a modifier names a move, so that it is not like the others."""
    return any(move in (*modifier.of, *modifier.exempt) for modifier in subject.document.modifiers.values())


def _move(move: Move) -> Hashable:
    wordings = tuple((_text(said.when), _effects(said.effects)) for said in move.wordings.values())
    cost = (move.agenda.text, _limit(move.limit), tuple(move.target))
    return (_text(move.when), _effects(move.effects), wordings, *cost)


def _rule(rule: Reaction) -> tuple[Hashable, ...]:
    return (_text(rule.when), _text(rule.chance), _effects(rule.effects), _limit(rule.limit))


def _text(expression: Expression | None) -> str:
    return "" if expression is None else expression.text


def _effects(effects: Effects) -> Hashable:
    return tuple(sorted((name, effect.text) for name, effect in effects.items()))


def _limit(limit: Limit) -> Hashable:
    return (limit.times, limit.cooldown)


def _likely(
    subject: Subject, path: KeyPath, message: str, notes: tuple[str, ...] = (), *, on_key: bool = True
) -> Finding:
    hint = "change it, or leave it out"
    return subject.places.finding(
        "W310", message, path, on_key=on_key, hint=hint, notes=notes, severity="warning", confidence="likely"
    )
