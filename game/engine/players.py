"""Players inside the text of the rules: what decides in a batch, in a rollout, in the debrief. See `turn.py`.

Each knows what a student knows: for a hidden number it supposes the likeliest start (`suppose`), and luck to come it
never reads. `w` is a second copy of the values to try a decision on, as long as `v`; `r` is a third, for the rollouts
of the planner. `who`, `aim`, `share`, `plan` and `worth` are what `state.Orders` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from math import floor

    from game.engine.block import begin, start_of
    from game.engine.rng import draw_site, key_of
    from game.engine.rules_text import (
        DECISION_CLIMB,
        DECISION_MOVE,
        DECISION_SITE,
        DECISIONS,
        FACTOR,
        FAVOURITE_SITE,
        FIRST_RUNG,
        GREEDY,
        HIDDEN,
        HIGH,
        LADDER_NUMBER,
        LADDER_SITE,
        LIKING,
        LOW,
        MADE,
        MOVE_FIRST,
        MOVE_LAST,
        MOVE_SITE,
        MOVES,
        NUMBERS,
        PLANNED,
        PLANNER,
        RUNG_LADDER,
        SITE_REPLY_FIRST,
        SITE_REPLY_LAST,
        START_DRAWN,
        STATE_SIZE,
        STICKY,
        STRAY_SITE,
        SUPPOSED,
        WORLD_SITE,
        Column,
        Places,
        Rows,
        Table,
        Tables,
        Values,
        climb_chance,
        copy_values,
        ending_value,
        greater,
        lesser,
        missing,
    )
    from game.engine.turn import carry_out, decide, guards_hold, may_end_turn, move_legal, reply_legal
    from game.engine.uniform import drawn, uniform

STICKS = 0.8
"""How often the sticky player comes back to its favourite."""
NOT_YET = 6.0
"""How far from an ending a yes-or-no part of its condition counts that does not hold: about a strong move's worth."""
NOWHERE = 1e300
MILLION = 1e6
WORLDS = 16
"""In how many worlds of other luck the planner looks at what a decision leads to."""
CANDIDATES = 12
"""How many decisions the planner looks into."""


def suppose(v: Values, w: Values) -> None:
    """Copy a state to `w`, with the likeliest start in the place of what is hidden."""
    copy_values(STATE_SIZE, v, w)
    for n in range(NUMBERS):
        if HIDDEN[n]:
            w[n] = SUPPOSED[n]


def short_of(ladder: int, rung: float, turn: int, v: Values) -> float:
    """Return how far a ladder stands below a rung, a step counting `NOT_YET`, less the chance of the next step."""
    n = LADDER_NUMBER[ladder]
    if v[n] >= rung:
        return 0.0
    chance = climb_chance(LADDER_SITE[ladder] + int(v[n]), turn, v) * v[FACTOR + ladder]
    if chance < 0.0:
        chance = 0.0
    if chance > 1.0:
        chance = 1.0
    return NOT_YET * (rung - v[n] - chance)


def is_legal(d: int, turn: int, due: int, v: Values) -> bool:
    """Return whether decision `d` can be taken now."""
    if due > 0:
        return SITE_REPLY_FIRST[due] <= d < SITE_REPLY_LAST[due] and reply_legal(d, due, turn, v)
    if d == 0:
        return may_end_turn(turn, v)
    m = DECISION_MOVE[d]
    return m >= 0 and MOVE_FIRST[m] <= d < MOVE_LAST[m] and move_legal(m, turn, v) and guards_hold(d, turn, v)


def after(aim: int, d: int, turn: int, due: int, v: Values, w: Values) -> float:
    """Return what is missing to ending `aim` once decision `d` has had its own effect, in millionths."""
    suppose(v, w)
    if d > 0:
        carry_out(d, turn, w, None)
        if due >= FIRST_RUNG:
            w[FACTOR + RUNG_LADDER[due - FIRST_RUNG]] = DECISION_CLIMB[d]
    # Sums of floats in another order differ in the last digits: a tie must stay a tie.
    return float(floor(missing(aim, turn, w) * MILLION + 0.5))


