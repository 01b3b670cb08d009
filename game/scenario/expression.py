"""The language of conditions and numbers in a scenario: text to tree, with the exact place of every fault.

The grammar is:

    expression: 'otherwise' EOF | or EOF
    or:         and ('or' and)*
    and:        not ('and' not)*
    not:        'not' not | comparison
    comparison: sum (('<' | '<=') sum)+ | sum (('>' | '>=') sum)+ | sum ('==' | '!=') sum | sum
    sum:        term (('+' | '-') term)*
    term:       unary (('*' | '/') unary)*
    unary:      '-' atom | atom
    atom:       NUMBER | NUMBER'%' | 'yes' | 'no' | NAME | call | '(' or ')'
    call:       'if' '(' or ',' or ',' or ')' | FUNCTION '(' or (',' or)* ')'

A NAME is one or more ids joined by dots without spaces (`trust.beijing`). The arguments of `since`, `times` and
`count` are names. Nothing here knows which names exist, or whether a number stands where a condition is wanted.
"""

from __future__ import annotations

from typing import TypeVar

from game.scenario.syntax import (
    Arithmetic,
    Call,
    Comparison,
    Expression,
    ExpressionError,
    If,
    Logic,
    Name,
    Negate,
    Node,
    Not,
    Number,
    Otherwise,
    YesNo,
    children,
    walk,
)
from game.scenario.tokens import Token, tokens

__all__ = [
    "FUNCTIONS",
    "KEYWORDS",
    "Arithmetic",
    "Call",
    "Comparison",
    "Expression",
    "ExpressionError",
    "If",
    "Logic",
    "Name",
    "Negate",
    "Node",
    "Not",
    "Number",
    "Otherwise",
    "YesNo",
    "children",
    "parse",
    "walk",
]

MAX_CHARACTERS = 500
MAX_DEPTH = 20
MAX_NODES = 200

# The least and the most arguments of each function.
FUNCTIONS = {
    "min": (2, MAX_NODES),
    "max": (2, MAX_NODES),
    "clamp": (3, 3),
    "abs": (1, 1),
    "floor": (1, 1),
    "ceil": (1, 1),
    "round": (1, 1),
    "since": (1, 1),
    "times": (1, 1),
    "count": (1, MAX_NODES),
    "if": (3, 3),
}
OF_NAMES = ("since", "times", "count")
KEYWORDS = ("and", "or", "not", "yes", "no", "otherwise")

SAID_OTHERWISE = {
    "true": "yes",
    "false": "no",
    "else": "if(condition, a, b)",
    "then": "if(condition, a, b)",
    "is": "==",
    "mod": "floor",
    "xor": "!=",
}


Made = TypeVar("Made", bound=Node)


def parse(text: str, *, offset: int = 0) -> Expression:
    """Return the expression that `text` stands for.

    Args:
        text: What the author wrote.
        offset: What to add to every position, where `text` is the rest of a longer value.

    Raises:
        ExpressionError: With the fault's place, when the text is no expression.
    """
    if len(text) > MAX_CHARACTERS:
        raise ExpressionError(
            f"the expression has {len(text)} characters, the most is {MAX_CHARACTERS}",
            offset + MAX_CHARACTERS,
            offset + len(text),
            "give parts of it a name under `formulas`",
        )
    try:
        return Expression(text, _Parser(tokens(text, offset)).whole())
    except ExpressionError as fault:
        # Imported here: it has a good many patterns, and a sound scenario needs none.
        from game.scenario.misread import in_words  # noqa: PLC0415

        raise in_words(text, offset, fault) from None


