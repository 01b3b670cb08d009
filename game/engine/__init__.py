"""The rules of play: pure and deterministic, without files, clocks, screens or luck of their own."""

from game.engine.digest import state_digest
from game.engine.index import DecisionInfo, NumberInfo
from game.engine.ledger import shown
from game.engine.odds import chances, chances_after, descents
from game.engine.play import (
    apply,
    choose,
    due_rule,
    ending_of,
    ending_value,
    evaluate,
    legal_moves,
    new_game,
    play_on,
    points_left,
    ranked,
    rung,
)
from game.engine.preview import preview
from game.engine.rng import draw
from game.engine.scenario import Scenario, compile_document, load_scenario
from game.engine.state import (
    END_TURN,
    Change,
    Decision,
    Descent,
    Expected,
    Happening,
    IllegalDecision,
    LegalMove,
    Orders,
    Player,
    State,
    Step,
)

__all__ = [
    "END_TURN",
    "Change",
    "Decision",
    "DecisionInfo",
    "Descent",
    "Expected",
    "Happening",
    "IllegalDecision",
    "LegalMove",
    "NumberInfo",
    "Orders",
    "Player",
    "Scenario",
    "State",
    "Step",
    "apply",
    "chances",
    "chances_after",
    "choose",
    "compile_document",
    "descents",
    "draw",
    "due_rule",
    "ending_of",
    "ending_value",
    "evaluate",
    "legal_moves",
    "load_scenario",
    "new_game",
    "play_on",
    "points_left",
    "preview",
    "ranked",
    "rung",
    "shown",
    "state_digest",
]
