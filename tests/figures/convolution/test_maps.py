"""cnnviz.figures.convolution.maps: the sections of a stage, held to numbers computed another way."""

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.figures.convolution import looks, maps
from cnnviz.images import picture, samples
from cnnviz.ops import catalogue, pipeline, pooling
from tests import gallery
from tests.figures.convolution.still_life import GREY, IMAGE, results, sent, stage

COLOUR = picture.working(samples.picture("still-life", 48), 48, "rgb")
RGB = ("red", "green", "blue")


@pytest.mark.parametrize("bank", catalogue.BANKS)
def test_every_bank_is_drawn_with_its_maps_and_kernels(bank: str) -> None:
    computed = results(stage(bank))
    drawn = sent(*maps.sections(GREY.pixels, computed, looks.Look()))
    for name in computed[0].names:
        assert f"Map · {name}" in drawn
    assert any(title.startswith("Kernel · ") for title in drawn)


def test_the_numbers_under_a_map_are_scipys() -> None:
    """C19: what stands under the eight Kirsch maps."""
    computed = results(stage("kirsch-all"))
    drawn = sent(*maps.sections(GREY.pixels, computed, looks.Look()))
    for name, kernel in zip(computed[0].names, computed[0].kernels[:, 0], strict=True):
        expected = ndimage.correlate(IMAGE[0].astype(float), kernel, mode="nearest")
        low, high = (gallery.number(word.split()[1]) for word in drawn[f"Map · {name}"]["facts"][1].split(" · "))
        assert (low, high) == pytest.approx((expected.min(), expected.max()), rel=6e-4, abs=1e-5)


def test_one_scale_for_all_maps_ends_where_the_largest_does() -> None:
    computed = results(stage("line-detectors"))
    drawn = sent(*maps.sections(GREY.pixels, computed, looks.Look(shared=True)))
    ends = {drawn[f"Map · {name}"]["legend"][-1] for name in computed[0].names}
    assert len(ends) == 1
    assert gallery.number(ends.pop()) == pytest.approx(np.abs(computed[0].maps).max(), rel=6e-4)


def test_later_stages_and_pooling_say_which_they_are() -> None:
    computed = results(stage("gaussian", pool=pooling.Pool()), stage("sobel-x", activation="abs"))
    titles = [section.title for section in maps.sections(GREY.pixels, computed, looks.Look())]
    assert "Stage 1 · After max pooling" in titles
    assert "Stage 2 · After abs" in titles


def test_colour_images_name_the_channel_of_every_map() -> None:
    computed = pipeline.results(picture.floats(COLOUR.pixels), RGB, (stage("sobel-xy"),))
    drawn = sent(*maps.sections(COLOUR.pixels, computed, looks.Look()))
    assert {f"Map · {channel} · x" for channel in RGB} <= set(drawn)
    assert {f"Magnitude · {channel}" for channel in RGB} <= set(drawn)


@pytest.mark.parametrize("bank", ["sobel-xy", "kirsch-all", "random", "gaussian"])
def test_a_portrait_is_a_picture_in_colours(bank: str) -> None:
    portrait = maps.portrait(results(stage(bank))[0])
    assert portrait.dtype == np.uint8
    assert portrait.shape[2] == 3
    assert np.ptp(portrait) > 50
