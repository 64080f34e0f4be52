"""The pages with an explorer without a browser: what a link or a change asks for is computed, shown and explained."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import streamlit as st
from scipy import signal
from streamlit.testing.v1 import AppTest

from cnnviz.figures.convolution import signals
from cnnviz.images import picture, samples
from cnnviz.images.samples import volume
from cnnviz.ops import activations, catalogue, kernel_text, padding, pipeline, pooling
from cnnviz.ui import catalogue as pages
from cnnviz.ui.components import explorer as component
from cnnviz.ui.explorer import sources
from tests import addresses, explorer, gallery, sent
from tests.pages.conftest import Open

PAGES = (pages.SIGNAL, pages.STEPS, pages.PADDING, pages.CHANNELS, pages.POOLING)
# Those on which any input can be walked over.
WALKS = (pages.STEPS, pages.PADDING, pages.POOLING)
NUMPY = {"constant": "constant", "nearest": "edge", "mirror": "reflect", "reflect": "symmetric", "wrap": "wrap"}

Tell = Callable[[AppTest, Mapping[str, Any]], AppTest]


def sides(values: Mapping[str, Any], size: int, window: int, way: int) -> tuple[int, int]:
    """Pixels of padding (before, after) along an axis, from the names in a link."""
    stride, dilation = (values[name + "_across" * (way and values[f"{name}_split"])] for name in ("stride", "dilation"))
    reach = dilation * (window - 1)
    total = max(0, (-(-size // stride) - 1) * stride + reach + 1 - size)
    explicit = (values["left"], values["right"]) if way else (values["top"], values["bottom"])
    same = (total // 2, total - total // 2)
    amounts: dict[str, tuple[int, int]] = {"same": same, "full": (reach, reach), "explicit": explicit, "valid": (0, 0)}
    before = dilation * (values["centre_column" if way else "centre_row"] - 1)
    amounts["centre"] = (before, reach - before)
    return amounts[values["padding"]]


def scipys(message: explorer.Message) -> np.ndarray:
    """The map that SciPy makes of what a message says is the image, the kernel and the settings."""
    values, image = message.header["values"], message.image.astype(float)
    kernel = message.kernel[:, ::-1, ::-1] if values["flip"] else message.kernel
    steps = [(values[n], values[n + "_across"] if values[n + "_split"] else values[n]) for n in ("stride", "dilation")]
    (down, right), (rows, columns) = steps
    spread = np.zeros((len(kernel), rows * (kernel.shape[1] - 1) + 1, columns * (kernel.shape[2] - 1) + 1))
    spread[:, ::rows, ::columns] = kernel
    frame = [sides(values, image.shape[1 + way], kernel.shape[1 + way], way) for way in (0, 1)]
    constant: dict[str, Any] = {"constant_values": values["value"]} if values["mode"] == "constant" else {}
    framed = np.pad(image, ((0, 0), *frame), mode=NUMPY[values["mode"]], **constant)  # type: ignore[call-overload]
    sums = signal.correlate(framed, spread, "valid", "direct")[0, ::down, ::right] + values["bias"]
    return activations.ACTIVATIONS[values["activation"]].function(sums.astype(np.float32))


def agrees(message: explorer.Message) -> bool:
    """Whether the numbers sent are SciPy's."""
    expected = scipys(message)
    return message.output.shape == expected.shape and np.allclose(message.output, expected, atol=1e-5)


def rows_of(text: str) -> np.ndarray:
    return kernel_text.parsed(text).astype(np.float32)


@pytest.fixture
def tell(monkeypatch: pytest.MonkeyPatch) -> Tell:
    """Says to a page what its explorer would: {"change": …} or {"cell": …}."""
    listening: dict[str, Callable] = {}
    saying: dict[str, Any] = {}
    draw = component.explorer

    def told() -> None:
        for name, said in saying.items():
            listening[name](said)

    def drawn(data: bytes, key: str, on_change: Callable, on_cell: Callable) -> None:
        draw(data, key, on_change, on_cell)
        listening.update(change=on_change, cell=on_cell)
        st.button("tell", key="tell", on_click=told)

    monkeypatch.setattr(component, "explorer", drawn)

    def say(app: AppTest, said: Mapping[str, Any]) -> AppTest:
        saying.clear()
        # As it comes from the browser.
        saying.update(json.loads(json.dumps(said)))
        app.button(key="tell").click().run()
        assert not app.exception
        return app

    return say


def go(app: AppTest, entry: pages.Entry) -> AppTest:
    """To another page by the menu, which names no settings."""
    app.query_params.clear()
    app.switch_page(str(Path("..", "..", entry.script)))
    app.run()
    assert not app.exception
    return app


def address(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in addresses.written(app).items()}


