"""Checks of the pictures that a scenario names: none leaves its folder (E604), all are there (W604)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from game.errors import nearest
from game.resources import assets_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.source import KeyPath

# A picture is named by the start of its file's name: small letters, digits and hyphens.
SIMPLE = re.compile(r"[A-Za-z0-9_-]+")
# How a flag's file ends after its country.
FLAG = "-96.png"


def outside(subject: Subject) -> Iterator[Finding]:
    """E604: the name of a picture is a plain name, no path and no address."""
    for path, _, name in _named(subject):
        if not SIMPLE.fullmatch(name):
            message = f"`{name}` is no name of a picture: a scenario names pictures that come with the game"
            yield subject.places.finding("E604", message, path, hint=_hint(name, _known(str(path[-1]))))


def missing(subject: Subject) -> Iterator[Finding]:
    """W604: every picture that a scenario names comes with the game."""
    folders = {what: _known(what) for what in ("icon", "flag")}
    for path, what, name in _named(subject):
        known = folders[what]
        if SIMPLE.fullmatch(name) and known and name not in known:
            message = f"no {what} is called `{name}`"
            notes = (f"{what}s: {', '.join(known)}",)
            yield subject.places.finding(
                "W604", message, path, hint=_hint(name, known), notes=notes, severity="warning"
            )


def _hint(name: str, known: tuple[str, ...]) -> str:
    meant = nearest(re.split(r"[/\\]", name)[-1].partition(".")[0].lower(), known)
    return f"did you mean `{meant}`?" if meant else ""


def _named(subject: Subject) -> Iterator[tuple[KeyPath, str, str]]:
    """Yield the path, the kind and the name of each picture."""
    document = subject.document
    for name, meter in document.meters.items():
        if meter.icon is not None:
            yield ("meters", name, "icon"), "icon", meter.icon
    for name, move in document.moves.items():
        if move.icon is not None:
            yield ("moves", name, "icon"), "icon", move.icon
    for name, capital in document.capitals.items():
        if capital.flag is not None:
            yield ("capitals", name, "flag"), "flag", capital.flag


def _known(key: str) -> tuple[str, ...]:
    """Return the names of the pictures that come with the game."""
    folder = assets_folder() / f"{key}s"
    ending = FLAG if key == "flag" else ".svg"
    names = [file.name for file in folder.iterdir()] if folder.is_dir() else []
    return tuple(sorted(name.removesuffix(ending) for name in names if name.endswith(ending)))
