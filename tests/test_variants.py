"""The scenarios that build on the difficult game: each differs in what it says and in the rules it says it changes.

That each of their endings is reached is held by the tests that stand beside them.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from game.engine import (
    Decision,
    Scenario,
    apply,
    chances,
    chances_after,
    compile_document,
    ending_of,
    legal_moves,
    load_scenario,
    new_game,
)
from game.policies import POLICIES, Scripted
from game.resources import find_scenario
from game.scenario.variant import historical_document
from game.session.session import Session
from game.simulation.batch import play

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.engine import State

VARIANTS = ("difficult_spring", "first_month", "hard")
GAMES = 300
FAR_FROM_SURE = 0.12
"""Under this chance half as much again is no certainty, whatever is hidden."""


def scenario_of(name: str) -> Scenario:
    """Load a scenario that comes with the game."""
    return load_scenario(find_scenario(name))


@pytest.fixture(scope="module")
def spring() -> Scenario:
    """Return the long game."""
    return scenario_of("difficult_spring")


@pytest.fixture(scope="module")
def first() -> Scenario:
    """Return the lesson."""
    return scenario_of("first_month")


@pytest.fixture(scope="module")
def hard() -> Scenario:
    """Return the game with steeper ladders."""
    return scenario_of("hard")


@pytest.fixture(scope="module", params=VARIANTS)
def variant(request: pytest.FixtureRequest) -> Scenario:
    """Return each variant."""
    return scenario_of(request.param)


def ended(scenario: Scenario, policy: str, games: int) -> Counter[str]:
    """Count the endings of a policy's first games."""
    return Counter(ending_of(scenario, play(scenario, POLICIES[policy], seed)) for seed in range(games))


def states_of(scenario: Scenario, games: int) -> Iterator[State]:
    """Yield every state that even play passes through, the last ones left out."""
    for seed in range(games):
        session = Session(scenario, seed)
        while not session.ended:
            yield session.state
            session.apply(POLICIES["uniform"](scenario, session.state))


def test_a_variant_says_its_own_things(variant: Scenario, scenario: Scenario) -> None:
    """It has an id, a title, a summary, an opening and goals of its own, and a length."""
    own, main = variant.document.scenario, scenario.document.scenario
    assert own.id == variant.id
    assert not {own.id, own.title, own.summary, own.opening, *own.goals[:1]} & {
        main.id, main.title, main.summary, main.opening, *main.goals,
    }  # fmt: skip
    assert own.minutes


def test_even_play_comes_to_an_ending(variant: Scenario) -> None:
    """Three hundred games of even decisions all end, no later than the calendar does."""
    states = [play(variant, POLICIES["uniform"], seed) for seed in range(GAMES)]
    assert all(state.ending and state.turn <= variant.turns for state in states)
    assert len({ending_of(variant, state) for state in states}) > 3


def test_the_recorded_line_is_legal_in_a_variant(variant: Scenario) -> None:
    """Every recorded move, event and reply takes place in its turn, and the line ends as drift."""
    past = compile_document(historical_document(variant.document))
    session = Session(past, 1)
    while not session.ended:
        session.apply(POLICIES["history"](past, session.state))
    took_place = [(one.turn, one.rule.split(".", 1)[1]) for step in session.steps for one in step.happenings]
    for row in past.document.history:
        replies = [f"{asked}.{reply}" for asked, reply in row.replies.items() if "." not in reply]
        assert {(row.turn, rule) for rule in (*row.moves, *row.events, *replies)} <= set(took_place)
    assert ending_of(past, session.state) == "drift"


# ---- Difficult spring ----


def test_the_spring_lasts_until_the_week_of_andong(spring: Scenario, scenario: Scenario) -> None:
    """It begins with the weeks of the difficult game, goes on week by week to 24 May, and keeps its record."""
    turns = spring.document.calendar.turns
    days = [turn.date for turn in turns]
    assert len(turns) == 21
    assert {(later - earlier).days for earlier, later in pairwise(days)} == {7}
    assert [turn.date for turn in scenario.document.calendar.turns] == days[: scenario.turns]
    assert spring.document.history[: scenario.turns] == scenario.document.history


def test_what_depends_on_the_season_comes_in_its_season(spring: Scenario) -> None:
    """Crab and boats from April, drills in March, the two presidents once in the week of 11 May, Andong after it."""
    open_in: dict[str, set[int]] = {}
    likely: dict[str, set[int]] = {}
    for state in states_of(spring, 12):
        for way in legal_moves(spring, state):
            if way.legal:
                open_in.setdefault(way.decision, set()).add(state.turn)
        for rule, chance in chances(spring, state).items():
            if chance > 0:
                likely.setdefault(rule.partition(".")[2], set()).add(state.turn)
    assert min(open_in["hold_boats_back"]) >= 13
    assert open_in["spring_exercise"] <= set(range(9, 14))
    assert open_in["andong_summit"] <= {20, 21}
    assert open_in["fuel_swap"] <= {20, 21}
    assert likely["crab_season"] <= set(range(14, 22))
    assert likely["two_presidents"] == {20}
    assert likely["shrine_visit"] == {17}


def test_boats_that_stay_south_halve_the_chance_of_a_clash(spring: Scenario) -> None:
    """The move does what its brief says."""
    state = play_until(spring, 14, Scripted())
    there = chances(spring, state)["events.crab_season"]
    assert chances_after(spring, state, Decision("hold_boats_back"))["events.crab_season"] == pytest.approx(there / 2)


