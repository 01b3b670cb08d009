"""A small sound scenario for tests of exploring, into which they plant faults."""

from __future__ import annotations

GAMES = 90
ENDINGS = """
    high: {check: last, when: trust.beijing >= 55, value: 45, title: "High"}
    low: {check: last, when: trust.beijing < 50, value: 35, title: "Low"}
    drift: {check: last, when: otherwise, value: 40, title: "Drift"}
"""
MOVES = """
    talk: {group: Talks, title: "Talk", agenda: 1, effects: {trust.beijing: +3}}
    chide: {group: Talks, title: "Chide", agenda: 1, effects: {trust.beijing: -3}}
    wait: {group: Talks, title: "Wait", agenda: 1, effects: {tension: -1}}
    drill: {group: Talks, title: "Drill", agenda: 1, effects: {tension: +1}}
"""
SOUND = {"moves": MOVES, "endings": ENDINGS}
