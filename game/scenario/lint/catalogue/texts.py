"""The codes of texts, sources, files, and of what is allowed: W601 to E802."""

from __future__ import annotations

from game.scenario.lint.catalogue.entry import Entry

ENTRIES = (
    Entry(
        "W601",
        "a text that does not fit where it is shown",
        "The text is wider than its place in the window (a Korean or Chinese letter counts for two), or has markup, a "
        "placeholder or half a pair of brackets, which would be shown as they stand.",
        'moves:\n  talk: {group: Talks, title: "Talk about everything that has happened between the capitals since '
        'the last summit and about what may yet come of it", agenda: 1, effects: {trust.beijing: +4, trust.tokyo: -2}}',
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +4, trust.tokyo: -2}}',
        severity="warning",
    ),
    Entry(
        "W602",
        "a translation that does not belong to its text",
        "text.<language>.yaml beside a scenario has an entry for each text; `of` is the start of the SHA-256 of the "
        "text that was translated. The translation is missing, the text has changed since, or is no more.",
        'moves.talk.title: "\N{HANGUL SYLLABLE MAL}"',
        'moves.talk.title: {of: 449f5a77, text: "\N{HANGUL SYLLABLE MAL}"}',
        severity="warning",
    ),
    Entry(
        "W603",
        "a claim without a source, or a source that cannot be found",
        'Evidence `sourced` or `inferred` names a source; a source has a title, a year (or `date: "no date"`), and an '
        "address that can be one. Nothing is looked up on the network.",
        'sources:\n  S1: {title: "White paper", url: "htp:/example"}',
        'sources:\n  S1: {title: "White paper", date: 2025, url: "https://www.mnd.go.kr/paper"}',
        severity="tip",
        confidence="likely",
    ),
    Entry(
        "E604",
        "a picture by a path or an address",
        "A scenario names pictures that come with the game, by their plain names; nothing outside is opened.",
        "capitals:\n  beijing: {name: Beijing, flag: ../../flags/cn}\n  tokyo: {name: Tokyo}",
        "capitals:\n  beijing: {name: Beijing, flag: cn}\n  tokyo: {name: Tokyo}",
    ),
    Entry(
        "W604",
        "a picture or an icon that is not there",
        "The name is misspelt, or has other letters large and small. In place of what is missing a plain sign is "
        "shown.",
        'moves:\n  talk: {group: Talks, title: "Talk", icon: no_such_icon, agenda: 1, effects: {trust.beijing: +4, '
        "trust.tokyo: -2}}",
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +4, trust.tokyo: -2}}',
        severity="warning",
    ),
    Entry(
        "W701",
        "a comment that allows what it cannot, or no longer needs to",
        "`# lint: allow CODE because ...` stands on the line of a finding or above it, with a reason. Errors cannot be "
        "allowed; a comment that allows nothing is deleted.",
        "# lint: allow E201 because it will come\nflags: {}",
        "flags: {}",
        severity="warning",
    ),
    Entry(
        "E801",
        "a packed file",
        "A zip or another pack was named where a scenario's folder or file is wanted. Packs are not opened: what is in "
        "one can only be seen once it is unpacked. Unpack it yourself, and name the folder.",
        "middleground check my_course.zip",
        "middleground check my_course",
    ),
    Entry(
        "E802",
        "a saved game that cannot be opened",
        "The file is damaged, or of another version, or belongs to other rules. Nothing of it is run; the message says "
        "what can be done.",
        "middleground verify damaged.json",
        "middleground verify game.json",
    ),
)
