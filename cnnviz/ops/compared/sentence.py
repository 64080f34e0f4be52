"""A word early or late in a sentence: a filter one word wide against weights for each place (C36)."""

from dataclasses import dataclass

import numpy as np

WORDS = ("the", "ending", "of", "this", "film", "was")


@dataclass(frozen=True, eq=False)
class Found:
    """A sentence, its words as rows of zeros and one 1 (n v), the `map` of a filter that looks for one word (n), and
    the answer of weights that look for it at its first place only."""

    words: tuple[str, ...]
    vectors: np.ndarray
    map: np.ndarray
    dense: float

    @property
    def maximum(self) -> float:
        """Of the map: global max pooling."""
        return float(self.map.max())


def sentence(word: str, place: int) -> tuple[str, ...]:
    """WORDS with `word` put before the one at `place`, or after all."""
    return (*WORDS[:place], word, *WORDS[place:])


def found(word: str, place: int, first: int) -> Found:
    """The word at `place`, looked for by a filter and by weights that know it at place `first`."""
    words = sentence(word, place)
    vocabulary = sorted(set(words))
    vectors = np.array([[float(one == known) for known in vocabulary] for one in words])
    wanted = np.array([float(known == word) for known in vocabulary])
    return Found(words, vectors, vectors @ wanted, float(vectors[first] @ wanted))
