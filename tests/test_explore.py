"""Exploring: the planted faults of small scenarios are found, each with its code, and nothing else is."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from conftest import SECTIONS, written
from exploring import ENDINGS, GAMES, MOVES, SOUND

from game.engine import compile_document
from game.scenario.expression import Number, parse
from game.scenario.lint.catalogue import CATALOGUE
from game.scenario.loader import examine
from game.simulation.explore.findings import findings_of
from game.simulation.explore.results import Loop
from game.simulation.explore.run import explore

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Small

    from game.errors import Finding


def findings(tmp_path: Path, games: int = GAMES, **sections: str) -> tuple[Finding, ...]:
    """Return what exploring a small scenario finds, with some sections replaced."""
    return found_in(tmp_path, written(SECTIONS | SOUND | sections), games)


def example(tmp_path: Path, text: str) -> tuple[Finding, ...]:
    """Return what exploring finds where an example stands in for sections of the small scenario."""
    replaced = {line.partition(":")[0] for line in text.splitlines()}
    kept = {name: body for name, body in SECTIONS.items() if name not in replaced}
    return found_in(tmp_path, f"{written(kept)}{text}\n", GAMES)


def found_in(tmp_path: Path, text: str, games: int) -> tuple[Finding, ...]:
    """Return what exploring a scenario's text finds."""
    file = tmp_path / "scenario.yaml"
    file.write_text(text, encoding="utf-8")
    examined = examine(file, errors_only=True)
    assert examined.document is not None
    explored = explore(compile_document(examined.document), games=games, compiled=False)
    return findings_of(explored, examined.places, file, "small")


def with_move(name: str, rest: str) -> str:
    """Return the moves with one more."""
    return f'{MOVES.rstrip()}\n    {name}: {{group: Talks, title: "{name}", {rest}}}\n'


