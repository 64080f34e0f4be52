"""The Kernel Lab without a browser: every control does its work, links and lessons say what they restore."""

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage, signal
from streamlit.testing.v1 import AppTest

from cnnviz import limits
from cnnviz.codegen.stage import languages
from cnnviz.figures.convolution import looks
from cnnviz.images import picture, samples
from cnnviz.ops import activations, catalogue, composites, padding, pipeline, pooling
from cnnviz.ops.kernel_text import notations
from cnnviz.ui import catalogue as pages
from cnnviz.ui import lessons
from cnnviz.ui.lab import views
from cnnviz.ui.links import spelling
from cnnviz.ui.picture import image_input
from cnnviz.ui.stage_settings import values as stage_values
from tests import addresses, explorer, gallery, uploading
from tests.pages.conftest import Open

Stages = tuple[pipeline.Stage, ...]


def tiles(app: AppTest) -> dict[str, dict]:
    """Everything the page's galleries show, by title."""
    shown: dict[str, dict] = {}
    for element in app.get("bidi_component"):
        if element.proto.component_name.endswith("cnnviz_gallery"):
            shown |= gallery.tiles(element.proto.bytes)
    return shown


def png(mode: str = "RGB", size: tuple[int, int] = (40, 30)) -> bytes:
    buffer = io.BytesIO()
    Image.new(mode, size, "red").save(buffer, "PNG")
    return buffer.getvalue()


def test_the_first_look_shows_edges_without_a_click(opened: Open) -> None:
    assert {"Image", "Kernel · x", "Map · x", "Map · y", "Magnitude", "Direction"} <= set(tiles(opened(pages.LAB)))


@pytest.mark.parametrize("bank", catalogue.BANKS)
def test_choosing_a_kernel_shows_its_maps(opened: Open, bank: str) -> None:
    """The numbers under the first map are those of SciPy on the same picture."""
    app = opened(pages.LAB)
    app.selectbox(key="side").set_value(64)
    app.selectbox(key="kernel1").set_value(bank).run()
    assert not app.exception
    assert any(catalogue.BANKS[bank].sentence in caption.value for caption in app.caption)
    names, weights = catalogue.weights(bank, {})
    image = picture.floats(picture.working(samples.picture("still-life", 64), 64, "grey").pixels)[0].astype(float)
    rows, columns = (((n - 1) // 2, n - 1 - (n - 1) // 2) for n in weights.shape[2:])
    expected = signal.correlate(np.pad(image, (rows, columns), mode="edge"), weights[0, 0], "valid", "direct")
    low, high = tiles(app)[f"Map · {names[0]}"]["facts"][1].split(" · ")
    assert gallery.number(low.split()[1]) == pytest.approx(expected.min(), rel=6e-4, abs=2e-6)
    assert gallery.number(high.split()[1]) == pytest.approx(expected.max(), rel=6e-4, abs=2e-6)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        *(("activation1", name, pipeline.Stage(activation=name)) for name in activations.ACTIVATIONS),
        *(("pool1", name, pipeline.Stage(pool=pooling.Pool(name))) for name in pooling.POOLINGS),
        *(("mode1", name, pipeline.Stage(border=padding.Padding(mode=name))) for name in padding.MODES),
        ("padding1", "valid", pipeline.Stage(border=padding.Padding("valid"))),
        ("padding1", "full", pipeline.Stage(border=padding.Padding("full", "nearest"))),
        (
            "padding1",
            "explicit",
            pipeline.Stage(border=padding.Padding("explicit", "nearest", top=1, bottom=1, left=1, right=1)),
        ),
    ],
)
def test_a_menu_sets_what_it_says(
    opened: Open, computed: list[Stages], key: str, value: str, expected: pipeline.Stage
) -> None:
    app = opened(pages.LAB)
    app.selectbox(key=key).set_value(value).run()
    assert not app.exception
    assert computed[-1] == (expected,)


def test_a_slider_sets_stride(opened: Open, computed: list[Stages]) -> None:
    """C53."""
    app = opened(pages.LAB)
    app.slider(key="stride1").set_value(3).run()
    assert computed[-1][0].stride == (3, 3)
    assert tiles(app)["Map · x"]["rows"] == 86  # ⌈256 / 3⌉


