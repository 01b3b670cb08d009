"""The order of a turn: moves, reactions, events with their replies, ladders, endings, pull."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import play

from game.engine import Decision, IllegalDecision, apply, due_rule, ending_of, legal_moves, new_game, points_left, rung

if TYPE_CHECKING:
    from conftest import Small

REPLIES = """
        headline: "A wreck is shown"
        effects: {tension: +4}
        replies:
          inquiry: {text: "Order an inquiry", effects: {tension: -1}}
          deny: {text: "Deny it", when: tension < 10, locked: "Too tense", effects: {tension: +1}}
"""


def test_reactions_then_events_then_pull(small: Small) -> None:
    """Each sees what came before it, and the pull comes last."""
    scenario = small(
        meters="tension: {start: 50, better: lower, pull: 50%}",
        moves='wait: {group: T, title: "Wait", agenda: 1, effects: {tension: -2}}',
        reactions="calm: {when: tension < 49, effects: {tension: -10}, text: 'Calm'}",
        events="storm: {when: tension < 40, headline: 'Storm', effects: {tension: +8}}",
    )

    state, changes, paths = play(scenario, new_game(scenario, 1), "wait")

    assert paths == ["moves.wait", "reactions.calm", "events.storm"]
    assert [change.rule for change in changes] == ["moves.wait", "reactions.calm", "events.storm", "pull"]
    assert changes[-1].before == 46.0
    assert scenario.value(state, "tension") == 48.0


def test_a_reply_stops_the_turn_and_the_turn_goes_on_after_it(small: Small) -> None:
    """The state holds the place; replies are the only legal decisions; later events see the reply's effects."""
    events = f"""
      wreck:{REPLIES}
      after: {{when: tension < 54, headline: "After", effects: {{tension: +10}}}}
    """
    scenario = small(events=events)

    waiting, _, _ = play(scenario, new_game(scenario, 1), "end_turn")

    assert due_rule(scenario, waiting) == "events.wreck"
    assert waiting.turn == 1
    replies = [(option.decision, option.legal, option.reason) for option in legal_moves(scenario, waiting)]
    assert replies == [("wreck.inquiry", True, ""), ("wreck.deny", False, "Too tense")]
    state, _, paths = play(scenario, waiting, "wreck.inquiry")
    assert paths == ["events.wreck.inquiry", "events.after"]
    assert state.turn == 2
    assert scenario.value(state, "tension") == 63.0


def test_a_closed_reply_and_a_move_are_refused_while_a_reply_is_due(small: Small) -> None:
    """The refusal names the decision and the reason."""
    scenario = small(events=f"wreck:{REPLIES}")
    waiting, _, _ = play(scenario, new_game(scenario, 1), "end_turn")

    with pytest.raises(IllegalDecision, match=r"wreck\.deny: Too tense"):
        apply(scenario, waiting, Decision("wreck.deny"))
    with pytest.raises(IllegalDecision, match="talk: not what is asked now"):
        apply(scenario, waiting, Decision("talk"))


def test_one_of_picks_by_weight_and_never_a_weight_of_zero(small: Small) -> None:
    """Over many seeds the shares are the weights'; a member whose `when` is false has none."""
    events = """
      answer:
        one_of:
          yes_: {weight: 1, headline: "Yes", effects: {tension: -1}}
    """.replace("yes_", "accepted")
    events += """
          silence: {weight: 3, headline: "Silence", effects: {}}
          scorn: {weight: 5, when: tension > 90, headline: "Scorn", effects: {}}
    """
    scenario = small(events=events)

    members = [play(scenario, new_game(scenario, seed), "end_turn")[2][1] for seed in range(600)]

    assert set(members) == {"events.accepted", "events.silence"}
    assert 0.19 < members.count("events.accepted") / 600 < 0.31


def test_an_event_whose_weights_are_all_zero_does_not_happen(small: Small) -> None:
    """All weights 0 means none, and nothing is recorded."""
    scenario = small(events="answer: {one_of: {yes1: {weight: 0, headline: 'Yes', effects: {}}}}")

    _, _, paths = play(scenario, new_game(scenario, 1), "end_turn")

    assert paths == []


