"""The learner's own pictures in three parts: as their folders say, else some hundredths of every class at random."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from cnnviz import limits
from cnnviz.datasets import data
from cnnviz.datasets.brought.folders import TEST, TRAIN, VALIDATION, Place
from cnnviz.datasets.brought.gathering import LeftOut
from cnnviz.errors import InputError

# Shares of each class that are not trained on; below _FEW pictures nothing is spared for the test.
_VALIDATION, _TEST, _FEW = 0.2, 0.15, 10
_TITLE = 80

Small = Mapping[Place, Sequence[np.ndarray]]
Parts = dict[str, dict[str, list[np.ndarray]]]  # the pictures (c h w) of each class, by part; "" where none is said


def parts(small: Small, left_out: Sequence[LeftOut]) -> tuple[Parts, list[LeftOut]]:
    """The classes with enough pictures to learn from, by part, and what that leaves out. Raises InputError where too
    little is left, which names a file of `left_out`."""
    by_part: Parts = {}
    for place, pictures in small.items():
        by_part.setdefault(place.part, {})[place.kind] = list(pictures)
    learned = by_part.get(TRAIN, by_part.get("", {}))
    least = 1 if by_part.get(VALIDATION) else 2
    enough = {kind for kind, pictures in learned.items() if len(pictures) >= least}
    every = {place.kind for place in small}
    _check(learned, enough, every, least, left_out)
    out = [LeftOut(kind, _too_few(len(learned.get(kind, ())), least)) for kind in sorted(every - enough, key=_natural)]
    kept = {
        part: {kind: pictures for kind, pictures in classes.items() if kind in enough}
        for part, classes in by_part.items()
    }
    return {part: classes for part, classes in kept.items() if classes}, out


def dataset(by_part: Parts, title: str, seed: int) -> data.Dataset:
    """The data set of these pictures, every part in random order."""
    named = by_part.get(TRAIN, by_part.get("", {}))
    classes = tuple(sorted(named, key=_natural))
    rng = np.random.default_rng(seed)
    every = _images(named, classes)
    given = {part: _images(by_part[part], classes) for part in (VALIDATION, TEST) if part in by_part}
    places: tuple[list[np.ndarray], ...] = ([], [], [])
    for label in range(len(classes)):
        order = rng.permutation(np.flatnonzero(every.labels == label))
        validation = 0 if VALIDATION in given else max(1, round(_VALIDATION * len(order)))
        test = round(_TEST * len(order)) if len(order) >= _FEW and TRAIN not in by_part else 0
        cut = np.split(order, (len(order) - validation - test, len(order) - test))
        for part, some in zip(places, cut, strict=True):
            part.append(some)
    train, validation_part, test_part = (every.taken(rng.permutation(np.concatenate(part))) for part in places)
    return data.frozen(
        data.Dataset(
            " ".join(title.split())[:_TITLE] or "Your own",
            classes,
            train,
            given.get(VALIDATION, validation_part),
            given.get(TEST, test_part),
        )
    )


def sentence(by_part: Parts) -> str:
    """How the pictures are split, and by whom."""
    if TRAIN not in by_part:
        return "Split at random: some of every class are kept back to check, and of larger classes some to test."
    counts = {part: sum(map(len, classes.values())) for part, classes in by_part.items()}
    named = ", ".join(f"{part} ({counts[part]:,})" for part in (TRAIN, VALIDATION, TEST) if part in counts)
    if VALIDATION in counts:
        return f"The split of your folders is used as it is: {named}."
    return f"The split of your folders is used: {named}. To check while learning, a fifth of train is kept back."


def _images(named: Mapping[str, Sequence[np.ndarray]], classes: Sequence[str]) -> data.Images:
    counts = [len(named.get(kind, ())) for kind in classes]
    labels = np.repeat(np.arange(len(classes), dtype=np.uint8), counts)
    return data.Images(np.stack([one for kind in classes for one in named.get(kind, ())]), labels)


def _check(
    learned: Mapping[str, Sequence[np.ndarray]],
    enough: set[str],
    every: set[str],
    least: int,
    left_out: Sequence[LeftOut],
) -> None:
    """Raises InputError for too few or too many classes."""
    first = f" Left out: “{left_out[0].name}” {left_out[0].why}" if left_out else ""
    if not 2 <= len(every) <= limits.OWN_CLASSES:
        names = f" (“{next(iter(every))}”)" if len(every) == 1 else ""
        raise InputError(
            f"There {'is 1 class' if len(every) == 1 else f'are {len(every)} classes'}{names}. "
            f"Give 2 to {limits.OWN_CLASSES}: telling things apart takes at least two kinds.{first}"
        )
    if len(enough) < 2:
        kind = min(every - enough, key=_natural)
        raise InputError(f"“{kind}” {_too_few(len(learned.get(kind, ())), least)}{first}")


def _too_few(count: int, least: int) -> str:
    if least == 1:
        return "has no picture to learn from. Give at least 1."
    return f"has {count} picture{'s' * (count != 1)}. Give at least 2: one to learn, one to check."


def _natural(name: str) -> list[tuple[int, int, str]]:
    """So that "10" comes after "9"."""
    parts = re.findall(r"\d{1,9}|\D+|\d", name.casefold())
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts]
