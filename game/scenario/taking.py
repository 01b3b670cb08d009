"""What a scenario takes out of the one that it builds on: `keep` and `remove`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.errors import nearest
from game.scenario import shape
from game.scenario.source import KeyPath, Places, Spot, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.section import Reading

# What `keep` may thin out: the sections whose keys are ids.
KEPT = (
    "places", "capitals", "meters", "flags", "formulas", "modifiers", "moves", "reactions", "events", "ladders",
    "endings", "glossary", "sources",
)  # fmt: skip
# A section that is a list is kept or taken out whole.
LISTED = "history"
ENTRY_DEPTH = 2
# Maps below a section whose keys are ids too.
HOLDERS = ("wordings", "replies", "one_of", "ministries")
# How many names a hint lists.
SHOWN = 8
EXAMPLES = ("moves.summit",)


def take_out(merged: Reading, child: Reading) -> dict[KeyPath, KeyPath]:
    """Take out of the parent what the child says, and return what went by what: key paths of both.

    Args:
        merged: The parent; what is wrong with the child's words is reported in it.
        child: What the child's own files hold; a change of what it took out is left out of it.
    """
    gone = _keep(merged, child)
    gone |= _remove(merged, child, set(gone))
    for path, by in gone.items():
        _refuse_change(merged, child, path, by)
    return gone


def _keep(merged: Reading, child: Reading) -> dict[KeyPath, KeyPath]:
    """Take out all that the child's `keep` leaves unnamed in the sections it speaks of; return what went by what."""
    wanted = child.tree.get("keep", {})
    if not isinstance(wanted, dict):
        hint = "write a section and the ids that stay, such as `moves: [nara_summit]`"
        _report(merged, child, "`keep` is a map", ("keep",), hint)
        return {}
    gone: dict[KeyPath, KeyPath] = {}
    for section, names in wanted.items():
        if section == LISTED and names == [] and LISTED in merged.tree:
            gone |= _taken(merged, (LISTED,), ("keep", LISTED))
            continue
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
            forget(merged.spots, (section, name), entries.pop(name))
            gone[section, name] = ("keep", section)
    return gone


def _can_be_thinned(merged: Reading, child: Reading, section: str, names: Value) -> bool:
    """Say whether `keep` may speak of this section in this way; report it where it may not."""
    if section == LISTED:
        hint = "write `[]` to take it out; to change it, write `history:` whole at the left edge"
        message = "`history` is a list of turns, which `keep` cannot thin out"
        _report(merged, child, message, ("keep", section), hint, on_key=True)
    elif section not in KEPT:
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
    if isinstance(names, dict):
        hint = f"write one `- section.id` a line: {_listed(names)}"
        _report(merged, child, "`remove` is a list of names, not a map", ("remove",), hint, on_key=True)
        return gone
    for index, name in enumerate(names if isinstance(names, list) else [names]):
        spot: KeyPath = ("remove", index) if isinstance(names, list) else ("remove",)
        path, left = path_of(merged.tree, name) if isinstance(name, str) else ((), "")
        if path and not left and (len(path) > 1 or path[0] not in shape.needed_at(())):
            gone |= _taken(merged, path, spot)
        elif not isinstance(name, str):
            _report(merged, child, "`remove` wants a name here, with points in it", spot, f"write {_listed(name)}")
        elif name.partition(".")[0] not in merged.broken:
            _refuse_name(merged, child, spot, path, left, kept_out)
    return gone


def _listed(value: Value) -> str:
    """Return the lines that were meant where a map of sections stands in `remove`."""
    sections = value.items() if isinstance(value, dict) else ()
    names = [f"{section}.{name}" for section, some in sections for name in (some if isinstance(some, list) else [some])]
    return ", ".join(f"`- {name}`" for name in names[:SHOWN] or EXAMPLES)


def path_of(tree: Value, name: str) -> tuple[KeyPath, str]:
    """Return the keys that a name such as moves.summit leads along, and what of it leads nowhere."""
    path: KeyPath = ()
    while name and isinstance(tree, dict):
        # The longest first: in effects `trust.beijing` is one key.
        keys = (key for key in sorted(tree, key=len, reverse=True) if name == key or name.startswith(f"{key}."))
        key = next(keys, None)
        if key is None:
            break
        path, tree, name = (*path, key), tree[key], name[len(key) + 1 :]
    return path, name


