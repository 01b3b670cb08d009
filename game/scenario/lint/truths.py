"""Checks of what conditions and chances can come to at all (W301, W302, W306); what is said here is proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.scenario.expression import Call, Comparison, If, Logic, Name, Negate, Node, Not, Number, YesNo, children, walk
from game.scenario.lint.facts import NEVER
from game.scenario.lint.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.domain import Domain
    from game.scenario.lint.reasoning import Env, Reasoner
    from game.scenario.lint.subject import Subject
    from game.scenario.sites import Site

SAID = {True: "always true", False: "never true"}
DROP = {True: "leave it out, if that is meant", False: "leave it out, or change the number"}


def always_or_never(subject: Subject) -> Iterator[Finding]:
    """W301: no condition is always true, or never, from the declared ranges."""
    for site in _with_conditions(subject):
        if isinstance(site.expression.tree, YesNo):
            yield _Review(subject, site).never()
        else:
            found = _Review(subject, site).visit(site.expression.tree, {})
            yield from (finding for finding in found if finding.code == "W301")


def contradictions(subject: Subject) -> Iterator[Finding]:
    """W302: no comparison lies outside its number's range, and no condition contradicts what holds around it."""
    surroundings = subject.once(Surroundings)
    for site in _with_conditions(subject):
        around = surroundings.of(site)
        if around is not None and not isinstance(site.expression.tree, YesNo):
            found = _Review(subject, site, surroundings).visit(site.expression.tree, around)
            yield from (finding for finding in found if finding.code == "W302")


def _with_conditions(subject: Subject) -> Iterator[Site]:
    """Yield the expressions that have a condition in them; of those that are one word only a `when: no`."""
    for site in subject.expressions:
        tree = site.expression.tree
        if isinstance(tree, YesNo):
            if site.wanted == "condition" and not tree.value:
                yield site
        elif any(isinstance(node, (Comparison, Logic, Not)) for node in walk(tree)):
            yield site


class _Review:
    """Reads the conditions of one expression, with what holds where it stands."""

    def __init__(self, subject: Subject, site: Site, surroundings: Surroundings | None = None) -> None:
        self.subject = subject
        self.reasoner: Reasoner = subject.reasoner
        self.site = site
        self.surroundings = surroundings

    def never(self) -> Finding:
        message = "`no` is never true, so this never happens"
        return self.report("W301", message, self.site.expression.tree, "leave the rule out")

    def visit(self, node: Node, env: Env) -> Iterator[Finding]:
        """Report the conditions of an expression that are decided before the game is played."""
        if isinstance(node, (Comparison, Logic, Not)):
            decided = self.reasoner.decided(node, {})
            if decided is not None:
                yield from self.culprits(node, decided)
                return
            if env and self.reasoner.decided(node, env) is False:
                yield self.contradiction(self.innermost(node, env))
                return
        for part, inside in self.parts(node, env):
            yield from self.visit(part, inside)

    def parts(self, node: Node, env: Env) -> Iterator[tuple[Node, Env]]:
        """Yield the parts of an expression with what is known where each is read."""
        match node:
            case _ if self.surroundings is None:
                # Only what the ranges decide is looked for.
                yield from ((part, env) for part in children(node))
            case If(condition=condition):
                yield condition, env
                for part, truth in ((node.then, True), (node.otherwise, False)):
                    inside = self.reasoner.assume(condition, truth, env)
                    if inside is not None:
                        yield part, inside
            case Logic(operator="and", operands=operands):
                known: Env | None = env
                for operand in operands:
                    if known is not None:
                        yield operand, known
                        known = self.reasoner.assume(operand, True, known)
            case _:
                yield from ((part, env) for part in children(node))

    def culprits(self, node: Node, decided: bool) -> Iterator[Finding]:  # noqa: FBT001 - what the node always is
        """Report the smallest parts that decide a condition; a formula is reported where it is written."""
        below = [(part, self.reasoner.decided(part, {})) for part in _conditions(node)]
        found = [(part, truth) for part, truth in below if truth is not None]
        for part, truth in found:
            if not isinstance(part, (Name, YesNo)):
                yield from self.culprits(part, truth)
        if not found:
            yield self.decision(node, decided)

    def decision(self, node: Node, decided: bool) -> Finding:  # noqa: FBT001 - as above
        text = self.text(node)
        if isinstance(node, Comparison) and len(node.rest) == 1:
            sides = (node.first, node.rest[0][1])
            name = next((side for side in sides if isinstance(side, (Name, Call))), None)
            if name is not None and any(map(_is_number, sides)):
                lies = self.reasoner.value(name, {})
                message = f"`{text}` is {SAID[decided]}: `{self.text(name)}` {_lies(name, lies)}"
                return self.report("W302", message, node, DROP[decided])
        if isinstance(node, Logic) and node.operator == "and":
            message = f"`{text}` is never true: its parts contradict each other"
            return self.report("W302", message, node, "did you mean `or`?")
        message = f"`{text}` is {SAID[decided]}, whatever the numbers are"
        return self.report("W301", message, node, DROP[decided])

    def innermost(self, node: Node, env: Env) -> Node:
        """Return the smallest part of a condition that what holds around it makes impossible."""
        if isinstance(node, Logic) and node.operator == "and":
            for operand in node.operands:
                if isinstance(operand, (Comparison, Logic)) and self.reasoner.decided(operand, env) is False:
                    return self.innermost(operand, env)
        return node

    def contradiction(self, node: Node) -> Finding:
        message = f"`{self.text(node)}` is never true here: it contradicts a condition that holds around it"
        notes = self.surroundings.notes(self.site) if self.surroundings else ()
        return self.report("W302", message, node, "change one of the two", notes)

    def report(self, code: str, message: str, node: Node, hint: str, notes: tuple[str, ...] = ()) -> Finding:
        return self.subject.places.finding(
            code, message, self.site.path, span=_span(node), hint=hint, notes=notes, severity="warning"
        )

    def text(self, node: Node) -> str:
        start, end = _span(node)
        spot = self.subject.places.spots.get(self.site.path)
        return spot.text[start:end] if spot and spot.text else self.site.expression.text