GRID: dict[str, Stages] = {
    "per axis": (pipeline.Stage(stride=(2, 3), dilation=(1, 2)),),
    "flip and bias": (pipeline.Stage(pipeline.Kernels("emboss", flip=True), bias=-0.5),),
    "explicit": (
        pipeline.Stage(border=padding.Padding("explicit", "constant", 0.5, top=3, bottom=0, left=1, right=2)),
    ),
    "parameters": (
        pipeline.Stage(
            pipeline.Kernels("gabor", (("theta", 45.0), ("wavelength", 8.0), ("sigma", 3.0), ("size", 21.0)))
        ),
    ),
    "own": (pipeline.Stage(pipeline.Kernels(pipeline.OWN, own=((1.0, -0.25), (0.5, 0.0), (3.0, 1e-3)))),),
    "own for each channel of two filters": (
        pipeline.Stage(pipeline.Kernels("sobel-xy")),
        pipeline.Stage(
            pipeline.Kernels(pipeline.OWN, own=((1.0, -0.5),), more=(((0.0, 2.0),), ((3.0, 1e-3),), ((4.0, 0.0),))),
            mix="sum",
        ),
    ),
    "pooling": (
        pipeline.Stage(
            pool=pooling.Pool("average", (4, 3), (2, 1), padding=(1, 1), ceil=True, count_padding=False),
        ),
    ),
    "powers": (pipeline.Stage(pool=pooling.Pool("Lp", (3, 3), (3, 3), power=3.0)),),
    "bells": (pipeline.Stage(pool=pooling.Pool("Gaussian", (5, 5), (2, 2), sigma=1.5)),),
    "global": (pipeline.Stage(pool=pooling.Pool("max", everywhere=True)),),
    "three stages": (
        pipeline.Stage(pipeline.Kernels("gaussian", (("sigma", 1.0),)), activation="tanh"),
        pipeline.Stage(pipeline.Kernels("sobel-xy"), mix="sum", activation="ReLU", pool=pooling.Pool()),
        pipeline.Stage(pipeline.Kernels("sharpen", (("amount", 1.0),)), mix="each", stride=(2, 2)),
    ),
}


@pytest.mark.parametrize("name", GRID)
def test_settings_written_as_a_link_come_back_as_the_same_settings(
    opened: Open, computed: list[Stages], name: str
) -> None:
    app = opened(pages.LAB, **spelling.query(stage_values.of_stages(GRID[name])))
    assert not app.exception
    assert not app.warning
    assert computed[-1] == GRID[name]


@pytest.mark.parametrize("id", lessons.LESSONS)
def test_a_lesson_opens_as_it_was_meant_and_leaves_nothing_of_what_was_set_before(
    opened: Open, computed: list[Stages], id: str
) -> None:
    lesson = lessons.LESSONS[id]
    app = opened(pages.LAB, stride1="3", activation1="tanh", pool1="min", palette="purple-green")
    app.session_state["lessons"] = True  # the menu, unfolded
    app.run()
    app.button(key=f"lesson_{id}").click().run()
    assert not app.exception
    assert [stage_values.of_stages((stage,)) for stage in computed[-1]] == [
        stage_values.of_stages((filled(stage),)) for stage in lesson.stages
    ]


def filled(stage: pipeline.Stage) -> pipeline.Stage:
    """A stage with the defaults of its kernel's parameters written out, as sliders give them."""
    if stage.kernels.bank == pipeline.OWN:
        return stage
    values = catalogue.BANKS[stage.kernels.bank].values(dict(stage.kernels.parameters))
    kernels = pipeline.Kernels(stage.kernels.bank, tuple(values.items()), flip=stage.kernels.flip)
    return pipeline.Stage(
        kernels, stage.mix, stage.bias, stage.border, stage.stride, stage.dilation, stage.activation, stage.pool
    )


@pytest.mark.parametrize("id", lessons.LESSONS)
def test_a_lessons_link_is_accepted_whole(opened: Open, id: str) -> None:
    app = opened(pages.LAB, **lessons.LESSONS[id].query)
    assert not app.exception
    assert not app.warning


def test_a_link_with_nonsense_says_what_it_dropped_and_shows_the_rest(opened: Open, computed: list[Stages]) -> None:
    app = opened(pages.LAB, kernel1="zzz", stride1="99", foo="1", activation1="ReLU")
    warning = app.warning[0].value
    assert all(part in warning for part in ("kernel1 = “zzz”", "stride1 = “99”", "foo = “1”"))
    assert "activation1" not in warning
    assert computed[-1] == (pipeline.Stage(activation="ReLU"),)


def test_what_a_link_says_is_never_read_as_formatting(opened: Open) -> None:
    warning = opened(pages.LAB, foo="![x](https://example.com/x.png)").warning[0].value
    assert r"\!\[x\]\(https\://example.com/x.png\)" in warning


