"""Playing a scenario: pure functions of the fixed scenario and a frozen state.

No clock, no file and no luck but the seed's: the same scenario, seed and decisions give the same states everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.engine.emit import Emitter
from game.engine.ledger import LedgerReader
from game.engine.rng import SEED_LIMIT, key_of
from game.engine.state import Decision, IllegalDecision, LegalMove, Player, State, Step

if TYPE_CHECKING:
    from game.engine.index import DecisionInfo
    from game.engine.ledger import Row
    from game.engine.scenario import Scenario
    from game.engine.state import Orders
    from game.scenario.expression import Expression
    from game.scenario.model import Ladder


def new_game(scenario: Scenario, seed: int) -> State:
    """Return the state before the first decision.

    Raises:
        ValueError: the seed is not in 0..2**63-1.
    """
    if not 0 <= seed < SEED_LIMIT:
        msg = f"a seed is a whole number from 0 to {SEED_LIMIT - 1}, not {seed}"
        raise ValueError(msg)
    values = working_copy(scenario, ())
    turn, due, ending = scenario.rules["begin"](key_of(seed), values)
    return State(seed, turn, due, tuple(values[: scenario.tables["STATE_SIZE"]]), ending)


def working_copy(scenario: Scenario, values: tuple[float, ...]) -> list[float]:
    """Return the values as a list with the scratch room that a block needs."""
    size = scenario.tables["STATE_SIZE"] + scenario.tables["SCRATCH_SIZE"]
    return [*values, *([0.0] * (size - len(values)))]


def apply(scenario: Scenario, state: State, decision: Decision) -> Step:
    """Return what a decision leads to: the next state, its ledger entries and what took place.

    A move that leaves no other legal, a reply and `end_turn` run the turn on, to the next decision that is due.

    Raises:
        IllegalDecision: the decision cannot be taken now; the message gives the reason.
    """
    place = scenario.codes.get(decision)
    if place is None or not _is_legal(scenario, state, place):
        raise IllegalDecision(_refusal(scenario, state, decision))
    values = working_copy(scenario, state.values)
    rows: list[Row] = []
    turn, due, ending = scenario.rules["decide"](place, key_of(state.seed), state.turn, state.due, values, rows)
    reader = LedgerReader(scenario, state.turn)
    reader.read(rows)
    after = State(state.seed, turn, due, tuple(values[: scenario.tables["STATE_SIZE"]]), ending)
    return Step(after, tuple(reader.changes), tuple(reader.happenings))


def _refusal(scenario: Scenario, state: State, decision: Decision) -> str:
    if state.ending:
        return f"{decision}: the game has ended"
    if decision not in scenario.codes:
        return f"{decision}: no such decision in {scenario.id}"
    reasons = {option.decision: option.reason for option in legal_moves(scenario, state)}
    return f"{decision}: {reasons.get(decision, 'not what is asked now')}"


def _is_legal(scenario: Scenario, state: State, place: int) -> bool:
    if state.ending:
        return False
    rules, tables = scenario.rules, scenario.tables
    if state.due:
        first, last = tables["SITE_REPLY_FIRST"][state.due], tables["SITE_REPLY_LAST"][state.due]
        return first <= place < last and bool(rules["reply_legal"](place, state.due, state.turn, state.values))
    if place == 0:
        return bool(rules["may_end_turn"](state.turn, state.values))
    if scenario.decisions[place].kind != "move":
        return False
    move = tables["DECISION_MOVE"][place]
    return bool(
        rules["move_legal"](move, state.turn, state.values) and rules["guards_hold"](place, state.turn, state.values)
    )


def legal_moves(scenario: Scenario, state: State) -> tuple[LegalMove, ...]:
    """Return every decision of the kind that is asked now, in file order, each legal or with the reason why not.

    When a reply is due these are its replies; else all moves with their wordings, then `end_turn`. After the end: none.
    """
    if state.ending:
        return ()
    tables = scenario.tables
    if state.due:
        places = range(tables["SITE_REPLY_FIRST"][state.due], tables["SITE_REPLY_LAST"][state.due])
        return tuple(_reply(scenario, state, place) for place in places)
    moves = [place for place, decision in enumerate(scenario.decisions) if decision.kind == "move"]
    return (*(_move(scenario, state, place) for place in moves), _end_turn(scenario, state))


def _end_turn(scenario: Scenario, state: State) -> LegalMove:
    legal = _is_legal(scenario, state, 0)
    return LegalMove(scenario.decisions[0].decision, 0, legal, "" if legal else "Send a move first")


def _reply(scenario: Scenario, state: State, place: int) -> LegalMove:
    decision = scenario.decisions[place]
    legal = _is_legal(scenario, state, place)
    return LegalMove(decision.decision, 0, legal, "" if legal else _reply_reason(scenario, state, decision))


def _reply_reason(scenario: Scenario, state: State, decision: DecisionInfo) -> str:
    document = scenario.document
    if decision.move:
        return document.moves[decision.move].wordings[decision.wording].locked
    ladder = document.ladders.get(decision.parent)
    if ladder is None:
        return locked_text(scenario, decision)
    lowest = ladder.replies[decision.child].lowest
    if lowest is not None and state.values[scenario.index.number_of[decision.parent]] < _height(ladder, lowest):
        return f"Only from {ladder.rungs[_height(ladder, lowest) - 1].title}"
    return ladder.replies[decision.child].locked


def locked_text(scenario: Scenario, decision: DecisionInfo) -> str:
    """Return the author's reason why an event's reply is closed."""
    document = scenario.document
    parent = scenario.index.members.get(decision.parent)
    rule = document.events[parent].one_of[decision.parent] if parent else document.events[decision.parent]
    reply = rule.replies[decision.child]
    return "" if isinstance(reply, str) else reply.locked


def _height(ladder: Ladder, rung: str) -> int:
    return 1 + [step.id for step in ladder.rungs].index(rung)


def _move(scenario: Scenario, state: State, place: int) -> LegalMove:
    move = scenario.tables["DECISION_MOVE"][place]
    cost = int(scenario.rules["cost"](move, state.turn, state.values))
    legal = _is_legal(scenario, state, place)
    decision = scenario.decisions[place]
    return LegalMove(decision.decision, cost, legal, "" if legal else _move_reason(scenario, state, place, cost))


def _closed_until(scenario: Scenario, turn: int) -> str:
    return f"Closed until turn {turn}" if turn <= scenario.turns else "Closed for the rest of the game"


def _move_reason(scenario: Scenario, state: State, place: int, cost: int) -> str:
    """Say why a move is closed: what will not change first, what passes with time next, points last."""
    tables, rules = scenario.tables, scenario.rules
    number = tables["DECISION_MOVE"][place]
    decision = scenario.decisions[place]
    move = scenario.document.moves[decision.move]
    count = int(state.values[tables["COUNT"] + number])
    if move.limit.times is not None and count >= move.limit.times:
        return "Done already" if move.limit.times == 1 else f"Done {count} times, no more"
    if tables["MOVE_GUARD"][number] >= 0 and not rules["legal"](tables["MOVE_GUARD"][number], state.turn, state.values):
        return move.locked
    reopens = int(state.values[tables["STAMP"] + number]) + move.limit.cooldown + 1
    if count and state.turn < reopens:
        return "Sent this turn" if move.limit.cooldown == 0 else _closed_until(scenario, reopens)
    if decision.wording and not rules["guards_hold"](place, state.turn, state.values):
        return move.wordings[decision.wording].locked
    left = points_left(scenario, state)
    if cost > left:
        return f"Costs {cost}, {left} left"
    return next((wording.locked for wording in move.wordings.values() if wording.locked), "No wording is open")


def points_left(scenario: Scenario, state: State) -> int:
    """Return the points of presidential time left this turn."""
    return int(state.values[scenario.tables["POINTS"]])


def rung(scenario: Scenario, state: State, ladder: str) -> int:
    """Return the rung that a ladder stands on, 0 for quiet."""
    return int(scenario.value(state, ladder))


def due_rule(scenario: Scenario, state: State) -> str:
    """Return the path of the event or rung that waits for a reply, such as `events.drone_wreck`, or nothing."""
    return scenario.index.sites[state.due - 1].path if state.due else ""


def ending_of(scenario: Scenario, state: State) -> str:
    """Return the id of the ending that was reached, or nothing."""
    return list(scenario.document.endings)[state.ending - 1] if state.ending else ""


def ending_value(scenario: Scenario, state: State) -> float:
    """Return what the ending is worth, 0..100 as the scenario grades it; 0 while the game goes on."""
    return float(scenario.rules["ending_value"](state.ending, state.turn, state.values))


def choose(scenario: Scenario, state: State, orders: Orders) -> Decision:
    """Return what a player decides in a state that has not ended; it reads no luck to come and nothing hidden."""
    values, w = working_copy(scenario, state.values), working_copy(scenario, ())
    at = (key_of(state.seed), state.turn, state.due, values, w)
    if orders.who == Player.PLANNER:
        place = scenario.rules["planner"](orders.aim, orders.share, *at, working_copy(scenario, ()))
    else:
        place = scenario.rules["choose"](*_as_ordered(orders), *at)
    return scenario.decisions[int(place)].decision


def ranked(scenario: Scenario, state: State, orders: Orders) -> tuple[Decision, ...]:
    """Return every legal decision, first the one after which least is missing to the ending that a player wants."""
    values, w = working_copy(scenario, state.values), working_copy(scenario, ())
    legal = [scenario.codes[option.decision] for option in legal_moves(scenario, state) if option.legal]
    gaps = [scenario.rules["after"](orders.aim, place, state.turn, state.due, values, w) for place in legal]
    order = sorted(range(len(legal)), key=lambda at: (gaps[at], legal[at]))
    return tuple(scenario.decisions[legal[at]].decision for at in order)


def play_on(scenario: Scenario, state: State, orders: Orders, until: int = 0) -> State:
    """Return the state at the start of turn `until`, or at the end, after a player has gone on; without a ledger."""
    if state.ending:
        return state
    values, w, r = working_copy(scenario, state.values), working_copy(scenario, ()), working_copy(scenario, ())
    turn, due, ending = scenario.rules["play_on"](
        *_as_ordered(orders), until or scenario.turns + 1, key_of(state.seed), state.turn, state.due, values, w, r
    )
    return State(state.seed, turn, due, tuple(values[: scenario.tables["STATE_SIZE"]]), ending)


def _as_ordered(orders: Orders) -> tuple[object, ...]:
    return int(orders.who), orders.aim, orders.share, orders.plan, orders.worth


def evaluate(scenario: Scenario, state: State, expression: Expression) -> float:
    """Return what a checked expression of this scenario is in a state; yes is 1 and no is 0."""
    emitter = Emitter(scenario.index, scenario.tables["STAMP"], scenario.tables["COUNT"])
    names: dict[str, Any] = dict(scenario.rules)
    names["turn"], names["v"] = state.turn, state.values
    return float(eval(compile(emitter.expression(expression), "<expression>", "eval"), names))  # noqa: S307 - own text
