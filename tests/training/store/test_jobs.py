"""cnnviz.training.store.jobs: what is asked of a run."""

import pytest

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.training.store import jobs
from cnnviz.training.store.database import Store
from tests.training.stored import put, writer


def test_a_flood_of_commands_is_refused(store: Store) -> None:
    run = put(store)
    writer(store, run)
    for _ in range(limits.TRAIN_COMMANDS):
        jobs.send_command(store, run, "batch", 0.0)
    with pytest.raises(InputError, match="not yet done the last 32 things"):
        jobs.send_command(store, run, "batch", 0.0)