def test_the_lab_is_as_it_was_left_when_somebody_comes_back_from_another_page(
    opened: Open, computed: list[Stages]
) -> None:
    app = opened(pages.LAB, kernel1="prewitt-x", flip1="true", dilation1="2", palette="purple-green", stride1="3")
    left = computed[-1]
    for entry in (pages.WORDS, pages.LAB):
        app.query_params.clear()  # as the browser does when a page is chosen from the menu
        app.switch_page(str(Path("..", "..", entry.script)))
        app.run()
    assert computed[-1] == left
    assert left[0].kernels.flip
    assert app.radio(key="palette").value == "purple-green"


def test_an_address_older_than_the_last_change_takes_nothing_back(opened: Open, computed: list[Stages]) -> None:
    """A slow connection: the picture is changed before the browser has heard of the kernel's new address."""
    app = opened(pages.LAB, kernel1="emboss")
    app.selectbox(key="kernel1").set_value("box").run()
    app.query_params["kernel1"] = "emboss"
    app.selectbox(key="image").set_value("text").run()
    assert computed[-1][0].kernels.bank == "box"
    assert addresses.written(app)["kernel1"] in ("box", ["box"])


def test_a_link_that_names_defaults_drops_nothing(opened: Open) -> None:
    usual = {"side": "256", "mode1": "nearest", "image": "still-life", "stride1": "1", "colour": "grey"}
    assert not opened(pages.LAB, **usual, stages="1", view="maps", shared="false").warning


def test_a_link_to_somebodys_own_picture_says_that_it_is_not_part_of_it(opened: Open) -> None:
    app = opened(pages.LAB, image="own")
    uploading.fire(app, "keeper", "keeper", "found", {"texts": {}, "token": ""})
    assert "picture of one's own" in app.info[0].value
    assert "Image" in tiles(app)


@pytest.mark.parametrize("view", views.VIEWS)
def test_every_view_of_every_kind_of_setting_opens(opened: Open, view: str) -> None:
    for query in ({}, {"kernel1": "kirsch-all", "pool1": "max"}, {"stages": "2", "colour": "rgb"}):
        app = opened(pages.LAB, view=view, **query)
        assert not app.exception
        assert not app.error


@pytest.mark.parametrize("name", composites.COMBINATIONS)
def test_two_maps_are_combined_by_the_rule_chosen(opened: Open, name: str) -> None:
    """C20."""
    app = opened(pages.LAB, combine=name)
    assert name.capitalize() in tiles(app)


def test_an_impossible_setting_is_explained_and_the_last_result_stays(opened: Open, computed: list[Stages]) -> None:
    app = opened(pages.LAB, side="32", kernel1="box", size1="31", padding1="valid")
    before = tiles(app)
    app.session_state["more1"] = True  # unfolded
    app.run()
    app.slider(key="dilation1").set_value(2).run()
    assert "does not fit in 32 rows" in app.error[0].value
    assert "last setting that could be computed" in app.error[0].value
    assert tiles(app) == before


@pytest.mark.parametrize(
    ("text", "reason"),
    [("1,2;3", "Row 2"), ("a", "“a”"), ("nan", "nan"), ("1e308", "1,000,000"), ("", "")],
)
def test_a_bad_kernel_is_explained_and_the_last_one_stays(
    opened: Open, computed: list[Stages], text: str, reason: str
) -> None:
    app = opened(pages.LAB, kernel1=pipeline.OWN, own1="1,2;3,4")
    app.text_area(key="own1").set_value(text).run()
    assert reason in app.error[0].value
    assert computed[-1][0].kernels.own == ((1.0, 2.0), (3.0, 4.0))


def second(computed: list[Stages]) -> pipeline.Kernels:
    """The kernels of stage 2 as they were asked for last."""
    return computed[-1][1].kernels


def test_a_kernel_for_each_channel_is_begun_by_a_button_and_typed_block_by_block(
    opened: Open, computed: list[Stages]
) -> None:
    """C57, C72: a later stage can look for another thing on every map that comes in."""
    app = opened(pages.LAB, stages="2", kernel1="sobel-xy", kernel2=pipeline.OWN, own2="1,2;3,4")
    assert second(computed).more == ()
    app.button(key="each2").click().run()
    assert second(computed).more == (((1.0, 2.0), (3.0, 4.0)),)
    app.text_area(key="own2").set_value("1 2\n3 4\n\n0 0\n0 5").run()
    assert second(computed).more == (((0.0, 0.0), (0.0, 5.0)),)
    assert not app.error
    assert "Channel 1. 2 blocks for 2 channels." in [one.value for one in app.caption]
    app.select_slider(key="block2").set_value(1).run()
    app.button(key="same2").click().run()
    assert (second(computed).own, second(computed).more) == (((0.0, 0.0), (0.0, 5.0)), ())