def greedy(aim: int, turn: int, due: int, v: Values, w: Values) -> int:
    """Return the decision after which least is missing to ending `aim`; the end of the turn when none is better."""
    best, least, climb = 0, NOWHERE, NOWHERE
    for d in range(SITE_REPLY_FIRST[due], SITE_REPLY_LAST[due] if due > 0 else DECISIONS):
        if is_legal(d, turn, due, v):
            gap = after(aim, d, turn, due, v, w)
            if gap < least or (gap == least and DECISION_CLIMB[d] < climb):
                best, least, climb = d, gap, DECISION_CLIMB[d]
    return best


def sticky(key: int, turn: int, due: int, v: Values) -> int:
    """Return the game's favourite move, most of the time that it is legal; else decide evenly."""
    if due == 0 and MOVES > 0:
        m = int(draw_site(key, 0, FAVOURITE_SITE, 0) * MOVES)
        if draw_site(key, turn, FAVOURITE_SITE, int(v[MADE]) + 1) < STICKS and move_legal(m, turn, v):
            return drawn(MOVE_FIRST[m], MOVE_LAST[m], due, MOVE_SITE[m], key, turn, v)
    return uniform(key, turn, due, v)


def planned(plan: Places, turn: int, due: int, v: Values) -> int:
    """Return the first decision of the turn's list that is legal now, else the first legal one."""
    for place in range(plan[turn - 1], plan[turn]):
        if is_legal(plan[place], turn, due, v):
            return plan[place]
    for d in range(max(1, SITE_REPLY_FIRST[due]), SITE_REPLY_LAST[due] if due > 0 else DECISIONS):
        if is_legal(d, turn, due, v):
            return d
    return 0


def liking(worth: Table, key: int, turn: int, due: int, v: Values) -> int:
    """Return the legal decision that is worth most, give or take the mood, whose width is the last of `worth`."""
    best, most = 0, -NOWHERE
    for d in range(SITE_REPLY_FIRST[due], SITE_REPLY_LAST[due] if due > 0 else DECISIONS):
        if is_legal(d, turn, due, v):
            mood = draw_site(key, turn, DECISION_SITE[d], int(v[MADE])) - 0.5
            liked = worth[d] + worth[DECISIONS] * mood
            if liked > most:
                best, most = d, liked
    return best


def straying(aim: int, share: float, key: int, turn: int, due: int, v: Values, w: Values) -> int:
    """Return the greedy decision, or with chance `share` an even one."""
    if share > 0.0 and draw_site(key, turn, STRAY_SITE, int(v[MADE])) < share:
        return uniform(key, turn, due, v)
    return greedy(aim, turn, due, v, w)


def reseed(luck: int, key: int, v: Values, r: Values) -> None:
    """Copy a state to `r` as it would be had the secrets of the start been drawn by another seed."""
    copy_values(STATE_SIZE, v, r)
    for n in range(NUMBERS):
        if HIDDEN[n] and START_DRAWN[n] == 1:
            moved = v[n] + (start_of(n, luck) - start_of(n, key))
            r[n] = lesser(greater(moved, LOW[n]), HIGH[n])
        # A yes or no that an effect has set since is no secret of the start any more.
        if HIDDEN[n] and START_DRAWN[n] > 1 and v[n] == start_of(n, key):
            r[n] = start_of(n, luck)


def in_world(
    aim: int, share: float, d: int, luck: int, key: int, turn: int, due: int, v: Values, w: Values, r: Values
) -> tuple[int, int]:
    """Play a state on to the end in a world of other luck and other secrets; return the ending and its turn.

    Decision `d` comes first, unless it is below 0. The player knows no more than the one who plays the game.
    """
    reseed(luck, key, v, r)
    reached = 0
    if d >= 0:
        turn, due, reached = decide(d, luck, turn, due, r, None)
    while reached == 0:
        turn, due, reached = decide(straying(aim, share, luck, turn, due, r, w), luck, turn, due, r, None)
    return reached, turn