def _taken(merged: Reading, path: KeyPath, by: KeyPath) -> dict[KeyPath, KeyPath]:
    """Take out what stands at a key path; return the paths that went, each entry of a whole section for itself."""
    holder = at(merged.tree, path[:-1])
    value = holder.pop(str(path[-1])) if isinstance(holder, dict) else None
    forget(merged.spots, path, value)
    entries = value if isinstance(value, dict) and len(path) == 1 else {}
    return {path: by} | {(*path, name): by for name in entries}


def _refuse_name(
    merged: Reading, child: Reading, spot: KeyPath, path: KeyPath, left: str, kept_out: set[KeyPath]
) -> None:
    """Report a name in `remove` that leads to nothing: what was meant, or what stands where it leads."""
    name, holder = ".".join([*map(str, path), *filter(None, [left])]), at(merged.tree, path)
    message = f"`remove` names `{name}`, which the parent does not have"
    if not left:
        message, hint = (
            f"`{name}` cannot be taken out: every scenario has it",
            f"name an entry of it: {_some(path, holder)}",
        )
    elif tuple(name.split(".")[:ENTRY_DEPTH]) in kept_out:
        message, hint = f"`remove` names `{name}`, which `keep` has taken out already", "delete this line"
    elif name.partition(".")[0] == "tests":
        hint = "delete this line: the tests of a parent are not taken over"
    elif isinstance(holder, dict) and (meant := nearest(left, holder)):
        hint = f"did you mean `{'.'.join((*map(str, path), meant))}`?"
    elif not path:
        hint = f"write section.id, such as {EXAMPLES[0]}"
    elif isinstance(holder, dict):
        hint = f"there are: {_some(path, holder)}"
    else:
        hint = f"`{'.'.join(map(str, path))}` goes no deeper; take it out whole, or write it anew below"
    _report(merged, child, message, spot, hint)


def _some(path: KeyPath, holder: Value) -> str:
    """Return some names that would lead somewhere, one level below a key path."""
    names = [".".join((*map(str, path), key)) for key in holder] if isinstance(holder, dict) else []
    return ", ".join(names[:SHOWN]) + (", ..." if len(names) > SHOWN else "")


def _refuse_change(merged: Reading, child: Reading, path: KeyPath, by: KeyPath) -> None:
    """Report a change of an entry that the child itself has taken out; one that is written whole is a new one."""
    holder = at(child.tree, path[:-1])
    value = holder.get(str(path[-1])) if isinstance(holder, dict) else None
    lacking = [key for key in shape.needed_at(path) if key not in value] if isinstance(value, dict) else []
    if not is_entry(path) or not isinstance(holder, dict) or not lacking:
        return
    name, places = ".".join(map(str, path)), Places(child.spots)
    message = f"`{path[-1]}` is changed here, and `{by[0]}` has taken it out"
    back = f"add it to `keep`, `{path[0]}`" if by[0] == "keep" else f"take `{name}` off `remove`"
    hint = f"{back}, or delete this; a new entry would need {', '.join(f'`{key}`' for key in lacking)}"
    notes = (f"taken out here: {places.line_of(by)}",)
    merged.findings.append(places.finding("E110", message, path, on_key=True, hint=hint, notes=notes))
    merged.lost.add(str(path[-1]))
    del holder[str(path[-1])]


def at(tree: Value, path: KeyPath) -> Value:
    """Return what a tree has at a path of keys; nothing where it has none."""
    for key in path:
        tree = tree.get(str(key)) if isinstance(tree, dict) else None
    return tree


def _report(merged: Reading, child: Reading, message: str, path: KeyPath, hint: str, *, on_key: bool = False) -> None:
    """Report a fault of the child's in what it keeps or removes."""
    merged.findings.append(Places(child.spots).finding("E110", message, path, hint=hint, on_key=on_key))


def forget(spots: dict[KeyPath, Spot], path: KeyPath, value: Value) -> None:
    """Take the places of a value, and of everything below it, out of what is known."""
    for known in paths_below(path, value):
        spots.pop(known, None)


def paths_below(path: KeyPath, value: Value) -> Iterator[KeyPath]:
    """Yield the key path of a value and of everything below it."""
    yield path
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, found in below:
        yield from paths_below((*path, key), found)


def is_entry(path: KeyPath) -> bool:
    """Say whether a key is an id of the author's, so that its `before` means a place and is no number's name."""
    if len(path) == ENTRY_DEPTH:
        return path[0] not in ("scenario", "calendar")
    return len(path) > ENTRY_DEPTH and path[-2] in HOLDERS