# Every page


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_a_page_shows_an_explorer_whose_numbers_are_right_without_a_click(opened: Open, entry: pages.Entry) -> None:
    app = opened(entry)
    assert not app.exception
    assert not app.error
    assert not app.warning
    message = explorer.shown(app)
    assert message.header["trouble"] == ""
    assert message.output.any()
    if message.header["operation"] == "correlate":
        assert agrees(message)


@pytest.mark.parametrize("query", [{"input": "picture"}, {"input": "picture", "colour": "rgb"}, {"input": "stack"}])
@pytest.mark.parametrize("entry", WALKS, ids=lambda entry: entry.path)
def test_every_input_can_be_walked_over(opened: Open, entry: pages.Entry, query: dict[str, str]) -> None:
    """C2."""
    app = opened(entry, **query, kernel1="sobel-xy", **({"side": "32"} if query["input"] == "picture" else {}))
    assert not app.exception
    assert not app.error
    assert not app.warning
    message = explorer.shown(app)
    assert message.header["trouble"] == ""
    if message.header["operation"] == "correlate":
        assert agrees(message)
        assert (message.planes.dtype == np.uint8) == (query["input"] == "picture")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_what_a_link_cannot_have_is_reported_and_the_rest_is_done(opened: Open, entry: pages.Entry) -> None:
    name = "stride1" if entry is not pages.POOLING else "window1"
    app = opened(entry, **{name: "99", "foo": "<b>1</b>", "activation1" if entry is not pages.SIGNAL else "flip1": "x"})
    assert not app.exception
    (warning,) = app.warning
    assert all(part in warning.value for part in (f"{name} = “99”", "foo = “", "= “x”"))
    assert explorer.shown(app).header["trouble"] == ""


@pytest.mark.parametrize("name", ["numbers", "own1", "data", "weights"])
@pytest.mark.parametrize(
    ("text", "reason"), [("nan", "nan"), ("1,2;3", "Row 2"), ("x", "“x”"), ("", "empty"), ("1e308", "1,000,000")]
)
def test_numbers_that_cannot_be_read_are_explained_and_the_usual_ones_taken(
    opened: Open, name: str, text: str, reason: str
) -> None:
    entry = pages.STEPS if name in {"numbers", "own1"} else pages.SIGNAL
    app = opened(entry, **{name: text}, **({"kernel1": pipeline.OWN} if name == "own1" else {}))
    assert not app.exception
    message = explorer.shown(app)
    assert reason in message.header["trouble"]
    usual = {"numbers": sources.EXAMPLE, "data": signals.STEP.data}.get(name)
    if usual:
        assert (message.planes[0] == rows_of(usual)).all()
    assert agrees(message)


def test_what_was_wrong_is_not_told_again_once_it_is_right(opened: Open) -> None:
    """Two things at once: the numbers cannot be read, and the kernel is too large for the usual ones."""
    app = opened(pages.STEPS, numbers="?", kernel1="box", size1="31", padding1="valid")
    assert explorer.shown(app).header["trouble"]
    app.session_state["numbers"] = "1,2,3;4,5,6;7,8,9"
    app.session_state["size1 box"] = 3
    app.run()
    assert explorer.shown(app).header["trouble"] == ""
    assert agrees(explorer.shown(app))


@pytest.mark.parametrize("entry", [pages.STEPS, pages.PADDING, pages.CHANNELS], ids=lambda entry: entry.path)
def test_a_kernel_larger_than_the_image_is_explained_and_the_last_result_stays(
    opened: Open, entry: pages.Entry
) -> None:
    app = opened(entry, kernel1="box", size1="3", padding1="valid", side="32")
    before = explorer.shown(app)
    app.session_state["size1 box"] = 31
    app.session_state["dilation1"] = 2
    app.run()
    assert not app.exception
    assert not app.error
    after = explorer.shown(app)
    assert "does not fit" in after.header["trouble"]
    assert "what last worked" in after.header["trouble"]
    assert (after.output == before.output).all()
    # The controls stand where the numbers come from.
    assert after.header["values"]["dilation"] == 1
    assert agrees(after)


def test_a_kernel_that_never_fitted_gives_way_to_one_that_does(opened: Open) -> None:
    app = opened(pages.STEPS, kernel1="box", size1="31", padding1="valid")
    assert not app.exception
    message = explorer.shown(app)
    assert "does not fit in 8 rows" in message.header["trouble"]
    assert agrees(message)


def test_a_pooling_window_larger_than_the_map_is_explained(opened: Open) -> None:
    app = opened(pages.POOLING, numbers="1,2;3,4", window1="8")
    assert not app.exception
    message = explorer.shown(app)
    assert "does not fit in 2 rows" in message.header["trouble"]
    assert message.output.tolist() == [[4]]


