"""Running the tests of a scenario: each is played, saved and opened again in every turn, and then judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from game.engine import END_TURN, Decision, IllegalDecision, compile_document, due_rule, legal_moves
from game.errors import Finding, UsageError
from game.policies import POLICIES, find_policy
from game.scenario.cases import ANY, lines, start_value
from game.scenario.variant import forced_document
from game.session.replay import parse_replay, record, replay_legal, replay_text, resume
from game.session.session import Session
from game.simulation.batch_cases import judge_batch
from game.simulation.verdicts import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import Scenario
    from game.policies import Policy
    from game.scenario.cases import Line
    from game.scenario.model import Document, TestCase
    from game.scenario.source import KeyPath, Places

__all__ = ["Outcome", "Tested", "run_case", "run_cases"]

Result = Literal["passed", "failed", "draft", "known_failure"]
LISTED = 12
SPENT = "a turn ends by itself once its points are spent: an `end_turn` after that ends the next one"


@dataclass(frozen=True)
class Tested:
    """A scenario whose tests are run: its document, and where each part was written."""

    # pytest takes what is called Test... for tests of its own.
    __test__ = False

    document: Document
    places: Places

    @property
    def names(self) -> tuple[str, ...]:
        """The tests, in the file's order."""
        return tuple(self.document.tests)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario ready to be played."""
        return compile_document(self.document)

    def variant(self, case: TestCase) -> Scenario:
        """Return the scenario as a test wants it, with some things forced."""
        document = forced_document(self.document, case.events)
        return self.scenario if document is self.document else compile_document(document)


@dataclass(frozen=True)
class Outcome:
    """What a test came to.

    Attributes:
        name: the test.
        result: `known_failure` where it failed and was meant to.
        findings: why it failed, each at its place.
        notes: what was counted in a batch.
        session: the game that was played; of a batch the first that failed, where one game shows it.
    """

    name: str
    result: Result
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    session: Session | None = None


@dataclass
class _Game:
    """One test's game while it is played; `stopped` is why it could not go on."""

    tested: Tested
    name: str
    session: Session
    stopped: Finding | None = None
    seen: set[int] = field(default_factory=set)

    def at(self, code: str, message: str, *path: str | int, hint: str = "", notes: tuple[str, ...] = ()) -> Finding:
        """Return a finding at a key of this test."""
        return self.tested.places.finding(code, message, ("tests", self.name, *path), hint=hint, notes=notes)


def run_cases(tested: Tested, names: tuple[str, ...]) -> Iterator[Outcome]:
    """Run some of the tests of a scenario, one after the other."""
    for name in names:
        yield run_case(tested, name)


def run_case(tested: Tested, name: str) -> Outcome:
    """Run one test of a scenario."""
    case = tested.document.tests[name]
    if case.status == "draft":
        return Outcome(name, "draft")
    outcome = _run_batch(tested, name, case) if case.runs is not None else _run_game(tested, name, case)
    if case.status != "known_failure":
        return outcome
    if outcome.result == "failed":
        return Outcome(name, "known_failure", (), outcome.notes, outcome.session)
    message = f"`{name}` is a known failure, and passes"
    hint = "delete `status: known_failure`"
    finding = tested.places.finding("E503", message, ("tests", name, "status"), hint=hint, confidence="observed")
    return Outcome(name, "failed", (finding,), outcome.notes, outcome.session)


def _run_batch(tested: Tested, name: str, case: TestCase) -> Outcome:
    policy = _policy(tested, name, "player", case.player or "uniform")
    if isinstance(policy, Finding):
        return Outcome(name, "failed", (policy,))
    scenario, start = tested.variant(case), _start(tested.document, case)
    # To open every game again would take as long as a hundred batches: the first one stands for all.
    first = _Game(tested, name, Session(scenario, case.seed, start=start))
    _finish(first, policy)
    if first.stopped is not None:
        return Outcome(name, "failed", (first.stopped,), (), first.session)
    verdicts = judge_batch(scenario, case, start, policy)
    session = next((verdict.session for verdict in verdicts if verdict.session is not None), None)
    findings = _findings(tested, name, verdicts)
    notes = tuple(note for verdict in verdicts if not verdict.failure for note in verdict.notes)
    return Outcome(name, "failed" if findings else "passed", findings, notes, session)


def _run_game(tested: Tested, name: str, case: TestCase) -> Outcome:
    scenario = tested.variant(case)
    session = Session(scenario, case.seed, start=_start(tested.document, case))
    game = _Game(tested, name, session)
    for stage in (_play_lines, _play_on):
        if game.stopped is None:
            stage(game, case)
    if game.stopped is None:
        findings = _findings(tested, name, [judge(session, expected) for expected in case.expect])
    else:
        findings = (game.stopped,)
    return Outcome(name, "failed" if findings else "passed", findings, (), session)


