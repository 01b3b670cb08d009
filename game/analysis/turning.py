"""The turning points of a game: which decisions and which events mattered most, and through what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from game.analysis.chains import (
    Link,
    changed_by,
    decided_title,
    ended,
    followed,
    has_words,
    link,
    sent,
)
from game.analysis.findings import TurningPoint
from game.analysis.words import percent
from game.engine import END_TURN, chances_after
from game.policies import Greedy, orders_of
from game.session.titles import decision_title, number_word, rule_title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.findings import Judged, TurnPart
    from game.session.session import Session

__all__ = ["pattern", "turning_points"]

MOST: Final = 3
"""How many decisions and how many events are named."""
LEAST: Final = 2.0
"""Points below which nothing is called a turning point."""
SAID: Final = 3
"""How often a stronger move must have been there to be called a pattern."""
LIKELY: Final = 0.05
"""From which chance on something that did not happen is worth a word."""


def turning_points(session: Session, turns: tuple[TurnPart, ...]) -> tuple[TurningPoint, ...]:
    """Return the three decisions that lost most and the three events that moved the worth most, in order of play."""
    judged = [one for turn in turns for one in turn.decisions]
    found = [_of_decision(session, one, missed) for one, missed in _losses(judged)]
    swings = sorted(_swings(judged, turns), key=lambda swing: -abs(swing[1]))
    moved = [_of_luck(session, place, points) for place, points in swings[:MOST] if abs(points) > LEAST]
    return tuple(sorted([*found, *moved], key=lambda one: (one.place, one.kind)))


def _losses(judged: list[Judged]) -> Iterator[tuple[Judged, list[int]]]:
    """Yield the decisions that lost most with the turns in which the same was missed, which are one turning point."""
    by_missed: dict[str, list[Judged]] = {}
    for one in sorted((one for one in judged if one.lost > LEAST), key=lambda one: -one.lost):
        # What was lost by a move is that move's; what a pass lost is what was not done.
        name = one.stronger if one.decision == END_TURN else f"{one.place}"
        by_missed.setdefault(name, []).append(one)
    for alike in list(by_missed.values())[:MOST]:
        first = alike[0]
        missed = {one.turn for one in judged if one.stronger == first.stronger and one.lost + one.waited > LEAST}
        yield first, sorted(missed) if first.stronger != END_TURN else [first.turn]


def _swings(judged: list[Judged], turns: tuple[TurnPart, ...]) -> Iterator[tuple[int, float]]:
    """Yield after each decision how far luck then moved the worth of the position."""
    ends = {turn.decisions[-1].place: turn.end.value for turn in turns}
    for place, one in enumerate(judged):
        after = ends[place] if place in ends else judged[place + 1].before.value
        yield place, after - one.after.value


def _of_decision(session: Session, one: Judged, missed: list[int]) -> TurningPoint:
    title = decided_title(session, one.place)
    if one.decision == END_TURN:
        title = f"Turn {one.turn} without: {decision_title(session.scenario, one.stronger).rstrip('.')}"
    chain = [sent(session, one.place), *followed(session, one)]
    chain.append(ended(session, chain, -one.lost))
    point = _point("decision", one.turn, one.place, one.decision, title, -one.lost, chain)
    return replace(point, missed=tuple(missed))


def _of_luck(session: Session, place: int, points: float) -> TurningPoint:
    """Return an event point: of what luck brought after a decision, the rule that moved the goal most that way."""
    turn = session.states[place].turn
    found = _main_rule(session, place, points)
    if found is None:
        title = f"Turn {turn} stayed quiet" if points > 0 else f"Turn {turn} brought no help"
        chain = [(_spared(session, place, points), (), ())]
        return _point("event", turn, place, "", title, points, [*chain, ended(session, [], points)])
    title = rule_title(session.scenario, found.path).rstrip(".")
    chance = f" Its chance was {percent(found.chance)}." if found.chance > 0 else ""
    first = link(session, f"In turn {turn}: {title}.{chance}", changed_by(session, place, [found.path]))
    return _point("event", turn, place, found.path, title, points, [first, ended(session, [first], points)])


def _point(
    kind: str, turn: int, place: int, subject: str, title: str, points: float, chain: list[Link]
) -> TurningPoint:
    told = tuple((sentence, sources) for sentence, sources, _ in chain)
    return TurningPoint(kind, turn, place, subject, title, points, told, tuple(moved for _, _, moved in chain))


@dataclass(frozen=True, slots=True)
class Lucky:
    """A rule that luck brought, and how likely it was before the turn went on; 0 where that is not known."""

    path: str
    chance: float


def _main_rule(session: Session, place: int, points: float) -> Lucky | None:
    """Return the rule of chance that brought the goal nearer, or took it further, the most; None where none did."""
    best, most = None, 0.0
    for rule in _of_chance(session, place):
        nearer = _nearer(session, place, rule.path)
        if nearer * points > 0 and abs(nearer) > most:
            best, most = rule, abs(nearer)
    return best


def _of_chance(session: Session, place: int) -> Iterator[Lucky]:
    """Yield what took place after a decision and could also not have taken place."""
    chances = chances_after(session.scenario, session.states[place], session.decisions[place])
    for rule in dict.fromkeys(change.rule for change in session.steps[place].changes):
        section, _, rest = rule.partition(".")
        if section not in ("events", "reactions", "ladders") or not has_words(session, rule):
            continue
        chance = chances.get(rule, 0.0)
        climbs = section == "ladders"
        known = session.scenario.document.reactions.get(rest)
        by_rule = known is not None and known.chance is None
        # A reply's block, or a rule without a chance, is no luck.
        if chance < 1.0 and not by_rule and (climbs or rule in chances):
            yield Lucky(rule, chance)


def _nearer(session: Session, place: int, rule: str) -> float:
    """Return by how much a rule's changes brought the goal nearer, as a player with that aim reckons it."""
    scenario, before = session.scenario, session.states[place]
    aim = orders_of(Greedy(), scenario).aim
    values = list(before.values)
    for change in changed_by(session, place, [rule]):
        values[scenario.number(change.number).index] += change.after - change.before
    missing = scenario.rules["missing"]
    return float(missing(aim, before.turn, before.values) - missing(aim, before.turn, values))