def test_say_offers_a_moves_wordings_free_and_counts_as_the_move(small: Small) -> None:
    """The wording's own condition is read; cost and limit are not; the move is recorded."""
    moves = """
        speak:
          group: T
          title: "Speak"
          agenda: 2
          limit: {times: 1}
          wordings:
            warm: {text: "Warm", effects: {tension: -3}}
            cold: {text: "Cold", when: tension > 90, locked: "Not now", effects: {tension: +3}}
    """
    scenario = small(moves=moves, events="asked: {headline: 'Asked', replies: {say: speak}}")
    waiting, _, _ = play(scenario, new_game(scenario, 1), "end_turn")

    options = {option.decision: option.legal for option in legal_moves(scenario, waiting)}
    state, _, paths = play(scenario, waiting, "asked.speak.warm")

    assert options == {"asked.speak.warm": True, "asked.speak.cold": False}
    assert paths == ["moves.speak", "moves.speak.warm", "events.asked.say"]
    assert legal_moves(scenario, state)[0].reason == "Done already"
    assert points_left(scenario, state) == 2


def ladder(rungs: str, more: str = "") -> str:
    """Write a ladder with these rungs and further keys."""
    return f"""
        crisis:
          title: "Crisis"
          quiet: "No crisis"
          rungs:
{rungs}
{more}
    """


TWO_SURE = """
            - {id: incident, title: "Incident", climb: 1, fade: 100%, effects: {tension: +1}}
            - {id: alert, title: "Alert", climb: 1, fade: 100%, effects: {tension: +2}}
"""
THREE = """
            - {id: incident, title: "Incident", climb: 1, effects: {}}
            - {id: alert, title: "Alert", climb: 0.5, effects: {}}
            - {id: war, title: "War", climb: 0, effects: {}}
"""


def test_a_ladder_climbs_rung_by_rung_in_one_turn_and_fades_in_the_next(small: Small) -> None:
    """Each rung's effects act; a crisis that stood there when the turn began fades to quiet, and climbs no more."""
    scenario = small(ladders=ladder(TWO_SURE))

    state, _, paths = play(scenario, new_game(scenario, 1), "end_turn")
    after, _, later = play(scenario, state, "end_turn")

    assert paths == ["ladders.crisis.incident", "ladders.crisis.alert"]
    assert (rung(scenario, state, "crisis"), scenario.value(state, "tension")) == (2, 53.0)
    assert (rung(scenario, after, "crisis"), later) == (0, ["ladders.crisis.fade"])


def test_per_turn_bounds_the_rungs_of_one_turn(small: Small) -> None:
    """A slow ladder gains one rung a turn."""
    scenario = small(ladders=ladder(TWO_SURE.replace("fade: 100%", "fade: 0"), "          per_turn: 1"))

    state, _, _ = play(scenario, new_game(scenario, 1), "end_turn")
    after, _, _ = play(scenario, state, "end_turn")

    assert (rung(scenario, state, "crisis"), rung(scenario, after, "crisis")) == (1, 2)


def test_no_rung_is_climbed_to_twice_in_a_turn(small: Small) -> None:
    """A rung or a reply that takes the crisis down again ends the climb; the same luck would lead back for ever."""
    down = THREE.replace("climb: 1, effects: {}", "climb: 1, effects: {crisis: -1}")
    replies = "          replies: {back: {text: 'Back', climb: x1, effects: {crisis: -1}}}"

    scenario = small(ladders=ladder(down))
    state, _, paths = play(scenario, new_game(scenario, 1), "end_turn")
    asked = small(ladders=ladder(THREE, replies))
    after, _, _ = play(asked, new_game(asked, 1), "end_turn", "crisis.back")

    assert (state.turn, rung(scenario, state, "crisis"), paths) == (2, 0, ["ladders.crisis.incident"])
    assert (after.turn, after.due, rung(asked, after, "crisis")) == (2, 0, 0)


