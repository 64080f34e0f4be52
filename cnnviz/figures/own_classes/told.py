"""What is said of a learner's own classes: what is trained and what is not, what to beware of, what came out."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album, features

# Pictures of a class below which there are few, and how many times as many as in the smallest is unbalanced.
FEW, UNBALANCED = 5, 3
# cos below which nothing that was learned from is near.
FAR = 0.5
EXAMPLE = "An example: parts of the app’s photographs, of which one lies in the wrong class."
CHANGE = "Find it and move it; or drop pictures of yours."
PRIVATE = (
    "The pictures in your classes stay in this session: in the server’s memory, on no disk, seen by nobody else, and "
    "gone when you reload or close the page."
)


def frozen(model: Model, source: features.Source, count: int) -> str:
    """Which weights stay as they are, and which are trained."""
    classes = f"{len(model.classes):,} classes"
    cut = (
        f"Its last layer, {source.replaced:,} weights for its own {classes}, is left out."
        if source.replaced
        else f"It has no dense layer at its end: its answers for {classes} are the features."
    )
    return (
        f"**Frozen**: {source.frozen:,} weights of {model.label} are not touched. {cut} What is left makes "
        f"{source.count:,} numbers of a picture, its features. **Trained**: {count} × "
        f"({source.count:,} + 1) = {count * (source.count + 1):,} numbers, a weight for each feature and a bias for "
        "each of your classes."
    )


def answer(names: Sequence[str], shares: np.ndarray) -> str:
    """What it says of a new photo."""
    best = int(shares.argmax())
    return f"Of these {len(names)} classes it says “{names[best]}”: {numbers.text(float(shares[best]))}."


def closed(names: Sequence[str], nearest: float) -> str:
    """That there is no other answer; and how near the nearest training picture is."""
    said = f"Whatever you show it becomes one of these {len(names)}: the shares always add up to 1."
    if nearest < FAR:
        said += f" No training picture is near this one: the nearest has cos {numbers.text(nearest)}."
    return said


def warnings(shown: album.Album) -> tuple[str, ...]:
    """What makes a classifier of these pictures doubtful."""
    filled = [group for group in shown.groups if group.photos]
    said = []
    few = [len(group.photos) < FEW for group in filled]
    if any(few):
        said.append(
            f"Few pictures: {numbers.listed([group.name for group in filled], few)}. With fewer than {FEW} it learns "
            "these pictures rather than what they have in common."
        )
    counts = [len(group.photos) for group in filled]
    if max(counts) >= UNBALANCED * min(counts):
        most, least = (filled[counts.index(end(counts))] for end in (max, min))
        said.append(
            f"Unbalanced: “{most.name}” has {max(counts)}, “{least.name}” {min(counts)}. Where it is unsure it says "
            "what there was more of."
        )
    said += [_twice(shown)] if _twice(shown) else []
    return tuple(said)


def _twice(shown: album.Album) -> str:
    places: dict[str, list[int]] = {}
    for one, kind in zip(shown.photos, shown.labels.tolist(), strict=True):
        places.setdefault(one.digest, []).append(kind)
    both = next((kinds for kinds in places.values() if len(kinds) > 1), None)
    if both is None:
        return ""
    first, second = (shown.names[kind] for kind in both[:2])
    return f"The same picture is in “{first}” and in “{second}”: of one of them every answer is wrong."


def waiting(shown: album.Album) -> str:
    """What is needed before anything can be learned."""
    if not any(group.photos for group in shown.groups):
        return "No class has pictures yet. Drop some, or take some with the camera."
    return "Telling things apart takes two classes. Choose another class and give it pictures."


def tested(shown: album.Album, shares: np.ndarray) -> str:
    """How many pictures are right where the classifier was trained without them."""
    right = int(np.sum(shares.argmax(1) == shown.labels))
    count = len(shown.photos)
    counts = np.bincount(shown.labels, minlength=len(shown.groups))
    said = (
        f"Each picture is asked of a classifier that was trained, in the same way, on the other {count - 1}: "
        f"**{right} of {count}** are right."
    )
    if (counts == 1).any():
        said += f" The only picture of a class cannot be: {numbers.listed(shown.names, counts == 1)}."
    return said