def test_a_number_of_blocks_that_no_channels_fit_is_said_in_one_sentence(opened: Open, computed: list[Stages]) -> None:
    """C57: and what last worked stays."""
    app = opened(pages.LAB, stages="2", kernel1="sobel-xy", kernel2=pipeline.OWN, own2="1;;2")
    assert not app.error
    app.text_area(key="own2").set_value("1;;2;;3").run()
    assert not app.exception
    (error,) = app.error
    assert "Your kernel has 3 blocks of numbers, and 2 channels come in." in error.value


@pytest.mark.parametrize(
    ("name", "content", "rows"),
    [("k.csv", b"1,2\n3,4", ((1.0, 2.0), (3.0, 4.0))), ("k.json", b"[[0.5]]", ((0.5,),))],
)
def test_a_kernel_file_becomes_the_kernel(
    opened: Open, computed: list[Stages], name: str, content: bytes, rows: tuple
) -> None:
    app = opened(pages.LAB, kernel1=pipeline.OWN)
    uploading.upload(app, "kernelfile1", (name, content))
    assert not app.error
    assert computed[-1][0].kernels.own == rows


def test_a_kernel_that_can_be_two_is_asked_about_when_it_is_typed_and_never_when_a_link_brings_it(
    opened: Open, computed: list[Stages]
) -> None:
    app = opened(pages.LAB, kernel1=pipeline.OWN, own1="0,5;1,5")
    assert computed[-1][0].kernels.own == ((0.0, 5.0), (1.0, 5.0))
    assert not app.warning
    app.text_area(key="own1").set_value("0,5;2,5").run()
    assert "Used is 2 × 2 \\(0 5; 2 5\\)" in app.warning[0].value
    app.button(key="reading_own1_1").click().run()
    assert not app.warning
    assert list(computed[-1][0].kernels.own) == [(0.5, 2.5)]


def test_a_file_that_can_be_two_kernels_is_asked_about(opened: Open, computed: list[Stages]) -> None:
    app = opened(pages.LAB, kernel1=pipeline.OWN)
    uploading.upload(app, "kernelfile1", ("k.csv", b"0,25;0,5;0,25"))
    assert len(app.warning) == 1
    app.button(key="reading_own1_1").click().run()
    assert computed[-1][0].kernels.own == ((0.25, 0.5, 0.25),)
    assert not app.warning


def test_every_notation_is_shown_beside_the_field(opened: Open) -> None:
    app = opened(pages.LAB, kernel1=pipeline.OWN)
    shown = [one.value for one in app.code]
    assert [one.example for one in notations.NOTATIONS] == shown[: len(notations.NOTATIONS)]


def test_a_bad_kernel_file_is_explained(opened: Open) -> None:
    app = opened(pages.LAB, kernel1=pipeline.OWN)
    uploading.upload(app, "kernelfile1", ("k.npy", b"\x93NUMPYnonsense"))
    assert "k.npy" in app.error[0].value


def test_an_uploaded_picture_is_shown_and_a_bad_one_leaves_it(opened: Open) -> None:
    """C23."""
    app = opened(pages.LAB)
    uploading.upload(app, "upload", ("red.png", png()))
    assert app.selectbox(key="image").value == "own"
    assert (tiles(app)["Image"]["rows"], tiles(app)["Image"]["columns"]) == (192, 256)
    uploading.upload(app, "upload", ("bad.png", b"nonsense"))
    assert "bad.png" in app.error[0].value
    assert tiles(app)["Image"]["rows"] == 192


def test_take_away_offers_the_link_the_proof_and_the_code(opened: Open) -> None:
    app = opened(pages.LAB, view="take-away", stride1="2", kernel1="kirsch-all")
    assert "stride1=2" in app.code[0].value
    assert "kernel1=kirsch-all" in app.code[0].value
    app.button(key="prove").click().run()
    assert "SciPy computed the same" in app.success[0].value
    for id, language in languages.LANGUAGES.items():
        app.segmented_control(key="language").set_value(id).run()
        compile(app.code[1].value, language.file_name, "exec")


