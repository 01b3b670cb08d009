"""Checks of ids, and of names outside expressions (E106, E108, E201, E203)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.names import QUIET, RESERVED, declarations, rungs_of
from game.scenario.sites import bases, events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.source import KeyPath

DESCENTS = frozenset(("down", "fade"))
"""How the ledger calls a ladder's ways down, beside its rungs and replies."""


def one_namespace(subject: Subject) -> Iterator[Finding]:
    """E108: meters, flags, formulas, moves, reactions, events, members and ladders share one set of ids."""
    first: dict[str, KeyPath] = {}
    for path, kind in declarations(subject.document):
        name = path[-1]
        if name in RESERVED:
            message = f"`{name}` is a word of the language and cannot be an id"
            yield subject.places.finding("E108", message, path, on_key=True)
        elif name in first:
            message = f"`{name}` is already the id of another rule or number"
            notes = (f"{'.'.join(map(str, first[name]))} stands at {subject.places.line_of(first[name])}",)
            hint = f"call this {kind} something else"
            yield subject.places.finding("E108", message, path, on_key=True, hint=hint, notes=notes)
        first.setdefault(name, path)


def ids_of_ladders(subject: Subject) -> Iterator[Finding]:
    """E108: the rungs and the replies of one ladder all have different ids."""
    for name, ladder in subject.document.ladders.items():
        seen: set[str] = set()
        for index, rung in enumerate(ladder.rungs):
            path: KeyPath = ("ladders", name, "rungs", index, "id")
            if rung.id in RESERVED | DESCENTS:
                yield subject.places.finding("E108", f"`{rung.id}` is a word of the language and cannot be an id", path)
            elif rung.id in seen:
                yield subject.places.finding("E108", f"two rungs of `{name}` have the id `{rung.id}`", path)
            seen.add(rung.id)
        for reply in ladder.replies:
            path = ("ladders", name, "replies", reply)
            if reply in DESCENTS:
                message = f"`{reply}` is a word of the language and cannot be an id"
                yield subject.places.finding("E108", message, path, on_key=True)
            elif reply in seen:
                yield subject.places.finding("E108", f"`{reply}` is already a rung of `{name}`", path, on_key=True)


def starts_of_the_wrong_kind(subject: Subject) -> Iterator[Finding]:
    """E203: a meter per capital starts with a number for each capital, and no other meter does."""
    for name, meter in subject.document.meters.items():
        path: KeyPath = ("meters", name, "start")
        if isinstance(meter.start, dict) and meter.per != "capital":
            message = f"`{name}` starts with a number for each capital, but is one number"
            yield subject.places.finding("E203", message, path, on_key=True, hint="add per: capital")
        elif meter.per == "capital" and not isinstance(meter.start, dict):
            message = f"`{name}` needs a start for each capital"
            hint = f"write {{{', '.join(f'{capital}: 50' for capital in subject.document.capitals)}}}"
            yield subject.places.finding("E203", message, path, hint=hint)


def missing_starts(subject: Subject) -> Iterator[Finding]:
    """E106: a meter per capital starts with a number for every capital."""
    for name, start in _starts_of_capitals(subject):
        missing = [capital for capital in subject.document.capitals if capital not in start]
        for capital in missing if not _renamed(subject, start) else ():
            if not subject.is_lost(capital):
                message = f"`{name}` needs a start for `{capital}`"
                hint = f"add {capital}: 50"
                yield subject.places.finding("E106", message, ("meters", name, "start"), on_key=True, hint=hint)


def unknown_starts(subject: Subject) -> Iterator[Finding]:
    """E201: a meter per capital starts with numbers for capitals that exist."""
    known = subject.document.capitals
    for name, start in _starts_of_capitals(subject):
        for capital in start:
            if capital not in known:
                renamed = _renamed(subject, start)
                hint = f"did you mean `{renamed}`?" if renamed else ""
                path = ("meters", name, "start", capital)
                yield from subject.unknown("capital", capital, known, path, on_key=True, hint=hint)


def _renamed(subject: Subject, start: dict[str, float]) -> str:
    """Return the one capital that has no start, where one start is of no capital: it surely has a new id."""
    known = subject.document.capitals
    missing, unknown = [capital for capital in known if capital not in start], start.keys() - known.keys()
    return missing[0] if len(missing) == len(unknown) == 1 else ""


def _starts_of_capitals(subject: Subject) -> Iterator[tuple[str, dict[str, float]]]:
    for name, meter in subject.document.meters.items():
        if isinstance(meter.start, dict) and meter.per == "capital":
            yield name, meter.start