def _spared(session: Session, place: int, points: float) -> str:
    """Return what was likeliest to happen after a decision and did not."""
    scenario = session.scenario
    chances = chances_after(scenario, session.states[place], session.decisions[place])
    happened = {happening.rule for happening in session.steps[place].happenings}
    ladders = {
        path: chance
        for path, chance in chances.items()
        if path.startswith("ladders.") and not path.endswith(".down") and LIKELY <= chance < 1.0
    }
    ladders = {path: chance for path, chance in ladders.items() if path not in happened}
    if points > 0 and ladders:
        path = max(ladders, key=lambda one: ladders[one])
        chance = percent(ladders[path])
        return f"\u201c{rule_title(scenario, path)}\u201d had a chance of {chance}, and did not come about."
    return "Nothing of what could have gone wrong did." if points > 0 else "Nothing of what could have helped came."


def pattern(session: Session, turns: tuple[TurnPart, ...]) -> str:
    """Return one sentence on the stronger decision that was there again and again, or nothing."""
    lost = [one for turn in turns for one in turn.decisions if one.lost + one.waited > 0]
    counts = Counter(one.stronger.partition(".")[0] for one in lost)
    for name, count in counts.most_common(1):
        title = _pattern_title(session, name)
        if count >= SAID and title:
            seen = f"{number_word(count)} of the {number_word(len(lost))} decisions that had a stronger one"
            return f"\u201c{title}\u201d was the stronger choice at {seen}.{_when_sent(session, name)}"
    return ""


def _pattern_title(session: Session, name: str) -> str:
    if name == END_TURN:
        return "End the turn"
    return decision_title(session.scenario, name) if name in session.scenario.document.moves else ""


def _when_sent(session: Session, name: str) -> str:
    if name == END_TURN:
        return ""
    decided = zip(session.states, session.decisions, strict=False)
    turn = next((state.turn for state, one in decided if one.partition(".")[0] == name), 0)
    return f" You sent it in turn {turn}." if turn else " You never sent it."
