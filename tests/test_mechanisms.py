"""The ninety mechanisms of the two articles: each row of the table names what does it, and it is really there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from pydantic import BaseModel

from game.resources import scenarios_folder
from game.scenario.loader import load_document

if TYPE_CHECKING:
    from game.scenario.model import Document

HERE = Path(__file__).parent
ROWS: dict[int, dict[str, Any]] = yaml.safe_load((HERE / "mechanisms" / "rows.yaml").read_text(encoding="utf-8"))
KINDS = {"CTX", "ENT", "LEV", "RUL", "RND", "OUT", "INV"}
CLAIM = re.compile(r"(?P<path>\S+)(?: (?P<how>[~+-])(?: (?P<text>.+))?)?\Z")


@pytest.fixture(scope="module")
def main() -> Document:
    """Read the main scenario."""
    return load_document(scenarios_folder() / "difficult_game")


def found(part: object, path: list[str]) -> object:
    """Return what stands at a path; a number's name may hold a point itself."""
    if not path:
        return part
    if isinstance(part, Mapping):
        for count in (2, 1):
            name = ".".join(path[:count])
            if len(path) >= count and name in part:
                return found(part[name], path[count:])
        raise KeyError(path[0])
    if isinstance(part, list):
        return found(next(item for item in part if item.id == path[0]), path[1:])
    return found(getattr(part, path[0]), path[1:])


def written(part: object) -> str:
    """Return a part of a scenario as text: an expression or an effect as it was written."""
    text = getattr(part, "text", None)
    return text if isinstance(text, str) and not isinstance(part, BaseModel) else str(part)


def fault(document: Document, claim: str) -> str | None:
    """Return why a claim of the table does not hold; none where it does."""
    kind, _, rest = claim.partition(" ")
    if kind == "test":
        name, function = rest.split(" ")
        text = (HERE / f"{name}.py").read_text(encoding="utf-8")
        return None if f"def {function}(" in text else f"no test {function}"
    match = CLAIM.match(claim)
    if match is None:
        return f"cannot read `{claim}`"
    try:
        part = found(document, match["path"].split("."))
    except (KeyError, AttributeError, StopIteration):
        return f"nothing at {match['path']}"
    if part is None or part in ([], {}):
        return f"empty: {match['path']}"
    text = written(part)
    if match["how"] == "~":
        return None if match["text"] in text else f"no `{match['text']}` in {match['path']}: {text[:80]}"
    return None if match["how"] is None or text.startswith(match["how"]) else f"{match['path']} is {text}"


def test_every_row_is_present_once() -> None:
    """Ninety rows, each with a kind, a name and something that does it, none written twice."""
    lines = (HERE / "mechanisms" / "rows.yaml").read_text(encoding="utf-8").splitlines()
    numbers = [int(line.partition(":")[0]) for line in lines if re.match(r"\d+:", line)]
    assert numbers == list(range(1, 91))
    assert [row for row, entry in ROWS.items() if not (entry["by"] and entry["what"] and entry["kind"] in KINDS)] == []


@pytest.mark.parametrize("row", ROWS)
def test_what_a_row_names_is_there(main: Document, row: int) -> None:
    """Every rule, condition, direction and test that a row names exists in the scenario as it is played."""
    assert [problem for claim in ROWS[row]["by"] if (problem := fault(main, claim))] == []


def test_a_rule_or_a_chance_names_a_condition_or_a_direction() -> None:
    """A row of a rule or of luck does not only point at a name."""
    bare = [
        row
        for row, entry in ROWS.items()
        if entry["kind"] in {"RUL", "RND"} and not any(re.search(r" [~+-]|^test ", claim) for claim in entry["by"])
    ]
    assert bare == []


@pytest.mark.parametrize(
    "claim",
    ["moves.nowhere", "moves.mou_package.effects.dependence -", "events.jamming.chance ~ 0.99",
     "test test_mechanisms test_no", "moves.mou_package.ministries.nobody", "meters.trust.bands.none"],
)  # fmt: skip
def test_a_claim_that_does_not_hold_is_found(main: Document, claim: str) -> None:
    """A missing rule, a wrong direction, another condition and a missing test are each seen."""
    assert fault(main, claim)
