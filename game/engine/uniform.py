"""The even policy, by redrawing, so that luck couples between branches.

Part of the text that runs plainly and compiled; `turn.py` says how that works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.engine.rng import draw_site
    from game.engine.rules_text import (
        MADE,
        MOVE_FIRST,
        MOVE_LAST,
        MOVE_SITE,
        MOVES,
        SITE_DRAW,
        SITE_REPLY_FIRST,
        SITE_REPLY_LAST,
        UNIFORM_SITE,
        Values,
    )
    from game.engine.turn import may_end_turn, move_legal, reply_legal


def drawn(first: int, last: int, due: int, site: int, key: int, turn: int, v: Values) -> int:
    """Return a decision from `first` up to `last` that is legal now, each with the same chance, by redrawing."""
    if last - first == 1:
        return first
    tries = int(v[MADE]) * 128
    found = 0
    for again in range(64):
        d = first + int(draw_site(key, turn, site, tries + again) * (last - first))
        if reply_legal(d, due, turn, v):
            return d
    for d in range(first, last):
        if reply_legal(d, due, turn, v):
            found += 1
    rank = int(draw_site(key, turn, site, tries + 64) * found)
    for d in range(first, last):
        if reply_legal(d, due, turn, v):
            if rank == 0:
                return d
            rank -= 1
    return last - 1


def ranked(key: int, turn: int, due: int, v: Values) -> int:
    """Return an even decision by counting the legal ones, for the rare case that redrawing found none."""
    tries = int(v[MADE]) * 128
    found = 1 if may_end_turn(turn, v) else 0
    for m in range(MOVES):
        if move_legal(m, turn, v):
            found += 1
    rank = int(draw_site(key, turn, UNIFORM_SITE, tries + 64) * found)
    for m in range(MOVES):
        if move_legal(m, turn, v):
            if rank == 0:
                return drawn(MOVE_FIRST[m], MOVE_LAST[m], due, MOVE_SITE[m], key, turn, v)
            rank -= 1
    return 0


def uniform(key: int, turn: int, due: int, v: Values) -> int:
    """Return an even decision: over legal moves (all wordings counting once) and `end_turn`, then over wordings."""
    if due > 0:
        return drawn(SITE_REPLY_FIRST[due], SITE_REPLY_LAST[due], due, SITE_DRAW[due], key, turn, v)
    tries = int(v[MADE]) * 128
    for again in range(64):
        m = int(draw_site(key, turn, UNIFORM_SITE, tries + again) * (MOVES + 1))
        if m == MOVES:
            if may_end_turn(turn, v):
                return 0
        elif move_legal(m, turn, v):
            return drawn(MOVE_FIRST[m], MOVE_LAST[m], due, MOVE_SITE[m], key, turn, v)
    return ranked(key, turn, due, v)
