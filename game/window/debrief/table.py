"""The table of a debrief: a row a turn, which opens into its decisions and replies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.analysis.words import LEAST_LOSS, NOT_YET, STILL_OPEN, counted
from game.window.debrief.marks import before_after, sign
from game.window.debrief.view import Selected, main_decision, tone_of
from game.window.kit.page import bar
from game.window.kit.panel import Box, Command
from game.window.theme import BODY, CAPTION, LABEL, STRONG
from game.window.widgets.rolling import AIR, RollingPanel

if TYPE_CHECKING:
    from game.analysis.findings import Judged, TurnPart, Verdict
    from game.window.debrief.view import View
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.theme import Role

__all__ = ["Row", "TablePanel", "command_of"]

ROW, LINE = 28.0, 17.0
TURN, ICON, MOVE = 26.0, 74.0, 98.0
VERDICT_WIDTH, LOST_WIDTH, GAP, EDGE = 86.0, 50.0, 22.0, 24.0
MOVE_SHARE, BAR_SHARE = 0.225, 0.165
BAR_HEIGHT, OTHERS = 7.0, 26.0
HEADS_AT = 24.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of the table stand in a width."""

    width: float

    @property
    def move(self) -> float:
        """How wide the moves are."""
        return self.width * MOVE_SHARE

    @property
    def verdict(self) -> float:
        """Where verdicts begin."""
        return MOVE + self.move + 12

    @property
    def bar(self) -> Box:
        """Where the bar stands and how wide it is."""
        return Box(self.verdict + VERDICT_WIDTH, 0, self.width * BAR_SHARE, BAR_HEIGHT)

    @property
    def lost(self) -> float:
        """Where the points lost end."""
        return self.bar.right + LOST_WIDTH

    @property
    def stronger(self) -> Box:
        """Where the stronger moves stand."""
        left = self.lost + GAP
        return Box(left, 0, self.width - EDGE - left, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """A row in words: of a turn, or of a decision of an open turn."""

    selected: Selected
    when: str
    decision: Judged
    verdict: Verdict | None
    lines: tuple[str, ...]
    others: int
    stronger: tuple[str, ...]
    lost: float
    levels: tuple[float, float]
    open: bool | None = None

    @property
    def height(self) -> float:
        """How high the row is."""
        lines = max(len(self.lines), len(self.stronger), 1)
        return ROW + (lines - 1) * LINE

    @property
    def words(self) -> str:
        """The verdict as a word; what left no choice says so, and so does what is not yet judged."""
        if self.selected.place >= 0 and self.decision.forced:
            return "No choice"
        return self.verdict.capitalize() if self.verdict is not None else "Not yet"


def command_of(selected: Selected) -> Command:
    """Return the command that selects a row."""
    if selected.place >= 0:
        return Command("decision", f"{selected.turn}.{selected.place}")
    return Command("turn", str(selected.turn))


class TablePanel(RollingPanel):
    """Turns with their verdicts; a click selects one, another click opens it."""

    margin = 0.0
    hover_kinds = frozenset({"turn", "decision", "open"})

    def __init__(self) -> None:
        """Show nothing yet, with every turn closed."""
        super().__init__("table", "")
        self.view: View | None = None
        self.selected = Selected(0)
        self.opened: set[int] = set()
        self._wanted: Command | None = None

    def show(self, view: View, selected: Selected) -> None:
        """Show a picture of the debrief with something selected, and bring that into view."""
        self._wanted = command_of(selected) if selected != self.selected else self._wanted
        self.view, self.selected, self.dirty = view, selected, True

    def toggle(self, turn: int) -> None:
        """Open a turn, or close it."""
        self.opened ^= {turn}
        self._wanted, self.dirty = Command("turn", str(turn)), True

    def places(self) -> tuple[Selected, ...]:
        """Return all rows from top to bottom."""
        if self.view is None:
            return ()
        found: list[Selected] = []
        for part in self.view.debrief.turns:
            found.append(Selected(part.turn))
            if part.turn in self.opened:
                found += [Selected(part.turn, one.place) for one in part.decisions]
        return tuple(found)

    def focusables(self) -> tuple[Command, ...]:
        """Return the rows."""
        return tuple(command_of(place) for place in self.places())

    def tip(self, command: Command) -> str:
        """Say what a row's numbers rest on."""
        if self.view is None or command.kind not in ("turn", "decision", "open"):
            return ""
        if command.kind == "open":
            return "Shows the decisions and replies of this turn. Key Enter."
        if command.kind == "turn":
            part = self.view.part(int(command.about))
            others = view_words(self.view.others(part))
            sums = " Points lost are the sum, the verdict is the worst of them." if others else ""
            return f"Turn {part.turn}, {part.label}{others}.{sums} Another click shows its decisions."
        turn, place = (int(one) for one in command.about.split("."))
        return _basis(self.view.judged(Selected(turn, place))) if self.view.debrief.final else NOT_YET

    def paint(self, pen: Pen) -> None:
        """Draw the heads of the columns and the rows in view."""
        pen.line([(0, 0.5), (pen.width, 0.5)], "rule")
        self._reveal(pen)
        super().paint(pen)
        if self.view is None:
            return
        columns, narrow = Columns(pen.width), pen.width < 800  # noqa: PLR2004 - the compact layout
        heads = (
            (TURN, "Turn", "left"),
            (ICON, "Your move", "left"),
            (columns.verdict, "Verdict", "left"),
            (columns.bar.x, "Before and after" if narrow else self._bar_head(), "left"),
            (columns.lost, "Lost", "right"),
            (columns.stronger.x, "Stronger move", "left"),
        )
        for x, words, side in heads:
            pen.text(x, HEADS_AT, words, LABEL, "ink2", align=side, middle=True)

    def _bar_head(self) -> str:
        return "Worth before, after" if self.view and self.view.of_worth else "Chance before, after"

    def _reveal(self, pen: Pen) -> None:
        """Scroll to the row that was selected last: its place is known from the rows alone."""
        if self._wanted is None or self.view is None:
            return
        y, high, total = 0.0, ROW, 0.0
        for row in self._rows(pen.drawing, Columns(pen.width)):
            if command_of(row.selected) == self._wanted:
                y, high = total, row.height
            total += row.height
        self.roll.fit(total + 2 * AIR, self.box.height - 42)
        self.roll.reveal(max(0.0, y - AIR), y + high + 2 * AIR)
        self._wanted = None

    def _rows(self, drawing: Drawing, columns: Columns) -> list[Row]:
        assert self.view is not None
        rows: list[Row] = []
        for part in self.view.debrief.turns:
            rows.append(_turn_row(drawing, self.view, part, columns, opened=part.turn in self.opened))
            if part.turn in self.opened:
                rows += [_decision_row(drawing, self.view, part, one, columns) for one in part.decisions]
        return rows

    def content(self, pen: Pen, top: float, width: float) -> float:
        """Draw the rows."""
        del width
        y = top
        if self.view is None:
            return y
        columns = Columns(pen.width)
        for row in self._rows(pen.drawing, columns):
            if y + row.height >= 0 and y <= pen.height:
                self._row(pen, y, row, columns)
            y += row.height
        return y

    def _row(self, pen: Pen, y: float, row: Row, columns: Columns) -> None:
        command, here = command_of(row.selected), command_of(row.selected) == command_of(self.selected)
        box = Box(10, y + 0.5, columns.width - 24, row.height - 1)
        middle = y + ROW / 2
        if here:
            pen.rect(box.x + 1, box.y + 0.5, box.width - 2, box.height - 1, "sunk", radius=5, stroke="accent", line=2)
        elif self.hover == command:
            pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=5)
        else:
            bar(pen, 24, y + row.height, columns.width - EDGE - 24, 1, "rule")
        self.hits.append((box, command))
        if row.open is not None:
            self._opener(pen, middle, row)
            pen.text(TURN, middle, row.when, BODY, "ink2", middle=True)
        self._decided(pen, y, row)
        self._judged(pen, middle, row, columns)
        for place, line in enumerate(row.stronger):
            pen.text(columns.stronger.x, middle + place * LINE, line, BODY, "ink2", middle=True)
        if self.focus == command:
            self.ring(pen, box, radius=7)

    def _opener(self, pen: Pen, middle: float, row: Row) -> None:
        """Draw the triangle that opens a turn."""
        x = 18.0
        down = [(x - 4, middle - 2), (x + 4, middle - 2), (x, middle + 3)]
        right = [(x - 2, middle - 4), (x - 2, middle + 4), (x + 3, middle)]
        pen.polygon(down if row.open else right, "ink3")
        self.hits.append((Box(10, middle - 12, 14, 24), Command("open", str(row.selected.turn))))

    def _decided(self, pen: Pen, y: float, row: Row) -> None:
        """Write what was decided, with its icon."""
        assert self.view is not None
        inset = 0.0 if row.open is not None else 10.0
        middle = y + ROW / 2
        pen.image(pen.drawing.icon(self.view.icon(row.decision.decision), 15, "ink"), ICON + inset, middle - 8)
        role: Role = STRONG if row.open is not None else BODY
        for place, line in enumerate(row.lines):
            pen.text(MOVE + inset, middle + place * LINE, line, role, middle=True)
        if row.others > 0:
            below = (len(row.lines) - 1) * LINE
            x = MOVE + pen.drawing.width(row.lines[-1], role) + 7
            pen.text(x, middle + below, f"+{row.others}", CAPTION, "ink3", middle=True)

    def _judged(self, pen: Pen, middle: float, row: Row, columns: Columns) -> None:
        """Draw the verdict, the bar and the points."""
        verdict, colour = row.verdict, tone_of(row.verdict)
        if row.words != "No choice":
            sign(pen, columns.verdict + 9, middle, verdict, STRONG)
            pen.text(columns.verdict + 26, middle, row.words, BODY, colour, middle=True)
            lost = f"{row.lost:.0f}" if verdict is not None else ""
            pen.text(columns.lost, middle, lost, STRONG, colour, align="right", middle=True)
        else:
            pen.text(columns.verdict + 26, middle, row.words, BODY, "ink3", middle=True)
        place = Box(columns.bar.x, middle - BAR_HEIGHT / 2, columns.bar.width, BAR_HEIGHT)
        before_after(pen, place, *row.levels, verdict)


