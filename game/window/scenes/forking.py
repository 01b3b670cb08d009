"""Lines of a game: the one place in which a screen opens another line, a new fork, or two lines side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.beside import other_lines
from game.session.replay import kept_lines
from game.window.kit.panel import NOTHING, Command

if TYPE_CHECKING:
    from game.session.saves import Autosave
    from game.session.session import Session
    from game.window.scenes.scene import Scene
    from game.window.stage import Stage

__all__ = ["FORK_KINDS", "first_beside", "led_to"]

FORK_KINDS = frozenset({"fork", "line", "beside"})
"""Commands that lead to lines of a game: play on from a turn, go to a line, set a line beside the one here.

A turn is told by its number, a line by its place among those that are kept, 0 for the first.
"""


def first_beside(session: Session) -> Command:
    """Return what sets a line beside another one: a fork beside the first line, that beside the newest fork.

    Nothing where the game has no other line.
    """
    others = other_lines(session)
    if not others:
        return NOTHING
    kept = kept_lines(session)
    return Command("beside", str(kept.index(others[-1 if session is kept[0] else 0])))


def led_to(stage: Stage, session: Session, command: Command, autosave: Autosave | None, back: Scene) -> Scene:
    """Return the screen that a command of `FORK_KINDS` leads to.

    Every line is kept in the one file of `autosave`; a game that has none has none afterwards either. `back` is where
    two lines side by side lead back to.
    """
    number = int(command.about)
    if command.kind == "fork":
        return _line(stage, session.part(number), autosave)
    line = kept_lines(session)[number]
    if command.kind == "line":
        return _line(stage, line, autosave)
    # Imported here: few games are forked.
    from game.window.scenes.lines import LinesScene  # noqa: PLC0415

    return LinesScene(stage, session, line, autosave=autosave, back=back)


def _line(stage: Stage, line: Session, autosave: Autosave | None) -> Scene:
    """Return the desk of a line, or its ending where it is over."""
    # Imported here: both lead here, too.
    from game.window.scenes.ending import EndingScene  # noqa: PLC0415
    from game.window.scenes.play import PlayScene  # noqa: PLC0415

    return (EndingScene if line.ended else PlayScene)(stage, line, autosave)
