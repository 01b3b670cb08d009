"""Players made of code: a policy looks at a state and decides.

A policy sees what a student sees. None reads a hidden number, the game's own seed as luck to come, or a state to come;
those that toss a coin draw from luck of their own (`policy/...`), fixed by the seed, so that a playthrough can be
repeated. What each decides stands in the text of the rules (`engine/players.py`), so that a batch plays it compiled.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

from game.engine import END_TURN, Decision, Orders, Player, Scenario, State, choose
from game.errors import UsageError, nearest
from game.scenario.expression import Number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = [
    "OFFERED",
    "POLICIES",
    "Greedy",
    "History",
    "Liking",
    "Planner",
    "Policy",
    "Scripted",
    "Sticky",
    "Uniform",
    "find_policy",
    "orders_of",
]

STRAYS = 0.2
"""How often the goal-seeking policy of a search decides evenly, so that it sees more than one way."""
ROLLOUTS_STRAY = 0.1
"""How often the planner lets the player of its rollouts decide evenly: it expects to be a little less than perfect."""


class Policy(Hashable, Protocol):
    """Decides in the place of Seoul."""

    @property
    def name(self) -> str:
        """The name by which a command asks for this policy."""

    def orders(self, scenario: Scenario) -> Orders:
        """Return what the text of the rules is to be told, for one scenario."""

    def __call__(self, scenario: Scenario, state: State) -> Decision:
        """Return a decision that is legal in `state`, which has not ended."""


class Ordered(ABC):
    """A policy that stands in the text of the rules."""

    name: str

    @abstractmethod
    def orders(self, scenario: Scenario) -> Orders:
        """Return what the text of the rules is to be told, for one scenario."""

    def __call__(self, scenario: Scenario, state: State) -> Decision:
        """Return a decision that is legal in `state`, which has not ended."""
        return choose(scenario, state, orders_of(self, scenario))


@dataclass(frozen=True)
class Uniform(Ordered):
    """Decides evenly: over moves and the end of the turn, then over the move's wordings; over replies."""

    name: str = "uniform"

    def orders(self, scenario: Scenario) -> Orders:  # noqa: ARG002 - the same in every scenario
        """Return the orders of an even player."""
        return Orders(Player.UNIFORM)


@dataclass(frozen=True)
class Sticky(Ordered):
    """Comes back to a favourite move, drawn for each game, four times of five; else decides evenly."""

    name: str = "sticky"

    def orders(self, scenario: Scenario) -> Orders:  # noqa: ARG002 - the same in every scenario
        """Return the orders of a sticky player."""
        return Orders(Player.STICKY)


@dataclass(frozen=True)
class Greedy(Ordered):
    """Decides one decision ahead: takes what brings an ending nearest (`engine/aims.py`), or ends the turn.

    Attributes:
        aim: id of the ending; the scenario's goal where none is named, else the one of most value.
        share: how often, 0..1, it decides evenly instead.
    """

    aim: str = ""
    share: float = 0.0
    name: str = "greedy"

    def orders(self, scenario: Scenario) -> Orders:
        """Return the orders of a greedy player."""
        return Orders(Player.GREEDY, _place(scenario, self.aim), self.share)


@dataclass(frozen=True)
class Planner(Ordered):
    """Looks into the twelve decisions that a greedy player likes best: plays each on in sixteen worlds to the end.

    The worlds have other luck and other secrets; it takes the decision whose endings are worth most on average. It
    stands for a strong player, and is slow.
    """

    aim: str = ""
    name: str = "planner"

    def orders(self, scenario: Scenario) -> Orders:
        """Return the orders of a planner."""
        return Orders(Player.PLANNER, _place(scenario, self.aim), ROLLOUTS_STRAY)


@dataclass(frozen=True)
class Liking(Ordered):
    """Takes the legal decision that is worth most to it, give or take a mood.

    Attributes:
        worth: what each decision is worth to it, where it is not 0.
        mood: how much its liking goes up and down, by luck of its own.
    """

    worth: Mapping[Decision, float]
    mood: float = 0.0
    name: str = "liking"

    def orders(self, scenario: Scenario) -> Orders:
        """Return the orders of a player of one mind."""
        worth = (*(self.worth.get(info.decision, 0.0) for info in scenario.decisions), self.mood)
        return Orders(Player.LIKING, worth=worth)


@dataclass(frozen=True)
class Scripted(Ordered):
    """Plays a fixed list, skips what is not legal, and then ends the turn.

    Attributes:
        turns: for each turn the moves to send, as decisions, in order.
        replies: for an event, a member of one or a ladder, the reply to give it.
        default: replies to give to anything else, the most wanted first; then the first legal one.

    The state is all it knows. So of a turn's list it sends the first that is legal now: a move closed at first is
    sent after all when a later one in the list opens it.
    """

    turns: tuple[tuple[str, ...], ...] = ()
    replies: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    default: tuple[str, ...] = ()
    name: str = "scripted"

    def orders(self, scenario: Scenario) -> Orders:
        """Return the orders of a player with a list."""
        replies = tuple(_replies(scenario, self.replies, self.default))
        turns = [self.turns[turn] if turn < len(self.turns) else () for turn in range(scenario.turns)]
        return _planned(scenario, [(*moves, END_TURN, *replies) for moves in turns])


