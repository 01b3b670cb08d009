"""Plays some games step by step and looks at what was never reached: how close did it come?

The games run on the plain text of the rules, with a look taken on the way: at a rule when the world begins to act and
when it has acted, at an ending when endings are checked, at a move whenever Seoul decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from inspect import signature
from typing import TYPE_CHECKING, Any

from game.engine import State, choose, compiler
from game.engine.rng import key_of
from game.policies import find_policy, orders_of
from game.simulation.explore.parts_seen import Condition
from game.simulation.explore.results import Miss

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.engine import DecisionInfo, Scenario
    from game.scenario.expression import Expression
    from game.simulation.explore.results import Target

__all__ = ["Probe", "closest_misses", "is_followed"]

GAMES = {"uniform": 16, "sticky": 16}
GOAL_GAMES, AIMED_GAMES = 1, 5
"""How many games each goal-seeking player plays, and the one towards an ending that was never reached."""


@dataclass(slots=True)
class _Watch:
    """What was seen of one target."""

    target: Target
    condition: Condition
    open_games: set[int] = field(default_factory=set)
    chance: float | None = None
    gap: float = float("inf")
    gap_words: str = ""
    reasons: dict[str, int] = field(default_factory=dict)

    def miss(self) -> Miss:
        """Return how close the target came."""
        words = [self.gap_words] if self.gap_words else []
        if self.chance is not None:
            words.append(f"the highest chance seen was {100 * self.chance:.3g} %")
        words += self.condition.words()
        words += [f"{reason} ({count} times)" for reason, count in self.reasons.items()]
        return Miss(self.target.path, len(self.open_games), tuple(words), self.chance)


class Probe:
    """Games that are watched."""

    def __init__(self, scenario: Scenario, targets: Iterable[Target]) -> None:
        """Make a text of the rules of its own, in which what is to be watched takes a look first."""
        self._scenario = scenario
        self._names = compiler.run_text(compiler.whole_text(scenario.code), compiler.namespace(scenario.tables))
        self._names["copy_values"] = scenario.rules["copy_values"]
        self._game = -1
        self._policy = ""
        self._deciding = False
        self._watched = {target.path: self._watch(target) for target in targets}
        self._sites = {
            place: self._watched[site.path]
            for place, site in enumerate(scenario.index.sites, 1)
            if site.path in self._watched
        }
        self._decided = self._decisions()
        self._hook()

    def play(self, policy: str, seed: int) -> None:
        """Play one game and look."""
        scenario, names = self._scenario, self._names
        orders = orders_of(find_policy(policy, scenario), scenario)
        self._game += 1
        self._policy = policy
        size = scenario.tables["STATE_SIZE"] + scenario.tables["SCRATCH_SIZE"]
        v = [0.0] * size
        turn, due, reached = names["begin"](key_of(seed), v)
        while not reached:
            self._look_at_decisions(turn, due, v)
            state = State(seed, turn, due, tuple(v[: scenario.tables["STATE_SIZE"]]), 0)
            decision = choose(scenario, state, orders)
            self._deciding = True
            turn, due, reached = names["decide"](scenario.codes[decision], key_of(seed), turn, due, v, None)
            self._deciding = False

    def misses(self) -> tuple[Miss, ...]:
        """Return how close each target came."""
        return tuple(watch.miss() for watch in self._watched.values())

    def _watch(self, target: Target) -> _Watch:
        when = _condition_of(self._scenario, target)
        return _Watch(target, Condition.of(self._scenario, self._names, when, target.path))

    def _world(self, turn: int, v: list[float]) -> None:
        """Look at the rules as they are when the world begins to act, or has acted."""
        for site, watch in self._sites.items():
            if site < self._scenario.index.first_rung and self._may_be_picked(site, turn, v):
                watch.condition.look(turn, v)
                self._note_chance(watch, self._names["happens"](site, turn, v))

    def _may_be_picked(self, site: int, turn: int, v: list[float]) -> bool:
        """Return whether a rule is a member of an event that takes place this turn, or no member at all."""
        tables, first = self._scenario.tables, self._scenario.index.first_member
        if site < first:
            return True
        event = tables["MEMBER_EVENT"][site - first]
        return bool(v[tables["STAMP"] + tables["SITE_HAPPENED"][event]] == turn)

    def _climb(self, chance: float, site: int, v: list[float]) -> None:
        """Look at a rung when a crisis may climb to it."""
        tables = self._scenario.tables
        if self._deciding and site in self._sites:
            factor = v[tables["FACTOR"] + tables["RUNG_LADDER"][site - tables["FIRST_RUNG"]]]
            self._note_chance(self._sites[site], chance * factor)

    def _end(self, reached: int, turn: int, v: list[float], *, last: bool) -> None:
        """Look at endings when they are checked."""
        for number, (name, rule) in enumerate(self._scenario.document.endings.items(), 1):
            watch = self._watched.get(f"endings.{name}")
            if watch is not None and (last or rule.check != "last"):
                if watch.condition.look(turn, v) and reached:
                    first = list(self._scenario.document.endings)[reached - 1]
                    self._count(watch, f"`{first}` came first where all of it held")
                self._note_gap(watch, self._names["missing"](number, turn, v), turn)

    def _hook(self) -> None:
        """Put a look in front of, or behind, the functions that the turn calls."""
        world, climb_chance, ending = (self._names[name] for name in ("world", "climb_chance", "ending"))
        asked = signature(world)

        def looked_at_world(*given: Any) -> Any:  # noqa: ANN401 - whatever the turn hands over
            bound = asked.bind(*given).arguments
            self._world(bound["turn"], bound["v"])
            return world(*given)

        def looked_at_climb(site: int, turn: int, v: list[float]) -> float:
            chance = float(climb_chance(site, turn, v))
            self._climb(chance, site, v)
            return chance

        def looked_at_ending(last: bool, turn: int, v: list[float]) -> int:  # noqa: FBT001 - the turn calls it so
            reached = int(ending(last, turn, v))
            self._world(turn, v)
            self._end(reached, turn, v, last=last)
            return reached

        self._names |= {"world": looked_at_world, "climb_chance": looked_at_climb, "ending": looked_at_ending}

    def _note_chance(self, watch: _Watch, chance: float) -> None:
        watch.chance = max(watch.chance or 0.0, min(1.0, chance))
        if chance > 0.0:
            watch.open_games.add(self._game)

    def _note_gap(self, watch: _Watch, gap: float, turn: int) -> None:
        if gap < watch.gap:
            watch.gap = gap
            # The gap weighs what is hard to win back; in points of a meter only the parts say what was missing.
            watch.gap_words = f"it came nearest at the end of turn {turn}, in a game of {self._policy}"

    @staticmethod
    def _count(watch: _Watch, reason: str) -> None:
        watch.reasons[reason] = watch.reasons.get(reason, 0) + 1

    def _look_at_decisions(self, turn: int, due: int, v: list[float]) -> None:
        """Look at the moves, wordings and replies that are watched, where they could be decided now."""
        codes = self._scenario.codes
        for place, watch in self._decided.items():
            info = self._scenario.decisions[place]
            if info.kind == "move" and due == 0:
                watch.condition.look(turn, v)
                self._look_at_move(watch, codes[info.decision], turn, v)
            elif due and self._asks(due, place):
                watch.condition.look(turn, v)
                if self._names["is_legal"](place, turn, due, v):
                    watch.open_games.add(self._game)

    def _asks(self, due: int, place: int) -> bool:
        """Return whether the site that waits has this reply among its own."""
        tables = self._scenario.tables
        return bool(tables["SITE_REPLY_FIRST"][due] <= place < tables["SITE_REPLY_LAST"][due])

    def _look_at_move(self, watch: _Watch, place: int, turn: int, v: list[float]) -> None:
        names, tables = self._names, self._scenario.tables
        move = tables["DECISION_MOVE"][place]
        is_whole_move = watch.target.kind == "move"
        if names["move_legal"](move, turn, v) and (is_whole_move or names["guards_hold"](place, turn, v)):
            watch.open_games.add(self._game)
        elif names["cost"](move, turn, v) > tables["AGENDA"]:
            self._count(watch, f"it cost more than the {tables['AGENDA']:g} points of a turn")

    def _decisions(self) -> dict[int, _Watch]:
        """Return the decisions that are watched; of a whole move the first wording stands for it."""
        found: dict[int, _Watch] = {}
        for place, info in enumerate(self._scenario.decisions):
            whole = self._watched.get(f"moves.{info.move}") if info.kind == "move" else None
            if whole is not None:
                if all(watch is not whole for watch in found.values()):
                    found[place] = whole
                continue
            own = self._watched.get(f"{self._section(info)}.{info.parent}.{info.child}")
            if own is not None:
                found[place] = own
        return found

    def _section(self, info: DecisionInfo) -> str:
        """Return the section in which a decision is written."""
        return (
            "moves"
            if info.kind == "move"
            else "ladders"
            if info.parent in self._scenario.document.ladders
            else "events"
        )


def closest_misses(scenario: Scenario, targets: Iterable[Target], seed: int) -> tuple[Miss, ...]:
    """Return how close each target came that was never reached, over some games of every player."""
    probe = Probe(scenario, targets)
    missed = {target.path.partition(".")[2] for target in targets if target.kind == "ending"}
    for policy, games in _players(scenario, missed):
        for game in range(games):
            probe.play(policy, seed + game)
    return probe.misses()


def _players(scenario: Scenario, missed: set[str]) -> Iterator[tuple[str, int]]:
    yield from GAMES.items()
    for name in scenario.document.endings:
        yield f"goal:{name}", AIMED_GAMES if name in missed else GOAL_GAMES


def is_followed(target: Target, unreached: set[str]) -> bool:
    """Return whether what holds a target was never reached either, so that one report does for both."""
    if target.kind in ("wording", "reply"):
        return target.path.rpartition(".")[0] in unreached
    return target.kind == "member" and f"events.{target.keys[1]}" in unreached


def _condition_of(scenario: Scenario, target: Target) -> Expression | None:
    """Return the condition that the rule of a target has of its own, or None."""
    rule: object = scenario.document
    for section, name in zip(target.keys[::2], target.keys[1::2], strict=True):
        rule = getattr(rule, str(section))[name]
    when: Expression | None = getattr(rule, "when", None)
    return when
