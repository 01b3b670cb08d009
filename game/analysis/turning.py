"""The turning points of a game: which decisions and which events mattered most, and through what."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from game.analysis.findings import TurningPoint
from game.engine import END_TURN, Decision, shown
from game.policies import Greedy, orders_of
from game.scenario.expression import Name, walk
from game.session.account import goal_conditions
from game.session.titles import FREE_RULES, decision_title, rule_title, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.analysis.findings import Judged, TurnPart
    from game.engine import Change
    from game.session.session import Session

__all__ = ["pattern", "turning_points"]

MOST: Final = 3
"""How many decisions and how many events are named."""
LEAST: Final = 2.0
"""Points below which nothing is called a turning point."""
SAID: Final = 3
"""How often a stronger move must have been there to be called a pattern."""

Link = tuple[str, tuple[str, ...], tuple[tuple[str, int], ...]]


def turning_points(session: Session, turns: tuple[TurnPart, ...]) -> tuple[TurningPoint, ...]:
    """Return the three decisions that lost most and the three events that moved the worth most, in order of play."""
    judged = [one for turn in turns for one in turn.decisions]
    lost = sorted((one for one in judged if one.lost > LEAST), key=lambda one: -one.lost)[:MOST]
    found = [_of_decision(session, one) for one in lost]
    swings = sorted(_swings(judged, turns), key=lambda swing: -abs(swing[1]))
    moved = [_of_event(session, place, points) for place, points in swings[:MOST] if abs(points) > LEAST]
    return tuple(sorted([*found, *moved], key=lambda one: (one.place, one.kind)))


def _swings(judged: list[Judged], turns: tuple[TurnPart, ...]) -> Iterator[tuple[int, float]]:
    """Yield after each decision how far luck then moved the worth of the position."""
    ends = {turn.decisions[-1].place: turn.end.value for turn in turns}
    for place, one in enumerate(judged):
        after = ends.get(place, judged[place + 1].before.value if place + 1 < len(judged) else one.after.value)
        yield place, after - one.after.value


def _of_decision(session: Session, one: Judged) -> TurningPoint:
    scenario = session.scenario
    title = decision_title(scenario, one.decision)
    chain = [_link(session, _first(title, one), _own(session, one.place))]
    chain += _followed(session, one)
    chain += _ended(session, chain)
    return _point("decision", one.turn, one.place, one.decision, title, -one.lost, chain)


def _of_event(session: Session, place: int, points: float) -> TurningPoint:
    """Return an event point: of what luck brought after a decision, the rule that moved the goal most that way."""
    step, turn = session.steps[place], session.states[place].turn
    rule = _main_rule(session, place, points)
    if not rule:
        title = "A week that stayed quiet" if points > 0 else "A week that brought no help"
        return _point("event", turn, place, "", title, points, [("What could have happened did not.", (), ())])
    title = rule_title(session.scenario, rule)
    chain = [_link(session, title, [change for change in step.changes if change.rule == rule])]
    chain += _ended(session, chain)
    return _point("event", turn, place, rule, title, points, chain)


def _point(
    kind: str, turn: int, place: int, subject: str, title: str, points: float, chain: list[Link]
) -> TurningPoint:
    told = tuple((sentence, sources) for sentence, sources, _ in chain)
    return TurningPoint(kind, turn, place, subject, title, points, told, tuple(moved for _, _, moved in chain))


def _main_rule(session: Session, place: int, points: float) -> str:
    """Return the rule of chance that brought the goal nearer, or took it further, the most; nothing where none did."""
    scenario, before = session.scenario, session.states[place]
    aim = orders_of(Greedy(), scenario).aim
    start = scenario.rules["missing"](aim, before.turn, before.values)
    best, most = "", 0.0
    for rule in dict.fromkeys(change.rule for change in session.steps[place].changes):
        if rule.partition(".")[0] not in ("events", "reactions", "ladders"):
            continue
        values = list(before.values)
        for change in session.steps[place].changes:
            if change.rule == rule:
                values[scenario.number(change.number).index] += change.after - change.before
        nearer = start - scenario.rules["missing"](aim, before.turn, values)
        if nearer * points > 0 and abs(nearer) > most:
            best, most = rule, abs(nearer)
    return best


def _first(title: str, one: Judged) -> str:
    return f"Seoul ended turn {one.turn}." if one.decision == END_TURN else f"Seoul decided: {title.rstrip('.')}."


def _own(session: Session, place: int) -> list[Change]:
    """Return what a decision's own block changed."""
    decision = session.decisions[place]
    paths = (f"moves.{decision}", f"moves.{decision.partition('.')[0]}", f"events.{decision}", f"ladders.{decision}")
    return [change for change in session.steps[place].changes if change.rule in paths]


