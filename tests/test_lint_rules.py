"""What is sound is not reported: rules that look like a slip, and are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import SECTIONS as SMALL
from conftest import written

from game.resources import shipped_scenarios
from game.scenario.lint import check
from game.scenario.lint.prose import passages
from game.scenario.lint.subject import Subject
from game.scenario.lint.translations import fingerprint
from game.scenario.lint.translations import written as named
from game.scenario.loader import examine, read_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from game.errors import Finding

SECTIONS = SMALL | {"endings": SMALL["endings"].replace("value: 50,", "value: 50, goal: yes,")}
TALK = '{group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +4, trust.tokyo: -2%s}}'
SPEAK = (TALK % "").replace('"Talk"', '"Speak"')
WAIT = '{group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}'
COOL = '{capital: beijing, when: "%s", effects: {trust.beijing: -1}, text: "Beijing cools"}'
DRILL = '{%s, headline: "A drill", effects: {tension: +2}}'
LADDER = """
crisis:
  title: "Crisis"
  quiet: "Quiet"
  rungs:
    - {id: alert, title: "Alert", climb: %s, fade: 0%%, effects: {tension: +1}}
    - {id: clash, title: "Clash", climb: 10%%, effects: {tension: +2}}
"""
SAID = """
  talk:
    group: Talks
    title: "Talk"
    agenda: 1
    when: tension > 60
    locked: "It is quiet"
    wordings:
      warm: {text: "Warmly.", effects: {trust.beijing: +4, trust.tokyo: -1}}
      cold: {text: "Coldly.", when: tension < 50, locked: "It is tense", effects: {trust.beijing: -4}}
"""

SOUND = {
    "an end of a range that is reached": {"reactions": f"cool: {COOL % 'tension >= 100'}"},
    "since in the last turn it can be": {"reactions": f"cool: {COOL % 'since(talk) == 2'}"},
    "never yet": {"reactions": f"cool: {COOL % 'since(talk) == 1000'}"},
    "conditions that only look alike": {"reactions": f"cool: {COOL % 'tension > 40 and trust.tokyo < 40'}"},
    "a gap between two bounds": {"reactions": f"cool: {COOL % 'tension > 60 or tension < 40'}"},
    "a setting that another scenario may change": {
        "formulas": "\n  hard: no\n  odds: 0",
        "reactions": f"cool: {COOL % 'hard and odds > 0'}",
        "events": f"drill: {DRILL % 'chance: odds'}",
    },
    "a chance that only play could cut": {"events": f"drill: {DRILL % 'chance: tension / 60'}"},
    "a chance that starts below 0": {"events": f"drill: {DRILL % 'chance: (tension - 60) / 100'}"},
    "a certain event": {"events": f"drill: {DRILL % 'when: turn == 2, chance: 100%'}"},
    "a ladder that only effects start": {
        "ladders": LADDER % "0%",
        "events": 'drill: {chance: 10%, headline: "A drill", effects: {crisis: alert}}',
    },
    "a wording against its move that an event offers": {
        "moves": SAID + f"  wait: {WAIT}",
        "events": 'visit: {chance: 10%, headline: "A visit", effects: {tension: +1}, replies: {say: talk}}',
    },
    "a move that counts by when it was sent": {
        "moves": f"\n  talk: {TALK % ''}\n  nod: {{group: Talks, title: Nod, agenda: 1}}\n  wait: {WAIT}",
        "reactions": f"cool: {COOL % 'since(nod) == 0'}",
    },
    "two moves alike that a rule tells apart": {
        "moves": f"\n  talk: {TALK % ''}\n  speak: {SPEAK}\n  wait: {WAIT}",
        "reactions": f"cool: {COOL % 'times(speak) > 1'}",
    },
    "the same effects under other conditions": {
        "reactions": f"\n  cool: {COOL % 'tension > 60'}\n  chill: {COOL % 'trust.tokyo > 60'}"
    },
    "a thermostat": {
        "reactions": """
  heat: {capital: beijing, when: tension < 30, effects: {tension: +3}, text: "Beijing protests"}
  calm: {capital: tokyo, when: tension > 60, effects: {tension: -3}, text: "Tokyo calms"}