@dataclass(frozen=True)
class History(Ordered):
    """Plays the line that the scenario records as what really happened.

    Luck may bring what did not happen then: an event that was answered in another turn gets that answer, one that asks
    for a statement gets a wording that was really said, anything else the first legal reply.
    """

    name: str = "history"

    def orders(self, scenario: Scenario) -> Orders:
        """Return the orders of a player with the recorded list, as `Scripted` has it."""
        rows = {row.turn: row for row in scenario.document.history}
        said = _said(scenario)
        lists = []
        for turn in range(1, scenario.turns + 1):
            replies = _replies(scenario, self._replies(scenario, turn), said)
            lists.append((*(rows[turn].moves if turn in rows else ()), END_TURN, *replies))
        return _planned(scenario, lists)

    @staticmethod
    def _replies(scenario: Scenario, turn: int) -> Mapping[str, str]:
        """Return the recorded replies, those of this turn before those of others."""
        replies: dict[str, str] = {}
        for row in scenario.document.history:
            replies = replies | row.replies if row.turn == turn else row.replies | replies
        return replies


@lru_cache(maxsize=64)
def _cached_orders(policy: Policy, scenario: Scenario) -> Orders:
    return policy.orders(scenario)


def orders_of(policy: Policy, scenario: Scenario) -> Orders:
    """Return a policy's orders, worked out once for each scenario."""
    try:
        return _cached_orders(policy, scenario)
    except TypeError:
        # A policy that holds a map cannot be looked up.
        return policy.orders(scenario)


def _place(scenario: Scenario, aim: str) -> int:
    """Return 1 + the place of the ending that a player wants; 0 where it wants none."""
    endings = scenario.document.endings
    names = list(endings)
    if aim:
        return 1 + names.index(aim)
    goal = next((name for name, ending in endings.items() if ending.goal), "")
    if goal:
        return 1 + names.index(goal)
    worth = {name: ending.value.tree.value for name, ending in endings.items() if isinstance(ending.value.tree, Number)}
    best = max(worth, key=lambda name: worth[name], default="")
    return 1 + names.index(best) if best else 0


def _planned(scenario: Scenario, lists: list[tuple[str, ...]]) -> Orders:
    codes = scenario.codes
    rows = [[codes[Decision(one)] for one in wanted if Decision(one) in codes] for wanted in lists]
    start = len(rows) + 1
    starts = [start + sum(len(row) for row in rows[:turn]) for turn in range(start)]
    return Orders(Player.PLANNED, plan=(*starts, *(place for row in rows for place in row)))


def _replies(scenario: Scenario, replies: Mapping[str, str], default: tuple[str, ...]) -> Iterator[str]:
    """Yield every reply of the scenario that is wanted: what is scripted for its rule, then the defaults."""
    parents = dict.fromkeys(info.parent for info in scenario.decisions if info.kind == "reply")
    yield from (f"{parent}.{replies[parent]}" for parent in parents if parent in replies)
    yield from (f"{parent}.{reply}" for reply in default for parent in parents)


def _said(scenario: Scenario) -> tuple[str, ...]:
    """Return the wordings that history records, as `move.wording`, in order."""
    recorded = [said for row in scenario.document.history for said in (*row.moves, *row.replies.values())]
    return tuple(dict.fromkeys(said for said in recorded if "." in said))


POLICIES: Mapping[str, Policy] = MappingProxyType(
    {
        policy.name: policy
        for policy in (
            Uniform(),
            Sticky(),
            Greedy(),
            Greedy(share=STRAYS, name="goal"),
            Planner(),
            History(),
            Scripted(),
        )
    }
)
OFFERED = tuple(name for name in POLICIES if name != "scripted")
"""Those that a command offers: a script is given by a program."""

AIMED: Mapping[str, type[Greedy | Planner]] = MappingProxyType({"greedy": Greedy, "goal": Greedy, "planner": Planner})


def find_policy(name: str, scenario: Scenario) -> Policy:
    """Return a policy by its name; `greedy:war`, `goal:war` and `planner:war` aim at another ending than the goal.

    Raises:
        UsageError: there is no such policy or ending; it names the nearest.
    """
    kind, colon, aim = name.partition(":")
    if kind not in OFFERED:
        meant = nearest(kind, OFFERED)
        hint = f"did you mean `{meant}`?" if meant else f"policies: {', '.join(OFFERED)}"
        raise UsageError(f"there is no policy `{kind}`; {hint}")
    if kind == "history" and not scenario.document.history:
        raise UsageError(f"the policy `history` plays what really happened, and {scenario.id} has no section `history`")
    if not colon:
        return POLICIES[kind]
    endings = scenario.document.endings
    if kind not in AIMED:
        raise UsageError(f"the policy `{kind}` aims at nothing; write `{kind}`, or aim with one of {', '.join(AIMED)}")
    if aim not in endings:
        meant = nearest(aim, endings)
        hint = f"did you mean `{meant}`?" if meant else f"endings: {', '.join(endings)}"
        raise UsageError(f"there is no ending `{aim}` in {scenario.id}; {hint}")
    if kind == "planner":
        return Planner(aim, name)
    return Greedy(aim, STRAYS if kind == "goal" else 0.0, name)