class _Parser:
    """Reads tokens from left to right; each method below is one line of the grammar."""

    def __init__(self, words: list[Token]) -> None:
        self.tokens = words
        self.at = 0
        self.depth = 0
        self.nodes = 0

    def whole(self) -> Node:
        if self.now.kind == "end":
            raise self.error("an expression is expected here", "write a number, a name or a condition")
        if self.now.text == "otherwise" and self.tokens[self.at + 1].kind == "end":
            return Otherwise(self.now.start, self.now.end)
        tree = self.either()
        if self.now.kind != "end":
            raise self.leftover()
        return tree

    def either(self) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"brackets more than {MAX_DEPTH} deep", "give parts of it a name under `formulas`")
        node = self.joined("or")
        self.depth -= 1
        return node

    def joined(self, operator: str) -> Node:
        below = self.negated if operator == "and" else self.both
        operands = [below()]
        while self.accept(operator):
            operands.append(below())
        if len(operands) == 1:
            return operands[0]
        return self.made(Logic(operator, tuple(operands), operands[0].start, operands[-1].end))

    def both(self) -> Node:
        return self.joined("and")

    def negated(self) -> Node:
        words = []
        while self.now.text == "not":
            words.append(self.take())
            if len(words) > MAX_DEPTH:
                raise self.error(f"`not` more than {MAX_DEPTH} times in a row")
        node = self.comparison()
        for word in reversed(words):
            node = self.made(Not(node, word.start, node.end))
        return node

    def comparison(self) -> Node:
        first = self.sum()
        rest: list[tuple[str, Node]] = []
        while self.now.text in ("<", "<=", ">", ">=", "==", "!="):
            if rest and (self.now.text[0] != rest[0][0][0] or self.now.text in ("==", "!=")):
                raise self.error(
                    f"`{self.now.text}` after `{rest[-1][0]}`: a chain goes one way, such as 20 < tension <= 40",
                    "join two comparisons with `and`",
                )
            operator = self.take().text
            rest.append((operator, self.sum()))
        if not rest:
            return first
        return self.made(Comparison(first, tuple(rest), first.start, rest[-1][1].end))

    def sum(self) -> Node:
        node = self.term()
        while self.now.text in ("+", "-"):
            operator = self.take().text
            right = self.term()
            node = self.made(Arithmetic(operator, node, right, node.start, right.end))
        return node

    def term(self) -> Node:
        node = self.unary()
        while self.now.text in ("*", "/"):
            operator = self.take().text
            right = self.unary()
            node = self.made(Arithmetic(operator, node, right, node.start, right.end))
        return node

    def unary(self) -> Node:
        if self.now.text != "-":
            return self.atom()
        sign = self.take()
        operand = self.atom()
        return self.made(Negate(operand, sign.start, operand.end))

    def atom(self) -> Node:
        token = self.now
        if token.kind == "number":
            return self.number()
        if token.text == "(":
            self.take()
            node = self.either()
            self.expect(")", token)
            return node
        if token.text in ("yes", "no"):
            self.take()
            return self.made(YesNo(token.text == "yes", token.start, token.end))
        if token.text in FUNCTIONS:
            return self.call()
        if token.kind == "name" and token.text not in KEYWORDS:
            return self.name()
        raise self.misplaced()

    def number(self) -> Node:
        token = self.take()
        value = float(token.text.removesuffix("%"))
        return self.made(Number(value / 100 if token.text.endswith("%") else value, token.start, token.end))

    def name(self) -> Node:
        token = self.now
        if self.tokens[self.at + 1].text == "(":
            raise self.error(f"there is no function `{token.text}`", f"functions: {', '.join(FUNCTIONS)}")
        if token.text == "this":
            raise self.error("`this` stands only in since(this) and times(this)")
        if token.text in SAID_OTHERWISE:
            raise self.error(f"`{token.text}` is not known here", f"write `{SAID_OTHERWISE[token.text]}`")
        self.take()
        return self.made(Name(tuple(token.text.split(".")), token.start, token.end))

    def call(self) -> Node:
        word = self.take()
        if self.now.text != "(":
            raise ExpressionError(
                f"`{word.text}` is a function and needs brackets", word.start, word.end, f"write `{word.text}(...)`"
            )
        bracket = self.take()
        arguments = [] if self.now.text == ")" else [self.argument(word.text)]
        while self.accept(","):
            arguments.append(self.argument(word.text))
        closing = self.expect(")", bracket)
        least, most = FUNCTIONS[word.text]
        if not least <= len(arguments) <= most:
            wanted = str(least) if least == most else f"{least} or more"
            raise ExpressionError(
                f"`{word.text}` takes {wanted} arguments, {len(arguments)} found", word.start, closing.end
            )
        if word.text == "if":
            return self.made(If(arguments[0], arguments[1], arguments[2], word.start, closing.end))
        return self.made(Call(word.text, tuple(arguments), word.start, closing.end))

    def argument(self, function: str) -> Node:
        if function not in OF_NAMES:
            return self.either()
        token = self.now
        if token.kind != "name" or token.text in KEYWORDS or token.text in FUNCTIONS:
            of_what = "names of flags" if function == "count" else "the name of a move, an event or another rule"
            raise self.error(f"`{function}` takes {of_what}")
        self.take()
        return self.made(Name(tuple(token.text.split(".")), token.start, token.end))

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.now
        self.at += 1
        return token

    def accept(self, text: str) -> bool:
        if self.now.text != text:
            return False
        self.take()
        return True

    def expect(self, text: str, opening: Token) -> Token:
        if self.now.text == text:
            return self.take()
        if self.now.kind == "end":
            raise ExpressionError("this bracket is never closed", opening.start, opening.end, "add `)`")
        raise self.leftover()

    def made(self, node: Made) -> Made:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise ExpressionError(
                f"the expression has more than {MAX_NODES} parts",
                node.start,
                node.end,
                "give parts of it a name under `formulas`",
            )
        return node

    def error(self, message: str, hint: str = "") -> ExpressionError:
        return ExpressionError(message, self.now.start, max(self.now.end, self.now.start + 1), hint)

    def leftover(self) -> ExpressionError:
        """Say why the expression cannot go on here."""
        if self.now.text == ",":
            return self.error("a comma stands only between the arguments of a function")
        if self.now.text == ")":
            return self.error("this bracket was never opened", "delete it, or add `(` before")
        if self.now.text == "not":
            return self.error("`not` stands before a whole condition", "write `... and not ...`")
        found = f"`{self.now.text}`"
        return self.error(f"a sign or word such as + or `and` is missing before {found}")

    def misplaced(self) -> ExpressionError:
        """Say why no number, name or condition can be read here."""
        if self.now.kind == "end":
            return self.error("the expression breaks off here", "a number, a name or a condition is missing")
        found = self.now.text
        if found == "otherwise":
            return self.error("`otherwise` stands alone", "it is the whole `when` of the last ending")
        if found == "not":
            return self.error("`not` inside a comparison", "put the part after it in brackets: not (a > b)")
        if found in ("+", "-"):
            hint = "leave it out" if found == "+" else "put a negative number in brackets: (-3)"
            return self.error(f"`{found}` has no number before it", hint)
        return self.error(f"a number, a name or a condition is missing before `{found}`")