def test_a_reply_on_a_rung_scales_the_next_draw_only(small: Small) -> None:
    """x0 stops the climb of this turn; the factor is gone in the next turn's draw."""
    replies = """
          replies:
            hold: {text: "Hold", climb: x0, effects: {}}
            mirror: {text: "Mirror", climb: x2, effects: {}}
            strike: {text: "Strike", from: alert, climb: x2, effects: {}}
    """
    scenario = small(ladders=ladder(THREE, replies))
    waiting, _, _ = play(scenario, new_game(scenario, 1), "end_turn")

    held, _, _ = play(scenario, waiting, "crisis.hold")
    mirrored, _, _ = play(scenario, waiting, "crisis.mirror")

    assert due_rule(scenario, waiting) == "ladders.crisis.incident"
    assert legal_moves(scenario, waiting)[2].reason == "Only from Alert"
    assert (held.turn, rung(scenario, held, "crisis")) == (2, 1)
    assert held.values[scenario.tables["FACTOR"]] == 1.0
    assert (mirrored.turn, due_rule(scenario, mirrored)) == (1, "ladders.crisis.alert")


def test_the_top_rung_asks_for_no_reply(small: Small) -> None:
    """There is nothing left to climb, so the turn goes on to the endings."""
    rungs = TWO_SURE.replace("alert", "war")
    replies = "          replies: {hold: {text: 'Hold', climb: x1, effects: {}}}"
    endings = """
        war: {when: crisis >= war, value: 0, title: "War"}
        drift: {check: last, when: otherwise, value: 50, title: "Drift"}
    """
    scenario = small(ladders=ladder(rungs, replies), endings=endings)

    state, _, _ = play(scenario, new_game(scenario, 1), "end_turn", "crisis.hold")

    assert ending_of(scenario, state) == "war"
    assert legal_moves(scenario, state) == ()


def test_an_effect_lifts_to_a_rung_which_counts_as_entered_this_turn(small: Small) -> None:
    """A lifted crisis does not fade in the turn it was lifted; a lower lift changes nothing."""
    rungs = TWO_SURE.replace("climb: 1", "climb: 0")
    events = """
      wreck: {when: turn == 1, headline: "Wreck", effects: {crisis: alert}}
      crossing: {when: turn == 1, headline: "Crossing", effects: {crisis: incident}}
    """
    scenario = small(ladders=ladder(rungs), events=events)

    state, changes, _ = play(scenario, new_game(scenario, 1), "end_turn")
    after, _, _ = play(scenario, state, "end_turn")

    assert [(change.number, change.before, change.after) for change in changes] == [("crisis", 0.0, 2.0)]
    assert (rung(scenario, state, "crisis"), rung(scenario, after, "crisis")) == (2, 0)


def test_the_way_down_comes_before_fading_and_leads_to_its_rung(small: Small) -> None:
    """Talks bring a high crisis to the named rung, and the phase ends there."""
    rungs = TWO_SURE.replace("climb: 1", "climb: 0")
    scenario = small(
        ladders=ladder(rungs, "          way_down: {when: since(talk) == 0, to: incident}"),
        events="wreck: {when: turn == 1, headline: 'Wreck', effects: {crisis: alert}}",
    )

    state, _, _ = play(scenario, new_game(scenario, 1), "end_turn", "talk", "end_turn")

    assert rung(scenario, state, "crisis") == 1


def test_steps_and_sets_move_a_ladder_within_its_ends(small: Small) -> None:
    """`+1` and `-1` go by rungs, `=quiet` clears, and neither end is passed."""
    moves = """
        up: {group: T, title: "Up", agenda: 0, limit: {cooldown: 0}, effects: {crisis: +5}}
        down: {group: T, title: "Down", agenda: 0, effects: {crisis: -1}}
        clear: {group: T, title: "Clear", agenda: 0, effects: {crisis: =quiet}}
    """
    scenario = small(moves=moves, ladders=ladder(TWO_SURE.replace("climb: 1", "climb: 0")))
    start = new_game(scenario, 1)

    heights = []
    for decision in ("up", "down", "clear"):
        start, _, _ = play(scenario, start, decision)
        heights.append(rung(scenario, start, "crisis"))

    assert heights == [2, 1, 0]


