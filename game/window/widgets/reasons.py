"""Why a number stands where it does and what a selection should do, in the one or two sentences of a tooltip."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from game.engine import NumberInfo, shown
from game.session.account import flag_text
from game.session.titles import rule_title
from game.window.desk import mark_of
from game.window.facts import signed
from game.window.kit.marks import tone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from game.engine import Change, Expected
    from game.window.desk import Desk

EVIDENCE = {
    "sourced": "Evidence: sourced.",
    "inferred": "Evidence: inferred from a source.",
    "judgement": "Evidence: the author's judgement.",
}


def recent(desk: Desk, number: NumberInfo) -> tuple[int, str]:
    """Return how a number moved lately and when: in this turn once anything was sent in it, else in the last one."""
    now = desk.state.turn
    starts = desk.session.turn_states
    sent = any(change.turn == now for step in desk.session.steps for change in step.changes)
    this_turn = sent or not starts[1:]
    before = starts[-1] if this_turn else starts[-2]
    points = shown(number, desk.value(number)) - shown(number, before.values[number.index])
    return points, "this turn" if this_turn else "last turn"


def recent_words(points: int, when: str) -> str:
    """Return how a number moved, in words: 'up 3 last turn'."""
    return f"{'up' if points > 0 else 'down'} {abs(points)} {when}" if points else "unchanged"


def source_words(desk: Desk, sources: Iterable[str], evidence: str = "") -> str:
    """Return the first source by its title and publisher, or what a rule rests on where there is none."""
    known = desk.scenario.document.sources
    source = next((known[name] for name in sources if name in known), None)
    if source is None:
        return EVIDENCE.get(evidence, "")
    publisher = source.publisher.partition(";")[0].strip()
    return f"Source: {source.title}{', ' if publisher else ''}{publisher}."


def goal_words(number: NumberInfo, goal: float | None) -> str:
    """Return what the goal asks of a number, with a space after it; nothing where it asks nothing."""
    if goal is None:
        return ""
    return f"The goal asks for {'at most' if number.better < 0 else 'at least'} {goal:g}. "


def cause_words(desk: Desk, number: NumberInfo) -> str:
    """Return what moved a number most in the last turn that moved it, and the source of that rule."""
    changes = [change for change in desk.session.changes if change.number == number.name]
    if not changes:
        return "Nothing has moved it yet."
    turn = changes[-1].turn
    latest = [change for change in changes if change.turn == turn]
    by_rule: defaultdict[str, list[Change]] = defaultdict(list)
    for change in latest:
        by_rule[change.rule].append(change)
    rule, found = max(by_rule.items(), key=lambda item: abs(item[1][-1].after - item[1][0].before))
    points = shown(number, found[-1].after) - shown(number, found[0].before)
    title = rule_title(desk.scenario, rule).rstrip(".")
    moved = f" ({signed(points)})" if points else ""
    return f"Moved most in turn {turn} by: {title}{moved}. {source_words(desk, found[0].sources, found[0].evidence)}"


def expected_tone(number: NumberInfo, expected: Expected | None) -> str:
    """Return the colour of the words of an expected change; one that may go either way is neither good nor bad."""
    if expected is None:
        return "ink3"
    return "ink2" if expected.low < 0 < expected.high else tone(mark_of(number, expected).good)


def expected_points(number: NumberInfo, expected: Expected) -> str:
    """Return an expected change in points: '+3', or '+1 to +2' where it depends on what is hidden."""
    if number.kind == "flag":
        return flag_text(expected.change, expected=True)
    low, high = round(expected.low), round(expected.high)
    if low == high:
        return signed(low) if low else "less than a point"
    return f"{signed(low)} to {signed(high)}"


def expected_words(desk: Desk, expected: Mapping[str, Expected]) -> str:
    """Return every expected change with its points, in the order of the numbers."""
    parts = [
        f"{number.title} {expected_points(number, expected[number.name])}"
        for number in desk.scenario.numbers
        if number.name in expected and number.kind != "ladder"
    ]
    return f"Expected: {', '.join(parts)}." if parts else "No change of its own is expected."
