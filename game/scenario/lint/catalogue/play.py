"""The codes of what only play shows: O401 to E409, and those of the tests in a scenario."""

from __future__ import annotations

from game.scenario.lint.catalogue.entry import Entry

ENTRIES = (
    Entry(
        "O401",
        "a move that was never available",
        "In no playthrough was its condition met while a point was left for it. The report says how close it came.",
        "when: tension > 99            # tension stays below 90 in all playthroughs",
        "when: tension > 70",
        severity="warning",
        confidence="observed",
    ),
    Entry(
        "O402",
        "a move that was never chosen",
        "It was available, but no player sent it. With few playthroughs that is chance; see the count.",
        "agenda: 3                     # the whole turn for one small effect",
        "agenda: 1",
        severity="warning",
        confidence="observed",
    ),
    Entry(
        "O403",
        "a reaction, event, reply or rung that never happened",
        "0 of N playthroughs means less than 3 in N with a certainty of 95 %. A condition may be out of reach, or a "
        "limit or an earlier rule may always come first.",
        "when: trust.tokyo <= 5        # nothing takes so much from it",
        "when: trust.tokyo <= 30",
        severity="warning",
        confidence="observed",
    ),
    Entry(
        "O404",
        "an ending that was never reached",
        "No player reached it, not even the one that seeks it. A test can show the way to an ending that is meant to "
        "be hard.",
        "when: trust.beijing >= 99 and trust.washington >= 99",
        "when: trust.beijing >= 60 and trust.washington >= 60",
        severity="warning",
        confidence="observed",
    ),
    Entry(
        "O405",
        "an ending that takes nearly all games, or nearly none",
        "One ending has more than 90 % of the playthroughs, or less than 1 %. What the player does then hardly counts.",
        "when: tension < 95            # drift in 97 % of games",
        "when: tension < 60",
        severity="tip",
        confidence="observed",
    ),
    Entry(
        "O406",
        "a move that wins by itself",
        "A player that sends it whenever it can beats the others by a wide margin.",
        "effects: {trust.beijing: +12, trust.washington: +12}",
        "effects: {trust.beijing: +4, trust.washington: -2}",
        severity="tip",
        confidence="observed",
    ),
    Entry(
        "O407",
        "a meter that sticks at its edge",
        "It stands at an end of its range in more than half of the turns, so further changes there say nothing.",
        "dependence: {start: 95}       # at 100 from the second turn on",
        "dependence: {start: 70, edge: {within: 20, least: 15%}}",
        severity="tip",
        confidence="observed",
    ),
    Entry(
        "O408",
        "wordings that make no difference",
        "However the move is said, games end alike. A wording should cost something with somebody.",
        'wordings: {soft: {text: "...", effects: {}}, firm: {text: "...", effects: {}}}',
        'wordings: {soft: {text: "...", effects: {}}, firm: {text: "...", effects: {trust.tokyo: -3}}}',
        severity="tip",
        confidence="observed",
    ),
    Entry(
        "E409",
        "a rule that failed in play",
        "A number became too large to be one, or a turn did not end. The report names the seed and the turn, and a "
        "replay to open there.",
        "effects: {items: +1000000 * items * items * items}",
        "effects: {items: +1}",
        confidence="observed",
    ),
    Entry(
        "E501",
        "a test that names what is not there",
        "The move, wording, event, ending or turn does not exist, or the move is not open at that turn.",
        'tests:\n  calm: {play: [tlak], expect: ["tension < 60"]}',
        'tests:\n  calm: {play: [talk], expect: ["tension < 60"]}',
    ),
    Entry(
        "E502",
        "a test that fails",
        "The scenario was played as the test says, and an expectation did not hold. The report has the ledger of the "
        "play and a replay to open.",
        'tests:\n  calm: {play: [wait], expect: ["tension < 20"]}',
        'tests:\n  calm: {play: [wait], expect: ["tension < 60"]}',
        confidence="observed",
    ),
    Entry(
        "E503",
        "a known failure that holds after all",
        "The test is marked `status: known_failure`, but it holds now. Take the mark away.",
        'tests:\n  calm: {play: [wait], expect: ["tension < 60"], status: known_failure}',
        'tests:\n  calm: {play: [wait], expect: ["tension < 60"]}',
        confidence="observed",
    ),
    Entry(
        "W504",
        "a test that cannot fail",
        "It expects nothing, or what the declared ranges already promise.",
        "tests:\n  calm: {play: [wait]}",
        'tests:\n  calm: {play: [wait], expect: ["tension < 60"]}',
        severity="warning",
    ),
    Entry(
        "W505",
        "a large scenario, or an ending, that no test touches",
        "A test that leads to an ending notices when a later change closes the way to it. A scenario with thirty rules "
        "or more should have some.",
        'tests:\n  calm: {play: [wait], then: uniform, expect: ["ending is drift"]}',
        'tests:\n  calm: {play: [wait], then: uniform, expect: ["ending is drift"]}\n'
        '  tense: {start: {tension: 100}, play: [talk], then: uniform, expect: ["ending is war"]}',
        severity="tip",
    ),
)
