"""The codes of names, expressions and effects: E201 to E209."""

from __future__ import annotations

from game.scenario.lint.catalogue.entry import Entry

ENTRIES = (
    Entry(
        "E201",
        "an unknown name",
        "No meter, flag, move, capital, source or other thing has this name; the place decides which kind is looked "
        "for. Mostly it is misspelt, and the message names the nearest. A name that is used in many places is "
        "reported once.",
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {tensoin: -2}}',
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {tension: -2}}',
    ),
    Entry(
        "E202",
        "a condition or a number that cannot be read",
        "An expression has numbers, names, + - * / and comparisons, `and`, `or`, `not`, and a few functions. Two signs "
        "ask whether numbers are equal: `==`. A percentage such as 20% stands for 0.2, "
        "so points are written without it.",
        "formulas:\n  tense: tension => 70",
        "formulas:\n  tense: tension >= 70",
    ),
    Entry(
        "E203",
        "a name of the wrong type",
        "A flag is yes or no, a meter a number, a ladder has rungs, and a meter per capital is read with the capital: "
        "trust.beijing. None of them stands for another.",
        "formulas:\n  tense: trust > 70",
        "formulas:\n  tense: trust.beijing > 70",
    ),
    Entry(
        "E204",
        "a division by what can be 0",
        "By the declared ranges the divisor can be 0, even if play never gets there. Keep it above 0 with max.",
        "formulas:\n  ease: 10 / tension",
        "formulas:\n  ease: 10 / max(1, tension)",
    ),
    Entry(
        "E205",
        "formulas that read each other in a circle, or through too many",
        "A formula may read other formulas, but not itself through them, and at most 30 may stand behind one another.",
        "formulas:\n  fear: ease + 1\n  ease: 10 - fear",
        "formulas:\n  fear: tension + 1\n  ease: 10 - fear",
    ),
    Entry(
        "E206",
        "an effect that does not say how the number changes",
        "`6` could add or set. Write +6 to add, -6 to take away, =6 to set.",
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {tension: 6}}',
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {tension: +6}}',
    ),
    Entry(
        "E207",
        "an effect on what cannot change",
        "Effects change meters, flags and ladders. A formula is computed from them, the turn belongs to the calendar, "
        "a move or an event happens. A move and its wording do not both set one number.",
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {turn: +1}}',
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {tension: +1}}',
    ),
    Entry(
        "E208",
        "a hidden number that the player would guess",
        "What can be sent, and its cost, is seen by the player. If it depends on a hidden number, the number is hidden "
        "no more.",
        "flags:\n  fearful: {start: {chance: 50%}, hidden: yes}\nmoves:\n"
        '  talk: {group: Talks, title: "Talk", agenda: 1, when: fearful, locked: "Not now", effects: {tension: -2}}',
        "flags:\n  fearful: {start: {chance: 50%}, hidden: yes}\nmoves:\n"
        '  talk: {group: Talks, title: "Talk", agenda: 1, effects: {tension: "-if(fearful, 1, 2)"}}',
    ),
    Entry(
        "E209",
        "a number outside its bounds",
        "A start lies within the meter's range, a chance and a share from 0 to 1, an ending's value from 0 to 100, a "
        "limit is at least once, a turn of the history is in the calendar.",
        "meters:\n  trust: {per: capital, start: {beijing: 50, tokyo: 40}}\n  tension: {start: 500}",
        "meters:\n  trust: {per: capital, start: {beijing: 50, tokyo: 40}}\n  tension: {start: 50}",
    ),
)
