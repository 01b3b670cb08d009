"""Checks of names and types inside expressions (E201, E203, E305), and of divisions (E204)."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from game.scenario.expression import (
    Arithmetic,
    Call,
    Comparison,
    If,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Otherwise,
    YesNo,
)
from game.scenario.names import a, rungs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.lint.subject import Subject
    from game.scenario.sites import Site

HINTS = {
    "number": "write if({0}, 1, 0) to count it",
    "condition": "compare it, such as `{0} > 50`",
}
SAID = {"number": "a number", "condition": "a condition"}


def unknown_names(subject: Subject) -> Iterator[Finding]:
    """E201: every name in an expression exists."""
    return (finding for finding in subject.once(_names_and_types) if finding.code == "E201")


def types(subject: Subject) -> Iterator[Finding]:
    """E203: numbers and conditions stand where they belong."""
    return (finding for finding in subject.once(_names_and_types) if finding.code == "E203")


def stray_otherwise(subject: Subject) -> Iterator[Finding]:
    """E305: `otherwise` stands only in the `when` of an ending."""
    return (finding for finding in subject.once(_names_and_types) if finding.code == "E305")


def _names_and_types(subject: Subject) -> tuple[Finding, ...]:
    """Read every expression once for the three checks above: a type is known only where the names are."""
    formulas: dict[str, str | None] = {}
    sites = subject.expressions
    return tuple(finding for site in sites for finding in of_site(subject, site, formulas))


def of_site(subject: Subject, site: Site, formulas: dict[str, str | None]) -> Iterator[Finding]:
    """Yield what is wrong with the names and types of one expression; `formulas` keeps the types found on the way."""
    reader = _Reader(subject, site, formulas)
    found = reader.type_of(site.expression.tree)
    wanted = _wanted(subject, site)
    if found and (wanted or found == "ladder"):
        reader.want(site.expression.tree, wanted or "number", found)
    yield from reader.findings


def _wanted(subject: Subject, site: Site) -> str | None:
    """Return the type that a site's expression must have, or None where it may have either."""
    if site.path[-2] == "effects":
        is_number = subject.names.kind(str(site.path[-1])) in ("meter", "ladder")
        return "number" if is_number and not isinstance(site.expression.tree, YesNo) else None
    return {"either": None, "condition": "condition"}.get(site.wanted, "number")


def divisions(subject: Subject) -> Iterator[Finding]:
    """E204: no divisor can be 0."""
    for site in subject.expressions:
        yield from divisions_of(subject, site)


def divisions_of(subject: Subject, site: Site) -> Iterator[Finding]:
    """Yield each divisor of one expression that can be 0."""
    for node, (low, high) in subject.intervals.divisions_by_zero(site.expression.tree):
        lies = f" (it lies in {low:g}..{high:g})" if isfinite(low) and isfinite(high) else ""
        message = f"this can be 0{lies}, and nothing is divided by 0"
        hint = "write max(1, ...) around it"
        yield subject.places.finding("E204", message, site.path, span=(node.start, node.end), hint=hint)


