"""A block: the effects of one move, rule or reply, all read first, then added in written order, then clamped once.

Part of the text that runs plainly and compiled; `turn.py` says how that works.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.engine.rng import draw_site
    from game.engine.rules_text import (
        AGENDA,
        BETTER,
        COUNT,
        EDGE_LEAST,
        EDGE_WITHIN,
        EFFECT_AMOUNT,
        EFFECT_APART,
        EFFECT_COMPUTED,
        EFFECT_MODIFIERS,
        EFFECT_NUMBER,
        EFFECT_OPERATION,
        FACTOR,
        HIGH,
        LADDERS,
        LOW,
        MODIFIER_CHANGE,
        MODIFIER_FIRST,
        MODIFIER_LAST,
        NUMBER_LADDER,
        NUMBERS,
        POINTS,
        RUNG_FIRST,
        SCRATCH,
        STAMP,
        START_DRAWN,
        START_HIGH,
        START_LOW,
        START_SITE,
        STATE_SIZE,
        Ledger,
        Values,
        amount,
        factor,
        greater,
        lesser,
    )
    from game.engine.tables import BY_EDGE, CHANGED, CHANGES, CLAMPED, ENTERED, FACTORED, HAPPENED, LIFTS


def start_of(n: int, key: int) -> float:
    """Return what number `n` starts at, drawn where the scenario says so."""
    if START_DRAWN[n] == 0:
        return START_LOW[n]
    luck = draw_site(key, 0, START_SITE[n], 0)
    if START_DRAWN[n] == 1:
        return START_LOW[n] + (START_HIGH[n] - START_LOW[n]) * luck
    return 1.0 if luck < START_LOW[n] else 0.0


def begin(key: int, v: Values) -> tuple[int, int, int]:
    """Lay out the state before the first decision; return turn, the site that waits, ending."""
    for n in range(STATE_SIZE):
        v[n] = 0.0
    for n in range(NUMBERS):
        v[n] = start_of(n, key)
    for ladder in range(LADDERS):
        v[FACTOR + ladder] = 1.0
    v[POINTS] = AGENDA
    return 1, 0, 0


def record(happened: int, turn: int, v: Values, ledger: Ledger) -> None:
    """Note that something took place this turn; `since` and `times` read it from now on."""
    v[STAMP + happened] = turn * 1.0
    v[COUNT + happened] += 1.0
    if ledger is not None:
        ledger.append((HAPPENED, happened, 0.0, 0.0, 0.0))


def adjusted(i: int, written: float, this: int, turn: int, v: Values, ledger: Ledger) -> float:
    """Return the change of effect `i` after the modifiers, in file order, and the edge of its meter."""
    n = EFFECT_NUMBER[i]
    change = written
    for k in range(MODIFIER_FIRST[i], MODIFIER_LAST[i]):
        modifier = EFFECT_MODIFIERS[k]
        wanted = MODIFIER_CHANGE[modifier]
        if wanted == 0 or wanted * BETTER[n] * written > 0.0:
            times = factor(modifier, this, turn, v)
            if times != 1.0:
                change = change * times
                if ledger is not None:
                    ledger.append((FACTORED, i, modifier * 1.0, times, written))
    if EDGE_WITHIN[n] > 0.0:
        room = HIGH[n] - v[n] if change > 0.0 else v[n] - LOW[n]
        if room < EDGE_WITHIN[n]:
            times = room / EDGE_WITHIN[n]
            if times < EDGE_LEAST[n]:
                times = EDGE_LEAST[n]
            change = change * times
            if ledger is not None:
                ledger.append((FACTORED, i, BY_EDGE, times, written))
    return change


def right_side(i: int, this: int, turn: int, v: Values, ledger: Ledger) -> float:
    """Return the change that effect `i` asks for, read from the state as it is before its block."""
    n = EFFECT_NUMBER[i]
    written = amount(i, turn, v) if EFFECT_COMPUTED[i] else EFFECT_AMOUNT[i]
    if NUMBER_LADDER[n] > 0:
        wanted = v[n] + written if EFFECT_OPERATION[i] == CHANGES else written
        if EFFECT_OPERATION[i] == LIFTS and wanted < v[n]:
            wanted = v[n]
        if wanted < 0.0:
            wanted = 0.0
        if wanted > HIGH[n]:
            wanted = HIGH[n]
        return wanted - v[n]
    if EFFECT_OPERATION[i] == CHANGES:
        return adjusted(i, written, this, turn, v, ledger) if written != 0.0 else 0.0
    return written - v[n]


def enter_rung(n: int, turn: int, v: Values, ledger: Ledger) -> None:
    """Note the rung that ladder number `n` now stands on as entered this turn."""
    happened = RUNG_FIRST[NUMBER_LADDER[n] - 1] + int(v[n]) - 1
    record(happened, turn, v, None)
    if ledger is not None:
        ledger.append((ENTERED, happened, 0.0, 0.0, 0.0))


def block(first: int, last: int, this: int, turn: int, v: Values, ledger: Ledger) -> None:
    """Apply the effects from `first` up to `last`: read all, add in written order, then clamp once."""
    if ledger is None and EFFECT_APART[first]:
        # No effect of this block reads what one before it changes: one pass comes to the same.
        for i in range(first, last):
            n = EFFECT_NUMBER[i]
            v[n] = lesser(greater(v[n] + right_side(i, this, turn, v, None), LOW[n]), HIGH[n])
        return
    in_three_passes(first, last, this, turn, v, ledger)


def in_three_passes(first: int, last: int, this: int, turn: int, v: Values, ledger: Ledger) -> None:
    """Apply a block as it is defined."""
    for i in range(first, last):
        v[SCRATCH + i - first] = right_side(i, this, turn, v, ledger)
    for i in range(first, last):
        n = EFFECT_NUMBER[i]
        before = v[n]
        v[n] = before + v[SCRATCH + i - first]
        if ledger is not None and v[n] != before:
            ledger.append((CHANGED, i, before, v[n], v[SCRATCH + i - first]))
    for i in range(first, last):
        n = EFFECT_NUMBER[i]
        before = v[n]
        if before < LOW[n] or before > HIGH[n]:
            v[n] = LOW[n] if before < LOW[n] else HIGH[n]
            if ledger is not None:
                ledger.append((CLAMPED, i, before, v[n], 0.0))
        if NUMBER_LADDER[n] > 0 and v[SCRATCH + i - first] > 0.0:
            enter_rung(n, turn, v, ledger)
