"""The schema in a real editor's server: yaml-language-server, fetched from npm into a temporary folder.

Not part of the usual run: `python -m pytest -m network tests/test_editor.py`.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from language_server import LanguageServer

from game.resources import scenarios_folder, shipped_scenarios
from game.scenario.loader import examine
from game.scenario.model import Move
from game.scenario.offers import with_names
from game.scenario.schema import json_schema
from game.scenario.starting import start_scenario, write_schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.network, pytest.mark.xdist_group("editor")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LanguageServer]:
    """Fetch the server and start it for the shipped scenarios."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    folder = tmp_path_factory.mktemp("npm")
    command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), "yaml-language-server@1"]
    subprocess.run(command, check=True, capture_output=True)
    with LanguageServer(folder / "node_modules" / ".bin" / "yaml-language-server", scenarios_folder()) as found:
        yield found


def test_no_shipped_file_has_a_mark(server: LanguageServer) -> None:
    """Every file of every shipped scenario is clean by the schema that its first line names."""
    files = [file for folder in shipped_scenarios() for file in sorted(folder.glob("*.yaml"))]
    assert len(files) > 10
    assert {file.name: marks for file in files if (marks := server.open(file))} == {}


def test_inside_a_move_its_keys_are_offered_with_their_help(server: LanguageServer) -> None:
    """A new move is offered every key of a move, each with the sentence that the model has for it."""
    file = scenarios_folder() / "difficult_game" / "moves.yaml"
    lines = file.read_text(encoding="utf-8").split("\n")
    place = lines.index("moves:") + 1
    lines[place:place] = ["  new_move:", "    "]
    server.open(file, "\n".join(lines))
    offered = server.complete(file, place + 2, 5)
    helps = {field.alias or name: field.description for name, field in Move.model_fields.items()}
    assert {key: offered.get(key) for key in helps} == helps


def test_a_wrong_key_and_a_wrong_value_are_marked_at_their_lines(server: LanguageServer) -> None:
    """A typo in a key and a word where a number belongs are marked while one writes."""
    file = scenarios_folder() / "difficult_game" / "moves.yaml"
    lines = file.read_text(encoding="utf-8").split("\n")
    key = next(number for number, line in enumerate(lines) if line.startswith("    agenda:"))
    times = next(number for number, line in enumerate(lines) if line.startswith("      times:"))
    lines[key] = lines[key].replace("agenda", "agneda")
    lines[times] = "      times: often"
    marks = server.open(file, "\n".join(lines))
    assert f"{key + 1}: Property agneda is not allowed." in marks
    assert f"{times + 1}: A whole number such as 3." in marks


def test_help_is_shown_where_the_mouse_rests(server: LanguageServer) -> None:
    """The key `pull` of a meter shows what it does."""
    file = scenarios_folder() / "difficult_game" / "scenario.yaml"
    lines = file.read_text(encoding="utf-8").split("\n")
    line = next(number for number, text in enumerate(lines, start=1) if text.startswith("    pull:"))
    server.open(file)
    assert "way back to the start" in server.hover(file, line, 6)


def test_an_extending_scenario_is_offered_the_same_keys_and_before(server: LanguageServer) -> None:
    """In a file that extends another an entry may be given in part, and may stand before another."""
    file = scenarios_folder() / "hard" / "scenario.yaml"
    text = file.read_text(encoding="utf-8").rstrip("\n") + "\nmoves:\n  wait_and_see:\n    agenda: 1\n    \n"
    assert server.open(file, text) == []
    offered = server.complete(file, text.count("\n"), 5)
    assert {"effects", "before"} <= set(offered)
    assert "agenda" not in offered


def test_a_new_scenario_is_clean_by_the_schema_beside_it(server: LanguageServer, tmp_path: Path) -> None:
    """What `new` makes brings its own schema, and an editor finds nothing to mark; a typo it does mark."""
    file = start_scenario(tmp_path / "fresh", None, None).folder / "scenario.yaml"
    assert server.open(file) == []
    wrong = file.read_text(encoding="utf-8").replace("headline:", "headlin:")
    assert any("headlin is not allowed" in mark for mark in server.open(file, wrong))


def test_a_scenarios_own_names_are_offered(server: LanguageServer, tmp_path: Path) -> None:
    """With the schema that `schema NAME --write` makes, effects are offered the numbers of that very scenario."""
    folder = start_scenario(tmp_path / "named", None, None).folder
    document = examine(folder, errors_only=True).document
    assert document
    write_schema(folder / "schema.json", with_names(json_schema(), document))
    lines = (folder / "scenario.yaml").read_text(encoding="utf-8").split("\n")
    place = next(number for number, line in enumerate(lines) if line.startswith("    effects:"))
    lines[place : place + 1] = ["    effects:", "      "]
    server.open(folder / "scenario.yaml", "\n".join(lines))
    offered = server.complete(folder / "scenario.yaml", place + 2, 7)
    assert offered["trust.beijing"] == "Trust in Seoul: Beijing"
    assert {"trust.washington", "tension", "hotline"} <= set(offered)