def _findings(tested: Tested, name: str, verdicts: list[Verdict]) -> tuple[Finding, ...]:
    """Return a finding for each expectation that failed, at its line."""
    found = []
    for place, verdict in enumerate(verdicts):
        if verdict.failure:
            path: KeyPath = ("tests", name, "expect", place)
            path = path if path in tested.places.spots else path[:-1]
            found.append(
                tested.places.finding(
                    "E502", verdict.failure, path, hint=verdict.hint, notes=verdict.notes, confidence="observed"
                )
            )
    return tuple(found)


def _start(document: Document, case: TestCase) -> dict[str, float]:
    return {number: start_value(document, number, text) for number, text in case.start.items()}


def _policy(tested: Tested, name: str, key: str, policy: str) -> Policy | Finding:
    """Return the policy that a test names, or what is wrong with its name."""
    try:
        return find_policy(policy, tested.scenario)
    except UsageError as error:
        message, _, hint = str(error).partition("; ")
        return tested.places.finding("E501", message, ("tests", name, key), hint=hint)


def _play_lines(game: _Game, case: TestCase) -> None:
    """Take the decisions that the test lists."""
    for line in lines(game.name, case):
        game.stopped = _misplaced(game, line) or _decide(game, line) or _reopened(game)
        if game.stopped is not None:
            return


def _misplaced(game: _Game, line: Line) -> Finding | None:
    """Return why a decision does not belong here: the game is over, or in another turn than the one it stands under."""
    session = game.session
    if session.ended:
        message = f"`{line.decision}` comes too late: the game ended in turn {session.state.turn}"
        return _at_line(game, line, message, notes=(SPENT,))
    if line.turn and line.turn != session.state.turn:
        where = "is not over" if session.state.turn < line.turn else "is over"
        message = f"`{line.decision}` stands in turn {line.turn}, but the play is in turn {session.state.turn}"
        turn = min(line.turn, session.state.turn)
        return _at_line(game, line, message, hint=f"turn {turn} {where}", notes=_open_now(session))
    return None


def _decide(game: _Game, line: Line) -> Finding | None:
    """Take one decision; return why it could not be taken."""
    session = game.session
    taken = POLICIES["uniform"](session.scenario, session.state) if line.decision == ANY else Decision(line.decision)
    try:
        session.apply(taken)
    except IllegalDecision as error:
        reason = str(error).removeprefix(f"{taken}: ")
        message = f"`{taken}` cannot be sent in turn {session.state.turn}: {reason}"
        return _at_line(game, line, message, notes=_open_now(session))
    return None


def _at_line(game: _Game, line: Line, message: str, *, hint: str = "", notes: tuple[str, ...] = ()) -> Finding:
    path = line.path if line.path in game.tested.places.spots else line.path[:-1]
    places = game.tested.places
    return places.finding("E501", message, path, hint=hint, notes=notes, confidence="observed")


def _open_now(session: Session) -> tuple[str, ...]:
    """Return what could be decided instead, as notes."""
    due = due_rule(session.scenario, session.state).partition(".")[2]
    legal = [move.decision for move in legal_moves(session.scenario, session.state) if move.legal]
    shown = legal if len(legal) <= LISTED else [*(move for move in legal if move != END_TURN)][:LISTED]
    more = ", ..." if len(shown) < len(legal) else ""
    asked = f"`{due}` waits for a reply; " if due else ""
    return (f"{asked}open now: {', '.join(shown)}{more}",) if legal else ()


def _play_on(game: _Game, case: TestCase) -> None:
    """Let the policy that the test names play to the end."""
    if case.then is None:
        return
    policy = _policy(game.tested, game.name, "then", case.then)
    if isinstance(policy, Finding):
        game.stopped = policy
        return
    _finish(game, policy)


def _finish(game: _Game, policy: Policy) -> None:
    """Let a policy play to the end."""
    while not game.session.ended and game.stopped is None:
        game.session.apply(policy(game.session.scenario, game.session.state))
        game.stopped = _reopened(game)


def _reopened(game: _Game) -> Finding | None:
    """Save the game and open it again, once in each turn and at the end; return what is not as it was."""
    session = game.session
    key = session.state.turn if not session.ended else 0
    if key in game.seen:
        return None
    game.seen.add(key)
    saved = record(session)
    read = parse_replay(replay_text(saved).encode("utf-8"), "the saved game")
    # Playing is what opening costs: the check that a resumed game also makes is left to the end of the game.
    opened = resume(session.scenario, read) if session.ended else replay_legal(session.scenario, read)[0]
    if read == saved and opened.states == session.states and opened.changes == session.changes:
        return None
    return game.at("E502", f"the game saved in turn {session.state.turn} does not open as it was")
