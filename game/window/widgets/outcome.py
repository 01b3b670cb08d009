"""The panels of the ending: its title with the margin, what decided it, what the goal asked for, and every number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from game.session.account import Condition, goal_conditions
from game.session.helped import climbs, helps
from game.session.margin import ended, headline
from game.session.titles import value_text
from game.window.facts import Kind, Told
from game.window.kit.marks import check, tone
from game.window.kit.panel import Box, Command, Panel
from game.window.outcome import Final, decisive, ending_ladders, finals, last_link
from game.window.telling import entry_of
from game.window.theme import BODY, LABEL, MOVE_TITLE, OUTCOME, QUOTE, STRONG, Role, trust_colour
from game.window.widgets.chain import GAP, Chip, lay_link, paint_link, reach, why_tip
from game.window.widgets.consequences import link_of
from game.window.widgets.rolling import RollingPanel

if TYPE_CHECKING:
    from game.session.helped import Help
    from game.session.session import Session
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.widgets.chain import Link

MARGIN = 24.0
FINAL = Role("ui-700", 32)
FINAL_WIDTH = 116.0
TITLE_TOP, TEXT_TOP, TEXT_LINE = 20.0, 64.0, 20.0
LEAST_HEAD = 112.0
ROW, LINE = 26.0, 18.0
HELP_AIR = 12.0
ARROW = "\u2192"
NO_GOAL = "This scenario names no ending as its goal."


class HeadPanel(Panel):
    """The outcome: its title with the margin, its text, and what each capital came to."""

    hover_kinds = frozenset({"why"})

    def __init__(self, session: Session) -> None:
        """Tell the ending of a session."""
        super().__init__("head")
        self.title = headline(session)
        self.text = ended(session).text or ended(session).line
        self.finals = finals(session)
        self.flags = {one.number.name: _flag(session, one) for one in self.finals}

    def tip(self, command: Command) -> str:
        """Say what a capital's number opens."""
        return why_tip(command)

    def room(self, width: float) -> float:
        """Return how wide the text may be beside the capitals."""
        return width - 2 * MARGIN - len(self.finals) * FINAL_WIDTH - 24

    def height(self, drawing: Drawing, width: float) -> float:
        """Return how high the panel must be in a width."""
        lines = len(drawing.wrap(self.text, self.room(width), QUOTE))
        return max(LEAST_HEAD, TEXT_TOP + lines * TEXT_LINE + 18)

    def paint(self, pen: Pen) -> None:
        """Draw title, text and capitals."""
        room = self.room(pen.width)
        role = OUTCOME if pen.drawing.width(self.title, OUTCOME) <= room else MOVE_TITLE
        pen.text(MARGIN, TITLE_TOP + (0 if role == OUTCOME else 6), self.title, role)
        pen.paragraph(MARGIN, TEXT_TOP, self.text, room, QUOTE, "ink2", leading=TEXT_LINE / QUOTE.size)
        x = pen.width - MARGIN - len(self.finals) * FINAL_WIDTH
        for one in self.finals:
            self._final(pen, x, one)
            x += FINAL_WIDTH
        pen.line([(0, pen.height - 0.5), (pen.width, pen.height - 0.5)], "rule")

    def _final(self, pen: Pen, x: float, one: Final) -> None:
        box, command = Box(x - 8, 16, FINAL_WIDTH - 4, 76), Command("why", one.number.name)
        if self.hover == command:
            pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=6)
        pen.image(pen.drawing.flag(self.flags[one.number.name], 22), x, 24)
        pen.text(x + 29, 23, one.number.title, BODY, "ink2")
        colour = trust_colour(pen.drawing.palette, one.value)
        value = pen.text(x, 42, str(one.value), FINAL, colour)
        pen.text(x + value + 7, 62, one.words, LABEL, tone(one.good))
        self.hits.append((box, command))


class DecidedPanel(RollingPanel):
    """What decided the ending, as a chain through the turns."""

    hover_kinds = frozenset({"why"})

    def __init__(self, session: Session) -> None:
        """Find what decided the ending of a session."""
        super().__init__("decided", "What decided it")
        scenario = session.scenario
        steps = [climb for ladder in ending_ladders(session) for climb in climbs(session, ladder)]
        chances = {(climb.state.turn, climb.path): climb.chance for climb in steps}
        every = (*decisive(session), last_link(session))
        self.links = tuple(
            _dated(link_of(scenario.document, entry_of(scenario, one)), one, chances.get((one.turn, one.rule)))
            for one in every
        )

    def tip(self, command: Command) -> str:
        """Say what a number opens."""
        return why_tip(command)

    def content(self, pen: Pen, top: float, width: float) -> float:
        """Draw the chain."""
        laid = [lay_link(pen.drawing, link, width) for link in self.links]
        y = top
        for place, one in enumerate(laid):
            following = reach(one, laid[place + 1]) if place + 1 < len(laid) else 0.0
            self.hits += paint_link(pen, one, self.margin, y, following=following)
            y += one.height + GAP
        return y - GAP


