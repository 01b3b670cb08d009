"""The dialog in which an event or a rung asks for Seoul's reply; nothing else goes on until it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.engine import Decision, LegalMove, due_rule, legal_moves, preview
from game.session.expectation import expectation_words
from game.session.titles import decision_title, rule_title
from game.window.desk import Desk, closed_words, mark_of
from game.window.kit.dialog import ENTER, MARGIN, Dialog
from game.window.kit.marks import tone
from game.window.kit.page import Block, Piece, block, lay_out, write_run
from game.window.kit.panel import NOTHING, Box, Command
from game.window.theme import BODY, CAPTION, CARD, MOVE_TITLE, QUOTE, SECTION, STRONG

if TYPE_CHECKING:
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen

WIDTH = 720.0
TITLE_LINE = 30.0
CARD_LEFT = 40.0
AIR = 8.0


class ReplyDialog(Dialog):
    """Headline, text and the replies; each says what it should change, a closed one why it is closed."""

    hover_kinds = frozenset({"reply"})

    def __init__(self, desk: Desk) -> None:
        """Ask what the session waits for."""
        super().__init__("reply")
        self.desk = desk
        scenario, state = desk.scenario, desk.state
        self.rule = due_rule(scenario, state)
        self.ways: tuple[LegalMove, ...] = legal_moves(scenario, state)
        self.title = rule_title(scenario, self.rule)
        self.text = self._text()

    def _text(self) -> str:
        """Return the text behind the headline."""
        section, _, rest = self.rule.partition(".")
        document = self.desk.scenario.document
        parts = rest.split(".")
        if section == "ladders":
            return next((rung.text for rung in document.ladders[parts[0]].rungs if rung.id == parts[-1]), "")
        event = document.events.get(parts[0])
        if event is not None:
            return event.text
        return next((known.one_of[parts[0]].text for known in document.events.values() if parts[0] in known.one_of), "")

    def focusables(self) -> tuple[Command, ...]:
        """Return the replies that can be given."""
        return tuple(Command("reply", way.decision) for way in self.ways if way.legal)

    def measure(self, drawing: Drawing, width: float, height: float) -> tuple[float, float]:
        """Return the size of headline, text and replies together."""
        wide = min(WIDTH, width - 40)
        inner = wide - 2 * MARGIN
        high = 44.0 + len(drawing.wrap(self.title, inner, MOVE_TITLE)) * TITLE_LINE
        high += lay_out(drawing, block(self.text or " ", QUOTE), inner)[1] + 40
        high += sum(self._height(drawing, way, inner) + AIR for way in self.ways)
        return wide, min(height - 20, high + 18)

    def _blocks(self, way: LegalMove) -> list[Block]:
        """Return a reply's words: what is said, then what it should change or why it is closed."""
        scenario, state = self.desk.scenario, self.desk.state
        title = decision_title(scenario, way.decision)
        blocks = [block(title, CARD, "ink" if way.legal else "ink3", gap=0)]
        if not way.legal:
            return [*blocks, block(closed_words(way.reason), BODY, "ink2", gap=0)]
        pieces = [
            Piece(f"{number.title} {expectation_words(one)};", STRONG, tone(mark_of(number, one).good))
            for one in preview(scenario, state, way.decision)
            for number in (scenario.number(one.number),)
            if number.kind == "meter"
        ]
        if pieces:
            last = pieces[-1]
            pieces[-1] = Piece(last.text.rstrip(";"), last.role, last.colour)
        else:
            pieces = [Piece("No change of its own", BODY, "ink3")]
        climb = self._climb(way.decision)
        if climb:
            pieces.append(Piece(climb, BODY, "ink2"))
        return [*blocks, Block(tuple(pieces), 0)]

    def _climb(self, decision: Decision) -> str:
        """Return what a reply to a rung does to the chance of the next one."""
        parent, _, child = decision.partition(".")
        ladder = self.desk.scenario.document.ladders.get(parent)
        factor = ladder.replies[child].climb if ladder else 1.0
        if factor == 1.0:
            return ""
        return f"\u2013 the next step is {factor:g} times as likely"

    def _height(self, drawing: Drawing, way: LegalMove, inner: float) -> float:
        room = inner - CARD_LEFT - 14
        return sum(one.gap + lay_out(drawing, one, room)[1] for one in self._blocks(way)) + 16

    def paint(self, pen: Pen) -> None:
        """Draw headline, text and a card for each reply."""
        self.frame(pen)
        pen.rect(0, 0, pen.width, 5, "neg")
        inner = pen.width - 2 * MARGIN
        pen.text(MARGIN, 16, "Seoul must reply", SECTION, "neg")
        y = 40.0
        for line in pen.drawing.wrap(self.title, inner, MOVE_TITLE):
            pen.text(MARGIN, y, line, MOVE_TITLE)
            y += TITLE_LINE
        y = pen.paragraph(MARGIN, y + 6, self.text, inner, QUOTE, "ink2") + 10
        for place, way in enumerate(self.ways):
            height = self._height(pen.drawing, way, inner)
            self._card(pen, Box(MARGIN, y, inner, height), place, way)
            y += height + AIR
        pen.text(
            MARGIN, y + 2, "Press the digit, or Tab and Enter. Nothing else goes on until you reply.", CAPTION, "ink3"
        )

    def _card(self, pen: Pen, box: Box, place: int, way: LegalMove) -> None:
        command = Command("reply", way.decision)
        hovered = self.hover == command
        pen.rect(
            box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1, "sunk" if hovered else "panel",
            radius=6, stroke="accent" if hovered and way.legal else "rule2",
        )  # fmt: skip
        if self.focus == command:
            self.ring(pen, box.inside(-2), radius=9)
        pen.rect(box.x + 10, box.y + 9, 20, 22, radius=4, stroke="rule2" if way.legal else "rule")
        pen.text(
            box.x + 20, box.y + 20, str(place + 1), BODY, "ink" if way.legal else "ink3", align="centre", middle=True
        )
        y = box.y + 6
        for one in self._blocks(way):
            laid, height = lay_out(pen.drawing, one, box.width - CARD_LEFT - 14)
            for run in laid:
                write_run(pen, box.x + CARD_LEFT, y, one, run)
            y += height
        if way.legal:
            self.hits.append((box, command))

    def act(self, command: Command) -> None:
        """Give the reply that was clicked."""
        if command.kind == "reply" and command in self.focusables():
            self.answer = command

    def key(self, event: pygame.event.Event) -> None:
        """Give a reply by its digit, or by Tab and Enter."""
        if event.key in (pygame.K_TAB, pygame.K_DOWN, pygame.K_UP):
            back = event.key == pygame.K_UP or bool(event.mod & pygame.KMOD_SHIFT)
            self.step_focus(-1 if back else 1)
        elif event.key in (*ENTER, pygame.K_SPACE):
            self.act(self.focus)
        elif event.unicode.isdecimal() and 1 <= int(event.unicode) <= len(self.ways):
            self.act(Command("reply", self.ways[int(event.unicode) - 1].decision))
        if self.answer != NOTHING:
            self.dirty = True
