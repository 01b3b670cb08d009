"""What the text mode says: every page of it as lines, made from a session. It reads no input and writes nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import (
    Decision,
    Expected,
    LegalMove,
    NumberInfo,
    Scenario,
    State,
    chances,
    due_rule,
    legal_moves,
    points_left,
    preview,
    shown,
)
from game.session.account import account, flag_text, goal_conditions
from game.session.expectation import direction_words, is_sure
from game.session.titles import (
    band_word,
    change_sentence,
    closed_words,
    decision_title,
    framed,
    number_title,
    rule_title,
    value_text,
)
from game.terminal.console import Heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.model import Basis
    from game.session.session import Session

__all__ = [
    "brief",
    "by_move",
    "ending",
    "expected_words",
    "goal",
    "moves",
    "numbers",
    "odds",
    "opening",
    "purposes",
    "replies",
    "turn",
    "visible",
    "why",
    "wordings",
]


def opening(scenario: Scenario) -> Iterator[str]:
    """Yield the title, what the scenario is about, and what Seoul plays for."""
    about = scenario.document.scenario
    yield Heading(about.title)
    yield from (text for text in (about.summary, about.opening) if text)
    goals = [known for known in scenario.document.endings.values() if known.goal]
    yield from (f"Your goal: {known.title}. {known.line or known.text}".rstrip() for known in goals)
    yield from purposes(scenario)


def purposes(scenario: Scenario) -> Iterator[str]:
    """Yield what the scenario says that its player plays for."""
    goals = scenario.document.scenario.goals
    if goals:
        yield Heading("What you play for")
    yield from (f"  {text}" for text in goals)


def turn(session: Session) -> Iterator[str]:
    """Yield the page that starts a turn: date, numbers, goal, and the moves that are open."""
    scenario, state = session.scenario, session.state
    calendar = scenario.document.calendar.turns[state.turn - 1]
    yield Heading(f"Turn {state.turn} of {scenario.turns}: {calendar.label}, {calendar.date.isoformat()}")
    yield from numbers(session)
    yield from goal(session)
    yield from moves(session, closed=False)


def numbers(session: Session) -> Iterator[str]:
    """Yield every visible number, with its change since the turn before began and what it means."""
    scenario, state = session.scenario, session.state
    starts = session.turn_states
    before = starts[-2] if state is starts[-1] and len(starts) > 1 else starts[-1]
    before = starts[0] if session.ended else before
    since = f", change since turn {before.turn} began" if before is not state else ""
    yield Heading(f"Numbers{since}")
    group = ""
    for number in visible(scenario, ended=session.ended):
        if number.capital and number.parent != group:
            yield f"  {scenario.document.meters[number.parent].name or number.parent}:"
        group = number.parent
        indent = "    " if number.capital else "  "
        yield f"{indent}{number.title}: {_number_line(scenario, number, before, state)}"


def goal(session: Session) -> Iterator[str]:
    """Yield what the goal asks for, each part met or not."""
    scenario = session.scenario
    found = goal_conditions(scenario, session.state)
    if found:
        yield Heading("The goal asks for")
    for part in found:
        now = f" (now {value_text(scenario, scenario.number(part.number), part.now)})" if part.number else ""
        yield f"  {'met' if part.met else 'not yet'}: {part.text}{now}"


def moves(session: Session, *, closed: bool) -> Iterator[str]:
    """Yield the moves by group, each with its number, cost and expected changes; the closed ones with their reasons."""
    scenario, state = session.scenario, session.state
    if state.due or session.ended:
        yield "No move can be sent now."
        return
    known = by_move(session)
    left = points_left(scenario, state)
    yield Heading(f"Moves, {left} {_points(left)} left")
    shut = 0
    groups: dict[str, list[str]] = {}
    for place, (move, ways) in enumerate(known.items(), 1):
        is_open = any(way.legal for way in ways)
        shut += not is_open
        if is_open or closed:
            line = f"    {place}. {_move_line(scenario, state, move, ways)}"
            # A group may be spread over the file; it is one group all the same.
            groups.setdefault(scenario.document.moves[move].group, []).append(line)
    for group, lines in groups.items():
        yield f"  {group}:"
        yield from lines
    if shut and not closed:
        yield f"  Closed: {shut}; `moves` lists them with the reason why."


def wordings(session: Session, move: str) -> Iterator[str]:
    """Yield the ways to say a move, numbered, each with its text and expected changes or the reason why not."""
    scenario, state = session.scenario, session.state
    yield Heading(f"How to say it: {scenario.document.moves[move].title}")
    ways = [way for way in legal_moves(scenario, state) if way.decision.partition(".")[0] == move]
    for place, way in enumerate(ways, 1):
        wording = way.decision.partition(".")[2]
        text = scenario.document.moves[move].wordings[wording].text
        outcome = expected_words(scenario, state, way.decision) if way.legal else _inside(way)
        yield f"  {place}. {wording}: {text} ({outcome})"


def replies(session: Session) -> Iterator[str]:
    """Yield what waits for Seoul's reply, and the replies, numbered."""
    scenario, state = session.scenario, session.state
    yield Heading(f"{framed(scenario, '{seat} must reply')}: {rule_title(scenario, due_rule(scenario, state))}")
    for place, way in enumerate(legal_moves(scenario, state), 1):
        outcome = expected_words(scenario, state, way.decision) if way.legal else _inside(way)
        title = decision_title(scenario, way.decision)
        yield f"  {place}. {way.decision.partition('.')[2]}: {title} ({outcome})"


