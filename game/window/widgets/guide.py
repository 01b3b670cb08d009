"""The guided first turn: five short steps, each beside the part of the desk that it is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pygame

from game.session.titles import framed
from game.window.kit.dialog import CLOSE, ENTER, Dialog
from game.window.kit.marks import button
from game.window.kit.panel import NOTHING, Box, Command
from game.window.theme import CAPTION, MOVE_TITLE, Role, rgb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.engine import Scenario
    from game.window.kit.drawing import Drawing
    from game.window.kit.panel import Panel
    from game.window.kit.pen import Pen
    from game.window.stage import Stage

NEXT, BEFORE = Command("next"), Command("before")
WIDTH, BROAD, NARROW, MARGIN = 352.0, 440.0, 248.0, 20.0
"""The box is as wide as the first of these with which it covers least of what it is about."""

TITLE_LINE, TEXT_LINE, FOOT = 28.0, 19.0, 62.0
TEXT = Role("ui-400", 14)
AWAY, EDGE = 18.0, 8.0
RING = 3.0
NEXT_WIDTH, SKIP_WIDTH, SMALL_WIDTH, BETWEEN = 112.0, 96.0, 64.0, 8.0


@dataclass(frozen=True, slots=True)
class GuideStep:
    """A step: the panels that it lights, by the beginning of their names, a title and a text."""

    panels: tuple[str, ...]
    title: str
    text: str


STEPS = (
    GuideStep(
        ("meter.", "gauge."),
        "What you watch",
        "Every capital trusts {seat} more or less; the notch is the goal. Below stand the gauges: the tinted end "
        "is danger. Click a number to read why it is what it is.",
    ),
    GuideStep(
        ("top",),
        "What you play for",
        "The goal in a line, with a mark for each part that is met now. "
        "Beside it are the points of {points} that this turn still has.",
    ),
    GuideStep(
        ("moves",),
        "Choose a move",
        "Arrows say what a move should change, and by how much. Blue is good for the goal, orange is bad, "
        "and a hollow arrow is not sure. Click a move, or go through them with Up and Down.",
    ),
    GuideStep(
        ("dossier",),
        "Hear them, then send",
        "The ministries say who will mind, and why. Click Send, or press Enter. "
        "Where words must be chosen first, they open over the map.",
    ),
    GuideStep(
        ("turns",),
        "End the turn",
        "When you have done what you can, click End turn, or press E. The capitals answer one after another, "
        "and events may follow. "
        "Every turn stays here; click one to read its record.",
    ),
)


class Guide(Dialog):
    """An overlay that lights one part of the desk after another and says what it is for."""

    hover_kinds = frozenset({"next", "before", "close"})

    def __init__(self, stage: Stage, scenario: Scenario, panels: Sequence[Panel], refresh: Callable[[], None]) -> None:
        """Begin with the first step; `refresh` asks the scene to paint everything anew."""
        super().__init__("guide")
        self.stage = stage
        self.panels = panels
        self.refresh = refresh
        self.steps = tuple(replace(step, text=framed(scenario, step.text)) for step in STEPS if self._lit(step))
        self.place_of = 0
        self.wanted = WIDTH
        # The ring is on the button from the first key on: Enter, Enter, Enter goes through.
        self.focus = NOTHING

    @property
    def step(self) -> GuideStep:
        """The step that is shown."""
        return self.steps[self.place_of]

    @property
    def last(self) -> bool:
        """Whether no step follows."""
        return self.place_of == len(self.steps) - 1

    def focusables(self) -> tuple[Command, ...]:
        """Return the buttons, from left to right."""
        return (*(() if self.last else (CLOSE,)), *((BEFORE,) if self.place_of else ()), NEXT)

    def lit(self) -> tuple[Panel, ...]:
        """Return the panels that the step is about."""
        return self._lit(self.step)

    def measure(self, drawing: Drawing, width: float, height: float) -> tuple[float, float]:
        """Return the width, and the height of title, text and buttons."""
        wide = min(self.wanted, width - 2 * EDGE)
        inner = wide - 2 * MARGIN
        high = MARGIN + 18 + len(drawing.wrap(self.step.title, inner, MOVE_TITLE)) * TITLE_LINE
        high += len(drawing.wrap(self.step.text, inner, TEXT)) * TEXT_LINE + FOOT + 14
        return wide, min(height - 2 * EDGE, high)

    def centre(self, drawing: Drawing, width: float, height: float) -> None:
        """Take a place beside the lit part, inside the view."""
        self.stage.look_at(self.around(inside_view=False))
        lit = self.around()
        boxes = []
        for self.wanted in (WIDTH, BROAD, NARROW):
            size = self.measure(drawing, width, height)
            boxes.append(beside(lit, size, (width, height)))
        self.place(min(boxes, key=lambda box: covered(box, lit)))

    def render(self, screen: pygame.Surface, drawing: Drawing) -> pygame.Rect:
        """Lift the lit panels out of the veil, draw a ring around them, then the text box."""
        view = self.stage.view
        for panel in self.lit():
            box = panel.box
            whole = pygame.Surface((drawing.px(box.right), drawing.px(box.bottom)))
            area = panel.render(whole, drawing)
            screen.blit(whole, (drawing.px(box.x - view.x), drawing.px(box.y - view.y)), area)
        around = self.around().inside(-RING / 2)
        ring = pygame.Rect(*(drawing.px(side) for side in (around.x, around.y, around.width, around.height)))
        colour = rgb(drawing.colour("focus"))
        pygame.draw.rect(screen, colour, ring.clip(screen.get_rect()), max(2, drawing.px(RING)))
        super().render(screen, drawing)
        return screen.get_rect()

    def paint(self, pen: Pen) -> None:
        """Draw how far the guide is, title, text and buttons."""
        self.frame(pen)
        inner, y = pen.width - 2 * MARGIN, MARGIN - 4
        pen.text(MARGIN, y, f"{self.place_of + 1} of {len(self.steps)}", CAPTION, "ink3")
        y += 18
        for line in pen.drawing.wrap(self.step.title, inner, MOVE_TITLE):
            pen.text(MARGIN, y, line, MOVE_TITLE)
            y += TITLE_LINE
        y += 6
        for line in pen.drawing.wrap(self.step.text, inner, TEXT):
            pen.text(MARGIN, y, line, TEXT, "ink2")
            y += TEXT_LINE
        self._buttons(pen, pen.height - FOOT + 6)

    def _buttons(self, pen: Pen, top: float) -> None:
        """Draw the ways on, back and out; a narrow box has no room for the keys on its buttons."""
        bare = pen.width < MARGIN * 3 + NEXT_WIDTH + SKIP_WIDTH
        on, off = (SMALL_WIDTH, SMALL_WIDTH) if bare else (NEXT_WIDTH, SKIP_WIDTH)
        right = pen.width - MARGIN - on
        words = ("Begin" if self.last else "Next", "" if bare else "Enter")
        self._button(pen, Box(right, top, on, 38), NEXT, words)
        if self.place_of:
            self._button(pen, Box(right - BETWEEN - SMALL_WIDTH, top, SMALL_WIDTH, 38), BEFORE, ("Back", ""))
        if not self.last:
            self._button(pen, Box(MARGIN, top, off, 38), CLOSE, ("Skip", "" if bare else "Esc"))

    def act(self, command: Command) -> None:
        """Go to the next step or the one before, or end the guide."""
        if command == CLOSE or (command == NEXT and self.last):
            self.stage.change(replace(self.stage.settings, guided=True))
            self.answer = CLOSE
        elif command in (NEXT, BEFORE):
            self.place_of = max(0, self.place_of + (1 if command == NEXT else -1))
            self.focus = NOTHING
            self.centre(self.stage.drawing, self.stage.view.width, self.stage.view.height)
            self.refresh()

    def key(self, event: pygame.event.Event) -> None:
        """Read a key: Enter and Right go on, Left and Backspace back, Esc ends."""
        if event.key == pygame.K_ESCAPE:
            self.act(CLOSE)
        elif event.key == pygame.K_TAB:
            self.step_focus(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif event.key in (*ENTER, pygame.K_SPACE):
            self.act(NEXT if self.focus == NOTHING else self.focus)
        elif event.key in (pygame.K_RIGHT, pygame.K_DOWN):
            self.act(NEXT)
        elif event.key in (pygame.K_LEFT, pygame.K_UP, pygame.K_BACKSPACE):
            self.act(BEFORE)

    def _button(self, pen: Pen, box: Box, command: Command, words: tuple[str, str]) -> None:
        button(pen, box, *words, quiet=command != NEXT, hovered=self.hover == command)
        if self.focus == command:
            self.ring(pen, box.inside(-3), radius=9)
        self.hits.append((box, command))

    def _lit(self, step: GuideStep) -> tuple[Panel, ...]:
        return tuple(panel for panel in self.panels if panel.name.startswith(step.panels))

    def around(self, *, inside_view: bool = True) -> Box:
        """Return the box around the lit panels, on the desk or in the view."""
        boxes = [panel.box for panel in self.lit()]
        x, y = min(box.x for box in boxes), min(box.y for box in boxes)
        around = Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)
        view = self.stage.view
        return replace(around, x=x - view.x, y=y - view.y) if inside_view else around


def beside(lit: Box, size: tuple[float, float], view: tuple[float, float]) -> Box:
    """Return a box of a size beside a lit one: right, left, below or above it, where it covers least."""
    wide, high = size
    width, height = view
    middle_x, middle_y = lit.x + (lit.width - wide) / 2, lit.y + (lit.height - high) / 2
    places = (
        (lit.right + AWAY, middle_y),
        (lit.x - AWAY - wide, middle_y),
        (middle_x, lit.bottom + AWAY),
        (middle_x, lit.y - AWAY - high),
    )
    boxes = [
        Box(min(max(EDGE, x), width - wide - EDGE), min(max(EDGE, y), height - high - EDGE), wide, high)
        for x, y in places
    ]
    return min(boxes, key=lambda box: covered(box, lit))


def covered(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(0.0, wide) * max(0.0, high)
