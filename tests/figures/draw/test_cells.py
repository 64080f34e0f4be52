"""cnnviz.figures.draw.cells: what is written can be drawn."""

import itertools

from cnnviz.figures.draw import cells
from cnnviz.ops import activations, catalogue, pooling


def test_every_name_can_be_written_in_pillows_own_font() -> None:
    names = {name for bank in catalogue.BANKS for name in catalogue.weights(bank, {}, 1)[0]}
    written = "".join(itertools.chain(names, activations.ACTIVATIONS, pooling.POOLINGS, "0123456789×…“”"))
    lacking = bytes(cells.font(14).getmask("\ufffe"))
    signs = set(cells.spelt(written)) - {cells.MINUS}
    assert not [sign for sign in signs if bytes(cells.font(14).getmask(sign)) == lacking]
