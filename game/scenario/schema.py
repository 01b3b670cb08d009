"""The format as a JSON Schema (draft-07), for editors: made from the models, so that the two cannot differ.

One schema serves every file of a scenario. A file that `extends` another scenario is read by definitions of its own, in
which a map need not be whole, since what is missing comes from the parent.
"""

from __future__ import annotations

import re
from typing import Any

from game.scenario import taking
from game.scenario.model import Document
from game.scenario.values import ID_PATTERN, ID_RULE

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
TITLE = "Middle Ground, scenario format 1"
# What stands before the name of a definition in a scenario that extends another.
CHANGE = "Change"
# A list is replaced whole and a drawn start is one value: these are never merged with a parent's.
NOT_MERGED = ("Turn", "Rung", "HistoryTurn", "Between", "Drawn")
# They are no entries of the author's own, so that none stands before another.
NOT_ENTRIES = (*NOT_MERGED, "About", "Basis", "Calendar", "Edge", "Leader", "Limit", "WayDown")
BEFORE = {"type": "string", "description": "The entry that this one stands before; without it, a new one comes last."}
EXTENDING_KEYS: Schema = {
    "extends": {
        "type": "string",
        "pattern": r"^(\.\./)?[^./\\][^/\\]*/?$",
        "description": "The scenario that this one changes: the id of one that comes with the game, such as "
        "difficult_game, or a folder beside this one, such as ../my_first.",
    },
    "keep": {
        "type": "object",
        "description": "What stays of the parent's sections: {moves: [a, b]} takes all other moves out.",
        "properties": {
            section: {
                "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}],
                "description": f"The ids of `{section}` that stay.",
            }
            for section in taking.KEPT
        },
        "additionalProperties": False,
    },
    "remove": {
        "description": "What is taken out of the parent: section.id, such as moves.summit, or deeper.",
        "anyOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}],
    },
}


def json_schema(*, extending: bool = False) -> Schema:
    """Return the schema of a scenario's files.

    Args:
        extending: For the section files of a scenario that extends another: their entries need not be whole.
    """
    made = Document.model_json_schema(ref_template="#/definitions/{model}")
    whole = {name: {"title": _title(name)} | _tidy(part) for name, part in made.pop("$defs").items()}
    sections = _tidy(made)["properties"]
    changing = {CHANGE + name: _changing(name, part) for name, part in whole.items()}
    changing["Extension"] = _file(EXTENDING_KEYS | _redirected(sections))
    extension = {"$ref": "#/definitions/Extension"}
    if extending:
        return {"$schema": DRAFT, "title": TITLE, **extension, "definitions": changing}
    either = {"if": {"required": ["extends"]}, "then": extension, "else": {"$ref": "#/definitions/Scenario"}}
    definitions = {**whole, "Scenario": _file(sections), **changing}
    return {"$schema": DRAFT, "title": TITLE, **either, "definitions": definitions}


def _title(name: str) -> str:
    """Return the name of a model as an editor's heading: TestCase is "test case"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _file(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _changing(name: str, part: Schema) -> Schema:
    """Return the definition of a part that may be written in part, and may name what it stands before."""
    found: Schema = _redirected(part)
    if name not in NOT_MERGED:
        found.pop("required", None)
    if name not in NOT_ENTRIES and "properties" in found:
        found["properties"]["before"] = BEFORE
    return found


def _redirected(node: Any) -> Any:  # noqa: ANN401 - any part of a JSON value
    """Return a part of the schema with its references led to the definitions for changes."""
    if isinstance(node, list):
        return [_redirected(item) for item in node]
    if not isinstance(node, dict):
        return node
    return {
        key: value.replace("#/definitions/", f"#/definitions/{CHANGE}", 1) if key == "$ref" else _redirected(value)
        for key, value in node.items()
    }


def _tidy(node: Schema) -> Schema:
    """Return a schema of pydantic's as draft-07, without what would mislead an author."""
    found = {key: _tidy_value(key, value) for key, value in node.items()}
    if isinstance(found.get("title"), str):
        # The title is the key again.
        del found["title"]
    _tidy_default(found)
    _tidy_union(found)
    if "prefixItems" in found:
        found["items"] = found.pop("prefixItems")
    if ID_PATTERN in found.get("patternProperties", ()):
        _tidy_map(found)
    return found


def _tidy_value(key: str, value: Any) -> Any:  # noqa: ANN401 - any part of a JSON value
    if key in ("properties", "patternProperties"):
        return {name: _tidy(part) for name, part in value.items()}
    if isinstance(value, dict) and key != "default":
        return _tidy(value)
    if isinstance(value, list):
        return [_tidy(item) if isinstance(item, dict) else item for item in value]
    return value


def _tidy_default(found: Schema) -> None:
    """Write yes and no as an author does; a default of nothing is no help."""
    default = found.get("default")
    if isinstance(default, bool):
        found["default"] = "yes" if default else "no"
    elif not default or isinstance(default, dict):
        found.pop("default", None)


def _tidy_union(found: Schema) -> None:
    """Take out the null of a key that may be left out: an author leaves it out instead of writing null."""
    kinds = [kind for kind in found.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        del found["anyOf"]
        found |= kinds[0] | found
    elif kinds:
        found["anyOf"] = kinds


def _tidy_map(found: Schema) -> None:
    """Say what an id is, and that of all replies only `say` names a move."""
    found["additionalProperties"] = found.pop("patternProperties")[ID_PATTERN]
    found["propertyNames"] = {"pattern": ID_PATTERN, "patternErrorMessage": ID_RULE}
    match found["additionalProperties"]:
        case {"anyOf": [{"$ref": reply}, {"type": "string"} as move]}:
            found["additionalProperties"] = {"$ref": reply}
            found["properties"] = {"say": move | {"description": "A move whose wordings are offered, free."}}
