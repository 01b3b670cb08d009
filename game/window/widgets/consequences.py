"""What followed from a turn, as a chain from cause to effect; it lies over the list of moves while it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.session.titles import factor_title
from game.window.facts import Kind
from game.window.kit.marks import button
from game.window.kit.panel import LOOK, NOTHING, Box, Command, Panel
from game.window.kit.pen import Pen
from game.window.kit.scroll import Scroll
from game.window.theme import BODY, SECTION, rgb
from game.window.widgets.chain import GAP, Chip, LaidLink, Link, lay_link, paint_link, reach, why_tip
from game.window.widgets.reasons import source_words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from game.scenario.model import Document
    from game.window.desk import Desk
    from game.window.facts import Told
    from game.window.kit.drawing import Drawing
    from game.window.telling import Entry, Telling

GO_ON = Command("go_on")
MARGIN = 16.0
HEAD, FOOT = 43.0, 66.0
TOP_AIR = 14.0
BAR = 14.0
KEYS = (pygame.K_RETURN, pygame.K_KP_ENTER, pygame.K_SPACE, pygame.K_ESCAPE)
SCROLLS = {
    pygame.K_DOWN: 41.0,
    pygame.K_UP: -41.0,
    pygame.K_PAGEDOWN: 320.0,
    pygame.K_PAGEUP: -320.0,
    pygame.K_HOME: -1e6,
    pygame.K_END: 1e6,
}


def silent(sound: str) -> None:
    """Play nothing."""
    del sound


class ConsequencesPanel(Panel):
    """The chain of a telling. `animate` moves it on; `go_on` says whether it may be closed."""

    hover_kinds = frozenset({"go_on", "why"})

    def __init__(self, desk: Desk, telling: Telling, play: Callable[[str], None] = silent) -> None:
        """Tell `telling` on `desk`, whose numbers follow it; `play` is given the name of each sound."""
        super().__init__("consequences")
        self.desk = desk
        self.telling = telling
        self.play = play
        self.links = tuple(link_of(desk.scenario.document, entry) for entry in telling.entries)
        self.roll = Scroll()
        self.now: float | None = None
        self.told_place = self.told_title = ""
        self._followed = True
        self._shown: tuple[int, ...] = ()
        self._laid: tuple[tuple[float, float], tuple[LaidLink, ...]] = ((0.0, 0.0), ())
        desk.display = telling.first_values()

    @property
    def done(self) -> bool:
        """Whether everything was told."""
        return self.now is not None and self.telling.done(self.now)

    def animate(self, now: float) -> bool:
        """Go on to a time and return whether there is more to tell; the desk's numbers follow."""
        before = self.done
        self.now = now
        moment = self.telling.at(now)
        self.told_place, self.told_title = moment.place, moment.headline
        self.desk.display = {} if self.done else moment.values
        shown = tuple(self._chips_shown(entry, now) for entry in self.telling.entries[: moment.entries])
        self._sound(self.telling.entries[len(self._shown) or self.telling.seen : moment.entries])
        self.dirty = self.dirty or shown != self._shown or self.done != before
        self._shown = shown
        return not self.done

    def go_on(self) -> bool:
        """Return whether everything was told and the panel may be closed; else tell the rest at once."""
        if self.done:
            return True
        self.telling.skip()
        self.animate(self.now or 0.0)
        return False

    def focusables(self) -> tuple[Command, ...]:
        """Return the button."""
        return (GO_ON,)

    def key(self, event: pygame.event.Event) -> Command:
        """Read a key: Enter, Space and Esc go on, the arrows and pages scroll."""
        if event.key in KEYS:
            return GO_ON
        if event.key in SCROLLS:
            self._scroll(SCROLLS[event.key])
        return NOTHING

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the chain."""
        return self._scroll(-notches * 41.0)

    def tip(self, command: Command) -> str:
        """Say what a chip opens or, of a link, how its changes were read and what they rest on."""
        if command.kind == LOOK:
            return support_words(self.desk, self.telling.entries[int(command.about)].told)
        return why_tip(command)

    def paint(self, pen: Pen) -> None:
        """Draw the title, the chain as far as it is told, and the button."""
        pen.text(MARGIN, 13, "What followed", SECTION)
        pen.text(pen.width - MARGIN, 15, self.telling.title, BODY, "ink3", align="right")
        pen.line([(0, HEAD - 0.5), (pen.width, HEAD - 0.5)], "rule")
        self._paint_chain(pen, Box(0, HEAD, pen.width, pen.height - HEAD - FOOT))
        self._paint_foot(pen)

    def _sound(self, begun: Sequence[Entry]) -> None:
        """Play the gravest sound of what was told since the last moment: after a skip that may be many things."""
        sounds = {entry.sound for entry in begun if entry.sound}
        if sounds:
            self.play("tension" if "tension" in sounds else sounds.pop())

    def _scroll(self, amount: float) -> bool:
        moved = self.roll.by(amount)
        # Who scrolls wants to read here: the chain stops following what comes.
        self._followed = self._followed and not moved
        self.dirty = self.dirty or moved
        return moved

    def _chips_shown(self, entry: Entry, now: float) -> int:
        """Return how many chips of an entry are shown: each appears when its number begins to move."""
        moved = entry.told.moved
        if not entry.beats or self.done:
            return len(moved)
        gone = now - (self.telling.began or 0.0)
        begun = {beat.number for beat in entry.beats if beat.at <= gone}
        return sum(one.number in begun for one in moved)

    def _links_laid(self, drawing: Drawing, width: float) -> tuple[LaidLink, ...]:
        """Return the links in place; they are laid out again only for another width or scale."""
        key = (width, drawing.scale)
        if self._laid[0] != key:
            self._laid = (key, tuple(lay_link(drawing, link, width) for link in self.links))
        return self._laid[1]

    def _paint_chain(self, pen: Pen, box: Box) -> None:
        every = self._links_laid(pen.drawing, box.width - 2 * MARGIN - BAR)
        count = len(self._shown) or self.telling.seen
        laid = every[:count]
        tops = [TOP_AIR]
        for one in laid:
            tops.append(tops[-1] + one.height + GAP)
        self.roll.fit(tops[-1] + 4 if laid else 0.0, box.height)
        if laid and self._followed:
            self.roll.reveal(tops[-2], tops[-1])
        inner = self._inner_pen(pen, box)
        for place, one in enumerate(laid):
            y = tops[place] - self.roll.offset
            if y > box.height or y + one.height + GAP + one.middle < 0:
                continue
            following = 0.0
            if place + 1 < count:
                following = reach(one, laid[place + 1])
            chips = self._shown[place] if self._shown else -1
            now = not self.done and place == count - 1
            whole = Box(MARGIN, y + box.y, box.width - 2 * MARGIN - BAR, one.height)
            self.hits.append((whole, Command(LOOK, str(place))))
            hits = paint_link(inner, one, MARGIN, y, following=following, now=now, chips=chips)
            self.hits += [(Box(hit.x, hit.y + box.y, hit.width, hit.height), command) for hit, command in hits]
        inner.layer()
        pen.image(inner.surface, box.x, box.y)
        pen.layer()
        self.roll.bar(pen, box.right - 9, box.y)

    def _inner_pen(self, pen: Pen, box: Box) -> Pen:
        """Return a pen for the part that scrolls, which cuts off what does not fit."""
        drawing = pen.drawing
        top = drawing.px(box.y)
        surface = pygame.Surface((pen.surface.get_width(), drawing.px(box.bottom) - top))
        surface.fill(rgb(drawing.colour(self.background)))
        return Pen(drawing, surface)

    def _paint_foot(self, pen: Pen) -> None:
        top = pen.height - FOOT
        pen.line([(0, top + 0.5), (pen.width, top + 0.5)], "rule")
        label = self.telling.label if self.done else "Skip"
        width = 184.0
        place = Box(pen.width - MARGIN - width, top + 12, width, 42)
        button(pen, place, label, "Enter", quiet=not self.done, hovered=self.hover == GO_ON)
        if self.focus == GO_ON:
            self.ring(pen, place.inside(-3), radius=9)
        self.hits.append((place, GO_ON))


def support_words(desk: Desk, one: Told) -> str:
    """Return what made the changes of a thing larger or smaller, and the source that they rest on."""
    if not one.changes:
        return ""
    factors = dict.fromkeys(name for change in one.changes for name, _ in change.factors)
    read = "; ".join(factor_title(desk.scenario, name) for name in factors)
    first = one.changes[0]
    return f"{f'Read with: {read}. ' if read else ''}{source_words(desk, first.sources, first.evidence)}"


def link_of(document: Document, entry: Entry) -> Link:
    """Return an entry of a telling as a link of the chain."""
    one = entry.told
    chips = tuple(Chip(f"{moved.title} {moved.text}", moved.good, moved.number) for moved in one.moved)
    flag = (document.capitals[one.capital].flag or "") if one.capital else ""
    return Link(entry.icon, entry.who, entry.sentence, one.text, chips, flag, quiet=one.kind is Kind.DRIFT)
