"""The file of a replay: JSON, written the same each time and read strictly.

Whatever a file holds, reading it ends in a replay or in a `ReplayError` that says where and why. It knows no rules.

One file holds one game with all its lines: the first line whole, then `forks`, the lines that part from it. A fork
says in which `turn` it parts and `after` how many decisions of the first line; its `decisions` begin there, its `turns`
with the start of that turn. A fork of a fork is a fork like any other: what counts is where it parts from the first
line. `playing` is the line that was played last, 0 for the first. A file without forks is of format 1, as it was before
there were any.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn

from game.engine import Decision
from game.errors import ReplayError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

__all__ = [
    "FORMAT",
    "MAX_BYTES",
    "MAX_FORKS",
    "Fork",
    "Replay",
    "TurnRecord",
    "parse_replay",
    "read_replay",
    "replay_text",
]

KIND = "middleground replay"
FORMAT = 2
FORMAT_WITHOUT_FORKS = 1
MAX_BYTES = 16 * 1024 * 1024
MAX_FORKS = 500
MAX_DECISIONS = 20_000
MAX_TURNS = 1_000
MAX_NUMBERS = 2_000
MAX_TEXT = 400
SEED_LIMIT = 2**63
DECISION = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39}){0,2}\Z", re.ASCII)
NAME = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?\Z", re.ASCII)
DIGEST = re.compile(r"[0-9a-f]{64}\Z", re.ASCII)
TOP_KEYS = ("kind", "format", "scenario", "rules_digest", "seed", "start", "decisions", "turns", "saved_at")
FORKS_KEYS = ("forks", "playing")
FORK_KEYS = ("turn", "after", "decisions", "turns")
ABOUT_KEYS = ("id", "title", "version")
TURN_KEYS = ("digest", "numbers")


@dataclass(frozen=True, slots=True)
class TurnRecord:
    """A state as the file remembers it: its digest, and its numbers by name, so that a difference can be named."""

    digest: str
    numbers: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Fork:
    """A line that parts from the first one: in which turn, after how many of its decisions, and what it has of its own.

    `turns` begins with the state at the start of `turn`; else it is as in a `Replay`.
    """

    turn: int
    after: int
    decisions: tuple[Decision, ...]
    turns: tuple[TurnRecord, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """A recorded game: its first line, and the forks from it.

    Attributes:
        scenario: id of the scenario.
        title: its title when the game was recorded.
        version: its author's version then.
        rules_digest: digest of its rules then.
        seed: the luck of the game.
        decisions: what was decided, in order.
        turns: the state at the start of each turn begun, then the state after the last decision.
        saved_at: when, as the caller gave it; empty if not given.
        start: the numbers that began elsewhere than the scenario says, as in a scenario's test; mostly none.
        forks: the other lines of the game, in the order in which they were begun.
        playing: the line that was played last: 0 for the first, else the place of a fork, counted from 1.
    """

    scenario: str
    title: str
    version: str
    rules_digest: str
    seed: int
    decisions: tuple[Decision, ...]
    turns: tuple[TurnRecord, ...]
    saved_at: str = ""
    start: tuple[tuple[str, float], ...] = ()
    forks: tuple[Fork, ...] = ()
    playing: int = 0

    def line(self, number: int) -> Replay:
        """Return one line of the game as a game without forks: 0 is the first, then the forks from 1."""
        first = replace(self, forks=(), playing=0)
        if not number:
            return first
        fork = self.forks[number - 1]
        decisions = self.decisions[: fork.after] + fork.decisions
        return replace(first, decisions=decisions, turns=self.turns[: fork.turn - 1] + fork.turns)


def replay_text(replay: Replay) -> str:
    """Return the replay as the text of its file: JSON, the same bytes for the same replay."""
    content: dict[str, object] = {
        "kind": KIND,
        "format": FORMAT if replay.forks else FORMAT_WITHOUT_FORKS,
        "scenario": {"id": replay.scenario, "title": replay.title, "version": replay.version},
        "rules_digest": replay.rules_digest,
        "seed": replay.seed,
        "decisions": list(replay.decisions),
        "turns": _turns(replay.turns),
    }
    if replay.forks:
        content["forks"] = [
            {"turn": fork.turn, "after": fork.after, "decisions": list(fork.decisions), "turns": _turns(fork.turns)}
            for fork in replay.forks
        ]
        content["playing"] = replay.playing
    if replay.start:
        content["start"] = dict(replay.start)
    if replay.saved_at:
        content["saved_at"] = replay.saved_at
    return json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _turns(turns: Iterable[TurnRecord]) -> list[dict[str, object]]:
    return [{"digest": turn.digest, "numbers": dict(turn.numbers)} for turn in turns]


def read_replay(path: Path) -> Replay:
    """Return the replay in a file.

    Raises:
        ReplayError: it cannot be opened, is too large, or is not a replay of this format; says where.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ReplayError(f"{path}: cannot be opened: {error.strerror or error}") from error
    return parse_replay(data, str(path))


