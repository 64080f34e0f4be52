"""A kernel that slides along the depth of a stack, on the page Step by step, without a browser (C2)."""

import io
from typing import Any

import numpy as np
import scipy.signal
from PIL import Image
from streamlit.testing.v1 import AppTest

from cnnviz import packing
from cnnviz.images.samples import volume
from cnnviz.ui import catalogue
from cnnviz.ui.explorer.variants import own_stack
from tests import addresses, uploading
from tests.pages.conftest import Open


def sent(app: AppTest) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What the component was sent."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_volume")]
    return packing.unpacked(found.proto.bytes)


def said(app: AppTest) -> str:
    return " ".join(one.value for one in app.markdown)


def film(*levels: int) -> bytes:
    stream = io.BytesIO()
    first, *rest = [Image.new("L", (30, 20), level) for level in levels]
    first.save(stream, "GIF", save_all=True, append_images=rest)
    return stream.getvalue()


def png(level: int) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (30, 20), level).save(stream, "PNG")
    return stream.getvalue()


def test_it_opens_where_the_kernel_answers_most(opened: Open) -> None:
    app = opened(catalogue.STEPS, input="volume")
    assert not app.exception
    header, arrays = sent(app)
    assert (arrays["stack"] == volume.moving_square()).all()
    assert arrays["kernel"].shape == (3, 3, 3)
    sums = scipy.signal.correlate(arrays["stack"], arrays["kernel"], "valid")
    assert abs(sums[tuple(header["strongest"])]) == np.abs(sums).max()
    assert "depth 6 − 3 + 1 = 4, rows 8 − 3 + 1 = 6, columns 8 − 3 + 1 = 6" in said(app)
    assert "at each of 4 depths it is, to the last digit, a 2-D convolution with 3 slices as channels" in said(app)


def test_as_deep_as_the_stack_it_is_a_convolution_of_channels(opened: Open) -> None:
    """C57."""
    app = opened(catalogue.STEPS, input="volume")
    app.button(key="deepen").click().run()
    assert sent(app)[1]["kernel"].shape[0] == volume.SLICES
    assert addresses.written(app)["volume_depth"] == "6"
    assert "2-D convolution with the 6 slices as channels" in said(app)
    assert not [one for one in app.button if one.key == "deepen"]


def test_a_kernel_of_ones_own_is_typed_slice_by_slice(opened: Open) -> None:
    app = opened(catalogue.STEPS, input="volume", volume_kernel="own", volume_own="1,2;;-1,3")
    assert sent(app)[1]["kernel"].tolist() == [[[1, 2]], [[-1, 3]]]
    for wrong, why in (
        ("1,2;;1", "All slices of the kernel need one size"),
        (";;".join("1" * 7), "does not fit a stack"),
    ):
        app = opened(catalogue.STEPS, input="volume", volume_kernel="own", volume_own=wrong)
        assert not app.exception
        assert why in app.error[0].value


def test_the_frames_of_a_gif_are_a_stack(opened: Open) -> None:
    app = uploading.upload(opened(catalogue.STEPS, input="volume"), "own_stack", ("film.gif", film(0, 100, 200, 255)))
    assert not app.exception
    stack = sent(app)[1]["stack"]
    assert stack.shape == (4, 12, 12)
    np.testing.assert_allclose(stack[:, 0, 0], np.array([0, 100, 200, 255]) / 255, atol=1 / 255)
    assert uploading.told(app, "own_stack")["shown"] == ["film.gif"]
    app.select_slider(key="volume_side").set_value(24).run()
    assert sent(app)[1]["stack"].shape == (4, 24, 24)
    app.selectbox(key="volume").set_value("square").run()
    assert (sent(app)[1]["stack"] == volume.moving_square()).all()


def test_several_pictures_are_a_stack_in_the_order_of_their_names(opened: Open) -> None:
    files = [(f"slice{number}.png", png(20 * number)) for number in (3, 1, 2)]
    app = uploading.upload(opened(catalogue.STEPS, input="volume"), "own_stack", *files)
    np.testing.assert_allclose(sent(app)[1]["stack"][:, 0, 0] * 255, [20, 40, 60], atol=1e-3)


def test_what_is_no_stack_is_refused_and_what_is_too_much_left_out(opened: Open) -> None:
    app = uploading.upload(opened(catalogue.STEPS, input="volume"), "own_stack", ("one.png", png(9)))
    assert "1 picture cannot be a stack" in app.error[0].value
    assert (sent(app)[1]["stack"] == volume.moving_square()).all()
    many = [(f"{number}.png", png(number)) for number in range(10, 20)]
    app = uploading.upload(app, "own_stack", *many, ("no.png", b"hello, this is text"))
    assert sent(app)[1]["stack"].shape[0] == own_stack.MOST
    assert any(f"Only the first {own_stack.MOST} slices" in one.value for one in (*app.error, *app.warning))


def test_a_link_to_a_stack_that_only_its_owner_has_shows_the_drawn_one(opened: Open) -> None:
    app = opened(catalogue.STEPS, input="volume", volume="own")
    assert not app.exception
    assert (sent(app)[1]["stack"] == volume.moving_square()).all()
