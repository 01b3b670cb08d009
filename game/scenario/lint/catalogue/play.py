"""The codes of what only play shows: O401 to E409, and those of the tests in a scenario."""

from __future__ import annotations

from game.scenario.lint.catalogue.entry import Entry

ENTRIES = (
    Entry(
        "O401",
        "a move, or a wording, that was never open",
        "In no game was its condition met while the points for it were left. The report says which part of the "
        "condition never held, and how near it came.",
        "moves:\n"
        '  wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}\n'
        '  mend: {group: Talks, title: "Mend", agenda: 1, when: tension <= 9, locked: "Too tense", effects: '
        "{tension: -1}}",
        "moves:\n"
        '  wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}\n'
        '  mend: {group: Talks, title: "Mend", agenda: 1, when: tension <= 48, locked: "Too tense", effects: '
        "{tension: -1}}",
        severity="warning",
        confidence="observed",
    ),
    Entry(
        "O402",
        "a move, or a wording, that was never sent",
        "It was open, but no player sent it. After a few games that is chance: the report says how rare it must be.",
        "moves:\n"
        '  wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}\n'
        '  mend: {group: Talks, title: "Mend", agenda: 2, when: turn == 3, locked: "Not yet", effects: '
        "{tension: -1}}",
        "moves:\n"
        '  wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}\n'
        '  mend: {group: Talks, title: "Mend", agenda: 1, effects: {tension: -1}}',
        severity="warning",
        confidence="observed",
    ),
    Entry(
        "O403",
        "a reaction, event, reply or rung that never happened",
        "0 of N games means less than 3 in N, with a certainty of 95 %. A condition may be out of reach, or an earlier "
        "rule may always come first. Where only luck was missing it is a tip, and the highest chance seen is told.",
        'events:\n  fire: {when: trust.tokyo <= 5, headline: "Fire"}   # nothing takes so much from it',
        'events:\n  fire: {when: trust.tokyo <= 38, headline: "Fire"}',
        severity="warning",
        confidence="observed",
    ),
    Entry(
        "O404",
        "an ending that was never reached",
        "No player reached it, not even the one that seeks it; the report says how near it came. A test can show the "
        "way to an ending that is meant to be hard. After fewer games than were asked for it is a tip.",
        "endings:\n"
        '  peak: {check: last, when: trust.beijing >= 99, value: 100, title: "Peak"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        "endings:\n"
        '  peak: {check: last, when: trust.beijing >= 55, value: 100, title: "Peak"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        severity="warning",
        confidence="observed",
    ),
    Entry(
        "O405",
        "an ending that takes nearly all games, or nearly none",
        "One ending takes more than 90 % of all games, or one takes less than 1 % and the player who seeks it seldom "
        "reaches it. The players of `explore` look one decision ahead at most: a goal that takes a plan is not theirs. "
        "`simulate --gauge` has a player that plans; where that one fails too, what the player does hardly counts.",
        "endings:\n"
        '  calm: {check: last, when: tension <= 50, value: 60, title: "Calm"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        "endings:\n"
        '  calm: {check: last, when: tension <= 48, value: 60, title: "Calm"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        severity="tip",
        confidence="observed",
    ),
    Entry(
        "O406",
        "a move, or a short loop of moves, that wins by itself",
        "A player that sends it whenever it can beats the same player without it by a wide margin, on the same luck; "
        "or a loop of two or three moves beats the best of the other players: the lower end of its interval lies 5 "
        "points above the upper end of theirs (where they come close to 100: half of what is left).",
        "endings:\n"
        '  friends: {check: last, when: trust.tokyo >= 70, value: 100, title: "Friends"}\n'
        '  drift: {check: last, when: otherwise, value: 10, title: "Drift"}\n'
        "moves:\n"
        '  wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}\n'
        '  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.tokyo: +1}}\n'
        '  gift: {group: Talks, title: "Gift", agenda: 1, effects: {trust.tokyo: +12}}',
        "endings:\n"
        '  friends: {check: last, when: trust.tokyo >= 70, value: 60, title: "Friends"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}\n'
        "moves:\n"
        '  wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}\n'
        '  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.tokyo: +1}}\n'
        '  gift: {group: Talks, title: "Gift", agenda: 1, effects: {trust.tokyo: +12}}',
        severity="tip",
        confidence="observed",
    ),
    Entry(
        "O407",
        "a meter that sticks at its end",
        "It stands at an end of its range in more than half of all turns, so further changes there say nothing.",
        "meters:\n"
        "  trust: {per: capital, start: {beijing: 50, tokyo: 40}}\n"
        "  tension: {start: 50}\n"
        "  debt: {start: 100}",
        "meters:\n"
        "  trust: {per: capital, start: {beijing: 50, tokyo: 40}}\n"
        "  tension: {start: 50}\n"
        "  debt: {start: 70}",
        severity="tip",
        confidence="observed",
    ),
    Entry(
        "O408",
        "wordings that make no difference",
        "However the move is said, the same games end alike, though other choices change how they end. A wording "
        "should cost something with somebody.",
        "moves:\n"
        '  wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}\n'
        "  speak:\n"
        "    group: Talks\n"
        '    title: "Speak"\n'
        "    agenda: 1\n"
        '    wordings: {soft: {text: "One", effects: {trust.tokyo: +1}}, firm: {text: "Two", effects: '
        "{trust.tokyo: +2}}}\n"
        "endings:\n"
        '  calm: {check: last, when: tension <= 48, value: 60, title: "Calm"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        "moves:\n"
        '  wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}\n'
        "  speak:\n"
        "    group: Talks\n"
        '    title: "Speak"\n'
        "    agenda: 1\n"
        '    wordings: {soft: {text: "One", effects: {tension: -1}}, firm: {text: "Two", effects: {tension: '
        "+1}}}\n"
        "endings:\n"
        '  calm: {check: last, when: tension <= 48, value: 60, title: "Calm"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        severity="tip",
        confidence="observed",
    ),
    Entry(
        "E409",
        "a rule that failed in play",
        "A number was no number any more. The report names the rule, the seed and the turn, and the command that opens "
        "the game there; `explore --keep FOLDER` writes it as a replay.",
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
        "It plays nothing, or expects nothing, or what the declared ranges already promise.",
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
