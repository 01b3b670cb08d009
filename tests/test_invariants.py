"""What the two articles say always holds in this game, tested on the rules as they are played."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from columns import better, columns, dominated, moves, sets_of_replies

from game.engine import (
    END_TURN,
    Decision,
    apply,
    chances,
    chances_after,
    compile_document,
    ending_of,
    evaluate,
    legal_moves,
    new_game,
    preview,
)
from game.policies import Scripted, Uniform
from game.scenario.expression import parse
from game.simulation.batch import play

if TYPE_CHECKING:
    from game.engine import Scenario, State, Step

LANDS_LATER = {"investment_act": "assembly_passes_act"}
DEALS = ("mou_package", "rare_earth_hotline", "minerals_club", "third_country_mines", "pacific_trade_bid",
         "technology_ties.with_beijing", "technology_ties.with_tokyo", "executives_along.large", "investment_act",
         "reopen_terms", "logistics_pact")  # fmt: skip
SECURITY = {"trust.washington", "trust.tokyo", "tension", "middle_ground", "abandonment", "entrapment"}
LEAKS = "quiet_coordination"
EXCLUDE = (("spring_exercise", "drill_unannounced", "move_field_drills"), ("strategic_flexibility", "rule_out_taiwan"))
NEUTRAL = ("taiwan_statement.terms_of_1992", "taiwan_statement.no_comment", "declare_no_side", "alliance_line",
           "restoration_line.gradual", "denuclearisation_line.freeze_cut_scrap")  # fmt: skip
KEYS = {"trust.beijing": 45.0, "trust.washington": 60.0, "trust.tokyo": 45.0}
OFFERS = {
    "military_talks": "talks_accepted",
    "incident_hotlines": "hotline_answered",
    "humanitarian_goods": "goods_accepted",
}


def placed(scenario: Scenario, state: State, **numbers: float) -> State:
    """Return a state with some numbers set; a double underscore stands for the point in a name."""
    values = list(state.values)
    for name, value in numbers.items():
        values[scenario.index.number_of[name.replace("__", ".")]] = value
    return replace(state, values=tuple(values))


def expected(scenario: Scenario, state: State, decision: str) -> dict[str, float]:
    """Return what a decision would do by itself to each number."""
    return {one.number: one.change for one in preview(scenario, state, Decision(decision))}


def steps(scenario: Scenario, seed: int, script: Scripted) -> list[Step]:
    """Play a game by a script; return its steps."""
    state, taken = new_game(scenario, seed), []
    while not state.ending:
        taken.append(apply(scenario, state, script(scenario, state)))
        state = taken[-1].state
    return taken


def loses(found: dict[str, float]) -> bool:
    """Return whether something gets worse."""
    return any(change < 0 for change in found.values())


def test_nothing_is_free(scenario: Scenario) -> None:
    """Rows 25, 31, 56: every move, wording and reply makes something worse, be it a number that is hidden."""
    document = scenario.document
    found = dict(moves(document))
    for name, reaction in LANDS_LATER.items():
        found[name] = columns(document, document.reactions[reaction].effects)
    assert [name for name, changes in found.items() if not loses(changes)] == []
    replies = {f"{name}.{key}": one for name, options in sets_of_replies(document) for key, one in options.items()}
    assert [name for name, changes in replies.items() if not loses(changes)] == []
    ladders = [reply for ladder in document.ladders.values() for reply in ladder.replies.values()]
    assert len(ladders) >= 6
    assert [reply.text for reply in ladders if not loses(columns(document, reply.effects)) and reply.climb <= 1] == []


def test_no_wording_is_better_in_every_column(scenario: Scenario) -> None:
    """Row 56: no wording and no reply is nowhere better than another of its set, and somewhere worse."""
    found = dict(moves(scenario.document))
    sets = [{key: one for key, one in found.items() if key.startswith(f"{move}.")} for move in scenario.document.moves]
    sets += [options for _, options in sets_of_replies(scenario.document)]
    assert sum(len(options) > 1 for options in sets) > 15
    assert [pair for options in sets for pair in dominated(options)] == []


def test_of_moves_that_exclude_each_other_none_is_better_in_every_column(scenario: Scenario) -> None:
    """Two plans for the drills, or for the bases: each has something that the other has not."""
    found = dict(moves(scenario.document))
    assert [pair for names in EXCLUDE for pair in dominated({name: found[name] for name in names})] == []


def test_a_worse_wording_is_found() -> None:
    """The look for domination sees one that costs more and brings the same."""
    assert dominated({"a": {"x": 1.0, "y": -1.0}, "b": {"x": 1.0, "y": -2.0}}) == [("b", "a")]
    assert dominated({"a": {"x": 1.0, "y": -1.0}, "b": {"x": 2.0, "y": -2.0}}) == []


def test_every_deal_moves_something_of_security(scenario: Scenario) -> None:
    """Row 25: a deal touches an ally's trust, tension, the room in the middle, or a fear."""
    found = dict(moves(scenario.document))
    for name, reaction in LANDS_LATER.items():
        found[name] = columns(scenario.document, scenario.document.reactions[reaction].effects)
    assert [name for name in DEALS if not SECURITY & found[name].keys()] == []