def outlook(aim: int, share: float, d: int, key: int, turn: int, due: int, v: Values, w: Values, r: Values) -> float:
    """Return the mean value of the endings that follow decision `d` in a few worlds."""
    total = 0.0
    for k in range(WORLDS):
        luck = key_of(int(draw_site(key, turn, WORLD_SITE, int(v[MADE]) * 1024 + k) * 2.0**53))
        reached, then = in_world(aim, share, d, luck, key, turn, due, v, w, r)
        total = total + ending_value(reached, then, r)
    return total / WORLDS


def play_worlds(
    aim: int, share: float, d: int, seed: int, turn: int, due: int, first: int, worlds: int,
    endings: Column, graded: Column, v: Values, w: Values, r: Values,
) -> None:  # fmt: skip
    """Play a state on in the worlds from `first` on, and write the ending and its value of each into arrays.

    World k has the same luck whatever is decided and whenever it branches off, so differences are paired.
    """
    key = key_of(seed)
    for k in range(worlds):
        luck = key_of(int(draw_site(key, 0, WORLD_SITE, first + k) * 2.0**53))
        reached, then = in_world(aim, share, d, luck, key, turn, due, v, w, r)
        endings[k] = reached
        graded[k] = ending_value(reached, then, r)


def planner(aim: int, share: float, key: int, turn: int, due: int, v: Values, w: Values, r: Values) -> int:
    """Return, of the decisions that bring ending `aim` nearest at once, the one with the best outlook."""
    best, most, bar, last = 0, -1.0, -NOWHERE, -1
    for _ in range(CANDIDATES):
        found, gap = -1, NOWHERE
        for d in range(SITE_REPLY_FIRST[due], SITE_REPLY_LAST[due] if due > 0 else DECISIONS):
            if is_legal(d, turn, due, v):
                one = after(aim, d, turn, due, v, w)
                if one < gap and (one > bar or (one == bar and d > last)):
                    found, gap = d, one
        if found < 0:
            return best
        value = outlook(aim, share, found, key, turn, due, v, w, r)
        if value > most:
            best, most = found, value
        bar, last = gap, found
    return best


def choose(
    who: int, aim: int, share: float, plan: Places, worth: Table,
    key: int, turn: int, due: int, v: Values, w: Values,
) -> int:  # fmt: skip
    """Return the decision of a player of kind `who`; the planner has a function of its own."""
    if who == STICKY:
        return sticky(key, turn, due, v)
    if who == GREEDY:
        return straying(aim, share, key, turn, due, v, w)
    if who == PLANNED:
        return planned(plan, turn, due, v)
    if who == LIKING:
        return liking(worth, key, turn, due, v)
    return uniform(key, turn, due, v)


def play_on(
    who: int, aim: int, share: float, plan: Places, worth: Table, until: int,
    key: int, turn: int, due: int, v: Values, w: Values, r: Values,
) -> tuple[int, int, int]:  # fmt: skip
    """Let a player go on to the start of turn `until` or to the end; return turn, the site that waits, ending."""
    reached = 0
    while reached == 0 and turn < until:
        if who == PLANNER:
            d = planner(aim, share, key, turn, due, v, w, r)
        else:
            d = choose(who, aim, share, plan, worth, key, turn, due, v, w)
        turn, due, reached = decide(d, key, turn, due, v, None)
    return turn, due, reached


def play_all(
    who: int, aim: int, share: float, plan: Places, worth: Table,
    first: int, games: int, endings: Column, turns: Column, graded: Column, finals: Rows, tracks: Tables,
    v: Values, w: Values, r: Values,
) -> None:  # fmt: skip
    """Play `games` whole games on the seeds from `first` on, and write what each came to into rows of arrays.

    `endings` gets 1 + the place of the ending, `turns` the last turn, `graded` the ending's value, `finals` the last
    values; `tracks` the values as each turn ends, by game and turn, before the pull where the game ended there.
    """
    for i in range(games):
        key = key_of(first + i)
        turn, due, reached = begin(key, v)
        while reached == 0:
            now = turn
            turn, due, reached = play_on(who, aim, share, plan, worth, now + 1, key, now, due, v, w, r)
            if len(tracks) > 0:
                copy_values(tracks.shape[2], v, tracks[i, now - 1])
        endings[i] = reached
        turns[i] = turn
        graded[i] = ending_value(reached, turn, v)
        copy_values(finals.shape[1], v, finals[i])
