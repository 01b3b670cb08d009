"""The check of translations (W602): files `text.<language>.yaml` beside a scenario.

Such a file has an entry for each text, under the keys that lead to it: `moves.talk.title: {of: 1a2b3c4d, text: "..."}`.
`of` is the start of the SHA-256 of the text that was translated, so that a later change of that text is noticed.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from game.errors import nearest
from game.scenario.lint.prose import passages
from game.scenario.lint.texts import PLACEHOLDER, ROOM
from game.scenario.lint.uses import is_own
from game.scenario.message import columns
from game.scenario.reader import read_file
from game.scenario.source import Places

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from game.errors import Finding
    from game.scenario.lint.prose import Passage
    from game.scenario.lint.subject import Subject
    from game.scenario.source import KeyPath, Value

FILES = "text.*.yaml"
HASH = 8
ENTRY = 'write {{of: {0}, text: "..."}}'


def translations(subject: Subject) -> Iterator[Finding]:
    """W602: each translation belongs to a text as it is now, and no text of the scenario is left out."""
    home = subject.places.spots.get(("scenario", "id"))
    if home is None:
        return
    files = sorted(home.source.path.parent.glob(FILES))
    every = subject.once(passages) if files else ()
    texts = {written(passage.path): passage for passage in every if passage.text.strip()}
    for file in files:
        yield from _of_file(subject, file, texts)


def fingerprint(text: str) -> str:
    """Return what `of` says of a text: the start of its SHA-256."""
    return sha256(text.encode()).hexdigest()[:HASH]


def written(path: KeyPath) -> str:
    """Return a key path as a translation names it; items of a list are counted from 1."""
    return ".".join(str(key + 1) if isinstance(key, int) else key for key in path)


def _of_file(subject: Subject, file: Path, texts: dict[str, Passage]) -> Iterator[Finding]:
    reading = read_file(file)
    if reading.findings:
        yield from (replace(finding, code="W602", severity="warning") for finding in reading.findings)
        return
    places = Places(reading.spots)
    for name, entry in reading.tree.items():
        for message, hint, key in _faults(texts.get(name), entry) if name in texts else _orphan(name, texts):
            path = (name, key) if key else (name,)
            yield places.finding("W602", message, path, on_key=not key, hint=hint, severity="warning")
    own = [name for name, passage in texts.items() if is_own(subject, passage.path)]
    left = [name for name in own if name not in reading.tree]
    if left and reading.tree:
        message = f"{len(left)} of {len(own)} texts have no translation here, first `{left[0]}`"
        hint = f"add {left[0]}: {{of: {fingerprint(texts[left[0]].text)}, text: ...}}"
        yield places.finding("W602", message, (next(iter(reading.tree)),), on_key=True, hint=hint, severity="warning")


def _orphan(name: str, texts: dict[str, Passage]) -> Iterator[tuple[str, str, str]]:
    meant = nearest(name, texts)
    yield f"the scenario has no text `{name}`", f"did you mean `{meant}`?" if meant else "delete this entry", ""


def _faults(passage: Passage | None, entry: Value) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with one entry: the message, what to do, and the key in it that is at fault."""
    if passage is None:
        return
    now = fingerprint(passage.text)
    if not isinstance(entry, dict) or not isinstance(entry.get("of"), str) or not isinstance(entry.get("text"), str):
        yield "an entry has `of`, the mark of the text that was translated, and `text`", ENTRY.format(now), ""
        return
    text = str(entry["text"])
    if entry["of"] != now:
        yield "the text has changed since it was translated", f"look at it again, then write of: {now}", "of"
    if sorted(PLACEHOLDER.findall(text)) != sorted(PLACEHOLDER.findall(passage.text)):
        yield "its placeholders are not those of the text that it translates", "write the same ones", "text"
    room = ROOM.get((passage.part, passage.field))
    if not text.strip():
        yield "the translation is empty", "write it, or delete the entry", "text"
    elif room is not None and columns(text) > room:
        message = f"this `{passage.field}` is {columns(text)} letters wide, and there is room for {room}"
        yield message, f"take {columns(text) - room} away", "text"
