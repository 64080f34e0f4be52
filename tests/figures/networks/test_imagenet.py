"""cnnviz.figures.networks.imagenet: the challenge's published numbers, told as they are."""

import dataclasses

import pytest

from cnnviz.figures.networks import imagenet
from cnnviz.nets import layers, shapes

# Typed from the sources, apart from the module.
PUBLISHED = {2010: 28.2, 2011: 25.8, 2012: 16.4, 2013: 11.7, 2014: 6.7, 2015: 3.57, 2016: 2.99, 2017: 2.25}


def test_the_winners_are_the_published_ones() -> None:
    """C90."""
    assert {one.year: one.error for one in imagenet.WINNERS} == PUBLISHED
    assert imagenet.HUMAN == 5.1


def test_networks_win_from_2012_on() -> None:
    assert [one.year for one in imagenet.WINNERS if one.way == imagenet.HAND] == [2010, 2011]
    assert {one.way for one in imagenet.WINNERS} == set(imagenet.STYLES)


def test_every_bar_is_a_year_with_its_winner_written_at_it() -> None:
    figure = imagenet.figure()
    drawn = {int(label[:4]): error for bars in figure.data for label, error in zip(bars.y, bars.x, strict=True)}
    assert drawn == PUBLISHED
    assert [bars.name for bars in figure.data] == ["hand-made features", "convolutional networks"]
    labels = [label for bars in figure.data for label in bars.y]
    for label, winner in zip(labels, imagenet.WINNERS, strict=True):
        assert label.endswith(f" · {winner.error:g} %")
        assert winner.team in label
        assert winner.network in label
    assert len({bars.marker.color for bars in figure.data}) == 2
    assert "percent" in figure.layout.xaxis.title.text


def test_the_human_estimate_is_a_line() -> None:
    figure = imagenet.figure()
    (line,) = figure.layout.shapes
    assert (line.x0, line.x1) == (5.1, 5.1)
    assert "5.1 %" in line.name
    assert line.showlegend


def test_the_sentence_is_computed_from_the_winners(monkeypatch: pytest.MonkeyPatch) -> None:
    said = imagenet.sentence()
    assert "from 28.2 % in 2010 to 2.25 % in 2017" in said
    assert "The largest fall, 9.4 points, came in 2012 with AlexNet: from 25.8 % to 16.4 %" in said
    assert "From 2015 on" in said
    assert "one person" in said
    other = [dataclasses.replace(one, error=20.0) if one.year == 2012 else one for one in imagenet.WINNERS]
    monkeypatch.setattr(imagenet, "WINNERS", tuple(other))
    assert "8.3 points, came in 2013 with Clarifai" in imagenet.sentence()


def test_every_year_has_a_source() -> None:
    for source in ("Russakovsky", "He et al.", "Hu et al.", "2016 and 2017"):
        assert source in imagenet.SOURCE


def test_the_pipeline_is_convolutions_then_dense_layers() -> None:
    """C100."""
    records = shapes.records(imagenet.example())
    kinds = [type(record.layer) for record in records]
    assert max(i for i, kind in enumerate(kinds) if kind is layers.Conv) < kinds.index(layers.Dense)
    assert records[-1].output == (10,)
    sizes = [(record.output[0], record.output[1]) for record in records if isinstance(record.layer, layers.Pool)]
    assert sizes == sorted(sizes, key=lambda size: size[0])  # more maps …
    assert sizes == sorted(sizes, key=lambda size: -size[1])  # … and smaller ones


@pytest.mark.parametrize("told", [imagenet.PIPELINE, imagenet.USES])
def test_texts_are_short_and_different(told: tuple[imagenet.Part | imagenet.Use, ...]) -> None:
    """C99, C100."""
    assert len(told) >= 5
    assert len({one.title for one in told}) == len(told)
    assert all(one.sentence.endswith(".") and len(one.sentence) < 120 for one in told)