def capitals(subject: Subject) -> Iterator[Finding]:
    """E201: moves are aimed at, and rules belong to, capitals that exist."""
    known = subject.document.capitals
    for path, capital in _capitals_named(subject):
        if capital not in known:
            yield from subject.unknown("capital", capital, known, path)


def _capitals_named(subject: Subject) -> Iterator[tuple[KeyPath, str]]:
    for name, move in subject.document.moves.items():
        for index, capital in enumerate(move.target):
            yield item_path(subject, ("moves", name, "target"), index), capital
    for name, reaction in subject.document.reactions.items():
        if reaction.capital is not None:
            yield ("reactions", name, "capital"), reaction.capital
    for path, rule in events(subject.document):
        if rule.capital is not None:
            yield (*path, "capital"), rule.capital


def item_path(subject: Subject, path: KeyPath, index: int) -> KeyPath:
    """Return the path of a list's item; a list of one may be written without brackets."""
    return (*path, index) if (*path, index) in subject.places.spots else path


def places(subject: Subject) -> Iterator[Finding]:
    """E201: places on the map are declared."""
    named: list[tuple[KeyPath, str | None]] = [
        (("capitals", name, "place"), capital.place) for name, capital in subject.document.capitals.items()
    ]
    named.append((("scenario", "seat", "place"), subject.document.scenario.seat.place))
    named += [((*path, "place"), rule.place) for path, rule in events(subject.document)]
    named += [(("ladders", name, "place"), ladder.place) for name, ladder in subject.document.ladders.items()]
    for path, place in named:
        if place is not None and place not in subject.document.places:
            yield from subject.unknown("place", place, subject.document.places, path)


def sources(subject: Subject) -> Iterator[Finding]:
    """E201: what a rule rests on is listed under `sources`."""
    named = [((*path, "sources"), basis.sources) for path, basis in bases(subject.document)]
    named += [(("glossary", name, "sources"), term.sources) for name, term in subject.document.glossary.items()]
    for path, cited in named:
        for index, source in enumerate(cited):
            if source not in subject.document.sources:
                yield from subject.unknown("source", source, subject.document.sources, item_path(subject, path, index))


def terms(subject: Subject) -> Iterator[Finding]:
    """E201: what a move teaches, and what a term points to, is explained in the glossary."""
    known = subject.document.glossary
    named: list[tuple[KeyPath, list[str]]] = [
        (("moves", name, "teaches"), move.teaches) for name, move in subject.document.moves.items()
    ]
    named += [(("glossary", name, "see"), term.see) for name, term in known.items()]
    for path, cited in named:
        for index, term in enumerate(cited):
            if term not in known:
                yield from subject.unknown("term", term, known, item_path(subject, path, index))


def seers(subject: Subject) -> Iterator[Finding]:
    """E201: who sees a rung is a capital."""
    capitals = subject.document.capitals
    for name, ladder in subject.document.ladders.items():
        for index, rung in enumerate(ladder.rungs):
            for capital in rung.sees:
                if capital not in capitals:
                    path = ("ladders", name, "rungs", index, "sees", capital)
                    yield from subject.unknown("capital", capital, capitals, path, on_key=True)


def modifiers(subject: Subject) -> Iterator[Finding]:
    """E201: a modifier reads moves, numbers and spill that exist."""
    moves, spill = subject.document.moves, ("spill", *(f"spill.{capital}" for capital in subject.document.capitals))
    numbers = (*subject.names.of_kind("meter", "meter per capital"), *spill)
    for name, modifier in subject.document.modifiers.items():
        path: KeyPath = ("modifiers", name)
        for key, listed, known, what in (
            ("of", modifier.of, ("moves", *moves), "move"),
            ("except", modifier.exempt, tuple(moves), "move"),
            ("on", modifier.on, numbers, "number"),
        ):
            for index, word in enumerate(listed):
                if word not in known:
                    yield from subject.unknown(what, word, known, item_path(subject, (*path, key), index))


def rungs(subject: Subject) -> Iterator[Finding]:
    """E201: `to` and `from` name rungs of their own ladder."""
    for name, ladder in subject.document.ladders.items():
        known = rungs_of(ladder)
        named: list[tuple[KeyPath, str | None]] = [
            (("rungs", index, "to"), rung.to) for index, rung in enumerate(ladder.rungs)
        ]
        if ladder.way_down:
            named.append((("way_down", "to"), ladder.way_down.to))
        named += [(("replies", reply, "from"), rule.lowest) for reply, rule in ladder.replies.items()]
        for path, rung in named:
            if rung is not None and (rung not in known or (path[-1] == "from" and rung == QUIET)):
                allowed = known[1:] if path[-1] == "from" else known
                yield from subject.unknown("rung", rung, allowed, ("ladders", name, *path), owner=name)
