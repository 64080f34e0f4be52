"""The model that comes out of the package, converted once for all tests of this folder."""

import time
from pathlib import Path

import pytest

from cnnviz.inspect import pretrained
from cnnviz.inspect.models import Model


@pytest.fixture(scope="session")
def weights_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own, as CNNVIZ_HOME, with the weights in it."""
    home = tmp_path_factory.mktemp("weights")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CNNVIZ_HOME", str(home))
        assert settled() == pretrained.READY
    return home


@pytest.fixture
def lite0(weights_home: Path, monkeypatch: pytest.MonkeyPatch) -> Model:
    monkeypatch.setenv("CNNVIZ_HOME", str(weights_home))
    return pretrained.model()


def settled(seconds: float = 100.0) -> str:
    """The state, once nothing is at work any more."""
    end = time.monotonic() + seconds
    while (state := pretrained.state()) == pretrained.CONVERTING:
        assert time.monotonic() < end
        time.sleep(0.05)
    return state
