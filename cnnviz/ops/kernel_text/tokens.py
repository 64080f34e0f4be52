"""A text in brackets as words, numbers and signs, taken one after the other."""

import re
from dataclasses import dataclass
from typing import Literal, cast

Kind = Literal["line", "dots", "number", "method", "name", "turn", "string", "sign", "other", "end"]

PAIRS = {"[": "]", "{": "}", "(": ")"}
_TOKEN = re.compile(
    r"""(?P<space>[^\S\n\r]+)|(?P<line>[\n\r]+)|(?P<dots>\.\.\.)
    |(?P<number>(?:(?<![\w.)\]}%])[+-])?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[fFlLdD]?%?(?![\w.]))
    |(?P<method>(?<=[)\]])\.[A-Za-z_]\w*)
    |(?P<name>-?[A-Za-z_]\w*(?:(?:\.|::)\w+)*(?:<\w+>)?)
    |(?P<turn>(?<=[)\]])\.?')|(?P<string>"[^"\n]*"|'[^'\n]*')|(?P<sign>[][(){},;*/=])|(?P<other>[^\s,;\[\](){}]+)""",
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True)
class Token:
    """What stands together; `glued` to what stood before it where neither a space nor a sign was between."""

    kind: Kind
    text: str
    glued: bool = False


class Tokens:
    """The tokens of a text and how far they have been taken."""

    def __init__(self, text: str) -> None:
        self.tokens: list[Token] = []
        before = "space"
        for match in _TOKEN.finditer(text):
            kind = match.lastgroup or "other"
            if kind != "space":
                self.tokens.append(Token(cast(Kind, kind), match[0], before not in ("space", "line", "sign")))
            before = kind
        self.at = 0

    def peek(self) -> Token:
        """The one that is read next, not yet taken."""
        return self.after(0)

    def after(self, count: int) -> Token:
        """The one so many behind the next."""
        return self.tokens[self.at + count] if self.at + count < len(self.tokens) else Token("end", "")

    def pop(self) -> Token:
        """Take the next one."""
        token = self.peek()
        self.at += 1
        return token

    def skip_lines(self) -> bool:
        """Take all that end lines; whether there was one."""
        start = self.at
        while self.peek().kind == "line":
            self.at += 1
        return self.at > start

    def take(self, sign: str) -> bool:
        """Take the next one if it is this sign."""
        found = self.peek().kind == "sign" and self.peek().text == sign
        self.at += found
        return found

    def pass_over(self) -> None:
        """Go to the comma or the bracket that ends an argument."""
        level = 0
        while self.peek().kind != "end":
            text = self.peek().text
            if not level and text in (",", ")"):
                return
            level += (text in PAIRS) - (text in PAIRS.values())
            self.at += 1
