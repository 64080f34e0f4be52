"""cnnviz.ops.compared.equivariance: shift and filter in both orders, over all kernels, edges and strides (C43)."""

import itertools

import numpy as np
import pytest
from scipy import ndimage

from cnnviz.images import picture, samples
from cnnviz.images.samples import scenes
from cnnviz.ops import catalogue, correlate
from cnnviz.ops.compared import equivariance
from cnnviz.ops.compared.equivariance import Filter, orders
from tests.ops.compared.sobel import sample

SIDE = 40
SCIPY = {"constant": "constant", "nearest": "nearest", "mirror": "mirror", "reflect": "reflect", "wrap": "grid-wrap"}


def every_kernel() -> dict[str, np.ndarray]:
    """Of every bank its first kernel with its usual parameters, float32 (i j)."""
    return {bank: catalogue.weights(bank, {})[1][0, 0].astype(np.float32) for bank in catalogue.BANKS}


KERNELS = every_kernel()
PICTURE = sample(side=SIDE)[0]


def inside_by_hand(how: Filter, by: tuple[int, int], shape: tuple[int, int]) -> np.ndarray:
    """A loop over cells and over the pixels of their windows, before and after."""
    axes = how.axes(shape)
    found = np.zeros([axis.output for axis in axes], bool)
    for cell in np.ndindex(found.shape):
        real = True
        for axis, at, pixels in zip(axes, cell, by, strict=True):
            earlier = at - pixels // how.stride
            real &= 0 <= earlier < axis.output
            windows = np.concatenate([axis.cells(at), axis.cells(at) - pixels, axis.cells(earlier)])
            real &= bool(((windows >= 0) & (windows < axis.size)).all())
        found[cell] = real
    return found


@pytest.mark.parametrize("edge", equivariance.EDGES)
@pytest.mark.parametrize("bank", KERNELS)
def test_both_orders_agree_exactly_inside_wherever_the_shift_is_a_whole_number_of_cells(bank: str, edge: str) -> None:
    for stride, cells in itertools.product(equivariance.STRIDES, ((0, 0), (1, 2), (-2, 1), (3, -4))):
        by = (cells[0] * stride, cells[1] * stride)
        found = orders(PICTURE, Filter(KERNELS[bank], stride, edge), by)
        assert found.exact
        assert not found.difference[found.inside].any(), (stride, by)
        assert found.differing[0] == 0


@pytest.mark.parametrize("bank", KERNELS)
def test_a_world_that_wraps_around_has_no_border(bank: str) -> None:
    """The convolution of a circle commutes with its turns everywhere."""
    for by in ((1, 0), (-7, 13), (20, 20)):
        assert not orders(PICTURE, Filter(KERNELS[bank], 1, "wrap"), by).difference.any()


@pytest.mark.parametrize("edge", equivariance.EDGES)
@pytest.mark.parametrize("stride", equivariance.STRIDES)
@pytest.mark.parametrize("bank", ["sobel-x", "roberts-falling", "step", "box", "gabor", "one-by-one"])
def test_the_border_is_counted_window_by_window(bank: str, stride: int, edge: str) -> None:
    how = Filter(KERNELS[bank], stride, edge)
    for by in ((0, 0), (3, 0), (-2, 5), (20, -20)):
        found = orders(PICTURE, how, by)
        expected = inside_by_hand(how, by, PICTURE.shape)
        np.testing.assert_array_equal(found.inside, expected)
        assert found.border == int((~expected).sum())
        assert found.differing[1] == int((found.difference[~expected] != 0).sum())


@pytest.mark.parametrize("bank", ["sobel-x", "laplacian-4", "box", "identity"])
def test_at_stride_two_only_even_shifts_move_the_map(bank: str) -> None:
    for right in range(-6, 7):
        found = orders(PICTURE, Filter(KERNELS[bank], 2), (0, right))
        assert found.exact == (right % 2 == 0)
        assert (found.differing[0] == 0) == (right % 2 == 0), right


