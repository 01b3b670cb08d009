"""Scenarios made by a seeded generator: small, but with every kind of rule that the text of the rules knows."""

from __future__ import annotations

from random import Random

CAPITALS = ("beijing", "washington", "tokyo")
SEEN = (*(f"trust.{capital}" for capital in CAPITALS), "tension")
METERS = (*SEEN, "hold")


def fuzzed(seed: int) -> str:
    """Return the file of the scenario of this seed."""
    return "\n".join(Maker(Random(seed)).lines()) + "\n"  # noqa: S311 - no secret


class Maker:
    """Writes one scenario; every choice comes from `luck`."""

    def __init__(self, luck: Random) -> None:
        """Decide how large it is."""
        self.luck = luck
        self.moves = [f"move_{number}" for number in range(luck.randint(3, 7))]
        self.turns = luck.randint(4, 9)
        self.events = [f"event_{number}" for number in range(luck.randint(2, 7))]

    def lines(self) -> list[str]:
        """Return the sections in order."""
        parts = (self.frame(), self.played(), self.ruled(), self.climbed(), self.ended())
        return [line for part in parts for line in part]

    def number(self) -> str:
        """Return an expression that is a number, without quotes."""
        one, other = self.luck.choice(METERS), self.luck.choice(METERS)
        return self.luck.choice(
            (
                f"{one} / 7",
                f"max({one}, {other}) / 9 - turn",
                f"min({one} - {other}, 5, turns_left)",
                f"if({one} > {other}, 3, {one} / 11)",
                f"round({one} * 0.13) - 2",
                f"abs({one} - {other}) / 8",
                f"clamp({one} / 3, 1, 7)",
                f"2.5 * times({self.luck.choice(self.moves)})",
                f"floor({other} / 6) - ceil({one} / 10)",
                "heat / 10",
            )
        )

    def condition(self, *, hidden: bool = True) -> str:
        """Return a yes or a no, in quotes; what is offered to the player reads nothing hidden."""
        meter, level = self.luck.choice(METERS if hidden else SEEN), self.luck.randint(20, 80)
        flag = "hotline" if hidden else "open_line"
        text = self.luck.choice(
            (
                f"{meter} >= {level}",
                f"{meter} < {level} or {flag}",
                f"not {flag} and {meter} > {level - 15}",
                f"since({self.luck.choice(self.moves)}) <= {self.luck.randint(0, 3)}",
                f"times({self.luck.choice(self.moves)}) > {self.luck.randint(0, 1)}",
                f"border >= alert or turn == {self.luck.randint(1, self.turns)}",
                f"count({flag}, open_line) >= 1",
                f"{level - 20} <= {meter} and {meter} <= {level + 20}",
            )
        )
        return f'"{text}"'

    def offered(self) -> str:
        """Return a condition of something that is offered to the player."""
        return f'when: {self.condition(hidden=False)}, locked: "No"'

    def chance(self) -> str:
        """Return a chance: fixed, computed, sometimes below 0 or above 1."""
        return self.luck.choice(
            ("35%", "100%", "0.02 + 0.004 * max(0, tension - 30)", "heat / 90", f"({self.number()}) / 9")
        )

    def effects(self, *, more: bool = True) -> str:
        """Return what a rule changes: by a number or a formula, to a level, and where `more`, flags and the ladder."""
        parts = {}
        for meter in self.luck.sample(METERS, self.luck.randint(1, 4)):
            amount = f"{self.luck.choice('+-')}{self.luck.choice((1, 2.5, 4, 7, 11))}"
            parts[meter] = self.luck.choice(
                (amount, amount, amount, f'"{self.luck.choice("++-=" if more else "+")}({self.number()})"')
            )
        if more and self.luck.random() < 0.2:
            parts["hotline"] = self.luck.choice(("yes", "no"))
        if more and self.luck.random() < 0.3:
            parts["open_line"] = self.luck.choice(("yes", "no"))
        if more and self.luck.random() < 0.2:
            parts["border"] = self.luck.choice(("alert", "+1", "-1"))
        return "{" + ", ".join(f"{name}: {effect}" for name, effect in parts.items()) + "}"

    def limit(self) -> str:
        """Return a limit, or none."""
        limits = ("{times: 2}", "{cooldown: 2}", "{times: 1, cooldown: 1}")
        return self.luck.choice(("", "", *(f"limit: {limit}, " for limit in limits)))

    def frame(self) -> list[str]:
        """Return what stands before the rules."""
        edge = self.luck.choice(("", ", edge: {within: 20, least: 0.25}"))
        pull = self.luck.choice(("", ", pull: 10%"))
        modifiers = ["modifiers:",
                     '  stale: {of: moves, change: gains, when: since(this) <= 2, times: 0.5, text: "said before"}',
                     f'  tense: {{of: moves, when: {self.condition()}, times: 1.3, text: "tense"}}']  # fmt: skip
        return [
            "format: 1", 'scenario: {id: fuzzed, title: "Fuzzed"}', "calendar:",
            f"  agenda: {self.luck.randint(1, 3)}", f"  may_pass: {self.luck.choice(('yes', 'no'))}", "  turns:",
            *(f"    - {{date: 2026-{turn:02d}-01, label: Month {turn}}}" for turn in range(1, self.turns + 1)),
            "capitals:", *(f"  {name}: {{name: {name.title()}}}" for name in CAPITALS),
            "meters:",
            f"  trust: {{name: Trust, per: capital, start: {{beijing: 50, washington: 60, tokyo: 45}}{edge}}}",
            f"  tension: {{name: Tension, start: 45, better: lower{pull}}}",
            "  hold: {name: Hold, start: {between: [10, 60]}, hidden: yes}",
            "flags:", "  open_line: {name: Line, start: no}",
            "  hotline: {name: Hotline, start: {chance: 40%}, hidden: yes}",
            "formulas:", f"  heat: tension - {self.luck.randint(5, 30)} + trust.tokyo / 10",
            *(modifiers if self.luck.random() < 0.6 else ()),
        ]  # fmt: skip

    def played(self) -> list[str]:
        """Return the moves."""
        lines = ["moves:"]
        for name in self.moves:
            cost = self.luck.choice(("1", "1", "2", '"1 + tension / 60"'))
            lines.append(f"  {name}:")
            if name == self.moves[0]:
                # One move can always be sent: where none can in the first turn, the scenario has a fault.
                cost = "1"
            elif self.luck.random() < 0.4:
                lines.append(f'    when: {self.condition(hidden=False)}\n    locked: "Not now"')
            limit = self.limit().rstrip(", ")
            # The same move can be sent in every turn: where all together cannot, that is a fault too.
            lines += [f"    {limit}"] if limit and (name != self.moves[0] or "times" not in limit) else []
            target = self.luck.choice(CAPITALS)
            lines += [f'    group: All\n    title: "{name}"\n    target: {target}\n    agenda: {cost}',
                      f"    effects: {self.effects()}"]  # fmt: skip
            if self.luck.random() < 0.4:
                firm = f"{self.offered()}, effects: {self.effects(more=False)}"
                lines += ["    wordings:", f'      soft: {{text: "Soft", effects: {self.effects(more=False)}}}',
                          f'      firm: {{text: "Firm", {firm}}}']  # fmt: skip
        return lines

    def ruled(self) -> list[str]:
        """Return reactions and events, some with replies, some with members."""
        lines = ["reactions:"]
        for number in range(self.luck.randint(1, 5)):
            chance = f'chance: "{self.chance()}", ' if self.luck.random() < 0.4 else ""
            tried = f"when: {self.condition()}, {chance}{self.limit()}"
            lines.append(f"  rule_{number}: {{{tried}effects: {self.effects()}}}")
        lines.append("events:")
        for name in self.events:
            lines += [
                f'  {name}:\n    headline: "{name}"\n    chance: "{self.chance()}"\n    effects: {self.effects()}'
            ]
            if self.luck.random() < 0.5:
                lines.append(f"    when: {self.condition()}")
            shape = self.luck.random()
            if shape < 0.3:
                lines += ["    replies:", f'      yield: {{text: "Yield", effects: {self.effects()}}}',
                          f'      refuse: {{text: "Refuse", {self.offered()}, effects: {self.effects()}}}']  # fmt: skip
            elif shape < 0.6:
                other = f"when: {self.condition()}, effects: {self.effects()}"
                lines += ["    one_of:",
                          f'      {name}_a: {{weight: "{self.number()}", headline: "A", effects: {self.effects()}}}',
                          f'      {name}_b: {{weight: 0.6, headline: "B", {other}}}']  # fmt: skip
        return lines

    def climbed(self) -> list[str]:
        """Return the ladder."""
        hit = self.effects()
        return [
            "ladders:", "  border:", '    title: "Border"', '    quiet: "Quiet"', "    rungs:",
            f'      - {{id: alert, title: "Alert", climb: 30%, fade: 40%, effects: {self.effects()}}}',
            f'      - {{id: clash, title: "Clash", climb: "heat / 120", fade: 30%, to: alert, effects: {hit}}}',
            '      - {id: war, title: "War", climb: 20%, effects: {}}', "    replies:",
            f'      mirror: {{text: "Mirror it", climb: x1.5, effects: {self.effects()}}}',
            '      hold_fire: {text: "Hold fire", climb: x0.5}',
        ]  # fmt: skip

    def ended(self) -> list[str]:
        """Return the endings."""
        return [
            "endings:", '  war: {when: border >= war, value: 0, title: "War"}',
            '  rupture: {when: trust.beijing <= 0 or trust.tokyo <= 0, value: 10, title: "Rupture"}',
            f"  bridge: {{check: last, when: {self.condition()}, value: 100, title: B}}",
            '  drift: {check: last, when: otherwise, value: 20 + trust.washington / 5, title: "Drift"}',
        ]  # fmt: skip
