"""What a setting of a layer may be; where it may not, a sentence for whoever set it."""

from collections.abc import Collection

from cnnviz import limits
from cnnviz.errors import InputError, shown


def whole(value: object, low: int, high: int, what: str) -> None:
    """A whole number, `low` to `high`."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise InputError(f"{_a(what)} of {shown(value)} cannot be. Choose a whole number.")
    if not low <= value <= high:
        raise InputError(f"{_a(what)} of {shown(value)} cannot be. Choose {low:,} to {high:,}.")


def pair(value: object, low: int, high: int, what: str) -> None:
    """Two whole numbers, for rows and columns."""
    if not isinstance(value, tuple) or len(value) != 2:
        raise InputError(f"{_a(what)} of {shown(value)} cannot be. Give one number for rows and one for columns.")
    for side in value:
        whole(side, low, high, what)


def padding(value: object, most: tuple[int, int]) -> None:
    """valid, same, or pixels ((top, bottom), (left, right)) up to `most` (rows, columns)."""
    if value in ("valid", "same"):
        return
    if not isinstance(value, tuple) or len(value) != 2:
        raise InputError(f"There is no padding {shown(value)}. Choose valid, same, or pixels for each side.")
    for sides, high in zip(value, most, strict=True):
        pair(sides, 0, high, "padding")


def real(value: object, low: float, high: float, what: str) -> None:
    """A finite number, `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError(f"{_a(what)} of {shown(value)} cannot be. Choose a number.")
    if not low <= value <= high:
        raise InputError(f"{_a(what)} of {shown(value)} cannot be. Choose {low:g} to {high:g}.")


def flag(value: object, what: str) -> None:
    """On or off."""
    if not isinstance(value, bool):
        raise InputError(f"“{what}” is on or off, not {shown(value)}.")


def one_of(value: object, options: Collection[str], what: str) -> None:
    """One of the names in `options`."""
    if not isinstance(value, str) or value not in options:
        raise InputError(f"There is no {what} {shown(value)}. Choose one of {', '.join(options)}.")


def name(value: object, what: str) -> None:
    """A short text that can be printed."""
    if (
        not isinstance(value, str)
        or not value.isprintable()
        or not 1 <= len(value.strip()) <= len(value) <= limits.NET_NAME
    ):
        raise InputError(f"A {what} needs a name of 1 to {limits.NET_NAME} printable characters. Write another.")


def _a(noun: str) -> str:
    """The noun with its article, at the start of a sentence."""
    return f"{'An' if noun[0] in 'aeiou' else 'A'} {noun}"


def version(value: object, known: int, what: str) -> None:
    """The version of a description that is read here, `known`."""
    if type(value) is int and value > known:
        raise InputError(
            f"{what} lacks “version”: {known}, the newest that is known here: it is of a newer cnnviz. Update cnnviz."
        )
    if type(value) is not int or value != known:
        raise InputError(f"{what} lacks “version”: {known}. Export it again.")
