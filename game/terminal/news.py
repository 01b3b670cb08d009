"""What took place, as lines: each rule that acted, with the visible numbers that it moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.engine import shown
from game.session.account import flag_text
from game.session.titles import has_text, rule_title, value_text
from game.terminal.console import Heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from game.engine import Change, Scenario, Step
    from game.session.session import Session

__all__ = ["news", "step_news"]


def step_news(scenario: Scenario, step: Step, *, ended: bool) -> Iterator[str]:
    """Yield what a decision led to: what took place, in order, each with the visible numbers that it moved."""
    changes = [change for change in step.changes if _may_tell(scenario, change, ended=ended)]
    for happening in dict.fromkeys(happening.rule for happening in step.happenings):
        moved = _moved(scenario, (change for change in changes if change.rule == happening))
        if moved or has_text(scenario, happening):
            yield f"  {_news_title(scenario, happening)}{f' [{moved}]' if moved else ''}"
    drift = _moved(scenario, (change for change in changes if change.rule == "pull"))
    if drift:
        yield f"  {rule_title(scenario, 'pull')} [{drift}]"


def news(session: Session) -> Iterator[str]:
    """Yield what took place in this turn and the one before."""
    yield Heading("News of this turn and the one before")
    told = False
    for step in session.steps:
        if step.happenings and step.happenings[0].turn >= session.state.turn - 1:
            for line in step_news(session.scenario, step, ended=session.ended):
                told = True
                yield line
    if not told:
        yield "  Nothing yet."


def _may_tell(scenario: Scenario, change: Change, *, ended: bool) -> bool:
    number = scenario.number(change.number)
    return not number.counter and (ended or not number.hidden)


def _moved(scenario: Scenario, changes: Iterable[Change]) -> str:
    """Return the shown changes of a rule: 'Beijing +3, Tension -1'; a change too small to show is left out."""
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    for change in changes:
        first.setdefault(change.number, change.before)
        last[change.number] = change.after
    words = []
    for name, before in first.items():
        number = scenario.number(name)
        if number.kind == "flag":
            words.append(f"'{number.title}' {flag_text(last[name] - before)}")
        elif number.kind != "meter":
            words.append(f"{number.title}: {value_text(scenario, number, last[name])}")
        elif shown(number, last[name]) != shown(number, before):
            words.append(f"{number.title} {shown(number, last[name]) - shown(number, before):+d}")
    return ", ".join(words)


def _news_title(scenario: Scenario, rule: str) -> str:
    """Return the title of what took place, with the capital that acted and the text behind a headline."""
    section, _, rest = rule.partition(".")
    title = rule_title(scenario, rule)
    document = scenario.document
    if section == "reactions":
        reaction = document.reactions[rest]
        text = reaction.text or title
        return f"{document.capitals[reaction.capital].name}: {text}" if reaction.capital else text
    if section == "events" and "." not in rest:
        event = document.events.get(rest) or document.events[scenario.index.members[rest]].one_of[rest]
        return f"{title}. {event.text}" if event.headline and event.text else title
    return title
