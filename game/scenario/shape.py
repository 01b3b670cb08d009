"""The shape of a scenario: the models' verdict on a tree, turned into findings for an author.

Where parts are wrong, the rest is still made into a document, so that names and types can be checked in the same run.
"""

from __future__ import annotations

import copy
import types
import typing
from dataclasses import dataclass
from typing import Annotated, Any, TypeGuard

from pydantic import BaseModel, ValidationError

from game.errors import Finding, nearest
from game.scenario import slips
from game.scenario.cases import with_example
from game.scenario.expression import ExpressionError
from game.scenario.model import Document
from game.scenario.values import kind

if typing.TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from game.scenario.source import KeyPath, Places, Value

MAX_ROUNDS = 12

# What to write where a key is missing.
EXAMPLES = {
    "format": "format: 1",
    "scenario": 'scenario: {id: my_scenario, title: "My scenario"}',
    "calendar": 'calendar: {agenda: 3, turns: [{date: 2026-01-05, label: "January"}]}',
    "meters": "meters: {tension: {start: 50}}",
    "moves": 'moves: {wait: {group: Seoul, title: "Wait", agenda: 1}}',
    "endings": 'endings: {end: {when: otherwise, value: 50, title: "The end"}}',
    "turns": 'turns: [{date: 2026-01-05, label: "January"}]',
    "id": "id: my_id",
    "date": "date: 2026-01-05",
    "agenda": "agenda: 1",
    "start": "start: 50",
    "of": "of: moves",
    "times": "times: 0.5",
    "climb": "climb: 20%",
    "weight": "weight: 1",
    "value": "value: 50",
    "stance": "stance: for",
    "range": "range: [0, 100]",
    "between": "between: [10, 60]",
    "chance": "chance: 50%",
    "within": "within: 20",
    "least": "least: 15%",
    "turn": "turn: 1",
    "rungs": 'rungs: [{id: alert, title: "Alert", climb: 20%}]',
    "latitude": "latitude: 37.97",
    "longitude": "longitude: 126.55",
}
SECTION_STANDS = "a section stands in scenario.yaml, or in a file of its own, {}.yaml"
# What stands in for a section that could not be read, while the others are checked.
STAND_INS: dict[str, Value] = {
    "format": "1",
    "scenario": {"id": "unread", "title": ""},
    "calendar": {"turns": [{"date": "2026-01-01", "label": ""}]},
}
# What stands in for a missing value that no other rule reads.
STAND_IN_VALUES: dict[str, str] = dict.fromkeys(("group", "title", "text", "label", "name", "quiet"), "") | {
    "agenda": "1",
    "climb": "0",
    "value": "0",
    "weight": "1",
}
# What each kind of container is called, by pydantic's name for its absence.
EXPECTED = {
    "dict_type": "a map such as {a: 1}",
    "model_type": "a map such as {a: 1}",
    "list_type": "a list such as [a, b]",
    "tuple_type": "a list such as [0, 100]",
    "string_type": "a text",
}
# A union's alternatives in an author's words, by the key that holds it.
ALTERNATIVES = {
    "start": "a number, a number for each capital, or {between: [10, 60]}; for a flag yes, no or {chance: 50%}",
    "replies": "a reply such as {text: ..., effects: {...}}; only the key `say` holds the id of a move",
}


@dataclass(frozen=True, slots=True)
class _Fault:
    """One of pydantic's errors at a key path of the tree; `branch` is the alternative of a union that made it."""

    path: KeyPath
    detail: ErrorDetails
    union: KeyPath | None = None
    branch: str = ""


def validate(
    tree: dict[str, Value], places: Places, broken: set[str]
) -> tuple[Document | None, list[Finding], set[str]]:
    """Return the document, what is wrong with its shape, and the ids that were left out of it.

    Args:
        tree: What was read; parts that are wrong are taken out of it.
        places: Where it was written.
        broken: Sections that could not be read; that they are missing is no news.
    """
    findings: list[Finding] = []
    left_out: set[str] = set()
    for number in range(MAX_ROUNDS):
        try:
            return Document.model_validate(tree), findings, left_out
        except ValidationError as error:
            faults = list(_collapse([_locate(detail, tree) for detail in error.errors()], tree))
            if number == 0:
                misspelt = _misspelt(faults)
                broken = broken | {str(path[0]) for path in misspelt if len(path) == 1}
                news = (fault for fault in faults if fault.path not in misspelt and not _is_echo(fault, broken))
                findings = [_finding(fault, tree, places) for fault in news]
            for fault in faults:
                _take_out(fault, tree, left_out)
            if not _stand_in([fault for fault in faults if fault.detail["type"] == "missing"], tree, left_out, broken):
                break
    return None, findings, left_out


