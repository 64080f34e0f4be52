"""The picture that belongs to the exercise which is on: its teacher's own, kept with it for as long as it is."""

import io
import threading

import numpy as np
from cachetools import LRUCache, cached
from PIL import Image

from cnnviz import limits
from cnnviz.course.exercises import exercise as exercises
from cnnviz.errors import InputError
from cnnviz.images import picture
from cnnviz.training.store import database
from cnnviz.training.store.taught import exercises as store
from cnnviz.ui.course import exercise, now
from cnnviz.ui.picture import own_picture

# The id and the label of that picture among the samples.
GIVEN, LABEL = "given", "The exercise’s picture"
# Pictures of all exercises together, those used last.
BYTES = max(1, limits.CACHED_IMAGE_BYTES)
_PICTURES: LRUCache[tuple[str, str], picture.Picture] = LRUCache(
    BYTES, getsizeof=lambda one: min(one.pixels.nbytes, BYTES)
)
_READING = threading.Condition()


def current() -> picture.Picture | None:
    """The picture of the exercise that is on, if it has one. Raises InputError where it is not kept any more."""
    on = now.current()
    if on is None or on.task is None or not on.task.picture:
        return None
    if on.id == exercise.PREVIEW:
        return own_picture.current()
    return _kept(on.id.removeprefix(exercises.PREFIX), on.task.picture)


@cached(_PICTURES, condition=_READING)
def _kept(id: str, name: str) -> picture.Picture:
    data = store.fetch_picture(database.opened(), id, name)
    if data is None:
        raise InputError("The picture of this exercise is not kept here any more.")
    # Written by this app, so that a plain reader is enough.
    pixels = picture.frozen(np.asarray(Image.open(io.BytesIO(data)).convert("RGB")))
    step = picture.step(LABEL, "Kept with the exercise, as its teacher gave it.", pixels)
    return picture.Picture(LABEL, name, (step,), pixels, *pixels.shape[:2])
