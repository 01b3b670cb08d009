"""What a scenario's changes lead to in the one that it builds on, told where the change was written.

An author of an extending scenario is never sent into files that are not theirs: what the parent alone does not have,
and the parent with the changes has, is told at the `keep`, the `remove` or the value that brought it about, with the
lines that put it right. Read only once something was found in a parent's file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from game.scenario import shape
from game.scenario.lint import check
from game.scenario.lint.subject import Subject
from game.scenario.source import KeyPath, Places, Spot, Value
from game.scenario.taking import ENTRY_DEPTH, HOLDERS, at, forget

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from game.errors import Finding
    from game.scenario.section import Reading

NAMED = re.compile(r"`([^`]+)`")
ITEM = re.compile(r"\[(\d+)\]")
# What is found where a name that is gone makes a formula mean nothing.
ECHOES = ("E203", "E204", "E205")
# After so many rounds of taking out what speaks of what was taken out, the rest is told as it stands.
MAX_ROUNDS = 8
# How many names a message has, and how many lines a note.
SHOWN, LINES = 3, 40
HISTORY: KeyPath = ("history",)
NO_HISTORY = "history: []"
# What is mostly read elsewhere, so that to take it out too would lead further and further.
WRITTEN_ANEW = ("formulas", "meters", "flags", "ladders", "capitals", "endings", "moves")
# Keys of a rule that say whether and how it happens: without one the rule would be another, so that the whole goes.
DECIDING = ("when", "chance", "weight", "climb", "fade", "again", "of", "times", "value", "agenda", "locked")


@dataclass(slots=True)
class Lines:
    """What an author can add to put right what else speaks of what was taken out.

    Attributes:
        remove: Names for `remove`.
        write: Lists to write anew, each without what is gone; no item where the whole goes.
        anew: What has to be thought of anew, with the names in it that stand for nothing now.
        other: What else is missed, in words.
    """

    remove: dict[str, None] = field(default_factory=dict)
    write: dict[KeyPath, list[Value]] = field(default_factory=dict)
    anew: dict[KeyPath, dict[str, None]] = field(default_factory=dict)
    other: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """The files of the scenario that is checked, and what it takes out of its parent.

    Attributes:
        spots: Where its own values stand.
        gone: What it took out: key paths, each with the path of the word that took it out.
        known: The code and the place of everything that is found in the parent without this scenario.
    """

    spots: Mapping[KeyPath, Spot]
    gone: Mapping[KeyPath, KeyPath]
    known: frozenset[tuple[str, object]]

    @property
    def folders(self) -> frozenset[Path]:
        """The folder of the scenario's own files."""
        return frozenset(spot.source.path.parent for spot in self.spots.values())

    def is_caused_here(self, finding: Finding) -> bool:
        """Say whether a finding stands in a parent's file and is not the parent's own."""
        place = finding.place
        return place is not None and place.path.parent not in self.folders and (finding.code, place) not in self.known


def told_at_home(findings: Iterable[Finding], reading: Reading, home: Home) -> list[Finding]:
    """Return findings with those that the scenario brought about in its parent's files told at its own lines.

    Args:
        findings: All that was found, each name in each of its places.
        reading: The scenario with its parents merged in.
        home: Its own files.
    """
    findings = list(findings)
    away = [finding for finding in findings if home.is_caused_here(finding)]
    by_removal = {id(finding): by for finding in away if (by := _taken_out_by(finding, home)) is not None}
    # A rung beside its ladder, in one condition, went with it.
    spoken_of = {finding.keys: by_removal[id(finding)] for finding in away if id(finding) in by_removal}
    by_removal |= {id(finding): spoken_of[finding.keys] for finding in away if finding.keys in spoken_of}
    kept = [_with_its_removal(finding, home) for finding in findings if not home.is_caused_here(finding)]
    if by_removal:
        spoken = [finding for finding in away if id(finding) in by_removal]
        away = [finding for finding in away if finding.code not in ECHOES]
        kept.append(_of_removal(spoken, list(by_removal.values()), reading, home))
    return [*kept, *_moved([finding for finding in away if id(finding) not in by_removal], home)]


def _taken_out_by(finding: Finding, home: Home) -> KeyPath | None:
    """Return the key path that the scenario took out and that a finding misses; None where it misses no such thing."""
    if finding.severity != "error":
        return None
    named = NAMED.search(finding.message)
    parts = {*named[1].split("."), named[1]} if named else set()
    keys = path_of_keys(finding.keys)
    for path in home.gone:
        is_below = len(path) > ENTRY_DEPTH and path[1] in parts
        if (
            path[-1] in parts
            or is_below
            or (finding.code == "E106" and keys == path[:-1] and f"`{path[-1]}`" in finding.message)
        ):
            return path
    # That no ending is left for what remains is no name.
    return next((path for path in home.gone if finding.code == "E305" and path[0] == "endings"), None)


