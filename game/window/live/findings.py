"""The strip of findings below a game: what the last save did, what is wrong and where, and the line that is meant."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from game.window.kit.marks import check, key_line
from game.window.kit.page import bar
from game.window.kit.panel import NOTHING, Box, Command, Panel
from game.window.kit.scroll import Scroll
from game.window.theme import BODY, CAPTION, LABEL, STRONG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from game.errors import Finding
    from game.window.kit.drawing import Drawing
    from game.window.kit.pen import Pen
    from game.window.theme import Role

HEAD, ROW, LINE = 32.0, 23.0, 18.0
OPEN, FOLDED = HEAD + 5 * ROW + 11, HEAD
MARGIN, LIST_SHARE, GAP = 16.0, 0.54, 24.0
FOLD = Command("fold")
KEYS = (("F8", "next"), ("F9", "open"), ("F6", "fold"))
FOLDED_KEYS = (("F6", "unfold"),)
TONES = {"error": "neg", "warning": "gold", "tip": "pos"}
MOST_CHANGES = 5
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
LONGEST = 400
"""More letters than a line of the strip can ever show: what is behind them costs no time."""


def found_words(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity."""
    counts = {kind: sum(one.severity == kind for one in findings) for kind in TONES}
    named = [f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts.items() if count]
    return ", ".join(named) or "No findings"


