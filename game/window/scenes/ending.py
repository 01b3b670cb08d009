"""The ending: how the game ended, every number from start to end, the hidden ones too, and the account in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.engine import NumberInfo, ending_of, ending_value, shown
from game.session.account import account
from game.session.titles import value_text
from game.window.facts import signed, visible
from game.window.kit.dialog import ENTER, TextDialog
from game.window.kit.marks import button, tone
from game.window.kit.page import Block, Page, block
from game.window.kit.panel import NOTHING, Box, Command, Panel
from game.window.scenes.pages import record_blocks
from game.window.scenes.scene import Scene
from game.window.theme import BODY, CAPTION, CARD, GAUGE, OUTCOME, QUOTE, SECTION, STRONG, trust_colour

if TYPE_CHECKING:
    from game.session.session import Session
    from game.window.kit.pen import Pen
    from game.window.stage import Stage

MARGIN = 40.0
HEAD, FOOT, NUMBERS = 132.0, 78.0, 460.0
AGAIN, TITLE, RECORD = Command("again"), Command("title"), Command("record")


class HeadPanel(Panel):
    """The outcome: its title, its text and what it is worth."""

    def __init__(self, session: Session) -> None:
        """Tell the ending of a session."""
        super().__init__("head")
        self.session = session

    def paint(self, pen: Pen) -> None:
        """Draw title, text and value."""
        scenario, state = self.session.scenario, self.session.state
        ending = scenario.document.endings[ending_of(scenario, state)]
        title, turns = scenario.document.scenario.title, scenario.turns
        about = f"{title}, seed {self.session.seed}. Ended in turn {state.turn} of {turns}."
        pen.text(MARGIN, 16, about, BODY, "ink3")
        pen.text(MARGIN, 36, ending.title, OUTCOME)
        right = pen.width - MARGIN
        pen.text(right, 22, f"{ending_value(scenario, state):.0f}", OUTCOME, "accent", align="right")
        pen.text(right, 62, "of 100", CAPTION, "ink3", align="right")
        pen.paragraph(MARGIN, 82, ending.text or ending.line, pen.width - 2 * MARGIN - 80, QUOTE, "ink2", leading=1.35)
        pen.line([(MARGIN, pen.height - 0.5), (right, pen.height - 0.5)], "rule")


class NumbersPanel(Panel):
    """Every number: at the start, at the end, and the change; hidden ones are shown now."""

    def __init__(self, session: Session) -> None:
        """Show the numbers of a session."""
        super().__init__("numbers")
        self.session = session

    def paint(self, pen: Pen) -> None:
        """Draw one line a number."""
        every = list(visible(self.session.scenario, ended=True))
        shown_before = [one for one in every if not one.hidden]
        hidden = [one for one in every if one.hidden]
        pitch = min(34.0, (pen.height - 70) / max(1, len(every)))
        right = pen.width - 16
        pen.text(MARGIN, 14, "At the end", SECTION)
        pen.text(right - 96, 17, "start", CAPTION, "ink3", align="right")
        pen.text(right, 17, "change", CAPTION, "ink3", align="right")
        y = 40.0
        for one in shown_before:
            self._line(pen, y, one, pitch)
            y += pitch
        if hidden:
            pen.line([(MARGIN, y + 4), (right, y + 4)], "rule")
            pen.text(MARGIN, y + 8, "Hidden until now", CAPTION, "ink3")
            y += 26
        for one in hidden:
            self._line(pen, y, one, pitch)
            y += pitch

    def _line(self, pen: Pen, y: float, number: NumberInfo, pitch: float) -> None:
        scenario, middle, right = self.session.scenario, y + pitch / 2, pen.width - 16
        first, last = self.session.states[0].values[number.index], self.session.state.values[number.index]
        document = scenario.document
        if number.capital:
            flag = document.capitals[number.capital].flag or ""
            pen.image(pen.drawing.flag(flag, 22), MARGIN, middle - 8)
        elif number.kind == "meter" and document.meters[number.parent].icon:
            pen.image(pen.drawing.icon(document.meters[number.parent].icon or "", 16), MARGIN + 3, middle - 8)
        pen.text(MARGIN + 32, middle, number.title, CARD, middle=True)
        if number.kind != "meter":
            words = value_text(scenario, number, last)
            pen.text(right, middle, words, STRONG, "ink2", align="right", middle=True)
            return
        colour = trust_colour(pen.drawing.palette, last) if number.capital else "ink"
        pen.text(right - 140, middle, str(shown(number, last)), GAUGE, colour, align="right", middle=True)
        pen.text(right - 96, middle, str(shown(number, first)), BODY, "ink3", align="right", middle=True)
        points = shown(number, last) - shown(number, first)
        sign = (points > 0) - (points < 0)
        pen.text(right, middle, signed(points), STRONG, tone(sign * number.better), align="right", middle=True)


class AccountPanel(Panel):
    """The account of the game in sentences; it scrolls."""

    def __init__(self, session: Session) -> None:
        """Write the account of a session."""
        super().__init__("account")
        lines = [
            line.replace(" -> ", " \u2192 ").replace("(-", "(\u2212") for line in account(session.scenario, session)[1:]
        ]
        ending = session.scenario.document.endings[ending_of(session.scenario, session.state)]
        told = [line for line in lines if line != ending.text and not line.startswith(("Worth ", "Hidden until now"))]
        self.page = Page([block("How it came about", SECTION, gap=0), *(account_block(line) for line in told)])

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the account."""
        moved = self.page.roll.by(-notches * 41.0)
        self.dirty = self.dirty or moved
        return moved

    def paint(self, pen: Pen) -> None:
        """Draw what is in view."""
        pen.line([(0.5, 14), (0.5, pen.height - 8)], "rule")
        self.page.paint(pen, Box(28, 14, pen.width - 28 - MARGIN, pen.height - 22))