def test_a_turn_ends_by_itself_when_no_move_is_legal(small: Small) -> None:
    """Two points are spent, and the next turn begins with new ones."""
    scenario = small()

    state, _, _ = play(scenario, new_game(scenario, 1), "talk", "wait")

    assert (state.turn, points_left(scenario, state)) == (2, 2)


def test_without_passing_a_turn_ends_only_after_a_move(small: Small) -> None:
    """`may_pass: no` locks `end_turn` until a move is sent."""
    calendar = """
        agenda: 2
        may_pass: no
        turns: [{date: 2026-01-01, label: "One"}, {date: 2026-01-08, label: "Two"}]
    """
    scenario = small(calendar=calendar)
    start = new_game(scenario, 1)

    assert not legal_moves(scenario, start)[-1].legal
    with pytest.raises(IllegalDecision, match="Send a move first"):
        apply(scenario, start, Decision("end_turn"))
    state, _, _ = play(scenario, start, "talk", "end_turn")
    assert state.turn == 2


def test_an_ending_is_read_before_the_pull_and_last_ones_only_at_the_end(small: Small) -> None:
    """A tension that the pull would lower still ends the game; `otherwise` waits for the last turn."""
    scenario = small(
        meters="tension: {start: 50, better: lower, pull: 50%}",
        moves='rise: {group: T, title: "Rise", agenda: 1, effects: {tension: +50}}',
    )

    war, _, _ = play(scenario, new_game(scenario, 1), "rise")
    drift, _, _ = play(scenario, new_game(scenario, 1), "end_turn", "end_turn", "end_turn")

    assert (ending_of(scenario, war), war.turn, scenario.value(war, "tension")) == ("war", 1, 100.0)
    assert (ending_of(scenario, drift), drift.turn) == ("drift", 3)


def test_limits_close_a_rule_for_its_cooldown_and_after_its_times(small: Small) -> None:
    """`cooldown: 1` leaves out the next turn; `times: 1` allows it once."""
    events = """
      often: {limit: {cooldown: 1}, headline: "Often", effects: {}}
      once: {limit: {times: 1}, headline: "Once", effects: {}}
    """
    scenario = small(events=events)

    _, _, paths = play(scenario, new_game(scenario, 1), "end_turn", "end_turn", "end_turn")

    assert paths == ["events.often", "events.once", "events.often"]


def test_a_new_event_shifts_no_other_luck(small: Small) -> None:
    """With an event added before it, an event strikes in the same seeds."""
    plain = small(events="storm: {chance: 50%, headline: 'Storm', effects: {}}")
    more = small(
        events="""
          other: {chance: 50%, headline: "Other", effects: {}}
          storm: {chance: 50%, headline: "Storm", effects: {}}
        """
    )

    strikes = [
        ["events.storm" in play(scenario, new_game(scenario, seed), "end_turn")[2] for seed in range(60)]
        for scenario in (plain, more)
    ]

    assert strikes[0] == strikes[1]
    assert 0 < sum(strikes[0]) < 60


def test_this_is_the_rule_being_read(small: Small) -> None:
    """In an event `this` is the event, in a move the move, in a reply the reply."""
    scenario = small(
        moves="""
          talk: {group: T, title: "Talk", agenda: 1 + times(this), effects: {tension: + 10 * times(this)}}
          wait: {group: T, title: "Wait", agenda: 1, effects: {}}
        """,
        events="storm: {when: since(this) > 1, headline: 'Storm', effects: {tension: + 1 + times(this)}}",
    )

    state, changes, paths = play(scenario, new_game(scenario, 1), "talk", "end_turn", "talk")

    assert paths == ["moves.talk", "events.storm", "moves.talk"]
    assert [change.amount for change in changes] == [1.0, 10.0]
    assert state.turn == 3