def wrong_parts(tree: dict[str, Value]) -> int:
    """Return how much is wrong in some parts of a scenario, but for what is missing in them."""
    try:
        Document.model_validate(tree)
    except ValidationError as error:
        faults = _collapse([_locate(detail, tree) for detail in error.errors()], tree)
        return sum(fault.detail["type"] != "missing" for fault in faults)
    return 0


def keys_at(path: KeyPath) -> tuple[str, ...]:
    """Return the keys that the format knows at a key path, or none where keys are free."""
    return tuple(field.alias or name for model in _models_at(path) for name, field in model.model_fields.items())


def needed_at(path: KeyPath) -> tuple[str, ...]:
    """Return the keys that a map at a key path must have."""
    fields = (field for model in _models_at(path) for field in model.model_fields.items())
    return tuple(field.alias or name for name, field in fields if field.is_required())


def _models_at(path: KeyPath) -> list[type[BaseModel]]:
    found: list[Any] = [Document]
    for key in path:
        found = [below for annotation in found for below in _step(annotation, key)]
    return [model for annotation in found for model in _alternatives(annotation) if _is_model(model)]


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _alternatives(annotation: object) -> list[Any]:
    """Return an annotation bare, and a union as its members."""
    origin = typing.get_origin(annotation)
    if origin is Annotated:
        return _alternatives(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return [bare for member in typing.get_args(annotation) for bare in _alternatives(member)]
    return [annotation]


def _step(annotation: object, key: str | int) -> Iterator[Any]:
    """Yield what a key or an index leads to."""
    for bare in _alternatives(annotation):
        if _is_model(bare):
            for name, field in bare.model_fields.items():
                if key == (field.alias or name):
                    yield field.annotation
        elif typing.get_origin(bare) in (dict, list, tuple):
            yield typing.get_args(bare)[-1]


def _locate(detail: ErrorDetails, tree: Value) -> _Fault:
    """Tell the keys in pydantic's path from its names for a union's alternatives."""
    path: list[str | int] = []
    union, branch = None, ""
    value: Value = tree
    last = len(detail["loc"]) - 1
    for index, key in enumerate(detail["loc"]):
        if _has(value, key):
            value = _value(value, (key,))
        elif key == "[key]":
            continue
        elif not (index == last and detail["type"] == "missing"):
            union, branch = tuple(path), str(key)
            continue
        path.append(key)
    return _Fault(tuple(path), detail, union, branch)


def _collapse(faults: list[_Fault], tree: Value) -> Iterator[_Fault]:
    """Yield one alternative's faults for each union: the one that the author seems to have meant."""
    branches: dict[KeyPath, list[str]] = {}
    for fault in faults:
        if fault.union is not None:
            branches.setdefault(fault.union, []).append(fault.branch)
    meant = {union: _meant(known, _value(tree, union)) for union, known in branches.items()}
    for fault in faults:
        if fault.union is None or fault.branch == meant[fault.union]:
            yield fault


def _meant(branches: list[str], value: Value) -> str:
    """Return the alternative that fits the kind of value which the author wrote."""
    keys = set(value) if isinstance(value, dict) else set()
    for branch in branches:
        is_map = branch.startswith("dict[") or branch[:1].isupper()
        if is_map != isinstance(value, dict):
            continue
        if (branch == "Between" and "between" not in keys) or (branch == "Drawn" and "chance" not in keys):
            continue
        return branch
    return branches[0]


def _has(value: Value, key: str | int) -> bool:
    if isinstance(value, dict):
        return key in value
    return isinstance(value, list) and isinstance(key, int) and key < len(value)


def _value(tree: Value, path: KeyPath) -> Value:
    value = tree
    for key in path:
        if isinstance(value, dict) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return None
    return value


def _stand_in(missing: list[_Fault], tree: dict[str, Value], left_out: set[str], broken: set[str]) -> bool:
    """Fill in missing sections, so that the others can be checked; false where without one nothing could be."""
    for fault in missing:
        if len(fault.path) == 1:
            section = str(fault.path[0])
            if section in ("meters", "moves") and section not in broken:
                return False
            tree[section] = copy.deepcopy(STAND_INS.get(section, {}))
            left_out.add(section)
    return True


def _misspelt(faults: list[_Fault]) -> set[KeyPath]:
    """Return the missing keys that stand there with a slip of the pen: the unknown key alone is reported."""
    missing = {fault.path for fault in faults if fault.detail["type"] == "missing"}
    unknown = [fault.path for fault in faults if fault.detail["type"] == "extra_forbidden"] if missing else []
    meant = ((path[:-1], nearest(str(path[-1]), keys_at(path[:-1]))) for path in unknown)
    return {(*holder, key) for holder, key in meant if key is not None} & missing


def _is_echo(fault: _Fault, broken: set[str]) -> bool:
    return fault.detail["type"] == "missing" and len(fault.path) == 1 and fault.path[0] in broken


def _finding(fault: _Fault, tree: Value, places: Places) -> Finding:
    """Say in an author's words what pydantic found."""
    reason, path = fault.detail["type"], fault.path
    if reason == "missing":
        return _missing(path, tree, places)
    if reason == "extra_forbidden":
        return _unknown_key(path, _value(tree, path), places)
    if fault.detail["loc"][-1] == "[key]":
        hint = slips.hint_for_an_id(str(path[-1]))
        return places.finding("E108", f"`{path[-1]}` cannot be an id", path, on_key=True, hint=hint)
    if reason == "value_error":
        return _wrong_text(fault, tree, places)
    return _wrong_kind(fault, _value(tree, path), places)


def _missing(path: KeyPath, tree: Value, places: Places) -> Finding:
    key = str(path[-1])
    holder = path[:-1]
    if isinstance(path[-1], int):
        message = f"`{holder[-1]}` needs two numbers"
        return places.finding("E107", message, holder, hint=f"write {EXAMPLES.get(str(holder[-1]), '[0, 100]')}")
    where = f"`{'.'.join(str(part) for part in holder)}`" if holder else "the scenario"
    if holder and isinstance(holder[-1], int):
        where = f"item {holder[-1] + 1} of `{'.'.join(str(part) for part in holder[:-1])}`"
    example = _condition(path, tree) if key == "when" else EXAMPLES.get(key, f'{key}: "..."')
    notes = () if holder else (SECTION_STANDS.format(key),)
    return places.finding("E106", f"{where} needs `{key}`", holder, on_key=True, hint=f"write {example}", notes=notes)


def _condition(path: KeyPath, tree: Value) -> str:
    """Return a condition to write where one is missing: the last ending's is mostly `otherwise`."""
    found = (_value(tree, (section,)) for section in ("endings", "meters"))
    endings, known = (section if isinstance(section, dict) else {} for section in found)
    is_last = path[:-1] == ("endings", next(reversed(endings), ""))
    if is_last and "otherwise" not in [_value(ending, ("when",)) for ending in endings.values()]:
        return "when: otherwise"
    plain = (name for name, meter in known.items() if _value(meter, ("per",)) is None)
    return f"when: {next(plain, 'tension')} > 50"


def _unknown_key(path: KeyPath, value: Value, places: Places) -> Finding:
    key, allowed = str(path[-1]), keys_at(path[:-1])
    meant = nearest(key, allowed)
    hint = f"did you mean `{meant}`?" if meant else ""
    if len(path) == 1 and (section := _section_for(value)):
        hint = slips.OUTSIDE.format(section)
    notes = (f"keys here: {', '.join(allowed)}",) if allowed else ()
    return places.finding("E105", f"unknown key `{key}`", path, on_key=True, hint=hint, notes=notes)


def _section_for(value: Value) -> str | None:
    """Return the section whose entries have all keys of a map, where there is one."""
    if not isinstance(value, dict) or not value:
        return None
    return next((section for section in Document.model_fields if set(value) <= set(keys_at((section, "x")))), None)


def _wrong_text(fault: _Fault, tree: Value, places: Places) -> Finding:
    """Say what the reader of a scalar refused."""
    error = fault.detail.get("ctx", {}).get("error")
    if isinstance(error, ExpressionError):
        hint = with_example(error.hint, _value(tree, ("endings",)))
        return places.finding("E202", error.message, fault.path, span=(error.start, error.end), hint=hint)
    message = str(error)
    if message.startswith("an effect starts"):
        start, _, hint = message.partition(": ")
        return places.finding("E206", start, fault.path, hint=hint)
    return places.finding("E107", f"`{_key(fault.path)}`: {message}", fault.path, hint=getattr(error, "hint", ""))


def _key(path: KeyPath) -> str:
    """Return the last key that has a name."""
    names = [key for key in path if isinstance(key, str)]
    return names[-1] if names else ""


def _wrong_kind(fault: _Fault, value: Value, places: Places) -> Finding:
    """Say that a value of another kind was expected."""
    path, reason, found = fault.path, fault.detail["type"], kind(value)
    context = fault.detail.get("ctx", {})
    if path == ("format",):
        message = f"format {value} is not known; this version of Middle Ground reads format 1"
        return places.finding("E109", message, path, hint="write format: 1, or install a newer version")
    if reason == "string_pattern_mismatch":
        hint = slips.hint_for_a_list(str(value)) or "an id has a-z, 0-9 and `_`, a letter first, at most 40"
        return places.finding("E108", f"`{value}` cannot be an id", path, hint=hint)
    if reason in ("literal_error", "enum"):
        words = [word.strip(" '") for word in context["expected"].replace(" or ", ", ").split(",")]
        meant = nearest(value, words) if isinstance(value, str) else None
        message = f"`{_key(path)}` is one of {', '.join(words)}; found {found}"
        return places.finding("E107", message, path, hint=f"did you mean `{meant}`?" if meant else "")
    if reason in ("too_short", "too_long"):
        return places.finding("E107", f"`{_key(path)}` has {_count(context)}", path, hint=_example(path))
    holder = next((key for key in reversed(path[-2:]) if key in ALTERNATIVES), None)
    union = fault.union == path and holder
    expected = ALTERNATIVES[str(holder)] if union else EXPECTED.get(reason, "another value")
    hint = "leave the key out, or write {} for none" if value is None and "map" in expected else ""
    if isinstance(value, str) and "map" in expected:
        hint = slips.hint_for_a_colon(value)
    return places.finding("E107", f"`{_key(path)}`: expected {expected}, found {found}", path, hint=hint)


def _count(context: dict[str, Any]) -> str:
    if "max_length" in context:
        return f"at most {context['max_length']} items, {context['actual_length']} found"
    return f"at least {context['min_length']} item, {context['actual_length']} found"


def _example(path: KeyPath) -> str:
    example = EXAMPLES.get(_key(path))
    return f"write {example}" if example else ""


def _take_out(fault: _Fault, tree: dict[str, Value], left_out: set[str]) -> None:
    """Delete the part that a fault spoils, so that the rest can be read."""
    path = fault.path
    if fault.detail["type"] == "missing":
        path = path[:-1]
        holder = _value(tree, path)
        if fault.path[-1] in STAND_IN_VALUES and isinstance(holder, dict):
            holder[str(fault.path[-1])] = STAND_IN_VALUES[str(fault.path[-1])]
            return
    # Half a declaration would make sound uses of its name look wrong.
    if path and path[0] in ("meters", "flags", "ladders", "capitals"):
        path = path[:2]
    if not path:
        return
    holder = _value(tree, path[:-1])
    key = path[-1]
    if isinstance(holder, dict) and isinstance(key, str) and key in holder:
        left_out.update(_words(holder.pop(key), key), [key])
    elif isinstance(holder, list) and isinstance(key, int):
        # Other faults count on the places of this list's items, so the whole list goes.
        left_out.update(_words(holder))
        _take_out(_Fault(path[:-1], fault.detail | {"type": "list"}), tree, left_out)


def _words(value: Value, key: str = "") -> set[str]:
    """Return every key below a value, every id, and every condition: what a rule that is left out may have declared."""
    if isinstance(value, dict):
        return {word for below, found in value.items() for word in (below, *_words(found, below))}
    if isinstance(value, list):
        return {word for found in value for word in _words(found, key)}
    return {value} if value and key in ("id", "when", *Document.model_fields) else set()
