"""The goal: what it asks for, part by part, met or not, with a way to why each number stands where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.account import goal_conditions
from game.session.titles import framed, value_text
from game.window.kit.page import Block, Piece, block
from game.window.kit.panel import NOTHING, Command
from game.window.pages.leaf import Heading, Leaf, Marked
from game.window.theme import BODY, LABEL, QUOTE, SECTION, STRONG

if TYPE_CHECKING:
    from game.session.account import Condition
    from game.session.session import Session
    from game.window.kit.page import Part

TAB = "Help"


def goal_leaf(session: Session) -> Leaf:
    """Return the goal as a page."""
    return Leaf(framed(session.scenario, "What {seat} plays for"), tuple(goal_blocks(session)), TAB)


def goal_blocks(session: Session) -> list[Part]:
    """Return what the goal asks for, each part met or not, with its value now."""
    scenario = session.scenario
    goal = next((ending for ending in scenario.document.endings.values() if ending.goal), None)
    parts: list[Part] = [block(goal.text, QUOTE, gap=0)] if goal and goal.text else []
    parts += [_condition(session, part) for part in goal_conditions(scenario, session.state)]
    goals = scenario.document.scenario.goals
    if goals:
        parts.append(Heading((Piece("In short", SECTION),)))
        parts += [block(text, BODY, "ink2", gap=6) for text in goals]
    if scenario.document.scenario.opening:
        parts.append(Heading((Piece("How it began", SECTION),)))
        parts.append(block(scenario.document.scenario.opening, QUOTE, "ink2"))
    return parts or [block("This scenario marks no ending as its goal. Every ending has a worth.", BODY, "ink2")]


def _condition(session: Session, part: Condition) -> Marked:
    """Return a part of the goal: its verdict as a chip, its words, its value now."""
    word, colour, soft = ("Met", "pos", "pos_soft") if part.met else ("Not yet", "neg", "neg_soft")
    link = Command("why", part.number) if part.number else NOTHING
    pieces = [Piece(part.text, STRONG, link=link)]
    if part.number:
        number = session.scenario.number(part.number)
        pieces.append(Piece(f"now {value_text(session.scenario, number, part.now)}", BODY, "ink3"))
    return Marked(Piece(word, LABEL, colour, chip=soft), Block(tuple(pieces)), left=76)
