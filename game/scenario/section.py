"""One section's YAML to a plain tree of maps, lists and the author's own texts, with the place of everything.

PyYAML's parser gives events; nothing is constructed, and nothing of YAML's guesses at types is used. Limits
are held on the events, before anything grows or recurses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from yaml import events
from yaml.error import Mark as YamlMark
from yaml.error import MarkedYAMLError

from game.scenario import slips
from game.scenario.model import Document
from game.scenario.source import KeyPath, Mark, Source, Spot, Value, found_at
from game.scenario.yaml_events import read_events

if TYPE_CHECKING:
    from yaml._yaml import Mark as CMark

    from game.errors import Finding

# What a scenario that builds on another may say beside the sections.
EXTENDING = ("extends", "keep", "remove")
KNOWN = (*Document.model_fields, *EXTENDING)
MAX_DEPTH = 32
MAX_VALUES = 20_000
# As many letters as take a second or two, for all slips of a file; a common slip takes a hundredth of that.
MAX_EFFORT = 300_000
# After so many faults the rest of a file would only repeat them.
MAX_FAULTS = 200
# A value has at most three: its key, its start and its end.
MAX_EVENTS = 3 * MAX_VALUES
UNREAD = "the rest of this section was not read"
TAB = "a tab stands here; YAML wants spaces"

SECTION = re.compile(r"""(?P<quote>["']?)(?P<key>[^\s#"'?:,\[\]{}&*!|>%@`-][^:#"']*?)(?P=quote)\s*:(?=\s|$)""")
# Looked for from the start of a word only: a line of one long word would be gone through from each of its letters.
WORD_BEFORE_COLON = re.compile(r"(?<![a-z0-9_])([a-z][a-z0-9_]*)[\"']?:")


@dataclass(slots=True)
class Reading:
    """What was read: the tree, where its parts stand, and what is wrong with it.

    Attributes:
        tree: Maps, lists and texts; None for a value that was left empty.
        spots: The place of each value, by its key path.
        findings: What is wrong.
        faulty: Key paths whose values are not what their author meant; further faults there are echoes.
        lost: Ids inside sections that could not be read.
        broken: The sections that could not be read.
        older: That the file is of an older format and was brought to the present one.
        effort: How many letters may still be read again to find out what would mend a slip.
    """

    tree: dict[str, Value] = field(default_factory=dict)
    spots: dict[KeyPath, Spot] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    faulty: set[KeyPath] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    older: Finding | None = None
    effort: int = MAX_EFFORT

    def copy(self) -> Reading:
        """Return the same reading, to be merged into another without changing this one."""
        tree = {section: _copied(value) for section, value in self.tree.items()}
        parts = (self.faulty.copy(), self.lost.copy(), self.broken.copy())
        return Reading(tree, self.spots.copy(), self.findings.copy(), *parts, self.older)


def _copied(value: Value) -> Value:
    """Return a value whose maps and lists are new."""
    if isinstance(value, dict):
        return {key: _copied(below) for key, below in value.items()}
    return [_copied(below) for below in value] if isinstance(value, list) else value


def lose(reading: Reading, lines: list[str]) -> None:
    """Remember what lines that cannot be read would have declared, so that its names are not called unknown."""
    for line in lines:
        reading.lost.update(WORD_BEFORE_COLON.findall(line))
        if section := SECTION.match(line):
            reading.broken.add(section["key"])
            reading.lost.add(section["key"])
            reading.tree.pop(section["key"], None)


class _TooMuchError(Exception):
    """A limit was passed, or a section's shape makes no sense: the rest of the section is not read."""


@dataclass(slots=True)
class _Frame:
    """A map or a list that is being read."""

    container: dict[str, Value] | list[Value]
    path: KeyPath
    flow: bool
    start: Mark
    key: str | None = None
    key_mark: Mark | None = None
    key_width: int = 0
    repeated: bool = False
    detached: bool = False
    last: KeyPath | None = None