def test_on_black_nothing_differs_as_long_as_the_thing_is_whole() -> None:
    scene = scenes.cut_out(picture.working(samples.picture("face", 32), 32, "grey").pixels)
    plane = picture.floats(scene.pixels)
    for edge in equivariance.EDGES:
        assert not orders(plane, Filter(KERNELS["sobel-x"], 1, edge), (5, -9)).difference.any()


@pytest.mark.parametrize("edge", SCIPY)
@pytest.mark.parametrize("bank", ["sobel-x", "laplacian-8", "gabor", "emboss"])
def test_the_map_is_scipys(bank: str, edge: str) -> None:
    mode = SCIPY[edge]
    expected = ndimage.correlate(PICTURE.astype(float), KERNELS[bank].astype(float), mode=mode)  # type: ignore[arg-type]
    np.testing.assert_allclose(Filter(KERNELS[bank], 1, edge).map(PICTURE), expected, atol=1e-6)
    np.testing.assert_allclose(Filter(KERNELS[bank], 3, edge).map(PICTURE[:, :37]).shape, (14, 13))


def test_without_padding_the_map_is_that_of_correlate() -> None:
    for stride in equivariance.STRIDES:
        expected = correlate.correlate(PICTURE[None], KERNELS["gabor"][None, None], (stride, stride))[0]
        np.testing.assert_allclose(Filter(KERNELS["gabor"], stride, "valid").map(PICTURE), expected, atol=1e-5)


@pytest.mark.parametrize("edge", SCIPY)
def test_a_shift_reads_the_plane_beyond_the_edge(edge: str) -> None:
    around = {"constant": "constant", "nearest": "edge", "mirror": "reflect", "reflect": "symmetric", "wrap": "wrap"}
    framed = np.pad(PICTURE, 20, mode=around[edge])  # type: ignore[call-overload]
    for down, right in ((0, 0), (3, -7), (-20, 20)):
        expected = framed[20 - down : 20 - down + SIDE, 20 - right : 20 - right + SIDE]
        np.testing.assert_array_equal(equivariance.moved(PICTURE, (down, right), edge), expected)


def test_the_template_answers_one_to_its_own_picture_and_falls_silent_when_the_thing_moves() -> None:
    """C34."""
    scene = scenes.shape("t", 64)
    plane = picture.floats(scene.pixels)
    how = Filter(KERNELS["sobel-x"])
    first, far = (equivariance.answers(plane, how, scene.box, (0, right)) for right in (0, 14))
    assert first.dense == pytest.approx(1)
    assert abs(far.dense) < 0.25
    assert equivariance.template(plane, scene.box).sum() == pytest.approx(0, abs=1e-12)


def test_the_maximum_and_the_mean_stay_where_the_map_moves_along_and_one_cell_does_not() -> None:
    """C35."""
    scene = scenes.shape("t", 64)
    plane = picture.floats(scene.pixels)
    how = Filter(KERNELS["sobel-x"])
    places = ((5, right) for right in (0, -15, -1, 7, 14))
    first, *others = (equivariance.answers(plane, how, scene.box, by) for by in places)
    for one in others:
        assert one.maximum == first.maximum
        assert one.mean == pytest.approx(first.mean, rel=1e-12)
    assert others[-1].cell == 0 < equivariance.answers(plane, how, scene.box, (0, 0)).cell


def test_a_flat_thing_has_a_template_of_zeros() -> None:
    assert not equivariance.template(np.full((8, 8), 0.1, np.float32), (0, 0, 8, 8)).any()


def test_pooling_changes_less_than_the_map_at_one_pixel() -> None:
    """C66."""
    plain, pooled = equivariance.pooled_change(PICTURE, Filter(KERNELS["sobel-x"], 1, "nearest"), (0, 1))
    assert 0 < pooled < plain
    assert np.isnan(equivariance.pooled_change(PICTURE[:3, :3], Filter(KERNELS["sobel-x"]), (0, 1))[1])
