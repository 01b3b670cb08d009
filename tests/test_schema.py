"""The schema for editors and the reference page: both are made from the models and say what the loader says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from editors import EXTENDING, WHOLE, file_marks, marks
from jsonschema import Draft7Validator

from game.resources import scenarios_folder, shipped_scenarios
from game.scenario import section
from game.scenario.loader import read_scenario
from game.scenario.model import Part
from game.scenario.reference import reference_page
from game.scenario.schema import EXTENDING_KEYS, json_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Run

TESTS = Path(__file__).parent
FILES = [file for folder in shipped_scenarios() for file in sorted(folder.glob("*.yaml"))]
# Findings on the shape of a file; the schema knows no names.
UNKNOWN_KEY, NO_ID = "E105", "E108"
SMALL = """
format: 1
scenario: {id: small, title: "Small"}
calendar: {turns: [{date: 2026-01-01, label: "One"}]}
capitals: {beijing: {name: Beijing}}
meters: {tension: {start: 50}}
flags: {hotline: {}}
moves:
  wait: {group: Seoul, title: "Wait", agenda: 1}
events:
  noise: {chance: 5%, replies: {hush: {text: "Hush."}}}
ladders:
  crisis: {title: "Crisis", quiet: "None", rungs: [{id: alert, title: "Alert", climb: 10%}], replies: {}}
endings:
  end: {check: last, when: otherwise, value: 1, title: "End"}
"""
# What an author may put in place of a part of the small scenario, and whether it is right.
EDITS = [
    ("start: 50", "start: 15%", True),
    ("start: 50", "start: {between: [10, 60]}", True),
    ("start: 50", "start: many", False),
    ("start: 50", "start: {between: [10]}", False),
    ("start: 50", "start: 50, hidden: yes", True),
    ("start: 50", "start: 50, hidden: true", False),
    ("start: 50", "start: 50, range: [0, 10, 20]", False),
    ("start: 50", "start: 50, bands: Low", True),
    ("start: 50", "start: 50, better: more", False),
    ("hotline: {}", "hotline: {start: {chance: 50%}}", True),
    ("hotline: {}", "hotline: {start: maybe}", False),
    ("hotline: {}", "Hotline: {}", False),
    ("agenda: 1", "agenda: 1, effects: {tension: +3}", True),
    ("agenda: 1", "agenda: 1, effects: {tension: =40, hotline: yes, crisis: alert}", True),
    ("agenda: 1", "agenda: 1, effects: {tension: 3 more}", False),
    ("agenda: 1", "agenda: 1, effects: []", False),
    ("agenda: 1", "agenda: 1, target: beijing", True),
    ("agenda: 1", "agenda: 1, target: [beijing]", True),
    ("agenda: 1", "agenda: 1, limit: 3", False),
    ("agenda: 1", "agenda: 1, limit: {times: 1.5}", False),
    ("agenda: 1", "agenda: 1, ministries: {trade: {stance: never, text: x}}", False),
    ("agenda: 1", "agneda: 1", False),
    (", agenda: 1", "", False),
    ("hush: {text", "hush: {txet", False),
    ('hush: {text: "Hush."}', "say: wait", True),
    ('hush: {text: "Hush."}', "hush: wait", False),
    ("replies: {}", 'replies: {calm: {text: "Calm.", climb: x0.5, from: alert}}', True),
    ("replies: {}", 'replies: {calm: {text: "Calm.", climb: 0.5}}', False),
    ("2026-01-01", "01.01.2026", False),
    ("format: 1", "format: 7", False),
]


def shape_findings(path: Path) -> set[str]:
    """Return the codes of what the loader finds wrong with the shape of a file."""
    return {finding.code for finding in read_scenario(path)[1] if finding.code[:2] == "E1" or finding.code == "E206"}


def refused_names(path: Path) -> list[str]:
    """Return the keys that the loader does not know in a file, and the ids that it finds impossible."""
    return [
        finding.message.split("`")[1]
        for finding in read_scenario(path)[1]
        if (finding.code == UNKNOWN_KEY and finding.message.startswith("unknown key"))
        or (finding.code == NO_ID and finding.message.endswith("` cannot be an id"))
    ]


def parts(base: type[Part] = Part) -> Iterator[type[Part]]:
    """Yield every model of the format."""
    for part in base.__subclasses__():
        yield part
        yield from parts(part)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_shipped_file_names_a_schema_that_finds_nothing_wrong(file: Path) -> None:
    """The first line leads an editor to a schema beside the scenarios, and the file fits it."""
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\.\./[a-z.]+)", first)
    assert named
    assert (file.parent / named[1]).is_file()
    assert file_marks(file) == []


@pytest.mark.parametrize(("old", "new", "right"), EDITS, ids=str)
def test_the_schema_and_the_loader_agree(old: str, new: str, right: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """What the schema marks, the loader refuses, and what it lets pass, the loader takes."""
    assert old in SMALL
    path = tmp_path / "scenario.yaml"
    path.write_text(SMALL.replace(old, new), encoding="utf-8")
    assert (not marks(path.read_text(encoding="utf-8")), not shape_findings(path)) == (right, right)


def test_an_unknown_key_or_a_bad_id_is_marked_in_an_editor() -> None:
    """Where the loader finds a key that the format does not know, or an id that cannot be one, so does the schema."""
    told = {file: refused_names(file) for file in sorted((TESTS / "faulty" / "e1").glob("*.yaml"))}
    told = {file: names for file, names in told.items() if names}
    assert len(told) > 5
    for file, names in told.items():
        try:
            said = " ".join(message for _, message in marks(file.read_text(encoding="utf-8")))
        except yaml.YAMLError:
            # The editor's own YAML marks it.
            continue
        assert [name for name in names if name not in said] == [], file.name


def test_an_extending_file_needs_no_whole_entries_but_no_other_keys() -> None:
    """A map may be given in part, a list may not; `before` is for entries; a typo is still marked."""
    assert marks("extends: ../other\nkeep: {moves: [a]}\nremove: [events.b]\nmoves: {a: {limit: {times: 1}}}") == []
    assert marks("moves: {a: {before: b, agenda: 2}}", EXTENDING) == []
    assert marks("moves: {a: {agenda: 2}}") != []
    for wrong in ("moves: {a: {agneda: 2}}", "ladders: {a: {rungs: [{id: b}]}}", "scenario: {before: b}", "keep: []"):
        assert marks(f"extends: ../other\n{wrong}") != [], wrong


def test_the_keys_of_an_extending_scenario_are_those_that_the_reader_knows() -> None:
    """What the schema offers beside the sections is what the reader takes."""
    assert sorted(EXTENDING_KEYS) == sorted(section.EXTENDING)


def test_the_schema_is_draft_07_without_what_draft_07_does_not_know() -> None:
    """It fits the draft's own schema, every reference leads to a definition, and no newer word is in it."""
    for validator, extending in ((WHOLE, False), (EXTENDING, True)):
        Draft7Validator.check_schema(json_schema(extending=extending))
        text = json.dumps(validator.schema)
        definitions = json_schema(extending=extending)["definitions"]
        assert set(re.findall(r'"#/definitions/(\w+)"', text)) <= set(definitions)
        assert re.findall(r'"(?:\$defs|prefixItems|null|unevaluatedProperties)"', text) == []