def keys(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Return codes of findings, and the keys of what they speak of."""
    return [(finding.code, " ".join(finding.keys)) for finding in found]


def test_a_sound_scenario_has_no_findings(tmp_path: Path) -> None:
    """Where all is reached and nothing wins by itself, nothing is reported."""
    assert findings(tmp_path) == ()


@pytest.mark.parametrize("code", ["O401", "O403", "O404", "O405", "O406", "O407", "O408"])
def test_the_examples_of_a_code_show_it(code: str, tmp_path: Path) -> None:
    """What `explain` calls bad is found when it is played, with its severity; what it calls good is not."""
    entry = CATALOGUE[code]

    bad, good = ({(one.code, one.severity) for one in example(tmp_path, text)} for text in (entry.bad, entry.good))

    assert (code, entry.severity) in bad
    assert code not in {found for found, _ in good}


def test_an_event_out_of_reach_is_found_with_what_keeps_it(tmp_path: Path) -> None:
    """The event that never can be is a warning that tells which part never held, and how near it came."""
    event = 'fire: {when: "trust.beijing >= 40 and tension >= 90", headline: "Fire"}'

    (found,) = findings(tmp_path, events=event)

    assert (found.code, found.severity, found.confidence) == ("O403", "warning", "observed")
    assert found.keys == ("events", "fire")
    assert "`tension >= 90` never held; the nearest was 53, 37 away" in found.notes
    assert not any("trust.beijing" in note for note in found.notes)


def test_a_part_of_a_condition_is_told_as_it_was_written(tmp_path: Path) -> None:
    """Brackets around alternatives stay whole."""
    event = 'fire: {when: "tension >= 9 and (trust.beijing > 90 or (tension > 90 and turn > 1))", headline: "Fire"}'

    (found,) = findings(tmp_path, events=event)

    assert found.notes[1] == "`trust.beijing > 90 or (tension > 90 and turn > 1)` never held"


def test_an_event_that_only_luck_kept_away_is_a_tip(tmp_path: Path) -> None:
    """An event that could have been is no warning; the highest chance that was seen is told."""
    (found,) = findings(tmp_path, events='comet: {chance: 0.001%, headline: "A comet"}')

    assert (found.code, found.severity) == ("O403", "tip")
    assert "the highest chance seen was 0.001 %" in found.notes


def test_what_hangs_on_an_event_out_of_reach_is_not_told_again(tmp_path: Path) -> None:
    """One cause is one finding: the replies of an event that never was are left out."""
    event = 'fire: {when: tension >= 90, headline: "Fire", replies: {flee: {text: "Flee"}, stay: {text: "Stay"}}}'

    assert keys(findings(tmp_path, events=event)) == [("O403", "events fire")]


def test_a_move_that_is_never_open_is_found(tmp_path: Path) -> None:
    """A move whose condition never holds was never open, which is not the same as never sent."""
    moves = with_move("mend", 'agenda: 1, when: tension <= 9, locked: "No", effects: {}')

    (found,) = findings(tmp_path, moves=moves)

    assert (found.code, found.keys) == ("O401", ("moves", "mend"))
    assert found.notes[0].startswith("`tension <= 9` never held; the nearest was 4")


def test_a_move_that_is_open_and_never_sent_is_found(tmp_path: Path) -> None:
    """A move that is open only where a rarer player would send it is told apart: it was open, but not sent."""
    moves = with_move("odd", 'agenda: 2, when: turn == 3, locked: "No", effects: {}')

    found = findings(tmp_path, games=2, moves=moves)

    assert ("O402", "moves odd") in keys(found)


def test_an_ending_out_of_reach_is_found_with_its_nearest_miss(tmp_path: Path) -> None:
    """An ending that nobody reaches, not even who seeks it, is a warning with what was missing."""
    endings = f'\n    peak: {{when: trust.beijing >= 80, value: 100, title: "Peak"}}{ENDINGS}'

    (found,) = findings(tmp_path, endings=endings)

    assert (found.code, found.severity, found.keys) == ("O404", "warning", ("endings", "peak"))
    assert found.notes[0].startswith("it came nearest at the end of turn 3, in a game of ")
    assert found.notes[1] == "`trust.beijing >= 80` never held; the nearest was 59, 21 away"
    assert not any("points" in note for note in found.notes)
    assert found.notes[-1].endswith("middleground simulate small --policy planner:peak --games 40")


def test_an_ending_that_takes_nearly_all_games_is_found(tmp_path: Path) -> None:
    """Where nine of ten games end alike it says by which players, and who plans further: no more is known."""
    endings = """
        low: {check: last, when: times(fire) > 0, value: 35, title: "Low"}
        drift: {check: last, when: otherwise, value: 40, title: "Drift"}
    """

    found = findings(tmp_path, games=300, events='fire: {chance: 1%, headline: "Fire"}', endings=endings)

    one = next(finding for finding in found if finding.code == "O405" and finding.keys == ("endings", "drift"))
    assert "of players who look one decision ahead at most" in one.message
    assert one.notes[0].endswith("middleground simulate small --gauge")


@pytest.mark.parametrize(("best", "told"), [((96.8, 95.0, 98.5), 1), ((99.9, 99.8, 100.0), 0)])
def test_a_loop_that_always_wins_is_told_where_no_player_always_does(
    tmp_path: Path, best: tuple[float, float, float], told: int
) -> None:
    """Near 100 there are no five points to be better by: half of what is left is enough, but not nothing."""
    path = tmp_path / "scenario.yaml"
    path.write_text(written(SECTIONS), encoding="utf-8")
    examined = examine(path)
    assert examined.document is not None
    found = explore(compile_document(examined.document), games=30, seed=0, workers=1)
    loops = (Loop(("talk", "wait"), 40, 100.0, 100.0, 100.0),)
    seen = findings_of(replace(found, bar=best, loops=loops), examined.places, path, "small")
    assert keys(seen).count(("O406", "moves talk")) == told


def test_a_move_that_wins_by_itself_is_found(tmp_path: Path) -> None:
    """A move whose one use decides the game beats even play by a wide margin."""
    moves = with_move("gift", "agenda: 2, limit: {times: 1}, effects: {trust.tokyo: +20}")
    endings = """
        friends: {check: last, when: trust.tokyo >= 55, value: 100, title: "Friends"}
        drift: {check: last, when: otherwise, value: 10, title: "Drift"}
    """

    (found,) = findings(tmp_path, moves=moves, endings=endings)

    assert (found.code, found.keys) == ("O406", ("moves", "gift"))


def test_a_loop_that_beats_every_player_is_found(tmp_path: Path) -> None:
    """Two moves in turn reach what a player who looks one decision ahead never dares: the way leads through worse."""
    turns = "\n".join(f'      - {{date: 2026-01-{day:02}, label: "{day}"}}' for day in range(1, 9))
    moves = (
        MOVES
        + """
    dig: {group: Talks, title: "Dig", agenda: 1, effects: {trust.tokyo: -9, dug: "=1"}}
    build:
      {group: Talks, title: "Build", agenda: 1, when: dug >= 1, locked: "Dig", effects: {trust.tokyo: +18, dug: "=0"}}
    """
    )
    endings = """
        friends: {check: last, when: trust.tokyo >= 75, value: 100, title: "Friends"}
        drift: {check: last, when: otherwise, value: 10, title: "Drift"}
    """
    meters = SECTIONS["meters"] + "    dug: {start: 0, range: [0, 1], counter: yes}\n"

    found = findings(
        tmp_path, moves=moves, endings=endings, meters=meters, calendar=f"\n    agenda: 1\n    turns:\n{turns}\n"
    )

    assert ("O406", "moves dig") in keys(found)


def test_a_meter_that_stands_at_its_end_is_found(tmp_path: Path) -> None:
    """A meter at an end of its range in most turns is told with the share; its pull does not hide it."""
    meters = SECTIONS["meters"] + "    debt: {start: 60, pull: 20%}\n"
    reactions = "grows: {effects: {debt: +70}}"

    (found,) = findings(tmp_path, meters=meters, reactions=reactions)

    assert (found.code, found.keys) == ("O407", ("meters", "debt"))
    assert found.message == "`debt` stands at its high end in 100 % of all turns"


def test_wordings_that_make_no_difference_are_found(tmp_path: Path) -> None:
    """A move whose wordings end every game alike is told; one whose wording moves an ending is not."""
    moves = (
        MOVES
        + """
    say:
      group: Talks
      title: "Say"
      agenda: 1
      wordings: {soft: {text: "Soft", effects: {tension: +1}}, firm: {text: "Firm", effects: {tension: +2}}}
    tell:
      group: Talks
      title: "Tell"
      agenda: 1
      wordings: {soft: {text: "Soft", effects: {trust.beijing: +5}}, firm: {text: "Firm", effects: {trust.beijing: -5}}}
    """
    )

    assert ("O408", "moves say wordings") in (found := keys(findings(tmp_path, moves=moves)))
    assert ("O408", "moves tell wordings") not in found


def test_a_turn_without_a_move_is_found_where_one_is_asked_for(tmp_path: Path) -> None:
    """Where turns may not be passed, the seed and the turn of one without a legal move are named."""
    moves = 'talk: {group: Talks, title: "Talk", agenda: 1, when: turn < 3, locked: "No", effects: {trust.beijing: +3}}'
    calendar = SECTIONS["calendar"].replace("agenda: 2", "agenda: 2\n        may_pass: no")

    found = findings(tmp_path, moves=moves, calendar=calendar)

    stuck = next(finding for finding in found if finding.code == "E309")
    assert stuck.message == "no move can be sent in turn 3 of seed 0"


def test_a_rule_that_makes_no_number_is_found(small: Small) -> None:
    """A number that is none any more is an error with the rule, the seed and the turn that made it."""
    scenario = small(reactions="grow: {when: turn == 2, effects: {tension: +1 * tension}}")
    reaction = scenario.document.reactions["grow"]
    # The checks of the files refuse every way to it that is known, so it is planted behind them.
    effect = replace(reaction.effects["tension"], amount=replace(parse("1"), tree=Number(math.nan, 0, 1)))
    broken = reaction.model_copy(update={"effects": {"tension": effect}})

    document = scenario.document.model_copy(update={"reactions": {"grow": broken}})
    (failure,) = explore(compile_document(document), games=6, compiled=False).failures

    assert (failure.rule, failure.number, failure.first.turn) == ("reactions.grow", "tension", 2)


def test_a_comment_allows_what_was_observed(tmp_path: Path) -> None:
    """A tip that the author allows is left out, and a comment that allows what was not found is told."""
    meters = SECTIONS["meters"] + "    # lint: allow O407 because debts stay\n        debt: {start: 100}\n"
    idle = SECTIONS["meters"] + "    # lint: allow O407 because debts stay\n        debt: {start: 50}\n"

    assert findings(tmp_path, meters=meters) == ()
    assert [finding.code for finding in findings(tmp_path, meters=idle)] == ["W701"]
