"""Checks of the texts that people read (W601, and empty ones for W310)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.scenario.lint.prose import passages
from game.scenario.message import columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.prose import Passage
    from game.scenario.lint.subject import Subject

# How many letters wide a text may be; a Korean or Chinese letter counts for two. The table in FORMAT.md has the same.
# Letters are not all of one width: these were measured with usual ones, and the shipped scenarios come up to them.
ROOM = {
    ("About", "title"): 33,
    ("About", "points"): 24,
    ("Seat", "name"): 20,
    ("Seat", "native"): 4,
    ("Turn", "label"): 21,
    ("Capital", "name"): 20,
    ("Capital", "short"): 4,
    ("Meter", "name"): 20,
    ("Meter", "short"): 4,
    ("Flag", "name"): 40,
    ("Move", "group"): 36,
    ("Move", "title"): 24,
    ("Move", "line"): 30,
    ("Move", "locked"): 28,
    ("Move", "brief"): 155,
    ("MinistryNote", "text"): 75,
    ("Wording", "note"): 80,
    ("Wording", "locked"): 33,
    ("Event", "headline"): 52,
    ("Member", "headline"): 52,
    ("Event", "text"): 170,
    ("Member", "text"): 170,
    ("Reaction", "title"): 40,
    # What has moved is told as `title: rung` in one pill.
    ("Ladder", "title"): 22,
    ("Ladder", "quiet"): 22,
    ("Rung", "title"): 22,
    ("Rung", "sees"): 90,
    ("Term", "text"): 340,
    ("Ending", "title"): 28,
    ("Ending", "text"): 240,
}

PLACEHOLDER = re.compile(r"\{[^{}\n]*\}?|%\([a-z_]+\)s")
MARKUP = re.compile(r"</?[a-z]+[^<>]*>|\*\*|(?<!\w)__(?=\w)|\[/?[a-z]+\]|\[[^\[\]\n]+\]\(")
# What has none of these has neither; most texts have none.
SUSPECT = re.compile(r"[{<%*\[\]()\u201c\u201d]|__")
PAIRS = {"(": ")", "[": "]", "\N{LEFT DOUBLE QUOTATION MARK}": "\N{RIGHT DOUBLE QUOTATION MARK}"}


def too_long(subject: Subject) -> Iterator[Finding]:
    """W601: a text fits the place where it is shown."""
    groups: set[str] = set()
    for passage in subject.once(passages):
        room = ROOM.get((passage.part, passage.field))
        # No letter takes more than two columns.
        if room is None or 2 * len(passage.text) <= room or _has_no_gauge(subject, passage):
            continue
        taken = len(passage.text) if passage.text.isascii() else columns(passage.text)
        if taken > room and passage.text not in groups:
            # A group is told once, not for each of its moves.
            groups |= {passage.text} if passage.field == "group" else set()
            message = f"this `{passage.field}` is {taken} letters wide, and there is room for {room}"
            yield _warning(subject, passage, message, f"take {taken - room} away")


def marked_up(subject: Subject) -> Iterator[Finding]:
    """W601: a text has no placeholders and no markup, which would be shown as they stand, and closes its brackets."""
    for passage in subject.once(passages):
        if not SUSPECT.search(passage.text):
            continue
        sign = PLACEHOLDER.search(passage.text) or MARKUP.search(passage.text)
        if sign:
            message = f"`{sign[0]}` is shown as it stands: texts have no placeholders and no markup"
            yield _warning(subject, passage, message, "write it in plain words", span=sign.span())
        elif (lone := _unbalanced(passage.text)) is not None:
            message = f"`{passage.text[lone]}` has no other half"
            yield _warning(subject, passage, message, "add it, or leave this one out", span=(lone, lone + 1))


def empty(subject: Subject) -> Iterator[Finding]:
    """W310: a text that is written says something."""
    for passage in subject.once(passages):
        if passage.path in subject.places.spots and not passage.text.strip():
            message = f"`{passage.field}` is empty"
            yield subject.places.finding(
                "W310", message, passage.path, hint="write a text, or leave it out", severity="warning",
                confidence="likely",
            )  # fmt: skip


def _has_no_gauge(subject: Subject, passage: Passage) -> bool:
    """Return whether a text is the name of a meter that no gauge shows: its name stands only where there is room."""
    if (passage.part, passage.field) != ("Meter", "name"):
        return False
    meter = subject.document.meters[str(passage.path[1])]
    return meter.hidden or meter.counter or meter.per is not None


def _unbalanced(text: str) -> int | None:
    """Return where a bracket or a quotation mark stands whose other half is missing."""
    waiting: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        if sign in PAIRS:
            waiting.append((PAIRS[sign], place))
        elif sign in PAIRS.values():
            if not waiting or waiting[-1][0] != sign:
                return place
            waiting.pop()
    return waiting[-1][1] if waiting else None


def _warning(
    subject: Subject, passage: Passage, message: str, hint: str, *, span: tuple[int, int] | None = None
) -> Finding:
    return subject.places.finding("W601", message, passage.path, span=span, hint=hint, severity="warning")
