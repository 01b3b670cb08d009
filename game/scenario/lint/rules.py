"""Checks of what rules say together: endings, locks, hidden numbers, ranges (E106, E208, E209, E305)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.errors import nearest
from game.scenario.expression import Name, Node, Number, Otherwise, walk
from game.scenario.model import Between, Drawn, Limit
from game.scenario.sites import events, replies

if TYPE_CHECKING:
    from collections.abc import Iterator

    from game.errors import Finding
    from game.scenario.expression import Expression
    from game.scenario.lint.subject import Subject
    from game.scenario.source import KeyPath

CERTAIN = 1.0
BEST = 100
BANDS = 5
# The keys that lead to an ending.
ENTRY = 2
WHOLE_IN_PERCENT = 100


def endings(subject: Subject) -> Iterator[Finding]:
    """E305: exactly one ending is `otherwise`, and it is the last."""
    written = list(subject.document.endings.items())
    others = [index for index, (_, ending) in enumerate(written) if isinstance(ending.when.tree, Otherwise)]
    if not others:
        yield from _no_otherwise(subject)
        return
    if below := [name for name, _ in written[others[0] + 1 :]]:
        yield _covering(subject, written[others[0]][0], below, is_repeated=len(others) > 1)


def _covering(subject: Subject, first: str, below: list[str], *, is_repeated: bool) -> Finding:
    """Report once that an `otherwise` takes every game before the endings below it are asked."""
    spots = subject.places.spots
    are = "and is" if len(below) == 1 else f"and so do {len(below) - 1} others: they are"
    message = f"`{below[0]}` comes after `otherwise` {are} never reached"
    folders = {spot.source.path.parent for name in (first, below[0]) if (spot := spots.get(("endings", name)))}
    if len(folders) > 1:
        # An ending of the parent's stands in another file: nothing there can be moved.
        hint = f"write `before: {first}` in {'it' if len(below) == 1 else 'each'}"
    elif is_repeated:
        message = f"`{first}` is `otherwise` and takes every game: what comes after it is never reached"
        hint = "write its own condition here; only the last ending is `otherwise`"
        return subject.places.finding("E305", message, ("endings", first, "when"), hint=hint)
    else:
        hint = f"move it before `{first}`" if len(below) == 1 else f"move `{first}` to the end"
    return subject.places.finding("E305", message, ("endings", below[0]), on_key=True, hint=hint)


def _no_otherwise(subject: Subject) -> Iterator[Finding]:
    """Report at the last ending that none is `otherwise`, where none that could not be read may have been the one."""
    spots, endings = subject.places.spots, subject.document.endings
    last = next(
        (path for path in reversed(list(spots)) if path[:1] == ("endings",) and len(path) == ENTRY), ("endings",)
    )
    may_be_the_one = last[-1] not in endings and (*last, "when") not in spots
    if (
        may_be_the_one
        or any(_is_misspelt_otherwise(subject, ending.when) for ending in endings.values())
        or any(word == "endings" or "otherwise" in word for word in subject.places.lost)
    ):
        return
    message = "no ending has `when: otherwise`, so a game could stop without one"
    hint = 'add a last one: drift: {check: last, when: otherwise, value: 50, title: "..."}'
    yield subject.places.finding("E305", message, last, on_key=True, hint=hint)


def _is_misspelt_otherwise(subject: Subject, when: Expression) -> bool:
    tree = when.tree
    is_unknown = isinstance(tree, Name) and tree.text not in subject.names.readable
    return is_unknown and nearest(when.text, ("otherwise",)) is not None


def locks(subject: Subject) -> Iterator[Finding]:
    """E106: what can be closed says why."""
    document = subject.document
    rules: list[tuple[KeyPath, bool]] = []
    for name, move in document.moves.items():
        rules.append((("moves", name), move.when is not None and not move.locked))
        for wording, said in move.wordings.items():
            rules.append((("moves", name, "wordings", wording), said.when is not None and not said.locked))
    for path, rule in events(document):
        for below, reply in replies(path, rule.replies):
            rules.append((below, reply.when is not None and not reply.locked))
    for name, ladder in document.ladders.items():
        for answer, ladder_reply in ladder.replies.items():
            silent = ladder_reply.when is not None and not ladder_reply.locked
            rules.append((("ladders", name, "replies", answer), silent))
    spots = subject.places.spots
    # That a `locked` is left blank is told where it stands.
    blank = {path for path, _ in rules if (*path, "locked") in spots and spots[(*path, "locked")].text is None}
    silent_rules = {path for path, silent in rules if silent}
    children = (path for path in subject.places.spots if path[:-1] in silent_rules and path[-1] != "locked")
    misspelt = {path[:-1] for path in children if nearest(str(path[-1]), ("locked",))}
    for path, silent in rules:
        if silent and path not in misspelt | blank:
            message = f"`{path[-1]}` has a `when`, and must say why it is closed"
            hint = 'write locked: "..." in words for the player'
            yield subject.places.finding("E106", message, path, on_key=True, hint=hint)


def hidden_numbers(subject: Subject) -> Iterator[Finding]:
    """E208: what can be sent, and its cost, never gives a hidden number away."""
    behind: dict[str, str | None] = {}
    for site in subject.expressions:
        for node in walk(site.expression.tree) if site.seen else ():
            found = _hidden(subject, node, behind)
            if found:
                through = f" (through `{node.text}`)" if isinstance(node, Name) and node.text != found else ""
                message = f"`{found}` is hidden{through}: what can be sent, and its cost, would give it away"
                hint = "read a number that the player sees"
                yield subject.places.finding("E208", message, site.path, span=(node.start, node.end), hint=hint)


def _hidden(subject: Subject, node: Node, behind: dict[str, str | None]) -> str | None:
    """Return the hidden number that a name reads, directly or through formulas; `behind` remembers theirs."""
    if not isinstance(node, Name):
        return None
    name, document = node.text, subject.document
    holder = document.meters.get(node.parts[0]) or document.flags.get(node.parts[0])
    if holder is not None and holder.hidden:
        return name
    if name in document.formulas and name not in behind:
        # A formula that reads itself finds nothing behind its own name.
        behind[name] = None
        below = (_hidden(subject, part, behind) for part in walk(document.formulas[name].tree))
        behind[name] = next((found for found in below if found), None)
    return behind.get(name)


def meters(subject: Subject) -> Iterator[Finding]:
    """E209: a meter starts, warns and is pulled within its range."""
    for name, meter in subject.document.meters.items():
        path: KeyPath = ("meters", name)
        low, high = meter.range
        if low >= high:
            hint = "write the lower end first"
            yield subject.places.finding("E209", f"the range {low:g}..{high:g} is empty", (*path, "range"), hint=hint)
            continue
        if isinstance(meter.start, Between) and meter.start.between[0] > meter.start.between[1]:
            first, second = meter.start.between
            below = (*path, "start", "between")
            hint = f"write [{second:g}, {first:g}]"
            yield subject.places.finding("E209", "`between` needs its low end first", below, on_key=True, hint=hint)
        for below, number in starts_of(meter.start, (*path, "start")):
            # A percentage where points are meant is told as that.
            is_percentage = high - low > 1 and _written(subject, below).endswith("%")
            if not low <= number <= high and not is_percentage:
                message = f"the start {number:g} is outside the range {low:g}..{high:g}"
                yield subject.places.finding("E209", message, below)
        if meter.danger is not None and not low <= meter.danger <= high:
            message = f"`danger` {meter.danger:g} is outside the range {low:g}..{high:g}"
            yield subject.places.finding("E209", message, (*path, "danger"))
        if not 0 <= meter.pull <= 1:
            below = (*path, "pull")
            hint = _as_share(_written(subject, below), meter.pull, "share")
            message = f"`pull` is a share from 0 to 1; this is {meter.pull:g}"
            yield subject.places.finding("E209", message, below, hint=hint)
        if meter.edge and not (meter.edge.within > 0 and 0 <= meter.edge.least <= 1):
            message = "`edge` needs `within` above 0 and `least` from 0 to 1"
            yield subject.places.finding("E209", message, (*path, "edge"), on_key=True)
        if meter.bands and len(meter.bands) != BANDS:
            message = f"`bands` has five words, lowest first; {len(meter.bands)} found"
            yield subject.places.finding("E209", message, (*path, "bands"), on_key=True)


def starts_of(start: float | Between | dict[str, float], path: KeyPath) -> Iterator[tuple[KeyPath, float]]:
    """Yield the numbers that a meter may start at, with their places."""
    match start:
        case Between(between=ends):
            yield from (((*path, "between", index), end) for index, end in enumerate(ends))
        case dict():
            yield from (((*path, capital), number) for capital, number in start.items())
        case _:
            yield path, start


def chances(subject: Subject) -> Iterator[Finding]:
    """E209: a chance can lie within 0..1, a weight is not below 0, a cost is a whole number."""
    for site in subject.expressions:
        tree, key = site.expression.tree, site.path[-1]
        low, high = subject.intervals.of(tree)
        if site.wanted == "chance" and (low > CERTAIN or high < 0):
            hint = _as_share(site.expression.text, low, "chance") if isinstance(tree, Number) else ""
            message = f"`{key}` is a chance from 0 to 1; this is {_range(low, high)}"
            yield subject.places.finding("E209", message, site.path, hint=hint)
        elif key == "weight" and high < 0:
            yield subject.places.finding("E209", f"a weight is not below 0; this is {_range(low, high)}", site.path)
        elif key == "agenda" and isinstance(tree, Number) and not low.is_integer():
            yield subject.places.finding("E209", f"`agenda` is a whole number of points, not {low:g}", site.path)
    for name, flag in subject.document.flags.items():
        if isinstance(flag.start, Drawn) and not 0 <= flag.start.chance <= CERTAIN:
            message = f"a chance lies from 0 to 1; this is {flag.start.chance:g}"
            path: KeyPath = ("flags", name, "start", "chance")
            hint = _as_share(_written(subject, path), flag.start.chance, "chance")
            yield subject.places.finding("E209", message, path, hint=hint)


def _as_share(written: str, number: float, what: str) -> str:
    """Return what to write for a share above 1: points that lack their `%` get it."""
    if number.is_integer() and 1 < number <= WHOLE_IN_PERCENT and not written.rstrip().endswith("%"):
        return f"write {number:g}%"
    return f"a {what} lies between 0 and 1 (0% and 100%)"


def _written(subject: Subject, path: KeyPath) -> str:
    spot = subject.places.spots.get(path)
    return (spot.text if spot else None) or ""


def _range(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g}..{high:g}"


def values(subject: Subject) -> Iterator[Finding]:
    """E209: an ending's value can lie from 0 to 100."""
    for name, ending in subject.document.endings.items():
        low, high = subject.intervals.of(ending.value.tree)
        if low > BEST or high < 0:
            message = f"an ending's `value` lies from 0 to 100; this is {_range(low, high)}"
            yield subject.places.finding("E209", message, ("endings", name, "value"))


