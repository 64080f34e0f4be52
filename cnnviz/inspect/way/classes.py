"""Which of the words that a network knows are meant by what somebody types."""

import functools
import re
from collections.abc import Sequence

# Names of classes hold several words for the same: “goldfish, Carassius auratus”.
_WORDS = re.compile(r"[^\W_]+")
# Networks whose words are kept, and what was asked for last.
NETWORKS, ASKED = 4, 64


def found(names: Sequence[str], said: str) -> tuple[int, ...]:
    """The classes in whose name all words stand that are said, whole or as the beginning of one, those first in which
    they stand whole, the shortest names before others; none where nothing is said."""
    return _found(tuple(names), tuple(_words(said)))


@functools.lru_cache(ASKED)
def _found(names: tuple[str, ...], asked: tuple[str, ...]) -> tuple[int, ...]:
    if not asked:
        return ()
    whole, begun = [], []
    every = _all(names)
    for place, known in enumerate(every):
        if all(one in known for one in asked):
            whole.append(place)
        elif all(any(word.startswith(one) for word in known) for one in asked):
            begun.append(place)
    return (*sorted(whole, key=lambda place: len(every[place])), *begun)


@functools.lru_cache(NETWORKS)
def _all(names: tuple[str, ...]) -> tuple[list[str], ...]:
    """The words of each name: a thousand names are taken apart once, not with every letter that is typed."""
    return tuple(_words(name) for name in names)


def _words(text: str) -> list[str]:
    """In small letters, with plurals of one s as one word."""
    return [word.removesuffix("s") if len(word) > 3 else word for word in _WORDS.findall(text.casefold())]
