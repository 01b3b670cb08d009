"""The texts of the desk's dialogs: why a number is what it is, what happened, the record, the goal, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.session.account import goal_conditions
from game.session.titles import change_sentence, number_title, value_text
from game.window.facts import MINUS, Told, told
from game.window.kit.marks import tone
from game.window.kit.page import Block, Piece, block
from game.window.theme import BODY, CAPTION, NAME, QUOTE, SECTION, STRONG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.engine import Change, Scenario, Step
    from game.session.session import Session

ARROW = "\u2192"
KEYS = (
    ("Up, Down", "the move before, the next move"),
    ("Page Up, Page Down", "the group before, the next group"),
    ("1 to 9, 0", "the move with that digit in the open group"),
    ("Enter", "send the selected move; where there are wordings, first choose one"),
    ("E or End", "end the turn"),
    ("Tab, Shift+Tab", "the next part of the desk, the part before"),
    ("Left, Right", "headlines; in the dossier the wordings"),
    ("B, W, T, P", "why trust in that capital is what it is"),
    ("G", "what the goal asks for"),
    ("R", "the record of turns"),
    ("F1 or H", "this help"),
    ("Ctrl and +, \u2212, 0", "everything larger, smaller, as it was"),
    ("Ctrl and N", "the night palette"),
    ("F11", "full screen"),
    ("Ctrl and Z", "take back the last decision"),
    ("Esc", "close a dialog; on the desk, ask to leave"),
)


def ledger_blocks(session: Session, name: str) -> list[Block]:
    """Return every change of a number by turn, with its rule, factors, evidence and sources."""
    scenario = session.scenario
    number = scenario.number(name)
    start = value_text(scenario, number, session.states[0].values[number.index])
    blocks = [block(f"At the start: {start}.", BODY, "ink2")]
    if number.kind == "meter" and scenario.document.meters[number.parent].note:
        blocks.insert(0, block(scenario.document.meters[number.parent].note, QUOTE, "ink2"))
    turn = 0
    for change in session.changes:
        if change.number != name:
            continue
        if change.turn != turn:
            turn = change.turn
            label = scenario.document.calendar.turns[turn - 1].label
            blocks.append(Block((Piece(f"Turn {turn}", SECTION), Piece(label, BODY, "ink3")), 20, rule=True))
        blocks += _change_blocks(scenario, change)
    if turn == 0:
        blocks.append(block("Nothing has moved it yet.", BODY, "ink2", gap=12))
    return blocks


def happened_blocks(scenario: Scenario, steps: Iterable[Step], *, ended: bool) -> list[Block]:
    """Return what took place in some steps, in the order of cause."""
    blocks: list[Block] = []
    for one in told(scenario, steps, ended=ended):
        blocks += _told_blocks(one)
    if not blocks:
        blocks.append(block("A quiet turn: nothing moved but the slow drift.", BODY, "ink2"))
    return blocks


def record_blocks(session: Session) -> list[Block]:
    """Return what took place in every turn so far, the latest first."""
    blocks: list[Block] = []
    turns = sorted({one.turn for one in session.happenings}, reverse=True)
    every = told(session.scenario, session.steps, ended=session.ended)
    for turn in turns:
        label = session.scenario.document.calendar.turns[turn - 1].label
        blocks.append(Block((Piece(f"Turn {turn}", NAME), Piece(label, BODY, "ink3")), 22, rule=bool(blocks)))
        for one in every:
            if one.turn == turn:
                blocks += _told_blocks(one)
    return blocks or [block("Nothing yet: the game has just begun.", BODY, "ink2")]


def goal_blocks(session: Session) -> list[Block]:
    """Return what the goal asks for, each part met or not, with its value now."""
    scenario = session.scenario
    goal = next((ending for ending in scenario.document.endings.values() if ending.goal), None)
    blocks = [block(goal.text, QUOTE)] if goal and goal.text else []
    for part in goal_conditions(scenario, session.state):
        verdict = Piece("met" if part.met else "not yet", STRONG, "pos" if part.met else "neg")
        now = f"(now {value_text(scenario, scenario.number(part.number), part.now)})" if part.number else ""
        blocks.append(Block((verdict, Piece(part.text, BODY), Piece(now, BODY, "ink3")), 8))
    blocks += [block(text, BODY, "ink2", gap=14) for text in scenario.document.scenario.goals]
    return blocks


def help_blocks(scenario: Scenario) -> list[Block]:
    """Return how the desk is read and which keys there are."""
    about = scenario.document.scenario
    blocks = [block(about.opening, QUOTE)] if about.opening else []
    blocks.append(
        block(
            "Blue is good for the goal, orange is bad. An arrow is what a move should change by itself: short 1 or 2 "
            "points, middle 3 to 5, long 6 or more; hollow is not sure. Dots under a digit are its cost. "
            "A small black triangle on a bar is the goal; a number beside a small triangle is the change since this "
            "turn began. Click a number to read why it is what it is.",
            BODY,
            "ink2",
            gap=10,
        )
    )
    for place, (key, what) in enumerate(KEYS):
        blocks.append(Block((Piece(f"{key}:", STRONG), Piece(what, BODY, "ink2")), 16 if place == 0 else 3))
    return blocks


def _change_blocks(scenario: Scenario, change: Change) -> Iterator[Block]:
    """Yield a change as a sentence and the titles of its sources."""
    title = number_title(scenario, change.number)
    sentence = (
        change_sentence(scenario, change)
        .removeprefix(f"{title}: ")
        .replace(" -> ", f" {ARROW} ")
        .replace("(-", f"({MINUS}")
    )
    moved, _, rule = sentence.partition(". ")
    sign = (change.after > change.before) - (change.after < change.before)
    good = sign * scenario.number(change.number).better
    rule, _, support = rule.partition(" [")
    yield Block((Piece(moved, STRONG, tone(good) if good else "ink2"), Piece(rule, BODY)), 8)
    known = scenario.document.sources
    sources = [known[name].title for name in change.sources if name in known]
    evidence = support.partition(":")[0].rstrip("]")
    if evidence:
        words = f"Evidence: {evidence}" + (f". {'; '.join(sources)}" if sources else "")
        yield block(words, CAPTION, "ink3", gap=0, indent=16)


def _told_blocks(one: Told) -> Iterator[Block]:
    yield Block((Piece(f"{one.source}:", STRONG, "ink3"), Piece(one.headline, STRONG)), 12)
    if one.text:
        yield block(one.text, BODY, "ink2", gap=0, indent=16)
    if one.moved:
        last = len(one.moved) - 1
        pieces = tuple(
            Piece(
                f"{moved.title} {moved.text}{'' if place == last else ','}",
                STRONG,
                tone(moved.good) if moved.good else "ink2",
            )
            for place, moved in enumerate(one.moved)
        )
        yield Block(pieces, 1, 16)