def test_the_place_in_a_link_is_pinned_and_one_outside_the_map_is_its_end(opened: Open) -> None:
    assert explorer.shown(opened(pages.STEPS, row="2", column="5")).header["cell"] == [2, 5]
    assert explorer.shown(opened(pages.STEPS, row="2", column="500")).header["cell"] == [2, 7]
    assert explorer.shown(opened(pages.STEPS)).header["cell"] == [4, 4]
    assert explorer.shown(opened(pages.SIGNAL)).header["cell"] == [0, 0]


# Step by step


@pytest.mark.parametrize("entry", [pages.STEPS, pages.PADDING], ids=lambda entry: entry.path)
def test_the_kernels_centre_is_chosen_and_the_map_is_moved_by_it(opened: Open, entry: pages.Entry) -> None:
    """C6, C16: what a link names, the explorer's knobs offer and the walk counts."""
    app = opened(entry, padding1="centre", centre1_row="1", centre1_column="3")
    message = explorer.shown(app)
    assert message.header["trouble"] == ""
    values = message.header["values"]
    assert (values["centre_row"], values["centre_column"]) == (1, 3)
    assert {"centre_row", "centre_column"} <= {knob["name"] for knob in message.header["knobs"]}
    assert agrees(message)
    usual = explorer.shown(opened(entry, padding1="centre")).output
    assert message.output.shape == usual.shape == (8, 8)
    assert (message.output[1:7, 2:7] == usual[2:8, 1:6]).all()
    assert address(app) == {"padding1": "centre", "centre1_row": "1", "centre1_column": "3"}


LINKS: dict[str, dict[str, str]] = {
    "stride": {"kernel1": "sobel-x", "stride1": "2", "padding1": "valid"},
    "per axis": {"stride1": "2", "stride1_split": "true", "stride1_across": "3", "padding1": "full", "mode1": "wrap"},
    "dilation": {"dilation1": "2", "mode1": "mirror", "kernel1": "prewitt-y"},
    "sides": {"padding1": "explicit", "top1": "3", "bottom1": "0", "left1": "5", "right1": "2", "mode1": "reflect"},
    "constant": {"mode1": "constant", "value1": "-0.5", "kernel1": "box", "size1": "7"},
    "bias": {"bias1": "-0.3", "activation1": "tanh", "kernel1": "emboss"},
    "own": {"kernel1": pipeline.OWN, "own1": "1,2;0,-1;0.5,0.25", "flip1": "true"},
    "numbers": {"numbers": "1,0,2,5;3,-4,1,0.5;0,0,1,1", "kernel1": "step"},
    "second map": {"kernel1": "kirsch-all", "map": "5"},
    "colours": {"input": "picture", "colour": "rgb", "side": "32", "mix1": "sum", "kernel1": "gaussian"},
    "green": {"input": "picture", "colour": "rgb", "side": "32", "map": "3"},
    "filters": {
        "input": "picture",
        "colour": "rgb",
        "side": "48",
        "kernel1": "random",
        "map": "6",
    },
}


# What the maps that these links show are called.
MAPS = {"second map": "SE", "green": "green · y", "filters": "Filter 7"}


@pytest.mark.parametrize("name", LINKS)
def test_a_links_settings_are_those_of_the_explorer_and_its_numbers_are_scipys(opened: Open, name: str) -> None:
    query = LINKS[name]
    app = opened(pages.STEPS, **query)
    assert not app.exception
    assert not app.warning
    message = explorer.shown(app)
    values = message.header["values"]
    for setting, text in query.items():
        bare = setting.replace("1", "", 1)
        if bare in values:
            assert str(values[bare]).lower().removesuffix(".0") == text.lower(), setting
    if "map" in query:
        assert message.header["name"] == MAPS[name]
    assert message.header["trouble"] == ""
    assert agrees(message)
    assert address(app) == query


def test_the_kernel_of_a_link_is_sent_as_it_was_typed(opened: Open) -> None:
    """T1."""
    message = explorer.shown(opened(pages.STEPS, **LINKS["own"]))
    assert message.kernel.tolist() == [[[1, 2], [0, -1], [0.5, 0.25]]]
    assert message.header["editable"]


@pytest.mark.parametrize("channel", ["red", "green", "blue"])
def test_a_map_of_one_channel_comes_with_that_channels_pixels(opened: Open, channel: str) -> None:
    link = {**LINKS["green"], "map": f"{channel} · x"}
    message = explorer.shown(opened(pages.STEPS, **link))
    pixels = picture.working(samples.picture("still-life", 32), 32, "rgb").pixels
    assert message.header["channels"] == [channel]
    assert (message.planes[0] == pixels[("red", "green", "blue").index(channel)]).all()