def parse_replay(data: bytes, place: str) -> Replay:
    """Return the replay that `data` holds; `place` names the file in messages.

    Raises:
        ReplayError: it is too large, or not a replay of this format.
    """
    reader = _Reader(place)
    if len(data) > MAX_BYTES:
        reader.refuse("", f"is larger than {MAX_BYTES // 1024 // 1024} MiB, so it is no replay")
    return reader.replay(reader.json(data))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one replay; every refusal names the file and the key."""

    place: str

    def refuse(self, key: str, what: str) -> NoReturn:
        where = f"{self.place}: {key}: " if key else f"{self.place}: "
        raise ReplayError(where + what)

    def json(self, data: bytes) -> object:
        try:
            return json.loads(data.decode("utf-8"), object_pairs_hook=self._map, parse_constant=self._constant)
        except UnicodeDecodeError as error:
            self.refuse("", f"is not text in UTF-8 (byte {error.start}), so it is no replay")
        except json.JSONDecodeError as error:
            self.refuse(f"line {error.lineno}, column {error.colno}", f"is not JSON: {error.msg}; the file is damaged")
        except RecursionError:
            self.refuse("", "is nested too deep to be a replay")
        except ValueError as error:
            # Python refuses numbers of thousands of digits with a plain ValueError.
            self.refuse("", f"holds a number that no replay has: {error}")

    def _map(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            self.refuse(repr(twice)[1:41], "stands there twice")
        return found

    def _constant(self, text: str) -> NoReturn:
        self.refuse("", f"holds {text}, which is no number of a replay")

    def replay(self, content: object) -> Replay:
        self._check_kind(content)
        assert isinstance(content, dict), "checked with its kind"
        forks = FORKS_KEYS if content["format"] != FORMAT_WITHOUT_FORKS else ()
        top = self._known("", content, (*TOP_KEYS, *forks), optional=("start", "saved_at"))
        about = self._known("scenario", top["scenario"], ABOUT_KEYS)
        seed = self._whole("seed", top["seed"])
        first = Replay(
            scenario=self._text("scenario.id", about["id"], NAME),
            title=self._text("scenario.title", about["title"]),
            version=self._text("scenario.version", about["version"]),
            rules_digest=self._text("rules_digest", top["rules_digest"], DIGEST),
            seed=seed,
            decisions=self._decisions("decisions", top["decisions"]),
            turns=self._turns("turns", top["turns"]),
            saved_at=self._text("saved_at", top.get("saved_at", "")),
            start=self._numbers("start", top.get("start", {})),
        )
        return self._with_forks(first, top) if forks else first

    def _with_forks(self, first: Replay, top: Mapping[str, object]) -> Replay:
        listed = self._list("forks", top["forks"], MAX_FORKS)
        forks = tuple(self._fork(f"forks[{place}]", fork, first) for place, fork in enumerate(listed))
        playing = self._whole("playing", top["playing"])
        if playing > len(forks):
            self.refuse("playing", f"is {playing}, but the file has {len(forks)} forks")
        return replace(first, forks=forks, playing=playing)

    def _fork(self, key: str, value: object, first: Replay) -> Fork:
        fork = self._known(key, value, FORK_KEYS)
        turn, after = self._whole(f"{key}.turn", fork["turn"]), self._whole(f"{key}.after", fork["after"])
        begun = len(first.turns) - 1
        if not 1 <= turn <= begun:
            self.refuse(f"{key}.turn", f"is {turn}; the first line has the turns 1 to {begun}")
        if after > len(first.decisions):
            self.refuse(f"{key}.after", f"is {after}; the first line has {len(first.decisions)} decisions")
        decisions = self._decisions(f"{key}.decisions", fork["decisions"])
        return Fork(turn, after, decisions, self._turns(f"{key}.turns", fork["turns"]))

    def _decisions(self, key: str, value: object) -> tuple[Decision, ...]:
        decisions = self._list(key, value, MAX_DECISIONS)
        return tuple(
            Decision(self._text(f"{key}[{place}]", decision, DECISION)) for place, decision in enumerate(decisions)
        )

    def _turns(self, key: str, value: object) -> tuple[TurnRecord, ...]:
        turns = self._list(key, value, MAX_TURNS + 1)
        return tuple(self._turn(f"{key}[{place}]", turn) for place, turn in enumerate(turns))

    def _known(
        self, key: str, value: object, allowed: Iterable[str], optional: Iterable[str] = ()
    ) -> Mapping[str, object]:
        if not isinstance(value, dict):
            self.refuse(key, "is no map")
        for name in allowed:
            if name not in value and name not in optional:
                self.refuse(key, f"has no `{name}`; the file is damaged")
        for name in value:
            if name not in allowed:
                self.refuse(key, f"has a key that this format does not know: {name[:40]!r}")
        return value

    def _check_kind(self, content: object) -> None:
        if not isinstance(content, dict):
            self.refuse("", "is no map; this is not a replay")
        if content.get("kind") != KIND:
            self.refuse("", f"is not a replay of Middle Ground (a replay begins with `kind: {KIND}`)")
        number = content.get("format")
        if isinstance(number, int) and not isinstance(number, bool) and number > FORMAT:
            self.refuse("format", f"is {_short(number)}, newer than this program reads ({FORMAT}); update the program")
        if number not in (FORMAT_WITHOUT_FORKS, FORMAT) or isinstance(number, (bool, float)):
            self.refuse("format", f"is {_short(number)}; this program reads {FORMAT_WITHOUT_FORKS} and {FORMAT}")

    def _list(self, key: str, value: object, most: int) -> list[object]:
        if not isinstance(value, list):
            self.refuse(key, "is no list")
        if len(value) > most:
            self.refuse(key, f"has {len(value)} entries; a replay has at most {most}")
        return value

    def _whole(self, key: str, value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < SEED_LIMIT:
            self.refuse(key, f"is {_short(value)}; expected a whole number from 0 to 2**63 - 1")
        return value

    def _text(self, key: str, value: object, pattern: re.Pattern[str] | None = None) -> str:
        if not isinstance(value, str):
            self.refuse(key, f"is {_short(value)}; expected text")
        if len(value) > MAX_TEXT or not (value.isprintable() or value == ""):
            self.refuse(key, "is not a short line of plain text")
        if pattern is not None and not pattern.match(value):
            self.refuse(key, f"is {_short(value)}, which is not written as it must be")
        return value

    def _turn(self, key: str, value: object) -> TurnRecord:
        turn = self._known(key, value, TURN_KEYS)
        digest = self._text(f"{key}.digest", turn["digest"], DIGEST)
        return TurnRecord(digest, self._numbers(f"{key}.numbers", turn["numbers"]))

    def _numbers(self, key: str, value: object) -> tuple[tuple[str, float], ...]:
        if not isinstance(value, dict) or len(value) > MAX_NUMBERS:
            self.refuse(key, f"is no map of at most {MAX_NUMBERS} numbers")
        return tuple(
            (self._text(key, name, NAME), self._number(f"{key}.{name}", number)) for name, number in value.items()
        )

    def _number(self, key: str, value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            self.refuse(key, f"is {_short(value)}; expected a number")
        try:
            number = float(value)
        except OverflowError:
            self.refuse(key, "is too large")
        # JSON's 1e999 is read as infinity.
        if not math.isfinite(number):
            self.refuse(key, "is too large")
        return number


def _short(value: object) -> str:
    """Return a value for a message: quoted, on one line, and cut."""
    text = ascii(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - a message keeps to one line
