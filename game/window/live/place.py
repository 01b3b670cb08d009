"""Keeping the place: the desk of a game that goes on under other rules shows what the one before it showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import shown
from game.session.replay import replay_session
from game.session.saves import apart_save
from game.window.kit.panel import Command
from game.window.scenes.ending import EndingScene
from game.window.scenes.ladder import LadderDialog
from game.window.scenes.play import PlayScene
from game.window.scenes.reader import Reader
from game.window.scenes.settings import SettingsDialog
from game.window.scenes.title import opening_dialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Decision, Scenario
    from game.session.session import Session
    from game.window.kit.dialog import Dialog
    from game.window.stage import Stage

__all__ = ["Game", "Line", "differences", "reopened"]

Game = PlayScene | EndingScene


class Line:
    """The decisions of a game, also those that the rules of the moment do not allow.

    A save that closes a move cuts the game short; the next one that opens it again brings the rest back, unless the
    player has decided something else meanwhile.
    """

    def __init__(self) -> None:
        """Remember nothing."""
        self._played: tuple[Decision, ...] = ()
        self._cut: tuple[Decision, ...] = ()

    def replayed(self, scenario: Scenario, session: Session) -> tuple[Session, str, int]:
        """Return the game under the rules of a scenario, why it goes no further, and how many decisions it has lost."""
        wanted = session.decisions
        if wanted == self._played:
            wanted += self._cut
        found, stopped = replay_session(scenario, session, wanted)
        self._played, self._cut = found.decisions, wanted[len(found.decisions) :]
        return found, stopped, len(self._cut)


def differences(before: Session, after: Session) -> Iterator[str]:
    """Yield what the same decisions have come to under two sets of rules, where that differs."""
    old, new = before.state, after.state
    if old.turn != new.turn:
        yield f"Turn {old.turn} \N{RIGHTWARDS ARROW} {new.turn}"
    for number in after.scenario.numbers:
        known = before.scenario.index.number_of.get(number.name)
        if known is None or number.hidden or number.kind != "meter" or number.counter:
            continue
        was = shown(before.scenario.index.numbers[known], old.values[known])
        now = shown(number, new.values[number.index])
        if was != now:
            yield f"{number.title} {was} \N{RIGHTWARDS ARROW} {now}"


def reopened(stage: Stage, old: Game, session: Session, *, cut_short: bool) -> Game:
    """Return the scene of a game under new rules: what was selected, open and had the ring is so again.

    A game that has lost decisions is kept in a new file from there on.
    """
    autosave = old.autosave
    if autosave is not None and cut_short and autosave.path.exists():
        autosave = apart_save(autosave.path)
    is_telling = isinstance(old, PlayScene) and old.consequences is not None and not cut_short
    if session.ended and not is_telling:
        return EndingScene(stage, session, autosave)
    scene = PlayScene(stage, session, autosave)
    scene.keyboard, scene.now = old.keyboard, old.now
    if is_telling:
        scene.tell_again()
    if isinstance(old, PlayScene):
        _select_as(scene, old)
        for dialog in old.dialogs:
            again = _dialog_again(scene, dialog)
            if again is not None:
                scene.open(again)
    return scene


def _select_as(scene: PlayScene, old: PlayScene) -> None:
    """Select the same move and wording, where there still are such, and turn to the same headline."""
    desk, before = scene.desk, old.desk
    if before.selected in scene.session.scenario.document.moves:
        scene.select(before.selected)
        if before.open_group in desk.groups:
            desk.open_group = before.open_group
        if before.choosing and before.wording in desk.open_wordings() and not scene.session.state.due:
            scene.choose(before.wording)
    desk.news_index = before.news_index
    known = {command for area in scene.steering.areas() for command in area}
    scene.set_focus(old.focus if old.focus in known else Command("move", desk.selected))


def _dialog_again(scene: PlayScene, dialog: Dialog) -> Dialog | None:
    """Return a dialog as it was, with what it now says; None for one that is not to be opened again."""
    stage, session = scene.stage, scene.session
    if dialog.name == "opening":
        return opening_dialog(session.scenario)
    if isinstance(dialog, SettingsDialog):
        return SettingsDialog(stage, scene.lay)
    if isinstance(dialog, LadderDialog) and dialog.ladder in session.scenario.document.ladders:
        return LadderDialog(scene.desk, dialog.ladder)
    return _reader_again(scene, dialog) if isinstance(dialog, Reader) else None


def _reader_again(scene: PlayScene, dialog: Reader) -> Reader | None:
    """Return the reader on the same page, scrolled as it was; None where there is no such page any more."""
    session = scene.session
    try:
        pages = [one.command for one in dialog.trail]
        reader = Reader(session, pages[0], playing=not session.state.due, names=scene.stage.settings.names)
        for command in pages[1:]:
            reader.follow(command)
    except LookupError:
        return None
    reader.here.page.roll.offset = dialog.here.page.roll.offset
    return reader