class Section:
    """Reads the events of one section into the reading."""

    def __init__(self, source: Source, reading: Reading) -> None:
        """Start with nothing read of the section; `reading` may hold what stands before it."""
        self.source = source
        self.reading = reading
        self.frames: list[_Frame] = []
        # The first key of which it is doubtful that it belongs here: one with nothing after it, or that starts with an
        # invisible sign.
        self.stranger: Mark | None = None

    def read(self, first: int, block: list[str]) -> None:
        """Parse the lines of a section and put its value into the reading; a slip hides no more than it must."""
        known, sections = len(self.reading.findings), frozenset(self.reading.tree)
        fault = self.attempt(first, block)
        if fault or self.stranger:
            # Imported here: it has a good many patterns, and a sound scenario needs none.
            from game.scenario.recovery import Recovery  # noqa: PLC0415

            Recovery(self, first, block, known, sections).read_on(fault)

    def attempt(self, first: int, block: list[str]) -> MarkedYAMLError | None:
        """Parse the lines of a section up to the first fault of syntax, and return that."""
        text = "\n".join(block) + "\n"
        try:
            if "\t" in text:
                self._take_tabs(first, block)
                text = text.replace("\t", " ")
            for event in read_events(text, first, depth=MAX_DEPTH, most=MAX_EVENTS):
                self._take(event)
        except MarkedYAMLError as fault:
            return fault
        except _TooMuchError:
            lose(self.reading, block)
        return None

    def _take_tabs(self, first: int, block: list[str]) -> None:
        """Report tabs; those before the first word of a line are a fault of syntax."""
        tabs = [(number, line) for number, line in enumerate(block, start=first) if "\t" in line]
        for number, line in tabs:
            if "\t" in line[: len(line) - len(line.lstrip())]:
                raise MarkedYAMLError(problem=TAB, problem_mark=YamlMark("", 0, number, line.index("\t"), None, 0))
        number, line = tabs[0]
        notes = (f"and {len(tabs) - 1} other lines",) if len(tabs) > 1 else ()
        self._find(Mark(number + 1, line.index("\t") + 1), "E103", TAB, hint="write a space", notes=notes)

    def _find(
        self, mark: Mark, code: str, message: str, *, path: KeyPath = (), width: int = 1, hint: str = "",
        notes: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        finding = found_at(self.source, mark, code, message, keys=path, width=width, hint=hint, notes=notes)
        if all((finding.place, finding.code) != (known.place, known.code) for known in self.reading.findings[-3:]):
            self.reading.findings.append(finding)

    def _take(self, event: events.Event) -> None:
        if len(self.reading.findings) > MAX_FAULTS:
            raise _TooMuchError
        if isinstance(event, events.CollectionEndEvent):
            self.frames.pop()
        elif isinstance(event, events.NodeEvent):
            start = _mark(event.start_mark)
            self._check_limits(event, start)
            self._refuse_indirection(event, start)
            frame = self.frames[-1] if self.frames else None
            if frame and frame.key is None and isinstance(frame.container, dict):
                self._take_key(frame, event, start)
            else:
                self._take_value(frame, event, start)

    def _check_limits(self, event: events.NodeEvent, start: Mark) -> None:
        if len(self.frames) >= MAX_DEPTH and isinstance(event, events.CollectionStartEvent):
            self._find(start, "E101", f"values nest more than {MAX_DEPTH} deep")
            raise _TooMuchError
        if len(self.reading.spots) >= MAX_VALUES:
            self._find(start, "E101", f"the file has more than {MAX_VALUES} values")
            raise _TooMuchError

    def _refuse_indirection(self, event: events.NodeEvent, start: Mark) -> None:
        """Refuse anchors, aliases and tags; the value itself is read all the same."""
        if isinstance(event, events.AliasEvent):
            message = f"`*{event.anchor}` repeats another value, which is not allowed"
        elif event.anchor is not None:
            message = f"`&{event.anchor}` names a value for repeating it, which is not allowed"
        elif getattr(event, "tag", None) is not None:
            message = "`!` starts a tag, which is not allowed"
        else:
            return
        hint = "put a text that starts with this sign in quotes; else write the value out"
        self._find(start, "E103", message, path=self._path(), hint=hint)
        self.reading.faulty.add(self._path())

    def _path(self) -> KeyPath:
        """Return the key path of the value that comes next."""
        if not self.frames:
            return ()
        frame = self.frames[-1]
        if isinstance(frame.container, list):
            return (*frame.path, len(frame.container))
        return frame.path if frame.key is None else (*frame.path, frame.key)

    def _take_key(self, frame: _Frame, event: events.NodeEvent, mark: Mark) -> None:
        if not isinstance(event, events.ScalarEvent):
            hint = "put a text that starts with `{` or `[` in quotes"
            self._find(mark, "E102", "a key must be a word, a map or a list stands here", path=frame.path, hint=hint)
            raise _TooMuchError
        width = max(1, _length(event))
        if event.value == "<<":
            self._find(mark, "E103", "`<<` merges another map, which is not allowed", path=frame.path, width=width)
        frame.key, frame.key_mark, frame.key_width = event.value, mark, width
        if ":" in event.value or event.value[:1].isspace():
            self.stranger = self.stranger or mark
        if frame.detached:
            self.reading.lost.add(event.value)
        frame.repeated = event.value == "<<" or event.value in frame.container
        if not self.frames[1:] and event.value in self.reading.tree:
            frame.repeated = True
        if frame.repeated and event.value != "<<":
            first = self.reading.spots[(*frame.path, event.value)].key
            notes = (f"first written at line {first.line}",) if first else ()
            message = f"`{event.value}` is written twice"
            self._find(mark, "E104", message, path=(*frame.path, event.value), width=width, notes=notes)
            # Where the first is blank, the second is what it was meant to be.
            frame.repeated = not isinstance(frame.container, dict) or frame.container.get(event.value, "") is not None

    def _take_value(self, frame: _Frame | None, event: events.NodeEvent, start: Mark) -> None:
        value: Value = None
        path = self._path()
        if isinstance(event, events.ScalarEvent):
            if self._is_slip(frame, event, start, path):
                return
            is_empty = event.value == "" and not _length(event)
            if is_empty and frame and not frame.flow and frame.key_mark and frame.key_mark.column > 1:
                self.stranger = self.stranger or frame.key_mark
            value = None if is_empty else event.value
        elif isinstance(event, events.MappingStartEvent):
            value = {}
        elif isinstance(event, events.SequenceStartEvent):
            value = []
        # What stands below a key that is written twice belongs to no tree, but its names are known.
        detached = bool(frame and (frame.repeated or frame.detached))
        self._put(frame, event, start, path, value)
        if isinstance(value, (dict, list)):
            flow = bool(getattr(event, "flow_style", False))
            self.frames.append(_Frame(value, path, flow, start, detached=detached))

    def _put(self, frame: _Frame | None, event: events.NodeEvent, start: Mark, path: KeyPath, value: Value) -> None:
        """Attach a value to what holds it, and remember its place."""
        key, width = (frame.key_mark, frame.key_width) if frame else (None, 0)
        style = getattr(event, "style", None) or ""
        text = value if isinstance(value, str) else None
        spot = Spot(self.source, key, width, start, _mark(event.end_mark), style, text)
        self.reading.spots.setdefault(path, spot)
        if frame is None:
            self._check_root(start, value)
        elif isinstance(frame.container, list):
            frame.container.append(value)
        else:
            assert frame.key is not None
            if not frame.repeated:
                frame.container[frame.key] = value
                if not self.frames[1:]:
                    self.reading.tree[frame.key] = value
            frame.key, frame.last = None, path

    def _check_root(self, start: Mark, value: Value) -> None:
        """Refuse a section that is no map; an empty one is only comments."""
        if not isinstance(value, dict) and value is not None:
            message = "a key such as `moves:` is expected at the start of the line"
            self._find(start, "E102", message)
            raise _TooMuchError

    def _is_slip(self, frame: _Frame | None, event: events.ScalarEvent, mark: Mark, path: KeyPath) -> bool:
        """Report text that YAML cut silently; true where the value is a leftover of the cut and no value at all."""
        if frame is None or event.style:
            return False
        if frame.flow and event.value == "" and isinstance(frame.container, dict):
            return self._report_stray(frame)
        if frame.flow and slips.cut_by_comma(event.value):
            self._report_cut(mark, path, event.value)
        elif frame.key_mark and mark.line > frame.key_mark.line and (glued := slips.missing_space(event.value)):
            self._find(mark, "E111", slips.NO_SPACE.format(glued[1]), path=path, width=len(glued[1]) + 1)
            self.reading.faulty.add(path)
        elif slips.glued_dash(event.value):
            self._find(mark, "E111", slips.NO_SPACE_AFTER_DASH, path=path, hint=slips.A_SPACE)
            self.reading.faulty.add(path)
        elif slips.wrong_dash(event.value):
            self._find(mark, "E111", slips.WRONG_DASH.format(event.value[0]), path=path, hint="write `- ` in its place")
            self.reading.faulty.add(path)
        elif slips.between_curly_quotes(event.value):
            hint = f'write "{event.value[1:-1]}"'
            self._find(
                mark, "E111", slips.CURLY, path=path, width=len(event.value), hint=hint, notes=(slips.CURLY_INSIDE,)
            )
            self.reading.faulty.add(path)
        elif slips.quote_without_start(event.value):
            self._find(mark, "E111", slips.NOT_OPENED, path=path, hint=f"put {event.value[-1]} before it")
            self.reading.faulty.add(path)
        elif slips.cut_by_comment(event.value, self._rest_of_line(event)):
            end, hint = _mark(event.end_mark), "put the whole text in quotes"
            self._find(Mark(end.line, end.column + 1), "E111", slips.CUT_BY_COMMENT, path=path, hint=hint)
        return False

    def _rest_of_line(self, event: events.ScalarEvent) -> str:
        """Return what stands behind a value in its last line."""
        line, column = _mark(event.end_mark)
        return self.source.line(line)[column - 1 :]

    def _report_stray(self, frame: _Frame) -> bool:
        """Report a key without a colon inside {...}: mostly the rest of a text that a comma cut."""
        key, mark = frame.key or "", frame.key_mark or frame.start
        if self.source.line(mark.line)[mark.column + frame.key_width - 1 :].lstrip().startswith(":"):
            return False
        frame.key = None
        before = self.reading.spots.get(frame.last) if frame.last else None
        glued = slips.missing_space(key)
        if glued:
            self._find(mark, "E111", slips.NO_SPACE.format(glued[1]), path=frame.path, width=len(glued[1]) + 1)
        elif frame.last in self.reading.faulty:
            return True
        elif before and before.text is not None and not before.style:
            assert frame.last is not None
            self._report_cut(before.value, frame.last, before.text, key)
        else:
            self._find(mark, "E111", f"`{key}` has no value", path=frame.path, width=frame.key_width)
        return True

    def _report_cut(self, mark: Mark, path: KeyPath, text: str, rest: str = "") -> None:
        hint = slips.hint_for_a_cut(text, rest)
        self._find(mark, "E111", slips.CUT_BY_COMMA, path=path, width=len(text), hint=hint)
        self.reading.faulty.add(path)


def _mark(mark: YamlMark | CMark | None) -> Mark:
    """Return PyYAML's mark, counted from 1."""
    assert mark is not None
    return Mark(mark.line + 1, mark.column + 1)


def _length(event: events.Event) -> int:
    """Return how many characters a value takes in the file."""
    start, end = cast("YamlMark", event.start_mark), cast("YamlMark", event.end_mark)
    return int(end.index - start.index)