"""
    },
    "a weaker move that fits into the same turn": {
        "moves": f"\n  talk: {TALK % ''}\n  nod: {{group: Talks, title: Nod, agenda: 1, "
        f"effects: {{trust.beijing: +2, trust.tokyo: -2}}}}\n  wait: {WAIT}"
    },
    "a weaker move that sets a flag": {
        "flags": "hotline: {start: no}",
        "moves": f"\n  talk: {(TALK % '').replace('agenda: 1', 'agenda: 2')}\n  nod: {{group: Talks, title: Nod, "
        f"agenda: 2, effects: {{trust.beijing: +2, trust.tokyo: -2, hotline: yes}}}}\n  wait: {WAIT}",
        "reactions": f"cool: {COOL % 'hotline'}",
    },
    "a weaker move beside one that pleases when it is fresh": {
        "modifiers": "repeat: {of: moves, change: gains, when: since(this) <= 2, times: 0.5}",
        "moves": f"\n  talk: {(TALK % '').replace('agenda: 1', 'agenda: 2')}\n  nod: {{group: Talks, title: Nod, "
        f"agenda: 2, effects: {{trust.beijing: +2, trust.tokyo: -2}}}}\n  wait: {WAIT}",
    },
    "a modifier of every capital's trust": {
        "modifiers": "cautious: {of: [talk], on: [trust], when: tension > 50, times: 0.5}"
    },
    "an ending that an earlier one takes in part": {
        "endings": """
  war: {when: tension >= 90, value: 0, title: "War"}
  tense: {when: tension >= 80, value: 0, title: "Tense"}
  drift: {check: last, when: otherwise, value: 50, goal: yes, title: "Drift"}
"""
    },
    "an ending at each turn after one at the last": {
        "endings": """
  tense: {check: last, when: tension >= 60, value: 0, title: "Tense"}
  war: {when: tension >= 90, value: 0, title: "War"}
  drift: {check: last, when: otherwise, value: 50, goal: yes, title: "Drift"}
"""
    },
    "endings that leave nothing for the last": {
        "endings": """
  tense: {check: last, when: tension >= 60, value: 0, title: "Tense"}
  calm: {check: last, when: tension < 60, value: 0, title: "Calm"}
  drift: {check: last, when: otherwise, value: 50, goal: yes, title: "Drift"}
"""
    },
    "an ending that holds at the start and is asked at the end": {
        "endings": """
  calm: {check: last, when: tension <= 85, value: 90, goal: yes, title: "Calm"}
  drift: {check: last, when: otherwise, value: 50, title: "Drift"}
"""
    },
    "an ending that asks for a deed in the first turn": {
        "endings": """
  idle: {when: since(talk) > 0 and tension > 20, value: 0, title: "Idle"}
  late: {when: turn == 1 and tension >= 50, value: 0, title: "Late"}
  drift: {check: last, when: otherwise, value: 50, goal: yes, title: "Drift"}
"""
    },
    "an ending that some games begin with": {
        "meters": "\n  trust: {per: capital, start: {beijing: 50, tokyo: 40}}\n  tension: {start: {between: [40, 60]}}",
        "endings": """
  war: {when: tension >= 50, value: 0, title: "War"}
  drift: {check: last, when: otherwise, value: 50, goal: yes, title: "Drift"}
""",
    },
    "both words with brackets": {
        "reactions": f"cool: {COOL % '(tension > 60 and trust.beijing < 40) or max(1, trust.tokyo) > 70 or turn == 1'}"
    },
    "each word in brackets of its own": {
        "reactions": f"cool: {COOL % 'tension > 60 and if(trust.beijing < 40 or turn == 1, 1, 2) > 1'}"
    },
    "an event of every turn that is meant": {"events": f"drill: {DRILL % 'when: yes'}"},
    "an event of every turn that only keeps count": {"events": "drill: {effects: {tension: +2}}"},
    "an event that is another one each time": {
        "events": """
  news:
    one_of:
      good: {weight: 1, headline: "Good news", effects: {tension: -2}}
      bad: {weight: 1, headline: "Bad news", effects: {tension: +2}}
