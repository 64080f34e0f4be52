"""Which networks can learn which data."""

import pytest

from cnnviz.errors import InputError
from cnnviz.nets import layers
from cnnviz.training.learning import state
from tests.training.learning import runs


@pytest.mark.parametrize(("units", "can"), [(2, False), (3, True), (4, True), (256, True), (257, False)])
def test_a_network_has_an_output_for_each_class_and_no_more_than_a_byte_can_name(units: int, can: bool) -> None:
    config = runs.config(network=runs.network(layers.Flatten(), layers.Dense(units)))
    if can:
        state.State(config, runs.dataset())
        return
    with pytest.raises(InputError, match="3 classes"):
        state.State(config, runs.dataset())


def test_a_batch_is_never_larger_than_the_data() -> None:
    made = state.State(runs.config(batch=1000), runs.dataset(90))
    assert (made.batches.size, made.batches.epoch_steps) == (90, 1)
    assert state.State(runs.config(batch=60), runs.dataset(90)).batches.epoch_steps == 1
