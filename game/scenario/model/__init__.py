"""The scenario format, version 1: one model for each thing an author may write.

These models are the one definition of the format: they validate a file, make its JSON Schema and its reference pages.
They know shapes and types only; whether a name exists, and whether an ending can be reached, is checked beside them.
"""

from __future__ import annotations

from game.scenario.model.base import Basis, Effects, Evidence, Ids, Limit, Names, Part, Texts
from game.scenario.model.cases import TestCase
from game.scenario.model.document import Document
from game.scenario.model.ladders import Ending, Ladder, LadderReply, Rung, WayDown
from game.scenario.model.numbers import Between, Drawn, Edge, Flag, Meter, Modifier
from game.scenario.model.rules import Event, Happening, Member, MinistryNote, Move, Reaction, Reply, Wording
from game.scenario.model.setting import (
    About,
    Calendar,
    Capital,
    HistoryTurn,
    Leader,
    Place,
    Seat,
    Source,
    Term,
    Turn,
)

__all__ = [
    "About",
    "Basis",
    "Between",
    "Calendar",
    "Capital",
    "Document",
    "Drawn",
    "Edge",
    "Effects",
    "Ending",
    "Event",
    "Evidence",
    "Flag",
    "Happening",
    "HistoryTurn",
    "Ids",
    "Ladder",
    "LadderReply",
    "Leader",
    "Limit",
    "Member",
    "Meter",
    "MinistryNote",
    "Modifier",
    "Move",
    "Names",
    "Part",
    "Place",
    "Reaction",
    "Reply",
    "Rung",
    "Seat",
    "Source",
    "Term",
    "TestCase",
    "Texts",
    "Turn",
    "WayDown",
    "Wording",
]  # fmt: skip
