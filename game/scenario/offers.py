"""The schema of one scenario: beside the format's keys an editor then offers the scenario's own names.

A name is offered, never required: what was added since the schema was made is not marked as wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.resources import assets_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from game.scenario.model import Document
    from game.scenario.schema import Schema

# Keys whose value is one of a section's ids, or a list of them.
VALUES = {
    "target": "capitals",
    "capital": "capitals",
    "place": "places",
    "sources": "sources",
    "teaches": "glossary",
    "see": "glossary",
    "except": "moves",
}
# Keys whose map is keyed by names, in the parts that are named here (everywhere where none is).
KEYED = {"effects": (), "sees": (), "start": ("TestCase",), "events": ("TestCase",)}
# Parts that have such a key of another meaning.
NOT_IN = ("Scenario", "Extension")


def with_names(schema: Schema, document: Document) -> Schema:
    """Return a schema that also offers a scenario's names; the given one is changed."""
    keyed, listed = _keyed_names(document), _listed_names(document)
    for title, definition in schema["definitions"].items():
        if title in NOT_IN:
            continue
        for key, part in definition.get("properties", {}).items():
            if listed.get(key):
                definition["properties"][key] = _offering(part, listed[key])
            elif key in KEYED and _stands_in(title, KEYED[key]) and "additionalProperties" in part:
                part["properties"] = {name: part["additionalProperties"] | said for name, said in keyed[key].items()}
    return schema


def _stands_in(title: str, parts: tuple[str, ...]) -> bool:
    return not parts or title.removeprefix("Change") in parts


def _listed_names(document: Document) -> dict[str, list[str]]:
    """Return what each key may hold: ids of the scenario, and the icons and flags that come with the game."""
    assets = assets_folder()
    icons = sorted(path.stem for path in (assets / "icons").glob("*.svg"))
    flags = sorted({path.stem.partition("-")[0] for path in (assets / "flags").glob("*.png")})
    return {key: list(getattr(document, section)) for key, section in VALUES.items()} | {"icon": icons, "flag": flags}


def _keyed_names(document: Document) -> dict[str, Mapping[str, dict[str, str]]]:
    """Return what each of the maps may be keyed by, with a description of each name."""
    numbers = dict(_numbers(document))
    capitals = {name: {"description": capital.name} for name, capital in document.capitals.items()}
    events = {name: {"description": event.headline or name} for name, event in document.events.items()}
    return {"effects": numbers, "start": numbers, "sees": capitals, "events": events}


def _numbers(document: Document) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield every number, flag and ladder that a rule may change, with what it is called."""
    for name, meter in document.meters.items():
        title = meter.name or name
        if meter.per == "capital":
            for capital, found in document.capitals.items():
                yield f"{name}.{capital}", {"description": f"{title}: {found.name}"}
        else:
            yield name, {"description": title}
    for name, flag in document.flags.items():
        yield name, {"description": f"{flag.name or name} (yes or no)"}
    for name, ladder in document.ladders.items():
        yield name, {"description": f"{ladder.title} ({', '.join(rung.id for rung in ladder.rungs)})"}


def _offering(part: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """Return a part of the schema that also offers names; a list offers them for its items."""
    if "anyOf" in part:
        return part | {"anyOf": [_offering(kind, names) for kind in part["anyOf"]]}
    if part.get("type") == "array":
        return part | {"items": _offering(part["items"], names)}
    described = {"description": part["description"]} if "description" in part else {}
    free = {key: value for key, value in part.items() if key != "description"}
    return described | {"anyOf": [{"enum": names}, free]}
