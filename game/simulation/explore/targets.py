"""Everything of a scenario that a game can reach, and how often games did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.simulation.explore.results import First, Target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.engine import Scenario
    from game.simulation.explore.observing import Seen

    Keys = tuple[str | int, ...]

__all__ = ["KINDS", "covered"]

KINDS = ("move", "wording", "reaction", "event", "member", "reply", "rung", "ending")


def covered(scenario: Scenario, seen: list[Seen]) -> tuple[Target, ...]:
    """Return every target, in the file's order, with how often it was reached and where first."""
    had, times = (sum(getattr(one, name) for one in seen).tolist() for name in ("had", "times"))
    where = [one.where.tolist() for one in seen]
    happened = []
    for place, (path, (kind, keys)) in enumerate(zip(scenario.index.paths, _keys(scenario), strict=True)):
        places = [
            (one.first + games[place], one, turns[place]) for one, (games, turns) in zip(seen, where, strict=True)
        ]
        happened.append(Target(kind, path, keys, had[place], int(times[place]), _first(places)))
    endings = []
    for place, name in enumerate(scenario.document.endings):
        games = sum(int((one.endings == place + 1).sum()) for one in seen)
        places = [(one.first + int(one.ending_where[0, place]), one, int(one.ending_where[1, place])) for one in seen]
        endings.append(Target("ending", f"endings.{name}", ("endings", name), games, games, _first(places)))
    return (*happened, *endings)


def _first(places: list[tuple[int, Seen, int]]) -> First | None:
    """Return the game of the lowest seed, of the first player where several met it there."""
    met = [(seed, order, turn) for order, (seed, _, turn) in enumerate(places) if turn > 0]
    if not met:
        return None
    seed, order, turn = min(met)
    return First(seed, places[order][1].policy, turn)


def _keys(scenario: Scenario) -> Iterator[tuple[str, Keys]]:
    """Yield kind and keys of each happening, in the order of the index."""
    document, members = scenario.document, scenario.index.members
    for name in document.moves:
        yield "move", ("moves", name)
    for name, move in document.moves.items():
        yield from (("wording", ("moves", name, "wordings", wording)) for wording in move.wordings)
    for name in document.reactions:
        yield "reaction", ("reactions", name)
    rules: dict[str, tuple[Keys, Mapping[str, object]]] = {
        name: (("events", name), rule.replies) for name, rule in document.events.items()
    }
    for name, parent in members.items():
        rules[name] = (("events", parent, "one_of", name), document.events[parent].one_of[name].replies)
    for name, (keys, _) in rules.items():
        yield "member" if name in members else "event", keys
    for keys, replies in rules.values():
        yield from (("reply", (*keys, "replies", reply)) for reply in replies)
    for name, ladder in document.ladders.items():
        yield from (("rung", ("ladders", name, "rungs", place)) for place, _ in enumerate(ladder.rungs))
        yield from (("reply", ("ladders", name, "replies", reply)) for reply in ladder.replies)
