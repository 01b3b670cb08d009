"""The codes of reading a file and of its shape: E101 to E111."""

from __future__ import annotations

from game.scenario.lint.catalogue.entry import Entry

ENTRIES = (
    Entry(
        "E101",
        "a file that cannot be read",
        "The file is missing, empty, no UTF-8 text, holds a letter that YAML does not allow, or is far larger than any "
        "scenario: more than 1 MiB, 20,000 values or 32 levels. A word processor saves in another encoding; save as "
        "plain text, UTF-8.",
        "scenario: {id: small, title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[a]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
        'scenario: {id: small, title: "A small scenario"}',
    ),
    Entry(
        "E102",
        "a fault of YAML's own signs",
        "YAML could not follow the signs: a quote or bracket that is not closed, a colon that is missing, or a line "
        "that is indented unlike its neighbours. All that it does not spoil is read; where an entry or a section is "
        "not, the message says so.",
        'scenario:\n  id: small\n  title "A small scenario"',
        'scenario:\n  id: small\n  title: "A small scenario"',
    ),
    Entry(
        "E103",
        "a part of YAML that scenarios do without",
        "Tabs, anchors `&`, aliases `*`, tags `!`, merged maps `<<` and second documents are refused: they make one "
        "value stand in two places, or mean another thing than they look like. A text that starts with such a sign "
        "needs quotes.",
        "meters:\n  trust: {per: capital, start: {beijing: 50, tokyo: 40}}\n  tension: &start {start: 50}",
        "meters:\n  trust: {per: capital, start: {beijing: 50, tokyo: 40}}\n  tension: {start: 50}",
    ),
    Entry(
        "E104",
        "a key that is written twice",
        "Two entries of one map have the same key, mostly after copying one. YAML would silently keep one of them.",
        "meters:\n  trust: {per: capital, start: {beijing: 50, tokyo: 40}}\n  tension: {start: 50}\n"
        "  tension: {start: 60}",
        "meters:\n  trust: {per: capital, start: {beijing: 50, tokyo: 40}}\n  tension: {start: 50}\n"
        "  fear: {start: 60}",
    ),
    Entry(
        "E105",
        "a key, or a file, that the format does not know",
        "The word is misspelt, or stands one level too high or too low. The message lists the keys that are known "
        "there. A file of a scenario's folder is named after the section that it holds.",
        'moves:\n  talk: {group: Talks, titel: "Talk", title: "Talk", agenda: 1, effects: {trust.beijing: +4}}',
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +4}}',
    ),
    Entry(
        "E106",
        "a key that is missing",
        "The format needs this key here: every move has a title, every capital a start on a meter that is kept per "
        "capital, and whatever can be closed says why. The message has a line to copy.",
        "moves:\n  talk: {group: Talks, agenda: 1, effects: {trust.beijing: +4}}",
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +4}}',
    ),
    Entry(
        "E107",
        "a value of the wrong kind",
        "A number stands where a yes or no is wanted, a text where a list is, and so on. The key decides what a value "
        "means, so `no` is a word in a title and an answer at `may_pass`.",
        'calendar:\n  may_pass: maybe\n  turns: [{date: 2026-01-01, label: "One"}]',
        'calendar:\n  may_pass: no\n  turns: [{date: 2026-01-01, label: "One"}]',
    ),
    Entry(
        "E108",
        "an id that cannot be one, or is taken",
        "An id has small letters a to z, digits and `_`, starts with a letter and is at most 40 long. Meters, flags, "
        "formulas, moves, reactions, events and ladders share one set of ids, and the language's own words are no ids.",
        "flags:\n  tension: {start: no}",
        "flags:\n  hotline: {start: no}",
    ),
    Entry(
        "E109",
        "a format that this version cannot read",
        "The file says `format` of a newer Middle Ground, or a number that never was. Install the newer version, or "
        "correct the number.",
        "format: 7",
        "format: 1",
    ),
    Entry(
        "W109",
        "a format that is older than this version's",
        "The file says an older `format`. `middleground migrate` writes it anew in the present one and shows first "
        "what it would change.",
        "format: 0",
        "format: 1",
        severity="warning",
    ),
    Entry(
        "E110",
        "a scenario that cannot be built on another",
        "`extends` names one folder beside this one, or a scenario that comes with the game, at most three deep and in "
        "no circle; `remove` and `keep` name entries that the parent has, and what they take out is not changed in the "
        "same file; what else in the parent rests on it goes too, or is written anew: the message says what; `before` "
        "names an entry beside the new one.",
        "remove: [moves.talk]",
        "history: []",
    ),
    Entry(
        "E111",
        "a text that YAML cuts or splits without a word",
        "A comma inside {...}, a ` #` after a text, a colon without a space, or curly quotes: YAML reads something, "
        "but not what was meant. Put the text in straight quotes.",
        "scenario: {id: small, title: Trade, technology and trust}",
        'scenario: {id: small, title: "Trade, technology and trust"}',
    ),
)