def test_the_archive_holds_every_array_and_the_settings() -> None:
    stages = GRID["three stages"]
    working = picture.working(samples.picture("still-life", 64), 64, "grey")
    chosen = image_input.Chosen(working, ("grey",))
    results = pipeline.results(picture.floats(working.pixels), ("grey",), stages)
    with np.load(io.BytesIO(views.archive(chosen, results, looks.Look())), allow_pickle=False) as archive:
        assert (archive["image"] == picture.floats(working.pixels)).all()
        for number, result in enumerate(results, start=1):
            assert (archive[f"maps_{number}"] == result.maps).all()
            assert (archive[f"activated_{number}"] == result.activated).all()
        assert (archive["pooled_2"] == results[1].pooled).all()
        assert np.allclose(archive["composite_2"][0], np.hypot(*results[1].maps))
        assert archive["direction_2"].shape == results[1].maps[:1].shape
        assert "sobel-xy" in str(archive["settings"])


def test_numbers_shows_the_pixel_asked_for(opened: Open) -> None:
    app = opened(pages.LAB, view="numbers", kernel1="step", row="10", column="20")
    image = picture.floats(picture.working(samples.picture("still-life", 256), 256, "grey").pixels)[0]
    message = explorer.shown(app)
    assert message.header["cell"] == [10, 20]
    assert message.kernel.tolist() == [[[-1, 1]]]
    assert (message.image[0] == image).all()
    levels = np.rint(image[10, 20:22] * 255)
    assert message.output[10, 20] == np.float32((levels[1] - levels[0]) / 255)


def test_a_number_outside_a_shrunken_map_follows_it(opened: Open) -> None:
    app = opened(pages.LAB, view="numbers", row="200")
    app.slider(key="stride1").set_value(4).run()
    assert not app.exception
    assert explorer.shown(app).header["cell"] == [63, 32]


def test_a_smaller_pooling_window_takes_its_padding_along(opened: Open, computed: list[Stages]) -> None:
    app = opened(pages.LAB, pool1="max", window1="8", poolpadding1="4")
    app.slider(key="window1").set_value(2).run()
    assert not app.exception
    assert computed[-1][0].pool == pooling.Pool("max", (2, 2), (2, 2), padding=(1, 1))


def test_thirty_two_filters_on_colour_make_thirty_two_maps(opened: Open) -> None:
    """C22, C57: 32 × 32 × 3, 32 filters, as many maps; 896 parameters."""
    lesson = lessons.LESSONS["filters-32"]
    app = opened(pages.LAB, **lesson.query)
    assert sum(title.startswith("Map · Filter") for title in tiles(app)) == 32
    app = opened(pages.LAB, **lesson.query, view="sizes")
    assert any("**896 parameters**" in text.value for text in app.markdown)


def test_the_dense_layer_after_pooling_is_a_quarter(opened: Open) -> None:
    """C64, C71, T5."""
    app = opened(pages.LAB, view="sizes", kernel1="sobel-x", pool1="max", side="32")
    text = " ".join(text.value for text in app.markdown)
    assert "Pooling adds 0 parameters" in text
    assert "256 · 10 + 10 = **2,570**" in text
    assert "instead of 10,250" in text


def test_too_many_maps_are_refused_with_the_limit(opened: Open) -> None:
    app = opened(pages.LAB, stages="2", kernel1="random", kernel2="kirsch-all", mix2="each")
    assert f"The limit is {limits.MAPS}" in app.error[0].value


def test_one_filter_is_shown_on_four_pictures_and_every_map_is_its_own(opened: Open) -> None:
    """C38."""
    app = opened(pages.LAB, view="several", side="64", kernel1="prewitt-y", beside2="noise", image="steps")
    assert not app.exception
    blob = next(one.proto.bytes for one in app.get("bidi_component") if b"One filter" in one.proto.bytes)
    sections, arrays = gallery.unpacked(blob)
    titles = [samples.SAMPLES[id].title for id in ("steps", "face", "noise", "stripes")]
    assert [section["title"] for section in sections] == ["One filter", *titles]
    assert sections[0]["sentence"].startswith("9 weights, the same at all 16,384 places of these 4 pictures")
    ends = {section["tiles"][1]["high"] for section in sections[1:]}
    assert len(ends) == 1
    for section, id in zip(sections[1:], ("steps", "face", "noise", "stripes"), strict=True):
        seen = picture.working(samples.picture(id, 64), 64, "grey").pixels
        assert (arrays[section["tiles"][0]["pixels"]] == seen[0]).all()
        expected = ndimage.correlate(seen[0] / 255, catalogue.weights("prewitt-y", {})[1][0, 0], mode="nearest")
        shown = (arrays[section["tiles"][1]["pixels"]].astype(float) - 128) * (ends.copy().pop() / 127)
        np.testing.assert_allclose(shown, expected, atol=ends.copy().pop() / 120)
