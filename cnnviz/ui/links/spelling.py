"""How a link spells values: ids as they are, numbers with a point whatever the language, switches as true and false."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from cnnviz import former

Option = TypeVar("Option")


def query(values: Mapping[str, object]) -> dict[str, str]:
    """Name -> value as the parameters of a link."""
    return {name: spelled(value) for name, value in values.items()}


def spelled(value: object) -> str:
    """A value as a link spells it."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def option(name: str, asked: str, options: Iterable[Option]) -> Option:
    """The option of the setting `name` that a link calls `asked`, or once called so; a number may be written in any
    way. Raises ValueError where it is none of them."""
    known, meant = list(options), former.current(name, asked)
    for one in known:
        if spelled(one).casefold() == meant.casefold():
            return one
    for one in known:
        if isinstance(one, int | float) and not isinstance(one, bool) and one == float(meant):
            return one
    raise ValueError(f"{name} cannot be {asked}.")