def brief(session: Session, move: str) -> Iterator[str]:
    """Yield all that is known of a move before it is sent: what it is, what ministries say, what it rests on."""
    scenario, state = session.scenario, session.state
    known = scenario.document.moves[move]
    yield Heading(f"{known.title} ({move})")
    yield from (f"  {text}" for text in (known.line, known.brief) if text)
    for way in legal_moves(scenario, state):
        if way.decision.partition(".")[0] == move:
            wording = known.wordings.get(way.decision.partition(".")[2])
            said = f"{wording.text} " if wording else ""
            outcome = expected_words(scenario, state, way.decision)
            closed = "" if way.legal else f" {closed_words(_reason(way))}."
            yield f"  {said}Costs {way.cost}; expected: {outcome}.{closed}"
    for ministry, note in known.ministries.items():
        yield f"  Ministry of {ministry.replace('_', ' ')}, {note.stance}: {note.text}"
    if known.basis is not None:
        yield f"  Evidence: {_basis_words(scenario, known.basis)}"


def expected_words(scenario: Scenario, state: State, decision: Decision) -> str:
    """Return what a decision is expected to change by itself, in words: 'Beijing up strongly, Tokyo down a little'."""
    words = []
    for expected in preview(scenario, state, decision):
        number = scenario.number(expected.number)
        words.append(f"{number.title}{_change_words(number, expected)}")
    return ", ".join(words) or "no change by itself"


def odds(session: Session) -> Iterator[str]:
    """Yield the chances that are known now, the largest first; what is hidden is averaged over."""
    scenario = session.scenario
    known = {} if session.ended else chances(scenario, session.state)
    yield Heading("Chances if the turn ended now")
    # A reaction without a text is bookkeeping.
    silent = {f"reactions.{name}" for name, reaction in scenario.document.reactions.items() if not reaction.text}
    told = ((chance, rule) for rule, chance in known.items() if chance > 0 and rule not in silent)
    likely = sorted(told, key=lambda pair: (-pair[0], pair[1]))
    yield from (f"  {100 * chance:.0f} %: {rule_title(scenario, rule)}" for chance, rule in likely)
    if not likely:
        yield "  None."


