"""Checks of ids and of names outside expressions (E106, E107, E108, E201)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.names import QUIET, RESERVED, SAY, declarations, rungs_of
from game.scenario.sites import bases, events

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Happening
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


def starts(subject: Subject) -> Iterator[Finding]:
    """E106, E201, E203: a meter per capital starts with a number for each capital, and no other meter does."""
    known = subject.document.capitals
    for name, meter in subject.document.meters.items():
        path: KeyPath = ("meters", name, "start")
        if isinstance(meter.start, dict) and meter.per == "capital":
            yield from _starts_of_capitals(subject, name, meter.start)
        elif isinstance(meter.start, dict):
            message = f"`{name}` starts with a number for each capital, but is one number"
            yield subject.places.finding("E203", message, path, on_key=True, hint="add per: capital")
        elif meter.per == "capital":
            message = f"`{name}` needs a start for each capital"
            hint = f"write {{{', '.join(f'{capital}: 50' for capital in known)}}}"
            yield subject.places.finding("E203", message, path, hint=hint)


def _starts_of_capitals(subject: Subject, name: str, start: dict[str, float]) -> Iterator[Finding]:
    known = subject.document.capitals
    path: KeyPath = ("meters", name, "start")
    for capital in start:
        if capital not in known:
            yield from subject.unknown("capital", capital, known, (*path, capital), on_key=True)
    for capital in known:
        if capital not in start and not subject.is_lost(capital):
            message = f"`{name}` needs a start for `{capital}`"
            yield subject.places.finding("E106", message, path, on_key=True, hint=f"add {capital}: 50")


def capitals(subject: Subject) -> Iterator[Finding]:
    """E201: moves are aimed at, and rules belong to, capitals that exist."""
    known = subject.document.capitals
    for path, capital in _capitals_named(subject):
        if capital not in known:
            yield from subject.unknown("capital", capital, known, path)


def _capitals_named(subject: Subject) -> Iterator[tuple[KeyPath, str]]:
    for name, move in subject.document.moves.items():
        for index, capital in enumerate(move.target):
            yield _item(subject, ("moves", name, "target"), index), capital
    for name, reaction in subject.document.reactions.items():
        if reaction.capital is not None:
            yield ("reactions", name, "capital"), reaction.capital
    for path, rule in events(subject.document):
        if rule.capital is not None:
            yield (*path, "capital"), rule.capital


def _item(subject: Subject, path: KeyPath, index: int) -> KeyPath:
    """Return the path of a list's item; a list of one may be written without brackets."""
    return (*path, index) if (*path, index) in subject.places.spots else path


def places(subject: Subject) -> Iterator[Finding]:
    """E201: places on the map are declared."""
    named: list[tuple[KeyPath, str | None]] = [
        (("capitals", name, "place"), capital.place) for name, capital in subject.document.capitals.items()
    ]
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
                yield from subject.unknown("source", source, subject.document.sources, _item(subject, path, index))


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
                yield from subject.unknown("term", term, known, _item(subject, path, index))


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
    """E107, E201: a modifier reads moves, numbers and spill that exist."""
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
                    yield from subject.unknown(what, word, known, _item(subject, (*path, key), index))


def replies(subject: Subject) -> Iterator[Finding]:
    """E107, E201: `say` names a move, and every other reply is written out."""
    for path, rule in events(subject.document):
        for name, reply in rule.replies.items():
            here = (*path, "replies", name)
            if name == SAY and not isinstance(reply, str):
                message = "`say` holds the id of a move whose wordings are offered"
                yield subject.places.finding("E107", message, here, on_key=True, hint="call a reply something else")
            elif name == SAY:
                assert isinstance(reply, str)
                if reply not in subject.document.moves:
                    yield from subject.unknown("move", reply, subject.document.moves, here)
                elif reply in rule.replies:
                    message = f"`{reply}` is both a reply here and the move that `say` offers"
                    yield subject.places.finding("E108", message, here, hint="call the reply something else")
            elif isinstance(reply, str):
                hint = "write {text: ..., effects: {...}}, or say: move_id"
                yield subject.places.finding("E107", f"the reply `{name}` is written out as a map", here, hint=hint)


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


def history(subject: Subject) -> Iterator[Finding]:
    """E107, E201, E209: what really happened is told with the scenario's own moves, events and replies."""
    document = subject.document
    sendable = [name for name, move in document.moves.items() if not move.wordings]
    sendable += subject.names.of_kind("wording")
    drawn = (*subject.names.of_kind("event", "member", "rung"), *document.reactions)
    for index, row in enumerate(document.history):
        path: KeyPath = ("history", index)
        if not 1 <= row.turn <= len(document.calendar.turns) and not subject.is_lost("calendar"):
            message = f"turn {row.turn} is not in the calendar of {len(document.calendar.turns)} turns"
            yield subject.places.finding("E209", message, (*path, "turn"))
        for item, move in enumerate(row.moves):
            if move not in sendable:
                yield from _not_sendable(subject, move, sendable, _item(subject, (*path, "moves"), item))
        for item, event in enumerate(row.events):
            if event not in drawn:
                yield from subject.unknown("event", event, drawn, _item(subject, (*path, "events"), item))
        for name, reply in row.replies.items():
            yield from _wrong_reply(subject, name, reply, (*path, "replies", name))


def _wrong_reply(subject: Subject, name: str, reply: str, path: KeyPath) -> Iterator[Finding]:
    asking = dict(_asking(subject))
    known = _answers(subject, name, asking)
    if name not in asking and subject.names.kind(name) in ("event", "member"):
        yield subject.places.finding("E107", f"`{name}` asks for no reply", path, on_key=True)
    elif name not in asking and name not in subject.document.ladders:
        yield from subject.unknown("event", name, (*asking, *subject.document.ladders), path, on_key=True)
    elif reply not in known:
        yield from subject.unknown("reply", reply, known, path, owner=name)


def _not_sendable(subject: Subject, move: str, sendable: list[str], path: KeyPath) -> Iterator[Finding]:
    known = subject.document.moves.get(move)
    if known and known.wordings:
        wording = next(iter(known.wordings))
        message = f"`{move}` is sent with a wording"
        yield subject.places.finding(
            "E106", message, path, hint=f"write `{move}.{wording}`, or another of its wordings"
        )
    else:
        yield from subject.unknown("move", move, sendable, path)


def _asking(subject: Subject) -> Iterator[tuple[str, Happening]]:
    """Yield every event and member that asks for a reply, by its id."""
    for path, rule in events(subject.document):
        if rule.replies:
            yield str(path[-1]), rule


def _answers(subject: Subject, name: str, asking: dict[str, Happening]) -> tuple[str, ...]:
    """Return what may be answered to an event or a ladder."""
    if name in subject.document.ladders:
        return tuple(subject.document.ladders[name].replies)
    if name not in asking:
        return ()
    answers = [reply for reply in asking[name].replies if reply != SAY]
    said = asking[name].replies.get(SAY)
    if isinstance(said, str) and said in subject.document.moves:
        wordings = subject.document.moves[said].wordings
        answers += [f"{said}.{wording}" for wording in wordings] or [said]
    return tuple(answers)
