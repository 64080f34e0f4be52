import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.images import drawing, picture


def test_a_drawing_is_the_picture_of_its_cells() -> None:
    """C23."""
    cells = np.arange(drawing.SIDE**2, dtype=np.uint8).reshape(drawing.SIDE, drawing.SIDE)
    drawn = drawing.drawn(cells.tobytes())
    working = picture.working(drawn, drawing.SIDE, "grey")
    assert (working.pixels[0] == cells).all()
    assert working.steps[0].title == "Drawn"


@pytest.mark.parametrize("count", [0, 1, drawing.SIDE**2 - 1, drawing.SIDE**2 + 1])
def test_a_drawing_of_another_size_is_refused(count: int) -> None:
    with pytest.raises(InputError, match="instead of 4,096"):
        drawing.drawn(bytes(count))
