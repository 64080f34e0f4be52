"""cnnviz.figures.convolution.together: roses, winners and pairs, held to numbers computed another way."""

import numpy as np
from scipy import ndimage

from cnnviz.figures.convolution import looks, maps
from cnnviz.ops import pipeline
from tests import gallery
from tests.figures.convolution.still_life import GREY, pictures, results, sent, stage


def test_the_rose_places_every_map_where_it_points() -> None:
    drawn = maps.sections(GREY.pixels, results(stage("kirsch-all")), looks.Look())
    rose = next(section for section in drawn if section.layout == "rose")
    assert [tile.title.split(" · ")[-1] for tile in rose.tiles] == [
        *("NW", "N", "NE", "W", "Maximum of all eight", "E", "SW", "S", "SE")
    ]


def test_the_winning_direction_is_the_one_towards_the_light() -> None:
    """C19: on a picture bright above and dark below, N wins on the edge."""
    image = np.repeat(np.array([1.0] * 8 + [0.0] * 8, np.float32)[:, None], 16, axis=1)[None]
    computed = pipeline.results(image, ("grey",), (stage("kirsch-all"),))
    drawn = pictures(maps.sections((image * 255).astype(np.uint8), computed, looks.Look()))
    winner = drawn["Winning direction"]
    assert (winner.pixels[8, 8] == drawn["Wheel"].pixels[8, 48]).all()  # the wheel's top
    assert "N " in winner.facts[1]


def test_ties_of_directions_are_counted_and_told() -> None:
    """In whole numbers, from the bytes of the picture."""
    computed = results(stage("kirsch-all"))
    section = next(one for one in maps.sections(GREY.pixels, computed, looks.Look()) if one.title.startswith("Which"))
    framed = np.pad(GREY.pixels[0].astype(int), 1, mode="edge")
    answers = np.stack([ndimage.correlate(framed, one[0].astype(int)) for one in computed[0].kernels])[:, 1:-1, 1:-1]
    edge = answers.max(axis=0) > 0
    tied = ((answers == answers.max(axis=0)).sum(axis=0) > 1) & edge
    assert tied.any()
    assert f"{tied.sum():,} of {edge.sum():,} pixels that are not flat ({tied.sum() / edge.sum():.0%}) are ties" in (
        section.sentence
    )
    assert "the first of N, NW, W, SW, S, SE, E, NE wins" in section.sentence
    shares = np.bincount(answers.argmax(axis=0)[edge], minlength=8) / edge.sum()
    told = ", ".join(f"{name} {share:.0%}" for name, share in zip(computed[0].names, shares, strict=True))
    assert section.tiles[0].facts[1] == f"the rest won by {told}"


def test_the_direction_of_a_pair_points_to_the_brighter_side() -> None:
    image = np.repeat(np.array([0.0] * 8 + [1.0] * 8, np.float32)[None], 16, axis=0)[None]
    computed = pipeline.results(image, ("grey",), (stage("sobel-xy"),))
    drawn = pictures(maps.sections((image * 255).astype(np.uint8), computed, looks.Look()))
    assert (drawn["Direction"].pixels[8, 8] == drawn["Wheel"].pixels[48, 90]).all()  # the wheel's right
    assert gallery.number(drawn["Magnitude"].facts[1].split()[-1]) == 4


def test_a_flipped_kernel_points_to_the_darker_side_and_says_so() -> None:
    """T1."""
    turned = pipeline.Stage(pipeline.Kernels("sobel-xy", flip=True))
    drawn = sent(*maps.sections(GREY.pixels, results(turned), looks.Look()))
    assert "darker" in drawn["Direction"]["facts"][1]


def test_flat_pixels_are_won_by_no_direction() -> None:
    image = np.zeros((1, 20, 20), np.float32)
    image[:, 10:] = 1
    biased = stage("kirsch-all", bias=1.0)
    computed = pipeline.results(image, ("grey",), (biased,))
    drawn = sent(*maps.sections((image * 255).astype(np.uint8), computed, looks.Look()))
    size, won = drawn["Winning direction"]["facts"]
    assert size == "20 × 20 px, 90% flat"
    assert "SW 50%, S 50%" in won  # one row below the edge the two masks tie, and the first in turn wins
