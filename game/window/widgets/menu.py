"""The menu of the title: scenarios, a new game with its seed, and the way to the settings and out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.window.kit.marks import button
from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, CAPTION, LABEL, MOVE_TITLE, NAME, QUOTE, STRONG, TITLE

if TYPE_CHECKING:
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.scenes.title import TitleScene

MARGIN, INSET = 24.0, 16.0
LINE, INDENT = 19.0, 12.0
ROOMY = 560.0
"""Below this height the heading stands closer."""

STEPS = (
    "Choose a move: arrows show what it should change.",
    "Send it: each capital hears your words in its own way.",
    "End the turn: what follows is told cause by cause.",
)
STEPS_HEIGHT, STEP = 118.0, 26.0
CLOSED, GAP = 46.0, 8.0
OPEN_HEAD, OPEN_FOOT = 66.0, 14.0
START_BLOCK = 104.0
FOOT = 52.0
START_WIDTH, SEED_WIDTH, HEIGHT = 190.0, 164.0, 42.0
START, SEED, SETTINGS, QUIT = Command("start"), Command("seed"), Command("settings"), Command("quit")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text in a colour; `leads` puts a dash before it."""

    text: str
    colour: str
    indent: float = 0.0
    leads: bool = False


class MenuPanel(Panel):
    """Scenarios as a list that unfolds the chosen one, the buttons of a new game, and the foot."""

    hover_kinds = frozenset({"offer", "start", "seed", "settings", "quit"})

    def __init__(self, scene: TitleScene) -> None:
        """Show what a scene offers."""
        super().__init__("menu")
        self.scene = scene

    def focusables(self) -> tuple[Command, ...]:
        """Return everything that can be reached, from the top down."""
        offers = (Command("offer", str(place)) for place in range(len(self.scene.offers)))
        return (*offers, SEED, START, SETTINGS, QUIT)

    def tip(self, command: Command) -> str:
        """Return what a button does, or what a scenario that is folded says of itself."""
        if command.kind == "offer" and int(command.about) < len(self.scene.offers):
            offer = self.scene.offers[int(command.about)]
            return "" if int(command.about) == self.scene.chosen and not offer.fault else offer.summary
        settings = self.scene.stage.told or "Size, palette, motion, sound, flags and names. Its key is O."
        words = {
            START.kind: f"A new game with the luck of seed {self.scene.seed}.",
            SEED.kind: "Draws another luck. The same seed and the same decisions lead to the same game.",
            SETTINGS.kind: settings,
            QUIT.kind: "Closes the window.",
        }
        return words.get(command.kind, "")

    def paint(self, pen: Pen) -> None:
        """Draw the heading, the scenarios, the buttons and the foot."""
        y = paint_heading(pen)
        y = self._offers(pen, y)
        self._start(pen, y + 8)
        y += 8 + START_BLOCK
        if pen.height - FOOT - y >= STEPS_HEIGHT:
            self._steps(pen, y)
        self._foot(pen, pen.height - FOOT)

    def _section(self, pen: Pen, y: float, words: str, note: str = "") -> None:
        x, right = MARGIN + 10 + pen.text(MARGIN, y, words, LABEL, "ink3"), pen.width - MARGIN
        if note:
            right -= pen.text(right, y, note, CAPTION, "ink2", align="right") + 10
        pen.line([(x, y + 9), (right, y + 9)], "rule")

    def _steps(self, pen: Pen, y: float) -> None:
        """Write how a turn goes, for who has not played yet."""
        self._section(pen, y, "How a turn goes")
        for place, words in enumerate(STEPS):
            middle = y + 38 + place * STEP
            pen.circle(MARGIN + 10, middle, 9.5, "sunk", stroke="rule2")
            pen.text(MARGIN + 10, middle, str(place + 1), LABEL, "ink2", align="centre", middle=True)
            pen.text(MARGIN + 30, middle, words, BODY, "ink2", middle=True)

    def _offers(self, pen: Pen, y: float) -> float:
        """Draw as many scenarios as have room, the chosen one among them, and return where they end."""
        top, y = y, y + 26
        width, room = pen.width - 2 * MARGIN, pen.height - FOOT - START_BLOCK - y
        lines = self._lines(pen.drawing, width, room)
        heights = [CLOSED + GAP] * len(self.scene.offers)
        if self.scene.offers:
            heights[self.scene.chosen] = OPEN_HEAD + len(lines) * LINE + OPEN_FOOT + GAP
        first, end = shown_places(heights, self.scene.chosen, room)
        hidden = end - first < len(heights)
        self._section(pen, top, "Scenarios", f"{self.scene.chosen + 1} of {len(heights)}" if hidden else "")
        for place in range(first, end):
            box = Box(MARGIN, y, width, heights[place] - GAP)
            self._offer(pen, box, place, lines if place == self.scene.chosen else [])
            y += heights[place]
        return y

    def _lines(self, drawing: Drawing, width: float, room: float) -> list[Line]:
        """Return what the chosen scenario says of itself in coloured lines; its aims only where they fit."""
        if not self.scene.offers:
            return []
        offer, across = self.scene.offers[self.scene.chosen], width - 2 * INSET
        goal = f"Goal: {offer.goal}" if offer.goal else ""
        lines = [Line(line, "ink2") for line in drawing.wrap(offer.summary, across, BODY)]
        lines += [Line(line, "ink") for line in drawing.wrap(goal, across, BODY)]
        aims: list[Line] = []
        for aim in offer.aims:
            first, *rest = drawing.wrap(aim, across - INDENT, BODY)
            aims += [Line(first, "ink2", INDENT, leads=True), *(Line(line, "ink2", INDENT) for line in rest)]
        fits = OPEN_HEAD + (len(lines) + len(aims)) * LINE + OPEN_FOOT + GAP <= room
        return lines + aims if fits else lines

    def _offer(self, pen: Pen, box: Box, place: int, lines: list[Line]) -> None:
        offer, command = self.scene.offers[place], Command("offer", str(place))
        chosen = place == self.scene.chosen
        pen.rect(
            box.x + 1, box.y + 1, box.width - 2, box.height - 2,
            "sunk" if chosen or self.hover == command else "panel", radius=6,
            stroke="accent" if chosen else "rule", line=2 if chosen else 1,
        )  # fmt: skip
        if self.focus == command:
            self.ring(pen, box.inside(-3), radius=9)
        colour, x = "ink3" if offer.fault else "ink", box.x + INSET
        if chosen:
            pen.text(x, box.y + 8, offer.title, MOVE_TITLE, colour)
            pen.text(x, box.y + 41, offer.facts, CAPTION, "ink3")
            for number, line in enumerate(lines):
                y = box.y + OPEN_HEAD + number * LINE
                pen.text(x + line.indent, y, line.text, BODY, line.colour)
                if line.leads:
                    pen.text(x, y, "\u2013", BODY, line.colour)
        else:
            pen.text(x, box.y + CLOSED / 2, offer.title, NAME, colour, middle=True)
            pen.text(box.right - INSET, box.y + CLOSED / 2, offer.facts, CAPTION, "ink3", align="right", middle=True)
        self.hits.append((box, command))

    def _start(self, pen: Pen, y: float) -> None:
        """Draw the buttons of a new game, and its seed with what that means."""
        start = Box(MARGIN, y, START_WIDTH, HEIGHT)
        seed = Box(start.right + 14, y, SEED_WIDTH, HEIGHT)
        button(pen, start, "New game", "Enter", hovered=self.hover == START, enabled=self.scene.may_start)
        button(pen, seed, "Another seed", "S", quiet=True, hovered=self.hover == SEED)
        for box, command in ((start, START), (seed, SEED)):
            if self.focus == command:
                self.ring(pen, box.inside(-3), radius=9)
            self.hits.append((box, command))
        x = MARGIN + 6 + pen.text(MARGIN, y + HEIGHT + 12, f"Seed {self.scene.seed}.", STRONG)
        pen.text(x, y + HEIGHT + 12, "The same seed brings the same luck.", BODY, "ink2")

    def _foot(self, pen: Pen, y: float) -> None:
        """Draw the way to the settings and out."""
        pen.line([(MARGIN, y), (pen.width - MARGIN, y)], "rule")
        x = MARGIN
        told = bool(self.scene.stage.told)
        settings = ("triangle-alert", "Settings: please look") if told else ("settings", "Settings")
        for command, icon, label in ((SETTINGS, *settings), (QUIT, "", "Leave")):
            width = pen.drawing.width(label, BODY) + 46 + (0 if icon else 12)
            box = Box(x, y + 9, width, FOOT - 18)
            if self.hover == command:
                pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=6)
            middle = box.y + box.height / 2
            if icon:
                pen.image(pen.drawing.icon(icon, 16, "neg" if told else "ink2"), x + 10, middle - 8)
            else:
                pen.rect(x + 8, middle - 10, 32, 20, radius=4, stroke="rule2")
                pen.text(x + 24, middle, "Esc", CAPTION, "ink2", align="centre", middle=True)
            pen.text(box.right - 10, middle, label, BODY, "ink2", align="right", middle=True)
            if self.focus == command:
                self.ring(pen, box)
            self.hits.append((box, command))
            x += width + 12


def paint_heading(pen: Pen) -> float:
    """Write the name of the game and return where the list begins."""
    top = 30.0 if pen.height >= ROOMY else 12.0
    pen.text(MARGIN, top, "Middle Ground", TITLE)
    pen.text(MARGIN, top + 56, "Hold the space between four capitals, from Seoul's desk.", QUOTE, "ink2")
    return top + (102 if pen.height >= ROOMY else 88)


def shown_places(heights: list[float], chosen: int, room: float) -> tuple[int, int]:
    """Return the first place shown and the one after the last: the chosen one, and what fits around it."""
    first, end, used = chosen, min(chosen + 1, len(heights)), sum(heights[chosen : chosen + 1])
    while True:
        if end < len(heights) and used + heights[end] <= room:
            used += heights[end]
            end += 1
        elif first > 0 and used + heights[first - 1] <= room:
            first -= 1
            used += heights[first]
        else:
            return first, end