def _span(node: Node) -> tuple[int, int]:
    return (node.start, node.operand.end) if isinstance(node, Not) else (node.start, node.end)


def _conditions(node: Node) -> tuple[Node, ...]:
    match node:
        case Logic(operands=operands):
            return operands
        case Not(operand=operand):
            return (operand,)
        case _:
            return ()


def _is_number(node: Node) -> bool:
    return isinstance(node, Number) or (isinstance(node, Negate) and isinstance(node.operand, Number))


def _lies(node: Node, lies: Domain) -> str:
    """Say what a name can be; what never happened stands apart."""
    if isinstance(node, Call) and node.function == "since" and lies.values:
        return f"is {lies.values[0]:g} to {lies.values[-2]:g}, or {NEVER:g} where it never happened"
    return f"is always {lies}" if lies.single is not None else f"lies in {lies}"


def chances(subject: Subject) -> Iterator[Finding]:
    """W306: a chance is not always 0 and not always 1, and does not start above 1."""
    start, surroundings = subject.reasoner.facts.start(), subject.once(Surroundings)
    for site in subject.expressions:
        if site.wanted == "chance" or site.path[-1] == "weight":
            around = surroundings.of(site)
            message, hint = _chance(subject, site, around, start) if around is not None else ("", "")
            if message:
                yield subject.places.finding("W306", message, site.path, hint=hint, severity="warning")


def _chance(subject: Subject, site: Site, around: Env, start: Env) -> tuple[str, str]:
    """Return what is wrong with a chance or a weight, and what to do; nothing where it is sound."""
    tree, key = site.expression.tree, site.path[-1]
    if _is_meant(tree, str(key)) or (site.wanted == "chance" and _is_outside(subject, tree)):
        return "", ""
    found = subject.reasoner.value(tree, around)
    if found.high <= 0:
        return f"`{key}` is always 0, so this never happens", "leave the rule out, or give it a chance"
    if site.wanted == "chance" and found.low >= 1:
        return f"`{key}` is always 1 or more, which counts as 1", f"write {key}: 100%"
    if site.wanted != "chance" or found.high <= 1:
        return "", ""
    first = subject.reasoner.value(tree, start | around)
    if first.low <= 1:
        return "", ""
    message = f"`{key}` is {first} where the numbers stand at the start; more than 1 counts as 1"
    return message, "divide it, or write min(1, ...) around it"


def _is_meant(tree: Node, key: str) -> bool:
    """Return whether a chance says plainly what it is: a number, and 0 only where a ladder may want that.

    A rung may have no chance of its own since effects lift the ladder to it, or never fade.
    """
    return isinstance(tree, Number) and (tree.value > 0 or key in ("climb", "fade", "again"))


def _is_outside(subject: Subject, tree: Node) -> bool:
    """Return whether a chance lies outside 0..1 altogether, which is an error and reported as one."""
    low, high = subject.intervals.of(tree)
    return low > 1 or high < 0
