"""How likely each reaction, event and rung is, now or after a decision, averaged over what is hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from game.engine.preview import worlds
from game.engine.state import Descent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from game.engine.scenario import Scenario
    from game.engine.state import Decision, State


def chances(scenario: Scenario, state: State) -> dict[str, float]:
    """Return the chance, 0..1, that each rule has in this state, by path; no draw of the game's own seed is read.

    A reaction or an event has the chance to take place at the end of this turn: 0 where a limit closes it. A member of
    `one_of` has its share of the event's. The next rung of each ladder has the chance that the crisis climbs onto it:
    where the crisis stood before this turn began it must first not come down, and go on. `ladders.<id>.down` is the
    chance that a standing crisis comes down at the end of this turn, or of the next where it rose in this one.
    """
    return _averaged(scenario, state, lambda _: None)


def chances_after(scenario: Scenario, state: State, decision: Decision) -> dict[str, float]:
    """Return the chances, as `chances` does, once a decision's own block has been carried out, legal now or not.

    A reply to a rung brings its factor on the next climb with it.

    Raises:
        KeyError: the scenario has no such decision.
    """
    place = scenario.codes[decision]
    if not place:
        return chances(scenario, state)
    tables = scenario.tables
    factor = tables["DECISION_CLIMB"][place]
    ladder = _ladder_of(scenario, state)

    def carry_out(values: list[float]) -> None:
        scenario.rules["carry_out"](place, state.turn, values, None)
        if ladder is not None:
            values[tables["FACTOR"] + ladder] = factor

    return _averaged(scenario, state, carry_out)


def descents(scenario: Scenario, state: State) -> dict[str, Descent]:
    """Return how each ladder that stands on a rung may come down, by ladder, averaged over what is hidden."""
    found: dict[str, Descent] = {}
    for weight, values in worlds(scenario, state):
        for place, name in enumerate(scenario.document.ladders):
            if values[scenario.tables["LADDER_NUMBER"][place]] > 0:
                one, so_far = _descent(scenario, place, state.turn, values), found.get(name)
                way, fade = (so_far.way, so_far.fade) if so_far else (0.0, 0.0)
                found[name] = replace(one, way=way + weight * one.way, fade=fade + weight * one.fade)
    return found


def _ladder_of(scenario: Scenario, state: State) -> int | None:
    """Return the place of the ladder whose rung waits for a reply, or None."""
    first = scenario.tables["FIRST_RUNG"]
    return scenario.tables["RUNG_LADDER"][state.due - first] if state.due >= first else None


def _averaged(scenario: Scenario, state: State, act: Callable[[list[float]], None]) -> dict[str, float]:
    totals: dict[str, float] = {}
    for weight, values in worlds(scenario, state):
        act(values)
        for path, chance in (*_of_rules(scenario, state.turn, values), *_of_ladders(scenario, state.turn, values)):
            totals[path] = totals.get(path, 0.0) + weight * chance
    return totals


def _of_rules(scenario: Scenario, turn: int, values: list[float]) -> Iterator[tuple[str, float]]:
    """Yield the chance of every reaction and event, and each member's share of its event's."""
    tables, rules = scenario.tables, scenario.rules
    for site in range(1, scenario.index.first_member):
        happened = tables["SITE_HAPPENED"][site]
        is_open = rules["is_open"](happened, tables["SITE_TIMES"][site], tables["SITE_COOLDOWN"][site], turn, values)
        chance = _bounded(rules["happens"](site, turn, values)) if is_open else 0.0
        yield scenario.index.sites[site - 1].path, chance
        members = range(tables["SITE_MEMBER_FIRST"][site], tables["SITE_MEMBER_LAST"][site])
        weights = [max(0.0, rules["happens"](member, turn, values)) for member in members]
        whole = sum(weights)
        for member, weight in zip(members, weights, strict=True):
            yield scenario.index.sites[member - 1].path, chance * weight / whole if whole else 0.0


def _of_ladders(scenario: Scenario, turn: int, values: list[float]) -> Iterator[tuple[str, float]]:
    """Yield the chance of each ladder's next rung, and of the way down of one that stands."""
    tables, rules = scenario.tables, scenario.rules
    for place, (name, ladder) in enumerate(scenario.document.ladders.items()):
        rung = int(values[tables["LADDER_NUMBER"][place]])
        goes_on = 1.0
        if rung > 0:
            descent = _descent(scenario, place, turn, values)
            down = 1.0 - (1.0 - descent.way) * (1.0 - descent.fade)
            yield f"ladders.{name}.down", down
            if not _rose_now(scenario, place, turn, values):
                again = rules["again_chance"](tables["LADDER_SITE"][place] + rung - 1, turn, values)
                goes_on = (1.0 - down) * _bounded(again)
        if rung < len(ladder.rungs):
            site = tables["LADDER_SITE"][place] + rung
            climb = rules["climb_chance"](site, turn, values) * values[tables["FACTOR"] + place]
            entered = values[tables["STAMP"] + tables["RUNG_FIRST"][place] + rung] == turn
            yield scenario.index.sites[site - 1].path, 0.0 if entered else goes_on * _bounded(climb)


def _rose_now(scenario: Scenario, place: int, turn: int, values: list[float]) -> bool:
    """Return whether a ladder was lifted onto the rung it stands on in this very turn."""
    tables = scenario.tables
    rung = int(values[tables["LADDER_NUMBER"][place]])
    return bool(values[tables["STAMP"] + tables["RUNG_FIRST"][place] + rung - 1] >= turn)


def _descent(scenario: Scenario, place: int, turn: int, values: list[float]) -> Descent:
    """Return how a standing crisis may come down, read in the turn in which that is drawn next."""
    tables, rules = scenario.tables, scenario.rules
    drawn = turn + _rose_now(scenario, place, turn, values)
    rung = int(values[tables["LADDER_NUMBER"][place]])
    site = tables["LADDER_SITE"][place] + rung - 1
    lowest = tables["WAY_DOWN_TO"][place]
    way = _bounded(rules["way_down_chance"](place, drawn, values)) if rung > lowest else 0.0
    fade = _bounded(rules["fade_chance"](site, drawn, values))
    return Descent(way, lowest, fade, tables["RUNG_FADE_TO"][site - tables["FIRST_RUNG"]])


def _bounded(chance: float) -> float:
    return min(1.0, max(0.0, chance))
