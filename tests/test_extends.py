"""A scenario that builds on another."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from game.resources import find_scenario
from game.scenario.loader import load_document, read_scenario
from game.scenario.watching import files_of

if TYPE_CHECKING:
    from game.errors import Finding

BASE = (Path(__file__).parent / "fixtures" / "bench_12" / "scenario.yaml").read_text(encoding="utf-8")


@pytest.fixture
def scenarios(tmp_path: Path) -> Path:
    """Return a folder of scenarios with one in it, `base`."""
    write(tmp_path, "base", BASE)
    return tmp_path


def write(folder: Path, name: str, text: str) -> Path:
    """Write a scenario beside the others."""
    (folder / name).mkdir()
    (folder / name / "scenario.yaml").write_text(text, encoding="utf-8")
    return folder / name


def cases_of(path: Path) -> list[str]:
    """Return the names of a scenario's tests."""
    document, findings = read_scenario(path)
    assert document is not None
    assert not any(finding.severity == "error" for finding in findings)
    return list(document.tests)


def codes(path: Path) -> list[tuple[str, int, int]]:
    """Return code, line and column of each finding."""
    return [(found.code, found.place.line, found.place.column) for found in read_scenario(path)[1] if found.place]


def test_maps_merge_and_everything_else_is_replaced(scenarios: Path) -> None:
    """A child changes one number of a move and a whole list, and keeps all it does not name."""
    child = write(
        scenarios,
        "child",
        "extends: ../base\n"
        "scenario: {id: child}\n"
        "calendar:\n  turns: [{date: 2026-01-01, label: Only}]\n"
        "moves:\n  do_nothing: {effects: {tension: +9}}\n",
    )
    document = load_document(child)
    assert (document.scenario.id, document.scenario.title) == ("child", "Bench 12")
    assert len(document.calendar.turns) == 1
    effects = document.moves["do_nothing"].effects
    assert effects["tension"].text == "+9"
    assert list(effects) == ["trust.washington", "trust.tokyo", "trust.pyongyang", "tension"]


def test_new_entries_come_last_or_before_the_one_they_name(scenarios: Path) -> None:
    """Order is play: a reaction can be put before another; a changed one keeps its place."""
    child = write(
        scenarios,
        "child",
        "extends: ../base\n"
        "reactions:\n"
        "  late: {when: tension > 10, effects: {tension: -1}}\n"
        "  early: {before: tokyo_cold, when: tension > 10, effects: {tension: -1}}\n"
        "  beijing_close: {when: trust.beijing > 60}\n"
        "formulas:\n  heat: tension / 100\n"
        "meters:\n  before: {start: 1}\n"
        "modifiers:\n  two: {of: moves, when: tension > 1, times: 2}\n"
        "  one: {before: two, of: moves, when: tension > 1, times: 2}\n"
        "moves:\n  do_nothing: {effects: {before: +3}}\n",
    )
    assert list(load_document(child).modifiers) == ["one", "two"]
    assert "before" in load_document(child).moves["do_nothing"].effects
    order = list(load_document(child).reactions)
    assert order[:4] == ["beijing_close", "washington_close", "early", "tokyo_cold"]
    assert order[-1] == "late"


def test_remove_goes_first(scenarios: Path) -> None:
    """An entry that is removed and written anew is a new one, and comes last."""
    child = write(
        scenarios,
        "child",
        "extends: ../base\n"
        "remove: [moves.do_nothing, reactions.tense, meters.dependence.better]\n"
        "moves:\n  do_nothing: {group: Seoul, title: Rest, agenda: 1}\n",
    )
    document = load_document(child)
    assert "tense" not in document.reactions
    assert list(document.moves)[-1] == "do_nothing"
    assert not document.moves["do_nothing"].effects
    assert document.meters["dependence"].better is None


