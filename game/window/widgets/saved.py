"""Saved games in a row, each with a small picture of its state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.window.kit.panel import Box, Command, Panel
from game.window.theme import BODY, CAPTION, CARD, LABEL, STRONG, trust_colour
from game.window.widgets.region import small_picture

if TYPE_CHECKING:
    import pygame

    from game.window.kit.pen import Pen
    from game.window.scenes.title import TitleScene
    from game.window.shelf import Kept

MARGIN, GAP = 24.0, 12.0
CARDS_TOP, CARD_HEIGHT = 38.0, 108.0
NARROWEST = 380.0
PICTURE = (128.0, 96.0)
TEXT_LEFT = 148.0
VALUE_PITCH = 54.0
MOST_VALUES = 4
BUTTON = (58.0, 24.0)
ARROW = 32.0
CARD_KINDS = ("saved", "delete", "debrief")
DAMAGED = "Open it to read what is wrong."


class SavesPanel(Panel):
    """The saved games that have room, the newest first; arrows turn to the others."""

    hover_kinds = frozenset({"saved", "delete", "debrief", "page"})

    def __init__(self, scene: TitleScene) -> None:
        """Show the saved games of a scene."""
        super().__init__("saves")
        self.scene = scene
        self.first = 0

    @property
    def count(self) -> int:
        """How many games have room side by side."""
        return max(1, int((self.box.width - 2 * MARGIN + GAP) // (NARROWEST + GAP)))

    def focusables(self) -> tuple[Command, ...]:
        """Return all saved games, also those that are turned to only when they are reached."""
        return tuple(Command("saved", str(place)) for place in range(len(self.scene.saved)))

    def tip(self, command: Command) -> str:
        """Return where a game is kept, why it cannot be read, or what a button does."""
        if command.kind == "page":
            return "More saved games."
        if command.kind not in ("saved", "delete", "debrief") or int(command.about) >= len(self.scene.saved):
            return ""
        game = self.scene.saved[int(command.about)]
        if command.kind == "delete":
            return "Deletes this game, after a question. Its key is Del."
        if command.kind == "debrief":
            return "What each decision of this game was worth, and what luck did. Its key is D."
        return game.reason or f"Goes on with the game in {game.path.name}."

    def set_focus(self, command: Command) -> None:
        """Turn to the game that has the ring."""
        super().set_focus(command)
        if self.focus.kind == "saved":
            place = int(self.focus.about)
            self.first = min(max(self.first, place - self.count + 1), place)

    def turn(self, by: int) -> None:
        """Turn to the games before or after."""
        most = max(0, len(self.scene.saved) - self.count)
        self.first = min(most, max(0, self.first + by * self.count))
        self.dirty = True

    def scroll(self, notches: int) -> bool:
        """Turn by the wheel."""
        before = self.first
        self.first = min(max(0, len(self.scene.saved) - self.count), max(0, self.first - notches))
        self.dirty = self.dirty or self.first != before
        return self.first != before

    def paint(self, pen: Pen) -> None:
        """Draw the heading and the games in view."""
        pen.line([(0, 0.5), (pen.width, 0.5)], "rule")
        saved = self.scene.saved
        self.first = min(self.first, max(0, len(saved) - self.count))
        x = MARGIN + 10 + pen.text(MARGIN, 11, "Go on with a saved game", LABEL, "ink3")
        pen.line([(x, 20), (self._pages(pen) - 10, 20)], "rule")
        width = (pen.width - 2 * MARGIN - (self.count - 1) * GAP) / self.count
        for place, game in enumerate(saved[self.first : self.first + self.count]):
            box = Box(MARGIN + place * (width + GAP), CARDS_TOP, width, CARD_HEIGHT)
            self._card(pen, box, self.first + place, game)

    def _pages(self, pen: Pen) -> float:
        """Draw which games are in view, between two arrows, and return where that begins."""
        total = len(self.scene.saved)
        if total <= self.count:
            return pen.width - MARGIN + 10
        last = min(total, self.first + self.count)
        words = f"{self.first + 1} to {last} of {total}" if last > self.first + 1 else f"{last} of {total}"
        width = pen.drawing.width(words, CAPTION)
        right = pen.width - MARGIN
        for x, by, open_ in ((right - ARROW, 1, last < total), (right - 2 * ARROW - width - 8, -1, self.first > 0)):
            command, box = Command("page", f"{by:+d}"), Box(x, 6, ARROW, 28)
            if self.hover == command and open_:
                pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=6)
            name = "chevron-right" if by > 0 else "chevron-left"
            pen.image(pen.drawing.icon(name, 18, "ink2" if open_ else "rule"), x + 7, 11)
            if open_:
                self.hits.append((box, command))
        pen.text(right - ARROW - 4, 20, words, CAPTION, "ink2", align="right", middle=True)
        return right - 2 * ARROW - width - 8

    def _card(self, pen: Pen, box: Box, place: int, game: Kept) -> None:
        command = Command("saved", str(place))
        hovered = self.hover.kind in CARD_KINDS and self.hover.about == command.about
        pen.rect(
            box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1,
            "sunk" if hovered else "panel", radius=6, stroke="rule",
        )  # fmt: skip
        if self.focus == command:
            self.ring(pen, box.inside(-2), radius=9)
        self.hits.append((box, command))
        self._picture(pen, box, game)
        x, right = box.x + TEXT_LEFT, box.right - 12
        pen.text(x, box.y + 8, game.title, CARD)
        status = game.status[:1].upper() + game.status[1:]
        pen.text(x, box.y + 28, status, BODY, "ink2")
        if game.reason:
            pen.text(x, box.y + 45, DAMAGED, BODY, "ink2")
        elif game.glance is not None:
            pen.text(x, box.y + 45, game.glance.when, BODY, "ink2")
            self._values(pen, x, box.y + 65, game)
        pen.text(
            x,
            box.bottom - 17,
            self._origin(pen, game, right - x - BUTTON[0] * (2 if game.ended else 1)),
            CAPTION,
            "ink3",
            middle=True,
        )
        self._button(pen, box, Command("delete", str(place)), "Delete", 0, ("neg_soft", "neg"))
        if game.ended:
            self._button(pen, box, Command("debrief", str(place)), "Debrief", 1, ("pos_soft", "pos"))

    def _origin(self, pen: Pen, game: Kept, room: float) -> str:
        """Return when a game was saved, how many forks it has and its seed, as far as there is room for them."""
        replay = game.replay
        forks = (
            f"{len(replay.forks)} {'fork' if len(replay.forks) == 1 else 'forks'}" if replay and replay.forks else ""
        )
        seed = f"seed {replay.seed}" if replay else ""
        parts = [part for part in (game.date, forks, seed) if part]
        while len(parts) > 1 and pen.drawing.width(", ".join(parts), CAPTION) > room:
            parts.pop()
        return ", ".join(parts)

    def _picture(self, pen: Pen, box: Box, game: Kept) -> None:
        """Draw the relations on a small map; an icon where they are not known."""
        x, y = box.x + 6, box.y + 6
        if game.glance is None:
            pen.rect(x, y, *PICTURE, "sunk", radius=4)
            icon = "triangle-alert" if game.reason else "hourglass"
            pen.image(pen.drawing.icon(icon, 22, "ink3"), x + PICTURE[0] / 2 - 11, y + PICTURE[1] / 2 - 11)
            return
        region, glance = self.scene.region, game.glance

        def make() -> pygame.Surface:
            return small_picture(pen, PICTURE, region.view(), region.coasts, glance)

        pen.image(pen.drawing.kept(("small", region.view(), glance.home, glance.relations), make), x, y)

    def _values(self, pen: Pen, x: float, y: float, game: Kept) -> None:
        """Write the values of the relations, each with its flag."""
        relations = game.glance.relations if game.glance is not None else ()
        for place, one in enumerate(relations[:MOST_VALUES]):
            left = x + place * VALUE_PITCH
            pen.image(pen.drawing.flag(one.flag, 18), left, y + 2)
            pen.text(left + 24, y, str(one.shown), STRONG, trust_colour(pen.drawing.palette, one.value))

    def _button(self, pen: Pen, card: Box, command: Command, label: str, place: int, colours: tuple[str, str]) -> None:
        """Draw a small button at the foot of a card, counted from the right; under the pointer it has its colours."""
        right = card.right - 4 - place * (BUTTON[0] + 4)
        box = Box(right - BUTTON[0], card.bottom - BUTTON[1] - 5, *BUTTON)
        hovered = self.hover == command
        if hovered:
            pen.rect(box.x, box.y, box.width, box.height, colours[0], radius=4)
        colour = colours[1] if hovered else "ink3"
        middle = box.y + box.height / 2
        pen.text(box.x + box.width / 2, middle, label, CAPTION, colour, align="centre", middle=True)
        self.hits.append((box, command))
