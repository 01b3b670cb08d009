"""The play of a test that failed, as files to open: a replay, and the scenario as the test wanted it."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.errors import SaveError
from game.scenario.writing import document_text
from game.session.replay import record
from game.session.saves import put_whole, write_replay

if TYPE_CHECKING:
    from pathlib import Path

    from game.simulation.cases import Outcome, Tested

__all__ = ["Kept", "keep_play"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A replay on the disk, and the command that opens it."""

    replay: Path
    command: str


def keep_play(tested: Tested, outcome: Outcome, scenario: Path, folder: Path) -> Kept | None:
    """Write the play of a test into a folder; none where no one game shows what is wrong.

    Args:
        tested: the scenario.
        outcome: what the test came to.
        scenario: the path by which the scenario is opened.
        folder: where the files go; those of an earlier run of the test are replaced.

    Raises:
        SaveError: the disk refused.
    """
    session = outcome.session
    if session is None:
        return None
    name = f"{session.scenario.id}-{outcome.name}"
    replay = folder / f"{name}.json"
    write_replay(replay, record(session))
    if session.scenario.document is not tested.document:
        # Where the test forced an event, the rules are not those of the scenario's own files.
        scenario = folder / f"{name}.yaml"
        _write(scenario, document_text(session.scenario.document))
    command = shlex.join(["middleground", "play", str(scenario), "--resume", str(replay)])
    return Kept(replay, command)


def _write(path: Path, text: str) -> None:
    try:
        put_whole(path, text.encode("utf-8"))
    except OSError as error:
        raise SaveError(f"{path}: could not be written: {error.strerror or error}") from error
