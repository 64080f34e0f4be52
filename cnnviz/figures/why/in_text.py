"""A word early or late in a sentence, drawn as a strip of words with the filter's answer below each."""

from cnnviz import numbers
from cnnviz.ops.compared import sentence

LINES = (
    "A sentence is a row of words, and a word means the same early or late. Here each word is a row of zeros and one "
    "1; real networks learn a row of numbers for each word, an **embedding**.",
    "A filter one word wide slides over the sentence. Its map moves along with the word (equivariance), its maximum "
    "stays (invariance). Weights for each place know the word at one place only.",
    "Some meaning hangs on words far apart and on their order (“not … good”). A **recurrent network** reads word after "
    "word and carries along what it has read.",
)


def strip(found: sentence.Found) -> list[dict[str, str]]:
    """Two rows, words and the filter's answers, a column for each place, counted from 1."""
    words = {"place": "word"} | {str(at): word for at, word in enumerate(found.words, start=1)}
    answers = {"place": "filter"} | {str(at): numbers.text(one) for at, one in enumerate(found.map.tolist(), start=1)}
    return [words, answers]


def said(found: sentence.Found, first: int) -> str:
    """What both ways answer."""
    return (
        f"Maximum of the map: {numbers.text(found.maximum)}. Weights that know the word at place {first + 1}: "
        f"{numbers.text(found.dense)}."
    )
