"""The answers to an exercise as a short code that can be copied, or written by hand and typed again.

Bits, most significant first: 20 of the exercise's id, then for each question whether it was answered and what was given
(a choice as its place among the options, a cell as its row and column, an order as the number of the permutation, a
size as rows and columns, a number as sign, power of ten and digits), then a 20-bit checksum of all of it. Written in
Crockford's base 32 in groups of four: I and L are read as 1, O as 0, case and separators do not matter. The checksum
finds every burst of up to 20 bits, so every wrong letter and every two neighbours that were swapped; of other damage it
misses one in a million.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cnnviz.course.exercises.asked import NUMBER, ORDER, POINT, SHOWN, SIZE, WHICH, Asked
from cnnviz.course.questions import Given
from cnnviz.errors import InputError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ = {letter: value for value, letter in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
# Bits of a letter, and letters that are written together.
LETTER, GROUP = 5, 4
# x^20 + x^3 + 1 is irreducible: bits of the checksum, and the polynomial below its highest power.
CHECK, POLYNOMIAL = 20, 0b1001
ID = 20
# Of a number: digits that count, bits of the power of ten and what is added to it, bits that say how many follow.
DIGITS, POWER, LOWEST, LENGTH = 7, 5, 16, 5
# What stands between words of a pasted line.
_BETWEEN = re.compile(r"[;,\s]+")
# Rows, and columns, of a size, one more than the most.
SIDES = 2048
WRONG = "This is no code of an exercise: a letter is wrong, missing or in the wrong place. Copy it once more."
OTHER = "This is a code of another exercise."


@dataclass(frozen=True)
class Line:
    """A line of what a teacher pasted: who, as far as it says, and the answers or why there are none."""

    who: str
    given: tuple[Given | None, ...] = ()
    trouble: str = ""


def code(id: str, asked: Sequence[Asked], given: Sequence[Given | None]) -> str:
    """The code of the answers, None where none was given, to the questions of the exercise with that id."""
    bits = f"{prefix(id):0{ID}b}" + "".join(_bits(*pair) for pair in zip(asked, given, strict=True))
    # The checksum ends the last letter.
    bits += "0" * (-len(bits) % LETTER)
    bits += f"{_checksum(_values(bits)):0{CHECK}b}"
    letters = "".join(map(ALPHABET.__getitem__, _values(bits)))
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def read(text: str, id: str, asked: Sequence[Asked]) -> tuple[Given | None, ...]:
    """The answers that a code holds. Raises InputError where it is none, or another exercise's."""
    said = [letter for letter in text.upper() if letter.isalnum()]
    most = _most(asked)
    values = [READ.get(letter, -1) for letter in said[: most + 1]]
    if -1 in values or not ID + CHECK <= len(values) * LETTER <= most * LETTER:
        raise InputError(WRONG)
    body, check = values[: -CHECK // LETTER], values[-CHECK // LETTER :]
    if _checksum(body) != _joined(check):
        raise InputError(WRONG)
    if _joined(body[: ID // LETTER]) != prefix(id):
        raise InputError(OTHER)
    rest = _Bits("".join(f"{value:0{LETTER}b}" for value in body[ID // LETTER :]))
    given = tuple(_given(one, rest) for one in asked)
    if len(rest.left) >= LETTER or "1" in rest.left:
        raise InputError(WRONG)
    return given


def lines(text: str, id: str, asked: Sequence[Asked]) -> list[Line]:
    """Pasted codes, one a line, each with a name before it or behind it, or without."""
    return [_line(" ".join(one.split()), id, asked) for one in text.splitlines() if one.strip()]


def _line(text: str, id: str, asked: Sequence[Asked]) -> Line:
    """The longest word, or words of code at the line's end or begin, that is a code; the rest is who."""
    words = [word for word in _BETWEEN.split(text) if any(map(str.isalnum, word))]
    trouble = WRONG
    for who, said in _splits(words, _most(asked)):
        try:
            return Line(who.strip(" :"), read(said, id, asked))
        except InputError as error:
            if str(error) == OTHER:
                trouble = OTHER
    return Line(text, trouble=trouble)


def _splits(words: Sequence[str], most: int) -> Iterable[tuple[str, str]]:
    """Who and code, the longest code first; no code has more words than letters."""
    for cut in range(max(0, len(words) - most), len(words)):
        yield " ".join(words[:cut]), "".join(words[cut:])
    for cut in range(min(len(words) - 1, most), 0, -1):
        yield " ".join(words[cut:]), "".join(words[:cut])


def _most(asked: Sequence[Asked]) -> int:
    """Letters of a code, at the most."""
    return -(-(ID + sum(1 + _width(one) for one in asked)) // LETTER) + CHECK // LETTER


def _width(asked: Asked) -> int:
    """Bits of an answer, at the most."""
    if asked.kind == NUMBER:
        return 1 + POWER + LENGTH + 2**LENGTH
    if asked.kind in (POINT, SIZE):
        return sum((side - 1).bit_length() for side in sides(asked))
    count = len(chosen(asked))
    return ((math.factorial(count) if asked.kind == ORDER else count) - 1).bit_length()


def prefix(id: str) -> int:
    """What stands of an exercise's id in its codes, ID bits."""
    return _joined([READ[letter.upper()] for letter in id[: ID // LETTER]])


def _values(bits: str) -> list[int]:
    """What its letters stand for."""
    return [int(bits[at : at + LETTER], 2) for at in range(0, len(bits), LETTER)]


def _joined(values: Sequence[int]) -> int:
    """The number whose bits these letters are."""
    number = 0
    for value in values:
        number = number << LETTER | value
    return number


def _checksum(values: Sequence[int]) -> int:
    """The remainder of the letters' bits as a polynomial, times x^20; it begins with ones so that leading zeros count.
    A letter at a time: a page of pasted text holds thousands of what could be a code."""
    register = 2**CHECK - 1
    for value in values:
        register = (register << LETTER & 2**CHECK - 1) ^ _REMAINDERS[register >> CHECK - LETTER ^ value]
    return register


def _remainder(value: int) -> int:
    """Of a letter's bits, times x^20."""
    register = value << CHECK - LETTER
    for _ in range(LETTER):
        register = (register << 1 & 2**CHECK - 1) ^ (POLYNOMIAL if register >> CHECK - 1 else 0)
    return register


_REMAINDERS = [_remainder(value) for value in range(2**LETTER)]


def _bits(asked: Asked, given: Given | None) -> str:
    if given is None:
        return "0"
    if asked.kind == NUMBER:
        return "1" + _number_bits(float(given))  # type: ignore[arg-type]
    if asked.kind in (POINT, SIZE):
        row, column = (int(one) for one in given)  # type: ignore[union-attr]
        rows, columns = sides(asked)
        return "1" + _fixed(min(row, rows - 1), rows) + _fixed(min(column, columns - 1), columns)
    ids = chosen(asked)
    if asked.kind == ORDER:
        order = [ids.index(str(id)) for id in given]  # type: ignore[union-attr]
        return "1" + _fixed(_rank(order), math.factorial(len(ids)))
    return "1" + _fixed(ids.index(str(given)), len(ids))


def _given(asked: Asked, bits: "_Bits") -> Given | None:
    if not bits.take(1):
        return None
    if asked.kind == NUMBER:
        return _number(bits)
    if asked.kind in (POINT, SIZE):
        return tuple(_within(bits, count) for count in sides(asked))
    ids = chosen(asked)
    if asked.kind == ORDER:
        return tuple(ids[place] for place in _permutation(_within(bits, math.factorial(len(ids))), len(ids)))
    return ids[_within(bits, len(ids))]


def chosen(asked: Asked) -> list[str]:
    """The ids of what there is to choose from, or to put in order, in the order in which codes count them."""
    if asked.kind in (NUMBER, POINT, SIZE):
        return []
    return sorted(asked.matrices if asked.kind == WHICH else asked.options)


def sides(asked: Asked) -> tuple[int, int]:
    """How many rows and columns a cell, or a size, can be."""
    rows = asked.matrices.get(SHOWN)
    return (len(rows), len(rows[0])) if rows else (SIDES, SIDES)


def _fixed(value: int, count: int) -> str:
    width = (count - 1).bit_length()
    return f"{value:0{width}b}" if width else ""


def _within(bits: "_Bits", count: int) -> int:
    value = bits.take((count - 1).bit_length())
    if value >= count:
        raise InputError(WRONG)
    return value


def _number_bits(value: float) -> str:
    """Sign, power of ten, and as many bits as the digits take; what has more than DIGITS of them is rounded."""
    sign, digits, power = Decimal(f"{value:.{DIGITS - 1}e}").normalize().as_tuple()
    power = int(power)
    whole = int("".join(map(str, digits)))
    if not whole or power < -LOWEST:
        sign, whole, power = 0, 0, 0
    while power >= 2**POWER - LOWEST:  # far larger than any number of a page
        whole, power = 10**DIGITS - 1, 2**POWER - LOWEST - 1
    length = whole.bit_length()
    return f"{sign}{power + LOWEST:0{POWER}b}{length:0{LENGTH}b}" + (f"{whole:b}" if whole else "")


def _number(bits: "_Bits") -> float:
    sign, power = bits.take(1), bits.take(POWER) - LOWEST
    whole = bits.take(bits.take(LENGTH))
    return float(Decimal((sign, tuple(map(int, str(whole))), power)))


def _rank(order: Sequence[int]) -> int:
    """The number of a permutation in the order of the alphabet."""
    left, rank = sorted(order), 0
    for value in order:
        rank = rank * len(left) + left.index(value)
        left.remove(value)
    return rank


def _permutation(rank: int, count: int) -> list[int]:
    places = []
    for base in range(1, count + 1):
        rank, place = divmod(rank, base)
        places.append(place)
    left = list(range(count))
    return [left.pop(place) for place in reversed(places)]


@dataclass
class _Bits:
    """What is left to be read."""

    left: str

    def take(self, count: int) -> int:
        """The next bits as a number. Raises InputError where there are not so many."""
        if count > len(self.left):
            raise InputError(WRONG)
        taken, self.left = self.left[:count], self.left[count:]
        return int(taken, 2) if taken else 0
