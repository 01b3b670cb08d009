"""What may be wrong with a line that YAML refuses: for each guess the line as it should be, and what to say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.scenario import slips
from game.scenario.section import KNOWN, TAB
from game.scenario.yaml_faults import KEY_WITH_FULL_WIDTH_COLON, full_width, keys_of_the_format, no_colon

if TYPE_CHECKING:
    from collections.abc import Iterator

KEY = re.compile(r"""(?P<before> *(?:- +)*)(?P<key>["']?[\w.]+["']?):(?=\s|$)""")
KEY_WITH_TEXT = re.compile(r" *(?:- +)*([\w.]+): +(?P<text>[^\s#\"'\[{|>&*!].*)")
HEADER = re.compile(r"\s+(" + "|".join(KNOWN) + r"):\s*(?:#.*)?")
WORD = re.compile(r"( *(?:- +)*)([\w.]+)(?P<gap>\s+|$)(?P<rest>.*)")
DASH_WITHOUT_SPACE = re.compile(r"""( *)-(?=[\[{"'A-Za-z])""")
DASH_BEFORE_KEY = re.compile(r"( *)- +([\w.]+):(?=\s|$)")
GLUED_BEFORE_MAP = re.compile(r"""\s*(?:- +)*([\w.]+):(?=[{\["'])""")
ITEM = re.compile(r" *- ")
# Spaces that look like one and are none, before a line's first word and after its key.


@dataclass(frozen=True, slots=True)
class Mend:
    """A guess: some lines written anew, and what is wrong with them as they are.

    Attributes:
        row: The number of the line with the slip, counted from 0 in its section.
        column: Where in it the slip is, counted from 0.
        message: What is wrong.
        hint: What to write.
        lines: What to write in full, by the number of the line.
        code: The finding's code.
        width: How many characters the slip takes.
        notes: Further lines.
        changes: Whether a value is written anew, so that what it comes to says nothing.
        is_plain: Whether the slip is a sign that stands there, or is plainly missing.
    """

    row: int
    column: int
    message: str
    hint: str
    lines: dict[int, str]
    code: str = "E102"
    width: int = 1
    notes: tuple[str, ...] = ()
    changes: bool = False
    is_plain: bool = False


def indent(line: str) -> int:
    """Return how many spaces a line starts with."""
    return len(line) - len(line.lstrip(" "))


def is_written(line: str) -> bool:
    """Say whether a line holds more than a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def counted(spaces: int) -> str:
    """Return a number of spaces in words."""
    return "1 space" if spaces == 1 else f"{spaces} spaces" if spaces else "no space"


class Candidates:
    """Guesses what is wrong where a section cannot be read."""

    def __init__(self, block: list[str], row: int) -> None:
        """Start at the line that was refused, its number counted from 0 in the section's lines."""
        self.block, self.row = block, row

    def __iter__(self) -> Iterator[Mend]:
        """Yield guesses, the likelier first."""
        rows = self._suspects()
        for guess in (self._header, self._glued_dash, self._glued_colon, self._colon, self._dash_too_many):
            for row in rows:
                yield from guess(row, self.block[row])
        yield from self._running_on(self.row, self.block[self.row])
        # Most people indent by two spaces: an odd number is likelier to be the slip.
        yield from sorted((one for row in rows for one in self._shifted(row)), key=_oddness)
        for row in rows:
            yield from self._dash_missing(row, self.block[row])
        yield from self._value_and_more(self.row, self.block[self.row])

    def misplaced(self) -> Iterator[Mend]:
        """Yield guesses for a line that YAML can read, but that hardly belongs where it stands."""
        yield from self._header(self.row, self.block[self.row])
        if found := GLUED_BEFORE_MAP.match(self.block[self.row]):
            line, end = self.block[self.row], found.end()
            message, fixed = slips.NO_SPACE.format(found[1]), f"{line[:end]} {line[end:]}"
            yield Mend(self.row, found.start(1), message, "", {self.row: fixed}, code="E111", width=len(found[1]) + 1)

    def blank(self) -> Iterator[Mend]:
        """Yield guesses for a line after which nothing stands."""
        below = next((row for row in range(self.row + 1, len(self.block)) if is_written(self.block[row])), None)
        known = keys_of_the_format()
        for row in (self.row, below):
            # A key of the format with nothing after it is blank, and no other line belongs to it.
            if row is not None and (found := KEY.match(self.block[row])) and found["key"] not in known:
                yield from self._shifted(row)

    def _suspects(self) -> list[int]:
        """Return the line that was refused, and those above it that it should fit to."""
        block, row = self.block, self.row
        above = [number for number in range(row - 1, 0, -1) if is_written(block[number])]
        spaces = indent(block[row])
        beside = next((number for number in above if indent(block[number]) <= spaces), None)
        found = [row, *above[:1], *([beside] if beside else [])]
        first = next((number + 1 for number in above if indent(block[number]) < spaces), None)
        found += [number for number in above if number == first]
        deeper: int | None = None
        for number in above:
            if indent(block[number]) <= spaces:
                break
            if deeper is None or indent(block[number]) <= indent(block[deeper]):
                deeper = number
        return list(dict.fromkeys([*found, *([] if deeper is None else [deeper])]))

    def _holders(self, row: int) -> Iterator[int]:
        """Yield the lines above one, each indented less than the one before it: what it may be a part of."""
        least = indent(self.block[row]) + 1
        for number in range(row - 1, 0, -1):
            if is_written(self.block[number]) and indent(self.block[number]) < least:
                least = indent(self.block[number])
                yield number

    def _header(self, row: int, line: str) -> Iterator[Mend]:
        """Guess that a section's first line was indented."""
        if found := HEADER.fullmatch(line):
            name = found[1]
            message = f"`{name}` is a section, and a section starts at the left edge"
            start = found.start(1)
            hint = f"delete the {'space' if start == 1 else counted(start)} before it"
            yield Mend(row, start, message, hint, {row: line.lstrip()}, width=len(name) + 1, is_plain=True)

    def _glued_dash(self, row: int, line: str) -> Iterator[Mend]:
        """Guess that the space after a dash is missing."""
        if found := DASH_WITHOUT_SPACE.match(line):
            end, fixed = found.end(), {row: f"{found[0]} {line[found.end() :]}"}
            yield Mend(row, end - 1, slips.NO_SPACE_AFTER_DASH, slips.A_SPACE, fixed, "E111", is_plain=True)

    def _glued_colon(self, row: int, line: str) -> Iterator[Mend]:
        """Guess that the space after a colon is missing."""
        if found := slips.missing_space(line):
            end = found.end(1) + 1
            message = slips.NO_SPACE.format(found[1])
            fixed = f"{line[:end]} {line[end:]}"
            width = len(found[1]) + 1
            yield Mend(row, found.start(1), message, "", {row: fixed}, code="E111", width=width, is_plain=True)

    def _colon(self, row: int, line: str) -> Iterator[Mend]:
        """Guess that a colon is missing after a key, or is a full-width one."""
        text = line.lstrip(" ")
        start = indent(line)
        if wide := KEY_WITH_FULL_WIDTH_COLON.match(text):
            fixed = f"{line[:start]}{wide[1]}: {text[wide.end() :].lstrip()}"
            yield Mend(row, start, *full_width(wide[1]), {row: fixed}, is_plain=True)
        elif found := WORD.match(line):
            is_followed = row + 1 < len(self.block) and indent(self.block[row + 1]) > start
            is_known = found[2] in keys_of_the_format()
            is_map = found["rest"][:1] in ("{", "[", '"')
            if is_known or not found["rest"] or ((is_followed or is_map) and row == self.row):
                fixed = f"{found[1]}{found[2]}: {found['rest']}".rstrip()
                yield Mend(row, found.start(2), *no_colon(found[2]), {row: fixed}, is_plain=is_known)

    def _dash_too_many(self, row: int, line: str) -> Iterator[Mend]:
        """Guess that a dash was written before an entry of a map."""
        if found := DASH_BEFORE_KEY.match(line):
            message = f"a dash stands before `{found[2]}`, and there is no list here"
            fixed = f"{found[1]}{line[found.start(2) :]}"
            yield Mend(row, found.end(1), message, "take the dash away", {row: fixed}, is_plain=True)

    def _dash_missing(self, row: int, line: str) -> Iterator[Mend]:
        """Guess that an item of a list has no dash."""
        beside = [next(filter(is_written, lines), "") for lines in (reversed(self.block[:row]), self.block[row + 1 :])]
        item = next((one for one in beside if ITEM.match(one)), None)
        if item and not ITEM.match(line):
            fixed = f"{' ' * indent(item)}- {line.lstrip()}"
            yield Mend(row, indent(line), "a dash is missing before this item", "write `- ` before it", {row: fixed})

    def _running_on(self, row: int, line: str) -> Iterator[Mend]:
        """Guess that a line is the second half of the text above it."""
        above = next((number for number in range(row - 1, 0, -1) if is_written(self.block[number])), None)
        if above is None or KEY.match(line) or ITEM.match(line):
            return
        holder = next((one for one in reversed(self.block[: above + 1]) if KEY.match(one)), "")
        found = KEY_WITH_TEXT.match(holder)
        if found is None or found[1] not in keys_of_the_format(prose_only=True):
            return
        need = found.start(1) + 2
        message = f"the text of `{found[1]}` runs on here, and is not indented"
        hint = f"write {counted(need)} before it, or join it to the line above"
        yield Mend(row, indent(line), message, hint, {row: " " * need + line.lstrip()}, changes=True)

    def _value_and_more(self, row: int, line: str) -> Iterator[Mend]:
        """Guess that a key has a value by mistake, since what belongs to it stands below."""
        above = next((number for number in range(row - 1, 0, -1) if is_written(self.block[number])), None)
        if above is None:
            return
        found = KEY_WITH_TEXT.match(self.block[above])
        if found and indent(line) > found.start(1):
            message = f"`{found[1]}` has a value, and lines below it that belong to it"
            fixed = self.block[above][: found.end(1) + 1]
            text = found["text"].strip()
            yield Mend(
                above, found.start("text"), message, f"delete `{text}`", {above: fixed}, width=len(text), changes=True
            )

    def _shifted(self, row: int) -> Iterator[Mend]:
        """Guess that a line is indented too far, or not far enough: as the lines around it are."""
        line, spaces = self.block[row], indent(self.block[row])
        near = [one for one in self.block[max(1, row - 12) : row + 6] if is_written(one)]
        near += [self.block[one] for one in (*self._suspects(), *self._holders(row))]
        levels = {indent(one) for one in near} | {indent(one) + 2 for one in near if one.rstrip().endswith(":")}
        for need in sorted(levels - {0, spaces}, key=lambda level: abs(level - spaces)):
            word = (found["key"] if (found := KEY.match(line)) else line.split(maxsplit=1)[0]).strip("\"'")
            message = f"this line is indented by {counted(spaces)}, and should be by {need}"
            fixed = {row: " " * need + line.lstrip()}
            yield Mend(row, spaces, message, f"write {counted(need)} before `{word}`", fixed)


def _oddness(mend: Mend) -> int:
    """Return 1 for a line that would be indented by an odd number of spaces."""
    return sum(indent(line) % 2 for line in mend.lines.values())


def untabbed(block: list[str]) -> Iterator[Mend]:
    """Yield a section whose tabs are so many spaces, the likelier widths first; the slip is at the first tab."""
    lines = {row: line for row, line in enumerate(block) if "\t" in line}
    row = next(row for row, line in lines.items() if "\t" in line[: len(line) - len(line.lstrip())])
    for width in (2, 4, 6, 8, 3, 1):
        fixed = {number: line.replace("\t", " " * width) for number, line in lines.items()}
        hint = f"write {counted(block[row][: len(block[row]) - len(block[row].lstrip())].count(chr(9)) * width)}"
        notes = (f"and in {len(lines) - 1} other line{'s' if len(lines) > 2 else ''}",) if len(lines) > 1 else ()  # noqa: PLR2004
        yield Mend(row, block[row].index("\t"), TAB, hint, fixed, code="E103", notes=notes)


def closings(line: str) -> Iterator[str]:
    """Yield a line whose value can be read: its quote or bracket closed, or all of it in quotes."""
    for opening, closing in ("{}", "[]"):
        if line.count(opening) == line.count(closing) + 1:
            yield line.rstrip() + closing
    for sign in "\"'":
        if line.count(sign) % 2:
            yield line.rstrip() + sign
    if found := re.match(r" *(?:- +)*[\w.]+: +", line):
        text = line[found.end() :].strip()
        yield f"{found[0]}'{text.replace(chr(39), chr(39) * 2)}'"
