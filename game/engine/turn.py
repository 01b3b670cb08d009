"""The order of a turn, the same for every scenario: this is the place to read what happens when.

Moves, then reactions, events and ladders, then endings, then the pull of each meter towards its start. The numbers of a
scenario stand in tables (capitals below; `tables.py` says what each holds), its guards and formulas in functions that
`compiler.py` generates (`legal`, `cost`, `amount`, `factor`, `visit`, `climb_chance`, `ending` ...).

The source of these functions is one text with the generated part. Play runs that text plainly with `ledger=[]`;
batches compile the same text (`simulation/lowering`) with `ledger=None`. So only floats, whole numbers, tables and
plain loops stand here.

`v` holds the values of a state, followed by scratch room for one block. Sites number the rules from 1: reactions,
events, members of `one_of`, rungs; `due` is the site that waits for a reply; `key` is the game's seed, its bits spread
(`rng.key_of`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.engine.block import block, record, start_of
    from game.engine.rng import draw_site
    from game.engine.rules_text import (
        AGAIN_SITE,
        AGENDA,
        COUNT,
        DECISION_CLIMB,
        DECISION_FIRST,
        DECISION_GUARD,
        DECISION_HAPPENED,
        DECISION_LAST,
        DECISION_LOWEST,
        DECISION_MOVE,
        DECISION_REPLY_HAPPENED,
        DECISION_WORDING_HAPPENED,
        FACTOR,
        FADE_SITE,
        FIRST_MEMBER,
        FIRST_RUNG,
        LADDER_NUMBER,
        LADDER_SITE,
        LADDERS,
        LEAST_COST,
        MADE,
        MAY_PASS,
        MEMBER_EVENT,
        MOVE_COOLDOWN,
        MOVE_FIRST,
        MOVE_GUARD,
        MOVE_LAST,
        MOVE_TIMES,
        MOVES,
        PER_TURN,
        PICK_SITE,
        POINTS,
        PULL,
        PULL_NUMBER,
        PULLS,
        RUNG_FADE_TO,
        RUNG_FIRST,
        RUNG_LADDER,
        SITE_DRAW,
        SITE_FIRST,
        SITE_HAPPENED,
        SITE_LAST,
        SITE_MEMBER_FIRST,
        SITE_MEMBER_LAST,
        SITE_REPLY_FIRST,
        SITE_REPLY_LAST,
        STAMP,
        TOP,
        TURNS,
        WAY_DOWN_SITE,
        WAY_DOWN_TO,
        Ledger,
        Values,
        again_chance,
        climb_chance,
        cost,
        ending,
        fade_chance,
        legal,
        visit,
        way_down_chance,
        weigh,
    )
    from game.engine.tables import CAME_DOWN, CLIMBED, PULLED


def is_open(happened: int, times: int, cooldown: int, turn: int, v: Values) -> bool:
    """Return whether a limit still lets something take place: `times` 0 is no bound, `cooldown` -1 no wait."""
    if times > 0 and v[COUNT + happened] >= times:
        return False
    return v[STAMP + happened] == 0.0 or turn - v[STAMP + happened] > cooldown


def guards_hold(d: int, turn: int, v: Values) -> bool:
    """Return whether the own condition of decision `d` (its wording's or its reply's) holds."""
    return DECISION_GUARD[d] < 0 or legal(DECISION_GUARD[d], turn, v)


def move_legal(m: int, turn: int, v: Values) -> bool:
    """Return whether move `m` can be sent in at least one wording."""
    # The cheapest question first: at the end of a turn no point is left.
    if cost(m, turn, v) > v[POINTS]:
        return False
    if not is_open(m, MOVE_TIMES[m], MOVE_COOLDOWN[m], turn, v):
        return False
    if MOVE_GUARD[m] >= 0 and not legal(MOVE_GUARD[m], turn, v):
        return False
    for d in range(MOVE_FIRST[m], MOVE_LAST[m]):
        if guards_hold(d, turn, v):
            return True
    return False


def any_move_legal(turn: int, v: Values) -> bool:
    """Return whether any move is legal for the points left."""
    if v[POINTS] < LEAST_COST:
        return False
    for m in range(MOVES):
        if move_legal(m, turn, v):
            return True
    return False


def may_end_turn(turn: int, v: Values) -> bool:
    """Return whether Seoul may end the turn now."""
    return MAY_PASS or v[MADE] > 0.0 or not any_move_legal(turn, v)


def reply_legal(d: int, due: int, turn: int, v: Values) -> bool:
    """Return whether reply `d` can be given at the site that waits."""
    if due >= FIRST_RUNG:
        ladder = RUNG_LADDER[due - FIRST_RUNG]
        if v[LADDER_NUMBER[ladder]] < DECISION_LOWEST[d]:
            return False
    return guards_hold(d, turn, v)


def waits(site: int, turn: int, v: Values) -> int:
    """Return the site when it asks Seoul for a reply and one is legal, else 0."""
    for d in range(SITE_REPLY_FIRST[site], SITE_REPLY_LAST[site]):
        if reply_legal(d, site, turn, v):
            return site
    return 0


def carry_out(d: int, turn: int, v: Values, ledger: Ledger) -> None:
    """Apply the block of decision `d` and note what it counts as."""
    block(DECISION_FIRST[d], DECISION_LAST[d], DECISION_MOVE[d], turn, v, ledger)
    if DECISION_HAPPENED[d] >= 0:
        record(DECISION_HAPPENED[d], turn, v, ledger)
    if DECISION_WORDING_HAPPENED[d] >= 0:
        record(DECISION_WORDING_HAPPENED[d], turn, v, ledger)
    if DECISION_REPLY_HAPPENED[d] >= 0:
        record(DECISION_REPLY_HAPPENED[d], turn, v, ledger)
    v[MADE] += 1.0


def strikes(chance: float, site: int, key: int, turn: int) -> bool:
    """Return whether luck lets a rule with this chance take place."""
    return chance > 0.0 and draw_site(key, turn, SITE_DRAW[site], 0) < chance


def take_place(site: int, turn: int, v: Values, ledger: Ledger) -> None:
    """Apply the block of a site and note that it took place."""
    block(SITE_FIRST[site], SITE_LAST[site], -1, turn, v, ledger)
    record(SITE_HAPPENED[site], turn, v, ledger)


def pick(site: int, key: int, turn: int, v: Values) -> int:
    """Return the member of an event that luck picks by weight, or 0 when no weight is above zero."""
    total = 0.0
    for member in range(SITE_MEMBER_FIRST[site], SITE_MEMBER_LAST[site]):
        weight = weigh(member, turn, v)
        if weight > 0.0:
            total = total + weight
    mark = draw_site(key, turn, PICK_SITE[site], 0) * total
    picked = 0
    for member in range(SITE_MEMBER_FIRST[site], SITE_MEMBER_LAST[site]):
        weight = weigh(member, turn, v)
        if weight > 0.0 and (picked == 0 or mark >= 0.0):
            picked = member
            mark = mark - weight
    return picked


def event(site: int, key: int, turn: int, v: Values, ledger: Ledger) -> int:
    """Let an event take place, and the member that luck picks; return the site that now waits for a reply, or 0."""
    member = 0
    if SITE_MEMBER_LAST[site] > SITE_MEMBER_FIRST[site]:
        member = pick(site, key, turn, v)
        if member == 0:
            return 0
    take_place(site, turn, v, ledger)
    if member > 0:
        take_place(member, turn, v, ledger)
        waiting = waits(member, turn, v)
        if waiting > 0:
            return waiting
    return waits(site, turn, v)


def come_down(ladder: int, to: int, faded: float, v: Values, ledger: Ledger) -> None:
    """Lower a ladder to a rung, by the way down (`faded` 0) or by fading (1); on quiet an old reply is forgotten."""
    n = LADDER_NUMBER[ladder]
    if ledger is not None:
        ledger.append((CAME_DOWN, ladder, v[n], to * 1.0, faded))
    v[n] = to * 1.0
    if to == 0:
        v[FACTOR + ladder] = 1.0


def descends(ladder: int, key: int, turn: int, v: Values, ledger: Ledger) -> bool:
    """Try the way down, then fading; return whether the crisis came down."""
    rung = int(v[LADDER_NUMBER[ladder]])
    chance = way_down_chance(ladder, turn, v)
    if rung > WAY_DOWN_TO[ladder] and chance > 0.0 and draw_site(key, turn, WAY_DOWN_SITE[ladder], 0) < chance:
        come_down(ladder, WAY_DOWN_TO[ladder], 0.0, v, ledger)
        return True
    site = LADDER_SITE[ladder] + rung - 1
    if draw_site(key, turn, FADE_SITE[ladder], 0) < fade_chance(site, turn, v):
        come_down(ladder, RUNG_FADE_TO[site - FIRST_RUNG], 1.0, v, ledger)
        return True
    return False


def gained(ladder: int, turn: int, v: Values) -> int:
    """Return how many rungs of a ladder were entered this turn."""
    count = 0
    for rung in range(TOP[ladder]):
        if v[STAMP + RUNG_FIRST[ladder] + rung] == turn:
            count += 1
    return count


def climb(ladder: int, key: int, turn: int, v: Values, ledger: Ledger) -> int:
    """Draw rung after rung until one is not reached, the top is, or a rung asks for a reply; return its site or 0.

    A rung entered this turn is not drawn again: its luck is the same, so an effect that leads back would never end.
    """
    n = LADDER_NUMBER[ladder]
    while v[n] < TOP[ladder] and (PER_TURN[ladder] == 0 or gained(ladder, turn, v) < PER_TURN[ladder]):
        rung = int(v[n])
        if v[STAMP + RUNG_FIRST[ladder] + rung] == turn:
            return 0
        site = LADDER_SITE[ladder] + rung
        chance = climb_chance(site, turn, v) * v[FACTOR + ladder]
        v[FACTOR + ladder] = 1.0
        if draw_site(key, turn, SITE_DRAW[site], rung + 1) >= chance:
            return 0
        v[n] = rung + 1.0
        if ledger is not None:
            ledger.append((CLIMBED, ladder, rung * 1.0, rung + 1.0, 0.0))
        take_place(site, turn, v, ledger)
        if rung + 1 < TOP[ladder]:
            waiting = waits(site, turn, v)
            if waiting > 0:
                return waiting
    return 0


def ladders(first: int, key: int, turn: int, v: Values, ledger: Ledger) -> int:
    """Let each ladder from `first` on come down, stay or climb; return the site that waits for a reply, or 0."""
    for ladder in range(first, LADDERS):
        rung = int(v[LADDER_NUMBER[ladder]])
        if rung > 0 and v[STAMP + RUNG_FIRST[ladder] + rung - 1] < turn:
            # The crisis stood here when the turn began.
            if descends(ladder, key, turn, v, ledger):
                continue
            chance = again_chance(LADDER_SITE[ladder] + rung - 1, turn, v)
            if draw_site(key, turn, AGAIN_SITE[ladder], 0) >= chance:
                continue
        waiting = climb(ladder, key, turn, v, ledger)
        if waiting > 0:
            return waiting
    return 0


def world(at: int, key: int, turn: int, v: Values, ledger: Ledger) -> int:
    """Let the capitals and chance act from site `at` on; return the site that waits for a reply, or 0."""
    waiting = visit(at, key, turn, v, ledger)
    if waiting > 0:
        return waiting
    return ladders(0, key, turn, v, ledger)


def resume(due: int, key: int, turn: int, v: Values, ledger: Ledger) -> int:
    """Go on after the site that has had its reply; return the next site that waits, or 0."""
    if due < FIRST_MEMBER:
        return world(due + 1, key, turn, v, ledger)
    if due < FIRST_RUNG:
        return world(MEMBER_EVENT[due - FIRST_MEMBER] + 1, key, turn, v, ledger)
    ladder = RUNG_LADDER[due - FIRST_RUNG]
    waiting = climb(ladder, key, turn, v, ledger)
    return waiting if waiting > 0 else ladders(ladder + 1, key, turn, v, ledger)


def next_turn(key: int, v: Values, ledger: Ledger) -> None:
    """Pull each meter a share of the way back to its start, and give new points."""
    for k in range(PULLS):
        n = PULL_NUMBER[k]
        before = v[n]
        v[n] = before + PULL[n] * (start_of(n, key) - before)
        if ledger is not None and v[n] != before:
            ledger.append((PULLED, n, before, v[n], v[n] - before))
    v[POINTS] = AGENDA
    v[MADE] = 0.0


def decide(d: int, key: int, turn: int, due: int, v: Values, ledger: Ledger) -> tuple[int, int, int]:
    """Carry out decision `d` (0 ends the turn) and all that follows; return turn, the site that waits, ending."""
    if due > 0:
        carry_out(d, turn, v, ledger)
        if due >= FIRST_RUNG:
            v[FACTOR + RUNG_LADDER[due - FIRST_RUNG]] = DECISION_CLIMB[d]
        waiting = resume(due, key, turn, v, ledger)
    else:
        if d > 0:
            v[POINTS] -= cost(DECISION_MOVE[d], turn, v)
            carry_out(d, turn, v, ledger)
            if any_move_legal(turn, v):
                return turn, 0, 0
        waiting = world(1, key, turn, v, ledger)
    if waiting > 0:
        return turn, waiting, 0
    reached = ending(turn == TURNS, turn, v)
    if reached > 0:
        return turn, 0, reached
    next_turn(key, v, ledger)
    return turn + 1, 0, 0
