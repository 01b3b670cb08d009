"""The codes of what the rules come to: E305 to W317."""

from __future__ import annotations

from game.scenario.lint.catalogue.entry import Entry

METERS = "meters:\n  trust: {per: capital, start: {beijing: 50, tokyo: 40}, better: higher}\n"
ONE_MOVE = 'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +4, trust.tokyo: -2'

ENTRIES = (
    Entry(
        "W301",
        "a condition that is always true, or never",
        "By the ranges of its numbers the condition cannot come out both ways, or a move costs more than a turn has. "
        "Mostly a figure or a sign of comparison is wrong, or a range was changed later.",
        "reactions:\n  protest: {capital: beijing, when: tension + trust.beijing >= 0, effects: {tension: +1}, "
        'text: "They protest"}',
        "reactions:\n  protest: {capital: beijing, when: tension + trust.beijing >= 60, effects: {tension: +1}, "
        'text: "They protest"}',
        severity="warning",
    ),
    Entry(
        "W302",
        "a comparison outside its number's range, or against another condition",
        "The number never gets there, or the part can never hold together with what stands beside it or around it: "
        "the condition of a move around that of its wording, of an event around that of a member, of an `if` around "
        "an answer.",
        "reactions:\n  protest: {capital: beijing, when: tension > 60 and tension < 40, effects: {tension: +1}, "
        'text: "They protest"}',
        "reactions:\n  protest: {capital: beijing, when: tension > 40 and tension < 60, effects: {tension: +1}, "
        'text: "They protest"}',
        severity="warning",
    ),
    Entry(
        "W303",
        "a flag that is only set, or only read",
        "A flag that no rule reads changes nothing; one that no rule sets always has its start.",
        f"flags:\n  hotline: {{start: no}}\n{ONE_MOVE}, hotline: yes}}}}",
        f"flags:\n  hotline: {{start: no}}\n{ONE_MOVE}, hotline: yes}}}}\nreactions:\n"
        '  calm: {when: hotline and tension > 40, effects: {tension: -1}, text: "The line is used"}',
        severity="warning",
    ),
    Entry(
        "W304",
        "something that is declared and never used",
        "No rule uses this meter, flag, formula, capital or source. Delete it, or use it where it was meant to "
        'count. A source that nothing cites says so in its note: "Background ...".',
        "formulas:\n  strain: tension / 10",
        "formulas:\n  strain: tension / 10\nreactions:\n"
        '  protest: {capital: beijing, when: strain > 6, effects: {tension: +1}, text: "They protest"}',
        severity="warning",
    ),
    Entry(
        "E305",
        "endings without exactly one `otherwise`, last",
        "A game that reaches the last turn must end somehow: the last ending is `when: otherwise`, and it alone. What "
        "comes after it is never reached.",
        'endings:\n  war: {when: tension >= 100, value: 0, title: "War"}',
        'endings:\n  war: {when: tension >= 100, value: 0, title: "War"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
    ),
    Entry(
        "W305",
        "an ending that an earlier one always takes",
        "Endings are read from the top; whenever this one would hold, one above it holds already.",
        'endings:\n  war: {when: tension >= 80, value: 0, title: "War"}\n'
        '  great_war: {when: tension >= 90, value: 0, title: "Great war"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        'endings:\n  great_war: {when: tension >= 90, value: 0, title: "Great war"}\n'
        '  war: {when: tension >= 80, value: 0, title: "War"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        severity="warning",
    ),
    Entry(
        "W306",
        "a chance that is always 0 or 1, or starts above 1",
        "Outside 0 to 1 a chance is cut, so the formula means less than it says. What has the chance 0 never "
        "happens; a formula that always comes to 1 is better written as 100%.",
        'events:\n  drill: {chance: tension / 40, headline: "A drill", effects: {tension: +2}}',
        'events:\n  drill: {chance: tension / 100, headline: "A drill", effects: {tension: +2}}',
        severity="warning",
    ),
    Entry(
        "W307",
        "a ladder that says what cannot happen",
        "A way down that leads up or is never taken, a reply that is never asked for, a bound that bounds nothing.",
        'ladders:\n  crisis:\n    title: "Crisis"\n    quiet: "Quiet"\n    rungs:\n'
        '      - {id: alert, title: "Alert", climb: 20%, fade: 50%, to: clash}\n'
        '      - {id: clash, title: "Clash", climb: 20%, fade: 50%, effects: {tension: +5}}',
        'ladders:\n  crisis:\n    title: "Crisis"\n    quiet: "Quiet"\n    rungs:\n'
        '      - {id: alert, title: "Alert", climb: 20%, fade: 50%, effects: {tension: +2}}\n'
        '      - {id: clash, title: "Clash", climb: 20%, fade: 50%, to: alert, effects: {tension: +5}}',
        severity="warning",
    ),
    Entry(
        "W308",
        "an effect that its number cannot take",
        "The change is wider than the meter's range, sets it outside, or is always cut away at an end. Mostly a "
        "digit is too many.",
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +400}}',
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +4}}',
        severity="warning",
    ),
    Entry(
        "E309",
        "a turn in which nothing can be done",
        "In the first turn, or in a later one whatever was played before, every move is closed or costs more than a "
        "turn has; or each turn needs a move, and their limits do not reach for all turns.",
        'calendar:\n  may_pass: no\n  turns: [{date: 2026-01-01, label: "One"}, {date: 2026-01-08, label: "Two"}]\n'
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 2, limit: {times: 1}, effects: {trust.beijing: +4}}',
        'calendar:\n  may_pass: yes\n  turns: [{date: 2026-01-01, label: "One"}, {date: 2026-01-08, label: "Two"}]\n'
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, limit: {times: 1}, effects: {trust.beijing: +4}}',
    ),
    Entry(
        "W310",
        "two rules that are the same, or a rule that does nothing",
        "Mostly an entry was copied and one copy never changed, or a move was left without effects and wordings.",
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1}',
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +4, trust.tokyo: -2}}',
        severity="warning",
        confidence="likely",
    ),
    Entry(
        "W311",
        "a move that another one always beats",
        "The other move costs no more and is at least as good for every number, by the side that each meter calls "
        "better. Nobody who looks closely would send this one. Moves with wordings, moves that a modifier or "
        "another rule names, and two that fit into one turn are not compared.",
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 2, effects: {trust.beijing: +4}}\n'
        '  nod: {group: Talks, title: "Nod", agenda: 2, effects: {trust.beijing: +2}}',
        'moves:\n  talk: {group: Talks, title: "Talk", agenda: 2, effects: {trust.beijing: +4, trust.tokyo: -2}}\n'
        '  nod: {group: Talks, title: "Nod", agenda: 2, effects: {trust.beijing: +2}}',
        severity="tip",
    ),
    Entry(
        "W312",
        "two reactions that undo each other",
        "Each turn one takes back what the other did. They may be meant as one rule.",
        'reactions:\n  up: {capital: beijing, when: tension > 40, effects: {tension: +3}, text: "They protest"}\n'
        '  down: {capital: tokyo, when: tension > 40, effects: {tension: -3}, text: "Tokyo calms"}',
        'reactions:\n  up: {capital: beijing, when: tension > 60, effects: {tension: +3}, text: "They protest"}\n'
        '  down: {capital: tokyo, when: tension < 40, effects: {tension: -1}, text: "Tokyo calms"}',
        severity="warning",
        confidence="likely",
    ),
    Entry(
        "W313",
        "dates out of order",
        "A turn has the date of the turn before it, or an earlier one: mostly a year or a month is mistyped. Turns are "
        "played in the order in which they are written.",
        'calendar:\n  agenda: 2\n  turns:\n    - {date: 2026-01-08, label: "One"}\n'
        '    - {date: 2026-01-01, label: "Two"}',
        'calendar:\n  agenda: 2\n  turns:\n    - {date: 2026-01-01, label: "One"}\n'
        '    - {date: 2026-01-08, label: "Two"}',
        severity="warning",
        confidence="likely",
    ),
    Entry(
        "W314",
        "an ending that holds from the start",
        "The numbers that every game begins with meet its condition, and it is asked after the first turn: unless that "
        "turn changes them, the game is over. Mostly the comparison is the wrong way round, or `check: last` is "
        "missing. Conditions that ask for a turn, or for what was done, are left alone.",
        'endings:\n  war: {when: tension <= 85, value: 0, title: "War"}\n'
        '  drift: {check: last, when: otherwise, value: 50, goal: yes, title: "Drift"}',
        'endings:\n  war: {when: tension >= 85, value: 0, title: "War"}\n'
        '  drift: {check: last, when: otherwise, value: 50, goal: yes, title: "Drift"}',
        severity="warning",
    ),
    Entry(
        "W315",
        "`and` and `or` side by side without brackets",
        "`and` binds before `or`: `a and b or c` means `(a and b) or c`, whatever was meant. With brackets the next "
        "reader need not know that.",
        "reactions:\n  protest: {capital: beijing, when: tension > 60 and trust.beijing < 40 or trust.tokyo > 70, "
        'effects: {tension: +1}, text: "They protest"}',
        "reactions:\n  protest: {capital: beijing, when: tension > 60 and (trust.beijing < 40 or trust.tokyo > 70), "
        'effects: {tension: +1}, text: "They protest"}',
        severity="tip",
    ),
    Entry(
        "W316",
        "no ending to play for",
        "`goal: yes` marks the ending that a student plays for: the screen names it and marks its numbers, and "
        "`simulate --gauge` counts it. Without one none is named, and players of code aim at the ending of most value.",
        'endings:\n  calm: {check: last, when: tension < 40, value: 90, title: "Calm"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        'endings:\n  calm: {check: last, when: tension < 40, value: 90, goal: yes, title: "Calm"}\n'
        '  drift: {check: last, when: otherwise, value: 50, title: "Drift"}',
        severity="tip",
    ),
    Entry(
        "W317",
        "an event, or a reaction with a text, that happens in every turn",
        "Nothing holds it back: no condition, no chance below 100 %, no limit. Players read the same words every turn. "
        "Where that is meant, `when: yes` says so.",
        'events:\n  drill: {chance: 100%, headline: "A drill", effects: {tension: +2}}',
        'events:\n  drill: {chance: 100%, limit: {times: 1}, headline: "A drill", effects: {tension: +2}}',
        severity="tip",
    ),
)
