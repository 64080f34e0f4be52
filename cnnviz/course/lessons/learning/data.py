"""Data: what a network learns from, what it is tried on, and what augmentation adds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.questions import Choice, Number
from cnnviz.course.scenes import Scene
from cnnviz.datasets import augment, catalogue, choice, data, shapes, statistics
from cnnviz.datasets.public import known
from cnnviz.training import config, recorded
from cnnviz.training.events import EventKind

PAGE = "data"
SAID = ("data_told", "data_counts")
TOLD = (*SAID, "part")
SHEETS, BALANCE = ("data_sheets",), ("data_balance",)


@dataclass(frozen=True)
class Pictures(Scene):
    """A data set that is looked at, and how its pictures would be changed."""

    page: str = PAGE
    values: Mapping[str, object] = field(default_factory=dict)
    chosen: choice.Choice = field(default_factory=choice.Choice)
    how: config.Augmentation = field(default_factory=config.Augmentation)

    @cached_property
    def dataset(self) -> data.Dataset:
        """Its pictures."""
        return catalogue.load(self.chosen)

    @cached_property
    def counted(self) -> statistics.Summary:
        """What the page counts of it."""
        return statistics.summary(self.dataset)


def drawn(images: int) -> Pictures:
    """So many shapes, with the link that opens them."""
    return Pictures(values={"dataset": choice.SHAPES, "images": images}, chosen=choice.Choice(images=images))


def centred(seed: int) -> Pictures:
    """Shapes in the middle and of one size, turned any way, with the link that opens them."""
    chosen = choice.Choice(images=1000, seed=seed, position=0.0, scale=0.0, turn=1.0)
    knobs = {name: getattr(chosen, name) for name in ("position", "scale", "turn")}
    return Pictures(values={"dataset": chosen.name, "images": chosen.images, "dataseed": seed, **knobs}, chosen=chosen)


def changed(shift: int, turn: int) -> Pictures:
    """Shapes, and how far one of them is shifted and turned, with the link that opens them."""
    values = {"dataset": choice.SHAPES, "images": 1000, "shift": shift, "tilt": turn}
    return Pictures(values=values, chosen=choice.Choice(images=1000), how=config.Augmentation(shift, turn))


# Not the ring, which is as round as the circle.
ASKED = {id: shapes.SHAPES[id].title for id in ("square", "circle", "cross", "star", "bar")}
FASHION = Pictures(values={"dataset": choice.FASHION}, chosen=choice.Choice(choice.FASHION, 0))


def _pictures(scene: Scene) -> Pictures:
    assert isinstance(scene, Pictures)
    return scene


def _chance(scene: Scene) -> float:
    """Percent of the training pictures that are right by always saying the same class."""
    counts = _pictures(scene).counted.counts[0]
    return float(100 * counts.max() / counts.sum())


def _sharpest(scene: Scene) -> str:
    """Of the classes asked about that whose pictures lie closest to their mean."""
    spreads = dict(zip(shapes.SHAPES, _pictures(scene).counted.spreads, strict=True))
    return min(ASKED, key=spreads.__getitem__)


def _shared(scene: Scene) -> int:
    """How many validation pictures are among the training pictures, pixel by pixel."""
    dataset = _pictures(scene).dataset
    learned = {picture.tobytes() for picture in dataset.train.pictures}
    return sum(picture.tobytes() in learned for picture in dataset.validation.pictures)


def _all(scene: Scene) -> int:
    """As if all of them were learned from, too."""
    return len(_pictures(scene).dataset.validation)


def _looked_at(_: Scene) -> str:
    """The part on which a run is tried again and again."""
    told = (numbered.event for numbered in recorded.run().events)
    looked = Counter(event.header["part"] for event in told if event.kind == EventKind.EVALUATION)
    return max(looked, key=looked.__getitem__)


def _augmented(scene: Scene) -> str:
    """How many pictures come out of augmentation, beside those that go in."""
    pictures, how = _pictures(scene).dataset.train.pictures, _pictures(scene).how
    made = augment.augmented(pictures, how, np.random.default_rng(0))
    return "same" if len(made) == len(pictures) else "more"


LESSON = Lesson(
    "What it learns from",
    6,
    "look at data before you train on it: what is easy, what is chance, what is held back.",
    (
        Step(
            "sharpest",
            (centred(0), centred(1), centred(2)),
            "Shapes of one size in the middle, turned any way. Now all pictures of a class are laid over each other: "
            "what they share stays sharp, the rest blurs. That is the class's mean picture.",
            Choice(
                "Of which of these do the pictures differ least from their mean?",
                ASKED,
                _sharpest,
            ),
            "Turned, it is itself. A class that is nearly its own mean is easy: one template finds it. Look at the "
            "means below.",
            ("sheets",),
            (30,),
            ("means",),
            SAID,
        ),
        Step(
            "chance",
            (drawn(1000), drawn(2000)),
            "Before anything is learned, one number to beat. Somebody always gives the same answer, the name of one "
            "class, whatever the picture. Look at the bars.",
            Number(
                "Of 100 pictures, how many does that get right, on average?", _chance, {"chance-half": lambda _: 50}
            ),
            f"One class of {len(shapes.SHAPES)}, all of them equally frequent. With classes of unequal size, always "
            "naming the largest can look clever: watch each class's own accuracy.",
            ("balance",),
            (30,),
            ("balance_told",),
            (*SAID, *SHEETS),
        ),
        Step(
            "held-back",
            (drawn(1000), drawn(500)),
            "Besides the training pictures there are validation pictures, to see how it goes, and test pictures for "
            "the end. They come from the same source.",
            Number(
                f"How many of the {shapes.HELD_BACK:,} validation pictures are training pictures, too?",
                _shared,
                {"validation-is-training": _all},
            ),
            "Not one. A network can learn its pictures by heart; only pictures that it has never seen tell whether it "
            "has learned more.",
            ("sheets",),
            (30,),
            TOLD,
            folds=("terms",),
        ),
        Step(
            "looked-at",
            (FASHION,),
            f"Fashion-MNIST: {known.FASHION.train:,} pictures of clothes to train with, {known.FASHION.test:,} to "
            "test. You try a setting, look how well it goes, and change it, many times over.",
            Choice(
                "On which pictures do you look each time?",
                {
                    "train": "Those that it learns from",
                    "validation": f"Some of the {known.FASHION.train:,} that are held back",
                    "test": f"The {known.FASHION.test:,} test pictures",
                },
                _looked_at,
                {"train": "training-tells", "test": "test-looked-at"},
            ),
            "Choosing by them is learning, too. So the test pictures stay away until the end, and are looked at once.",
            ("dataset",),
            (30,),
            TOLD,
            folds=("terms",),
        ),
        Step(
            "augmentation",
            (changed(3, 15), changed(2, 30)),
            "Augmentation shifts and turns pictures by chance. Everything below is one picture, changed.",
            Choice(
                "How many pictures does the network meet in one round through the data?",
                {"more": "More: each picture and its versions", "same": "As many: each is changed when its turn comes"},
                _augmented,
                {"more": "augmentation-adds"},
            ),
            "It hardly ever sees the same numbers twice, and a round has no more pictures. The label stays: change "
            "only what leaves the name right.",
            ("versions",),
            (91, 102),
            (),
            (*SAID, *SHEETS, *BALANCE, "terms"),
        ),
        Step(
            "yours",
            (drawn(6000),),
            "Now it is yours. Go through the classes and guess which two will be confused; then turn Turn and Noise "
            "up in the menu Drawing, until you would fail.",
            taken="Go through the classes and guess which two will be confused. In the app they are made harder, "
            "until you would fail.",
        ),
    ),
)