def test_every_word_on_history_moves_an_ally_or_the_room(scenario: Scenario) -> None:
    """Row 31: a word on the past changes a security partnership of today."""
    found = {name: one for name, one in moves(scenario.document) if name.startswith("history_line.")}
    found |= {name: one for name, one in moves(scenario.document) if name in {"press_compensation", "remains_accord"}}
    replies = dict(sets_of_replies(scenario.document))
    found |= replies["right_side_of_history"]
    assert len(found) == 8
    assert [name for name, changes in found.items() if not SECURITY & changes.keys()] == []


def test_what_warms_beijing_or_washington_worries_somebody(scenario: Scenario) -> None:
    """Row 39: what brings two points or more with one of the two costs with another capital, at once or by a leak."""
    silent = set()
    for name, changes in moves(scenario.document):
        pleased = max(changes.get("trust.beijing", 0), changes.get("trust.washington", 0))
        if pleased >= 2 and not any(change < 0 for number, change in changes.items() if number.startswith("trust.")):
            silent.add(name)
    assert silent == {LEAKS}
    leak = scenario.document.reactions["quiet_talks_leak"]
    assert columns(scenario.document, leak.effects)["trust.beijing"] < 0
    state = apply(scenario, new_game(scenario, 3), Decision(LEAKS)).state
    assert chances(scenario, state)["reactions.quiet_talks_leak"] == 0.25


def test_nobody_is_safe_at_trust_ninety(scenario: Scenario) -> None:
    """Row 43: with trust of 90 in all four capitals and no tension an incident can come; some games end in war."""
    document = scenario.document
    trust = document.meters["trust"].model_copy(update={"start": dict.fromkeys(document.capitals, 90.0)})
    friends = compile_document(document.model_copy(update={"meters": {**document.meters, "trust": trust}}))
    calm = placed(friends, new_game(friends, 0), tension=0.0)
    assert min(friends.value(calm, f"trust.{capital}") for capital in document.capitals) == 90
    assert chances(friends, calm)["ladders.border_crisis.incident"] >= 0.05
    reached = [ending_of(friends, play(friends, Uniform(), seed)) for seed in range(300)]
    assert reached.count("war") > 0


@pytest.mark.parametrize("missing", KEYS)
def test_two_keys_of_three_open_nothing_in_the_north(scenario: Scenario, missing: str) -> None:
    """Row 49: with Beijing, Washington or Tokyo lost no offer is taken up; with all three each may be."""
    state = placed(scenario, new_game(scenario, 5), trust__pyongyang=60.0)
    shut = placed(scenario, state, **{missing.replace(".", "__"): KEYS[missing] - 3.0})
    for move, taken_up in OFFERS.items():
        assert chances_after(scenario, state, Decision(move))[f"events.{taken_up}"] > 0
        assert chances_after(scenario, shut, Decision(move))[f"events.{taken_up}"] == 0


