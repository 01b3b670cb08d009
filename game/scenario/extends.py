"""A scenario that builds on another: `extends`, `keep`, `remove`, `before`, resolved into one tree, then checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.errors import nearest
from game.resources import SCENARIO_FILE, parent_folder, parent_name, shipped_scenarios
from game.scenario import shape
from game.scenario.section import EXTENDING, Reading
from game.scenario.source import KeyPath, Places, Spot, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from game.errors import Finding

MAX_PARENTS = 3
# What `keep` may thin out: the sections whose keys are ids.
KEPT = (
    "places", "capitals", "meters", "flags", "formulas", "modifiers", "moves", "reactions", "events", "ladders",
    "endings", "glossary", "sources",
)  # fmt: skip
ENTRY_DEPTH = 2
# Maps below a section whose keys are ids too.
HOLDERS = ("wordings", "replies", "one_of", "ministries")


def resolve(reading: Reading, folder: Path, read_folder: Callable[[Path], Reading]) -> Reading:
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
    merged = chain[-1]
    for child in reversed(chain[:-1]):
        merged = _merge(merged, child)
    for key in EXTENDING:
        merged.tree.pop(key, None)
    return merged


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


def _merge(parent: Reading, child: Reading) -> Reading:
    """Return the parent with the child's removals, changes and additions."""
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
    _forget(merged.spots, ("tests",), merged.tree.pop("tests", None))
    gone = _keep(merged, child)
    gone |= _remove(merged, child, set(gone))
    for path, by in gone.items():
        _refuse_change(merged, child, path, by)
    for key in EXTENDING:
        merged.tree.pop(key, None)
        merged.spots.pop((key,), None)
    _merge_map(merged, merged.tree, child, child.tree, ())
    return merged


def _keep(merged: Reading, child: Reading) -> dict[KeyPath, KeyPath]:
    """Take out all that the child's `keep` leaves unnamed in the sections it speaks of; return what went by what."""
    wanted = child.tree.get("keep", {})
    if not isinstance(wanted, dict):
        hint = "write a section and the ids that stay, such as `moves: [nara_summit]`"
        _report(merged, child, "`keep` is a map", ("keep",), hint)
        return {}
    gone: dict[KeyPath, KeyPath] = {}
    for section, names in wanted.items():
        entries = merged.tree.get(section)
        if not _can_be_thinned(merged, child, section, names) or not isinstance(entries, dict):
            continue
        written = names if isinstance(names, list) else [names]
        for index, name in enumerate(written):
            spot: KeyPath = ("keep", section, index) if isinstance(names, list) else ("keep", section)
            if not isinstance(name, str):
                _report(
                    merged, child, "`keep` wants an id here", spot, "write the ids in one list, with no more inside"
                )
            elif name not in entries:
                meant = nearest(name, entries)
                message = f"`keep` names `{name}`, which the parent does not have in `{section}`"
                _report(merged, child, message, spot, f"did you mean `{meant}`?" if meant else "")
        for name in [known for known in entries if known not in written]:
            _forget(merged.spots, (section, name), entries.pop(name))
            gone[section, name] = ("keep", section)
    return gone


def _can_be_thinned(merged: Reading, child: Reading, section: str, names: Value) -> bool:
    """Say whether `keep` may speak of this section in this way; report it where it may not."""
    if section not in KEPT:
        meant = nearest(section, KEPT)
        hint = f"did you mean `{meant}`?" if meant else f"it can thin out {', '.join(KEPT)}"
        _report(merged, child, f"`keep` knows no section `{section}`", ("keep", section), hint, on_key=True)
    elif names is None or isinstance(names, dict):
        hint = "write the ids in square brackets; `[]` keeps none"
        _report(merged, child, f"`keep` wants a list for `{section}`", ("keep", section), hint, on_key=True)
    elif section in merged.broken:
        return False
    elif not isinstance(merged.tree.get(section), dict):
        _report(merged, child, f"the parent has no `{section}` to keep", ("keep", section), "", on_key=True)
    else:
        return True
    return False


def _remove(merged: Reading, child: Reading, kept_out: set[KeyPath]) -> dict[KeyPath, KeyPath]:
    """Take out what the child's `remove` names, and return what went by what; to remove nothing is an error."""
    gone: dict[KeyPath, KeyPath] = {}
    names = child.tree.get("remove", [])
    for index, name in enumerate(names if isinstance(names, list) else [names]):
        path = tuple(name.split(".")) if isinstance(name, str) else ()
        spot: KeyPath = ("remove", index) if isinstance(names, list) else ("remove",)
        holder = _at(merged.tree, path[:-1])
        if isinstance(holder, dict) and len(path) > 1 and path[-1] in holder:
            _forget(merged.spots, path, holder.pop(path[-1]))
            gone[path] = spot
            continue
        if path and path[0] in merged.broken:
            continue
        if path[:ENTRY_DEPTH] in kept_out:
            message, hint = f"`remove` names `{name}`, which `keep` has taken out already", "delete this line"
        else:
            meant = nearest(path[-1], holder) if isinstance(holder, dict) and path else None
            message = f"`remove` names `{name}`, which the parent does not have"
            hint = (
                f"did you mean `{'.'.join((*path[:-1], meant))}`?"
                if meant
                else "write section.id, such as moves.summit"
            )
        _report(merged, child, message, spot, hint)
    return gone


