"""How something led to the ending, in sentences: what was done, what answered it, what it cost, how the game ended."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from game.engine import END_TURN, Decision, due_rule, ending_of, ending_value, points_left, shown
from game.scenario.expression import Name, walk
from game.session.account import goal_conditions
from game.session.titles import FREE_RULES, decision_title, rule_title, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from game.analysis.findings import Judged
    from game.engine import Change
    from game.session.account import Condition
    from game.session.session import Session

__all__ = [
    "Link",
    "changed_by",
    "decided_title",
    "ended",
    "followed",
    "has_words",
    "link",
    "paths_of",
    "reads",
    "sent",
]

Link = tuple[str, tuple[str, ...], tuple[tuple[str, int], ...]]
"""A sentence, the sources behind it, and what it moved, in shown points."""


def decided_title(session: Session, place: int) -> str:
    """Return what people call a decision of the game: an answer with the question it was given to."""
    scenario, state, decision = session.scenario, session.states[place], session.decisions[place]
    title = decision_title(scenario, decision).rstrip(".")
    return f"{_asked(session, place)}: {title}" if state.due else title


def _asked(session: Session, place: int) -> str:
    """Return what Seoul was asked: the headline of the event, or the rung that the crisis had come to."""
    return rule_title(session.scenario, due_rule(session.scenario, session.states[place])).rstrip(".")


def sent(session: Session, place: int) -> Link:
    """Return what was decided, with what its own block changed."""
    scenario, state, decision = session.scenario, session.states[place], session.decisions[place]
    title, seat = decision_title(scenario, decision).rstrip("."), scenario.document.scenario.seat.name
    if state.due:
        said = f"To \u201c{_asked(session, place)}\u201d {seat} answered: {title}."
    elif decision == END_TURN:
        left = points_left(scenario, state)
        unused = f" with {left} {'point' if left == 1 else 'points'} of its time unused" if left else ""
        said = f"{seat} ended turn {state.turn}{unused}."
    else:
        said = f"In turn {state.turn} {seat} decided: {title}."
    return link(session, said, changed_by(session, place, paths_of(decision)))


def paths_of(decision: str) -> tuple[str, ...]:
    """Return the paths of the ledger under which a decision's own block may stand."""
    return f"moves.{decision}", f"moves.{decision.partition('.')[0]}", f"events.{decision}", f"ladders.{decision}"


def changed_by(session: Session, place: int, rules: Iterable[str]) -> list[Change]:
    """Return what some rules changed in the step that a decision led to."""
    wanted = set(rules)
    return [change for change in session.steps[place].changes if change.rule in wanted]


def followed(session: Session, one: Judged) -> list[Link]:
    """Return what answered a move in that turn: rules of the capitals and events whose condition or chance reads it."""
    info = session.scenario.decisions[session.scenario.codes[Decision(one.decision)]]
    if not info.move:
        return []
    readers = _readers(session, info.move)
    links = []
    for step in session.steps[one.place :]:
        if step.state.turn > one.turn + 1:
            break
        here = [change for change in step.changes if change.turn == one.turn and change.rule in readers]
        for rule in dict.fromkeys(change.rule for change in here):
            told = link(session, rule_title(session.scenario, rule), [change for change in here if change.rule == rule])
            links += [told] * bool(told[2])
    return links[:2]


def has_words(session: Session, rule: str) -> bool:
    """Return whether people are told of a rule; bookkeeping has neither a title nor a text."""
    document = session.scenario.document
    section, _, rest = rule.partition(".")
    if section == "reactions":
        known = document.reactions[rest]
        return bool(known.title or known.text)
    return section in ("events", "ladders", "moves")


def _readers(session: Session, move: str) -> frozenset[str]:
    """Return the paths of reactions, events and their members whose condition, chance or weight reads a move."""
    document = session.scenario.document
    found = set()
    for name, reaction in document.reactions.items():
        if reads(move, reaction.when, reaction.chance) and has_words(session, f"reactions.{name}"):
            found.add(f"reactions.{name}")
    for name, event in document.events.items():
        if reads(move, event.when, event.chance):
            found.update(f"events.{one}" for one in (name, *event.one_of))
        found.update(f"events.{member}" for member, rule in event.one_of.items() if reads(move, rule.when, rule.weight))
    return frozenset(found)


def reads(name: str, *expressions: object) -> bool:
    """Return whether any of some expressions, or of what may be none, reads a name."""
    trees = (getattr(expression, "tree", None) for expression in expressions)
    return any(
        isinstance(node, Name) and node.parts[0] == name for tree in trees if tree is not None for node in walk(tree)
    )


def ended(session: Session, chain: list[Link], points: float) -> Link:
    """Return how the game ended, and the line of the goal that was missed on a number that the chain pushed away."""
    scenario, state = session.scenario, session.state
    ending = scenario.document.endings[ending_of(scenario, state)]
    sources = tuple(ending.basis.sources) if ending.basis else ()
    worth = f"The game ended in turn {state.turn}: {ending.title}, worth {ending_value(scenario, state):.0f} of 100."
    missed = None if ending.goal or points > 0 else _missed(session, chain)
    if missed is None:
        return worth, sources, ()
    now = value_text(scenario, scenario.number(missed.number), missed.now)
    return f"The goal asked for: {missed.text}. It ended at {now}. {worth}", sources, ()


def _missed(session: Session, chain: list[Link]) -> Condition | None:
    """Return the missed line of the goal from which the chain's changes led away the furthest."""
    moved: Counter[str] = Counter()
    for _, _, changes in chain:
        moved.update(dict(changes))
    away = {
        part: -moved[part.number] if part.operator[0] == ">" else moved[part.number]
        for part in goal_conditions(session.scenario, session.state)
        if not part.met and part.number and part.operator[0] in "<>"
    }
    furthest = max(away, key=lambda part: away[part], default=None)
    return furthest if furthest is not None and away[furthest] > 0 else None


def link(session: Session, sentence: str, changes: Iterable[Change]) -> Link:
    """Return a sentence with its sources and what it moved, in shown points."""
    scenario = session.scenario
    kept = [change for change in changes if change.rule not in FREE_RULES]
    moved: dict[str, int] = {}
    for change in kept:
        number = scenario.number(change.number)
        if not number.hidden and not number.counter and number.kind == "meter":
            by = shown(number, change.after) - shown(number, change.before)
            moved[change.number] = moved.get(change.number, 0) + int(by)
    sources = tuple(dict.fromkeys(source for change in kept for source in change.sources))
    text = sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."
    return text, sources, tuple((number, by) for number, by in moved.items() if by)