def _with_its_removal(finding: Finding, home: Home) -> Finding:
    """Return a finding of the scenario's own files with the line that took out what it misses."""
    path = _taken_out_by(finding, home) if finding.code == "E201" else None
    if path is None:
        return finding
    there = f"`{'.'.join(map(str, path))}` is taken out here: {Places(home.spots).line_of(home.gone[path])}"
    return replace(finding, notes=(*finding.notes, there))


def path_of_keys(keys: tuple[str, ...]) -> KeyPath:
    """Return the key path that is written for people in `keys`, with items counted from 0 again."""
    return tuple(int(item[1]) - 1 if (item := ITEM.fullmatch(key)) else key for key in keys)


def _of_removal(spoken: list[Finding], missed: list[KeyPath], reading: Reading, home: Home) -> Finding:
    """Return the one finding for all that is missed in the parent, with what to add."""
    lines = _closure(spoken, reading, home)
    by = min((home.gone[path] for path in missed), key=list(home.spots).index)
    names = list(dict.fromkeys(".".join(map(str, path)) for path in missed))
    some = ", ".join(f"`{name}`" for name in names[:SHOWN])
    more = f" and {len(names) - SHOWN} others" if len(names) > SHOWN else ""
    are = "is" if len(names) == 1 else "are"
    message = f"{some}{more} {are} taken out, and other parts of the parent rest on {'it' if are == 'is' else 'them'}"
    hint = "; ".join(_hints(lines))
    return Places(home.spots).finding("E110", message, by, hint=hint, notes=tuple(_notes(lines)))


def _hints(lines: Lines) -> Iterator[str]:
    """Yield in a few words what is to be done."""
    if lines.remove:
        few = len(lines.remove) <= SHOWN
        yield f"also remove {', '.join(lines.remove)}" if few else "also remove what the lines below name"
    if HISTORY in lines.write:
        yield f"the recorded history plays it: write `{NO_HISTORY}`"
    if lines.anew or lines.other or set(lines.write) - {HISTORY}:
        yield "write anew what is named below"


def _notes(lines: Lines) -> Iterator[str]:
    """Yield the lines to copy."""
    if len(lines.remove) > SHOWN:
        yield "add below `remove:` (or give these parts other words of your own):"
        yield from (f"  - {name}" for name in list(lines.remove)[:LINES])
        if len(lines.remove) > LINES:
            yield f"  and {len(lines.remove) - LINES} more: `keep` with what stays would be shorter"
    lists = {path: items for path, items in lines.write.items() if path != HISTORY}
    yield from (f"write: {line}" for line in _written(lists))
    for path, names in lines.anew.items():
        speaks = f", which speaks of {', '.join(f'`{name}`' for name in names)}" if names else ""
        yield f"write anew: {'.'.join(map(str, path))}{speaks}"
    yield from lines.other


def _closure(spoken: list[Finding], reading: Reading, home: Home) -> Lines:
    """Return all that must change until nothing speaks any more of what is gone, tried out on a copy."""
    lines, copy = Lines(), reading.copy()
    for _ in range(MAX_ROUNDS):
        before = len(lines.remove) + len(lines.write)
        for finding in spoken:
            _mend(finding, copy, lines)
        if before == len(lines.remove) + len(lines.write):
            break
        document, wrong, left_out = shape.validate(copy.copy().tree, Places(copy.spots), copy.broken)
        if document is None:
            break
        found = [*wrong, *check.check_names(Subject.of(document, Places(copy.spots, frozenset(copy.lost | left_out))))]
        spoken = [finding for finding in found if home.is_caused_here(finding) and finding.severity == "error"]
        if not spoken:
            break
    return lines


def _mend(finding: Finding, copy: Reading, lines: Lines) -> None:
    """Take out of the copy what a finding speaks of, and note the line that does it."""
    path = path_of_keys(finding.keys)
    if path[:1] == HISTORY:
        lines.write[HISTORY] = []
        _drop(copy, HISTORY)
        return
    if finding.code in ("E106", "E305"):
        lines.other[f"{finding.message}; {finding.hint}"] = None
        return
    number = next((index for index, key in enumerate(path) if isinstance(key, int)), len(path))
    if number < len(path) - 1:
        # `remove` reaches into no list: the list is written anew, and what else speaks of the name is looked for.
        lines.anew.setdefault(path[:number], {}).update(_named(finding))
        _drop(copy, path)
        return
    if isinstance(items := at_path(copy.tree, path[:number]), list):
        _without_item(path[:number], items, finding, copy, lines)
        return
    goes = _what_goes(path)
    holder = at_path(copy.tree, goes[:-1])
    if not isinstance(holder, dict) or goes[-1] not in holder:
        return
    if (len(goes) == ENTRY_DEPTH and goes[0] in WRITTEN_ANEW) or _is_needed(goes):
        lines.anew.setdefault(path, {}).update(_named(finding))
        return
    lines.remove[".".join(map(str, goes))] = None
    _drop(copy, goes)


