"""The reader: one dialog with tabs, in which pages lead to pages by mouse and by keyboard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.window.kit.dialog import CLOSE, ENTER, MARGIN, SCROLL_KEYS, Dialog
from game.window.kit.marks import button, key_line
from game.window.kit.page import Page, bar
from game.window.kit.panel import NOTHING, Box, Command
from game.window.pages.book import PAGES, TAB_TITLES, TABS, Book
from game.window.pages.tips import tip_of
from game.window.theme import BODY, MOVE_TITLE, SECTION

if TYPE_CHECKING:
    from game.session.session import Session
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.pages.leaf import Leaf

WIDE, HIGH = 940.0, 740.0
EDGE, LOW = 40.0, 520.0
TABS_HEIGHT, TITLE_LINE, FOOT = 48.0, 30.0, 58.0
TITLE_TOP = 14.0
BACK = Command("back")
TAB_AIR = 14.0
HINTS, BACK_HINT = (("Tab", "next link"), ("Enter", "open it")), (("Backspace", "back"),)
FEW_HINTS = 620.0
"""A narrower dialog has no room for the keys beside its button."""
CLOSE_WIDTH = 118.0


@dataclass(eq=False)
class Opened:
    """A page that was opened: what asked for it, what it says, and where it is scrolled."""

    command: Command
    leaf: Leaf
    page: Page


class Reader(Dialog):
    """Record, sources, glossary and help behind tabs, and every page that they lead to.

    What is not a page (`fork`, `line`, `beside`, `move`, `guide`) becomes the answer, for the scene to carry out.
    """

    hover_kinds = frozenset({*PAGES, "close", "back", "fork", "line", "beside", "move", "guide", "turn"})

    def __init__(self, session: Session, command: Command, *, playing: bool = True, names: bool = False) -> None:
        """Open the page that `command` asks for.

        Without `playing` nothing is offered that belongs to a game that goes on; with `names` leaders are named.
        """
        super().__init__("reader")
        self.book = Book(session, playing, names)
        self.trail: list[Opened] = []
        self.follow(command)

    @property
    def here(self) -> Opened:
        """The page that is shown."""
        return self.trail[-1]

    @property
    def title(self) -> str:
        """The title of the page that is shown."""
        return self.here.leaf.title

    def follow(self, command: Command) -> None:
        """Open a page, or go to a turn of the one that is shown."""
        if command.kind == "turn":
            self.here.page.go(f"turn {command.about}")
        elif not self.trail or command != self.here.command:
            leaf = self.book.leaf(command)
            self.trail.append(Opened(command, leaf, Page(leaf.parts)))
            self._drop_ring()
        self.dirty = True

    def back(self) -> None:
        """Go back to the page before."""
        if len(self.trail) > 1:
            self.trail.pop()
            self._drop_ring()

    def measure(self, drawing: Drawing, width: float, height: float) -> tuple[float, float]:
        """Return the same size for every page, as far as the window has it."""
        del drawing
        edge = EDGE if height > LOW else EDGE / 2
        return min(WIDE, width - edge), min(HIGH, height - edge)

    def focusables(self) -> tuple[Command, ...]:
        """Return the tabs, the way back and the button; the links of the page have the ring by place."""
        return (*TABS, *((BACK,) if len(self.trail) > 1 else ()), CLOSE)

    def tip(self, command: Command) -> str:
        """Say what a link leads to."""
        return "" if command in TABS else tip_of(self.book.session, command)

    def box_of(self, command: Command) -> Box | None:
        """Return where a command was drawn; of links that stand there several times, the one that has the ring."""
        ring = self.here.page.ring
        if ring is not None and command == self._chosen():
            return Box(ring.x + self.box.x, ring.y + self.box.y, ring.width, ring.height)
        return super().box_of(command)

    def paint(self, pen: Pen) -> None:
        """Draw tabs, title, page and foot."""
        self._edge(pen)
        self._tabs(pen)
        top = self._title(pen)
        box = Box(MARGIN, top, pen.width - 2 * MARGIN + 12, pen.height - top - FOOT)
        page = self.here.page
        fresh = page.roll.view == 0
        page.hover = self.hover
        if fresh and self.here.command.kind == "record" and self.here.command.about:
            page.lay(pen.drawing, box.width, box.height)
            page.go(f"turn {self.here.command.about}")
        page.paint(pen, box)
        if page.ring is not None:
            self.ring(pen, page.ring.inside(-3), radius=5)
        self.hits += page.hits
        self._foot(pen)

    def _edge(self, pen: Pen) -> None:
        """Draw the edge of the dialog as four bars: one frame would make a picture of the whole dialog."""
        for x, y, width, height in (
            (0.0, 0.0, pen.width, 1.0),
            (0.0, pen.height - 1, pen.width, 1.0),
            (0.0, 0.0, 1.0, pen.height),
            (pen.width - 1, 0.0, 1.0, pen.height),
        ):
            bar(pen, x, y, width, height, "rule2")

    def _tabs(self, pen: Pen) -> None:
        """Draw the tabs; the one that the page lies behind is underlined, as on the debrief."""
        x, tab = MARGIN - TAB_AIR, self.here.leaf.tab
        bar(pen, 1, TABS_HEIGHT, pen.width - 2, 1, "rule")
        for command, title in zip(TABS, TAB_TITLES, strict=True):
            here = title == tab
            role = SECTION if here else BODY
            width = pen.drawing.width(title, role) + 2 * TAB_AIR
            box = Box(x, 8, width, TABS_HEIGHT - 14)
            if self.hover == command:
                pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=6)
            pen.text(x + TAB_AIR, TABS_HEIGHT / 2 + 1, title, role, "ink" if here else "ink2", middle=True)
            if here:
                bar(pen, x + TAB_AIR, TABS_HEIGHT - 2, width - 2 * TAB_AIR, 3, "accent")
            if self.focus == command and self.here.page.focused < 0:
                self.ring(pen, box, radius=6)
            self.hits.append((box, command))
            x += width + 4

    def _title(self, pen: Pen) -> float:
        """Write the title with the way back before it; return where the page begins."""
        x, y = MARGIN, TABS_HEIGHT + TITLE_TOP
        if len(self.trail) > 1:
            box = Box(MARGIN - 6, y - 1, 32, 32)
            if self.hover == BACK:
                pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=6)
            pen.image(pen.drawing.icon("chevron-left", 22, "ink"), MARGIN - 1, y + 4)
            if self.focus == BACK:
                self.ring(pen, box, radius=6)
            self.hits.append((box, BACK))
            x += 34
        for line in pen.drawing.wrap(self.title, pen.width - x - MARGIN, MOVE_TITLE):
            pen.text(x, y, line, MOVE_TITLE)
            y += TITLE_LINE
        return y + 12

    def _foot(self, pen: Pen) -> None:
        """Draw the button, and which keys there are."""
        top = pen.height - FOOT
        bar(pen, MARGIN, top + 5, pen.width - 2 * MARGIN, 1, "rule")
        if pen.width > FEW_HINTS:
            keys = (*(HINTS if self.here.page.links() else ()), *(BACK_HINT if len(self.trail) > 1 else ()))
            key_line(pen, MARGIN, top + 21, keys)
        place = Box(pen.width - MARGIN - CLOSE_WIDTH, top + 13, CLOSE_WIDTH, 36)
        button(pen, place, "Close", "Esc", hovered=self.hover == CLOSE)
        if self.focus == CLOSE:
            self.ring(pen, place.inside(-3), radius=9)
        self.hits.append((place, CLOSE))

    def act(self, command: Command) -> None:
        """Follow a link, or answer with what the scene must do."""
        if command == BACK:
            self.back()
        elif command.kind in PAGES or command.kind == "turn":
            self.follow(command)
        elif command != NOTHING:
            self.answer = command

    def key(self, event: pygame.event.Event) -> None:
        """Read a key: Tab goes through links and buttons, Enter opens, Backspace goes back, arrows scroll."""
        page = self.here.page
        if event.key == pygame.K_ESCAPE:
            self.answer = CLOSE
        elif event.key in (pygame.K_BACKSPACE, pygame.K_LEFT):
            self.back()
        elif event.key == pygame.K_TAB:
            self._step(-1 if event.mod & pygame.KMOD_SHIFT else 1)
        elif event.key in ENTER or (event.key == pygame.K_SPACE and self._chosen() != NOTHING):
            chosen = self._chosen()
            self.act(CLOSE if chosen == NOTHING else chosen)
        elif event.key == pygame.K_SPACE:
            self.dirty = page.roll.by(page.roll.view * 0.9) or self.dirty
        elif event.key in SCROLL_KEYS:
            self.dirty = page.roll.by(SCROLL_KEYS[event.key]) or self.dirty

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the page."""
        moved = self.here.page.roll.by(-notches * 41.0)
        self.dirty = self.dirty or moved
        return moved

    def _chosen(self) -> Command:
        """Return what has the keyboard's ring."""
        links, place = self.here.page.links(), self.here.page.focused
        return links[place].command if 0 <= place < len(links) else self.focus

    def _drop_ring(self) -> None:
        """Take the keyboard's ring away: the page is another one."""
        self.here.page.focused = -1
        self.focus = self.hover = NOTHING
        self.dirty = True

    def _step(self, by: int) -> None:
        """Move the ring through the links of the page, then the button and the tabs, and round again."""
        page, others = self.here.page, [CLOSE, *TABS, *((BACK,) if len(self.trail) > 1 else ())]
        count = len(page.links())
        if page.focused >= 0 and page.ring is not None:
            place = page.focused + by
        elif self.focus in others:
            place = count + others.index(self.focus) + by
        else:
            # Nothing had the ring, or it was scrolled away: begin with what is in view.
            first = page.first_in_view()
            place = (first if first >= 0 else count) if by > 0 else -1
        place %= count + len(others)
        page.focus_link(place if place < count else -1)
        self.focus = page.links()[place].command if place < count else others[place - count]
        self.dirty = True
