"""The shape of a scenario: the models' verdict on a tree, turned into findings for an author.

Where parts are wrong, the rest is still made into a document, so that names and types can be checked in the same run.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from pydantic import ValidationError

from game.errors import Finding, nearest
from game.scenario import slips
from game.scenario.fields import keys_at, needed_at
from game.scenario.misfits import Misfit, collapse, left_blank, locate, misplaced, told, value_at
from game.scenario.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.scenario.source import KeyPath, Places, Value

__all__ = ["keys_at", "needed_at", "validate", "wrong_parts"]

MAX_ROUNDS = 12
# Keys below which ids are declared: the names of their holder's parts.
HOLDERS = ("wordings", "replies", "one_of", "rungs")

# What stands in for a section that could not be read, while the others are checked.
STAND_INS: dict[str, Value] = {
    "format": "1",
    "scenario": {"id": "unread", "title": ""},
    # As many turns as any rule or test may speak of.
    "calendar": {"turns": [{"date": "2026-01-01", "label": ""}] * 120},
}
# What stands in for a missing value that no other rule reads.
STAND_IN_VALUES: dict[str, str] = dict.fromkeys(("group", "title", "text", "label", "name", "quiet"), "") | {
    "agenda": "1",
    "climb": "0",
    "value": "0",
    "weight": "1",
}


def validate(
    tree: dict[str, Value], places: Places, broken: set[str]
) -> tuple[Document | None, list[Finding], set[str]]:
    """Return the document, what is wrong with its shape, and the ids that were left out of it.

    Args:
        tree: What was read; parts that are wrong are taken out of it.
        places: Where it was written.
        broken: Sections that could not be read; that they are missing is no news.
    """
    left_out: set[str] = set()
    blank = {path: left_blank(path, tree, places) for path in _blanks(tree, ())}
    findings: list[Finding] = []
    _fill(blank, tree, left_out)
    is_told = False
    for _ in range(MAX_ROUNDS):
        try:
            return Document.model_validate(tree), [*blank.values(), *findings], left_out
        except ValidationError as error:
            faults = list(collapse([locate(detail, tree) for detail in error.errors()], tree))
            if not is_told and (strays := _strays(faults, tree)):
                findings += [misplaced(path, beside, places) for path, beside in strays.items()]
                _put_back(strays, tree)
                continue
            if not is_told:
                misspelt = _misspelt(faults)
                broken = broken | {str(path[0]) for path in misspelt if len(path) == 1}
                silent = misspelt | set(blank)
                wrong = {fault.path for fault in faults if fault.detail["type"] != "missing"}
                blank = {
                    path: one for path, one in blank.items() if not any(path[:n] in wrong for n in range(len(path)))
                }
                news = (fault for fault in faults if fault.path not in silent and not _is_echo(fault, broken))
                findings += [told(fault, tree, places) for fault in news]
                is_told = True
            for fault in faults:
                _take_out(fault, tree, left_out)
            if not _stand_in([fault for fault in faults if fault.detail["type"] == "missing"], tree, left_out, broken):
                break
    return None, [*blank.values(), *findings], left_out


def _blanks(value: Value, path: KeyPath) -> Iterator[KeyPath]:
    """Yield the path of every key below a value after which nothing stands; a section may be empty."""
    for key, below in value.items() if isinstance(value, dict) else ():
        if below is None and path:
            yield (*path, key)
        elif below is not None:
            yield from _blanks(below, (*path, key))
    for index, below in enumerate(value) if isinstance(value, list) else ():
        yield from _blanks(below, (*path, index))


def _fill(blank: Iterable[KeyPath], tree: dict[str, Value], left_out: set[str]) -> None:
    """Take keys without a value out, or give them one where its lack would be told again."""
    for path in blank:
        holder, key = value_at(tree, path[:-1]), str(path[-1])
        assert isinstance(holder, dict)
        del holder[key]
        if key == "locked":
            holder[key] = "?"
        elif key == "when":
            left_out.add("otherwise")
        elif key in HOLDERS:
            left_out.add(str(path[-2]))
        elif key not in keys_at(path[:-1]):
            left_out.add(key)


def _strays(faults: list[Misfit], tree: Value) -> dict[KeyPath, str]:
    """Return entries that are no entries, but a key of the one above them; and the name of that."""
    found: dict[KeyPath, str] = {}
    for fault in faults:
        for length in range(2, len(fault.path) + 1):
            path = fault.path[:length]
            allowed = keys_at(path) if isinstance(path[-1], str) and not keys_at(path[:-1]) else ()
            value, holder = value_at(tree, path), value_at(tree, path[:-1])
            if (
                path[-1] not in allowed
                or not isinstance(holder, dict)
                or (isinstance(value, dict) and set(value) & set(allowed))
            ):
                continue
            beside = list(holder)[: list(holder).index(path[-1])][-1:]
            above = holder[beside[0]] if beside else None
            if isinstance(above, dict) and path[-1] not in above:
                found[path] = beside[0]
    return found


def _put_back(strays: dict[KeyPath, str], tree: Value) -> None:
    """Move keys to where they belong."""
    for path, beside in strays.items():
        holder = value_at(tree, path[:-1])
        above = value_at(tree, (*path[:-1], beside))
        assert isinstance(holder, dict)
        if isinstance(above, dict):
            above[str(path[-1])] = holder.pop(str(path[-1]))


def wrong_parts(tree: dict[str, Value], *, missing: bool) -> int:
    """Return how much is wrong in some sections of a scenario, perhaps with what is missing in them."""
    wrong = sum(1 for _ in _blanks(tree, ()))
    try:
        Document.model_validate(tree)
    except ValidationError as error:
        faults = list(collapse([locate(detail, tree) for detail in error.errors()], tree))
        lacking = sum(missing and len(fault.path) > 1 for fault in faults if fault.detail["type"] == "missing")
        return wrong + lacking + sum(fault.detail["type"] != "missing" for fault in faults)
    return wrong


def _stand_in(missing: list[Misfit], tree: dict[str, Value], left_out: set[str], broken: set[str]) -> bool:
    """Fill in missing sections, so that the others can be checked; false where without one nothing could be."""
    for fault in missing:
        if len(fault.path) == 1:
            section = str(fault.path[0])
            if section in ("meters", "moves") and section not in broken:
                return False
            tree[section] = copy.deepcopy(STAND_INS.get(section, {}))
            left_out.add(section)
    return True


def _misspelt(faults: list[Misfit]) -> set[KeyPath]:
    """Return the missing keys that stand there with a slip of the pen: the unknown key alone is reported."""
    missing = {fault.path for fault in faults if fault.detail["type"] == "missing"}
    unknown = [fault.path for fault in faults if fault.detail["type"] == "extra_forbidden"] if missing else []
    meant = ((path[:-1], nearest(str(path[-1]), keys_at(path[:-1]))) for path in unknown)
    return {(*holder, key) for holder, key in meant if key is not None} & missing


def _is_echo(fault: Misfit, broken: set[str]) -> bool:
    return fault.detail["type"] == "missing" and len(fault.path) == 1 and fault.path[0] in broken


def _take_out(fault: Misfit, tree: dict[str, Value], left_out: set[str]) -> None:
    """Delete the part that a fault spoils, so that the rest can be read."""
    path = fault.path
    if fault.detail["type"] == "missing":
        path = path[:-1]
        holder = value_at(tree, path)
        if fault.path[-1] in STAND_IN_VALUES and isinstance(holder, dict):
            holder[str(fault.path[-1])] = STAND_IN_VALUES[str(fault.path[-1])]
            return
    # Half a declaration would make sound uses of its name look wrong.
    if path and path[0] in ("meters", "flags", "ladders", "capitals"):
        path = path[:2]
    if not path:
        return
    holder = value_at(tree, path[:-1])
    key = path[-1]
    if isinstance(holder, dict) and isinstance(key, str) and key in holder:
        left_out.update(_words(holder.pop(key), key), [key, slips.id_meant(key)])
    elif isinstance(holder, list) and isinstance(key, int):
        # Other faults count on the places of this list's items, so the whole list goes.
        left_out.update(_words(holder))
        _take_out(Misfit(path[:-1], fault.detail | {"type": "list"}), tree, left_out)


def _words(value: Value, key: str = "") -> set[str]:
    """Return every key below a value, every id, and every condition: what a rule that is left out may have declared."""
    if isinstance(value, dict):
        return {word for below, found in value.items() for word in (below, *_words(found, below))}
    if isinstance(value, list):
        return {word for found in value for word in _words(found, key)}
    return {value} if value and key in ("id", "when", *Document.model_fields) else set()