def _refuse_change(merged: Reading, child: Reading, path: KeyPath, by: KeyPath) -> None:
    """Report a change of an entry that the child itself has taken out; one that is written whole is a new one."""
    holder = _at(child.tree, path[:-1])
    value = holder.get(str(path[-1])) if isinstance(holder, dict) else None
    lacking = [key for key in shape.needed_at(path) if key not in value] if isinstance(value, dict) else []
    if not _is_entry(path) or not isinstance(holder, dict) or not lacking:
        return
    name, places = ".".join(map(str, path)), Places(child.spots)
    message = f"`{path[-1]}` is changed here, and `{by[0]}` has taken it out"
    back = f"add it to `keep`, `{path[0]}`" if by[0] == "keep" else f"take `{name}` off `remove`"
    hint = f"{back}, or delete this; a new entry would need {', '.join(f'`{key}`' for key in lacking)}"
    notes = (f"taken out here: {places.line_of(by)}",)
    merged.findings.append(places.finding("E110", message, path, on_key=True, hint=hint, notes=notes))
    merged.lost.add(str(path[-1]))
    del holder[str(path[-1])]


def _at(tree: Value, path: KeyPath) -> Value:
    """Return what a tree has at a path of keys; nothing where it has none."""
    for key in path:
        tree = tree.get(str(key)) if isinstance(tree, dict) else None
    return tree


def _report(merged: Reading, child: Reading, message: str, path: KeyPath, hint: str, *, on_key: bool = False) -> None:
    """Report a fault of the child's in what it keeps or removes."""
    merged.findings.append(Places(child.spots).finding("E110", message, path, hint=hint, on_key=on_key))


def _forget(spots: dict[KeyPath, Spot], path: KeyPath, value: Value) -> None:
    for known in _paths(path, value):
        spots.pop(known, None)


def _paths(path: KeyPath, value: Value) -> Iterator[KeyPath]:
    """Yield the key path of a value and of everything below it."""
    yield path
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, found in below:
        yield from _paths((*path, key), found)


def _merge_map(
    merged: Reading, target: dict[str, Value], child: Reading, changes: dict[str, Value], path: KeyPath
) -> None:
    """Merge the child's map into the parent's, key by key; anything that is no map replaces what was there."""
    of_parent = tuple(target)
    for key, value in changes.items():
        here = (*path, key)
        before = value.pop("before", None) if isinstance(value, dict) and _is_entry(here) else None
        if isinstance(value, dict) and key not in of_parent and _is_misspelt(merged, child, here, value, of_parent):
            continue
        old = target.get(key)
        if isinstance(value, dict):
            below = old if isinstance(old, dict) else {}
            target[key] = below
            merged.spots[here] = child.spots[here]
            _merge_map(merged, below, child, value, here)
        else:
            _forget(merged.spots, here, old)
            merged.spots.update({below: child.spots[below] for below in _paths(here, value) if below in child.spots})
            target[key] = value
        if before is not None:
            merged.findings += _move_before(child, target, key, before, here)


def _is_misspelt(
    merged: Reading, child: Reading, here: KeyPath, value: dict[str, Value], of_parent: tuple[str, ...]
) -> bool:
    """Report an entry that can be no new one, and is named nearly as one of the parent's; leave its name alone then."""
    lacking = [key for key in shape.needed_at(here) if key not in value] if _is_entry(here) else []
    meant = nearest(str(here[-1]), of_parent) if lacking else None
    is_key_misspelt = any(nearest(key, lacking) for key in value if key not in shape.keys_at(here)) if meant else False
    if meant is None or is_key_misspelt:
        return False
    wanted = ", ".join(f"`{key}`" for key in lacking)
    message, hint = f"new entry `{here[-1]}`: it lacks {wanted}", f"did you mean `{meant}` of the parent?"
    merged.findings.append(Places(child.spots).finding("E201", message, here, on_key=True, hint=hint))
    merged.lost.add(str(here[-1]))
    return True


def _is_entry(path: KeyPath) -> bool:
    """Say whether a key is an id of the author's, so that its `before` means a place and is no number's name."""
    if len(path) == ENTRY_DEPTH:
        return path[0] not in ("scenario", "calendar")
    return len(path) > ENTRY_DEPTH and path[-2] in HOLDERS


def _move_before(child: Reading, target: dict[str, Value], key: str, before: Value, here: KeyPath) -> Iterator[Finding]:
    """Put a new entry before the one that its `before` names, or say that there is none."""
    if not isinstance(before, str) or before not in target or before == key:
        meant = nearest(before, target) if isinstance(before, str) else None
        hint = f"did you mean `{meant}`?" if meant else ""
        message = f"`before` names `{before}`, which is not here"
        yield Places(child.spots).finding("E110", message, (*here, "before"), hint=hint)
        return
    entries = dict(target)
    target.clear()
    for known, value in entries.items():
        if known == before:
            target[key] = entries[key]
        if known != key:
            target[known] = value
