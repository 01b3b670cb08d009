"""How likely each reaction, event and rung is, now or after a decision, averaged over what is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine.preview import worlds

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
        chance = min(1.0, max(0.0, rules["happens"](site, turn, values))) if is_open else 0.0
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
            rose_now = values[tables["STAMP"] + tables["RUNG_FIRST"][place] + rung - 1] >= turn
            down = _down(scenario, place, rung, turn + rose_now, values)
            yield f"ladders.{name}.down", down
            if not rose_now:
                again = rules["again_chance"](tables["LADDER_SITE"][place] + rung - 1, turn, values)
                goes_on = (1.0 - down) * min(1.0, max(0.0, again))
        if rung < len(ladder.rungs):
            site = tables["LADDER_SITE"][place] + rung
            climb = rules["climb_chance"](site, turn, values) * values[tables["FACTOR"] + place]
            yield scenario.index.sites[site - 1].path, goes_on * min(1.0, max(0.0, climb))


def _down(scenario: Scenario, place: int, rung: int, turn: int, values: list[float]) -> float:
    """Return the chance that a crisis on a rung comes down: by the way down, else by fading."""
    tables, rules = scenario.tables, scenario.rules
    way: float = rules["way_down_chance"](place, turn, values) if rung > tables["WAY_DOWN_TO"][place] else 0.0
    fade: float = rules["fade_chance"](tables["LADDER_SITE"][place] + rung - 1, turn, values)
    stays = (1.0 - min(1.0, max(0.0, way))) * (1.0 - min(1.0, max(0.0, fade)))
    return 1.0 - stays
