"""Digests: what makes two scenarios the same game, and two states the same state."""

from __future__ import annotations

import json
import struct
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pydantic import BaseModel

from game.scenario.values import Effect, Text

if TYPE_CHECKING:
    from game.engine.scenario import Scenario
    from game.engine.state import State
    from game.scenario.model import Document

SEMANTICS: Final = 1
"""The number of the engine's semantics; it grows when the same rules come to mean something else."""

UNPLAYED = ("scenario", "places", "history", "glossary", "sources", "tests")
"""Sections that play does not depend on."""

UNREAD = frozenset(
    {"icon", "flag", "place", "short", "bands", "danger", "ministries", "teaches", "goal", "leader", "sees", "basis"}
)
"""Fields that only people read, beside those marked as text."""


def rules_digest(document: Document) -> str:
    """Return SHA-256 of the resolved scenario, without what play does not depend on, and of the semantics."""
    rules = {
        name: _plain(getattr(document, name))
        for name in type(document).model_fields
        if name not in (*UNPLAYED, "format")
    }
    text = json.dumps({"semantics": SEMANTICS, "rules": rules}, ensure_ascii=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, BaseModel):
        return {
            name: _plain(getattr(value, name))
            for name, declared in type(value).model_fields.items()
            if name not in UNREAD and not any(isinstance(mark, Text) for mark in declared.metadata)
        }
    if isinstance(value, dict):
        # The order of a map is a part of the rules: reactions and events are looked at in file order.
        return [[str(key), _plain(item)] for key, item in value.items()]
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, Effect):
        return value.text
    return value if value is None or isinstance(value, (str, int)) else str(getattr(value, "text", value))


def state_digest(scenario: Scenario, state: State) -> str:
    """Return SHA-256 of rules digest, seed, turn, due and every value by sorted name, as little-endian float64."""
    digest = sha256(scenario.rules_digest.encode())
    digest.update(struct.pack("<QqqQ", state.seed, state.turn, state.due, state.ending))
    for name, place in sorted(value_names(scenario).items()):
        digest.update(name.encode() + b"\0" + struct.pack("<d", state.values[place]))
    return digest.hexdigest()


def value_names(scenario: Scenario) -> dict[str, int]:
    """Return the name and place of every value of a state, the bookkeeping included."""
    tables = scenario.tables
    names = dict(scenario.index.number_of)
    for happened, place in scenario.index.happened.items():
        names[f"last {happened}"] = tables["STAMP"] + place
        names[f"times {happened}"] = tables["COUNT"] + place
    for place, ladder in enumerate(scenario.document.ladders):
        names[f"factor {ladder}"] = tables["FACTOR"] + place
    return names | {"points": tables["POINTS"], "made": tables["MADE"]}
