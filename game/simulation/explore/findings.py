"""What exploring found, as findings with their places: O401 to O408, E409, and what is seen of E309.

Each is observed: it says in how many games it was so. What a comment in the files allows is left out.
"""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from game.errors import in_order
from game.scenario.lint.suppression import without_allowed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from game.errors import Finding, Severity
    from game.scenario.source import KeyPath, Places
    from game.simulation.explore.results import Explored, First, Miss, Target

__all__ = ["OBSERVED", "findings_of", "opening"]

NEARLY_ALL, NEARLY_NONE = 0.9, 0.01
HARD_ON_PURPOSE = 0.05
"""An ending that the player who seeks it reaches more often than this is hard to meet by chance, and no fault."""
WIDE_MARGIN = 15.0
"""By how many points of 100 a move that is always sent must beat even play; the bound of the interval, not the mean."""
LOOP_MARGIN = 5.0
"""By how many points a loop must beat the best player, bound against bound; or by half of what is left to 100."""
TOP = 100.0
STUCK = 0.5
SIMULATE, PLANNED = ("middleground", "simulate"), "40"
"""What plays a planner's games, and how many of them: it thinks long."""
ENOUGH = 20
"""In how many games a move must have been compared, or its wordings used, before something is said of it."""


def opening(scenario: str, first: First) -> str:
    """Return the command that opens a game at a turn.

    Args:
        scenario: the id or path of the scenario.
        first: the game, and the turn.
    """
    wanted = ("--seed", str(first.seed), "--policy", first.policy, "--until", str(first.turn))
    return shlex.join(("middleground", "play", scenario, *wanted))


def findings_of(explored: Explored, places: Places, folder: Path, name: str) -> tuple[Finding, ...]:
    """Return what exploring found, by place, without what comments allow.

    Args:
        explored: what it came to.
        places: where each value of the scenario was written.
        folder: the scenario's own folder, or its file: only the comments there are judged.
        name: the id or path by which the scenario is opened.
    """
    found = [finding for _, seek in SOUGHT for finding in seek(explored, places, name)]
    files = {spot.source.path: spot.source for spot in places.spots.values()}.values()
    own = [source for source in files if folder in (source.path, source.path.parent)]
    return in_order(without_allowed(found, list(files), own=own, sought=OBSERVED))


