"""Where a text of the main scenario tells a number of a rule, the rule has that number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from game.resources import scenarios_folder
from game.scenario.loader import load_document

if TYPE_CHECKING:
    from game.scenario.model import Document

CLAIMS = (
    # Where it is told, the words, where the rule stands, what it says.
    ("glossary.hedging.text", "a quarter less", "modifiers.room.times", "0.75"),
    ("glossary.hedging.text", "fifty or more", "modifiers.room.when", "middle_ground >= 50"),
    ("glossary.hedging.text", "half as much again", "modifiers.no_room.times", "1.5"),
    ("glossary.hedging.text", "under twenty-five", "modifiers.no_room.when", "middle_ground < 25"),
    ("glossary.middle_ground.text", "half as much", "modifiers.narrow.times", "0.5"),
    ("glossary.middle_ground.text", "under thirty-five", "modifiers.narrow.when", "middle_ground < 35"),
    (
        "glossary.middle_ground.text",
        "at twenty-five or more",
        "moves.taiwan_statement.wordings.terms_of_1992.when",
        "middle_ground >= 25",
    ),
    ("glossary.misperception.text", "under twenty", "modifiers.discount.when", "trust.pyongyang < 20"),
    ("glossary.misperception.text", "a kind act half", "modifiers.discount.times", "0.5"),
    ("glossary.misperception.text", "a quarter more", "modifiers.suspicion.times", "1.25"),
    ("glossary.spiral.text", "two worlds of three", "flags.fearful.start.chance", "0.65"),
    ("glossary.deterrence.text", "four weeks", "formulas.deterred", "since(drill_unannounced) <= 4"),
    ("glossary.grit.text", "a third of its worth", "modifiers.taken_lightly.times", "0.3333"),
    ("glossary.leverage.text", "three weeks", "formulas.mediation_chance", "since(moscow_arms) <= 3, 0.5"),
    ("glossary.shuttle_diplomacy.text", "two weeks", "reactions.back_to_back.when", "since(state_visit_beijing) <= 2"),
    ("glossary.normal_accident.text", "five in a hundred", "ladders.border_crisis.rungs.0.climb", "max(0.05,"),
    ("glossary.able_archer.text", "half as likely again", "ladders.border_crisis.replies.mirror.climb", "1.5"),
    ("glossary.notice_rules.text", "a quarter less", "ladders.border_crisis.rungs.0.climb", "if(accord, 0.75, 1)"),
    ("glossary.notice_rules.text", "about a third", "formulas.calm", "if(accord, 0.65, 1)"),
    ("glossary.diversification.text", "after three weeks", "reactions.club_delivers.when", "== 3"),
    ("glossary.diversification.text", "after four", "moves.third_country_mines.effects.mines_first", "turn + 4"),
    ("glossary.economic_coercion.text", "a rung a week", "ladders.coercion.per_turn", "1"),
    ("glossary.audience_cost.text", "eight weeks", "reactions.two_voices.when", "<= 8"),
    ("meters.middle_ground.note", "At fifty or more", "modifiers.room.when", "middle_ground >= 50"),
    ("meters.middle_ground.note", "under twenty-five", "modifiers.no_room.when", "middle_ground < 25"),
    ("meters.dependence.note", "At seventy-six", "endings.captured.when", "dependence >= 76"),
    ("meters.approval.note", "Under forty", "formulas.assembly_chance", "approval >= 40"),
    ("meters.approval.note", "no bridge", "endings.bridge.when", "approval >= 40"),
    ("moves.three_way_summit.brief", "at 45 or more", "formulas.table_of_three", "trust.beijing >= 45"),
    ("moves.brief_washington.brief", "It halves", "modifiers.briefed.times", "0.5"),
    ("moves.investment_act.brief", "three weeks at an approval", "moves.investment_act.effects.act_wait", ">= 60, 3"),
    ("moves.investment_act.brief", "four at 45, else five", "moves.investment_act.effects.act_wait", ">= 45, 4, 5)"),
    ("moves.quiet_coordination.brief", "one time in four", "reactions.quiet_talks_leak.chance", "25%"),
    ("moves.reopen_terms.ministries.trade.text", "the odds are even", "events.tariff_post.chance", "50%"),
    ("moves.rare_earth_hotline.ministries.trade.text", "a fifth less", "events.licences_slow.chance", "0.8, 1)"),
    ("moves.no_fly_zone.ministries.unification.text", "by a quarter", "ladders.border_crisis.rungs.0.climb", "0.75"),
    ("moves.incident_hotlines.ministries.unification.text", "two fifths less", "formulas.calm", "if(hotline, 0.6, 1)"),
    ("reactions.trust_is_capped.text", "pass thirty-five", "reactions.trust_is_capped.when", "trust.pyongyang > 35"),
    ("reactions.beijing_mediates.text", "for four weeks", "formulas.mediated", "<= 4"),
    ("events.moscow_arms.text", "For three weeks", "formulas.mediation_chance", "since(moscow_arms) <= 3"),
)  # fmt: skip


@pytest.fixture(scope="module")
def main() -> Document:
    """Read the main scenario."""
    return load_document(scenarios_folder() / "difficult_game")


def at(document: Document, path: str) -> str:
    """Return what stands at a place, as it was written."""
    found: object = document
    for key in path.split("."):
        found = found[int(key)] if isinstance(found, list) else found
        if isinstance(found, dict):
            found = found[key]
        elif not key.isdigit():
            found = getattr(found, key)
    return str(getattr(found, "text", found))


@pytest.mark.parametrize(("told", "words", "rule", "says"), CLAIMS, ids=lambda value: str(value)[:40])
def test_a_number_in_a_text_is_that_of_the_rule(main: Document, told: str, words: str, rule: str, says: str) -> None:
    """A change of the rule that leaves its description behind is seen, and so is one of the description."""
    assert words in at(main, told)
    assert says in at(main, rule)
