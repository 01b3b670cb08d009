"""What `explore` says: what was reached, what never was, and what wins too easily. Lines only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.simulation.explore.findings import opening
from game.simulation.explore.targets import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.simulation.explore.results import Explored, First, Target
    from game.simulation.results import EndingCount

__all__ = ["explored_lines"]

BAR = 30
FULL, EMPTY = "#", "."
RAREST = 12
"""How many of the rarest targets are listed; `--all` lists every one."""
BEST, WORST = 5, 3
EDGES = 5
PLURALS = {"reply": "replies"}


def explored_lines(explored: Explored, name: str, *, every: bool = False) -> Iterator[str]:
    """Yield the report in plain text.

    Args:
        explored: what exploring came to.
        name: the id or path by which the scenario is opened.
        every: list every target, not only the rarest.
    """
    yield from _head(explored)
    yield from _endings(explored)
    yield from _coverage(explored, name, every=every)
    yield from _edges(explored)
    yield from _worths(explored)
    yield from _wordings(explored)
    yield from _loops(explored)


def _head(explored: Explored) -> Iterator[str]:
    way = "compiled rules" if explored.compiled else "plain rules"
    yield (
        f"{explored.scenario}: {explored.games} games by {len(explored.parts)} players, "
        f"{explored.all_games} games in all, {way}, {explored.seconds:.1f} s"
    )
    if explored.games < explored.asked:
        yield (
            f"Not {explored.asked}: by plain rules they take too long. Compiled rules, where they can be had, play all."
        )


def _endings(explored: Explored) -> Iterator[str]:
    yield "\nEndings, of all players and of each kind (95 % intervals)"
    wide = max(len(ending.id) for ending in explored.endings)
    even = next((part for part in explored.parts if part.policy == "uniform"), None)
    for place, ending in enumerate(explored.endings):
        sought = next((part for part in explored.parts if part.policy == f"goal:{ending.id}"), None)
        more = f"  even play {_percent(even.endings[place].share)}" if even else ""
        more += f", who seeks it {_percent(sought.endings[place].share)}" if sought else ""
        yield f"  {ending.id:<{wide}}  {_bar(ending.share)} {_percent(ending.share)} {_bounds(ending)}{more}"
    yield "\nPlayers"
    wide = max(len(part.policy) for part in explored.parts)
    for part in explored.parts:
        means = f"value {part.mean_value:5.1f}, {part.mean_turns:4.1f} turns"
        yield f"  {part.policy:<{wide}}  {part.games:>5} games, {means}"


def _coverage(explored: Explored, name: str, *, every: bool) -> Iterator[str]:
    yield "\nReached"
    for kind in KINDS:
        targets = [target for target in explored.targets if target.kind == kind]
        if targets:
            met = sum(bool(target.games) for target in targets)
            yield f"  {PLURALS.get(kind, f'{kind}s'):<10} {_bar(met / len(targets))} {met} of {len(targets)}"
    met_targets = sorted((target for target in explored.targets if target.games), key=lambda target: target.games)
    yield "\nEvery target, with the first game" if every else "\nThe rarest, with the first game"
    yield from _targets(met_targets if every else met_targets[:RAREST], explored.games)
    first = next((target.first for target in met_targets if target.first), None)
    if first is not None:
        yield f"Open the first of them: {opening(name, first)}"
    yield from _missed(explored)


def _targets(targets: list[Target], games: int) -> Iterator[str]:
    wide = max((len(target.path) for target in targets), default=0)
    for target in targets:
        where = _where(target.first) if target.first else ""
        yield f"  {target.path:<{wide}}  {target.games:>5} of {games} games, first {where}"


def _missed(explored: Explored) -> Iterator[str]:
    missed = [target.path for target in explored.targets if not target.games]
    if not missed:
        yield "\nEverything was reached."
        return
    yield "\nNever reached"
    nearest = {miss.path: miss.nearest for miss in explored.misses}
    for path in missed:
        yield f"  {path}"
        yield from (f"    {line}" for line in nearest.get(path, ("what it belongs to was never reached",)))


def _edges(explored: Explored) -> Iterator[str]:
    yield "\nMeters at an end of their range, by the share of turns"
    shown = [edge for edge in explored.edges if max(edge.low, edge.high) > 0][:EDGES]
    wide = max((len(edge.number) for edge in shown), default=0)
    for edge in shown:
        yield f"  {edge.number:<{wide}}  low {_percent(edge.low)}  high {_percent(edge.high)}"
    if not shown:
        yield "  none"


def _worths(explored: Explored) -> Iterator[str]:
    yield f"\nMoves that are always sent, by what they add to the value of even play ({explored.even:.1f})"
    every = list(explored.worths)
    shown = every if len(every) <= BEST + WORST else [*every[:BEST], *every[-WORST:]]
    wide = max((len(worth.move) for worth in shown), default=0)
    for place, worth in enumerate(shown):
        if len(every) > len(shown) and place == BEST:
            yield f"  ... {len(every) - len(shown)} more"
        bounds = f"({worth.low:+.1f} to {worth.high:+.1f})"
        half = f" every second time {worth.half:+6.1f}" if worth.half is not None else ""
        yield f"  {worth.move:<{wide}}  {worth.always:+6.1f} {bounds:<18}{half}".rstrip()


def _wordings(explored: Explored) -> Iterator[str]:
    if explored.worded:
        yield "\nGames in which it mattered how a move was said"
        wide = max(len(worded.move) for worded in explored.worded)
        for worded in explored.worded:
            share = worded.other_endings / worded.games if worded.games else 0.0
            yield f"  {worded.move:<{wide}}  {_bar(share)} {worded.other_endings} of {worded.games}"


def _loops(explored: Explored) -> Iterator[str]:
    mean, low, high = explored.bar
    yield f"\nShort loops of moves (the best player, {explored.bar_policy}: {mean:.1f}, {low:.1f} to {high:.1f})"
    for loop in explored.loops:
        yield f"  {loop.mean_value:5.1f} ({loop.low:.1f} to {loop.high:.1f})  {', '.join(loop.moves)}"


def _where(first: First) -> str:
    return f"seed {first.seed}, {first.policy}, turn {first.turn}"


def _bar(share: float) -> str:
    filled = round(share * BAR)
    # What is there at all is seen, and so is what is not the whole.
    filled = max(filled, 1) if share > 0 else 0
    filled = min(filled, BAR - 1) if share < 1 else BAR
    return FULL * filled + EMPTY * (BAR - filled)


def _percent(share: float) -> str:
    return f"{100 * share:5.1f} %"


def _bounds(ending: EndingCount) -> str:
    return f"({100 * ending.low:.1f} to {100 * ending.high:.1f})"