def moves_never_open(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """O401: every move, and every wording, could be sent at some time."""
    del name
    for target, miss in _missed(explored, ("move", "wording")):
        if not miss.open_games:
            yield _of_miss(explored, places, "O401", target, miss, "was never open", _grave(explored))


def moves_never_sent(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """O402: every move, and every wording, was sent by somebody."""
    del name
    for target, miss in _missed(explored, ("move", "wording")):
        if miss.open_games:
            yield _of_miss(explored, places, "O402", target, miss, "was open, but never sent", _grave(explored))


def rules_never_met(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """O403: every reaction, event, member, reply and rung took place; where only luck was missing it is a tip."""
    del name
    for target, miss in _missed(explored, ("reaction", "event", "member", "reply", "rung")):
        severity: Severity = "tip" if miss.open_games else _grave(explored)
        yield _of_miss(explored, places, "O403", target, miss, "never happened", severity)


def endings_never_reached(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """O404: every ending was reached, by the player who seeks it if by nobody else."""
    for target, miss in _missed(explored, ("ending",)):
        ending = str(target.keys[1])
        sought = sum(part.games for part in explored.parts if part.policy == f"goal:{ending}")
        severity: Severity = _grave(explored) if sought else "tip"
        what = f"was never reached, not even in the {sought} games that sought it" if sought else "was never reached"
        found = _of_miss(explored, places, "O404", target, miss, what, severity)
        yield replace(found, notes=(*found.notes, _planned(name, "--policy", f"planner:{ending}", "--games", PLANNED)))


def uneven_endings(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """O405: no ending takes nearly all games; none is out of reach even for who seeks it.

    Where the way to an ending leads over a move that brings nothing yet, none of the players here finds it.
    """
    for place, ending in enumerate(explored.endings):
        first = next(target.first for target in explored.targets if target.path == f"endings.{ending.id}")
        opened = (f"open one: {opening(name, first)}",) if first else ()
        percent = f"{100 * ending.share:.1f} % of {explored.games} games"
        if ending.low > NEARLY_ALL:
            message = f"`{ending.id}` takes {percent}, of players who look one decision ahead at most"
            plans = _planned(name, "--gauge")
        elif ending.share > 0 and ending.high < NEARLY_NONE and _share_sought(explored, place) < HARD_ON_PURPOSE:
            message = f"`{ending.id}` is reached in {percent}, and seldom by who seeks it one decision at a time"
            plans = _planned(name, "--policy", f"planner:{ending.id}", "--games", PLANNED)
        else:
            continue
        keys, notes = ("endings", ending.id), (plans, *opened)
        yield places.finding("O405", message, keys, on_key=True, notes=notes, severity="tip", confidence="observed")


def _planned(scenario: str, *options: str) -> str:
    """Return what to type for games of a player that plans: none of those that explore does."""
    return f"none of these players plans ahead; one that does plays in: {shlex.join((*SIMULATE, scenario, *options))}"


def moves_that_win(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """O406: no move, and no short loop of moves, wins by itself."""
    del name
    for worth in explored.worths:
        if worth.low > WIDE_MARGIN and worth.games >= ENOUGH:
            message = f"`{worth.move}` wins by itself: sent whenever it can be, it is worth {worth.always:+.0f} points"
            bounds = f"{worth.low:+.1f} to {worth.high:+.1f}"
            half = f"; sent every second time: {worth.half:+.0f}" if worth.half is not None else ""
            notes = (f"against the same player without it, {worth.games} games on the same luck, 95 %: {bounds}{half}",)
            keys: KeyPath = ("moves", worth.move)
            yield places.finding("O406", message, keys, on_key=True, notes=notes, severity="tip", confidence="observed")
    mean, _, high = explored.bar
    for loop in explored.loops[:1]:
        if len(loop.moves) > 1 and loop.low > high + min(LOOP_MARGIN, (TOP - high) / 2):
            message = f"repeating {' and '.join(f'`{move}`' for move in loop.moves)} wins: {loop.mean_value:.0f} of 100"
            notes = (f"the best of the other players, {explored.bar_policy}, comes to {mean:.0f}",)
            keys = ("moves", loop.moves[0].partition(".")[0])
            yield places.finding("O406", message, keys, on_key=True, notes=notes, severity="tip", confidence="observed")


def stuck_meters(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """O407: no meter stands at an end of its range in more than half of all turns."""
    for edge in explored.edges:
        share = max(edge.low, edge.high)
        if share > STUCK:
            end = "high" if edge.high > edge.low else "low"
            message = f"`{edge.number}` stands at its {end} end in {100 * share:.0f} % of all turns"
            notes = (f"open a game: {opening(name, edge.first)}",) if edge.first else ()
            meter, _, capital = edge.number.partition(".")
            keys: KeyPath = ("meters", meter, "start", capital) if capital else ("meters", meter)
            yield places.finding("O407", message, keys, on_key=True, notes=notes, severity="tip", confidence="observed")


def idle_wordings(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """O408: it matters how a move is said, unless all these games end alike whatever is done."""
    del name
    for worded in explored.worded:
        if worded.games >= ENOUGH and not worded.other_endings and worded.endings_seen > 1:
            message = (
                f"it makes no difference how `{worded.move}` is said: {worded.games} games end alike in each wording"
            )
            notes = (f"the same luck and the same play otherwise; {worded.endings_seen} endings were reached",)
            keys = ("moves", worded.move, "wordings")
            yield places.finding("O408", message, keys, on_key=True, notes=notes, severity="tip", confidence="observed")


def failed_rules(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """E409: no rule makes a number that is none."""
    for failure in explored.failures:
        message = f"`{failure.rule}` {failure.message} in turn {failure.first.turn} of seed {failure.first.seed}"
        notes = (f"open it: {opening(name, failure.first)}",)
        keys = _keys_of(explored, failure.rule)
        yield places.finding("E409", message, keys, on_key=True, notes=notes, confidence="observed")


def stuck_turns(explored: Explored, places: Places, name: str) -> Iterator[Finding]:
    """E309: where turns may not be passed, a move was open in each."""
    if explored.stuck is not None:
        message = f"no move can be sent in turn {explored.stuck.turn} of seed {explored.stuck.seed}"
        notes = (f"open it: {opening(name, explored.stuck)}",)
        keys = ("calendar", "may_pass")
        yield places.finding("E309", message, keys, on_key=True, notes=notes, confidence="observed")


SOUGHT: tuple[tuple[str, Callable[[Explored, Places, str], Iterator[Finding]]], ...] = (
    ("O401", moves_never_open),
    ("O402", moves_never_sent),
    ("O403", rules_never_met),
    ("O404", endings_never_reached),
    ("O405", uneven_endings),
    ("O406", moves_that_win),
    ("O407", stuck_meters),
    ("O408", idle_wordings),
    ("E409", failed_rules),
    ("E309", stuck_turns),
)
OBSERVED = frozenset(code for code, _ in SOUGHT)


def _missed(explored: Explored, kinds: tuple[str, ...]) -> Iterator[tuple[Target, Miss]]:
    misses = {miss.path: miss for miss in explored.misses}
    for target in explored.targets:
        if target.kind in kinds and target.path in misses:
            yield target, misses[target.path]


def _grave(explored: Explored) -> Severity:
    """Return how grave it is that something was never reached: after fewer games than were asked for it is a tip."""
    return "warning" if explored.games >= explored.asked else "tip"


def _of_miss(
    explored: Explored, places: Places, code: str, target: Target, miss: Miss, what: str, severity: Severity
) -> Finding:
    """Return the finding that a target was missed: how sure that is, and how close it came."""
    bound = 300 / explored.games
    rare = f"0 of {explored.games} games: with 95 % certainty it happens in less than {bound:.2g} % of games"
    message = f"`{target.path.partition('.')[2]}` {what}"
    return places.finding(
        code, message, target.keys, on_key=True, notes=(*miss.nearest, rare), severity=severity, confidence="observed"
    )


def _share_sought(explored: Explored, place: int) -> float:
    """Return the share of an ending among the games of the player who seeks it."""
    wanted = f"goal:{explored.endings[place].id}"
    return next((part.endings[place].share for part in explored.parts if part.policy == wanted), 0.0)


def _keys_of(explored: Explored, path: str) -> KeyPath:
    """Return the keys of a rule by its path; those of its section where it is no target."""
    return next((target.keys for target in explored.targets if target.path == path), tuple(path.split(".")[:2]))
