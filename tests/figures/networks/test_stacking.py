"""Stacking: small filters against large ones, and the bottleneck, held to the published numbers."""

import pytest
import torch

from cnnviz.figures.networks import stacking
from cnnviz.nets.inside import stacks


def weights(*filters: tuple[int, int, int]) -> int:
    """torch's own count of filters (in, out, size) without biases."""
    convs = [torch.nn.Conv2d(before, after, size, bias=False, device="meta") for before, after, size in filters]
    return sum(parameter.numel() for conv in convs for parameter in conv.parameters())


@pytest.mark.parametrize("channels", [1, 16, 64, 256, 512])
@pytest.mark.parametrize(("count", "large", "few", "many"), [(2, 5, 18, 25), (3, 7, 27, 49)])
def test_small_filters_see_as_much_as_a_large_one_for_fewer_weights(
    channels: int, count: int, large: int, few: int, many: int
) -> None:
    """C75: 18C² against 25C², 27C² against 49C²."""
    stacked, single = stacking.stack_table(stacks.stacked(count, channels))
    assert stacked["sees"] == single["sees"] == f"{large} × {large}"
    assert (stacked["for C maps"], single["for C maps"]) == (f"{few}C²", f"{many}C²")
    expected = weights(*[(channels, channels, 3)] * count), weights((channels, channels, large))
    assert stacked["weights"].endswith(f" = {expected[0]:,}")
    assert single["weights"].endswith(f" = {expected[1]:,}")
    assert stacked["share"] == f"{few / many:.0%}"
    said = stacking.stack_sentence(stacks.stacked(count, channels))
    assert f"{expected[0]:,} weights instead of {expected[1]:,}" in said
    assert f"see {large} × {large} pixels, as one of {large} × {large} does" in said


def test_the_sentence_of_two_in_full() -> None:
    assert stacking.stack_sentence(stacks.stacked(2, 64)) == (
        "2 convolutions of 3 × 3, one after the other, see 5 × 5 pixels, as one of 5 × 5 does. With 64 maps in and out "
        "they have 73,728 weights instead of 102,400: 18C² against 25C², 28% fewer. And there is room for 2 "
        "activations instead of 1."
    )


def test_the_bottleneck_has_the_numbers_of_the_course() -> None:
    """C87."""
    rows = stacking.bottleneck_table(stacks.bottleneck())
    assert [row["weights"] for row in rows if row["layer"] == "together"] == ["589,824", "69,632"]
    assert weights((256, 256, 3)) == 589_824
    assert weights((256, 64, 1), (64, 64, 3), (64, 256, 1)) == 69_632
    said = stacking.bottleneck_sentence(stacks.bottleneck())
    assert "589,824 weights" in said
    assert "69,632, 8.5× fewer" in said
    assert "still sees 3 × 3" in said


def test_a_bottleneck_that_is_none_is_not_praised() -> None:
    assert "1.2× as many: no saving" in stacking.bottleneck_sentence(stacks.bottleneck(64, 64))
