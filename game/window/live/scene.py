"""A game and its files side by side: every save is taken in at once, and what is wrong with it stands below."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pygame

from game.errors import GameError, ScenarioError
from game.scenario.differences import differences as edits
from game.scenario.watching import POLL, Watch
from game.window.kit.drawing import Drawing
from game.window.kit.panel import NOTHING, Box
from game.window.live.editor import Editor, copied
from game.window.live.findings import FOLD, OPEN, FindingsPanel
from game.window.live.place import Line, differences, reopened
from game.window.live.reading import Read, Reads, failed
from game.window.live.screen import SharedScreen
from game.window.live.waiting import WaitingScene
from game.window.scenes.ending import EndingScene
from game.window.scenes.lines import LinesScene
from game.window.scenes.play import PlayScene
from game.window.scenes.scene import LEFT_BUTTON
from game.window.scenes.title import TitleScene
from game.window.stage import SMALLEST, SMALLEST_SCALE, fitting_scale

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from game.engine import Scenario
    from game.errors import Finding
    from game.window.live.place import Game
    from game.window.scenes.scene import Scene
    from game.window.stage import Stage

POINTED = (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)


def now_words() -> str:
    """Return the time of day."""
    return time.strftime("%H:%M:%S")


class LiveScene:
    """Shows a scene above and the findings of its scenario below, and follows the files."""

    def __init__(
        self, stage: Stage, path: Path, begin: Callable[[], Scene], *, clock: Callable[[], str] = now_words
    ) -> None:
        """Begin a game on a scenario's files; where they have errors, wait until a save has none.

        Args:
            stage: the window; its screen is shared from now on.
            path: the scenario.
            begin: returns the first scene, as soon as the scenario can be played.
            clock: returns the time of day, for what is told.
        """
        self.stage = stage
        self.path = path
        self.begin = begin
        self.clock = clock
        self.screen = SharedScreen(stage.screen)
        stage.screen = self.screen
        self.panel = FindingsPanel()
        self.editor = Editor()
        self.watch, self.reads, self.line = Watch([path]), Reads(path), Line()
        self.panel.folded = not self._has_room()
        self.drawing: Drawing | None = None
        self._fitted: object = None
        self._saved = False
        self._is_below = False
        self._look_at = 0.0
        self.inner: Scene = WaitingScene(stage, path)
        self._fit()
        self._start()
        # The errors alone were looked for so far; warnings and tips are told as soon as they are known.
        self.reads.begin()

    @property
    def caption(self) -> str:
        """What the scene is called, and how many errors its files have."""
        errors = sum(one.severity == "error" for one in self.panel.findings)
        return (
            f"{self.inner.caption} ({errors} {'error' if errors == 1 else 'errors'})" if errors else self.inner.caption
        )

    def handle(self, event: pygame.event.Event) -> LiveScene:
        """Take an event: what is in the strip, and its keys, belong to the findings; all else to the scene."""
        if event.type == pygame.KEYDOWN and self._key(event):
            return self
        if event.type in POINTED:
            self._is_below = event.pos[1] >= self._top()
            if self._is_below:
                self._point_below(event)
                return self
            self.panel.set_hover(NOTHING)
        if event.type == pygame.MOUSEWHEEL and self._is_below:
            self.panel.scroll(event.y)
            return self
        if event.type == pygame.WINDOWEXPOSED:
            self.panel.dirty = True
        self._go_to(self.inner.handle(event))
        return self

    def tick(self, now: float) -> bool:
        """Look for saves now and then, take in what was read, and move the scene on."""
        if now >= self._look_at:
            self._look_at = now + POLL
            if self.watch.changed():
                self._saved = True
                self.reads.begin()
        found = self.reads.finished()
        if found is not None:
            self._take(found)
        return self.inner.tick(now)

    def paint(self, screen: pygame.Surface) -> list[pygame.Rect]:
        """Repaint what has changed above and below."""
        if self._fit():
            above = self.screen.surface
            screen = screen if above is None else above
        changed = self.inner.paint(screen)
        below = self.screen.below
        if self.panel.dirty and below is not None and self.drawing is not None:
            changed.append(self.panel.render(below, self.drawing).move(0, self._top()))
        return changed

    def idle(self) -> None:
        """Let the scene use the moment."""
        self.inner.idle()

    def enter(self) -> None:
        """Take over from another scene."""
        self.inner.enter()

    def leave(self) -> None:
        """Put the scene in order before the window closes."""
        self.inner.leave()

    def _start(self) -> None:
        """Begin the game, or show why it cannot be."""
        try:
            self._go_to(self.begin())
        except ScenarioError as error:
            self.panel.show(error.findings, "The game begins as soon as a save has no errors.")
        else:
            self.panel.show(self.panel.findings, f"Watching {self.path.name}: a save is taken in at once.")

    def _go_to(self, scene: Scene) -> None:
        """Show another scene above, where it is another one."""
        if scene is self.inner:
            return
        if isinstance(scene, TitleScene):
            # The title offers the scenario that is watched, wherever it lies.
            scene = TitleScene(self.stage, self.path)
        self.stage.drawing.forget()
        self._show(scene)

    def _show(self, scene: Scene) -> None:
        self.inner = scene
        scene.enter()

    def _take(self, found: Read) -> None:
        """Take in what a save has led to."""
        if found.scenario is None:
            errors = f"{found.errors} {'error' if found.errors == 1 else 'errors'}"
            goes_on = "The game begins" if isinstance(self.inner, WaitingScene) else "The game goes on as it was, and"
            rest = "as soon as a save has none." if isinstance(self.inner, WaitingScene) else "waits for the next save."
            self.panel.show(found.findings, f"{self.clock()} saved with {errors}. {goes_on} {rest}")
            return
        if found.is_whole:
            # The game has taken the save in already: these are the warnings and tips, which took longer to find.
            self.panel.show(found.findings, self.panel.told, self.panel.changes)
            return
        # Until they are known, the ones of the save before stay in sight.
        kept = tuple(one for one in self.panel.findings if one.severity != "error")
        known = self.stage.loaded.get(self.path)
        self.stage.loaded[self.path] = found.scenario
        try:
            told, changes = self._go_on(found.scenario, known)
        except GameError as error:
            # Such as a saved game that is to be resumed, and was recorded under other rules.
            self.panel.show(kept, f"{self.clock()} saved, but not taken in: {error}")
        except Exception as error:  # noqa: BLE001 - a fault of the program's own must not close a game in play
            self.panel.show((*kept, failed(error)), f"{self.clock()} saved, but not taken in.")
        else:
            self.panel.show(kept, told or self.panel.told, changes)

    def _go_on(self, scenario: Scenario, known: Scenario | None) -> tuple[str, tuple[str, ...]]:
        """Go on under new rules; return what is told of it, and what the save has changed."""
        # Two lines side by side are of the old rules: what is taken in is the game that they were opened from.
        game = self.inner.back if isinstance(self.inner, LinesScene) else self.inner
        if isinstance(game, WaitingScene):
            self._go_to(self.begin())
            return f"{self.clock()} saved without errors: the game begins.", ()
        if known is not None and known.document == scenario.document:
            # The first reading, or a save that only changed comments: what is shown may stay.
            self.stage.loaded[self.path] = known
            told = f"{self.clock()} saved: nothing in the game has changed." if self._saved else ""
            return told, self.panel.changes
        changes = tuple(map(str, edits(known.document, scenario.document))) if known is not None else ()
        if isinstance(game, PlayScene | EndingScene) and game.session.scenario is known:
            told, moved = self._replay(game, scenario)
            return told, ((moved, *changes) if moved else changes)
        if isinstance(game, TitleScene):
            self._refresh_title(game)
        return f"{self.clock()} saved and taken in.", changes

    def _replay(self, game: Game, scenario: Scenario) -> tuple[str, str]:
        """Take the decisions of a game again under new rules; return what is told, and which numbers are others."""
        before = game.session
        session, stopped, lost = self.line.replayed(scenario, before)
        # Nothing drawn is forgotten: most of it, such as the map, is the same under the new rules.
        cut_short = any(
            len(new.decisions) < len(old.decisions) for new, old in zip(session.lines, before.lines, strict=True)
        )
        self._show(reopened(self.stage, game, session, cut_short=cut_short or lost > 0))
        if before.scenario.rules_digest == scenario.rules_digest:
            return f"{self.clock()} taken in: texts have changed, the rules have not.", ""
        count = len(session.decisions)
        if stopped:
            return f"{self.clock()} taken in. {count} of {count + lost} decisions are still legal: {stopped}.", ""
        told = f"{self.clock()} taken in. {count} {'decision' if count == 1 else 'decisions'} played again"
        if not count:
            told = f"{self.clock()} taken in"
        moved = ", ".join(differences(before, session)) if count == len(before.decisions) else ""
        if moved:
            return f"{told}, with another result.", f"The game now: {moved}"
        return f"{told}: every number shown is the same.", ""

    def _refresh_title(self, title: TitleScene) -> None:
        fresh = TitleScene(self.stage, self.path)
        fresh.chosen, fresh.seed = title.chosen, title.seed
        self._show(fresh)

    def _key(self, event: pygame.event.Event) -> bool:
        """Read a key of the strip; return whether it was one."""
        if event.key == pygame.K_F6:
            self._fold()
        elif event.key == pygame.K_F8:
            self.panel.step(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif event.key == pygame.K_F9 and self.panel.findings:
            self._open(self.panel.findings[self.panel.place_of])
        else:
            return False
        return True

    def _point_below(self, event: pygame.event.Event) -> None:
        """Let the pointer look at a finding, or a click open it."""
        assert self.drawing is not None
        scale = self.drawing.scale
        command = self.panel.hit(event.pos[0] / scale, (event.pos[1] - self._top()) / scale)
        if event.type == pygame.MOUSEMOTION:
            # The scene above loses the pointer.
            self.inner.handle(pygame.event.Event(pygame.WINDOWLEAVE))
            self.panel.set_hover(command)
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == LEFT_BUTTON:
            if command == FOLD:
                self._fold()
            elif command.kind == "finding":
                self.panel.select(int(command.about))
                self._open(self.panel.findings[int(command.about)])

    def _open(self, finding: Finding) -> None:
        """Copy the place of a finding, and open it in the author's editor where there is one."""
        if finding.place is None:
            self.panel.tell("This finding is about the whole scenario: there is no line to open.")
            return
        place = copied(finding.place)
        try:
            pygame.scrap.put_text(place)
        except pygame.error:
            self.panel.tell(f"There is no clipboard here: {place}")
            return
        editor = self.editor.open(finding.place)
        self.panel.tell(f"Copied {place}" + (f" and opened it in {editor}." if editor else ""))

    def _fold(self) -> None:
        self.panel.folded = not self.panel.folded
        self._fit()

    def _has_room(self) -> bool:
        """Return whether the smallest desk fits above the open strip."""
        whole = self.screen.whole.surface
        return whole is None or whole.get_height() / SMALLEST_SCALE >= SMALLEST[1] + OPEN

    def _top(self) -> int:
        """Return where the strip begins, in pixels of the window."""
        above = self.screen.surface
        return above.get_height() if above is not None else 0

    def _fit(self) -> bool:
        """Share the window anew where its size, the scale, the palette or the fold has changed; return whether so."""
        whole = self.screen.whole.surface
        settings = self.stage.settings
        wanted = (whole and whole.get_size(), settings.scale, settings.night, self.panel.folded)
        if whole is None or wanted == self._fitted:
            return False
        self._fitted = wanted
        width, height = whole.get_size()
        scale = fitting_scale(width, height, settings.scale)
        self.drawing = Drawing(self.stage.faces, self.stage.palette, scale)
        self.screen.foot = self.drawing.px(self.panel.high)
        self.panel.place(Box(0, 0, width / scale, self.screen.foot / scale))
        self.stage.resize(width, height - self.screen.foot)
        self.inner.lay()
        return True
