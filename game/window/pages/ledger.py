"""The ledger of one number as a page: what it is, its turns as a chart, and every change with its rule and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.conditions import hidden_names, reads_any
from game.session.account import goal_conditions
from game.session.titles import (
    FREE_RULES,
    exact_text,
    factor_title,
    moved_text,
    number_title,
    rule_title,
    value_text,
)
from game.window.facts import MINUS, visible
from game.window.kit.page import Block, Piece, block
from game.window.kit.panel import Command
from game.window.pages.leaf import Heading, Leaf
from game.window.pages.record import TAB
from game.window.pages.waterfall import Fall, Scale, TurnChart, amount, plain, scale_of
from game.window.settings import leader_words
from game.window.theme import BODY, CAPTION, LABEL, NAME, QUOTE, STRONG

if TYPE_CHECKING:
    from game.engine import Change, NumberInfo, Scenario
    from game.session.session import Session
    from game.window.kit.page import Part

ARROW = "\u2192"
TIMES = "\u00d7"
NEAR = 15.0
"""A goal so near to what the number was is drawn with it."""


def ledger_leaf(session: Session, name: str, *, names: bool = False) -> Leaf:
    """Return every change of a number as a page; a number that may not be shown yet says only that."""
    known = {number.name: number for number in visible(session.scenario, ended=session.ended)}
    if name not in known:
        return Leaf("Not shown in play", (block("This number is told when the game has ended.", BODY, "ink2"),), TAB)
    capital = session.scenario.document.capitals.get(known[name].capital)
    leader = leader_words(capital.leader, names=names) if capital else ""
    parts = [block(f"{leader}.", BODY, "ink3", gap=0)] if leader else []
    return Leaf(f"Why: {number_title(session.scenario, name)}", (*parts, *ledger_blocks(session, name)), TAB)


def ledger_blocks(session: Session, name: str) -> list[Part]:
    """Return every change of a number, the latest turn first, with its rule, factors, evidence and sources."""
    scenario, number = session.scenario, session.scenario.number(name)
    changes = [change for change in session.changes if change.number == name and _shows(number, change)]
    scale = _scale(session, number, changes)
    parts: list[Part] = list(_opening(session, number))
    if scale is not None and changes:
        states = (*session.turn_states, session.state)
        values = tuple(state.values[number.index] for state in states)
        parts.append(TurnChart(values, scenario.turns, scale, number.better, _now(session, number)))
        parts.append(block(_scale_words(scale), CAPTION, "ink3", gap=10))
    for turn in sorted({change.turn for change in changes}, reverse=True):
        parts += _turn(session, number, [change for change in changes if change.turn == turn], scale)
    if not changes:
        parts.append(block("Nothing has moved it yet.", BODY, "ink2", gap=12))
    return parts


def _shows(number: NumberInfo, change: Change) -> bool:
    """Return whether a change can be seen to a tenth; of a drift smaller than that a row would say nothing."""
    return number.kind != "meter" or round(change.after, 1) != round(change.before, 1)


def _scale(session: Session, number: NumberInfo, changes: list[Change]) -> Scale | None:
    """Return the span of a meter so far; anything else has none."""
    if number.kind != "meter":
        return None
    every = [session.state.values[number.index], *(value for one in changes for value in (one.before, one.after))]
    goals = goal_conditions(session.scenario, session.states[0])
    goal = next((part.bound for part in goals if part.number == number.name), None)
    near = goal is not None and min(every) - NEAR <= goal <= max(every) + NEAR
    return scale_of([*every, *([goal] if near and goal is not None else [])], number.low, number.high, goal)


def _scale_words(scale: Scale) -> str:
    mark = f"; the mark is the goal, {plain(scale.goal)}" if scale.goal is not None and scale.holds(scale.goal) else ""
    span = f"All bars run from {plain(scale.low)} to {plain(scale.high)}{mark}."
    return (
        f"Turns above; below, every change to a tenth. {span} The desk shows whole numbers, rounded to the worse side."
    )


def _now(session: Session, number: NumberInfo) -> str:
    return value_text(session.scenario, number, session.state.values[number.index]).replace("-", MINUS)


def _opening(session: Session, number: NumberInfo) -> list[Block]:
    """Return what the number means, where it began and where it stands, and what its start rests on."""
    scenario, blocks = session.scenario, []
    meter = scenario.document.meters[number.parent] if number.kind == "meter" else None
    if meter and meter.note:
        blocks.append(block(meter.note, QUOTE, "ink2", gap=0))
    first = value_text(scenario, number, session.states[0].values[number.index]).replace("-", MINUS)
    pieces = (Piece(f"At the start: {first}. Now:", BODY, "ink2"), Piece(f"{_now(session, number)}.", STRONG))
    blocks.append(Block(pieces, 6))
    if meter and meter.basis is not None:
        support = evidence_pieces(scenario, meter.basis.evidence, tuple(meter.basis.sources))
        blocks.append(Block((Piece("The start:", CAPTION, "ink3"), *support), 0))
    return blocks


def _turn(session: Session, number: NumberInfo, changes: list[Change], scale: Scale | None) -> list[Part]:
    """Return a turn: its head with the sum, then a row for each change in the order of cause."""
    turn = changes[0].turn
    label = session.scenario.document.calendar.turns[turn - 1].label
    words = (Piece(f"Turn {turn}", NAME), *((Piece(label, BODY, "ink3"),) if label != f"Turn {turn}" else ()))
    aside = None
    if number.kind == "meter":
        total = round(changes[-1].after, 1) - round(changes[0].before, 1)
        aside = Piece(f"{amount(total)} in all", STRONG, "ink2")
    parts: list[Part] = [Heading(words, aside, anchor=f"turn {turn}")]
    last = len(changes) - 1
    for place, change in enumerate(changes):
        ties = (place > 0, place < last and round(changes[place + 1].before, 1) == round(change.after, 1))
        parts.append(_row(session, number, change, scale, ties))
    return parts


def _row(session: Session, number: NumberInfo, change: Change, scale: Scale | None, ties: tuple[bool, bool]) -> Fall:
    scenario = session.scenario
    before, after = (exact_text(scenario, number, value).replace("-", MINUS) for value in (change.before, change.after))
    sign = (change.after > change.before) - (change.after < change.before)
    points = moved_text(change).replace("-", MINUS) if number.kind == "meter" else ""
    return Fall(
        words=tuple(_words(scenario, change, ended=session.ended)),
        before=change.before,
        after=change.after,
        value=f"{before} {ARROW} {after}",
        points=points,
        good=sign * number.better,
        scale=scale,
        ties=ties,
    )


def _words(scenario: Scenario, change: Change, *, ended: bool) -> list[Block]:
    """Return the rule in plain words, the factors that acted, then evidence and sources as links."""
    blocks = [block(rule_title(scenario, change.rule), BODY, gap=0)]
    if change.factors:
        factors = factor_words(scenario, change.factors, ended=ended)
        blocks.append(block(f"Written as {amount(change.amount)} {factors}", CAPTION, "ink2", gap=1))
    if change.rule not in FREE_RULES:
        blocks.append(Block(tuple(evidence_pieces(scenario, change.evidence, change.sources)), 0))
        terms = _terms(scenario, change.rule)
        if terms:
            blocks.append(Block((Piece("Shows:", CAPTION, "ink3"), *terms), 0))
    return blocks


def evidence_pieces(scenario: Scenario, evidence: str, sources: tuple[str, ...]) -> list[Piece]:
    """Return how well something is supported as a chip, then its sources as links."""
    known = scenario.document.sources
    pieces = [Piece(evidence.capitalize(), LABEL, "ink2", chip="sunk")]
    links = [Piece(known[name].title, CAPTION, "ink2", Command("sources", name)) for name in sources if name in known]
    return [*pieces, *_listed(links)]


def _listed(links: list[Piece]) -> list[Piece]:
    """Return links with commas between them."""
    comma = Piece(",", CAPTION, "ink3")
    return [piece for link in links for piece in (comma, link)][1:]


def _terms(scenario: Scenario, rule: str) -> list[Piece]:
    """Return the terms of the glossary that a move shows, as links."""
    section, _, rest = rule.partition(".")
    move = scenario.document.moves.get(rest.partition(".")[0]) if section == "moves" else None
    known = scenario.document.glossary
    terms = [name for name in (move.teaches if move else ()) if name in known]
    return _listed([Piece(known[name].title, CAPTION, "ink2", Command("glossary", name)) for name in terms])


def factor_words(scenario: Scenario, factors: tuple[tuple[str, float], ...], *, ended: bool) -> str:
    """Return the factors that acted on a change; the reason of one that reads a hidden number is told at the end."""
    hidden = frozenset() if ended else hidden_names(scenario.document)
    words = []
    for name, factor in factors:
        modifier = scenario.document.modifiers.get(name)
        secret = modifier is not None and reads_any(scenario.document, modifier.when.tree, hidden)
        reason = "for a hidden reason" if secret else factor_title(scenario, name).rstrip(".")
        words.append(f"{TIMES} {factor:.3g} ({reason})")
    return " ".join(words)
