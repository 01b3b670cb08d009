"""Checks of what can ever be reached: endings (W305), not at once (W314), and a move in every turn (E309)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Name, Otherwise, walk
from game.scenario.lint.domain import one
from game.scenario.lint.facts import Facts
from game.scenario.lint.reasoning import Env, Reasoner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Ending, Move

MOST_ENDINGS = 50
# From how many moves on that are too dear it is the turn that has too few points.
MANY = 3
# How many starts a message names.
SHOWN = 3


def covered_endings(subject: Subject) -> Iterator[Finding]:
    """W305: no ending comes after others that take every game which it would take."""
    # Each ending is held against all before it, so only so many are looked at.
    written = list(subject.document.endings.items())[:MOST_ENDINGS]
    # What an ending takes whose condition is the wrong way round is told at that ending.
    wrong = subject.once(_held_at_once)
    for index, (name, ending) in enumerate(written):
        earlier = [
            (other, rule) for other, rule in written[:index] if other not in wrong and _is_read_with(rule, ending)
        ]
        env = _reached(subject, ending)
        if env is None or isinstance(ending.when.tree, Otherwise):
            continue
        if _left_by(subject, earlier, env) is None:
            single = [other for other, rule in earlier if _left_by(subject, [(other, rule)], env) is None]
            by = f"`{single[0]}`, which comes before it," if single else "the endings before it"
            takes = "takes" if single else "take"
            message = f"`{name}` is never reached: {by} {takes} every game that it would take"
            notes = tuple(f"`{other}` stands at {subject.places.line_of(('endings', other))}" for other in single[:1])
            hint = f"move it before `{single[0]}`, or change its `when`" if single else "change its `when`"
            path = ("endings", name)
            yield subject.places.finding("W305", message, path, on_key=True, hint=hint, notes=notes, severity="warning")


def _is_read_with(earlier: Ending, ending: Ending) -> bool:
    """Return whether an ending is read whenever a later one is."""
    return earlier.check == "each" or ending.check == "last"


def _reached(subject: Subject, ending: Ending) -> Env | None:
    """Return what is known where an ending holds."""
    env: Env = {"turn": one(float(len(subject.document.calendar.turns)))} if ending.check == "last" else {}
    return subject.reasoner.assume(ending.when.tree, True, env)


def _left_by(subject: Subject, endings: list[tuple[str, Ending]], env: Env) -> Env | None:
    """Return what is known where none of some endings holds, or None where one of them must."""
    for _ in range(2):
        for _, ending in endings:
            if isinstance(ending.when.tree, Otherwise):
                continue
            inside = subject.reasoner.assume(ending.when.tree, False, env)
            if inside is None:
                return None
            env = inside
    return env


def ended_at_once(subject: Subject) -> Iterator[Finding]:
    """W314: no ending holds already where every game begins.

    What was done, and in which turn, is left open: an ending may ask for something that the first turn has to bring.
    """
    start = subject.reasoner.facts.start()
    for name in subject.once(_held_at_once):
        nodes = walk(subject.document.endings[name].when.tree)
        read = dict.fromkeys(node.text for node in nodes if isinstance(node, Name))
        begins = [f"`{one}` starts at {start[one]}" for one in read if subject.names.kind(one) == "meter"]
        because = f" ({', '.join(begins[:SHOWN])})" if begins else ""
        message = f"`{name}` holds where every game begins{because}: the first turn would mostly be the last"
        hint = "change the number, turn the comparison round, or add check: last"
        yield subject.places.finding("W314", message, ("endings", name, "when"), hint=hint, severity="warning")


def _held_at_once(subject: Subject) -> tuple[str, ...]:
    """Return the endings that are asked after the first turn and hold by the numbers that every game begins with."""
    reasoner = subject.reasoner
    start = {key: domain for key, domain in reasoner.facts.start().items() if "(" not in key and key != "turn"}
    asked = {
        name: ending.when.tree
        for name, ending in subject.document.endings.items()
        if ending.check != "last" and not isinstance(ending.when.tree, Otherwise)
    }
    if len(subject.document.calendar.turns) == 1:
        return ()
    # What always holds is reported as that.
    return tuple(
        name
        for name, tree in asked.items()
        if reasoner.decided(tree, {}) is None and not reasoner.can_be(tree, False, start)
    )


def empty_turns(subject: Subject) -> Iterator[Finding]:
    """E309: there is no turn in which no move can be sent, whatever was played before."""
    document = subject.document
    reasoner = Reasoner(Facts(document))
    start = reasoner.facts.start()
    for index in range(len(document.calendar.turns)):
        env = start if index == 0 else {"turn": one(float(index + 1))}
        if not any(_can_be_sent(subject, reasoner, move, env) for move in document.moves.values()):
            when = f"in turn {index + 1}, whatever was played before" if index else "in the first turn"
            message = f"no move can be sent {when}"
            hint = "let at least one move be open, at a cost that the points of a turn allow"
            path = ("calendar", "turns", index, "label")
            yield subject.places.finding("E309", message, path, hint=hint, notes=_why(subject, reasoner, env))
            return
    yield from _used_up(subject)


def _can_be_sent(subject: Subject, reasoner: Reasoner, move: Move, env: Env) -> bool:
    points = subject.document.calendar.agenda
    known: Env | None = env
    if move.when is not None:
        known = reasoner.assume(move.when.tree, True, env)
    if known is None or reasoner.value(move.agenda.tree, known).low > points:
        return False
    said = [wording.when for wording in move.wordings.values()]
    return not said or any(when is None or reasoner.can_be(when.tree, True, known) for when in said)


def _why(subject: Subject, reasoner: Reasoner, env: Env) -> tuple[str, ...]:
    """Return a note on moves that cost too much, where there are some."""
    points = subject.document.calendar.agenda
    dear = [name for name, move in subject.document.moves.items() if reasoner.value(move.agenda.tree, env).low > points]
    return (f"a turn has {points}; these cost more: {', '.join(dear)}",) if dear else ()


def _used_up(subject: Subject) -> Iterator[Finding]:
    """Where every turn needs a move, the moves may be sent often enough for all turns."""
    calendar, moves = subject.document.calendar, subject.document.moves
    times = [move.limit.times for move in moves.values()]
    if calendar.may_pass or any(one_move is None for one_move in times):
        return
    total = sum(time for time in times if time is not None)
    if total < len(calendar.turns):
        message = f"all moves together can be sent {total} times, and each of {len(calendar.turns)} turns needs one"
        hint = "raise a limit, or write may_pass: yes"
        yield subject.places.finding("E309", message, ("calendar", "may_pass"), on_key=True, hint=hint)


def too_dear(subject: Subject) -> Iterator[Finding]:
    """W301: no move costs more than a turn has."""
    points = subject.document.calendar.agenda
    costs = {name: subject.reasoner.value(move.agenda.tree, {}).low for name, move in subject.document.moves.items()}
    if min(costs.values(), default=0) > points:
        # Then the points are too few, and every turn is empty.
        return
    dear = {name: cost for name, cost in costs.items() if cost > points}
    if len(dear) > MANY and len(dear) > len(costs) / 2:
        first = next(iter(dear))
        message = f"a turn has {points}, and {len(dear)} of {len(costs)} moves cost more, first `{first}`"
        hint = "give a turn more points"
        yield subject.places.finding("W301", message, ("calendar", "agenda"), hint=hint, severity="warning")
        return
    for name, cost in costs.items():
        if cost > points:
            message = f"`{name}` can never be sent: it costs {cost:g} or more, and a turn has {points}"
            path = ("moves", name, "agenda")
            yield subject.places.finding("W301", message, path, hint=f"write {points} or less", severity="warning")
