"""Checks of ladders that lead nowhere (W307) and of effects that their number cannot take (W308)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Number
from game.scenario.lint.surroundings import Surroundings
from game.scenario.names import rungs_of
from game.scenario.sites import Site
from game.scenario.values import Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.domain import Domain
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Ladder
    from game.scenario.source import KeyPath
    from game.scenario.values import Effect


def ladders(subject: Subject) -> Iterator[Finding]:
    """W307: what a ladder says of its rungs can happen: ways down lead down, replies are offered somewhere."""
    for name, ladder in subject.document.ladders.items():
        lifted = _lifted(subject, name)
        for below, message, hint in (*_rungs(ladder, lifted), *_ways(ladder), *_replies(ladder)):
            path = ("ladders", name, *below)
            yield subject.places.finding("W307", message, path, hint=hint, severity="warning")


def _lifted(subject: Subject, name: str) -> int:
    """Return the highest rung that an effect may bring a ladder to; the top where steps are counted."""
    rungs = rungs_of(subject.document.ladders[name])
    found = [written[name] for _, written in subject.blocks if name in written]
    return max((len(rungs) if one.rung is None else rungs.index(one.rung) for one in found), default=0)


def _rungs(ladder: Ladder, lifted: int) -> Iterator[tuple[KeyPath, str, str]]:
    known = rungs_of(ladder)
    for index, rung in enumerate(ladder.rungs):
        lower = f"write one of {', '.join(known[: index + 1])}" if index else "leave it out: it fades to quiet"
        if isinstance(rung.climb.tree, Number) and rung.climb.tree.value == 0 and lifted <= index:
            message = f"`{rung.id}` is never reached: its chance is 0, and no effect lifts the ladder to it"
            yield ("rungs", index, "climb"), message, "give it a chance, or an effect that leads to it"
        if rung.to is not None and rung.fade is None:
            yield (
                ("rungs", index, "to"),
                f"`{rung.id}` has no `fade`, so it never goes down to `{rung.to}`",
                "add fade: 50%",
            )
        elif rung.to in known[index + 1 :]:
            yield ("rungs", index, "to"), f"`{rung.id}` fades down, and `{rung.to}` is not below it", lower


def _ways(ladder: Ladder) -> Iterator[tuple[KeyPath, str, str]]:
    top = ladder.rungs[-1].id
    if ladder.way_down and ladder.way_down.to == top:
        message = f"no rung stands above `{top}`, so this way down is never taken"
        yield ("way_down", "to"), message, "name a lower rung, or leave it out for quiet"
    if ladder.per_turn is not None and ladder.per_turn > len(ladder.rungs):
        message = f"`per_turn` {ladder.per_turn} bounds nothing: there are {len(ladder.rungs)} rungs"
        yield ("per_turn",), message, "leave it out, or write a smaller number"


def _replies(ladder: Ladder) -> Iterator[tuple[KeyPath, str, str]]:
    top = ladder.rungs[-1].id
    for name, reply in ladder.replies.items():
        if reply.lowest == top:
            message = f"`{name}` is never offered: on the last rung, `{top}`, no reply is asked"
            yield ("replies", name, "from"), message, "name a lower rung"


def effects(subject: Subject) -> Iterator[Finding]:
    """W308: no effect is larger than its number's whole range, or always cut away at an end."""
    surroundings = subject.once(Surroundings)
    for path, written in subject.blocks:
        for name, effect in written.items():
            message, hint = _effect(subject, surroundings, (*path, name), effect)
            if message:
                yield subject.places.finding("W308", message, (*path, name), hint=hint, severity="warning")


def _effect(subject: Subject, surroundings: Surroundings, path: KeyPath, effect: Effect) -> tuple[str, str]:
    """Return what is wrong with an effect, and what to write; nothing where it is sound."""
    name = str(path[-1])
    kind = subject.names.kind(name)
    if effect.amount is None or kind not in ("meter", "ladder"):
        return "", ""
    known = subject.reasoner.facts.declared(name)
    around = surroundings.of(Site(path, effect.amount, "either"))
    if around is None or known is None:
        return "", ""
    amount = subject.reasoner.value(effect.amount.tree, around)
    if effect.operation is Operation.SET:
        if amount.low > known.high or amount.high < known.low:
            return f"`{name}` lies in {known}, and is set to {amount}", "write a number of its range"
        return "", ""
    return _change(name, amount, known, subject.reasoner.known(name, around))


def _change(name: str, amount: Domain, known: Domain, now: Domain) -> tuple[str, str]:
    width = known.high - known.low
    if amount.single == 0:
        return f"this does not change `{name}`", "leave it out, or write how much"
    if amount.low > width or amount.high < -width:
        return f"this change is larger than the whole range of `{name}`, {known}", "write a smaller number"
    if (amount.low >= 0 and now.low >= known.high) or (amount.high <= 0 and now.high <= known.low):
        return f"`{name}` is always {now} here, at the end of its range, so this changes nothing", "leave it out"
    return "", ""