def test_every_key_of_every_part_is_described() -> None:
    """No key of the format goes without a sentence of help, in the models and so in the schema."""
    missing = [
        (part.__name__, name)
        for part in parts()
        for name, field in part.model_fields.items()
        if not (field.description or "").endswith((".", ".)", '"', ":"))
    ]
    assert missing == []
    bare = [
        (name, key)
        for name, definition in json_schema()["definitions"].items()
        for key, found in definition.get("properties", {}).items()
        if "description" not in found
    ]
    assert bare == []


@pytest.mark.parametrize(("name", "extending"), [("schema.json", False), ("extending.schema.json", True)])
def test_the_schema_beside_the_scenarios_is_the_one_that_is_made(name: str, extending: bool) -> None:  # noqa: FBT001
    """Who changes a model makes the file again: `middleground schema > scenarios/schema.json`."""
    kept = json.loads((scenarios_folder() / name).read_text(encoding="utf-8"))
    assert kept == json_schema(extending=extending)


def test_the_reference_is_the_one_that_is_made() -> None:
    """Who changes a model makes the page again: `middleground schema --format text`."""
    assert (scenarios_folder() / "REFERENCE.md").read_text(encoding="utf-8") == reference_page()


def test_the_reference_has_every_key_and_links_to_its_own_headings() -> None:
    """Each part is a heading with a row for each key, and no link leads nowhere."""
    page = reference_page()
    headings = {line[3:].lower().replace(" ", "-") for line in page.splitlines() if line.startswith("## ")}
    assert set(re.findall(r"\]\(#([a-z-]+)\)", page)) <= headings
    assert all(
        len(re.findall(r"(?<!\\)\|", row)) == 5
        for row in re.findall(r"^\| `\w+` \| .* \| .*$", page, re.MULTILINE)[:-3]
    )
    for part in parts():
        cells = [f"| `{field.alias or name}` |" for name, field in part.model_fields.items()]
        assert [cell for cell in cells if cell not in page] == []


def test_the_command_prints_both(run: Run) -> None:
    """`schema` prints JSON for an editor, and the page with `--format text`."""
    printed: dict[tuple[str, ...], str] = {}
    for arguments in ((), ("--extending",), ("--format", "text")):
        status, printed[arguments], _ = run("schema", *arguments)
        assert status == 0
    assert json.loads(printed[()]) == json_schema()
    assert json.loads(printed[("--extending",)]) == json_schema(extending=True)
    assert printed[("--format", "text")] == reference_page()
