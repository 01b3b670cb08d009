"""A scenario that builds on another: `extends`, `keep`, `remove`, `before`, resolved into one tree, then checked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from game.errors import nearest
from game.resources import SCENARIO_FILE, parent_folder, parent_name, shipped_scenarios
from game.scenario import shape
from game.scenario.section import EXTENDING, Reading
from game.scenario.source import KeyPath, Places, Value
from game.scenario.taking import forget, is_entry, paths_below, take_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from game.errors import Finding

MAX_PARENTS = 3


@dataclass(frozen=True, slots=True)
class Resolved:
    """A scenario with its parents merged in.

    Attributes:
        reading: The whole.
        parent: The folder of the scenario that it builds on; None where it builds on none.
        gone: What it has taken out of that one: key paths, each with the path of the word that took it out.
    """

    reading: Reading
    parent: Path | None
    gone: Mapping[KeyPath, KeyPath]


def resolve(reading: Reading, folder: Path, read_folder: Callable[[Path], Reading]) -> Resolved:
    """Return the reading with its parents merged in.

    Args:
        reading: What the scenario's own files hold.
        folder: Where they stand; a parent is a folder beside it, or a scenario that comes with the game.
        read_folder: Reads a parent's files.
    """
    _refuse_without_parent(reading)
    chain, folders = [reading], [folder.resolve()]
    while "extends" in chain[-1].tree:
        parent = _parent(chain[-1], folders)
        if parent is None:
            break
        folders.append(parent)
        chain.append(read_folder(parent))
    merged, gone = chain[-1], dict[KeyPath, KeyPath]()
    for child in reversed(chain[:-1]):
        merged, gone = _merge(merged, child)
    for key in EXTENDING:
        merged.tree.pop(key, None)
    return Resolved(merged, folders[1] if len(folders) > 1 else None, gone)


def _parent(reading: Reading, folders: list[Path]) -> Path | None:
    """Return the folder that `extends` names, or report why it cannot be used."""
    written = reading.tree["extends"]
    places = Places(reading.spots)
    name = parent_name(written)
    hint = "write the id of a scenario that comes with the game, such as difficult_game, or a folder: ../my_first"
    if not name:
        message = "`extends` names one folder beside this one, or a scenario that comes with the game"
    elif (found := parent_folder(name, folders[-1])) is None:
        message, hint = f"there is no scenario `{written}`", _meant(name, folders[-1]) or hint
    elif (folder := found.resolve()).parent != found.parent.resolve():
        message = f"`{written}` leads out of the folder of scenarios"
    elif folder in folders:
        message, hint = f"`{written}` leads back to a scenario that extends it", ""
    elif len(folders) > MAX_PARENTS:
        message, hint = f"scenarios extend each other more than {MAX_PARENTS} deep", ""
    else:
        return folder
    reading.findings.append(places.finding("E110", message, ("extends",), hint=hint))
    reading.broken.add("extends")
    return None


def _meant(name: str, folder: Path) -> str:
    """Return what to write for the misspelt name of a parent: a folder beside the scenario's own, or an id."""
    beside = (path.name for path in folder.parent.iterdir() if path != folder and (path / SCENARIO_FILE).is_file())
    siblings = {sibling: f"../{sibling}" for sibling in beside}
    known = {path.name: path.name for path in shipped_scenarios()} | siblings
    meant = nearest(name, sorted(known))
    return f"did you mean `{known[meant]}`?" if meant else ""


def _refuse_without_parent(reading: Reading) -> None:
    """Report a `keep` or a `remove` where there is nothing to take from."""
    if "extends" in reading.tree or "extends" in reading.broken:
        return
    for key in ("keep", "remove"):
        if key in reading.tree:
            message = f"`{key}` takes from a parent, and this scenario extends none"
            hint = "write `extends: ../the_parent` above it"
            reading.findings.append(Places(reading.spots).finding("E110", message, (key,), on_key=True, hint=hint))


def _merge(parent: Reading, child: Reading) -> tuple[Reading, dict[KeyPath, KeyPath]]:
    """Return the parent with the child's removals, changes and additions, and what was removed by what."""
    merged = Reading(
        tree=parent.tree,
        spots=dict(parent.spots),
        findings=[*parent.findings, *child.findings],
        faulty=parent.faulty | child.faulty,
        lost=parent.lost | child.lost,
        broken=parent.broken | child.broken,
        older=child.older or parent.older,
    )
    # A test speaks of the numbers of its own scenario.
    forget(merged.spots, ("tests",), merged.tree.pop("tests", None))
    gone = take_out(merged, child)
    for key in EXTENDING:
        merged.tree.pop(key, None)
        merged.spots.pop((key,), None)
    _merge_map(merged, merged.tree, child, child.tree, ())
    return merged, gone


def _merge_map(
    merged: Reading, target: dict[str, Value], child: Reading, changes: dict[str, Value], path: KeyPath
) -> None:
    """Merge the child's map into the parent's, key by key; anything that is no map replaces what was there."""
    of_parent = tuple(target)
    for key, value in changes.items():
        here = (*path, key)
        before = value.pop("before", None) if isinstance(value, dict) and is_entry(here) else None
        if isinstance(value, dict) and key not in of_parent and _is_misspelt(merged, child, here, value, of_parent):
            continue
        old = target.get(key)
        if isinstance(value, dict):
            below = old if isinstance(old, dict) else {}
            target[key] = below
            merged.spots[here] = child.spots[here]
            _merge_map(merged, below, child, value, here)
        else:
            forget(merged.spots, here, old)
            merged.spots.update(
                {below: child.spots[below] for below in paths_below(here, value) if below in child.spots}
            )
            target[key] = value
        if before is not None:
            merged.findings += _move_before(child, target, key, before, here)


def _is_misspelt(
    merged: Reading, child: Reading, here: KeyPath, value: dict[str, Value], of_parent: tuple[str, ...]
) -> bool:
    """Report an entry that can be no new one, and is named nearly as one of the parent's; leave its name alone then."""
    lacking = [key for key in shape.needed_at(here) if key not in value] if is_entry(here) else []
    meant = nearest(str(here[-1]), of_parent) if lacking else None
    is_key_misspelt = any(nearest(key, lacking) for key in value if key not in shape.keys_at(here)) if meant else False
    if meant is None or is_key_misspelt:
        return False
    wanted = ", ".join(f"`{key}`" for key in lacking)
    message, hint = f"new entry `{here[-1]}`: it lacks {wanted}", f"did you mean `{meant}` of the parent?"
    merged.findings.append(Places(child.spots).finding("E201", message, here, on_key=True, hint=hint))
    merged.lost.add(str(here[-1]))
    return True


def _move_before(child: Reading, target: dict[str, Value], key: str, before: Value, here: KeyPath) -> Iterator[Finding]:
    """Put a new entry before the one that its `before` names, or say that there is none."""
    if not isinstance(before, str) or before not in target or before == key:
        meant = nearest(before, target) if isinstance(before, str) else None
        hint = f"did you mean `{meant}`?" if meant else ""
        message = f"`before` names `{before}`, which is not here"
        yield Places(child.spots).finding("E110", message, (*here, "before"), hint=hint)
        # Put where it was meant to stand, or first: one slip gives one finding.
        before = meant or next(iter(target))
        if before == key:
            return
    entries = dict(target)
    target.clear()
    for known, value in entries.items():
        if known == before:
            target[key] = entries[key]
        if known != key:
            target[known] = value
