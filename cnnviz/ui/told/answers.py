"""What a network answers: facts for exercises, from the logits that a page shows."""

from collections.abc import Sequence

import numpy as np

from cnnviz.ui.told import facts

# Answers of which one may be asked for, and words of a class's name that are said.
ANSWERS = 5


def tell(logits: np.ndarray, classes: Sequence[str], covers: Sequence[str] = ()) -> None:
    """The first answers (logits (classes)) and how many classes there are; `covers` are the keys of what shows them."""
    best = np.argsort(-logits, kind="stable")[:ANSWERS].tolist()
    each = {str(place): float(logits[place]) for place in best}
    named = {str(place): classes[place] for place in best}
    facts.tell("answer", "the network's first answer", each, named, covers)
    facts.tell("classes", "the number of classes it knows", len(classes))
