"""Saved games: whatever the disk does, the old or the new game can be opened."""

from __future__ import annotations

import builtins
import errno
import io
import os
from pathlib import Path
from typing import Any, Self

import pytest

from game.engine import Decision, load_scenario
from game.errors import ReplayError, SaveError
from game.session.replay import read_replay, record
from game.session.saves import Autosave, load_save, new_save, refuse_foreign, saved_games, saves_folder, write_replay
from game.session.session import Session

CROSSING = load_scenario(Path(__file__).parent / "fixtures" / "crossing")


class FailingDisk:
    """Counts the calls that reach the disk and makes the n-th fail as a full disk does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int) -> None:
        """Wrap the calls that saving makes."""
        self.calls = 0
        self.fail_at = fail_at
        for name in ("fsync", "replace", "open"):
            monkeypatch.setattr(os, name, self.wrap(getattr(os, name)))
        monkeypatch.setattr(io, "open", self.wrap_open(builtins.open))
        monkeypatch.setattr(Path, "mkdir", self.wrap(Path.mkdir))

    def count(self) -> None:
        """Count one call; fail when it is the one."""
        self.calls += 1
        if self.calls == self.fail_at:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def wrap(self, call: Any) -> Any:
        """Return the call, counted."""

        def counted(*args: Any, **kwargs: Any) -> Any:
            self.count()
            return call(*args, **kwargs)

        return counted

    def wrap_open(self, call: Any) -> Any:
        """Return open, counted, whose files count each write: a failing one writes half."""

        def counted(path: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            self.count()
            file = call(path, mode, *args, **kwargs)
            return HalfFile(file, self) if "w" in mode else file

        return counted


class HalfFile:
    """A file whose writes are counted; the one that fails leaves half of its bytes."""

    def __init__(self, file: Any, disk: FailingDisk) -> None:
        """Wrap an open file."""
        self.file = file
        self.disk = disk

    def write(self, data: bytes) -> int:
        """Write, or write half and fail."""
        try:
            self.disk.count()
        except OSError:
            self.file.write(data[: len(data) // 2])
            self.file.flush()
            raise
        return int(self.file.write(data))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *args: object) -> None:
        self.file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.file, name)


def game(*decisions: str) -> Session:
    """Return a game with these decisions."""
    return Session(CROSSING, 7, decisions)


def test_a_saved_game_is_loaded_again(tmp_path: Path) -> None:
    """What was saved is what is loaded, with the time as it was given."""
    save = new_save(tmp_path / "deep" / "folder", game("visit"))

    save.save(game("visit"), "2026-01-01T00:00:00+00:00")

    assert load_save(save.path) == record(game("visit"), "2026-01-01T00:00:00+00:00")


def test_the_generation_before_is_kept(tmp_path: Path) -> None:
    """When the file is damaged the game of the save before is loaded."""
    save = Autosave(tmp_path / "game.json")
    save.save(game())
    save.save(game("visit"))

    save.path.write_bytes(save.path.read_bytes()[:100])

    assert load_save(save.path).decisions == ()


def test_a_damaged_file_does_not_push_out_the_good_one_before_it(tmp_path: Path) -> None:
    """Saving over a damaged file keeps the older good one as the generation before."""
    save = Autosave(tmp_path / "game.json")
    save.save(game())
    save.save(game("visit"))
    save.path.write_bytes(b"{")

    save.save(game("visit", "talks"))
    save.path.unlink()

    assert load_save(save.path).decisions == ()


def test_both_damaged_gives_the_error_of_the_file_itself(tmp_path: Path) -> None:
    """When no generation can be read the message names the file."""
    save = Autosave(tmp_path / "game.json")
    save.path.write_text("{")

    with pytest.raises(ReplayError, match=r"game\.json"):
        load_save(save.path)


@pytest.mark.parametrize("generations", [1, 2])
def test_a_full_disk_at_any_call_leaves_the_old_or_the_new_game(tmp_path: Path, generations: int) -> None:
    """The n-th call that reaches the disk fails, for every n: one of the two games loads, and no litter stays."""
    for fail_at in range(1, 60):
        path = tmp_path / f"{fail_at}" / "game.json"
        for _ in range(generations):
            write_replay(path, record(game()))
        with pytest.MonkeyPatch.context() as patch:
            disk = FailingDisk(patch, fail_at)
            try:
                write_replay(path, record(game("visit")))
                reason = ""
            except SaveError as error:
                reason = str(error)
        assert read_replay(path).decisions in ((), ("visit",))
        assert not list(path.parent.glob("*.unfinished"))
        if disk.calls < fail_at:
            assert not reason
            return
        assert "No space left on device" in reason
    pytest.fail("saving makes more calls than were tried")


def test_a_failing_disk_is_told_and_the_next_save_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure the session is untouched and can be saved when there is room again."""
    session = game("visit")
    save = Autosave(tmp_path / "game.json")
    with monkeypatch.context() as patch:
        FailingDisk(patch, 3)
        with pytest.raises(SaveError, match="the next turn tries again"):
            save.save(session)

    session.apply(Decision("talks"))
    save.save(session)

    assert load_save(save.path).decisions == ("visit", "talks")


def test_a_new_game_never_takes_a_name_that_is_taken(tmp_path: Path) -> None:
    """Two games of one scenario and seed have two files."""
    first = new_save(tmp_path, game())
    first.save(game())

    assert new_save(tmp_path, game()).path != first.path


def test_saved_games_are_listed_last_first_with_the_damaged(tmp_path: Path) -> None:
    """The list has the newest first; a file that cannot be read is listed with the reason."""
    for number, name in enumerate(("old", "new")):
        Autosave(tmp_path / f"{name}.json").save(game())
        os.utime(tmp_path / f"{name}.json", (number, number))
    (tmp_path / "broken.json").write_text("{")
    os.utime(tmp_path / "broken.json", (9, 9))

    listed = saved_games(tmp_path)

    assert [saved.path.name for saved in listed] == ["broken.json", "new.json", "old.json"]
    assert listed[0].replay is None
    assert "not JSON" in listed[0].reason


def test_a_folder_that_is_not_there_has_no_saved_games(tmp_path: Path) -> None:
    """Before the first game there is nothing to list."""
    assert saved_games(tmp_path / "none") == ()


def test_a_file_of_another_kind_is_not_written_over(tmp_path: Path) -> None:
    """A file named by the player that is no saved game is refused."""
    path = tmp_path / "essay.txt"
    path.write_text("My essay")

    with pytest.raises(SaveError, match="is no saved game"):
        refuse_foreign(path)


def test_the_folder_is_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Saved games go to the folder that the platform gives to this user's data."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert saves_folder().parts[-2:] == ("middleground", "saves")


def test_a_platform_that_cannot_open_folders_still_saves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a folder cannot be forced to the disk, the file alone is."""
    monkeypatch.delattr(os, "O_DIRECTORY", raising=False)
    path = tmp_path / "game.json"

    Autosave(path).save(Session(CROSSING, 7))

    assert read_replay(path).seed == 7
