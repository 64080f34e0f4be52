"""The pictures that a run was tried on, in place of a photo: what its network has learned to tell apart."""

from cnnviz.errors import InputError
from cnnviz.images import picture
from cnnviz.inspect import models
from cnnviz.training import runs
from cnnviz.ui import widgets
from cnnviz.ui.inspect import model_menu

PICTURE = "way_picture"


def shown(id: str) -> tuple[models.Model | None, picture.Pixels | None]:
    """The model of that choice, None where it is not there yet, and one of a run's own pictures in place of the photo,
    if somebody wants that."""
    if id not in model_menu.RUNS:
        return model_menu.model(id), None
    found, run, _ = model_menu.of_run(id)
    return found, chosen(run)


def chosen(run: runs.Run) -> picture.Pixels | None:
    """The validation picture (h w 3) that is chosen, counted from 1; None for the photo."""
    try:
        images = runs.validation(run)
    except InputError:
        # Somebody's own, which are kept no longer: the photo is left.
        return None
    number = widgets.number(
        PICTURE,
        "Validation picture",
        0,
        len(images),
        0,
        help="One of those that it never learned from, by its number. 0: your photo.",
        width=150,
    )
    return picture.colours(images.pictures[number - 1]) if number else None
