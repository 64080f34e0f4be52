"""cnnviz.nets.inside.stacks: what is compared sees as much, and the unit looked at is there."""

import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets.inside import receptive, stacks


@pytest.mark.parametrize("count", [2, 3, 4])
def test_the_single_filter_is_as_large_as_what_the_small_ones_see(count: int) -> None:
    compared = stacks.stacked(count, 4)
    assert compared.several.sees == compared.single.sees == 1 + 2 * count
    assert [record.output for record in compared.several.records][-1] == (4, 1, 1)
    assert compared.several.weights == count * 4 * 4 * 9


@pytest.mark.parametrize("name", stacks.NETWORKS)
def test_the_unit_asked_for_is_moved_to_one_that_is_there(name: str) -> None:
    records = receptive.records(stacks.NETWORKS[name].network())
    rows, columns = records[-1].output[1:]
    assert stacks.unit(records, (-1, -1, -1)) == (len(records), rows // 2, columns // 2)
    assert stacks.unit(records, (99, 99, 99)) == (len(records), rows - 1, columns - 1)
    assert stacks.unit(records, (1, 0, 2)) == (1, 0, 2)


@pytest.mark.parametrize(("distance", "counts"), [(0, [2]), (2, [2]), (5, [2, 3]), (15, [2, 8]), (77, [2, 15])])
def test_small_filters_span_a_distance_as_far_as_one_filter_can(distance: int, counts: list[int]) -> None:
    """C75: each more sees two pixels more; the single filter is no larger than a kernel can be."""
    pairs = stacks.spanning(distance, 4)
    assert [len(pair.several.records) for pair in pairs] == counts
    assert all(pair.single.sees <= limits.KERNEL_SIDE for pair in pairs)
    assert pairs[-1].several.sees > distance or pairs[-1].single.sees + 2 > limits.KERNEL_SIDE


def test_no_maps_are_an_error() -> None:
    with pytest.raises(InputError, match="number of filters"):
        stacks.stacked(2, 0)