def limits(subject: Subject) -> Iterator[Finding]:
    """E209: a limit lets a thing happen at least once."""
    document = subject.document
    written: list[tuple[KeyPath, Limit]] = [(("moves", name), move.limit) for name, move in document.moves.items()]
    written += [(("reactions", name), reaction.limit) for name, reaction in document.reactions.items()]
    written += [(("events", name), event.limit) for name, event in document.events.items()]
    for path, limit in written:
        if limit.times == 0:
            message = f"`{path[-1]}` may happen 0 times, which is never"
            yield subject.places.finding("E209", message, (*path, "limit", "times"), hint="leave it out, or write 1")
    for name, modifier in document.modifiers.items():
        if modifier.times < 0:
            message = "`times` multiplies a change and is not below 0"
            yield subject.places.finding("E209", message, ("modifiers", name, "times"))
    for name, ladder in document.ladders.items():
        if ladder.per_turn == 0:
            message = "`per_turn` 0 would let nothing climb"
            yield subject.places.finding(
                "E209", message, ("ladders", name, "per_turn"), hint="leave it out, or write 1"
            )
        for reply, rule in ladder.replies.items():
            if rule.climb < 0:
                path = ("ladders", name, "replies", reply, "climb")
                yield subject.places.finding("E209", "`climb` multiplies a chance and is not below 0", path)
