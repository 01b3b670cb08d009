"""What the text of a scenario's rules finds beside it: its tables and its generated functions.

There is no module of this name: `compiler.py` brings these names together when a scenario is compiled. Tables are
tuples in play and arrays when the text is compiled; the first index of each is named in its comment.
"""

from collections.abc import MutableSequence
from typing import Any, TypeAlias

Table: TypeAlias = tuple[float, ...]
Places: TypeAlias = tuple[int, ...]

# In play a state's values may be a tuple where they are only read.
Values: TypeAlias = MutableSequence[float]
# An array of numpy's, by game: one value a game; a row a game; a table a game.
Column: TypeAlias = Any
Rows: TypeAlias = Any
Tables: TypeAlias = Any
Ledger: TypeAlias = list[tuple[float, float, float, float, float]] | None

# The calendar.
AGENDA: float
# Below so many points no move can be sent.
LEAST_COST: float
MAY_PASS: bool
TURNS: int

# How many there are, and where each part of the values begins.
LADDERS: int
PULLS: int
MOVES: int
NUMBERS: int
STAMP: int
COUNT: int
FACTOR: int
POINTS: int
MADE: int
STATE_SIZE: int
SCRATCH: int

# Sites are numbered from 1: reactions, events, members of `one_of`, rungs.
FIRST_EVENT: int
FIRST_MEMBER: int
FIRST_RUNG: int
UNIFORM_SITE: int
FAVOURITE_SITE: int
STRAY_SITE: int
WORLD_SITE: int
DECISIONS: int

# Kinds of players, as `state.Player` numbers them.
UNIFORM: int
STICKY: int
GREEDY: int
PLANNED: int
LIKING: int
PLANNER: int

# By number: its range; +1.0, 0.0, -1.0 for better higher, neither, lower; pull; edge; the ladder it is, from 1, or 0.
LOW: Table
HIGH: Table
BETTER: Table
PULL: Table
EDGE_WITHIN: Table
EDGE_LEAST: Table
NUMBER_LADDER: Places
# The numbers that are pulled.
PULL_NUMBER: Places
# By number: 0 fixed, 1 drawn between low and high, 2 a yes with the chance in low; the site of the draw.
START_DRAWN: Places
START_LOW: Table
START_HIGH: Table
START_SITE: Places
# By number: whether a student sees it, and the likeliest that it was at the start.
HIDDEN: Places
SUPPOSED: Table

# By effect: its number, what it does (CHANGES, SETS, LIFTS), whether `amount` computes it, else by how much.
EFFECT_NUMBER: Places
EFFECT_OPERATION: Places
EFFECT_COMPUTED: Places
EFFECT_AMOUNT: Table
# By effect: its span in EFFECT_MODIFIERS, which holds the modifiers that may touch it in file order.
MODIFIER_FIRST: Places
MODIFIER_LAST: Places
EFFECT_MODIFIERS: Places
# By effect that begins a block: whether none of the block reads what one before it changes. It has a row more.
EFFECT_APART: Places
# By modifier: +1.0 gains, -1.0 losses, 0.0 any.
MODIFIER_CHANGE: Table

# By move: points where they are fixed, limit (0 times is no bound), condition or -1, the site of its wordings' draw,
# its span of decisions.
MOVE_COST: Table
MOVE_TIMES: Places
MOVE_COOLDOWN: Places
MOVE_GUARD: Places
MOVE_SITE: Places
MOVE_FIRST: Places
MOVE_LAST: Places

# By decision: its span of effects, own condition or -1, its move or -1, what it counts as or -1.
DECISION_FIRST: Places
DECISION_LAST: Places
DECISION_GUARD: Places
DECISION_MOVE: Places
DECISION_HAPPENED: Places
DECISION_WORDING_HAPPENED: Places
DECISION_REPLY_HAPPENED: Places
# By decision: the site of a mood's draw.
DECISION_SITE: Places
# By decision: a ladder's reply scales the next climb, and is offered from a lowest rung on.
DECISION_CLIMB: Table
DECISION_LOWEST: Table

# By site: its span of effects, limit, happening, draws, span of replies, span of members.
SITE_FIRST: Places
SITE_LAST: Places
SITE_TIMES: Places
SITE_COOLDOWN: Places
SITE_HAPPENED: Places
SITE_DRAW: Places
PICK_SITE: Places
SITE_REPLY_FIRST: Places
SITE_REPLY_LAST: Places
SITE_MEMBER_FIRST: Places
SITE_MEMBER_LAST: Places
# By member, from 0: the site of its event.
MEMBER_EVENT: Places

# By ladder: its number, the site and the happening of its lowest rung, its top, rungs a turn (0 is no bound), draws.
LADDER_NUMBER: Places
LADDER_SITE: Places
RUNG_FIRST: Places
TOP: Places
PER_TURN: Places
FADE_SITE: Places
AGAIN_SITE: Places
WAY_DOWN_SITE: Places
WAY_DOWN_TO: Places
# By rung, from 0 over all ladders: its ladder, and where fading leads.
RUNG_LADDER: Places
RUNG_FADE_TO: Places

def legal(guard: int, turn: int, v: Values) -> bool: ...
def cost(m: int, turn: int, v: Values) -> float: ...
def amount(i: int, turn: int, v: Values) -> float: ...
def factor(modifier: int, this: int, turn: int, v: Values) -> float: ...
def visit(at: int, seed: int, turn: int, v: Values, ledger: Ledger) -> int: ...
def weigh(member: int, turn: int, v: Values) -> float: ...
def happens(site: int, turn: int, v: Values) -> float: ...
def climb_chance(site: int, turn: int, v: Values) -> float: ...
def fade_chance(site: int, turn: int, v: Values) -> float: ...
def again_chance(site: int, turn: int, v: Values) -> float: ...
def way_down_chance(ladder: int, turn: int, v: Values) -> float: ...
def ending(last: bool, turn: int, v: Values) -> int: ...
def missing(aim: int, turn: int, v: Values) -> float: ...
def ending_value(reached: int, turn: int, v: Values) -> float: ...
def copy_values(size: int, v: Values, w: Values) -> None: ...
def lesser(a: float, b: float) -> float: ...
def greater(a: float, b: float) -> float: ...