def test_what_a_section_keeps_stays_and_all_else_of_it_goes(scenarios: Path) -> None:
    """Sections that `keep` names lose what it leaves out, in the parent's order; `remove` and changes come after."""
    child = write(
        scenarios,
        "child",
        "extends: ../base\n"
        "keep:\n"
        "  endings: [drift, bridge]\n"
        "  reactions: tense\n"
        "  events: []\n"
        "remove: [endings.bridge.goal]\n"
        "endings:\n  calm: {before: drift, check: last, when: tension < 9, value: 9, title: Calm}\n"
        "events:\n  new: {when: tension > 10, effects: {tension: -1}}\n",
    )
    base, document = load_document(scenarios / "base"), load_document(child)
    assert list(document.endings) == ["bridge", "calm", "drift"]
    assert (base.endings["bridge"].goal, document.endings["bridge"].goal) == (True, False)
    assert (list(document.reactions), list(document.events)) == (["tense"], ["new"])
    assert document.moves == base.moves


def test_what_went_may_be_written_anew(scenarios: Path) -> None:
    """An entry that `remove` takes out is a new one where the child has all of it: nothing is left of the old."""
    whole = "{before: drift, check: last, when: tension < 9, value: 9, title: Calm}"
    child = write(scenarios, "child", f"extends: ../base\nremove: [endings.bridge]\nendings:\n  bridge: {whole}\n")
    base, bridge = load_document(scenarios / "base").endings["bridge"], load_document(child).endings["bridge"]
    assert (base.goal, bridge.goal, bridge.title) == (True, False, "Calm")


def test_the_tests_of_a_parent_are_not_taken_over(scenarios: Path) -> None:
    """A child has the tests that stand in it, and no others."""
    write(scenarios, "tested", BASE + "tests: {one: {expect: [tension < 99 after turn 1]}}\n")
    child = write(scenarios, "child", "extends: ../tested\n")
    other = write(scenarios, "other", "extends: ../tested\ntests: {two: {expect: [tension < 98 after turn 1]}}\n")
    assert cases_of(scenarios / "tested") == ["one"]
    assert not cases_of(child)
    assert cases_of(other) == ["two"]


def test_three_parents_are_allowed_and_no_fourth(scenarios: Path) -> None:
    """The chain of parents is bounded."""
    names = ["base", "one", "two", "three", "four"]
    paths = [
        write(scenarios, name, f"extends: ../{parent}\nscenario: {{id: {name}}}\n") for parent, name in pairwise(names)
    ]
    assert load_document(paths[2]).scenario.id == "three"
    assert codes(paths[3])[0] == ("E110", 1, 10)


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("extends: ../bas\n", 1, 10),
        ("extends: bas\n", 1, 10),
        ("extends: .\n", 1, 10),
        (f"extends: {'long' * 100}\n", 1, 10),
        ('extends: "\\0"\n', 1, 10),
        ("extends: /etc\n", 1, 10),
        ("extends: ../../outside/base\n", 1, 10),
        ("extends: ..\n", 1, 10),
        ("extends: [../base]\n", 1, 1),
        ("extends: ../child\n", 1, 10),
        ("extends: ../base\nremove: [moves.rest]\n", 2, 10),
        ("extends: ../base\nremove: moves\n", 2, 9),
        ("extends: ../base\nremove: [endings.war.txt]\n", 2, 10),
        ("extends: ../base\nkeep: [moves]\n", 2, 1),
        ("extends: ../base\nkeep: {endings: [drift, war, bloc_of_three]}\n", 2, 30),
        ("extends: ../base\nkeep: {reactions: tenses}\n", 2, 19),
        ("extends: ../base\nkeep: {reactions: [tense, [tense]]}\n", 2, 27),
        ("extends: ../base\nkeep: {reactions: [tense, {a: b}]}\n", 2, 27),
        ("extends: ../base\nkeep: {reaction: [tense]}\n", 2, 8),
        ("extends: ../base\nkeep: {calendar: [agenda]}\n", 2, 8),
        ("extends: ../base\nkeep: {tests: [one]}\n", 2, 8),
        ("extends: ../base\nkeep: {glossary: [hedging]}\n", 2, 8),
        ("extends: ../base\nkeep:\n  reactions:\n", 3, 3),
        ("extends: ../base\nkeep: {reactions: [tense]}\nremove: [reactions.tokyo_cold]\n", 3, 10),
        ("extends: ../base\nreactions:\n  x: {before: y, effects: {tension: +1}}\n", 3, 15),
    ],
)
def test_a_parent_or_an_entry_that_is_not_there_is_an_error(scenarios: Path, text: str, line: int, column: int) -> None:
    """A parent is a folder beside the child, and only what is there can be removed or come after."""
    child = write(scenarios, "child", text)
    assert codes(child) == [("E110", line, column)]


