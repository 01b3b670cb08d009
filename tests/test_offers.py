"""The schema of one scenario: an editor offers its own names, and marks nothing that the format's schema does not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from editors import marks
from jsonschema import Draft7Validator

from game.resources import find_scenario
from game.scenario.loader import examine
from game.scenario.offers import with_names
from game.scenario.schema import json_schema
from game.scenario.starting import start_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Run


def schema_of(path: Path) -> dict[str, Any]:
    """Return the schema with the names of a scenario."""
    document = examine(path, errors_only=True).document
    assert document
    return with_names(json_schema(), document)


def test_the_scenarios_own_names_are_offered_where_they_fit(tmp_path: Path) -> None:
    """Numbers in effects with what they are called, capitals in a target, icons of the game, events in a test."""
    definitions = schema_of(start_scenario(tmp_path / "fresh", None, None).folder)["definitions"]
    for title in ("Move", "ChangeMove", "Wording", "Reply", "Reaction"):
        offered = definitions[title]["properties"]["effects"]["properties"]
        assert {name: part["description"] for name, part in offered.items()} == {
            "trust.beijing": "Trust in Seoul: Beijing",
            "trust.washington": "Trust in Seoul: Washington",
            "tension": "Tension",
            "hotline": "Line between the coast guards (yes or no)",
        }
    target = json.dumps(definitions["Move"]["properties"]["target"])
    assert target.count('{"enum": ["beijing", "washington"]}') == 2
    assert '"cn"' in json.dumps(definitions["Capital"]["properties"]["flag"])
    assert '"anchor"' in json.dumps(definitions["Move"]["properties"]["icon"])
    assert list(definitions["TestCase"]["properties"]["events"]["properties"]) == ["boats_collide"]
    assert "properties" not in definitions["Scenario"]["properties"]["events"]


def test_a_shipped_scenario_fits_the_schema_with_its_own_names() -> None:
    """Offering names marks nothing in the scenario whose names they are."""
    folder = find_scenario("first_month")
    validator = Draft7Validator(schema_of(folder))
    for file in sorted(folder.glob("*.yaml")):
        assert marks(file.read_text(encoding="utf-8"), validator) == [], file


def test_a_name_that_is_newer_than_the_schema_is_not_marked(tmp_path: Path) -> None:
    """Names are offered, not required: a number and a capital that came later pass, a typo in a key does not."""
    folder = start_scenario(tmp_path / "fresh", None, None).folder
    validator = Draft7Validator(schema_of(folder))
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    newer = text.replace("{trust.washington: +5", "{trust.moscow: +5").replace("target: beijing", "target: moscow")
    assert newer != text
    assert marks(newer, validator) == []
    assert marks(text.replace("target:", "taget:"), validator) != []


def test_the_command_writes_it_beside_the_scenario(tmp_path: Path, run: Run) -> None:
    """`schema NAME --write` renews schema.json; without --write it is printed; what makes no sense is wrong use."""
    folder = start_scenario(tmp_path / "fresh", None, None).folder
    assert json.loads((folder / "schema.json").read_text(encoding="utf-8")) == json_schema()
    status, said, _ = run("schema", str(folder), "--write")
    assert status == 0
    assert "$schema=./schema.json" in said
    assert json.loads((folder / "schema.json").read_text(encoding="utf-8")) == schema_of(folder)
    assert json.loads(run("schema", str(folder))[1]) == schema_of(folder)
    assert "./extending.schema.json" in run("schema", str(folder), "--write", "--extending")[1]
    assert (folder / "extending.schema.json").is_file()
    assert run("schema", "--write")[0] == 2
    assert run("schema", str(folder), "--write", "--format", "text")[0] == 2
    (folder / "scenario.yaml").write_text("format: 1\n", encoding="utf-8")
    assert run("schema", str(folder))[0] == 1
