"""Saved games on disk: one replay file a game with all its lines, written so that a crash never loses a turn.

A fork is kept in the file of the game that it parts from, from its first own decision on: the file always holds the
first line and every other one whole, so playing on, taking back or leaving one line never touches the others.

A save is written to a new file in the same folder, forced to the disk, and only then put in the place of the old one,
which is kept as one previous generation. So at any moment the old or the new game can be opened.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from game.errors import ReplayError, SaveError
from game.resources import saves_folder
from game.session.replay import Known, Replay, parse_replay, read_replay, record, replay_text
from game.session.replay_file import MAX_BYTES, MAX_FORKS

if TYPE_CHECKING:
    from pathlib import Path

    from game.engine import Scenario
    from game.session.session import Session

__all__ = [
    "Autosave",
    "SavedGame",
    "apart_save",
    "delete_save",
    "load_save",
    "new_save",
    "put_whole",
    "refuse_foreign",
    "saved_games",
    "saves_folder",
    "write_replay",
]

SUFFIX = ".json"
PREVIOUS = ".previous"
UNFINISHED = ".unfinished"


@dataclass(frozen=True, slots=True)
class SavedGame:
    """A saved game in a folder: its file, and either its replay or the reason why it cannot be read."""

    path: Path
    replay: Replay | None
    reason: str = ""


@dataclass(slots=True)
class Autosave:
    """Keeps one game's file up to date; a save that fails is told once and tried again with the next one.

    `known` is what was recorded before under `rules`, so that of many lines only the new turns are.
    """

    path: Path
    known: Known = field(default_factory=dict, compare=False, repr=False)
    rules: Scenario | None = field(default=None, compare=False, repr=False)

    def save(self, session: Session, saved_at: str = "") -> None:
        """Write the game as it now stands.

        Raises:
            SaveError: the disk refused; what was there before still is.
        """
        if self.rules is not session.scenario:
            self.known, self.rules = {}, session.scenario
        write_replay(self.path, record(session, saved_at, known=self.known))


def new_save(folder: Path, session: Session) -> Autosave:
    """Return the autosave of a new game: a file name that is not taken, from the scenario and the seed."""
    return Autosave(_not_taken(folder, f"{session.scenario.document.scenario.id}-{session.seed}"))


def apart_save(path: Path) -> Autosave:
    """Return the autosave of a game that goes on apart from the one in `path`, such as under other rules."""
    stem, _, number = path.stem.rpartition("-")
    # A third one is `game-3`, not `game-2-2`; a name such as `first-7` may end in a seed and is kept whole.
    whole = not stem or not number.isdecimal() or not path.with_name(f"{stem}{SUFFIX}").exists()
    return Autosave(_not_taken(path.parent, path.stem if whole else stem))


def delete_save(path: Path) -> None:
    """Delete a saved game with its generation before; one that is gone already is as good as deleted.

    Raises:
        SaveError: the disk refused; says why.
    """
    try:
        for one in (_beside(path, PREVIOUS), _beside(path, UNFINISHED), path):
            one.unlink(missing_ok=True)
    except OSError as error:
        raise SaveError(f"{path}: the saved game could not be deleted: {error.strerror or error}") from error


def saved_games(folder: Path) -> tuple[SavedGame, ...]:
    """Return the saved games of a folder, last written first; a damaged one is listed with its reason."""
    try:
        found = [(path.stat().st_mtime_ns, path.name, path) for path in folder.glob(f"*{SUFFIX}")]
    except OSError:
        return ()
    return tuple(_saved_game(path) for _, _, path in sorted(found, reverse=True))


def load_save(path: Path) -> Replay:
    """Return the saved game, from the generation before when the file itself is damaged or gone.

    Raises:
        ReplayError: neither can be read; the message is about the file itself.
    """
    try:
        return read_replay(path)
    except ReplayError as error:
        try:
            return read_replay(_beside(path, PREVIOUS))
        except ReplayError:
            raise error from None


def refuse_foreign(path: Path) -> None:
    """Make sure that a file named by the player may be written: it is new, empty, or a saved game, in a folder.

    Raises:
        SaveError: it holds something else, or its folder is not there: a slip in a path is told, and makes no folders.
    """
    if not path.parent.is_dir():
        raise SaveError(f"{path}: there is no folder {path.parent}; make it first, or name another")
    try:
        if path.exists() and path.stat().st_size:
            read_replay(path)
    except (OSError, ReplayError) as error:
        raise SaveError(f"{path}: is there already and is no saved game; name another file") from error


def write_replay(path: Path, replay: Replay) -> None:
    """Write a replay so that at any moment the old or the new file can be opened.

    Raises:
        SaveError: the disk refused, or the game has more forks than a file holds; says why.
    """
    data = replay_text(replay).encode("utf-8")
    if len(replay.forks) > MAX_FORKS or len(data) > MAX_BYTES:
        raise SaveError(
            f"{path}: the game has {len(replay.forks)} forks, more than one file can hold (at most {MAX_FORKS}, "
            f"{MAX_BYTES // 1024 // 1024} MiB); what was saved before stays as it is"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        old = _readable(path)
        # The previous generation is a copy: between two renames the file would be missing.
        if old is not None and old != data:
            put_whole(_beside(path, PREVIOUS), old)
        put_whole(path, data)
        _flush_folder(path.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise SaveError(
            f"{path}: the game could not be saved: {reason}; it goes on, and the next turn tries again"
        ) from error


def put_whole(path: Path, data: bytes) -> None:
    """Write a file beside `path`, force it to the disk, and put it in the place of `path`.

    Raises:
        OSError: the disk refused; what was there before still is.
    """
    unfinished = _beside(path, UNFINISHED)
    try:
        with unfinished.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)  # noqa: PTH105 - named as the system call it is; tests make it fail
    except OSError:
        with contextlib.suppress(OSError):
            unfinished.unlink()
        raise


def _not_taken(folder: Path, stem: str) -> Path:
    """Return a file name that no game has yet: the stem, or the stem with a number from 2."""
    path, number = folder / f"{stem}{SUFFIX}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{SUFFIX}"
    return path


def _saved_game(path: Path) -> SavedGame:
    try:
        return SavedGame(path, load_save(path))
    except ReplayError as error:
        return SavedGame(path, None, str(error))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _readable(path: Path) -> bytes | None:
    """Return the bytes of a file that holds a good replay: a damaged one must not push out the good one before it."""
    try:
        data = path.read_bytes()
        parse_replay(data, str(path))
    except (FileNotFoundError, ReplayError):
        return None
    return data


def _flush_folder(folder: Path) -> None:
    """Force the new name to the disk, where a folder can be opened (not on Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
