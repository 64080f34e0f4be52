"""cnnviz.figures.networks.normalisation: what is drawn and said of maps before and after is what was measured."""

import numpy as np
import pytest
import torch

from cnnviz.figures.draw import tiles
from cnnviz.figures.networks import normalisation
from cnnviz.images import samples
from cnnviz.nets.inside import batch_norm
from tests import gallery


@pytest.fixture(scope="module")
def seen() -> batch_norm.Comparison:
    return batch_norm.compared(samples.batch(samples.VARIED, 32))


def test_the_table_tells_each_maps_mean_and_deviation(seen: batch_norm.Comparison) -> None:
    rows = normalisation.table(seen)
    assert [row["map"] for row in rows] == ["map 1", "map 2", "map 3", "map 4"]
    for number, row in enumerate(rows):
        for when, maps in (("before", seen.before.maps), ("after", seen.after.maps)):
            values = torch.tensor(maps[:, number]).double()
            assert gallery.number(row[f"mean {when}"]) == pytest.approx(float(values.mean()), rel=1e-3, abs=1e-5)
            deviation = float(values.std(correction=0))
            assert gallery.number(row[f"deviation {when}"]) == pytest.approx(deviation, rel=1e-3)


def test_the_section_shows_each_map_before_and_after(seen: batch_norm.Comparison) -> None:
    section = normalisation.section(seen, 1)
    blob = tiles.blob((section,), "blue-orange")
    drawn = gallery.tiles(blob)
    assert list(drawn)[:2] == ["Map 1, before", "Map 1, after"]
    assert len(drawn) == 8
    for when, maps in (("before", seen.before.maps), ("after", seen.after.maps)):
        mine = [tile for title, tile in drawn.items() if title.endswith(when)]
        assert len({tuple(tile["legend"]) for tile in mine}) == 1  # one scale
        for number, tile in enumerate(mine):
            expected = tiles.signed(maps[1, number], tiles.limit(maps))
            np.testing.assert_array_equal(gallery.pixels(blob, tile), expected)


def test_the_histogram_shares_out_all_numbers(seen: batch_norm.Comparison) -> None:
    figure = normalisation.histogram(seen)
    assert len(figure.data) == 8
    assert len({(line.line.color, line.line.dash) for line in figure.data}) == 4
    for line, maps in zip(figure.data, [seen.before.maps] * 4 + [seen.after.maps] * 4, strict=True):
        values = maps[:, int(line.name.split()[1]) - 1]
        assert sum(line.y) == pytest.approx(100)
        width = line.x[1] - line.x[0]
        assert np.dot(line.x, line.y) / 100 == pytest.approx(float(values.mean()), abs=float(width) / 2)
    assert [line.showlegend for line in figure.data] == [True] * 4 + [False] * 4
    assert "%" in figure.layout.yaxis.title.text
    assert figure.layout.xaxis2.title.text


def test_the_sentence_tells_numbers_rule_and_counts(seen: batch_norm.Comparison) -> None:
    said = normalisation.sentence(seen)
    torchs = torch.nn.BatchNorm2d(seen.before.maps.shape[1])
    trained = sum(one.numel() for one in torchs.parameters())
    kept = torchs.running_mean.numel() + torchs.running_var.numel()  # type: ignore[union-attr]
    assert f"{seen.before.maps[:, 0].size:,} numbers" in said
    assert "γ · (x − μ) / √(σ² + ε) + β" in said
    assert f"2 parameters a map, here {trained}" in said
    assert f"2 statistics a map, here {kept}" in said
    rows = normalisation.table(seen)
    means = sorted((row["mean before"] for row in rows), key=gallery.number)
    assert f"Before, the means are {means[0]} to {means[-1]}" in said
    assert "After, the means are all 0 and" in said
    assert f"ε = {torchs.eps:.5f}" in said
