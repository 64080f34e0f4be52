"""Kernels in brackets, as programs write and print them: Python, NumPy, PyTorch, MATLAB, C, R and others.

Nothing is run: there are numbers, brackets, one factor or divisor, and a few names that stand around an array.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from cnnviz.errors import InputError
from cnnviz.ops.kernel_text import arrays, numbers, rows
from cnnviz.ops.kernel_text.arrays import Array, Value
from cnnviz.ops.kernel_text.tokens import PAIRS, Token, Tokens

DEPTH = 8
# NumPy breaks long rows of one axis at 75 signs: a line of this length need not be a row.
_LONG = 60
# What only stands around the numbers; its own last name counts, whatever it is taken from.
_HOLDERS = frozenset(
    (
        *("array", "asarray", "ascontiguousarray", "matrix", "mat", "tensor", "as_tensor", "floattensor"),
        *("doubletensor", "constant", "variable", "parameter", "list", "tuple", "float", "double", "single", "half"),
        *("float16", "float32", "float64", "arrayf", "copy"),
    )
)
_ROWS = frozenset(("c", "rbind", "cbind", "vstack", "stack"))
_UNCHANGED = frozenset(
    (
        *("astype", "float", "double", "half", "type", "to", "cpu", "cuda", "numpy", "detach", "copy", "clone"),
        *("tolist", "contiguous", "requires_grad_", "unsqueeze", "squeeze"),
    )
)
_RESHAPING = frozenset(("reshape", "view"))


@dataclass
class _List:
    """What stood between two brackets: its values, row by row where signs said so, and line by line."""

    items: list[Value] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)  # how many items there were at each ";"
    breaks: list[int] = field(default_factory=list)  # the same at each new line
    commas: bool = False  # lines ended with a comma


def readings(text: str, what: str, size: tuple[int, ...] = ()) -> list[Array]:
    """Every array that the text can be, one at least; `size` are sides that stood in front. Raises InputError."""
    reader = _Reader(text, what)
    value = reader.expression(0)
    reader.end()
    flat = isinstance(value, float) or value.ndim == 1
    found = [np.atleast_1d(np.asarray(value))]
    if flat and reader.lined is not None and found[0].size == reader.lined.size and not size:
        # By lines: the factor before or after is in `found` already.
        lined = found[0].reshape(reader.lined.shape)
        found = [found[0], lined] if reader.doubtful else [lined]
    return [arrays.reshaped(one, size, what) if size else one for one in found]


class _Reader:
    """Reads tokens one after the other; a level of brackets is a level of calls."""

    def __init__(self, text: str, what: str) -> None:
        self.what = what
        self.longest = max(map(len, text.splitlines()), default=0)
        self.tokens = Tokens(text)
        self.nested = 0
        self.lined: Array | None = None
        self.doubtful = False

    def end(self) -> None:
        """Raises InputError unless all has been read."""
        while self.tokens.skip_lines() or self.tokens.take(";") or self.tokens.take(","):
            pass
        if self.tokens.peek().kind != "end":
            after = numbers.quoted(self.tokens.peek().text)
            raise InputError(f"After the {self.what} comes {after}. Leave only the numbers of one {self.what}.")

    def expression(self, depth: int) -> Value:
        """Values multiplied and divided."""
        self.tokens.skip_lines()
        listed = self.tokens.peek().text == "["
        value = self.factor(depth)
        while self.tokens.peek().kind == "sign" and self.tokens.peek().text in "*/":
            sign = self.tokens.pop().text
            self.tokens.skip_lines()
            if sign == "*" and listed and (depth or len(np.atleast_1d(value)) == 1):
                raise InputError("In Python “*” repeats a list. Paste the numbers that it gives.")
            value = self.combined(sign, value, self.factor(depth))
        return value

    def combined(self, sign: str, left: Value, right: Value) -> Value:
        """A product or quotient of which one side at most is an array."""
        if not isinstance(left, float) and not isinstance(right, float):
            raise InputError("Products of arrays are not calculated here. Paste the numbers that they give.")
        if sign == "*":
            return left * right
        if not isinstance(right, float):
            raise InputError("A number divided by an array is not calculated here. Paste the numbers that it gives.")
        return left / right if right else left * float("nan")

    def factor(self, depth: int) -> Value:
        """A number, an array, or a call around one, and what is done to it after a dot."""
        self.nested += 1
        if self.nested > DEPTH:
            raise self.unbalanced("it has too many brackets")
        value = self.single(depth)
        self.nested -= 1
        return value

    def single(self, depth: int) -> Value:
        """What `factor` reads, at whatever level."""
        token = self.tokens.pop()
        if token.kind == "number" and (value := numbers.value(token.text)) is not None:
            return value
        if token.kind == "sign" and token.text in PAIRS:
            return self.changed(self.bracket(PAIRS[token.text], depth), depth)
        if token.kind == "name":
            return self.changed(self.named(token, depth), depth)
        if token.kind == "other" and (value := numbers.value(token.text)) is not None:
            return value
        raise self.wrong(token)

    def named(self, token: Token, depth: int) -> Value:
        """A word that is a number, or a name with an array in its brackets."""
        value = numbers.value(token.text)
        if value is not None:
            return value
        name = re.sub(r"<\w+>$", "", token.text)
        last = re.split(r"\.|::", name)[-1].lower()
        if not self.tokens.take("("):
            raise self.wrong(token)
        if last not in _HOLDERS | _ROWS:
            raise InputError(f"{numbers.quoted(name)} is not calculated here. Paste the numbers that it gives.")
        values, named = self.arguments(depth)
        if not values:
            raise InputError(f"The {self.what} is empty. Write numbers, for example 1 0 -1.")
        if last in _ROWS:
            return self.stacked(values).T if last == "cbind" else self.stacked(values)
        return self.by_columns(values, named) if last == "matrix" and np.ndim(values[0]) == 1 else values[0]

    def by_columns(self, values: list[Value], named: dict[str, str]) -> Value:
        """R's matrix(c(…), nrow, ncol, byrow): it counts down the columns unless told otherwise."""
        sides = [int(one) for one in values[1:3] if isinstance(one, float)]
        height, width = (int(named[name]) if named.get(name, "").isdigit() else -1 for name in ("nrow", "ncol"))
        height, width = sides[0] if sides else height, sides[1] if len(sides) > 1 else width
        array = np.asarray(values[0])
        if (height, width) == (-1, -1):
            return array
        rowwise = named.get("byrow", "").upper() in ("TRUE", "T")
        shaped = arrays.reshaped(array, (height, width) if rowwise else (width, height), self.what)
        return shaped if rowwise else shaped.T

    def arguments(self, depth: int) -> tuple[list[Value], dict[str, str]]:
        """What stands in the brackets of a call: values by place, words by name; types are passed over."""
        values: list[Value] = []
        named: dict[str, str] = {}
        while not self.tokens.take(")"):
            self.tokens.skip_lines()
            token, following = self.tokens.peek(), self.tokens.after(1)
            if token.kind == "end":
                raise self.unbalanced("a bracket is not closed")
            if token.kind == "name" and following.text == "=":
                self.tokens.pop()
                self.tokens.pop()
                named[token.text] = self.tokens.peek().text
                self.tokens.pass_over()
            elif values and token.kind in ("name", "string") and following.text != "(":
                self.tokens.pass_over()
            elif token.kind == "string":
                self.tokens.pop()
                grid = rows.readings(token.text[1:-1])[0]
                values.append(self.stacked([np.array([self.sure(cell) for cell in row]) for row in grid]))
            elif not self.tokens.take(",") and token.text != ")":
                values.append(self.expression(depth))
        return values, named

    def sure(self, cell: str | float) -> float:
        """The cell, which must be a number."""
        if isinstance(cell, str):
            raise self.wrong(Token("other", cell))
        return cell

    def changed(self, value: Value, depth: int) -> Value:
        """The array after .reshape(…), .T, ' and what changes no number."""
        while self.tokens.peek().kind in ("method", "turn"):
            token = self.tokens.pop()
            name = token.text[1:]
            if token.kind == "turn" or name == "T":
                value = np.atleast_2d(np.asarray(value)).T
            elif name in _UNCHANGED and self.tokens.take("("):
                while self.tokens.peek().kind != "end" and not self.tokens.take(")"):
                    self.tokens.pass_over()
                    self.tokens.take(",")
            elif name in _RESHAPING and self.tokens.take("("):
                sides, _ = self.arguments(depth)
                self.lined = None
                flat = tuple(int(side) for one in sides for side in np.atleast_1d(np.asarray(one)).ravel())
                value = arrays.reshaped(np.asarray(value), flat, self.what)
            else:
                raise InputError(
                    f"{numbers.quoted(token.text)} is not calculated here. Paste the numbers that it gives."
                )
        return value

    def bracket(self, close: str, depth: int) -> Value:
        """The values up to the closing bracket, as one array; in round brackets a single number stays one."""
        found = self.filled(close, depth)
        if close == ")" and len(found.items) == 1 and not found.commas:
            return found.items[0]
        if not found.items:
            return np.zeros(0)
        if found.ends:
            return self.stacked([self.stacked(row) for row in arrays.cut(found.items, [*found.ends, *found.breaks])])
        array = self.stacked(found.items)
        if depth == 0 and array.ndim == 1:
            self.note_lines(found, array)
        return array

    def filled(self, close: str, depth: int) -> _List:
        """Every value up to the closing bracket, and where rows and lines ended."""
        found = _List()
        apart = True
        while not self.tokens.take(close):
            token = self.tokens.peek()
            if token.kind == "end":
                raise self.unbalanced("a bracket is not closed")
            if self.tokens.skip_lines():
                found.breaks.append(len(found.items))
                apart = True
            elif self.tokens.take(";"):
                found.ends.append(len(found.items))
                apart = True
            elif self.tokens.take(","):
                self.check_comma(found, close)
                found.commas |= self.tokens.peek().kind == "line" or (
                    len(found.items) == 1 and self.tokens.peek().text == close
                )
                apart = True
            elif token.kind == "dots":
                raise InputError(
                    "“...” stands where numbers were left out. Print it whole: np.set_printoptions(threshold=10000)."
                )
            else:
                if not apart and token.glued and token.text not in PAIRS:
                    raise self.wrong(token)
                found.items.append(self.expression(depth + 1))
                apart = False
        return found

    def check_comma(self, found: _List, close: str) -> None:
        """Raises InputError for a comma with nothing before it."""
        before = self.tokens.after(-2)
        if before.text in (",", ";") or not found.items:
            raise InputError(f"The {self.what} holds an empty place before a comma. Write a number there.")

    def note_lines(self, found: _List, array: Array) -> None:
        """Keeps the rows that the lines of a list without inner brackets look like, and whether they may be none."""
        lines = arrays.cut(list(array), found.breaks)
        sides = {len(line) for line in lines}
        self.lined, self.doubtful = None, False
        if len(lines) > 1 and len(sides) == 1 and sides != {1}:
            self.lined = np.array(lines, float)
            self.doubtful = found.commas or self.longest >= _LONG
        elif len(lines) > 1 and len(sides) > 1 and not found.commas and self.longest < _LONG:
            self.stacked([np.array(line, float) for line in lines])

    def stacked(self, items: Sequence[Value]) -> Array:
        """The values as one array with an axis more. Raises InputError where one is larger than another."""
        return arrays.stacked(items, self.what)

    def wrong(self, token: Token) -> InputError:
        """The error for something that is no number."""
        if token.kind == "end":
            return self.unbalanced("a bracket is not closed")
        if token.kind == "dots":
            return InputError("“...” stands where numbers were left out. Print the array whole and paste it again.")
        return InputError(f"The {self.what} holds {numbers.quoted(token.text)}, which is not a number.")

    def unbalanced(self, why: str) -> InputError:
        """The error for brackets that do not fit together."""
        return InputError(f"The {self.what} is not a JSON list of rows: {why}. Write it like [[1, 0], [0, -1]].")