def test_a_stack_is_seen_two_slices_at_a_time(opened: Open) -> None:
    """C2: in 3-D, the kernel slides along the depth as well."""
    app = opened(pages.STEPS, input="stack", kernel1="step-channels", depth="3")
    message = explorer.shown(app)
    slices = volume.moving_square()
    assert message.header["channels"] == ["slice 4", "slice 5"]  # the link counts from 0
    assert (message.planes == slices[3:5]).all()
    assert (message.output == slices[4] - slices[3]).all()
    app.select_slider(key="depth").set_value(0).run()
    assert (explorer.shown(app).output == slices[1] - slices[0]).all()


def test_a_stack_cannot_be_typed_into_the_link(opened: Open) -> None:
    assert explorer.shown(opened(pages.STEPS, input="stack")).header["paintable"] == ""
    assert explorer.shown(opened(pages.STEPS)).header["paintable"] == "numbers"
    assert explorer.shown(opened(pages.STEPS, input="picture", side="32")).header["paintable"] == "pixels"


@pytest.mark.parametrize("entry", WALKS, ids=lambda entry: entry.path)
def test_a_picture_is_at_most_as_large_as_can_travel_with_each_answer(opened: Open, entry: pages.Entry) -> None:
    app = opened(entry, input="picture", side="1024")
    assert max(explorer.shown(app).planes.shape[1:]) <= sources.MOST_SIDE
    assert "side = “1024”" in app.warning[0].value


# What somebody changes in the explorer


def test_a_control_turned_in_the_explorer_is_computed_and_goes_into_the_link(opened: Open, tell: Tell) -> None:
    app = tell(opened(pages.STEPS), {"change": {"edition": "1-1", "values": {"stride": 2, "mode": "wrap", "bias": 1}}})
    message = explorer.shown(app)
    assert message.header["edition"] == "1-1"
    assert message.header["trouble"] == ""
    assert message.output.shape == (4, 4)
    assert agrees(message)
    assert address(app) == {"stride1": "2", "mode1": "wrap", "bias1": "1"}
    again = tell(app, {"change": {"edition": "1-2", "values": {"stride": 1}}})
    assert address(again) == {"mode1": "wrap", "bias1": "1"}


def test_a_kernels_parameter_is_turned_in_the_explorer(opened: Open, tell: Tell) -> None:
    app = tell(opened(pages.STEPS, kernel1="box"), {"change": {"edition": "a", "values": {"size": 3}}})
    assert explorer.shown(app).kernel.shape == (1, 3, 3)
    assert address(app) == {"kernel1": "box", "size1": "3"}


@pytest.mark.parametrize(
    "said",
    [
        {
            "values": {
                "stride": 99,
                "mode": "zebra",
                "flip": 1,
                "nothing": 1,
                "bias": "2",
                "dilation": True,
                "top": None,
            }
        },
        {"values": [1, 2]},
        {"values": "stride"},
        {"kernel": 7, "numbers": ["1"], "painted": "all"},
        {"kernel": [["1"]], "numbers": [[True]]},
        {},
    ],
)
def test_what_cannot_be_a_setting_changes_nothing(opened: Open, tell: Tell, said: dict[str, Any]) -> None:
    before = opened(pages.STEPS, kernel1="emboss")
    numbers = explorer.shown(before).output
    app = tell(before, {"change": {"edition": "x" * 99, **said}})
    message = explorer.shown(app)
    assert message.header["edition"] == ""
    assert (message.output == numbers).all()
    assert address(app) == {"kernel1": "emboss"}


def test_a_kernel_typed_into_becomes_ones_own(opened: Open, tell: Tell) -> None:
    app = tell(
        opened(pages.STEPS, kernel1="sobel-x"),
        {"change": {"edition": "a", "kernel": [[1, 0, -1], [0, 0, 0.5], [0, 0, 0]]}},
    )
    message = explorer.shown(app)
    assert message.kernel.tolist() == [[[1, 0, -1], [0, 0, 0.5], [0, 0, 0]]]
    assert app.selectbox(key="kernel1").value == pipeline.OWN
    assert address(app) == {"kernel1": pipeline.OWN, "own1": "1,0,-1;0,0,0.5;0,0,0"}
    assert agrees(message)


@pytest.mark.parametrize(("rows", "reason"), [([[1, 2], [3]], "Row 2"), ([[np.nan]], "nan"), ([[1e9]], "1,000,000")])
@pytest.mark.parametrize("what", ["kernel", "numbers"])
def test_typed_numbers_that_cannot_be_are_explained_once_and_the_last_ones_stay(
    opened: Open, tell: Tell, what: str, rows: list[list[float]], reason: str
) -> None:
    before = opened(pages.STEPS, kernel1=pipeline.OWN, own1="2", numbers="1,2")
    app = tell(before, {"change": {"edition": "a", what: rows}})
    message = explorer.shown(app)
    assert reason in message.header["trouble"]
    assert message.output.tolist() == [[2, 4]]
    app.run()
    assert explorer.shown(app).header["trouble"] == ""


