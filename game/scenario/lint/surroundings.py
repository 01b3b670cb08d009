"""What holds where an expression is read: the conditions of the rule around it, the rung a ladder stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from game.scenario.expression import Otherwise
from game.scenario.lint.domain import Domain, few, one
from game.scenario.names import QUIET, SAY, happenings, rungs_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.scenario.expression import Expression
    from game.scenario.lint.reasoning import Env
    from game.scenario.lint.subject import Subject
    from game.scenario.model import Ladder
    from game.scenario.sites import Site
    from game.scenario.source import KeyPath


class Surroundings:
    """Knows which conditions are read in one state with an expression, and surely hold there."""

    def __init__(self, subject: Subject) -> None:
        """Keep the document."""
        self._subject = subject
        self._document = subject.document
        self._found: dict[KeyPath, Env | None] = {}
        self._said = {str(rule.replies.get(SAY)) for _, rule in happenings(subject.document)}

    def of(self, site: Site) -> Env | None:
        """Return what is known where an expression is read, or None where it is never read."""
        # All effects of a block are read in one state.
        key = site.path[:-1] if site.path[-2] == "effects" else site.path
        if key not in self._found:
            self._found[key] = self._of(site)
        return self._found[key]

    def _of(self, site: Site) -> Env | None:
        env: Env | None = dict(self._places(site.path))
        for path, condition in self._conditions(site.path):
            inside = self._subject.reasoner.assume(condition.tree, True, env) if env is not None else None
            # `this` is another rule there.
            keep = path[:-1] == site.path[:-1]
            env = {key: known for key, known in inside.items() if keep or "(this)" not in key} if inside else inside
        return env

    def notes(self, site: Site) -> tuple[str, ...]:
        """Return where the conditions around an expression stand, and where a ladder stands when it is read."""
        stands = tuple(
            f"`{name}` stands on {_rungs(self._document.ladders[name], known)} where this is read"
            for name, known in self._places(site.path)
            if name in self._document.ladders
        )
        return stands + tuple(
            f"`{condition.text}` holds here: {self._subject.places.line_of(path)}"
            for path, condition in self._conditions(site.path)
        )

    def _conditions(self, path: KeyPath) -> Iterator[tuple[KeyPath, Expression]]:
        """Yield the conditions that surely hold where the expression at `path` is read, outermost first."""
        for above in self._above(path):
            rule: Any = self._document
            for key in above:
                rule = rule[key] if isinstance(rule, dict) else getattr(rule, str(key), None)
            found: Expression | None = getattr(rule, "when", None)
            if found is not None and (*above, "when") != path and not isinstance(found.tree, Otherwise):
                yield (*above, "when"), found

    def _above(self, path: KeyPath) -> Iterator[KeyPath]:  # noqa: C901 - one case for each kind of rule
        match path:
            # An event that says a move offers its wordings whatever the move's own condition.
            case ("moves", move, "wordings", wording, *_):
                if move not in self._said:
                    yield ("moves", move)
                yield ("moves", move, "wordings", wording)
            case ("moves", move, *_):
                if move not in self._said:
                    yield ("moves", move)
            case ("reactions", name, *_):
                yield ("reactions", name)
            case ("events", name, "one_of", member, "when" | "weight"):
                yield ("events", name)
                yield ("events", name, "one_of", member)
            case ("events", name, "chance") | ("events", name, "effects", _):
                yield ("events", name)
            case ("events", *_, "replies", _, "effects", _):
                yield path[:-2]
            case ("ladders", name, "replies", reply, "effects", _):
                yield ("ladders", name, "replies", reply)
            case ("ladders", name, "way_down", "chance"):
                yield ("ladders", name, "way_down")

    def _places(self, path: KeyPath) -> Iterator[tuple[str, Domain]]:
        """Yield where a ladder stands and which turn it is."""
        match path:
            case ("endings", name, *_) if self._document.endings[str(name)].check == "last":
                yield "turn", one(float(len(self._document.calendar.turns)))
            case ("ladders", name, "rungs", int(index), key, *_):
                yield str(name), one(float(index if key == "climb" else index + 1))
            case ("ladders", name, "way_down", _):
                ladder = self._document.ladders[str(name)]
                rungs = rungs_of(ladder)
                to = ladder.way_down.to if ladder.way_down else None
                lowest = rungs.index(to) + 1 if to in rungs else rungs.index(QUIET) + 1
                standing = few(map(float, range(lowest, len(rungs))))
                if standing:
                    yield str(name), standing


def _rungs(ladder: Ladder, known: Domain) -> str:
    """Return the rungs of a domain by their names."""
    names = rungs_of(ladder)
    return " or ".join(f"`{names[int(place)]}`" for place in known.values or ())