class GoalPanel(RollingPanel):
    """What the goal asked for, each part met or not; after a crisis also what would have helped."""

    hover_kinds = frozenset({"why"})

    def __init__(self, session: Session) -> None:
        """Read the goal of a session in its last state."""
        super().__init__("goal", "What the goal asked for")
        self.session = session
        self.parts = goal_conditions(session.scenario, session.state)
        self.helps = tuple(one for ladder in ending_ladders(session) for one in helps(session, ladder))

    def tip(self, command: Command) -> str:
        """Say what a number opens."""
        return why_tip(command)

    def content(self, pen: Pen, top: float, width: float) -> float:
        """Draw a row for each part of the goal, and the box of what would have helped."""
        y = top
        if not self.parts:
            y = pen.paragraph(self.margin, y, NO_GOAL, width, BODY, "ink2", leading=LINE / BODY.size)
        for part in self.parts:
            y = self._row(pen, y, width, part)
        return self._helped(pen, y + HELP_AIR, width) if self.helps else y

    def _row(self, pen: Pen, y: float, width: float, part: Condition) -> float:
        scenario, left, right = self.session.scenario, self.margin, self.margin + width
        check(pen, left + 8, y + 9, met=part.met)
        words = value_text(scenario, scenario.number(part.number), part.now) if part.number else ""
        words = words or ("met" if part.met else "missed")
        wide = pen.text(right, y + 1, words, STRONG, "pos" if part.met else "neg", align="right")
        below = pen.paragraph(left + 26, y, part.text, width - 26 - wide - 10, BODY, "ink", leading=LINE / BODY.size)
        if part.number:
            self.hits.append((Box(left, y - 3, width, below - y + 6), Command("why", part.number)))
        return below + ROW - LINE

    def _helped(self, pen: Pen, y: float, width: float) -> float:
        """Draw what would have made the climb less likely, by the rules of this model."""
        left, right = self.margin + 14, self.margin + width - 14
        rows = [_help_row(pen.drawing, one, right - left) for one in self.helps]
        height = 38 + sum(LINE * (len(row.title) + len(row.where)) + 8 for row in rows)
        pen.rect(self.margin, y, width, height, "pos_soft", radius=6)
        pen.text(left, y + 9, "What would have helped, in this model", STRONG, "pos")
        below = y + 34
        for row in rows:
            for line in row.title:
                pen.text(left, below, line, STRONG)
                below += LINE
            pen.text(right, below, row.chances, STRONG, "pos", align="right")
            for line in row.where:
                pen.text(left, below, line, BODY)
                below += LINE
            below += 8
        return y + height


@dataclass(frozen=True, slots=True)
class HelpRow:
    """Something that would have helped, in lines: what, where on the ladder, and the chance before and after."""

    title: tuple[str, ...]
    where: tuple[str, ...]
    chances: str


def _help_row(drawing: Drawing, one: Help, width: float) -> HelpRow:
    chances = f"{100 * one.chance:.0f} % {ARROW} {100 * one.instead:.0f} %"
    room = width - drawing.width(chances, STRONG) - 10
    where = drawing.wrap(f"Turn {one.turn}: {one.rung.lower()}", room, BODY)
    return HelpRow(tuple(drawing.wrap(one.title, width, STRONG)), tuple(where), chances)


def _dated(link: Link, one: Told, chance: float | None) -> Link:
    """Return a link that also says in which turn it was and, for a rung, how likely it had been.

    What stood behind a headline is in the record; here the whole way to the end is to be seen at once.
    """
    link = replace(link, who=f"Turn {one.turn}: {link.who}")
    if chance is None:
        return link if one.kind is Kind.LINE else replace(link, text="")
    return replace(link, chips=(Chip(f"chance {100 * chance:.0f} %", 0, one.rule.split(".")[1]), *link.chips))


def _flag(session: Session, one: Final) -> str:
    return session.scenario.document.capitals[one.number.capital].flag or ""
