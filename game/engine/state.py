"""The state of one playthrough, and the decisions that change it: small frozen values without behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NewType

Decision = NewType("Decision", str)
"""What Seoul decides: `end_turn`, `move`, `move.wording`, `event.reply`, `event.move.wording`, `ladder.reply`."""

END_TURN = Decision("end_turn")


@dataclass(frozen=True, slots=True)
class State:
    """All that changes while a scenario is played.

    Attributes:
        seed: the luck of this playthrough, 0..2**63-1.
        turn: 1..the scenario's number of turns.
        due: the site that waits for a reply, or 0.
        values: numbers (meters, flags, rungs), then the bookkeeping that `tables.Layout` names.
        ending: 0 while the game goes on, else 1 + the place of the ending in the file.
    """

    seed: int
    turn: int
    due: int
    values: tuple[float, ...]
    ending: int


@dataclass(frozen=True, slots=True)
class LegalMove:
    """A decision with its cost in points; `reason` says in words why it is not `legal` now."""

    decision: Decision
    cost: int
    legal: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the ledger: what moved a number, by how much, and why.

    `amount` is the change as written; `factors` are the modifiers (or `edge`) that acted on it, by id, in order.
    Entries of one number chain: each `before` is the last `after`, bit for bit.
    """

    turn: int
    number: str
    before: float
    after: float
    rule: str
    amount: float
    factors: tuple[tuple[str, float], ...]
    evidence: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """A rule that took place in a turn, whether or not it changed a number."""

    turn: int
    rule: str


@dataclass(frozen=True, slots=True)
class Step:
    """What one decision led to: the next state, its ledger entries and what took place, both in order."""

    state: State
    changes: tuple[Change, ...]
    happenings: tuple[Happening, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """The change of a number that a decision brings by itself: the mean over what is hidden, and its bounds."""

    number: str
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Descent:
    """How a standing crisis may come down at its next draw: by the way down to a rung (0 quiet), else by fading."""

    way: float
    way_to: int
    fade: float
    fade_to: int


class IllegalDecision(ValueError):  # noqa: N818 - named for what it is, as in python-chess
    """The decision cannot be taken in this state; the message gives the reason."""


class Player(IntEnum):
    """The kinds of players that the text of the rules knows."""

    UNIFORM = 0
    STICKY = 1
    GREEDY = 2
    PLANNED = 3
    LIKING = 4
    PLANNER = 5


@dataclass(frozen=True, slots=True)
class Orders:
    """What a player inside the text of the rules goes by.

    Attributes:
        who: what kind of player it is.
        aim: 1 + the place of the ending that it wants, or 0.
        share: how often, 0..1, it decides evenly instead.
        plan: for `PLANNED`: where each turn's list begins, from the first turn to one past the last, then the lists:
            places of decisions, the most wanted first.
        worth: for `LIKING`: what each decision is worth, and last the width of its mood.
    """

    who: Player
    aim: int = 0
    share: float = 0.0
    plan: tuple[int, ...] = (0,)
    worth: tuple[float, ...] = (0.0,)