def _named(finding: Finding) -> dict[str, None]:
    """Return the name that a finding misses."""
    named = NAMED.search(finding.message)
    return {named[1]: None} if named else {}


def _what_goes(path: KeyPath) -> KeyPath:
    """Return the part that goes with a word in it that stands for nothing: one effect, one reply, or the whole rule."""
    if "effects" in path:
        return path[: path.index("effects") + 2]
    for index in range(len(path) - 1, 1, -1):
        if path[index] in DECIDING:
            path = path[:index]
    if "rungs" in path:
        return path[:2]
    return path


def _is_needed(path: KeyPath) -> bool:
    """Say whether a part cannot be left out of what holds it."""
    return len(path) != ENTRY_DEPTH and path[-2] not in HOLDERS and path[-1] in shape.needed_at(path[:-1])


def _without_item(holder: KeyPath, items: list[Value], finding: Finding, copy: Reading, lines: Lines) -> None:
    """Note a list as it is without the item that a finding names; what goes where nothing is left of it."""
    named = NAMED.search(finding.message)
    if named is None or named[1] not in items:
        return
    items[:] = [item for item in items if item != named[1]]
    lines.write.pop(holder, None)
    if items:
        lines.write[holder] = items
        return
    goes = holder[:-1] if _is_needed(holder) else holder
    lines.remove[".".join(map(str, goes))] = None
    _drop(copy, goes)


def _written(lists: Mapping[KeyPath, list[Value]]) -> Iterator[str]:
    """Yield a line for each entry of which lists are written anew, with the keys that lead to them."""
    entries: dict[KeyPath, dict[str, Value]] = {}
    for path, items in lists.items():
        holder = entries.setdefault(path[:ENTRY_DEPTH], {})
        for key in path[ENTRY_DEPTH:-1]:
            below = holder.setdefault(str(key), {})
            holder = below if isinstance(below, dict) else holder
        holder[str(path[-1])] = list(items)
    for (section, entry), changes in entries.items():
        yield f"{section}: {{{entry}: {_flow(changes)}}}"


def _flow(value: Value) -> str:
    """Return maps, lists and names in one line."""
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(below)}' for key, below in value.items())}}}"
    return f"[{', '.join(map(_flow, value))}]" if isinstance(value, list) else str(value)


def at_path(tree: Value, path: KeyPath) -> Value:
    """Return what a tree has at a path of keys and of numbers of items."""
    for key in path:
        if isinstance(tree, list) and isinstance(key, int):
            tree = tree[key] if key < len(tree) else None
        else:
            tree = at(tree, (key,))
    return tree


def _drop(copy: Reading, path: KeyPath) -> None:
    """Take a part out of the copy; where its holder needs it, what it was stays without a meaning."""
    holder = at_path(copy.tree, path[:-1])
    if isinstance(holder, dict) and path[-1] in shape.needed_at(path[:-1]):
        holder[str(path[-1])] = "0"
    elif isinstance(holder, dict):
        forget(copy.spots, path, holder.pop(str(path[-1]), None))


def _moved(away: list[Finding], home: Home) -> Iterator[Finding]:
    """Yield findings of the parent's files at the lines of the scenario that brought them about, each kind once."""
    kinds: dict[tuple[str, KeyPath], list[Finding]] = {}
    for finding in away:
        kinds.setdefault((finding.code, _cause(finding, home)), []).append(finding)
    for (_, cause), some in kinds.items():
        first = some[0]
        on_key = cause != ("extends",)
        at_home = Places(home.spots).finding(first.code, first.message, cause, on_key=on_key, hint=_way_out(first))
        notes = tuple(f"in the parent: {_told(finding)}" for finding in some[: LINES // 4])
        if len(some) > len(notes):
            notes = (*notes, f"and {len(some) - len(notes)} more there")
        if first.severity != "error":
            notes = (*notes, f"where it is meant, write above `extends`: # lint: allow {first.code} because ...")
        yield replace(at_home, severity=first.severity, confidence=first.confidence, notes=notes)


def _told(finding: Finding) -> str:
    """Return a finding in one line: what, and in which file and line of the parent."""
    place = finding.place
    where = f" ({place.path.parent.name}/{place.path.name}:{place.line})" if place else ""
    return f"{' > '.join(finding.keys)}: {finding.message}{where}"


def _way_out(finding: Finding) -> str:
    """Return what to write for a finding that a change brought about in the parent."""
    if finding.keys[:1] == ("history",):
        return f"the recorded history of the parent plays it: write `{NO_HISTORY}`, or a history of your own"
    return finding.hint


def _cause(finding: Finding, home: Home) -> KeyPath:
    """Return the scenario's own value that a finding in the parent comes from, as far as it can be told."""
    if finding.keys[:1] == ("history",) and finding.code == "E209" and ("calendar", "turns") in home.spots:
        return ("calendar", "turns")
    names = set(NAMED.findall(finding.message))
    own = (path for path in home.spots if len(path) > 1 and path[-1] in names and path[0] not in ("keep", "remove"))
    return next(own, ("extends",))
