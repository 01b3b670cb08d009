"""A new scenario on disk: a small one that can be played and teaches the format, or one that builds on another."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from game.errors import UsageError
from game.resources import SCENARIO_FILE, find_scenario, shipped_scenarios
from game.scenario.schema import Schema, json_schema
from game.scenario.values import ID_PATTERN

STARTER = Path(__file__).parent / "starter" / SCENARIO_FILE
SCHEMA, SECTION_SCHEMA = "schema.json", "extending.schema.json"
EXTENDING = """\
# yaml-language-server: $schema={schema}
# {parent}, with changes of your own. What is not said here is as it stands there.
# See every value, and the file and line that it comes from: middleground show {name} --resolved
extends: ../{parent}

scenario:
  id: {id}
  title: {title}

# To change a number, write it where the parent has it. Take away the # to try it, then run: middleground check {name}
# calendar:
#   agenda: 4
"""


EXTENDS = re.compile(r"^extends:\s*['\"]?\.\./([^/'\"\s]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Start:
    """What a new scenario is called, where it will stand, and every file that was written for it."""

    id: str
    title: str
    folder: Path
    written: tuple[Path, ...] = ()


def start_scenario(folder: Path, title: str | None, parent: str | None) -> Start:
    """Make a new scenario and return what was written.

    Args:
        folder: A folder that does not exist yet, or is empty; its name becomes the id.
        title: What players read; without one, the folder's name in words.
        parent: The id or path of a scenario to build on; it is copied beside the folder unless it stands there.

    Raises:
        UsageError: Where the folder or its name cannot be used.
    """
    start = _planned(folder, title)
    found = find_scenario(parent) if parent is not None else None
    try:
        start.folder.mkdir(parents=True, exist_ok=True)
        written = _copy_parents(found, start.folder.parent) if found else []
        return _write(start, found, written)
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


def _folder(parent: Path) -> Path:
    """Return the folder of a scenario to build on."""
    if parent.is_file() and parent.name != SCENARIO_FILE:
        raise UsageError(f"{parent} is a scenario in one file; only a folder with a {SCENARIO_FILE} can be built on")
    return (parent if parent.is_dir() else parent.parent).resolve()


def _copy_parents(parent: Path, beside: Path) -> list[Path]:
    """Copy a scenario, and those that it builds on, beside the new one, with the schemas that their files name."""
    source = _folder(parent)
    written: list[Path] = []
    while source.parent != beside.resolve():
        target = beside / source.name
        if target.exists():
            break
        shutil.copytree(source, target)
        written.append(target)
        named = re.search(
            r"^extends:\s*['\"]?\.\./([^/'\"\s]+)", (target / SCENARIO_FILE).read_text("utf-8"), re.MULTILINE
        )
        if named is None:
            break
        source = source.parent / named[1]
    if written:
        written += [write_schema(beside / SCHEMA), write_schema(beside / SECTION_SCHEMA)]
    return written


def _write(start: Start, parent: Path | None, written: list[Path]) -> Start:
    """Write the scenario's own file, and a schema beside it unless one stands with its neighbours."""
    shared = (start.folder.parent / SCHEMA).is_file()
    named = f"../{SCHEMA}" if shared else f"./{SCHEMA}"
    if parent is None:
        text = _starter(start, named)
    else:
        name = (parent if parent.is_dir() else parent.parent).resolve().name
        text = EXTENDING.format(
            schema=named,
            parent=name,
            name=quote(start.folder.name),
            id=start.id,
            title=json.dumps(start.title, ensure_ascii=False),
        )
    file = start.folder / SCENARIO_FILE
    file.write_text(text, encoding="utf-8")
    schemas = [] if shared else [write_schema(start.folder / SCHEMA)]
    return Start(start.id, start.title, start.folder, (file, *schemas, *written))


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
