"""What pages compute of the recorded run's network, of the picture that a scene names: each once."""

import functools

import numpy as np

from cnnviz.course.scenes import Scene
from cnnviz.images import picture, samples
from cnnviz.inspect import preparation, trained_runs
from cnnviz.inspect.models import Model
from cnnviz.inspect.way import passage
from cnnviz.ops import softmax
from cnnviz.training import recorded, runs
from cnnviz.training.events import Event, EventKind

# In a link: the recorded run's network, and the number of the picture that it was validated on.
MODEL, PICTURE, RECORDED = "way_model", "way_picture", "recorded"
# Pixels of a photo's longer side, as pages begin with.
SIDE = 384


def on(number: int = 0, photo: str = "", **more: object) -> dict[str, object]:
    """The values of a scene on the recorded run's network: a validation picture by its number, from 1, or a sample."""
    shown: dict[str, object] = {"image": photo} if photo else {PICTURE: number} if number else {}
    return {MODEL: RECORDED} | shown | more


@functools.cache
def model() -> Model:
    """The network with what it learned last."""
    return trained_runs.model(runs.fetch_run(recorded.FIRST))


@functools.cache
def pixels(number: int, photo: str) -> picture.Pixels:
    """What it is shown (h w 3)."""
    if number:
        return picture.colours(runs.validation(runs.fetch_run(recorded.FIRST)).pictures[number - 1])
    return np.moveaxis(picture.working(samples.picture(photo, SIDE), SIDE, "rgb").pixels, 0, 2)


def shown(scene: Scene) -> picture.Pixels:
    """What the scene's network is shown (h w 3)."""
    return pixels(int(str(scene.values.get(PICTURE, 0))), str(scene.values.get("image", "")))


@functools.cache
def _passed(number: int, photo: str) -> passage.Passage:
    prepared = preparation.prepared(pixels(number, photo), model().preparation)
    return passage.passed(model(), prepared.values)


def passed(scene: Scene) -> passage.Passage:
    """It on its way through the network."""
    return _passed(int(str(scene.values.get(PICTURE, 0))), str(scene.values.get("image", "")))


def shares(scene: Scene) -> np.ndarray:
    """What softmax makes of the answers (n)."""
    return softmax.softmax(passed(scene).logits.astype(np.float64))


def told(view: str, kind: EventKind) -> tuple[Event, ...]:
    """The events of a kind of the recorded run with this view id, in order."""
    return tuple(one.event for one in recorded.run(view).events if one.event.kind == kind)
