"""What was hidden while the game was played: numbers that nobody saw, and each crisis from every seat."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from game.analysis.chains import reads
from game.analysis.findings import Seat, Secret
from game.analysis.words import percent
from game.engine.preview import worlds
from game.scenario.model import Between, Drawn
from game.session.titles import number_title, rule_title, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Change, NumberInfo, Scenario
    from game.scenario.model import Ladder
    from game.session.session import Session

__all__ = ["climbing_chance", "seats", "secrets"]


def secrets(session: Session) -> Iterator[Secret]:
    """Yield every hidden number with where it began and ended."""
    scenario = session.scenario
    first, last = session.states[0].values, session.state.values
    for number in scenario.numbers:
        if number.hidden and not number.counter:
            began, ended = (value_text(scenario, number, values[number.index]) for values in (first, last))
            title = number_title(scenario, number.name)
            moved = f"{title}: {began}" if began == ended else f"{title}: {began} at the start, {ended} at the end"
            told = f"{moved}{_drawn(scenario, number)}."
            yield Secret(number.name, title, first[number.index], last[number.index], told)


def _drawn(scenario: Scenario, number: NumberInfo) -> str:
    """Return from what the start of a number is drawn in each game; nothing where it always is the same."""
    document = scenario.document
    known = document.meters.get(number.parent) or document.flags.get(number.parent)
    match known.start if known is not None else None:
        case Between(between=(low, high)):
            return f"; it is drawn for each game, from {low:g} to {high:g}"
        case Drawn(chance=chance):
            return f"; it is drawn for each game, with a chance of {percent(chance)}"
    return ""


def seats(session: Session) -> Iterator[Seat]:
    """Yield each step up a ladder, in order of play, from the seat of every capital that the scenario says sees it."""
    ladders = session.scenario.document.ladders
    for place, step in enumerate(session.steps):
        for at, change in enumerate(step.changes):
            if change.number in ladders and change.after > change.before:
                yield from _of_step(session, place, at, ladders[change.number])


def _of_step(session: Session, place: int, at: int, ladder: Ladder) -> Iterator[Seat]:
    change = session.steps[place].changes[at]
    rung = ladder.rungs[int(change.after) - 1]
    climbed = change.rule == f"ladders.{change.number}.{rung.id}"
    chance = climbing_chance(session, place, at) if climbed else 1.0
    title = rule_title(session.scenario, change.rule)
    for capital, saw in rung.sees.items():
        did = tuple(_did(session, place, at, capital))
        yield Seat(change.turn, change.number, rung.id, chance, capital, saw, change.rule, title, did)


def climbing_chance(session: Session, place: int, at: int) -> float:
    """Return how likely a step up a ladder was once the crisis went on: the mean over what was hidden.

    It is read in the numbers as they stood when luck was asked, entry `at` of the ledger of decision `place`.
    """
    scenario, state, changes = session.scenario, session.states[place], session.steps[place].changes
    change = changes[at]
    now = list(state.values)
    for earlier in changes[:at]:
        now[scenario.number(earlier.number).index] = earlier.after
    ladder = list(scenario.document.ladders).index(change.number)
    site = scenario.tables["LADDER_SITE"][ladder] + int(change.before)
    factor = _factor(session, place, ladder, changes[:at])
    chance = 0.0
    for weight, values in worlds(scenario, replace(state, values=tuple(now))):
        climb = float(scenario.rules["climb_chance"](site, change.turn, values)) * factor
        chance += weight * min(max(climb, 0.0), 1.0)
    return chance


def _factor(session: Session, place: int, ladder: int, earlier: tuple[Change, ...]) -> float:
    """Return by how much Seoul's last reply made the next step less or more likely; it counts for one step."""
    scenario, state = session.scenario, session.states[place]
    name = list(scenario.document.ladders)[ladder]
    if any(change.rule.startswith(f"ladders.{name}.") and change.after > change.before for change in earlier):
        return 1.0
    tables = scenario.tables
    if state.due >= tables["FIRST_RUNG"] and tables["RUNG_LADDER"][state.due - tables["FIRST_RUNG"]] == ladder:
        return float(tables["DECISION_CLIMB"][scenario.codes[session.decisions[place]]])
    return float(state.values[tables["FACTOR"] + ladder])


def _did(session: Session, place: int, at: int, capital: str) -> Iterator[str]:
    """Yield the titles of a capital's own rules that read the crisis and took place after a step, in the same turn."""
    scenario, change = session.scenario, session.steps[place].changes[at]
    later = [*session.steps[place].changes[at + 1 :]]
    for step in session.steps[place + 1 :]:
        later += step.changes
    in_turn = takewhile(lambda one: one.turn == change.turn, later)
    document = scenario.document
    for rule in dict.fromkeys(one.rule for one in in_turn):
        section, _, name = rule.partition(".")
        known = document.reactions.get(name) if section == "reactions" else document.events.get(name)
        known = known if section in ("reactions", "events") else None
        if known is not None and known.capital == capital and reads(change.number, known.when, known.chance):
            yield rule_title(scenario, rule)