class FindingsPanel(Panel):
    """The findings of the last save; one of them is looked at in full."""

    hover_kinds = frozenset({"finding", "fold"})

    def __init__(self) -> None:
        """Show that nothing is wrong yet."""
        super().__init__("findings")
        self.findings: tuple[Finding, ...] = ()
        self.told = ""
        self.changes: tuple[str, ...] = ()
        self.folded = False
        self.chosen = False
        self.place_of = 0
        self.roll = Scroll()

    @property
    def high(self) -> float:
        """How high the strip wants to be."""
        return FOLDED if self.folded else OPEN

    @property
    def looked_at(self) -> Finding | None:
        """The finding that is shown in full: the one under the pointer, else the selected one."""
        hovered = self.hover.kind == "finding"
        place = int(self.hover.about) if hovered else self.place_of
        return self.findings[place] if place < len(self.findings) else None

    def show(self, findings: Sequence[Finding], told: str, changes: Sequence[str] = ()) -> None:
        """Show what a save led to; the worst come first, and the selection stays on the same finding."""
        before = self.looked_at
        order = list(TONES)
        self.findings = tuple(sorted(map(drawable, findings), key=lambda one: order.index(one.severity)))
        same = (place for place, one in enumerate(self.findings) if before and is_same(one, before))
        kept = next(same, None)
        self.place_of, self.chosen = kept or 0, self.chosen and kept is not None
        self.hover, self.changes = NOTHING, tuple(map(plain, changes))
        self.tell(told)

    def tell(self, told: str) -> None:
        """Say something in the head."""
        self.told, self.dirty = plain(told), True

    def step(self, by: int) -> None:
        """Select the next finding or the one before, and bring it into view."""
        if self.findings:
            self.select((self.place_of + by) % len(self.findings))

    def select(self, place: int) -> None:
        """Select a finding and bring it into view."""
        self.place_of, self.chosen, self.dirty = place, True, True
        self.roll.reveal(place * ROW, (place + 1) * ROW)

    def scroll(self, notches: int) -> bool:
        """Turn the wheel over the list."""
        moved = self.roll.by(-notches * ROW)
        self.dirty = self.dirty or moved
        return moved

    def paint(self, pen: Pen) -> None:
        """Draw the head, and below it the findings with the one that is looked at, or what has changed."""
        self._head(pen)
        if pen.height < HEAD + ROW:
            return
        list_width = round((pen.width - 2 * MARGIN) * LIST_SHARE)
        box = Box(MARGIN - 8, HEAD + 3, list_width, pen.height - HEAD - 8)
        if not self.findings:
            self._changes(pen, MARGIN, HEAD + 9)
            return
        self._list(pen, box)
        left, looked = box.right + GAP, self.looked_at
        bar(pen, left - GAP / 2, HEAD + 8, 1, pen.height - HEAD - 16, "rule")
        if looked is None or (self.changes and not self.chosen and self.hover.kind != "finding"):
            # Warnings stay from save to save: what the save has done comes first, until one of them is looked at.
            self._changes(pen, left, HEAD + 6)
        else:
            self._detail(pen, Box(left, HEAD + 6, pen.width - MARGIN - left, pen.height - HEAD - 8), looked)

    def _head(self, pen: Pen) -> None:
        """Draw what was found, what the save did, and the keys."""
        pen.fill(0, 0, pen.width, HEAD, "sunk")
        pen.fill(0, 0, pen.width, 2, "rule2")
        middle = HEAD / 2 + 1
        worst = self.findings[0].severity if self.findings else ""
        if worst:
            pen.image(pen.drawing.icon("triangle-alert", 16, TONES[worst]), MARGIN, middle - 8)
        else:
            check(pen, MARGIN + 8, middle, met=True)
        x = MARGIN + 24
        x += pen.text(x, middle, found_words(self.findings), STRONG, TONES.get(worst, "ink"), middle=True) + 16
        keys = FOLDED_KEYS if self.folded else KEYS if self.findings else KEYS[2:]
        wide = sum(pen.drawing.width(key, CAPTION) + pen.drawing.width(what, BODY) + 34 for key, what in keys)
        right = pen.width - MARGIN - wide + 16
        pen.text(x, middle, cut(pen.drawing, self.told, right - x - 16, BODY), BODY, "ink2", middle=True)
        key_line(pen, right, middle - 10, keys)
        self.hits.append((Box(0, 0, pen.width, HEAD), FOLD))

    def _changes(self, pen: Pen, x: float, y: float) -> None:
        """Write what the save has changed, as far as there is room."""
        if not self.changes:
            return
        pen.text(x, y, "Changed by this save", STRONG)
        lines = [*self.changes]
        if len(lines) > MOST_CHANGES:
            lines[MOST_CHANGES - 1 :] = [f"and {len(lines) - MOST_CHANGES + 1} more"]
        for place, line in enumerate(lines):
            words = cut(pen.drawing, line, pen.width - MARGIN - x, BODY)
            pen.text(x, y + (place + 1) * LINE, words, BODY, "ink2")

    def _list(self, pen: Pen, box: Box) -> None:
        """Draw a line for each finding that is in view as a whole."""
        self.roll.fit(len(self.findings) * ROW, box.height)
        first = round(self.roll.offset / ROW)
        places = [short_place(one) for one in self.findings]
        wide = max(pen.drawing.width(place, BODY) for place in places)
        for row, place in enumerate(range(first, min(len(self.findings), first + int(box.height // ROW)))):
            line = Box(box.x, box.y + row * ROW, box.width - 12, ROW)
            self._row(pen, line, place, min(wide, line.width * 0.45))
        pen.layer()
        self.roll.bar(pen, box.right - 6, box.y)

    def _row(self, pen: Pen, line: Box, place: int, wide: float) -> None:
        finding, middle = self.findings[place], line.y + ROW / 2
        command = Command("finding", str(place))
        if place == self.place_of or self.hover == command:
            pen.rect(line.x, line.y + 0.5, line.width, ROW - 1, "sunk", radius=5)
        x = line.x + 8
        pen.text(x, middle, finding.severity, LABEL, TONES[finding.severity], middle=True)
        pen.text(x + 52, middle, finding.code, CAPTION, "ink3", middle=True)
        where = cut(pen.drawing, short_place(finding), wide, BODY)
        pen.text(x + 92, middle, where, BODY, "accent", middle=True)
        x += 92 + wide + 14
        pen.text(x, middle, cut(pen.drawing, finding.message, line.right - x - 6, BODY), BODY, middle=True)
        self.hits.append((line, command))

    def _detail(self, pen: Pen, box: Box, finding: Finding) -> None:
        """Draw a finding in full, as far as there is room: what, the line with its mark, what to write, notes."""
        y = pen.paragraph(box.x, box.y, finding.message, box.width, STRONG, leading=LINE / STRONG.size)
        if finding.place is not None and finding.line_text.strip():
            y = self._source_line(pen, Box(box.x, y + 3, box.width, 22), finding)
        told = [(finding.hint, "ink"), *((note, "ink2") for note in finding.notes), (" > ".join(finding.keys), "ink3")]
        for words, colour in told:
            lines = pen.drawing.wrap(words, box.width, BODY)
            if lines and y + len(lines) * LINE <= box.bottom + 2:
                y = pen.paragraph(box.x, y, words, box.width, BODY, colour, leading=LINE / BODY.size)

    def _source_line(self, pen: Pen, box: Box, finding: Finding) -> float:
        """Draw the line of the file on a field, with the part that is meant underlined; return where it ends."""
        assert finding.place is not None
        pen.rect(box.x, box.y, box.width, box.height, "sunk", radius=4)
        x = box.x + 8
        x += pen.text(x, box.y + 11, str(finding.place.line), CAPTION, "ink3", middle=True) + 10
        room = box.right - x - 8
        before, marked, after = parts_in(pen.drawing, finding, room)
        pen.text(x, box.y + 11, before + marked + after, BODY, middle=True)
        # The mark is drawn at once, so the field and the words must lie there already.
        pen.layer()
        start = pen.drawing.width(before, BODY)
        wide = max(6.0, pen.drawing.width(before + marked, BODY) - start)
        bar(pen, x + start, box.y + 19, min(wide, room - start), 2, TONES[finding.severity])
        return box.bottom + 4


def is_same(one: Finding, other: Finding) -> bool:
    """Return whether two findings of two saves are one and the same: lines may have moved meanwhile."""
    return (one.code, one.message, one.keys) == (other.code, other.message, other.keys)


def drawable(finding: Finding) -> Finding:
    """Return a finding as it can be drawn: files may hold anything, such as characters that no font takes."""
    return replace(
        finding,
        message=plain(finding.message[:LONGEST]),
        keys=tuple(plain(key[:LONGEST]) for key in finding.keys),
        line_text=plain(finding.line_text),
        hint=plain(finding.hint[:LONGEST]),
        notes=tuple(plain(note[:LONGEST]) for note in finding.notes),
    )


def plain(text: str) -> str:
    """Return a text of the same length without tabs, line breaks and what cannot be printed."""
    return "".join(one if one.isprintable() else " " for one in text)


def short_place(finding: Finding) -> str:
    """Return where a finding is, as short as a list needs it: the file's name and the line."""
    place = finding.place
    return plain(f"{place.path.name}:{place.line}") if place is not None else "the scenario"


def parts_in(drawing: Drawing, finding: Finding, room: float) -> tuple[str, str, str]:
    """Return the line of a finding as what stands before the mark, under it and behind it, cut to a room.

    The mark is always in view: of a long line the beginning is left out.
    """
    assert finding.place is not None
    line, start = finding.line_text, max(0, finding.place.column - 1)
    before = line[max(0, start - LONGEST) : start].lstrip()
    end = start + finding.width
    marked, after = cut(drawing, line[start:end], room * 0.8, BODY), line[end : end + LONGEST]
    while before and drawing.width(before + marked, BODY) > room * 0.85:
        before = ELLIPSIS + before[len(before) // 8 + 2 :] if before[2:] else ""
    return before, marked, cut(drawing, after, room - drawing.width(before + marked, BODY), BODY)


def cut(drawing: Drawing, text: str, room: float, role: Role) -> str:
    """Return a text that fits a room; what is left out stands in full elsewhere."""
    if len(text) <= LONGEST and drawing.width(text, role) <= room:
        return text
    shorter = [f"{text[:end].rstrip()}{ELLIPSIS}" for end in range(1, min(len(text), LONGEST))]
    fitting = bisect_right(shorter, room, key=lambda one: drawing.width(one, role))
    return shorter[fitting - 1] if fitting else ""
