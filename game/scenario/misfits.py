"""What pydantic refused in a scenario: each misfit at its key path, and in an author's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from game.errors import Finding, nearest
from game.scenario import slips
from game.scenario.cases import with_example
from game.scenario.expression import ExpressionError
from game.scenario.fields import keys_at, needed_at
from game.scenario.model import Document
from game.scenario.values import kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from game.scenario.source import KeyPath, Places, Value

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
class Misfit:
    """One of pydantic's errors at a key path of the tree; `branch` is the alternative of a union that made it."""

    path: KeyPath
    detail: ErrorDetails
    union: KeyPath | None = None
    branch: str = ""


def locate(detail: ErrorDetails, tree: Value) -> Misfit:
    """Tell the keys in pydantic's path from its names for a union's alternatives."""
    path: list[str | int] = []
    union, branch = None, ""
    value: Value = tree
    last = len(detail["loc"]) - 1
    for index, key in enumerate(detail["loc"]):
        if _has(value, key):
            value = value_at(value, (key,))
        elif key == "[key]":
            continue
        elif not (index == last and detail["type"] == "missing"):
            union, branch = tuple(path), str(key)
            continue
        path.append(key)
    return Misfit(tuple(path), detail, union, branch)


def collapse(faults: list[Misfit], tree: Value) -> Iterator[Misfit]:
    """Yield one alternative's faults for each union: the one that the author seems to have meant."""
    branches: dict[KeyPath, list[str]] = {}
    for fault in faults:
        if fault.union is not None:
            branches.setdefault(fault.union, []).append(fault.branch)
    meant = {union: _meant(known, value_at(tree, union)) for union, known in branches.items()}
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


def value_at(tree: Value, path: KeyPath) -> Value:
    """Return what stands at a key path, or None."""
    value = tree
    for key in path:
        if isinstance(value, dict) and isinstance(key, str):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int) and key < len(value):
            value = value[key]
        else:
            return None
    return value


def told(fault: Misfit, tree: Value, places: Places) -> Finding:
    """Say in an author's words what pydantic found."""
    reason, path = fault.detail["type"], fault.path
    if reason == "missing":
        return _missing(path, tree, places)
    if reason == "extra_forbidden":
        return _unknown_key(path, value_at(tree, path), places)
    if fault.detail["loc"][-1] == "[key]":
        hint = slips.hint_for_an_id(str(path[-1]))
        return places.finding("E108", f"`{path[-1]}` cannot be an id", path, on_key=True, hint=hint)
    if reason == "value_error":
        return _wrong_text(fault, tree, places)
    return _wrong_kind(fault, value_at(tree, path), places)


# What keys come to that can be left out; who deletes such a line should know.
WITHOUT = {
    "chance": "this happens whenever its `when` holds",
    "when": "this may happen in every turn",
    "limit": "this may happen any number of times",
}


def left_blank(path: KeyPath, tree: Value, places: Places) -> Finding:
    """Say that nothing stands after a key."""
    key, holder = str(path[-1]), path[:-1]
    hint = "write a value after it, or delete this line"
    if key in WITHOUT:
        hint = f"write a value after it, or delete this line: without it {WITHOUT[key]}"
    if key in needed_at(holder) or key == "locked":
        hint = f"write {_example_of(path, tree)}"
    elif not keys_at(holder) and keys_at(path):
        hint = "write what belongs to it on the lines below, further indented, or delete this line"
    return places.finding("E107", f"`{key}` is left blank", path, on_key=True, hint=hint)


def misplaced(path: KeyPath, beside: str, places: Places) -> Finding:
    """Say that a key stands beside the entry that it belongs to."""
    key, holder = str(path[-1]), (*path[:-1], beside)
    above = places.spots.get(holder)
    first = next((spot.key for at, spot in places.spots.items() if at[:-1] == holder and spot.key), None)
    hint = f"move it into `{beside}`"
    if first and above and above.key and first.line > above.key.line:
        hint = f"write {first.column - 1} spaces before it"
    return places.finding("E105", f"`{key}` stands beside `{beside}`, and belongs to it", path, on_key=True, hint=hint)


def _missing(path: KeyPath, tree: Value, places: Places) -> Finding:
    key = str(path[-1])
    holder = path[:-1]
    if isinstance(path[-1], int):
        message = f"`{holder[-1]}` needs two numbers"
        return places.finding("E107", message, holder, hint=f"write {EXAMPLES.get(str(holder[-1]), '[0, 100]')}")
    where = f"`{'.'.join(str(part) for part in holder)}`" if holder else "the scenario"
    if holder and isinstance(holder[-1], int):
        where = f"item {holder[-1] + 1} of `{'.'.join(str(part) for part in holder[:-1])}`"
    example = _example_of(path, tree)
    notes = () if holder else (SECTION_STANDS.format(key),)
    return places.finding("E106", f"{where} needs `{key}`", holder, on_key=True, hint=f"write {example}", notes=notes)


def _example_of(path: KeyPath, tree: Value) -> str:
    """Return a line to copy for a key that is needed."""
    key = str(path[-1])
    return _condition(path, tree) if key == "when" else EXAMPLES.get(key, f'{key}: "..."')


def _condition(path: KeyPath, tree: Value) -> str:
    """Return a condition to write where one is missing: the last ending's is mostly `otherwise`."""
    found = (value_at(tree, (section,)) for section in ("endings", "meters"))
    endings, known = (section if isinstance(section, dict) else {} for section in found)
    is_last = path[:-1] == ("endings", next(reversed(endings), ""))
    if is_last and "otherwise" not in [value_at(ending, ("when",)) for ending in endings.values()]:
        return "when: otherwise"
    plain = (name for name, meter in known.items() if value_at(meter, ("per",)) is None)
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


def _wrong_text(fault: Misfit, tree: Value, places: Places) -> Finding:
    """Say what the reader of a scalar refused."""
    error = fault.detail.get("ctx", {}).get("error")
    if isinstance(error, ExpressionError):
        hint = with_example(error.hint, value_at(tree, ("endings",)))
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


def _wrong_kind(fault: Misfit, value: Value, places: Places) -> Finding:
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
    hint = ""
    if isinstance(value, str) and "map" in expected:
        hint = slips.hint_for_a_colon(value)
    elif isinstance(value, list) and all(isinstance(item, dict) for item in value) and not _is_flow(path, places):
        hint = "take away each dash here, and the space after it"
    elif isinstance(value, dict) and "list" in expected and not _is_flow(path, places):
        hint = "write a dash and a space before each item: - ..."
    return places.finding("E107", f"`{_key(path)}`: expected {expected}, found {found}", path, hint=hint)


def _is_flow(path: KeyPath, places: Places) -> bool:
    """Say whether a map or a list is written in brackets."""
    spot = places.spots.get(path)
    return spot is not None and spot.source.line(spot.value.line)[spot.value.column - 1 :][:1] in ("{", "[")


def _count(context: dict[str, Any]) -> str:
    if "max_length" in context:
        return f"at most {context['max_length']} items, {context['actual_length']} found"
    return f"at least {context['min_length']} item, {context['actual_length']} found"


def _example(path: KeyPath) -> str:
    example = EXAMPLES.get(_key(path))
    return f"write {example}" if example else ""
