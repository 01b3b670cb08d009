"""The side of a debrief: accuracy, choice against chance, a pattern, and the chain of causes of what is selected."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from game.engine import Decision
from game.window.debrief.parts import Accuracy, Shares, Stronger, Title
from game.window.debrief.view import LEAST_LOSS, counted, points
from game.window.kit.page import Block, Page, Piece, block
from game.window.kit.panel import NOTHING, Box, Command, Panel
from game.window.pages.entry import Entry
from game.window.theme import BODY, CAPTION, LABEL, QUOTE, SECTION
from game.window.widgets.chain import Chip, Link, why_tip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.analysis.findings import Judged, LuckReport, TurningPoint
    from game.window.debrief.view import Selected, View
    from game.window.kit.page import Part
    from game.window.kit.pen import Pen

__all__ = ["PagePanel", "SidePanel", "side_parts"]

EDGE = 24.0
WHEEL = 41.0
MODEL = (
    "In this model: each position was played on in many worlds of other luck and other secrets by a sensible player."
)
PLAIN = "By plain rules, without the compiler: fewer worlds, coarser numbers."


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
        Accuracy(4, accuracy=found.accuracy, decisions=found.decisions),
    ]
    parts += [_section("Choice or chance?"), Shares(8, choice=found.choice, chance=found.chance)]
    parts.append(block(_sum(view), CAPTION, "ink3", gap=4))
    if found.luck is not None:
        parts += _luck(view, found.luck)
    if found.pattern:
        parts += [_section("A pattern"), block(found.pattern, QUOTE, gap=6)]
    parts += _selected(view, selected)
    parts += _points(view)
    basis = MODEL if found.compiled or not found.final else f"{MODEL} {PLAIN}"
    parts.append(Block((Piece(basis, CAPTION, "ink3"),), 22, rule=True))
    return tuple(parts)


def _section(title: str) -> Block:
    return Block((Piece(title, SECTION),), 22, rule=True)


def _sum(view: View) -> str:
    """Return how the start, choices and luck add up to what the game was worth."""
    found = view.debrief
    first = found.turns[0].start.value
    parts = f"{first:.0f} at the start, {points(found.choice)} by your choices, {points(found.chance)} by luck"
    return f"{parts}: the ending is worth {found.value:.0f} of 100."


def _luck(view: View, luck: LuckReport) -> Iterator[Part]:
    """Yield what the same decisions came to under other seeds."""
    yield _section("Your luck")
    if view.has_chance or luck.good:
        good = f"{100 * luck.good:.0f} % of them reached the goal"
    else:
        good = f"their endings are worth {luck.mean:.0f} on average"
    better = f"this game ended better than {100 * luck.below:.0f} %"
    yield block(f"The same decisions in {luck.worlds:,} games with other seeds: {good}; {better}.", BODY, gap=6)
    pieces = (Piece("With luck taken out:"), Piece(f"{view.debrief.adjusted:.0f} of 100", LABEL, "ink2", chip="sunk"))
    yield Block(pieces, 6)


def _selected(view: View, selected: Selected) -> Iterator[Part]:
    """Yield what is selected: its chain of causes, and the stronger decision."""
    part, one, point = view.part(selected.turn), view.judged(selected), view.turning(selected)
    lost = f": {points(-part.lost)} points" if part.lost >= LEAST_LOSS and len(part.decisions) > 1 else ""
    when = f"Turn {part.turn}, {part.label}{lost}"
    yield Block((Piece(when, BODY, "ink2"),), 22, rule=True, anchor="selected")
    # A turn is told by its heaviest turning point; where that is an event, the decision comes after it.
    told = point is not None and (selected.place >= 0 or point.kind == "decision")
    if point is not None and point.kind == "event" and selected.place < 0:
        yield Title(2, text=point.title)
        yield block(f"Luck: {points(point.points)} points.", BODY, "ink2", gap=0)
        yield from _chain(view, point)
        yield Title(16, text=view.title(one.decision), verdict=one.verdict)
    else:
        yield Title(2, text=view.title(one.decision), verdict=one.verdict)
    yield block(_loss(one), BODY, "ink2", gap=0)
    if told and point is not None:
        yield from _chain(view, point)
    if one.stronger != one.decision and one.lost >= LEAST_LOSS:
        yield Stronger(14, title=f"Stronger: {view.title(one.stronger)}", text=_instead(view, one))


def _loss(one: Judged) -> str:
    """Return what a decision lost, in a sentence."""
    if one.forced:
        return "Nothing else could be decided here."
    if one.even:
        return "No other decision was stronger beyond the noise."
    if one.lost < LEAST_LOSS:
        return "No stronger decision was found."
    return f"Lost by your choice: {counted(round(one.lost), 'point')}, give or take {max(1, round(2 * one.error))}."


def _instead(view: View, one: Judged) -> str:
    """Return what the stronger decision would have been worth."""
    better, taken = view.level_text(one.best), view.level_text(one.after)
    if better == taken:
        better, taken = f"{one.best.value:.1f}", f"{one.after.value:.1f}"
        return f"Worth {better} instead of {taken}"
    what = "Worth" if view.of_worth else "Chance of the goal"
    return f"{what} {better} instead of {taken}"


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
        chips.append(Chip(f"{scenario.number(name).title} {points(by)}", good, name))
    first = "zap" if point.kind == "event" else view.icon(Decision(point.subject))
    last = place == len(point.chain) - 1 and place > 0 and not chips
    icon = first if place == 0 else "flag" if last else "triangle-alert"
    return Link(icon, "", point.chain[place][0], chips=tuple(chips))


def _points(view: View) -> Iterator[Part]:
    """Yield the turning points as links to their turns."""
    if not view.debrief.turning:
        return
    yield _section("Turning points")
    for place, point in enumerate(view.debrief.turning):
        colour = "pos" if point.points > 0 else "neg"
        yield Block(
            (
                Piece(f"{view.date(point.turn)}:", BODY, "ink3"),
                Piece(point.title.rstrip("."), BODY, "ink", Command("point", str(place))),
                Piece(points(point.points), LABEL, colour, chip=f"{colour}_soft"),
            ),
            5,
        )