def test_only_what_has_a_parent_can_keep_or_remove(scenarios: Path) -> None:
    """Without `extends` there is nothing to take from, and the author is told so."""
    child = write(scenarios, "child", BASE + "keep: {moves: [do_nothing]}\nremove: [moves.do_nothing]\n")
    last = BASE.count("\n")
    assert codes(child) == [("E110", last + 1, 1), ("E110", last + 2, 1)]


def test_a_name_that_is_nearly_right_is_suggested(scenarios: Path) -> None:
    """Who misspells what stays, or its section, is told the name that was meant."""
    child = write(scenarios, "child", "extends: ../base\nkeep: {reaction: [tense], endings: [drift, waar]}\n")
    hints = [finding.hint for finding in read_scenario(child)[1] if finding.code == "E110"]
    assert hints == ["did you mean `reactions`?", "did you mean `war`?"]


def test_a_parent_that_comes_with_the_game_is_found_there(scenarios: Path) -> None:
    """A folder handed out alone builds on the game's own scenario, written either way; one beside it goes first."""
    for number, written in enumerate(("hard", "../hard", '"../hard/"')):
        child = write(scenarios, f"child_{number}", f"extends: {written}\nscenario: {{id: child}}\n")
        assert load_document(child).moves == load_document(find_scenario("hard")).moves
    write(scenarios, "hard", BASE)
    assert load_document(scenarios / "child_0").moves == load_document(scenarios / "base").moves
    assert scenarios / "hard" / "scenario.yaml" in files_of(scenarios / "child_0")


def test_a_misspelt_parent_of_the_game_is_suggested(scenarios: Path) -> None:
    """The id of a shipped scenario is offered as it is written, the folder beside with its path."""
    for number, (written, meant) in enumerate((("difficult_gmae", "difficult_game"), ("../bsae", "../base"))):
        child = write(scenarios, f"child_{number}", f"extends: {written}\n")
        assert [found.hint for found in read_scenario(child)[1]] == [f"did you mean `{meant}`?"]


