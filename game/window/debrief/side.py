"""The side of a debrief: accuracy, choice against chance, a pattern, and the chain of causes of what is selected."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from game.analysis import words
from game.engine import Decision
from game.window.debrief.parts import Accuracy, Shares, Stronger, Title
from game.window.kit.page import Block, Page, Piece, block
from game.window.kit.panel import NOTHING, Box, Command, Panel
from game.window.pages.entry import Entry
from game.window.theme import BODY, CAPTION, LABEL, QUOTE, SECTION
from game.window.widgets.chain import Chip, Link, why_tip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.findings import TurningPoint
    from game.window.debrief.view import Selected, View
    from game.window.kit.page import Part
    from game.window.kit.pen import Pen

__all__ = ["PagePanel", "SidePanel", "side_parts"]

EDGE = 24.0
WHEEL = 41.0


class PagePanel(Panel):
    """Parts below one another that scroll; links have the keyboard's ring one by one."""

    hover_kinds = frozenset({"why", "sources", "point", "record"})

    def __init__(self, name: str, *, widest: float = 2000.0) -> None:
        """Show nothing yet."""
        super().__init__(name)
        self.page = Page(())
        self.widest = widest
        self.line = False
        self._anchor = ""

    def write(self, parts: tuple[Part, ...], *, at: str | None = "") -> None:
        """Show other parts: from the top, from an anchor, or (None) from where the page was scrolled to."""
        offset, self.page = self.page.roll.offset, Page(parts)
        self._anchor = at or ""
        self.page.roll.offset = offset if at is None else 0.0
        self.dirty = True

    def focusables(self) -> tuple[Command, ...]:
        """Return the links, from top to bottom."""
        return tuple(dict.fromkeys(link.command for link in self.page.links()))

    def tip(self, command: Command) -> str:
        """Say what a link opens."""
        if command.kind == "sources":
            return f"{self.source_title(command.about)}: what it is, and every rule that rests on it."
        return why_tip(command)

    def source_title(self, name: str) -> str:
        """Return the title of a source; a page that knows none has its name alone."""
        return name

    def set_focus(self, command: Command) -> None:
        """Bring a link that has the ring into view."""
        super().set_focus(command)
        commands = [link.command for link in self.page.links()]
        self.page.focus_link(commands.index(self.focus) if self.focus in commands else -1)

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the page."""
        return self.roll_by(-notches * WHEEL)

    def roll_by(self, amount: float) -> bool:
        """Scroll by an amount and return whether that changed anything."""
        moved = self.page.roll.by(amount)
        self.dirty = self.dirty or moved
        return moved

    def paint(self, pen: Pen) -> None:
        """Draw what is in view."""
        if self.line:
            pen.line([(0.5, 0), (0.5, pen.height)], "rule")
        width = min(self.widest, pen.width - 2 * EDGE + 14)
        box = Box(EDGE, 14, width, pen.height - 20)
        if self._anchor:
            self.page.lay(pen.drawing, box.width, box.height)
            self.page.go(self._anchor)
            self._anchor = ""
        self.page.hover = self.hover
        self.page.paint(pen, box)
        self.hits += self.page.hits
        if self.page.ring is not None and self.focus != NOTHING:
            self.ring(pen, self.page.ring.inside(-3), radius=5)


class SidePanel(PagePanel):
    """The side of the debrief."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__("side")
        self.line = True
        self.view: View | None = None

    def source_title(self, name: str) -> str:
        """Return the title of a source as the scenario names it."""
        sources = self.view.session.scenario.document.sources if self.view is not None else {}
        return sources[name].title if name in sources else name

    def show(self, view: View, selected: Selected, *, chosen: bool) -> None:
        """Show a picture; what was just chosen is scrolled to, a finer picture leaves the page where it is."""
        self.view = view
        self.write(side_parts(view, selected), at="selected" if chosen else None)


def side_parts(view: View, selected: Selected) -> tuple[Part, ...]:
    """Return all that the side says."""
    found = view.debrief
    parts: list[Part] = [
        block("Accuracy", SECTION, gap=0),
        Accuracy(4, accuracy=found.accuracy, decisions=found.decisions, final=found.final),
    ]
    parts += [_section("Choice or chance?"), Shares(8, choice=found.choice, chance=found.chance)]
    path, grade = words.choice_sentences(found)
    parts += [block(said, CAPTION, "ink3", gap=4) for said in (path, words.MEASURES)]
    if found.pattern:
        parts += [_section("A pattern"), block(found.pattern, QUOTE, gap=6)]
    parts += _selected(view, selected)
    parts += _points(view)
    if found.luck is not None:
        parts.append(_section("Your luck"))
        parts += [block(said, BODY, gap=6) for said in (*words.luck_sentences(view.session.scenario, found), grade)]
    basis = f"{words.MODEL} {words.rules_sentence(found, view.why)}".rstrip()
    parts.append(Block((Piece(basis, CAPTION, "ink3"),), 22, rule=True))
    return tuple(parts)


