"""A section with slips that YAML refuses, read on: what would mend a slip is tried, and one slip hides no other."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from game.errors import nearest
from game.scenario import shape, slips
from game.scenario.candidates import Candidates, Mend, closings, indent, is_written, untabbed
from game.scenario.section import KNOWN, SECTION, TAB, UNREAD, WORD_BEFORE_COLON, Reading, Section, lose
from game.scenario.source import Mark, Source, found_at
from game.scenario.yaml_faults import INDENTED, YamlFault, explain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yaml.error import MarkedYAMLError

    from game.errors import Finding

# After so many slips the rest of a section is left; and so many guesses are tried for one.
MAX_SLIPS, MAX_GUESSES = 20, 30
# Guesses are tried on no longer a part than this: it takes an entry or three.
MAX_LINES, MAX_LETTERS = 300, 30_000
# How a fault that is found further down, once a guess is followed, counts against what is wrong in the values.
# In the same entry it may well be of the same slip, unless the guess is of signs that stand there plainly.
FURTHER_DOWN, NEXT_TO_IT = 1000, 2000
# What YAML says of lines that do not fit together; other faults are of signs within a line.
OF_LINES = ("expected <block end>", "could not find expected ':'", "mapping values", "sequence", "block sequence")
# Sections whose keys are no ids: without one of them hardly anything can be said of the rest.
OF_FIXED_KEYS = ("format", "scenario", "calendar", "extends", "keep", "remove")
ID = re.compile(r"\s*(?:- *)?[\"']?([\w.]+)")
# Values by which other parts know an entry.
LOST_VALUE = re.compile(r"(?<=\bid: )\w+|\botherwise\b")


class Recovery:
    """Reads a section with slips in it, and reports each of them once."""

    def __init__(self, section: Section, first: int, block: list[str], known: int, sections: frozenset[str]) -> None:
        """Start after the first try.

        Args:
            section: What tried to read it.
            first: The number of its first line in the file, counted from 0.
            block: Its lines.
            known: How many findings there were before it.
            sections: The sections that were read before it.
        """
        self.section = section
        self.source, self.reading = section.source, section.reading
        self.first, self.block = first, list(block)
        # The whole section is read again for each slip, mostly no further than to the next.
        self.again = sum(map(len, block)) // 4
        self.known, self.sections = known, sections
        # The section's own first line may stand below comments, and be indented by mistake.
        self.head = next((row for row, line in enumerate(block) if is_written(line)), 0)
        self.starts = self._entries()
        self.told: list[Finding] = []
        self.rewritten: set[int] = set()
        # Up to which line everything is told.
        self.told_to = 0

    def read_on(self, fault: MarkedYAMLError | None) -> None:
        """Report slip after slip and read the section without them; what stays unreadable is lost."""
        is_repeated = any((found := SECTION.match(line)) and found["key"] in self.sections for line in self.block)
        for _ in range(MAX_SLIPS):
            mended = None if is_repeated or self.again > self.reading.effort else self._mend(fault)
            if mended is None:
                break
            self.block = mended
            self.starts = self._entries()
            self.reading.effort -= self.again
            self._withdraw()
            self.section = Section(self.source, self.reading)
            fault = self.section.attempt(self.first, self.block)
            if fault is None and not self.section.stranger:
                break
        if fault is not None:
            if not self.told:
                self._tell(self._explained(fault))
            if UNREAD not in self.told[-1].notes:
                self.told[-1] = replace(self.told[-1], notes=(*self.told[-1].notes, UNREAD))
            lose(self.reading, self.block)
        self._finish()

    def _withdraw(self) -> None:
        """Forget what the last try put into the reading."""
        gone = set(self.reading.tree) - self.sections
        for name in gone:
            del self.reading.tree[name]
        for path in [path for path in self.reading.spots if path and path[0] in gone]:
            del self.reading.spots[path]
        self.reading.faulty = {path for path in self.reading.faulty if not path or path[0] not in gone}
        del self.reading.findings[self.known :]

    def _finish(self) -> None:
        """Put the slips among the findings, and note values that were written anew: what they come to says nothing."""
        self._place_as_written()
        later = [one for one in self.reading.findings[self.known :] if not self._is_rewritten(one)]
        self.reading.findings[self.known :] = [*self.told, *later]
        for path, spot in self.reading.spots.items() if self.rewritten else ():
            rows = range(spot.value.line - 1 - self.first, spot.end.line - self.first)
            if spot.text is not None and self.rewritten.intersection(rows):
                self.reading.faulty.add(path)
        # All that was left of a section were slips.
        if self.told and None in [value for name, value in self.reading.tree.items() if name not in self.sections]:
            lose(self.reading, self.block)

    def _place_as_written(self) -> None:
        """Move what was found in lines that were read as indented otherwise to where it stands in the file."""
        moved = {}
        for number, line in enumerate(self.block, start=self.first + 1):
            if line != (written := self.source.line(number)) and is_written(line):
                moved[number] = _start(written) - _start(line), len(written) + 1
        if not moved:
            return

        def as_written(mark: Mark) -> Mark:
            by, most = moved.get(mark.line, (0, mark.column))
            return Mark(mark.line, min(max(1, mark.column + by), most))

        for path, spot in self.reading.spots.items():
            if spot.value.line in moved or (spot.key is not None and spot.key.line in moved):
                key = as_written(spot.key) if spot.key is not None else None
                self.reading.spots[path] = spot._replace(
                    key=key, value=as_written(spot.value), end=as_written(spot.end)
                )
        for at, finding in enumerate(self.reading.findings[self.known :], start=self.known):
            if finding.place is not None and finding.place.line in moved:
                column = as_written(Mark(finding.place.line, finding.place.column)).column
                place = replace(finding.place, column=column)
                self.reading.findings[at] = replace(finding, place=place)

    def _is_rewritten(self, finding: Finding) -> bool:
        """Say whether a finding is of a value that stands in for one that could not be read."""
        return finding.place is not None and finding.place.line - 1 - self.first in self.rewritten

    def _mend(self, fault: MarkedYAMLError | None) -> list[str] | None:
        """Report the next slip, and return the section's lines without it; None where nothing more can be told."""
        if fault is None:
            return self._without_stranger()
        row = self._row_of(fault)
        guesses: Iterable[Mend]
        if row < self.told_to:
            return None
        if fault.problem == TAB:
            guesses = untabbed(self.block)
        elif (fault.problem or "").startswith(OF_LINES) and row and not self._is_of_another(self._explained(fault)):
            guesses = Candidates(self.block, row)
        else:
            guesses = ()
        most = self._without_the_line(row) + 1
        if mend := self._best(guesses, row, most):
            self._tell_mend(mend)
            self.told_to = mend.row + 1
            return self._written(mend.lines)
        return self._without_fault(self._explained(fault), row, most)

    def _without_the_line(self, row: int) -> int:
        """Return how much is wrong around a line without it, or without the entry that it belongs to."""
        problems = self._problems({row: ""}, row)
        start, _, end = self._entry(row, row)
        if problems is None and start:
            problems = self._problems(dict.fromkeys(range(start, end), ""), row)
        return NEXT_TO_IT if problems is None else problems

    def _without_stranger(self) -> list[str] | None:
        """Return the section's lines with a section's name where it belongs, if less is wrong then."""
        assert self.section.stranger is not None
        row = self.section.stranger.line - 1 - self.first
        now = self._problems({}, row, missing=True)
        if not now:
            return None
        guesses = Candidates(self.block, row)
        mend = self._best(guesses.misplaced(), row, now - 1) or self._best(guesses.blank(), row, 0)
        if mend is None or (self._problems(mend.lines, row, missing=True) or 0) >= now:
            return None
        self._tell_mend(mend)
        return self._written(mend.lines)

    def _without_fault(self, found: YamlFault, row: int, most: int) -> list[str] | None:
        """Report a fault, and return the lines with a text in the place of the value, or without the entry."""
        slip = min(max(0, found.mark.line - 1 - self.first), len(self.block) - 1)
        if slip < self.told_to:
            return None
        if self._is_of_another(found):
            self._tell(found)
            return None
        for line in closings(self.block[slip]) if slip else ():
            problems = self._problems({slip: line}, max(row, slip))
            if problems is not None and problems <= min(most, FURTHER_DOWN):
                self._tell(found)
                self.rewritten.add(slip)
                self.told_to = slip + 1
                return self._written({slip: line})
        for last in dict.fromkeys((slip, max(row, slip))):
            start, name, end = self._entry(slip, last)
            blank = dict.fromkeys(range(start, end), "")
            problems = self._problems(blank, end - 1) if start else None
            if problems is not None and (problems < FURTHER_DOWN or found.message != INDENTED):
                self._tell(found, f"the rest of `{name}` was not read")
                self._lose(start, end)
                return self._written(blank)
        self._tell(found)
        return None

    def _lose(self, start: int, end: int) -> None:
        """Remember what an entry that cannot be read would have declared."""
        for line in self.block[start:end]:
            self.reading.lost.update(WORD_BEFORE_COLON.findall(line), LOST_VALUE.findall(line), ID.findall(line))
        self.told_to = end

    def _row_of(self, fault: MarkedYAMLError) -> int:
        """Return the line of a fault, counted from 0 in the section."""
        is_key = (fault.problem or "").startswith("could not find expected ':'") and fault.context_mark
        mark = fault.context_mark if is_key else fault.problem_mark or fault.context_mark
        return min(max(0, mark.line - self.first), len(self.block) - 1) if mark else 0

    def _explained(self, fault: MarkedYAMLError) -> YamlFault:
        lines = (*self.source.lines[: self.first], *self.block, *self.source.lines[self.first + len(self.block) :])
        return explain(fault, Source(self.source.path, lines), self.first)

    def _is_of_another(self, found: YamlFault) -> bool:
        """Say whether the lines fit together badly because their first is no section at all, but part of another."""
        key = SECTION.match(self.block[0])
        return bool(key and key["key"] not in KNOWN and found.message == INDENTED)

    def _written(self, lines: dict[int, str]) -> list[str]:
        return [lines.get(row, line) for row, line in enumerate(self.block)]

    def _entries(self) -> list[int]:
        """Return the lines at which the entries of the section start."""
        indents = [(row, indent(line)) for row, line in enumerate(self.block) if row > self.head and is_written(line)]
        if not indents or not SECTION.match(self.block[self.head].lstrip()):
            return []
        spaces = [count for _, count in indents]
        least, level = min(spaces), spaces[0]
        if least and (spaces.count(least) > 1 or (level % 2 and least % 2 == 0)):
            level = least
        return [row for row, count in indents if count == level]

    def _entry(self, slip: int, last: int) -> tuple[int, str, int]:
        """Return where the entry starts that a line belongs to, its name, and where the next one starts; else 0."""
        start = max((row for row in self.starts if row <= slip), default=0)
        end = min((row for row in self.starts if row > last), default=len(self.block))
        found = ID.match(self.block[start])
        section = SECTION.match(self.block[0])
        if not start or found is None or section is None or section["key"] in OF_FIXED_KEYS:
            return 0, "", 0
        return start, found[1], end

    def _best(self, guesses: Iterable[Mend], row: int, most: int) -> Mend | None:
        """Return the guess after which the least is wrong."""
        best, least = None, most + 1
        for guess in islice(guesses, MAX_GUESSES):
            problems = self._problems(guess.lines, max(row, guess.row))
            if problems is not None and problems < min(least, NEXT_TO_IT + guess.is_plain):
                best, least = guess, problems
                if not problems:
                    break
        return best

    def _problems(self, lines: dict[int, str], row: int, *, missing: bool = False) -> int | None:
        """Return how much is wrong around a line once some lines are written anew; None where YAML refuses them."""
        starts, from_row = self.starts, 0
        if starts:
            before = [start for start in starts if start <= min((row, *(line for line in lines if line)))]
            from_row = before[-2:][0] if before else self.head + 1
        to_row = ([start for start in starts if start > row] + 2 * [len(self.block)])[1]
        rows = [*([self.head] if from_row else []), *range(from_row, to_row)]
        text = [lines.get(number, self.block[number]) for number in rows]
        letters = sum(map(len, text))
        if len(text) > MAX_LINES or letters > min(MAX_LETTERS, self.reading.effort):
            return None
        self.reading.effort -= letters
        reading = Reading()
        fault = Section(Source(self.source.path, tuple(text)), reading).attempt(0, text)
        if fault is None:
            return len(reading.findings) + shape.wrong_parts(reading.tree, missing=missing)
        below = rows[min(fault.problem_mark.line, len(rows) - 1)] if fault.problem_mark else 0
        if below <= row:
            return None
        return FURTHER_DOWN if any(row < start <= below for start in starts) else NEXT_TO_IT

    def _tell_mend(self, mend: Mend) -> None:
        mark = Mark(self.first + mend.row + 1, mend.column + 1)
        self.told.append(
            found_at(self.source, mark, mend.code, mend.message, width=mend.width, hint=mend.hint, notes=mend.notes)
        )
        if mend.changes:
            self.rewritten.update(mend.lines)

    def _tell(self, found: YamlFault, *notes: str) -> None:
        """Report a fault of syntax in plain words."""
        key = SECTION.match(self.block[0])
        path = self.section.frames[-1].path if self.section.frames else ()
        if key and self._is_of_another(found):
            meant = nearest(key["key"], KNOWN)
            hint = f"did you mean `{meant}`?" if meant else slips.OUTSIDE.format("moves")
            notes = (f"line {found.mark.line} in it: {found.message}", *notes)
            mark, width = Mark(self.first + 1, 1), key.end() - 1
            finding = found_at(
                self.source, mark, "E105", f"unknown key `{key['key']}`", width=width, hint=hint, notes=notes
            )
        else:
            finding = found_at(self.source, found.mark, "E102", found.message, keys=path, hint=found.hint, notes=notes)
        self.told.append(finding)


def _start(line: str) -> int:
    """Return how many signs stand before the first that can be seen."""
    return len(line) - len(line.lstrip())