def test_numbers_painted_into_the_matrix_are_convolved_and_in_the_link(opened: Open, tell: Tell) -> None:
    app = tell(opened(pages.STEPS, kernel1="identity"), {"change": {"edition": "a", "numbers": [[1, 2], [3, 0.5]]}})
    assert explorer.shown(app).output.tolist() == [[1, 2], [3, 0.5]]
    assert address(app) == {"kernel1": "identity", "numbers": "1,2;3,0.5"}


def test_painted_pixels_are_convolved_and_can_be_taken_off_again_by_another_picture(opened: Open, tell: Tell) -> None:
    """C23."""
    app = opened(pages.STEPS, input="picture", side="32", colour="rgb", kernel1="identity", map="green · identity")
    before = explorer.shown(app)
    assert before.header["name"].startswith("green")
    # The component knows one channel, green, and calls it 0; what cannot be painted is passed over.
    cells = [[0, 5, 200], [0, 6, 0], [7, 1, 1], [0, 10**6, 1], [0, 1, 256], [0, 1], "x", [0, 1.5, 3]]
    app = tell(app, {"change": {"edition": "a", "painted": cells}})
    after = explorer.shown(app)
    expected = before.planes.copy()
    expected[0].flat[5], expected[0].flat[6] = 200, 0
    assert (after.planes == expected).all()
    assert agrees(after)
    app = tell(app, {"change": {"edition": "b", "painted": [[0, 7, 9]]}})
    expected[0].flat[7] = 9
    assert (explorer.shown(app).planes == expected).all()
    app.session_state["map"] = 0
    app.run()
    assert explorer.shown(app).header["channels"] == ["red"]
    app.selectbox(key="image").set_value("text").run()
    other = explorer.shown(app).planes
    app.selectbox(key="image").set_value("still-life").run()
    assert (other == picture.working(samples.picture("text", 32), 32, "rgb").pixels[0]).all()


def test_the_image_beside_the_maps_is_the_one_they_were_computed_from(opened: Open, tell: Tell) -> None:
    app = tell(
        opened(pages.CHANNELS, side="32", closer="maps"),
        {"change": {"edition": "1-1", "painted": [[0, 5, 200], [2, 6, 0]]}},
    )
    drawn = [
        one.proto.bytes for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_gallery")
    ]
    blob = next(one for one in drawn if "Image" in gallery.tiles(one))
    image = gallery.pixels(blob, gallery.tiles(blob)["Image"])
    assert (image == np.moveaxis(explorer.shown(app).planes, 0, 2)).all()
    assert image[0, 5, 0] == 200


def test_a_place_pinned_in_the_explorer_is_part_of_the_link(opened: Open, tell: Tell) -> None:
    app = tell(opened(pages.STEPS), {"cell": {"row": 1, "column": 6}})
    assert explorer.shown(app).header["cell"] == [1, 6]
    assert address(app) == {"row": "1", "column": "6"}
    for nonsense in ({"row": -2, "column": "3"}, {"row": 10**9}, {}):
        assert explorer.shown(tell(app, {"cell": nonsense})).header["cell"] == [1, 6]


# In one dimension


def test_the_step_up_and_down_becomes_the_derivative(opened: Open) -> None:
    """C5, C11, C12, T11."""
    app = opened(pages.SIGNAL)
    message = explorer.shown(app)
    assert message.planes.tolist() == [[[0, 0, 0, 1, 1, 1, 0, 0]]]
    assert message.output.tolist() == [[0, 0, 0, 1, 0, 0, -1, 0]]
    assert message.header["layout"] == "signal"
    app.radio(key="rise_guess").set_value("positive").run()
    assert any("equals the discrete derivative" in caption.value for caption in app.caption)
    turned = opened(pages.SIGNAL, flip1="true", derivative="true")
    assert explorer.shown(turned).output.tolist() == [[0, 0, 0, -1, 0, 0, 1, 0]]
    assert any("negative of the discrete derivative" in caption.value for caption in turned.caption)


def test_the_derivative_is_asked_for_before_it_is_drawn_or_named(opened: Open) -> None:
    """C11."""

    def named(app: AppTest) -> list[str]:
        return [caption.value for caption in app.caption if "discrete derivative" in caption.value]

    def offered(app: AppTest) -> bool:
        return "derivative" in [knob["name"] for knob in explorer.shown(app).header["knobs"]]

    app = opened(pages.SIGNAL)
    assert not explorer.shown(app).header["values"]["derivative"]
    assert not named(app)
    assert not offered(app)
    app.radio(key="rise_guess").set_value("zero").run()
    assert app.info[0].value.startswith("0 stands where two neighbours are equal. From number 3 to number 4 the data")
    assert explorer.shown(app).header["values"]["derivative"]
    assert offered(app)
    assert named(app)
    assert address(app)["derivative"] == "true"
    # A mean is no derivative: nothing to ask.
    mean = opened(pages.SIGNAL, weights="1,1")
    assert [radio.key for radio in mean.radio] == []
    assert offered(mean)