def test_neutral_words_lose_room_as_the_middle_shrinks(scenario: Scenario) -> None:
    """Row 58: a neutral word wins less room the less there is, costs allies more, and the oldest is heard no more."""
    start = new_game(scenario, 2)
    states = [placed(scenario, start, middle_ground=room) for room in (55.0, 40.0, 30.0, 22.0)]
    for word in NEUTRAL:
        found = [expected(scenario, state, word) for state in states]
        rooms = [changes["middle_ground"] for changes in found]
        assert all(wide >= narrow for wide, narrow in pairwise(rooms))
        assert rooms[0] > rooms[2] > rooms[3]
        allies = [changes.get("trust.washington", 0) + changes.get("trust.tokyo", 0) for changes in found]
        assert allies[0] >= allies[1] >= allies[3]
    legal = [{move.decision: move.legal for move in legal_moves(scenario, state)} for state in states]
    assert [moves_now[Decision("taiwan_statement.terms_of_1992")] for moves_now in legal] == [True, True, True, False]


def test_the_middle_shrinks_when_seoul_does_nothing(scenario: Scenario) -> None:
    """Row 57: in most games that nobody plays there is less room at the end than at the start."""
    ends = [scenario.value(play(scenario, Scripted(), seed), "middle_ground") for seed in range(60)]
    assert sum(room < 45 for room in ends) > 48


def test_several_rungs_can_go_by_in_one_turn(scenario: Scenario) -> None:
    """Rows 47 and 48: a crisis that began this turn may stand two rungs higher when the turn ends."""
    assert any(_rungs_of_a_turn(scenario, seed) >= 3 for seed in range(40))


def _rungs_of_a_turn(scenario: Scenario, seed: int) -> int:
    rungs: dict[int, set[str]] = {}
    for step in steps(scenario, seed, Scripted(default=("mirror",))):
        for one in step.happenings:
            if one.rule.startswith("ladders.border_crisis."):
                rungs.setdefault(one.turn, set()).add(one.rule)
    return max((len(found) for found in rungs.values()), default=0)


def test_the_warmth_of_a_visit_fades(scenario: Scenario) -> None:
    """Row 70: after a visit Beijing's trust goes part of the way back, turn by turn."""
    script = Scripted(turns=(("state_visit_beijing",),), default=("maxim",))
    pulls = [
        change
        for step in steps(scenario, 4, script)
        for change in step.changes
        if change.number == "trust.beijing" and change.rule.endswith("pull") and change.before > 50
    ]
    assert pulls
    assert all(50 <= change.after < change.before for change in pulls)


def test_a_declared_goal_that_is_missed_costs(scenario: Scenario) -> None:
    """Row 13: the year of full restoration is counted in the last week, the promise of steps is not."""
    missed = {}
    for word in ("full", "gradual"):
        taken = steps(scenario, 4, Scripted(turns=((f"restoration_line.{word}",),)))
        changes = [change for step in taken for change in step.changes if change.rule == "reactions.restoration_missed"]
        missed[word] = {change.number: change.after - change.before for change in changes}
    assert missed["full"]["approval"] == pytest.approx(-4, abs=0.01)
    assert missed["gradual"] == {}


def test_the_delegation_weighs_more_while_the_neighbours_quarrel(scenario: Scenario) -> None:
    """Row 18: the same executives please Beijing and worry Tokyo half as much again."""
    quarrel = parse("neighbours_quarrel")
    states = [apply(scenario, new_game(scenario, seed), END_TURN).state for seed in range(60)]
    upset = next(state for state in states if evaluate(scenario, state, quarrel))
    calm = next(state for state in states if not evaluate(scenario, state, quarrel))
    for number in ("trust.beijing", "trust.tokyo"):
        before = expected(scenario, calm, "executives_along.large")[number]
        assert expected(scenario, upset, "executives_along.large")[number] == pytest.approx(1.5 * before)


def test_an_alliance_that_is_explained_first_costs_less_in_beijing(scenario: Scenario) -> None:
    """Row 35: who says first that an ally is no confrontation pays half in Beijing."""
    state = new_game(scenario, 8)
    after = apply(scenario, state, Decision("alliance_line")).state
    for move in ("trilateral_exercise", "nuclear_submarines", "minerals_club", "defence_pledge"):
        before = expected(scenario, state, move)["trust.beijing"]
        assert expected(scenario, after, move)["trust.beijing"] == pytest.approx(before / 2)


def test_gain_and_loss_are_known_of_every_number_that_is_read(scenario: Scenario) -> None:
    """The exact tests see every meter but bookkeeping and the two that are only drawn."""
    unknown = {name for name, meter in scenario.document.meters.items() if not better(scenario.document, name)}
    assert {name for name in unknown if not scenario.document.meters[name].counter} == {"hold"}