def account_block(line: str) -> Block:
    """Return a sentence of the account; what the goal missed stands out."""
    colour = "neg" if line.endswith(": missed.") else "pos" if line.endswith(": met.") else "ink"
    return block(line, BODY, colour, gap=7)


class FootPanel(Panel):
    """The buttons."""

    hover_kinds = frozenset({"again", "title", "record"})

    def __init__(self) -> None:
        """Offer a new game, the title and the record."""
        super().__init__("foot")

    def focusables(self) -> tuple[Command, ...]:
        """Return the buttons, from left to right."""
        return (RECORD, TITLE, AGAIN)

    def paint(self, pen: Pen) -> None:
        """Draw the buttons at the right."""
        pen.line([(MARGIN, 0.5), (pen.width - MARGIN, 0.5)], "rule")
        right = pen.width - MARGIN
        for command, label, key, width in (
            (AGAIN, "New game", "N", 150.0), (TITLE, "Title", "Esc", 110.0), (RECORD, "Record", "R", 116.0),
        ):  # fmt: skip
            box = Box(right - width, 18, width, 42)
            button(pen, box, label, key, quiet=command != AGAIN, hovered=self.hover == command)
            if self.focus == command:
                self.ring(pen, box.inside(-3), radius=9)
            self.hits.append((box, command))
            right -= width + 12


class EndingScene(Scene):
    """The screen after the last turn."""

    def __init__(self, stage: Stage, session: Session) -> None:
        """Show the ending of a session."""
        super().__init__(stage)
        self.session = session
        self.account = AccountPanel(session)
        self.foot = FootPanel()
        self.panels = [HeadPanel(session), NumbersPanel(session), self.account, self.foot]
        # Nothing has the ring at first: an Enter too many must not throw the ending away.
        self.focus = NOTHING
        self.lay()

    @property
    def caption(self) -> str:
        """The title of the ending."""
        scenario = self.session.scenario
        ending = scenario.document.endings[ending_of(scenario, self.session.state)]
        return f"Middle Ground: ended, {ending.title}"

    def arrange(self) -> dict[str, Box]:
        """Return the place of every panel."""
        width, height = self.stage.width, self.stage.height
        body = height - HEAD - FOOT
        return {
            "head": Box(0, 0, width, HEAD),
            "numbers": Box(0, HEAD, NUMBERS, body),
            "account": Box(NUMBERS, HEAD, width - NUMBERS, body),
            "foot": Box(0, height - FOOT, width, FOOT),
        }

    def act(self, command: Command) -> Scene | None:
        """Start again, go to the title, or open the record."""
        # Imported here: the ending opens a new game, and a game leads to its ending.
        from game.window.scenes.title import TitleScene, start_game  # noqa: PLC0415

        if command == AGAIN:
            return start_game(self.stage, self.session.scenario, None)
        if command == TITLE:
            return TitleScene(self.stage)
        if command == RECORD:
            self.open(TextDialog("record", "The record", record_blocks(self.session)))
        return None

    def key(self, event: pygame.event.Event) -> Scene | None:
        """Read a key: N starts again, Tab moves on, Enter presses, the arrows scroll the account."""
        if event.key == pygame.K_ESCAPE:
            return self.act(TITLE)
        if event.key == pygame.K_r:
            return self.act(RECORD)
        if event.key == pygame.K_n:
            return self.act(AGAIN)
        if event.key in (*ENTER, pygame.K_SPACE):
            return self.act(self.focus)
        if event.key in (pygame.K_TAB, pygame.K_LEFT, pygame.K_RIGHT):
            back = event.key == pygame.K_LEFT or bool(event.mod & pygame.KMOD_SHIFT)
            targets = self.foot.focusables()
            place = targets.index(self.focus) if self.focus in targets else len(targets) if back else -1
            self.set_focus(targets[(place + (-1 if back else 1)) % len(targets)])
        elif event.key in (pygame.K_DOWN, pygame.K_UP):
            self.account.scroll(-1 if event.key == pygame.K_DOWN else 1)
        return None