def test_a_link_that_leads_outside_is_refused(scenarios: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A folder that is only a link to another place is no sibling."""
    outside = write(tmp_path_factory.mktemp("outside"), "base", BASE)
    (scenarios / "linked").symlink_to(outside)
    child = write(scenarios, "child", "extends: ../linked\n")
    assert codes(child) == [("E110", 1, 10)]


def test_a_fault_is_shown_in_the_file_where_it_was_written(scenarios: Path) -> None:
    """The parent's faults point into the parent, the child's into the child."""
    write(scenarios, "old", BASE.replace("tension >= 100", "tensoin >= 100"))
    child = write(scenarios, "child", "extends: ../old\nformulas: {heat: dependance}\n")
    found = [(str(finding.place), finding.hint) for finding in read_scenario(child)[1]]
    assert [place.rsplit("/", 2)[1] for place, _ in found] == ["child", "old"]
    assert [hint for _, hint in found] == ["did you mean `dependence`?", "did you mean `tension`?"]


@pytest.mark.parametrize(
    "written", ["remove: [history]\n", "remove: history\n", "keep: {history: []}\n", "history: []\n"]
)
def test_a_section_that_need_not_be_there_goes_whole(scenarios: Path, written: str) -> None:
    """The recorded history of the parent is taken out by any of the words that an author would try."""
    child = write(scenarios, "child", f"extends: first_month\nscenario: {{id: child}}\n{written}")
    assert load_document(find_scenario("first_month")).history
    assert not load_document(child).history


@pytest.mark.parametrize(
    ("parent", "gone", "also"),
    [
        ("first_month", "events.drone_wreck", ["reactions.sensible_not_enough", "history: []"]),
        ("first_month", "moves.remains_accord", ["history: []"]),
        ("first_month", "sources.S0", ["also remove endings.one_sided.basis.sources, "]),
        ("difficult_game", "moves.brief_washington", ["also remove modifiers.briefed, reactions.burden_statement, "]),
        ("difficult_game", "places.panmunjom", []),
        ("difficult_game", "glossary.one_china", []),
    ],
)
def test_what_rests_on_a_removed_entry_is_told_once_at_the_remove(
    scenarios: Path, parent: str, gone: str, also: list[str]
) -> None:
    """One finding stands in the author's own file and says what else goes; with those lines no error is left."""
    head = f"extends: {parent}\nscenario: {{id: child}}\nremove:\n  - {gone}\n"
    child = write(scenarios, "child", head)
    (found,) = read_scenario(child)[1]
    assert (found.code, str(found.place)) == ("E110", f"{child / 'scenario.yaml'}:4:5")
    assert all(words in found.hint for words in also)
    more = write(scenarios, "more", head + lines_to_add(found))
    assert [one for one in read_scenario(more)[1] if one.severity == "error"] == []


def lines_to_add(found: Finding) -> str:
    """Return what a finding tells its author to add below `remove`, and to write."""
    said = re.match(r"also remove ([^;]*)", found.hint)
    names = [note.removeprefix("  - ") for note in found.notes if note.startswith("  - ")]
    names = names or (said[1].split(", ") if said else [])
    sections: dict[str, list[str]] = {}
    for line in (note.removeprefix("write: ") for note in found.notes if note.startswith("write: ")):
        section, _, entry = line.partition(": ")
        sections.setdefault(section, []).append(entry[1:-1])
    removed = "".join(f"  - {name}\n" for name in names)
    history = "history: []\n" if "history: []" in found.hint else ""
    return removed + history + "".join(f"{section}: {{{', '.join(some)}}}\n" for section, some in sections.items())


def test_who_keeps_two_moves_of_many_gets_one_finding(scenarios: Path) -> None:
    """The 35 others that went are one cause, told at `keep` with every formula that has to be written anew."""
    keep = "keep: {moves: [state_visit_beijing, military_talks]}\n"
    child = write(scenarios, "child", f"extends: difficult_game\nscenario: {{id: child}}\n{keep}")
    (found,) = read_scenario(child)[1]
    assert (found.code, found.keys, str(found.place)) == ("E110", ("keep", "moves"), f"{child / 'scenario.yaml'}:3:8")
    assert any(note.startswith("write anew: formulas.aside, which speaks of `nara_summit`, ") for note in found.notes)


def test_warnings_that_a_change_brings_about_stand_in_the_file_of_the_change(scenarios: Path) -> None:
    """A calendar of one turn idles many rules of the parent: one warning of each kind stands at `extends`."""
    text = 'calendar: {turns: [{date: 2026-01-05, label: "One"}]}\nhistory: []\n'
    child = write(scenarios, "child", f"extends: first_month\nscenario: {{id: child}}\n{text}")
    found = read_scenario(child)[1]
    assert {str(one.place) for one in found} == {f"{child / 'scenario.yaml'}:1:10"}
    assert len(found) == len({one.code for one in found}) > 1
    assert all("in the parent: " in one.notes[0] and f"lint: allow {one.code}" in one.notes[-1] for one in found)
    allowed = "".join(f"# lint: allow {one.code} because it is one week only\n" for one in found)
    more = write(scenarios, "more", f"{allowed}extends: first_month\nscenario: {{id: child}}\n{text}")
    assert read_scenario(more)[1] == ()


def test_one_test_of_ones_own_asks_for_none_of_the_parent_s_endings(scenarios: Path) -> None:
    """Only the endings that the scenario itself adds or changes want a test."""
    text = "tests: {calm: {start: {tension: 10}, expect: [tension < 99 after turn 1]}}\n"
    ending = "endings: {still: {before: drift, check: last, when: tension < 9, value: 60, title: Still}}\n"
    child = write(scenarios, "child", f"extends: ../base\nscenario: {{id: child}}\n{text}{ending}")
    assert [one.keys for one in read_scenario(child)[1] if one.code == "W505"] == [("endings", "still")]