def test_the_walk_begins_with_the_data_alone_unless_the_link_names_a_number(opened: Open, tell: Tell) -> None:
    """C4."""
    app = opened(pages.SIGNAL)
    assert not explorer.shown(app).header["begun"]
    tell(app, {"cell": {"row": 0, "column": 0}})
    assert explorer.shown(app).header["begun"]
    tell(app, {"cell": {"row": -1, "column": -1}})
    assert not explorer.shown(app).header["begun"]
    assert "column" not in address(app)
    assert explorer.shown(opened(pages.SIGNAL, column="3")).header["begun"]


@pytest.mark.parametrize("name", signals.EXAMPLES)
def test_an_example_sets_data_and_kernel(opened: Open, name: str) -> None:
    app = opened(pages.SIGNAL, data="5", weights="7")
    app.selectbox(key="example").set_value(name).run()
    assert not app.exception
    example = signals.EXAMPLES[name]
    assert app.text_input(key="data").value == example.data
    assert app.text_input(key="weights").value == example.kernel
    message = explorer.shown(app)
    assert (message.planes[0] == rows_of(example.data)).all()
    assert np.allclose(message.kernel[0], rows_of(example.kernel))
    assert message.output.shape == message.planes[0].shape
    assert agrees(message)


@pytest.mark.parametrize(("centre", "zeros"), [(0, (0, 2)), (1, (1, 1)), (2, (2, 0))])
def test_the_centre_decides_at_which_end_zeros_are_added(opened: Open, centre: int, zeros: tuple[int, int]) -> None:
    """C6, C7."""
    message = explorer.shown(opened(pages.SIGNAL, weights="1,2,3", centre=str(centre)))
    assert (message.header["values"]["left"], message.header["values"]["right"]) == zeros
    assert message.header["values"]["centre"] == centre
    assert message.output.shape == (1, 8)
    assert agrees(message)


def test_without_zeros_the_centre_never_meets_the_first_number(opened: Open) -> None:
    """C7, C9."""
    app = opened(pages.SIGNAL, ends="false")
    assert explorer.shown(app).output.tolist() == [[0, 0, 1, 0, 0, -1, 0]]
    assert any("never meets the first number" in caption.value for caption in app.caption)
    assert explorer.shown(opened(pages.SIGNAL, ends="false", stride1="2")).output.tolist() == [[0, 1, 0, 0]]


def test_a_shorter_kernel_takes_its_centre_along(opened: Open) -> None:
    app = opened(pages.SIGNAL, weights="1,2,3,4", centre="3")
    app.text_input(key="weights").set_value("1,2").run()
    assert not app.exception
    message = explorer.shown(app)
    assert message.header["values"]["centre"] == 1
    assert [knob["high"] for knob in message.header["knobs"] if knob["name"] == "centre"] == [1]
    assert agrees(message)


def test_more_weights_than_numbers_slide_with_zeros_at_the_ends(opened: Open) -> None:
    message = explorer.shown(opened(pages.SIGNAL, data="1,2", weights="1,2,3,4,5", ends="false"))
    assert message.output.tolist() == [[3 + 2 * 4, 2 + 2 * 3]]
    assert message.header["values"]["ends"]


@pytest.mark.parametrize("query", [{"data": "1,2,3;4,5,6"}, {"weights": "1,2;3,4"}, {"weights": "1;2"}])
def test_several_rows_are_no_row_of_numbers_and_that_is_said(opened: Open, query: dict[str, str]) -> None:
    message = explorer.shown(opened(pages.SIGNAL, **query))
    assert message.header["trouble"]
    assert message.planes.shape[1] == message.kernel.shape[1] == message.output.shape[0] == 1


def test_weights_and_bars_changed_in_the_explorer_stand_in_the_text_fields(opened: Open, tell: Tell) -> None:
    app = tell(opened(pages.SIGNAL), {"change": {"edition": "a", "kernel": [[-1, 2]], "numbers": [[0, 0.5, 1]]}})
    assert app.text_input(key="weights").value == "-1,2"
    assert app.text_input(key="data").value == "0,0.5,1"
    assert explorer.shown(app).output.tolist() == [[0, 1, 1.5]]
    assert address(app) == {"weights": "-1,2", "data": "0,0.5,1"}


# Channels and filters


def test_one_filter_sees_all_three_colours(opened: Open) -> None:
    """C56, C57."""
    app = opened(pages.CHANNELS, map="Filter 5", closer="layer")
    message = explorer.shown(app)
    assert message.header["channels"] == ["red", "green", "blue"]
    assert len(message.kernel) == 3
    assert not message.header["uniform"]
    assert agrees(message)
    assert any("896 parameters" in text.value for text in app.markdown)


