"""Checks of what is declared for nothing (W303, W304)."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from game.errors import nearest
from game.scenario.expression import Call, Name, Number, walk
from game.scenario.model import Drawn
from game.scenario.sites import bases, events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Flag
    from game.scenario.source import KeyPath
    from game.scenario.values import Effect

# What nothing uses: where it stands, what to say of it, and what to do.
Idle: TypeAlias = "tuple[KeyPath, str, str]"

# What a modifier calls all moves, and the capitals that a move is not aimed at.
EVERY_MOVE, SPILL = "moves", "spill"
# How the note of a source starts that nothing cites, and that is listed all the same.
BACKGROUND = "Background"


def flags(subject: Subject) -> Iterator[Finding]:
    """W303: a flag that rules read is set by one, and one that rules set is read."""
    read, changed = subject.once(names_read), subject.once(_effects)
    for name, flag in subject.document.flags.items():
        path, effects = ("flags", name), changed.get(name, [])
        if not is_own(subject, path):
            continue
        if name in read and not isinstance(flag.start, Drawn) and not any(_changes(flag, effect) for effect in effects):
            always, other = ("yes", "no") if flag.start else ("no", "yes")
            message = f"the flag `{name}` is read, but nothing ever sets it: it is always {always}"
            yield _at(subject, "W303", message, path, f"add an effect `{name}: {other}`")
        elif effects and name not in read:
            message = f"the flag `{name}` is set, but no rule reads it: it changes nothing"
            yield _at(subject, "W303", message, path, f"read it in a condition, such as `not {name}`")


def _changes(flag: Flag, effect: Effect) -> bool:
    """Return whether an effect may bring a flag to something else than it starts at."""
    return effect.text != ("yes" if flag.start else "no")


def unused(subject: Subject) -> Iterator[Finding]:
    """W304: every meter, flag, formula, capital and source is used by a rule, and every modifier by a move."""
    kinds = (
        _idle_numbers(subject),
        _idle_formulas(subject),
        _idle_capitals(subject),
        _idle_sources(subject),
        _idle_modifiers(subject),
    )
    for path, message, hint in chain(*kinds):
        if is_own(subject, path):
            yield _at(subject, "W304", message, path, _of_parent(subject, path) or hint)


def _of_parent(subject: Subject, path: KeyPath) -> str:
    """Return the hint that an entry was meant to change one of the parent's, which has nearly its name."""
    entries = (spot for spot in subject.places.spots if len(spot) == len(path) and spot[0] == path[0])
    meant = nearest(str(path[-1]), (str(spot[-1]) for spot in entries if not is_own(subject, spot)))
    return f"did you mean `{meant}` of the parent?" if meant else ""


def _idle_numbers(subject: Subject) -> Iterator[Idle]:
    document = subject.document
    read = {name.partition(".")[0] for name in subject.once(names_read)}
    changed = {name.partition(".")[0] for name in subject.once(_effects)}
    for name, meter in document.meters.items():
        if name not in read | changed:
            yield ("meters", name), f"no rule changes or reads the meter `{name}`", "use it in a rule, or leave it out"
        elif meter.counter and name not in read:
            message = f"`{name}` is bookkeeping that no rule reads, and nobody sees it"
            yield ("meters", name), message, "read it in a rule, or leave it out"
    for name in document.flags:
        if name not in read | changed:
            yield ("flags", name), f"no rule sets or reads the flag `{name}`", "use it in a rule, or leave it out"


def _idle_formulas(subject: Subject) -> Iterator[Idle]:
    read = subject.once(names_read)
    for name in subject.document.formulas:
        if name not in read:
            yield ("formulas", name), f"nothing reads the formula `{name}`", "read it in a rule, or leave it out"


def _idle_modifiers(subject: Subject) -> Iterator[Idle]:
    """Yield the modifiers of plain numbers that no move of theirs changes."""
    moves = subject.document.moves
    for name, modifier in subject.document.modifiers.items():
        own = moves if EVERY_MOVE in modifier.of else modifier.of
        read = [moves[move] for move in own if move in moves and move not in modifier.exempt]
        changed = {number for move in read for number in move.effects}
        changed |= {number for move in read for wording in move.wordings.values() for number in wording.effects}
        # `trust` stands for the trust of every capital.
        changed |= {number.partition(".")[0] for number in changed}
        is_plain = modifier.on and not any(number.startswith(SPILL) for number in modifier.on)
        if is_plain and not any(number in changed for number in modifier.on):
            message = f"`{name}` never applies: none of its moves changes {' or '.join(modifier.on)}"
            yield ("modifiers", name), message, "name other moves or numbers, or leave it out"


def _idle_sources(subject: Subject) -> Iterator[Idle]:
    document = subject.document
    cited = {name for _, basis in bases(document) for name in basis.sources}
    cited |= {name for term in document.glossary.values() for name in term.sources}
    for name, source in document.sources.items():
        if name not in cited and not source.note.startswith(BACKGROUND):
            hint = f'cite it, or start its note with "{BACKGROUND}"'
            yield ("sources", name), f"nothing cites the source `{name}`", hint


def _idle_capitals(subject: Subject) -> Iterator[Idle]:
    """Yield the capitals that nothing aims at, speaks for, reads or changes."""
    document = subject.document
    active = {name.partition(".")[2] for name in subject.once(names_read) | set(subject.once(_effects))}
    active |= {target for move in document.moves.values() for target in move.target}
    active |= {str(rule.capital) for rule in document.reactions.values()}
    active |= {str(rule.capital) for _, rule in events(document)}
    for name in document.capitals:
        if name not in active:
            message = f"no rule has anything to do with the capital `{name}`"
            yield ("capitals", name), message, "let a rule read or change a number of it, or leave it out"


def names_read(subject: Subject) -> set[str]:
    """Return every meter, flag, formula and ladder that an expression reads, `trust.beijing` with its capital."""
    return {node.text for node in _nodes(subject) if isinstance(node, Name)}


def happenings_read(subject: Subject) -> set[str]:
    """Return what `since` and `times` ask after: moves, wordings, events and so on."""
    calls = (node for node in _nodes(subject) if isinstance(node, Call) and node.function in ("since", "times"))
    return {argument.text for call in calls for argument in call.arguments if isinstance(argument, Name)}


def _nodes(subject: Subject) -> Iterator[object]:
    for site in subject.expressions:
        if not isinstance(site.expression.tree, Number):
            yield from walk(site.expression.tree)


def _effects(subject: Subject) -> dict[str, list[Effect]]:
    found: dict[str, list[Effect]] = {}
    for _, effects in subject.blocks:
        for name, effect in effects.items():
            found.setdefault(name, []).append(effect)
    return found


def is_own(subject: Subject, path: KeyPath) -> bool:
    """Return whether a part stands in the scenario's own files, and is not left over from one it builds on."""
    home = subject.places.spots.get(("scenario", "id"))
    spot = subject.places.spots.get(path)
    return home is None or spot is None or spot.source.path.parent == home.source.path.parent


def _at(subject: Subject, code: str, message: str, path: KeyPath, hint: str) -> Finding:
    return subject.places.finding(code, message, path, on_key=True, hint=hint, severity="warning")
