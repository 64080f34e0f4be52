"""Kernels without brackets: rows on lines, numbers set apart by spaces, tabs, commas, semicolons or a table's bars.

Every reading that a text can have is returned: whoever asks decides what to do when there is more than one.
"""

import re
from collections.abc import Callable, Sequence

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.ops.kernel_text import numbers

Word = str | float
Grid = list[list[Word]]
Number = Callable[[str], float | None]

_SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
# Lines that only draw a table: | --- | :---: |, +-----+, ──┼──
_RULE = re.compile(
    r"[\s|+:=─━═┼╋╪├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╬-]*(?:--|\|\s*:?-|[─━═┼╋╪├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╬=])[\s|+:=─━═┼╋╪├┤┌┐└┘┬┴╔╗╚╝╠╣╦╩╬-]*"
)
_SIZE = re.compile(r"\s*[(\[]?\s*(\d{1,3})\s*(?:[xX*,]|\s)\s*(\d{1,3})\s*[)\]]?\s*:?\s*", re.ASCII)
_SIDE = re.compile(r"\s*(\d{1,3})\s*", re.ASCII)
# Two numbers with a comma between them and the second of them with a zero in front, such as 0,05: a decimal comma.
_LEADING_ZERO = re.compile(r"\d,0\d", re.ASCII)


def readings(text: str) -> list[Grid]:
    """Every grid of words or numbers that `text` can be, the usual one first; one at least. Words are what could not
    be read as a number. Raises InputError for what may be thousands."""
    text = text.replace("Unnamed: 0", "index")  # what pandas calls the column of an index
    lines = [line for line in re.split(r"[\n\r\v\f\u2028\u2029\x85]+", text) if line.strip(" ;,|\t\xa0")]
    separator = _SEPARATOR.fullmatch(lines[0]) if lines else None
    if separator:
        return _of_table([line.split(separator[1]) for line in lines[1:]], separator[1] != ",")
    if any("|" in line for line in lines):
        return _of_bars(lines)
    if any("\t" in line.strip() for line in lines) and not any(";" in line.strip(" ;\t") for line in lines):
        return _of_table([line.rstrip("\r ;").split("\t") for line in lines])
    return _of_signs(
        [line.strip().strip(";").rstrip(" ;,") if ";" in line else line.strip(" \t\xa0") for line in lines]
    )


def _of_signs(lines: list[str]) -> list[Grid]:
    """The readings of lines whose commas and semicolons may mean more than one thing."""
    semicolons = any(";" in line for line in lines)
    pieces = [piece.strip() for line in lines for piece in line.split(";") if piece.strip()]
    ours: list[list[Word]] = [list(map(_unquoted, re.split(r"\s*,\s*|\s+", piece.rstrip(",")))) for piece in pieces]
    # Names and sizes stand on lines of their own.
    found = _labelled(ours, numbers.value) if len(pieces) == len(lines) else [_numbered(ours, numbers.value)]
    others: list[Grid] = []
    if semicolons:
        cells = [[_unquoted(cell) for cell in line.split(";")] for line in lines]
        others += _whole(_labelled(_trimmed(cells), numbers.with_comma))
        if others and len(lines) > 1:
            return others  # lines are rows already, so that ";" stands between numbers
    if any("," in piece for piece in pieces):
        words: list[list[Word]] = [list(piece.split()) for piece in pieces]
        others += _with_decimal_commas(words)
        if len(words) == 1 and len(words[0]) > 1:
            others += _whole([_numbered([str(word).split(",") for word in words[0]], numbers.value)])
    usual = [grid for grid in _whole(found) if not (others and any(map(_LEADING_ZERO.search, pieces)))]
    # A row or a column of decimals: where the app's own spelling fails, that is said instead.
    if not usual and not _whole(found) and len(pieces) > len(lines) and any(len(word) > 1 for word in ours):
        return found or [ours]
    return [*usual, *others] or found or [ours]


def _with_decimal_commas(words: list[list[Word]]) -> list[Grid]:
    """The reading that takes spaces between numbers and commas in them, if there is one."""
    every = [str(word) for row in words for word in row]
    with_commas = [word for word in every if "," in word]
    if any(re.search(r",000(?!\d)", word) and numbers.is_thousands(word) for word in with_commas):
        _check_thousands(with_commas)
    if not any(map(numbers.is_decimal_comma, every)):
        return []
    return _whole([_numbered(words, numbers.with_comma)])


def _check_thousands(words: Sequence[str]) -> None:
    """Raises InputError where a comma may stand for thousands, and no other number says what it is."""
    commas = [word for word in words if "," in word]
    doubtful = next((word for word in commas if numbers.is_thousands(word)), "")
    if doubtful and not any(numbers.is_decimal_comma(word) and not numbers.is_thousands(word) for word in commas):
        other = doubtful.replace(",", ".") if doubtful.count(",") == 1 else f"{doubtful.count(',') + 1} numbers"
        raise InputError(
            f"“{doubtful[:20]}” may be {doubtful.replace(',', '')[:20]}, or {other}. "
            "Write decimals with a point, thousands with nothing, and a space after each number."
        )


def _of_table(rows: Sequence[Sequence[str]], decimal_comma: bool = True) -> list[Grid]:
    """The readings of cells that are set apart beyond doubt."""
    cells = _trimmed([[_unquoted(cell) for cell in row] for row in rows])
    words = [str(cell) for row in cells for cell in row]
    if words and all(word.endswith(",") for word in [str(cell) for row in cells for cell in row[:-1]]):
        cells = [[str(cell).rstrip(",") for cell in row] for row in cells]
        words = [str(cell) for row in cells for cell in row]
    if decimal_comma:
        _check_thousands(words)
    return _labelled(cells, numbers.with_comma if decimal_comma else numbers.value)