def _followed(session: Session, one: Judged) -> list[Link]:
    """Return what answered a move in that turn: rules of the capitals and events whose condition or chance reads it."""
    info = session.scenario.decisions[session.scenario.codes[Decision(one.decision)]]
    if not info.move:
        return []
    readers = _readers(session, info.move)
    links = []
    for step in session.steps[one.place :]:
        if step.state.turn > one.turn + 1:
            break
        for rule in dict.fromkeys(change.rule for change in step.changes if change.rule in readers):
            changes = [change for change in step.changes if change.rule == rule]
            if changes[0].turn == one.turn:
                links.append(_link(session, rule_title(session.scenario, rule), changes))
    return links[:2]


def _readers(session: Session, move: str) -> frozenset[str]:
    """Return the paths of reactions, events and their members whose condition, chance or weight reads a move."""
    document = session.scenario.document
    found = set()
    for name, reaction in document.reactions.items():
        if _reads(move, reaction.when, reaction.chance):
            found.add(f"reactions.{name}")
    for name, event in document.events.items():
        if _reads(move, event.when, event.chance):
            found.update(f"events.{one}" for one in (name, *event.one_of))
    return frozenset(found)


def _reads(move: str, *expressions: object) -> bool:
    trees = (getattr(expression, "tree", None) for expression in expressions)
    return any(
        isinstance(node, Name) and node.parts[0] == move for tree in trees if tree is not None for node in walk(tree)
    )


def _ended(session: Session, chain: list[Link]) -> list[Link]:
    """Return how that met the ending: a line of the goal that was missed, on a number that the chain moved."""
    moved = {number for _, _, changes in chain for number, _ in changes}
    for part in goal_conditions(session.scenario, session.state):
        if not part.met and part.number in moved:
            now = value_text(session.scenario, session.scenario.number(part.number), part.now)
            return [(f"The goal asked for: {part.text}. It ended at {now}.", (), ())]
    return []


def _link(session: Session, sentence: str, changes: Iterable[Change]) -> Link:
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


def pattern(session: Session, turns: tuple[TurnPart, ...]) -> str:
    """Return one sentence on the stronger decision that was there again and again, or nothing."""
    lost = [one for turn in turns for one in turn.decisions if one.lost > 0]
    counts = Counter(one.stronger.partition(".")[0] for one in lost)
    if not counts or counts.most_common(1)[0][1] < SAID:
        return ""
    name, count = counts.most_common(1)[0]
    title = _pattern_title(session, name)
    if not title:
        return ""
    times = f"{_times(count)} of the {len(lost)} times that points were lost"
    return f"{title} was the stronger decision {times}.{_when_sent(session, name)}"


def _pattern_title(session: Session, name: str) -> str:
    if name == END_TURN:
        return "Ending the turn"
    return decision_title(session.scenario, name) if name in session.scenario.document.moves else ""


def _when_sent(session: Session, name: str) -> str:
    if name == END_TURN:
        return ""
    sent = (
        state.turn
        for state, one in zip(session.states, session.decisions, strict=False)
        if one.partition(".")[0] == name
    )
    turn = next(sent, 0)
    return f" You sent it in turn {turn}." if turn else " You never sent it."


def _times(count: int) -> str:
    return {3: "three", 4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}.get(count, str(count))
