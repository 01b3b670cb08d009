"""Words and signs of an expression, and what to tell an author who wrote a sign from another language."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from game.scenario.syntax import ExpressionError

MAX_DIGITS = 15

TOKEN = re.compile(r"(?P<space>[ \t\r\n]+)|(?P<word>\w[\w.]*%*)|(?P<symbol><=|>=|==|!=|[-+*/<>(),])")
NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?%?")
NAME = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")

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
    (r"[\u2010-\u2015\u2212\ufe63\uff0d]", "`{0}` is not the minus sign", "write `-`"),
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
SIGNS = tuple("=<>*/")
WRONG = tuple((re.compile(pattern), message, hint) for pattern, message, hint in HABITS)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of an expression: its kind, its text and its offsets."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str, offset: int) -> list[Token]:
    """Return the words and signs of `text`, and an `end` after them; `offset` is added to every place."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = TOKEN.match(text, position)
        # A sign of the language may begin one of another language: `=` after it tells.
        if match is None or (not match["space"] and text[match.end() : match.end() + 1] in SIGNS):
            _refuse_habits(text, position, offset)
        if match is None:
            raise _foreign(text[position], offset + position)
        if not match["space"]:
            found.append(_token(match[0], offset + position, is_word=bool(match["word"])))
        position = match.end()
    return [*found, Token("end", "", offset + len(text), offset + len(text))]


def _token(text: str, start: int, *, is_word: bool) -> Token:
    end = start + len(text)
    if not is_word:
        return Token("symbol", text, start, end)
    if NAME.fullmatch(text):
        return Token("name", text, start, end)
    if not NUMBER.fullmatch(text):
        message, hint = _wrong_word(text)
        raise ExpressionError(message, start, end, hint)
    if sum(character.isdigit() for character in text) > MAX_DIGITS:
        raise ExpressionError(f"a number has at most {MAX_DIGITS} digits", start, end)
    return Token("number", text, start, end)


def _wrong_word(word: str) -> tuple[str, str]:
    """Say why a word is neither a number nor a name, and what to write."""
    plain = unicodedata.normalize("NFKC", word)
    if plain != word and plain.isascii():
        return f"`{word}` is written in full-width or special letters", f"write `{plain.lower()}`"
    foreign = [character for character in word if not character.isascii()]
    if foreign:
        title = unicodedata.name(foreign[0], f"U+{ord(foreign[0]):04X}").lower()
        return f"`{foreign[0]}` ({title}) is not a letter of a name", "names have a-z, 0-9 and `_` only"
    if word[0].isdigit():
        hint = "write a number such as 12, 0.5 or 15%; put `*` between a number and a name"
        return f"`{word}` is neither a number nor a name", hint
    if word.endswith("%"):
        return "`%` stands only directly after a number", "write `20%` for a fifth"
    if word.lower() != word:
        return f"`{word}` has capital letters; names have small ones", f"write `{word.lower()}`"
    return f"`{word}` is no name", "a name starts with a letter; one dot, without spaces, joins two names"


def _refuse_habits(text: str, position: int, offset: int) -> None:
    """Refuse what an author of other languages would write at `position`."""
    for pattern, message, hint in WRONG:
        match = pattern.match(text, position)
        if match:
            found = match[0]
            raise ExpressionError(message.format(found), offset + position, offset + match.end(), hint.format(found))


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
