"""Playing on from an earlier turn: the one place in which a desk or an ending opens a game of its own from its past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.saves import fork_save

if TYPE_CHECKING:
    from game.session.saves import Autosave
    from game.session.session import Session
    from game.window.scenes.play import PlayScene
    from game.window.stage import Stage


def play_on_from(stage: Stage, session: Session, turn: int, autosave: Autosave | None) -> PlayScene:
    """Return the desk at the start of a turn, with the same luck, in a file beside that of `autosave`.

    The game that it comes from is kept as it is; one that has no file has none afterwards either.
    """
    # Imported here: the desk plays on from its own past, too.
    from game.window.scenes.play import PlayScene  # noqa: PLC0415

    own = fork_save(autosave.path) if autosave is not None else None
    return PlayScene(stage, session.fork(turn), own)