def _of_bars(lines: list[str]) -> list[Grid]:
    """The readings of a table drawn with bars, as in Markdown."""
    rows = [line.strip() for line in lines if not _RULE.fullmatch(line)]
    cells = [row.removeprefix("|").removesuffix("|").split("|") for row in rows]
    if all(len(row) == 1 for row in cells):
        return _of_signs([row[0].strip() for row in cells])  # the bars of a matrix
    return _of_table(cells)


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    return cell[1:-1].strip() if len(cell) > 1 and cell[0] == cell[-1] and cell[0] in "\"'`" else cell


def _trimmed(cells: Sequence[Sequence[str]]) -> list[list[Word]]:
    """Without columns and rows that are empty at the end, and columns that are empty at the start."""
    rows: list[list[Word]] = [list(row) for row in cells if any(row)]
    while rows and all(len(row) > 1 and row[-1] == "" for row in rows):
        rows = [row[:-1] for row in rows]
    while rows and all(len(row) > 1 and row[0] == "" for row in rows):
        rows = [row[1:] for row in rows]
    return rows


def _numbered(rows: Sequence[Sequence[Word]], number: Number) -> Grid:
    """The cells as numbers; those that are none, or none that a kernel may hold, as they were."""
    return [[_read(word, number) for word in row] for row in rows]


def _read(word: Word, number: Number) -> Word:
    read = number(str(word))
    return word if read is None or not abs(read) <= limits.KERNEL_WEIGHT else read


def _whole(grids: list[Grid]) -> list[Grid]:
    """Those with nothing but numbers, and as many in every row."""
    return [
        grid
        for grid in grids
        if grid
        and len({len(row) for row in grid}) == 1
        and all(isinstance(cell, float) for row in grid for cell in row)
    ]


def _labelled(rows: list[list[Word]], number: Number) -> list[Grid]:
    """The rows as numbers, without the names of columns and rows, or a first line that says the size; where these
    may be numbers of the kernel as well, both."""
    if len(rows) < 2:
        return [_numbered(rows, number)]
    if (sized := _sized(rows, number)) is not None:
        return sized
    header, body = rows[0], rows[1:]
    wide = {len(row) for row in body}
    corner = wide == {len(header) + 1}
    named = all(_is_name(cell) for cell in header if cell != "") and any(header)
    empty = header[0] == "" and wide == {len(header)}
    if (corner and (named or _counts(header, number))) or (empty and (named or _counts(header[1:], number))):
        indexed = _numbered([row[1:] for row in body], number)
        return _titled(body, indexed, number) if corner and named else [indexed]
    if named:
        rows = body
        if str(header[0]).lower() == "index" or all(_is_name(row[0]) for row in rows):
            return [_numbered([row[1:] for row in rows], number)]
    elif all(_is_name(row[0]) and len(row) > 1 for row in rows):
        return [_numbered([row[1:] for row in rows], number)]
    return _with_and_without_counts(rows, number)


def _titled(body: list[list[Word]], indexed: Grid, number: Number) -> list[Grid]:
    """The readings of rows below words that are one fewer than the columns: an index beside names of columns, or,
    where what stands first cannot be one, rows below a title; where it might, both."""
    first = [row[0] for row in body]
    if _counts(first, number) or any(number(str(cell)) is None for cell in first):
        return [indexed]
    rows = _numbered(body, number)
    return [rows] if len(set(map(str, first))) < len(first) else [rows, indexed]


def _with_and_without_counts(rows: list[list[Word]], number: Number) -> list[Grid]:
    """The rows as they are; and, where a first row or column counts 0, 1, 2 beside a square, that square as well."""
    found = [_numbered(rows, number)]
    if not _whole(found) or len(rows) == len(rows[0]):
        return found
    for rest, counts in (
        (rows[1:], rows[0]),
        ([row[1:] for row in rows], [row[0] for row in rows]),
    ):
        if len(rest) == len(rest[0]) > 2 and [number(str(cell)) for cell in counts] == [*range(len(counts))]:
            found.append(_numbered(rest, number))
    return found


def _sized(rows: list[list[Word]], number: Number) -> list[Grid] | None:
    """The rows below a first line such as "3 3" or "3 × 3", None where there is none."""
    first = " ".join(map(str, rows[0]))
    match = _SIZE.fullmatch(first) or _SIDE.fullmatch(first)
    if not match:
        return None
    height, width = int(match[1]), int(match[match.lastindex or 1])
    rest = _numbered(rows[1:], number)
    if len(rest) == 1 != height and len(rest[0]) == height * width:
        return [[rest[0][at : at + width] for at in range(0, height * width, width)]]
    if len(rest) != height or any(len(row) != width for row in rest):
        return None
    if len(rows[0]) == width and "*" not in first:
        return [_numbered(rows, number), *([rest] if height > 1 else [])]
    return [rest]


def _is_name(cell: Word) -> bool:
    word = str(cell)
    return numbers.value(word) is None and any(map(str.isalpha, word))


def _counts(cells: Sequence[Word], number: Number) -> bool:
    """Whether they are 0, 1, 2 … or 1, 2, 3 …"""
    read = [number(str(cell)) for cell in cells]
    return len(read) > 1 and read in ([*map(float, range(len(read)))], [*map(float, range(1, len(read) + 1))])