class _Reader:
    """Finds the type of one expression's parts: `number`, `condition`, `ladder`, or None after a fault."""

    def __init__(self, subject: Subject, site: Site, formulas: dict[str, str | None]) -> None:
        self.subject = subject
        self.site = site
        self.formulas = formulas
        self.findings: list[Finding] = []

    def type_of(self, node: Node) -> str | None:  # noqa: C901, PLR0911 - one case for each kind of node
        match node:
            case Number():
                return "number"
            case Name():
                return self.name(node)
            case Negate(operand=operand):
                self.want(operand, "number")
                return "number"
            case Arithmetic(left=left, right=right):
                self.want(left, "number")
                self.want(right, "number")
                return "number"
            case Not(operand=operand):
                self.want(operand, "condition")
            case Logic(operands=operands):
                for operand in operands:
                    self.want(operand, "condition")
            case Comparison():
                self.comparison(node)
            case Call():
                return self.call(node)
            case If():
                return self.either(node)
            case Otherwise() if self.site.path[0] != "endings" or self.site.path[-1] != "when":
                self.report("E305", "`otherwise` stands only in the `when` of the last ending", node)
                return None
            case _:
                pass
        return "condition"

    def want(self, node: Node, wanted: str, found: str | None = None) -> None:
        """Report a part that is not of the type which its place wants."""
        found = found or self.type_of(node)
        if found is None or found == wanted:
            return
        text = self.text(node)
        if found == "ladder":
            rungs = rungs_of(self.subject.document.ladders[text])
            hint = f"compare it with a rung, such as `{text} >= {rungs[1]}`"
            self.report("E203", f"`{text}` is a ladder; {SAID[wanted]} is expected here", node, hint)
            return
        simple = text if isinstance(node, Name) else "..."
        self.report(
            "E203", f"{SAID[wanted]} is expected here, `{text}` is {SAID[found]}", node, HINTS[wanted].format(simple)
        )

    def either(self, node: If) -> str | None:
        self.want(node.condition, "condition")
        then, otherwise = self.type_of(node.then), self.type_of(node.otherwise)
        if then and otherwise and then != otherwise:
            self.report("E203", "both answers of `if` must be numbers, or both conditions", node)
            return None
        return then or otherwise

    def comparison(self, node: Comparison) -> None:
        operands = [node.first, *(operand for _, operand in node.rest)]
        ladders = self.subject.document.ladders
        ladder = next((part.text for part in operands if isinstance(part, Name) and part.text in ladders), None)
        if ladder is not None:
            self.rungs(ladder, operands)
            return
        if any(isinstance(part, Name) and self.subject.is_lost(part.text) for part in operands):
            # What could not be read may have been a ladder, and the rest its rungs.
            return
        unknown = [part for part in operands if isinstance(part, Name) and self.subject.names.kind(part.text) is None]
        # Of a ladder that is nowhere nobody knows the rungs either.
        found = [self.type_of(operand) for operand in operands if operand not in unknown[1:]]
        if None in found or len(unknown) > 1:
            return
        if "condition" in found and not (node.rest[0][0] in ("==", "!=") and found[0] == found[1]):
            operand = operands[found.index("condition")]
            message = f"`{self.text(operand)}` is yes or no, and cannot be compared with a number"
            hint = f"write `{self.text(operand)}` alone, or `not {self.text(operand)}`"
            self.report("E203", message, operand, hint if isinstance(operand, Name) else "")

    def rungs(self, ladder: str, operands: list[Node]) -> None:
        """A ladder is compared with its own rungs only."""
        rungs = rungs_of(self.subject.document.ladders[ladder])
        for operand in operands:
            if isinstance(operand, Name) and operand.text in (ladder, *rungs):
                continue
            text = self.text(operand)
            if isinstance(operand, Name) and self.subject.names.kind(text) is None:
                span = (operand.start, operand.end)
                self.findings += self.subject.unknown("rung", text, rungs, self.site.path, span=span, owner=ladder)
            else:
                hint = f"rungs: {', '.join(rungs)}"
                self.report("E203", f"`{ladder}` is compared with its rungs only, not with `{text}`", operand, hint)

    def call(self, node: Call) -> str:
        if node.function in ("since", "times"):
            self.happening(node.function, node.arguments[0])
        else:
            for argument in node.arguments:
                self.want(argument, "condition" if node.function == "count" else "number")
        return "number"

    def happening(self, function: str, node: Node) -> None:
        name = self.text(node)
        kind = self.subject.names.kind(name)
        if name == "this":
            if not self.site.happens:
                self.report("E203", "`this` means the rule being read, and nothing happens here", node)
        elif kind is None:
            known = self.subject.names.happenings
            span = (node.start, node.end)
            self.findings += self.subject.unknown("happening", name, known, self.site.path, span=span)
        elif name not in self.subject.names.happenings:
            hint = f"`{function}` takes a move, a wording, a reaction, an event, a reply or a rung"
            if kind == "ladder":
                hint = f"name a rung, such as `{name}.{self.subject.document.ladders[name].rungs[0].id}`"
            self.report("E203", f"`{name}` is {a(kind)}, and does not happen", node, hint)

    def name(self, node: Name) -> str | None:
        kind = self.subject.names.kind(node.text)
        match kind:
            case "meter" | "turn":
                return "number"
            case "flag":
                return "condition"
            case "ladder":
                return "ladder"
            case "formula":
                return self.formula(node.text)
            case None:
                self.unknown(node)
            case _:
                self.misused(node, kind)
        return None

    def formula(self, name: str) -> str | None:
        if name not in self.formulas:
            # While its own type is being found, a formula that reads itself has none.
            self.formulas[name] = None
            tree = self.subject.document.formulas[name].tree
            self.formulas[name] = _Reader(self.subject, self.site, self.formulas).type_of(tree)
        return self.formulas[name]

    def unknown(self, node: Name) -> None:
        span, first = (node.start, node.end), node.parts[0]
        kind = self.subject.names.kind(first)
        capitals = self.subject.document.capitals
        if kind == "meter per capital" and len(node.parts) == len(("trust", "beijing")):
            if not self.subject.is_lost(node.text):
                found = self.subject.unknown("capital", node.parts[1], capitals, self.site.path, span=span)
                self.findings += found
        elif kind in ("meter", "flag", "formula", "ladder"):
            self.report("E203", f"`{first}` is {a(kind)}; nothing belongs to it by a dot", node, f"write `{first}`")
        else:
            known = self.subject.names.readable
            if self.site.path[0] == "endings" and self.site.path[-1] == "when" and node is self.site.expression.tree:
                known = (*known, "otherwise")
            hint = self.meant(node.text)
            self.findings += self.subject.unknown("name", node.text, known, self.site.path, span=span, hint=hint)

    def meant(self, name: str) -> str:
        """Return what to write for a number in words, and in a test for an ending; nothing for other names."""
        # Imported here: a sound scenario needs none of it.
        from game.scenario.misread import number_meant  # noqa: PLC0415

        if self.site.path[0] == "tests" and name in self.subject.document.endings:
            return f"write `ending is {name}`"
        number = number_meant(name)
        return f"write {number}" if number else ""

    def misused(self, node: Name, kind: str) -> None:
        text = node.text
        if kind == "meter per capital":
            capital = next(iter(self.subject.document.capitals), "beijing")
            self.report("E203", f"`{text}` has a number for each capital", node, f"write `{text}.{capital}`")
        elif kind == "rung":
            ladder, rung = node.parts
            hint = f"write `{ladder} >= {rung}`, or since({text})"
            self.report("E203", f"`{text}` is a rung and no number", node, hint)
        else:
            self.report("E203", f"`{text}` is {a(kind)} and no number", node, f"write since({text}) or times({text})")

    def report(self, code: str, message: str, node: Node, hint: str = "") -> None:
        span = (node.start, node.end)
        self.findings.append(self.subject.places.finding(code, message, self.site.path, span=span, hint=hint))

    def text(self, node: Node) -> str:
        """Return a part of the expression as it was written."""
        if isinstance(node, Name):
            return node.text
        spot = self.subject.places.spots.get(self.site.path)
        return spot.text[node.start : node.end] if spot and spot.text else self.site.expression.text
