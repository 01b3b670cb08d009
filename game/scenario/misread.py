"""What the author of an expression that cannot be read probably meant: signs of other languages, and plain words.

Imported only once an expression cannot be read: a sound scenario needs none of these patterns.
"""

from __future__ import annotations

import re
import unicodedata

from game.scenario.syntax import ExpressionError

DASH = r"[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
# Numbers that authors write as words.
COUNTED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
TENS = {"twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "hundred": "100"}
TIMES = {"once": "1", "twice": "2", "thrice": "3"}
NUMBERS = TIMES | {word: str(number) for number, word in enumerate(COUNTED)} | TENS | {"half": "50%", "quarter": "25%"}

# What authors write from habit: the pattern, what is wrong with it, and what to write.
HABITS = (
    (r"&&?", "`{0}` is not known here", "write `and`"),
    (r"\|\|?", "`{0}` is not known here", "write `or`"),
    (r"===", "`===` is not known here", "write `==`"),
    (r"=<", "`=<` is not known here", "write `<=`"),
    (r"=>", "`=>` is not known here", "write `>=`"),
    (r"<>", "`<>` is not known here", "write `!=`"),
    (r"!==+", "`{0}` is not known here", "write `!=`"),
    (r"!(?!=)", "`!` is not known here", "write `not`"),
    (r":=|=(?!=)", "`{0}` does not compare", "write `==` to ask whether two numbers are equal"),
    (r"\*\*|\^", "`{0}` is not known here: there are no powers", "write the product out, such as `x * x`"),
    (r"//", "`//` is not known here", "write `floor(a / b)`"),
    (r"%", "`%` stands only directly after a number", "write `20%` for a fifth"),
    (r"[\"'`\u2018-\u201f\u300c\u300d\uff02\uff07]", "quotation mark {0} inside an expression", "names stand bare"),
    (DASH, "`{0}` is not the minus sign", "write `-`"),
    (r"[\u00d7\u22c5\u00b7]", "`{0}` is not known here", "write `*`"),
    (r"\u00f7", "`{0}` is not known here", "write `/`"),
    (r"\u2264", "`{0}` is not known here", "write `<=`"),
    (r"\u2265", "`{0}` is not known here", "write `>=`"),
    (r"\u2260", "`{0}` is not known here", "write `!=`"),
    (r"\.[0-9]+%?", "a number starts with a digit", "write `0{0}`"),
    (r"\?", "`?` is not known here", "write `if(condition, a, b)`"),
    (r"[\[\]{}]", "`{0}` is not known here", "only round brackets group"),
    (r";", "`;` is not known here", "write `,` between arguments, `and` between conditions"),
)

NAME, NUMBER = r"[a-z][a-z0-9_.]*", r"[0-9]+(?:\.[0-9]+)?%?"
IS = r"\b(?:(?:is|are|was|stays)\s+)?"
MORE = r"(?:(?:more|greater|higher|larger|bigger)\s+than|above|over|exceeds)"
LESS = r"(?:(?:less|lower|smaller|fewer)\s+than|below|under)"
NOT_KNOWN = "`{at}` is not known here"
# A word that joins, such as `and`, is no name that something could be said of.
WORD = rf"\b(?!(?:and|or|not|yes|no|otherwise|if)\b){NAME}"

# What authors say in words, the most special first: the pattern, what is wrong, and what to write. The part `at` is
# marked; where a pattern has none, all of it is.
SPOKEN = (
    (rf"(?P<n>[0-9]+),(?P<m>[0-9]{{3}})(?!{NUMBER})", "", "write `{n}{m}`, or with a decimal point `{n}.{m}`"),
    (rf"(?P<n>[0-9]+),\s?(?P<m>{NUMBER})(?!\s*[<>=])", "", "write a decimal point: `{n}.{m}`"),
    (r",\s*(?P<m>and|or)\b", "a comma stands only between the arguments of a function", "write `{m}` without it"),
    (r",", "", "write `and` or `or` between two conditions"),
    (rf"(?P<n>{NUMBER})\s*(?P<at>per\s?cent|pct)\b", NOT_KNOWN, "write `{n}%`"),
    (r"(?P<n>[0-9.]+)\s+(?P<at>%)", "", "write `{n}%`"),
    (rf"{NUMBER}\s+(?P<at>of)\b", NOT_KNOWN, "write `*`"),
    (rf"(?P<n>{NUMBER})\s+(?P<at>chance|points?|turns?|weeks?)\s*$", NOT_KNOWN, "write `{n}` alone"),
    (
        r"^\s*if\s+(?P<c>.+?)\s*(?:,\s*)?\bthen\b\s*(?P<a>.+?)\s*(?:,\s*)?\belse\b\s*(?P<b>.+?)\s*$",
        "`if` is written with brackets",
        "write `if({c}, {a}, {b})`",
    ),
    (
        r"^\s*(?P<a>[^<>=]+?)\s+(?P<at>if|when)\s+(?P<c>[^()]+?)\s+else\s+(?P<b>.+?)\s*$",
        "`{at}` does not stand after its number",
        "write `if({c}, {a}, {b})`",
    ),
    (
        r"^\s*(?P<a>[^<>=]+?)\s+(?P<at>if|when)\s+(?P<c>[^()]+?)\s*$",
        "`{at}` does not stand after its number",
        "write `if({c}, {a}, 0)`",
    ),
    (r"^\s*(?P<at>if|when|while)\s+[^\s(][^,]*$", "a condition stands without `{at}`", "leave it out"),
    (r"\S\s+(?P<at>if|when|while)\b(?!\s*\()", NOT_KNOWN, "write `and`"),
    (
        rf"(?P<x>{WORD})\s+(?:is\s+)?(?P<at>between)\s+(?P<n>{NUMBER}|{WORD})\s+and\s+(?P<m>{NUMBER}|{WORD})",
        NOT_KNOWN,
        "write `{n} <= {x} <= {m}`",
    ),
    (
        rf"(?P<x>{WORD})\s+(?P<at>is\s+not\s+(?:yes|true|on|set)|is\s+(?:no|false|off))\b(?!\s+\w+\s+than)",
        NOT_KNOWN,
        "write `not {x}`",
    ),
    (rf"(?P<x>{WORD})\s+(?P<at>is\s+(?:yes|true|on|set))\b", NOT_KNOWN, "write `{x}` alone"),
    (rf"(?P<at>{IS}(?:{MORE}\s+or\s+equal\s+to|at\s+least|(?:not|no)\s+{LESS}))\b", NOT_KNOWN, "write `>=`"),
    (rf"(?P<at>{IS}(?:{LESS}\s+or\s+equal\s+to|at\s+most|up\s+to|(?:not|no)\s+{MORE}))\b", NOT_KNOWN, "write `<=`"),
    (r"\b(?P<at>(?:has\s+)?reache[sd])\b", NOT_KNOWN, "write `>=`"),
    (rf"(?P<at>{IS}{MORE})\b", NOT_KNOWN, "write `>`"),
    (rf"(?P<at>{IS}{LESS})\b", NOT_KNOWN, "write `<`"),
    (r"\b(?P<at>is\s+not(?:\s+equal\s+to)?|does\s+not\s+equal)\b", NOT_KNOWN, "write `!=`"),
    (r"\b(?P<at>(?:is\s+)?equal\s+to|equals|is\s+at|is)\b", NOT_KNOWN, "write `==`"),
    (r"\b(?P<at>but(?:\s+not)?|as\s+well\s+as)\b", NOT_KNOWN, "write `and`, or `and not`"),
    (r"\b(?P<at>unless)\b", NOT_KNOWN, "write `and not (...)`"),
    (r"\b(?P<at>plus)\b", NOT_KNOWN, "write `+`"),
    (r"\b(?P<at>minus)\b", NOT_KNOWN, "write `-`"),
    (r"\b(?P<at>multiplied\s+by|times)\b(?!\s*\()", NOT_KNOWN, "write `*`"),
    (r"\b(?P<at>divided\s+by)\b", NOT_KNOWN, "write `/`"),
    (rf"\bno\s+(?P<x>{WORD})", "`no` stands for a whole answer, not before a name", "write `not {x}`"),
    (rf"(?P<x>{WORD})\s+(?P<at>in|of|with)\s+(?P<y>{WORD})", NOT_KNOWN, "a dot joins two names: `{x}.{y}`"),
    (rf"(?P<n>{NUMBER})\s+(?P<at>{WORD})", "", "write `{n} * {at}`, or the sign that is meant"),
    (rf"(?P<x>{WORD})\s+(?P<at>{NUMBER})", "", "write a comparison, such as `{x} >= {at}`"),
)
# What authors write for the expectations of a test: the pattern, and what is meant.
ONE_OR_MORE = rf"{NAME}(?: or {NAME})*"
EXPECTED = (
    (rf"share of ({ONE_OR_MORE}) is (.+)", r"share of \1 \2"),
    (rf"({ONE_OR_MORE}) (?:is )?between (\S+) and ([0-9.]+%)", r"share of \1 between \2 and \3"),
    (r"(?:after|in|at|by|before) turn ([0-9]+)[,:]? (.+)", r"\2 after turn \1"),
    (r"(.+) (?:in|at|by) turn ([0-9]+)", r"\1 after turn \2"),
    (rf"(?:reaches|reached) ({NAME})", r"reach \1"),
    (rf"(?:it |the game )?ends(?: in| with| as)? ({NAME})", r"ending is \1"),
    (rf"(?:the ending is|end is) ({NAME})", r"ending is \1"),
)
DECIMAL_COMMA = re.compile(r"([0-9]+),([0-9]+%?)")
# What is suggested is never longer than this, so that it can be read at a glance.
LONGEST = 100


def refuse_sign(text: str, position: int, offset: int, *, known: bool) -> None:
    """Refuse what an author of other languages would write at `position`, and any sign that is not known here."""
    for pattern, message, hint in HABITS:
        match = re.compile(pattern).match(text, position)
        if match:
            found = match[0]
            raise ExpressionError(message.format(found), offset + position, offset + match.end(), hint.format(found))
    if not known:
        raise _foreign(text[position], offset + position)


def _foreign(character: str, start: int) -> ExpressionError:
    """Say what is wrong with a sign that no expression has."""
    plain = unicodedata.normalize("NFKC", character)
    title = unicodedata.name(character, f"U+{ord(character):04X}").lower()
    if character.isspace() or unicodedata.category(character) in ("Cf", "Cc"):
        message, hint = f"an invisible character stands here ({title})", "delete it, or write a plain space"
    elif plain != character and plain.isascii():
        message, hint = f"`{character}` is a full-width or special sign", f"write `{plain}`"
    else:
        message, hint = f"`{character}` is not known in an expression", ""
    return ExpressionError(message, start, start + 1, hint)


def wrong_word(word: str) -> tuple[str, str]:
    """Say why a word is neither a number nor a name, and what to write."""
    plain = unicodedata.normalize("NFKC", word)
    if plain != word and plain.isascii():
        return f"`{word}` is written in full-width or special letters", f"write `{plain.lower()}`"
    odd = [character for character in word if not character.isascii()]
    if odd:
        title = unicodedata.name(odd[0], f"U+{ord(odd[0]):04X}").lower()
        return f"`{odd[0]}` ({title}) is not a letter of a name", "names have a-z, 0-9 and `_` only"
    if word[0].isdigit():
        hint = "write a number such as 12, 0.5 or 15%; put `*` between a number and a name"
        return f"`{word}` is neither a number nor a name", hint
    if word.endswith("%"):
        return "`%` stands only directly after a number", "write `20%` for a fifth"
    if word.lower() != word:
        return f"`{word}` has capital letters; names have small ones", f"write `{word.lower()}`"
    return f"`{word}` is no name", "a name starts with a letter; one dot, without spaces, joins two names"


def number_meant(text: str) -> str:
    """Return the number that a text was probably meant to be, or nothing."""
    plain = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    if plain in NUMBERS:
        return NUMBERS[plain]
    plain = re.sub(r"\s*(?:per ?cent|pct|%)$", "%", re.sub(f"^{DASH} ?", "-", plain))
    plain = re.sub(r"^([+-]?[0-9]+),([0-9]+%?)$", r"\1.\2", plain)
    return plain if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?%?", plain) else ""


def expectation_meant(text: str) -> str:
    """Return what a test was probably meant to expect, or nothing."""
    for pattern, meant in EXPECTED:
        match = re.fullmatch(pattern, " ".join(text.split()))
        if match:
            return match.expand(meant)
    return ""


def in_words(text: str, offset: int, fault: ExpressionError) -> ExpressionError:
    """Return a fault with what its author said in words there, and what to write for it; the fault itself otherwise."""
    at = fault.start - offset
    for pattern, message, hint in SPOKEN:
        for match in re.finditer(pattern, text):
            start, end = match.span("at") if "at" in match.groupdict() else match.span()
            if not match.start() <= at < match.end():
                continue
            said = {key: " ".join(part.split()) for key, part in match.groupdict("").items()}
            meant = hint.format(**said)
            if len(meant) > LONGEST:
                return fault
            if not message:
                return ExpressionError(fault.message, fault.start, fault.end, meant)
            return ExpressionError(message.format(**said), offset + start, offset + end, meant)
    if " arguments, " in fault.message and (comma := DECIMAL_COMMA.search(text, at)):
        meant = f"write a decimal point: `{comma[1]}.{comma[2]}`"
        return ExpressionError(fault.message, fault.start, fault.end, meant)
    return fault