def test_the_layers_circles_and_arrows_are_those_of_the_explorer(opened: Open) -> None:
    """C56, C57, C79: arrows × window + circles are its parameters, and the map chosen is lit at the pinned output."""
    app = opened(pages.CHANNELS, map="Filter 5", row="3", column="4", closer="layer")
    header, arrays = sent.message(app, "layer_net")
    assert header["count"].endswith("= 96 · (3 · 3) + 32 = 896")
    assert (header["which"], header["at"]) == (4, [3, 4])
    assert (arrays["kernels"][4] == explorer.shown(app).kernel).all()


def test_a_button_makes_the_filters_one_by_one(opened: Open) -> None:
    """C86, C87."""
    app = opened(pages.CHANNELS, kernel1="sobel-x", closer="pixel")
    app.button(key="pointwise").click().run()
    assert not app.exception
    message = explorer.shown(app)
    assert message.kernel.shape[1:] == (1, 1)
    assert len(message.kernel) == 3
    assert agrees(message)
    assert address(app)["size1"] == "1"
    assert not [button for button in app.button if button.key == "pointwise"]


def test_the_small_network_finds_what_the_explorer_stands_on(opened: Open) -> None:
    """C86."""
    app = opened(pages.CHANNELS, closer="pixel", row="3", column="4", alike="1.2")
    assert not app.warning
    header, arrays = sent.message(app, "pixel_net")
    assert header["at"] == [3, 4]
    assert arrays["answer"][3, 4] == 1
    count = int((arrays["answer"] >= header["yes"]).sum())
    assert any(f"The small network says yes at {count:,}." in text.value for text in app.markdown)
    app.slider(key="alike").set_value(0.1).run()
    assert address(app)["alike"] == "0.1"
    assert (sent.message(app, "pixel_net")[1]["answer"] >= header["yes"]).sum() < count


def test_random_filters_add_channels_up_whatever_kernel_was_there_before(opened: Open) -> None:
    """C57: as many maps as filters; one by one they would be three times as many."""
    app = opened(pages.CHANNELS, kernel1="sobel-x")
    app.selectbox(key="kernel1").set_value("random").run()
    message = explorer.shown(app)
    assert message.header["trouble"] == ""
    assert message.header["channels"] == ["red", "green", "blue"]


# Pooling


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_a_links_pooling_is_that_of_the_explorer(opened: Open, kind: str) -> None:
    """C62, C63."""
    link = {
        "pool1": kind,
        "window1": "3",
        "window1_split": "true",
        "window1_across": "2",
        "step1": "1",
        "ceil1": "true",
    }
    app = opened(pages.POOLING, **link)
    assert not app.warning
    message = explorer.shown(app)
    expected = pooling.pooled(message.planes, pooling.Pool(kind, (3, 2), (1, 1), ceil=True))[0]
    assert (message.output == expected).all()
    assert message.header["values"]["pool"] == kind
    assert message.header["operation"] == "pool"


def test_what_pooling_saves_the_next_layer_stands_on_its_page(opened: Open) -> None:
    """C71."""
    app = opened(pages.POOLING)
    text = " ".join(one.value for one in app.markdown)
    assert "keeps 16 of 64 numbers" in text
    assert "16 · 10 + 10 = **170** parameters instead of 650." in text


def test_global_pooling_makes_one_number_of_the_map(opened: Open) -> None:
    """C63, C69."""
    message = explorer.shown(opened(pages.POOLING, global1="true", pool1="average"))
    assert message.output.shape == (1, 1)
    assert message.output[0, 0] == pytest.approx(message.planes.mean())


def test_a_map_of_many_channels_is_pooled_like_any_other(opened: Open) -> None:
    link = {"input": "picture", "colour": "rgb", "side": "32", "kernel1": "random", "map": "Filter 3"}
    message = explorer.shown(opened(pages.POOLING, **link))
    assert message.header["channels"] == ["Filter 3"]
    assert (message.output == pooling.pooled(message.planes, pooling.Pool())[0]).all()


# From page to page


def test_settings_stay_with_their_page_and_are_there_again_when_somebody_comes_back(opened: Open) -> None:
    app = opened(pages.LAB, kernel1="emboss", stride1="3", dilation1="2", flip1="true", activation1="tanh", side="32")
    message = explorer.shown(go(app, pages.STEPS))
    own = explorer.shown(opened(pages.STEPS))
    assert message.header["values"] == own.header["values"]
    assert (message.output == own.output).all()
    assert address(app) == {}
    app.session_state["stride1"] = 2
    app.run()
    go(app, pages.LAB)
    assert app.selectbox(key="kernel1").value == "emboss"
    assert app.slider(key="stride1").value == 3
    assert app.selectbox(key="activation1").value == "tanh"