def test_mines_that_are_begun_in_spring_deliver_in_spring(spring: Scenario) -> None:
    """A programme of week 17 brings its ore in week 21, after the twentieth, where the difficult game has ended."""
    turns = [()] * 16 + [("third_country_mines",)]
    session = Session(spring, 2)
    while not session.ended:
        session.apply(Scripted(tuple(turns))(spring, session.state))
    took_place = {(one.turn, one.rule) for step in session.steps for one in step.happenings}
    assert (17, "moves.third_country_mines") in took_place
    assert (21, "reactions.mines_deliver") in took_place


def play_until(scenario: Scenario, turn: int, policy: Scripted) -> State:
    """Return the state in which a turn begins, on the first seed that gets there."""
    for seed in range(50):
        state = new_game(scenario, seed)
        while not state.ending and state.turn < turn:
            state = apply(scenario, state, policy(scenario, state)).state
        if not state.ending:
            return state
    raise AssertionError(f"no game comes to turn {turn}")


# ---- The first month ----


def test_the_first_month_is_four_weeks_and_a_dozen_moves(first: Scenario) -> None:
    """It is small enough for a first lesson."""
    assert first.turns == 4
    assert len(first.document.moves) == 12


def test_each_week_opens_three_moves_and_teaches_a_term_of_its_own(first: Scenario) -> None:
    """The moves that open in a week lead with the same term, which the other weeks do not teach."""
    opened: dict[str, int] = {}
    for state in states_of(first, 40):
        for way in legal_moves(first, state):
            if way.legal and way.decision != "end_turn":
                move = way.decision.partition(".")[0]
                opened[move] = min(opened.get(move, state.turn), state.turn)
    moves = first.document.moves
    lessons = {week: {moves[move].teaches[0] for move in moves if opened[move] == week} for week in range(1, 5)}
    assert Counter(opened[move] for move in moves) == dict.fromkeys(range(1, 5), 3)
    assert [len(terms) for terms in lessons.values()] == [1, 1, 1, 1]
    assert len(set.union(*lessons.values())) == 4


def test_the_next_lesson_is_told_when_a_week_ends(first: Scenario) -> None:
    """Whatever was played, three lessons are announced in their order, one a week."""
    for seed in range(5):
        session = Session(first, seed)
        while not session.ended:
            session.apply(POLICIES["uniform"](first, session.state))
        told = [(one.turn, one.rule) for step in session.steps for one in step.happenings if "lesson" in one.rule]
        assert told == [(1, "events.lesson_words"), (2, "events.lesson_order"), (3, "events.lesson_crisis")]


def test_the_border_is_quiet_until_week_three_and_then_flares_up(first: Scenario) -> None:
    """The crisis of the fourth lesson always comes, and no rung is climbed before it."""
    for state in states_of(first, 40):
        assert state.turn >= 3 or state.values[first.number("border_crisis").index] == 0
    for seed in range(20):
        state = new_game(first, seed)
        while not state.ending and state.turn < 4:
            state = apply(first, state, POLICIES["greedy"](first, state)).state
        assert state.values[first.number("border_crisis").index] >= 2


def test_every_ending_of_the_first_month_is_reached(first: Scenario) -> None:
    """Even play gets to all five, the war too, and playing for the goal gets there."""
    assert set(ended(first, "uniform", 1000)) == set(first.document.endings)
    assert ended(first, "greedy", 10)["steady"] >= 5


def test_a_week_of_talks_brings_the_guns_down(first: Scenario) -> None:
    """Who offers talks in the last week ends no month under fire, where the crisis stood below deaths."""
    deaths = [rung.id for rung in first.document.ladders["border_crisis"].rungs].index("deaths") + 1
    talking = Scripted(((), (), (), ("military_talks",)), {}, ("mirror",))
    standing = 0
    for seed in range(100):
        state = new_game(first, seed)
        while not state.ending and state.turn < 4:
            state = apply(first, state, talking(first, state)).state
        if not state.ending and state.values[first.number("border_crisis").index] == deaths - 1:
            standing += 1
            while not state.ending:
                state = apply(first, state, talking(first, state)).state
            assert ending_of(first, state) != "guns"
    assert standing > 5


# ---- Hard ----


def test_every_climb_is_half_as_likely_again(hard: Scenario, scenario: Scenario) -> None:
    """In the same state each rung has one and a half times its chance in the difficult game, as far as it can grow."""
    seen: set[str] = set()
    for state in states_of(scenario, 14):
        easier, steeper = chances(scenario, state), chances(hard, state)
        for rule, chance in easier.items():
            if rule.startswith("ladders.") and not rule.endswith(".down"):
                assert chance <= steeper[rule] <= 1.5 * chance + 1e-9
                if chance < FAR_FROM_SURE:
                    seen.add(rule)
                    assert steeper[rule] == pytest.approx(1.5 * chance)
    assert len(seen) > 5


def test_nothing_else_is_harder(hard: Scenario, scenario: Scenario) -> None:
    """All other rules are those of the difficult game."""
    for section in ("calendar", "meters", "moves", "reactions", "events", "ladders", "endings", "modifiers", "history"):
        assert getattr(hard.document, section) == getattr(scenario.document, section)
    changed = {name for name, found in hard.document.formulas.items() if found != scenario.document.formulas[name]}
    assert changed == {"odds"}


def test_steeper_ladders_bring_more_wars(hard: Scenario, scenario: Scenario) -> None:
    """Even play ends in war at least twice as often."""
    games = 600
    assert ended(hard, "uniform", games)["war"] > 2 * ended(scenario, "uniform", games)["war"] > 0