def _turn_row(drawing: Drawing, view: View, part: TurnPart, columns: Columns, *, opened: bool) -> Row:
    main, others = main_decision(part.decisions), view.others(part)
    column = next(one for one in view.columns() if one.turn == part.turn)
    room = columns.move - (OTHERS if others else 0)
    lines = drawing.wrap(view.turn_title(part), room, STRONG)
    better = view.short_title(main.stronger)
    # Another wording of the same move is told as such.
    better = view.title(main.stronger) if better == view.short_title(main.decision) else better
    stronger = _stronger(drawing, view, better, main, columns)
    levels = (column.start, column.decided)
    when, verdict = view.date(part.turn), view.verdict(part)
    return Row(Selected(part.turn), when, main, verdict, tuple(lines), others, stronger, part.lost, levels, opened)


def _decision_row(drawing: Drawing, view: View, part: TurnPart, one: Judged, columns: Columns) -> Row:
    lines = tuple(drawing.wrap(view.title(one.decision), columns.move - 10, BODY))
    stronger = _stronger(drawing, view, view.title(one.stronger), one, columns)
    levels = (view.level(one.before), view.level(one.after))
    return Row(Selected(part.turn, one.place), "", one, view.verdict(one), lines, 0, stronger, one.lost, levels)


def _stronger(drawing: Drawing, view: View, title: str, one: Judged, columns: Columns) -> tuple[str, ...]:
    if not view.debrief.final or one.stronger == one.decision or one.lost + one.waited < LEAST_LOSS:
        return ()
    still = STILL_OPEN if one.lost < LEAST_LOSS else ""
    return tuple(drawing.wrap(f"{title}{still}", columns.stronger.width, BODY))


def view_words(others: int) -> str:
    """Return how many decisions a row does not name."""
    return f", with {counted(others, 'decision')} besides" if others > 0 else ""


def _basis(one: Judged) -> str:
    """Return what the judgement of a decision rests on."""
    if one.forced:
        return "Nothing else could be decided here."
    worlds = f"{one.after.worlds:,} worlds, {one.candidates} other decisions looked into"
    noise = "no difference beyond the noise" if one.even else f"give or take {2 * one.error:.1f} points"
    return f"{worlds}: {noise}."
