"""Files that long work will fill: their room is taken before the work, so that none of it is done for nothing."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from game.errors import GameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["Reserved", "reserved"]

MEGABYTE = 1_000_000


class Reserved:
    """A file to be: room on the disk beside the path that it will have."""

    def __init__(self, path: Path, room: int) -> None:
        """Take the room.

        Args:
            path: what the file will be called; a file of that name stays as it is until then.
            room: how many bytes it may need.

        Raises:
            UsageError: the path cannot be written.
            GameError: the disk has no room.
        """
        self.path = path
        self._file = _part_of(path)
        try:
            _take_room(self._file.fileno(), path, room)
        except BaseException:
            self.discard()
            raise

    def fill(self, write: Callable[[IO[bytes]], None]) -> None:
        """Let the content be written, and give the file its name: whole or not at all.

        Raises:
            GameError: the disk refused.
        """
        try:
            write(self._file)
            self._file.truncate()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            Path(self._file.name).replace(self.path)
        except OSError as error:
            raise GameError(f"{self.path} could not be written: {error.strerror or error}") from error
        finally:
            self.discard()

    def discard(self) -> None:
        """Give the room back, where the file has not got its name."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            Path(self._file.name).unlink()


@contextmanager
def reserved(wanted: Iterable[tuple[Path, int]]) -> Iterator[list[Reserved]]:
    """Take the room of several files; what has not been filled in the end is given back.

    Raises:
        UsageError: a path cannot be written.
        GameError: the disk has no room.
    """
    taken: list[Reserved] = []
    try:
        for path, room in wanted:
            taken.append(Reserved(path, room))
        yield taken
    finally:
        for one in taken:
            one.discard()


def _part_of(path: Path) -> IO[bytes]:
    """Return a new file beside a path, open to be written."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder; name a file in it")
    if path.exists() and not os.access(path, os.W_OK):
        raise UsageError(f"{path} cannot be written: it is read-only")
    try:
        return path.with_name(f".{path.name}.{os.getpid()}.part").open("wb")
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno == errno.ENOENT and path.parent.is_dir():
            # What the system says of a folder such as /proc is not true of it.
            reason = f"the folder {path.parent} takes no files"
        raise UsageError(f"{path} cannot be written: {reason[:1].lower()}{reason[1:]}") from error


def _take_room(handle: int, path: Path, room: int) -> None:
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(handle, 0, room)
            return
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise GameError(_no_room(path, room)) from error
        # A file system that cannot reserve: its free room is all that can be asked.
    if shutil.disk_usage(path.parent).free < room:
        raise GameError(_no_room(path, room))


def _no_room(path: Path, room: int) -> str:
    needed = f"{max(1, round(room / MEGABYTE)):,} MB"
    return f"there is no room for {path}: it may need {needed}; play fewer games or name another disk"