@pytest.mark.parametrize(
    ("there", "name", "value"),
    [
        (pages.POOLING, "kernel1", "identity"),
        (pages.POOLING, "pool1", "max"),
        (pages.CHANNELS, "kernel1", "random"),
        (pages.CHANNELS, "colour", "rgb"),
    ],
)
def test_what_is_usual_on_another_page_is_not_lost_there(
    opened: Open, there: pages.Entry, name: str, value: str
) -> None:
    app = opened(pages.LAB, **{name: value}, side="32")
    go(app, there)
    go(app, pages.LAB)
    assert address(app)[name] == value


def test_a_page_is_as_it_was_left_when_somebody_comes_back(opened: Open) -> None:
    app = opened(pages.POOLING, kernel1="sobel-xy", window1="3", map="y")
    before = explorer.shown(app)
    go(app, pages.LAB)
    after = explorer.shown(go(app, pages.POOLING))
    assert after.header["name"] == "y"
    assert (after.output == before.output).all()


# The Kernel Lab's numbers


def test_the_labs_numbers_are_those_of_the_map_in_the_link(opened: Open) -> None:
    app = opened(pages.LAB, view="numbers", map="y", row="10", column="20", side="64", palette="purple-green")
    assert not app.exception
    assert not app.warning
    message = explorer.shown(app)
    assert (message.header["name"], message.header["cell"]) == ("y", [10, 20])
    assert (message.planes == picture.working(samples.picture("still-life", 64), 64, "grey").pixels).all()
    assert np.allclose(message.kernel, catalogue.weights("sobel-xy", {})[1][1])
    assert agrees(message)
    assert not message.header["editable"]
    assert not message.header["knobs"]
    assert message.palette[255].tolist() == [0, 65, 30]


def test_the_labs_numbers_of_a_second_stage_begin_with_the_maps_of_the_first(opened: Open) -> None:
    """C58, C72."""
    two = {"stages": "2", "kernel1": "sobel-xy", "activation1": "ReLU", "pool1": "max", "kernel2": "gaussian"}
    app = opened(pages.LAB, view="numbers", stage="2", side="32", **two)
    assert not app.exception
    message = explorer.shown(app)
    assert message.header["channels"] == ["x", "y"]
    assert message.planes.dtype == np.float32
    first = explorer.shown(opened(pages.LAB, view="numbers", stage="1", side="32", operation="pooling", map="y", **two))
    assert (message.planes[1] == first.output).all()
    assert message.planes.shape[1:] == (16, 16)
    assert agrees(message)


@pytest.mark.parametrize("colour", ["grey", "rgb"])
def test_the_labs_numbers_show_the_pooling_too(opened: Open, colour: str) -> None:
    link = {"kernel1": "sobel-x", "mix1": "sum"} if colour == "rgb" else {"kernel1": "sobel-x"}
    app = opened(
        pages.LAB,
        view="numbers",
        operation="pooling",
        pool1="average",
        window1="3",
        side="32",
        colour=colour,
        **link,
    )
    assert not app.exception
    assert not app.warning
    message = explorer.shown(app)
    assert message.header["operation"] == "pool"
    expected = pooling.pooled(message.planes, pooling.Pool("average", (3, 3)))[0]
    assert (message.output == expected).all()


def test_one_scale_for_all_maps_reaches_the_labs_numbers(opened: Open) -> None:
    message = explorer.shown(opened(pages.LAB, view="numbers", kernel1="line-detectors", shared="true", side="32"))
    assert message.header["values"]["shared"] is True
    pixels = picture.floats(picture.working(samples.picture("still-life", 32), 32, "grey").pixels)
    whole = pipeline.result(pixels, ("grey",), pipeline.Stage(pipeline.Kernels("line-detectors")))
    assert message.header["shared"] == pytest.approx(abs(whole.maps).max())


# Files for slides


def test_the_walk_is_made_into_a_gif_only_when_asked_for(opened: Open) -> None:
    app = opened(pages.STEPS, numbers="1,2;3,4")
    assert not app.get("download_button")
    app.session_state["export"] = True  # the menu, unfolded
    app.run()
    assert not app.warning
    assert len(app.get("download_button")) == 1
    app.button(key="make_gif").click().run()
    assert not app.exception
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels[0] == "This moment (PNG)"
    assert "KB" in labels[1]
    app.session_state["stride1"] = 2
    app.run()
    assert len(app.get("download_button")) == 1, "the GIF of another step is still offered"


@pytest.mark.parametrize("mode", padding.MODES)
def test_every_way_to_invent_a_border_is_computed_as_numpy_pads(opened: Open, mode: str) -> None:
    """C48, T9."""
    app = opened(pages.PADDING, mode1=mode, padding1="full", kernel1="box", size1="5")
    assert agrees(explorer.shown(app))
