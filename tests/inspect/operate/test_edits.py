"""Edits as a link has them."""

import pytest

from cnnviz.errors import InputError
from cnnviz.inspect.operate import edits
from cnnviz.inspect.operate.edits import Edit

SOME = (
    Edit("0.0", 6, "silence"),
    Edit("2.1.0.body.3", 143, "scale", "0.5"),
    Edit("0.0", 0, "swap", "sobel-x"),
    Edit("0.0", 1, "turn", "270"),
    Edit("0.0", 2, "flip", "rows"),
    Edit("0.0", 3, "grey"),
    Edit("0.0", 4, "empty"),
)


def test_a_link_gives_back_what_was_done() -> None:
    assert edits.text(SOME).startswith("0.0:7:silence,2.1.0.body.3:144:scale:0.5,")
    assert edits.from_text(edits.text(SOME)) == (SOME, 0)
    assert edits.from_text("") == ((), 0)


@pytest.mark.parametrize(
    "bad",
    [
        "0.0",
        "0.0:1",
        "0.0:0:silence",
        "0.0:-1:silence",
        "0.0:x:silence",
        "0.0:1:melt",
        "0.0:1:scale",
        "0.0:1:scale:nan",
        "0.0:1:scale:1e9",
        "0.0:1:turn:45",
        "0.0:1:turn",
        "0.0:1:silence:now",
        "0.0:1:swap:nonsense",
        "0.0:99999999999:silence",
        "a:b:c:d:e",
        "0.0:²:silence",
    ],
)
def test_what_is_no_edit_is_counted_and_left_out(bad: str) -> None:
    assert edits.from_text(f"{bad},0.0:7:silence") == (SOME[:1], 1)


def test_there_are_only_so_many() -> None:
    found, lost = edits.from_text(",".join(["0.0:1:turn:90"] * (edits.MOST + 3)))
    assert (len(found), lost) == (edits.MOST, 3)


def test_every_kind_says_how_it_is_done() -> None:
    for kind in edits.KINDS:
        hows = edits.CHOICES.get(kind, ("",)) if kind != "scale" else ("2", "-4")
        assert all(Edit("0", 0, kind, how).text for how in hows)
    with pytest.raises(InputError, match="A factor lies between −4 and 4"):
        Edit("0", 0, "scale", "5")