def why(session: Session, number: NumberInfo) -> Iterator[str]:
    """Yield what a number means, what its start rests on, and every change with its rule, evidence and sources."""
    scenario = session.scenario
    start, now = (
        value_text(scenario, number, state.values[number.index]) for state in (session.states[0], session.state)
    )
    yield Heading(f"Why {number_title(scenario, number.name)} is {now}")
    meter = scenario.document.meters[number.parent] if number.kind == "meter" else None
    if meter and meter.note:
        yield f"  {meter.note}"
    yield f"  Start: {start}" + (f" [{_basis_words(scenario, meter.basis)}]" if meter and meter.basis else "")
    for change in session.changes:
        if change.number == number.name:
            yield f"  Turn {change.turn}: {change_sentence(scenario, change)}"


def ending(session: Session) -> Iterator[str]:
    """Yield how the game ended: the account, then every number with the hidden ones."""
    lines = account(session.scenario, session)
    yield Heading(lines[0])
    yield from (f"  {line}" for line in lines[1:])


def visible(scenario: Scenario, *, ended: bool) -> tuple[NumberInfo, ...]:
    """Return the numbers that may be shown: no bookkeeping, and hidden ones only after the end."""
    return tuple(number for number in scenario.numbers if not number.counter and (ended or not number.hidden))


def by_move(session: Session) -> dict[str, list[LegalMove]]:
    """Return, for each move in the file's order, the decisions that send it: its wordings, or itself."""
    known: dict[str, list[LegalMove]] = {move: [] for move in session.scenario.document.moves}
    for way in legal_moves(session.scenario, session.state):
        move = way.decision.partition(".")[0]
        if move in known:
            known[move].append(way)
    return known


def _number_line(scenario: Scenario, number: NumberInfo, before: State, now: State) -> str:
    value = now.values[number.index]
    text = value_text(scenario, number, value)
    if number.kind != "meter":
        return text
    moved = shown(number, value) - shown(number, before.values[number.index])
    change = f" ({moved:+d})" if moved else ""
    return text + change + _meaning(scenario, number, value)


def _meaning(scenario: Scenario, number: NumberInfo, value: float) -> str:
    """Return the word for this fifth of the range, and a warning in the danger zone."""
    meter = scenario.document.meters[number.parent]
    band = band_word(scenario, number, value)
    words = f", {band}" if band else ""
    if meter.danger is not None and (value >= meter.danger if number.better < 0 else value <= meter.danger):
        words += ", danger"
    return words


def _move_line(scenario: Scenario, state: State, move: str, ways: list[LegalMove]) -> str:
    known = scenario.document.moves[move]
    cost = f"{known.title}, {ways[0].cost} {_points(ways[0].cost)}"
    if not any(way.legal for way in ways):
        return f"{cost}. {closed_words(_reason(ways[0]))}"
    if known.wordings:
        count = sum(way.legal for way in ways)
        return f"{cost}. {count} {'wording' if count == 1 else 'wordings'} to choose from"
    return f"{cost}. {expected_words(scenario, state, ways[0].decision)}"


def _basis_words(scenario: Scenario, basis: Basis) -> str:
    """Return how well something is supported, and the titles of its sources."""
    known = scenario.document.sources
    return "; ".join((basis.evidence, *(known[name].title for name in basis.sources if name in known)))


def _points(count: int) -> str:
    return "point" if count == 1 else "points"


def _inside(way: LegalMove) -> str:
    """Return why something is closed, as it is said within a sentence."""
    words = closed_words(_reason(way))
    return words[0].lower() + words[1:]


def _reason(way: LegalMove) -> str:
    return way.reason or "not now"


def _change_words(number: NumberInfo, expected: Expected) -> str:
    change = expected.change
    if number.kind == "flag":
        return f" {flag_text(change, expected=True)}"
    if number.kind == "ladder":
        return " climbs" if change > 0 else " comes down"
    return f" {'' if is_sure(expected) else 'perhaps '}{direction_words(expected)}"
