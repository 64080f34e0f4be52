"""cnnviz.figures.normalising: batch normalisation, held to torch's."""

import numpy as np
import pytest
import torch
from scipy import ndimage
from torch.nn import functional

from cnnviz.figures import normalising, tiles
from tests import gallery


@pytest.fixture(scope="module")
def before() -> np.ndarray:
    return normalising.maps(normalising.batch())


@pytest.fixture(scope="module")
def after(before: np.ndarray) -> np.ndarray:
    return normalising.normalised(before)


def test_the_batch_is_the_samples_in_grey() -> None:
    images = normalising.batch()
    assert images.shape == (len(normalising.PICTURES), 1, 32, 32)
    assert images.min() >= 0
    assert images.max() <= 1
    assert len({image.tobytes() for image in images}) == len(images)


def test_the_maps_are_scipys_of_uneven_filters() -> None:
    images = normalising.batch()
    weights = np.random.default_rng(5).normal(size=(4, 1, 3, 3))
    for number, map_ in enumerate(normalising.maps(images, 5)[2]):
        kernel = weights[number, 0] * normalising.FACTORS[number]
        expected = ndimage.correlate(images[2, 0].astype(float), kernel, mode="nearest") + normalising.OFFSETS[number]
        np.testing.assert_allclose(map_, expected, atol=1e-5)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize(("scale", "shift"), [(1.0, 0.0), (2.5, -1.0), ((1, 2, 0.5, -1), (0, 1, 2, 3))])
def test_the_normalised_maps_are_torchs(seed: int, scale: object, shift: object) -> None:
    """C95."""
    maps = normalising.maps(normalising.batch(), seed)
    weight, bias = (np.broadcast_to(np.asarray(value, np.float32), 4) for value in (scale, shift))
    expected = functional.batch_norm(
        torch.tensor(maps), None, None, torch.tensor(weight.copy()), torch.tensor(bias.copy()), training=True
    )
    found = normalising.normalised(maps, scale, shift)  # type: ignore[arg-type]
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_the_defaults_are_uneven_before_and_even_after(before: np.ndarray, after: np.ndarray) -> None:
    means, variances = normalising.statistics(before)
    assert np.ptp(means) > 5
    assert variances.max() > 100 * variances.min()
    means, variances = normalising.statistics(after)
    np.testing.assert_allclose(means, 0, atol=1e-5)
    np.testing.assert_allclose(variances, 1, atol=1e-3)


def test_a_flat_map_is_not_divided_by_zero() -> None:
    assert not normalising.normalised(np.full((2, 1, 4, 4), 3.0)).any()


def test_the_table_tells_each_maps_mean_and_deviation(before: np.ndarray, after: np.ndarray) -> None:
    rows = normalising.table(before, after)
    assert [row["map"] for row in rows] == ["map 1", "map 2", "map 3", "map 4"]
    for number, row in enumerate(rows):
        for when, maps in (("before", before), ("after", after)):
            values = torch.tensor(maps[:, number]).double()
            assert gallery.number(row[f"mean {when}"]) == pytest.approx(float(values.mean()), rel=1e-3, abs=1e-5)
            deviation = float(values.std(correction=0))
            assert gallery.number(row[f"deviation {when}"]) == pytest.approx(deviation, rel=1e-3)


def test_the_section_shows_each_map_before_and_after(before: np.ndarray, after: np.ndarray) -> None:
    section = normalising.section(before, after, 1)
    blob = tiles.blob((section,), "Blue–orange")
    drawn = gallery.tiles(blob)
    assert list(drawn)[:2] == ["Map 1, before", "Map 1, after"]
    assert len(drawn) == 8
    for when, maps in (("before", before), ("after", after)):
        mine = [tile for title, tile in drawn.items() if title.endswith(when)]
        assert len({tuple(tile["legend"]) for tile in mine}) == 1  # one scale
        for number, tile in enumerate(mine):
            expected = tiles.signed(maps[1, number], tiles.limit(maps))
            np.testing.assert_array_equal(gallery.pixels(blob, tile), expected)


def test_the_histogram_shares_out_all_numbers(before: np.ndarray, after: np.ndarray) -> None:
    figure = normalising.histogram(before, after)
    assert len(figure.data) == 8
    assert len({(line.line.color, line.line.dash) for line in figure.data}) == 4
    for line, maps in zip(figure.data, [before] * 4 + [after] * 4, strict=True):
        values = maps[:, int(line.name.split()[1]) - 1]
        assert sum(line.y) == pytest.approx(100)
        width = line.x[1] - line.x[0]
        assert np.dot(line.x, line.y) / 100 == pytest.approx(float(values.mean()), abs=float(width) / 2)
    assert [line.showlegend for line in figure.data] == [True] * 4 + [False] * 4
    assert "%" in figure.layout.yaxis.title.text
    assert figure.layout.xaxis2.title.text


def test_the_sentence_tells_numbers_rule_and_counts(before: np.ndarray, after: np.ndarray) -> None:
    said = normalising.sentence(before, after)
    torchs = torch.nn.BatchNorm2d(before.shape[1])
    trained = sum(one.numel() for one in torchs.parameters())
    kept = torchs.running_mean.numel() + torchs.running_var.numel()  # type: ignore[union-attr]
    assert f"{before[:, 0].size:,} numbers" in said
    assert "γ · (x − μ) / √(σ² + ε) + β" in said
    assert f"2 parameters a map, here {trained}" in said
    assert f"2 statistics a map, here {kept}" in said
    rows = normalising.table(before, after)
    means = sorted((row["mean before"] for row in rows), key=gallery.number)
    assert f"Before, the means are {means[0]} to {means[-1]}" in said
    assert "After, the means are all 0 and" in said
    assert f"ε = {torchs.eps:.5f}" in said
