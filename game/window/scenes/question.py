"""A dialog that asks before something cannot be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.window.kit.dialog import CLOSE, ENTER, MARGIN, Dialog
from game.window.kit.marks import button
from game.window.kit.panel import Box, Command
from game.window.theme import BODY, MOVE_TITLE

if TYPE_CHECKING:
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen

WIDTH = 520.0
LINE = 20.0


class Question(Dialog):
    """A title, a sentence, and two buttons: Enter does it, Esc does not."""

    def __init__(self, title: str, text: str, command: Command, label: str, refuse: str, *, stay: bool = False) -> None:
        """Ask whether to carry out `command`; `label` and `refuse` name the two buttons.

        With `stay`, Enter refuses too and the command has its first letter as its key.
        """
        super().__init__("question")
        self.hover_kinds = frozenset({CLOSE.kind, command.kind})
        self.title = title
        self.text = text
        self.command = command
        self.label = label
        self.refuse = refuse
        self.stay = stay

    def focusables(self) -> tuple[Command, ...]:
        """Return the two buttons."""
        return (self.command, CLOSE)

    def measure(self, drawing: Drawing, width: float, height: float) -> tuple[float, float]:
        """Return the size of title, text and buttons."""
        del height
        wide = min(WIDTH, width - 40)
        return wide, 150 + len(drawing.wrap(self.text, wide - 2 * MARGIN, BODY)) * LINE

    def paint(self, pen: Pen) -> None:
        """Draw title, text and buttons."""
        self.frame(pen)
        pen.text(MARGIN, 20, self.title, MOVE_TITLE)
        pen.paragraph(MARGIN, 60, self.text, pen.width - 2 * MARGIN, BODY, "ink2", leading=LINE / BODY.size)
        y = pen.height - 62
        yes = Box(pen.width - MARGIN - 210, y, 210, 40)
        no = Box(yes.x - 12 - 200, y, 200, 40)
        if self.stay:
            yes, no = no, yes
        do_key, refuse_key = (self.label[:1], "Enter") if self.stay else ("Enter", "Esc")
        button(pen, yes, self.label, do_key, quiet=self.stay, hovered=self.hover == self.command)
        button(pen, no, self.refuse, refuse_key, quiet=not self.stay, hovered=self.hover == CLOSE)
        for box, command in ((yes, self.command), (no, CLOSE)):
            if self.focus == command:
                self.ring(pen, box.inside(-3), radius=9)
            self.hits.append((box, command))

    def key(self, event: pygame.event.Event) -> None:
        """Carry it out by Enter, or not by Esc; Tab moves between the buttons."""
        if event.key == pygame.K_ESCAPE:
            self.answer = CLOSE
        elif event.key in (*ENTER, pygame.K_SPACE):
            usual = CLOSE if self.stay else self.command
            self.answer = self.focus if self.focus in self.focusables() else usual
        elif self.stay and event.unicode.lower() == self.label[:1].lower():
            self.answer = self.command
        elif event.key in (pygame.K_TAB, pygame.K_LEFT, pygame.K_RIGHT):
            self.step_focus(1)