"""
    },
    "a reaction of every turn without a text": {"reactions": "drag: {effects: {tension: +1}}"},
    "an event of every turn with a rest": {"events": f"drill: {DRILL % 'limit: {cooldown: 1}'}"},
    "a text with brackets, dashes and marks": {
        "events": 'drill: {chance: 10%, headline: "A drill (the 2nd): 3 < 4 ships, 50 %", effects: {tension: +2}}'
    },
    "an effect as wide as the range": {"moves": f"\n  talk: {(TALK % '').replace('+4', '+100')}\n  wait: {WAIT}"},
}


def found_in(folder: Path, sections: dict[str, str]) -> tuple[Finding, ...]:
    """Return what is found in the small scenario with sections replaced."""
    path = folder / "scenario.yaml"
    path.write_text(written(SECTIONS | sections), encoding="utf-8")
    return read_scenario(path)[1]


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_is_not_reported(tmp_path: Path, name: str) -> None:
    """A rule that only looks like a slip gives no finding."""
    assert [str(finding) for finding in found_in(tmp_path, SOUND[name])] == []


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.name)
def test_the_shipped_scenarios_have_no_findings(path: Path) -> None:
    """Whoever copies a scenario of the game starts from one that is clean."""
    assert [str(finding) for finding in read_scenario(path)[1]] == []


def test_what_a_parent_leaves_unused_is_not_reported_of_its_child(tmp_path: Path) -> None:
    """Who takes a move away need not clear away the formula, the flag and the source that only it used."""
    parent, child = tmp_path / "parent", tmp_path / "child"
    parent.mkdir()
    child.mkdir()
    used = {
        "flags": "hotline: {start: no}",
        "formulas": "strain: tension / 10",
        "moves": f"\n  talk: {TALK % ', hotline: yes'}\n  wait: {WAIT}",
        "reactions": f"cool: {COOL % 'hotline and strain > 6'}",
    }
    (parent / "scenario.yaml").write_text(written(SECTIONS | used), encoding="utf-8")
    text = "extends: ../parent\nremove: [moves.talk, reactions.cool]\nscenario: {id: child, title: Child}\n"
    (child / "scenario.yaml").write_text(text, encoding="utf-8")

    assert read_scenario(parent / "scenario.yaml")[1] == ()
    assert {finding.code for finding in read_scenario(child / "scenario.yaml")[1]} == set()


def test_a_whole_translation_has_no_findings(tmp_path: Path) -> None:
    """Each text with the mark of what was translated: then nothing is missing, old or left over."""
    (tmp_path / "scenario.yaml").write_text(written(SECTIONS), encoding="utf-8")
    found = examine(tmp_path / "scenario.yaml")
    assert found.document is not None
    texts = [one for one in passages(Subject.of(found.document, found.places)) if one.text]
    lines = [f'{named(one.path)}: {{of: {fingerprint(one.text)}, text: "\N{HANGUL SYLLABLE MAL}"}}' for one in texts]
    (tmp_path / "text.ko.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert read_scenario(tmp_path)[1] == ()
    (tmp_path / "text.ko.yaml").write_text("\n".join(lines[1:]) + "\n", encoding="utf-8")
    assert [finding.code for finding in read_scenario(tmp_path)[1]] == ["W602"]


def test_a_large_scenario_without_tests_gets_a_tip(tmp_path: Path) -> None:
    """From thirty rules on, nobody keeps all of them in mind."""
    rules = "".join(f"\n  cool_{number}: {COOL % f'turn > 1 and tension > {number + 20}'}" for number in range(27))
    assert found_in(tmp_path, {"reactions": rules}) == ()

    more = rules + f"\n  chill: {COOL % 'tension > 90'}"
    assert [(one.code, one.severity) for one in found_in(tmp_path, {"reactions": more})] == [("W505", "tip")]


def test_the_work_of_the_checks_is_bounded(tmp_path: Path) -> None:
    """Beyond the bound on the work nothing more is said, rather than something that was not proved."""
    path = tmp_path / "scenario.yaml"
    slips = f"\n  cool: {COOL % 'tension > 100'}\n  chill: {COOL % 'turn > 2 and turn < 2 and tension > 5'}"
    path.write_text(written(SECTIONS | {"reactions": slips}), encoding="utf-8")
    found = examine(path, errors_only=True)
    assert found.document is not None

    said = []
    for bound in (0, 6, 10_000):
        subject = Subject.of(found.document, found.places)
        subject.reasoner._left = bound
        said.append([one.code for code, look in check.RULES if code in ("W301", "W302") for one in look(subject)])

    assert said == [[], ["W302"], ["W302", "W302"]]