def _section(title: str) -> Block:
    return Block((Piece(title, SECTION),), 22, rule=True)


def _selected(view: View, selected: Selected) -> Iterator[Part]:
    """Yield what is selected: its chain of causes, and the stronger decision."""
    found, part, one, point = view.debrief, view.part(selected.turn), view.judged(selected), view.turning(selected)
    several = found.final and part.lost >= words.LEAST_LOSS and len(part.decisions) > 1
    lost = f": {words.whole(-part.lost)} points by all its decisions" if several else ""
    when = f"Turn {part.turn}, {part.label}{lost}"
    yield Block((Piece(when, BODY, "ink2"),), 22, rule=True, anchor="selected")
    # A turn is told by its heaviest turning point; where that is an event, the decision comes after it.
    told = point is not None and (selected.place >= 0 or point.kind == "decision")
    if point is not None and point.kind == "event" and selected.place < 0:
        yield Title(2, text=point.title)
        yield block(f"Luck: {words.whole(point.points)} points.", BODY, "ink2", gap=0)
        yield from _chain(view, point)
        yield Title(16, text=view.title(one.decision), verdict=view.verdict(one))
    else:
        yield Title(2, text=view.title(one.decision), verdict=view.verdict(one))
    if not found.final:
        yield block(words.NOT_YET, BODY, "ink2", gap=0)
        return
    yield block(words.loss_sentence(one), BODY, "ink2", gap=0)
    if told and point is not None:
        yield from _chain(view, point)
    if one.stronger != one.decision and one.lost + one.waited >= words.LEAST_LOSS:
        scenario, missed = view.session.scenario, point.missed if told and point is not None else ()
        title, text = words.stronger_title(scenario, one), words.stronger_text(scenario, one, missed)
        yield Stronger(14, title=title, text=text)
        sources = words.stronger_sources(scenario, one)
        if sources:
            yield Block((Piece("Sources:", CAPTION, "ink3"), *_sources(sources)), 4)


def _chain(view: View, point: TurningPoint) -> Iterator[Part]:
    """Yield the links from what was done to the ending, each with its chips and sources."""
    links = [_link(view, point, place) for place in range(len(point.chain))]
    for place, (link, following) in enumerate(pairwise([*links, None])):
        sources = point.chain[place][1]
        assert link is not None
        yield Entry(link, None if sources else following, 12)
        if sources:
            yield Block((Piece("Sources:", CAPTION, "ink3"), *_sources(sources)), 1, indent=42)


def _sources(names: tuple[str, ...]) -> tuple[Piece, ...]:
    return tuple(Piece(name, CAPTION, "ink2", Command("sources", name)) for name in names)


def _link(view: View, point: TurningPoint, place: int) -> Link:
    scenario = view.session.scenario
    chips = []
    for name, by in point.changes[place]:
        good = ((by > 0) - (by < 0)) * scenario.number(name).better
        chips.append(Chip(f"{scenario.number(name).title} {words.whole(by)}", good, name))
    first = "zap" if point.kind == "event" else view.icon(Decision(point.subject))
    last = place == len(point.chain) - 1 and place > 0 and not chips
    icon = first if place == 0 else "flag" if last else "triangle-alert"
    return Link(icon, "", point.chain[place][0], chips=tuple(chips))


def _points(view: View) -> Iterator[Part]:
    """Yield the turning points as links to their turns."""
    if not view.debrief.turning or not view.debrief.final:
        return
    yield _section("Turning points")
    for place, point in enumerate(view.debrief.turning):
        colour = "pos" if point.points > 0 else "neg"
        yield Block(
            (
                Piece(f"{view.date(point.turn)}:", BODY, "ink3"),
                Piece(point.title.rstrip("."), BODY, "ink", Command("point", str(place))),
                Piece(words.whole(point.points), LABEL, colour, chip=f"{colour}_soft"),
            ),
            5,
        )
