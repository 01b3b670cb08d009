"""What `check --watch` says after a save: how the balance stands, and what has become of it. Lines only."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.scenario.differences import Difference
    from game.simulation.results import EndingCount, Results

__all__ = ["balance_lines", "edit_lines", "shift_line"]

BAR = 24
FULL, EMPTY = "#", "."
MOST_EDITS = 8


def edit_lines(edits: Iterable[Difference]) -> Iterator[str]:
    """Yield what a save has changed in the files, the first few of many."""
    every = [one.told("->") for one in edits]
    yield from (f"  {line}" for line in every[:MOST_EDITS])
    if len(every) > MOST_EDITS:
        yield f"  and {len(every) - MOST_EDITS} more"


def balance_lines(now: Results, before: Results | None) -> Iterator[str]:
    """Yield how often each ending was reached, as bars, with the share before the save where that was another."""
    yield f"{now.games} games by {now.policy}, seeds {now.seed} to {now.seed + now.games - 1}:"
    shares = _shares(before)
    wide = max(len(ending.id) for ending in now.endings)
    for ending in now.endings:
        was = shares.get(ending.id)
        yield f"  {ending.id:<{wide}}  {_bar(ending.share)}  {_percent(ending.share):>8}{_moved(ending, was)}"
    old = before if before is not None else now
    yield f"  mean value of the ending, of 100: {_moved_number(old.mean_value, now.mean_value)}"
    yield f"  mean length {_moved_number(old.mean_turns, now.mean_turns)} turns"


def shift_line(now: Results, before: Results) -> str:
    """Return what a save has done to the balance, in a line.

    Both were played with the same luck: what has changed is the doing of the save.
    """
    old, new = _shares(before), _shares(now)
    shifts = [
        f"{name} {_percent(old.get(name, 0.0))} -> {_percent(new.get(name, 0.0))}"
        for name in dict.fromkeys((*new, *old))
        if has_moved(old.get(name, 0.0), new.get(name, 0.0))
    ]
    return f"Since the last save: {', '.join(shifts)}" if shifts else "Since the last save: no share has moved"


def has_moved(before: float, after: float) -> bool:
    """Return whether two shares differ as they are printed."""
    return _percent(before) != _percent(after)


def _shares(results: Results | None) -> dict[str, float]:
    return {ending.id: ending.share for ending in results.endings} if results is not None else {}


def _moved(ending: EndingCount, was: float | None) -> str:
    if was is None or not has_moved(was, ending.share):
        return ""
    # As the two are printed, so that a reader who subtracts them finds the same.
    by = round(100 * ending.share, 1) - round(100 * was, 1)
    return f"  was {_percent(was)}, {'up' if by > 0 else 'down'} {abs(by):.1f}"


def _moved_number(was: float, now: float) -> str:
    """Return a mean, with the one before where it is printed otherwise."""
    before, after = f"{was:.1f}", f"{now:.1f}"
    return after if before == after else f"{before} -> {after}"


def _bar(share: float) -> str:
    filled = round(share * BAR)
    return FULL * filled + EMPTY * (BAR - filled)


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"
