"""A new scenario on disk: a small one that can be played and teaches the format, or one that builds on another."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote

from game.errors import UsageError
from game.resources import SCENARIO_FILE, find_scenario, parent_name, shipped_scenarios
from game.scenario.schema import Schema, json_schema
from game.scenario.values import ID_PATTERN

STARTER = Path(__file__).parent / "starter" / SCENARIO_FILE
SCHEMA, SECTION_SCHEMA = "schema.json", "extending.schema.json"
EXTENDING = """\
# yaml-language-server: $schema={schema}
# {about}, with changes of your own. What is not said here is as it stands there.
# See every value, and the file and line that it comes from: middleground show {name} --resolved
extends: {parent}

scenario:
  id: {id}
  title: {title}

# To change a number, write it where the parent has it. Take away the # to try it, then run: middleground check {name}
# calendar:
#   agenda: 4
"""


@dataclass(frozen=True, slots=True)
class Start:
    """What a new scenario is called, where it will stand, and every file that was written for it.

    `parent` is what its `extends` says: the id of a shipped scenario, or `../` and the folder beside it.
    """

    id: str
    title: str
    folder: Path
    parent: str | None = None
    written: tuple[Path, ...] = ()


def start_scenario(folder: Path, title: str | None, parent: str | None) -> Start:
    """Make a new scenario and return what was written.

    Args:
        folder: A folder that does not exist yet, or is empty; its name becomes the id.
        title: What players read; without one, the folder's name in words.
        parent: The id or path of a scenario to build on: a shipped one, or one that stands beside the folder.

    Raises:
        UsageError: Where the folder or its name cannot be used, or the parent stands elsewhere.
    """
    start = _planned(folder, title)
    start = replace(start, parent=_said(parent, start.folder) if parent is not None else None)
    try:
        start.folder.mkdir(parents=True, exist_ok=True)
        return _write(start)
    except OSError as fault:
        raise UsageError(f"{fault.filename or folder}: {(fault.strerror or 'cannot be written').lower()}") from None


def _planned(folder: Path, title: str | None) -> Start:
    """Return the id and the title that a folder's name stands for, or say why it cannot be used."""
    target = folder.resolve()
    found = re.sub(r"[^a-z0-9]+", "_", target.name.lower()).strip("_")
    if not re.fullmatch(ID_PATTERN, found):
        message = f"`{target.name}` gives no id; name the folder with a-z, 0-9 and _, a letter first, at most 40"
        raise UsageError(message)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{folder} is there already; name a folder that is not")
    if found in {path.name for path in shipped_scenarios()}:
        raise UsageError(f"a scenario `{found}` comes with the game, and saved games would mix; choose another name")
    return Start(found, title or found.replace("_", " ").capitalize(), target)


def _said(parent: str, folder: Path) -> str:
    """Return what `extends` is to say; a folder beside the new one goes before a shipped scenario."""
    if parent_name(parent) == parent and (folder.parent / parent / SCENARIO_FILE).is_file():
        return f"../{parent}"
    found = find_scenario(parent)
    if found.is_file() and found.name != SCENARIO_FILE:
        raise UsageError(f"{found} is a scenario in one file; only a folder with a {SCENARIO_FILE} can be built on")
    found = (found if found.is_dir() else found.parent).resolve()
    if found.parent == folder.parent:
        return f"../{found.name}"
    if found in [path.resolve() for path in shipped_scenarios()]:
        return found.name
    beside = quote(str(found.parent / folder.name))
    way = f"middleground new {beside} --extends {quote(found.name)}"
    raise UsageError(f"{found} stands in another folder, and a scenario builds on one beside it; write {way}")


def _write(start: Start) -> Start:
    """Write the scenario's own file, and a schema beside it unless one stands with its neighbours."""
    shared = (start.folder.parent / SCHEMA).is_file()
    named = f"../{SCHEMA}" if shared else f"./{SCHEMA}"
    if start.parent is None:
        text = _starter(start, named)
    else:
        text = EXTENDING.format(
            schema=named,
            parent=start.parent,
            about=parent_name(start.parent),
            name=quote(start.folder.name),
            id=start.id,
            title=json.dumps(start.title, ensure_ascii=False),
        )
    file = start.folder / SCENARIO_FILE
    file.write_text(text, encoding="utf-8")
    schemas = [] if shared else [write_schema(start.folder / SCHEMA)]
    return replace(start, written=(file, *schemas))


def _starter(start: Start, schema: str) -> str:
    """Return the small scenario under its own name."""
    text = STARTER.read_text(encoding="utf-8")
    for old, new in (
        ("$schema=./schema.json", f"$schema={schema}"),
        ("id: my_scenario", f"id: {start.id}"),
        ('title: "My scenario"', f"title: {json.dumps(start.title, ensure_ascii=False)}"),
        ("FOLDER", start.folder.name),
    ):
        text = text.replace(old, new)
    return text


def write_schema(path: Path, schema: Schema | None = None) -> Path:
    """Write a schema, or the format's own, where the first lines of a scenario's files lead to."""
    made = json_schema(extending=path.name == SECTION_SCHEMA) if schema is None else schema
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
