"""cnnviz.inspect.pretrained and its child process: from the package's file to a model, and what can go wrong."""

import os
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import numpy as np
import pytest

from cnnviz.errors import InputError
from cnnviz.inspect import pretrained, tensors
from cnnviz.inspect.models import Model
from tests.inspect import lite0 as oracle
from tests.inspect.conftest import settled


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pretrained, "_CONVERSION", pretrained._Conversion())
    pretrained._installed.cache_clear()


def test_every_tensor_of_the_file_is_there_under_the_path_of_its_layer(lite0: Model) -> None:
    theirs = oracle.tensors()
    assert sum(tensor.numel() for name, tensor in theirs.items() if "num_batches" not in name) == sum(
        array.size for array in lite0.weights.values()
    )
    for ours, name in {
        "0.0.weight": "_conv_stem.weight",
        "1.0.1.running_var": "_blocks.0._bn1.running_var",
        "2.1.0.body.3.weight": "_blocks.2._depthwise_conv.weight",
        "7.0.6.weight": "_blocks.15._project_conv.weight",
        "8.1.running_mean": "_bn1.running_mean",
        "11.bias": "_fc.bias",
    }.items():
        assert np.array_equal(lite0.weights[ours], theirs[name].numpy()), ours


def test_there_is_a_name_for_every_class(lite0: Model) -> None:
    assert len(lite0.classes) == 1000
    assert (lite0.classes[0], lite0.classes[985]) == ("tench", "daisy")


def test_what_is_kept_cannot_be_changed(lite0: Model) -> None:
    with pytest.raises(ValueError, match="read-only"):
        lite0.weights["0.0.weight"][0] = 0


def test_without_the_package_the_state_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))

    def missing(name: str) -> metadata.Distribution:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    assert pretrained.state() == pretrained.ABSENT
    with pytest.raises(InputError, match="not there yet"):
        pretrained.model()


def test_another_file_than_the_known_one_is_refused_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / pretrained.FILE
    other.write_bytes(b"something else")
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    monkeypatch.setattr(pretrained, "source", lambda: other)
    assert settled() == pretrained.ANOTHER
    assert pretrained.state() == pretrained.ANOTHER  # told for a while, and not tried again
    assert not list((tmp_path / "models").iterdir())
    with pytest.raises(InputError, match="SHA-256"):
        pretrained.model()


def test_a_folder_that_cannot_be_written_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where a folder has to be")
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    state = settled()
    assert state.startswith("The learned weights cannot be kept")
    assert state.endswith("CNNVIZ_HOME.")


@pytest.mark.parametrize(
    "damage", [b"", b"cut off", (50).to_bytes(8, "little") + b"{}", (2).to_bytes(8, "little") + b"[]", b"\xff" * 64]
)
def test_a_damaged_file_is_made_anew(
    damage: bytes, weights_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    pretrained.target().parent.mkdir()
    pretrained.target().write_bytes(damage)
    monkeypatch.setattr(pretrained._Conversion, "begin", lambda *_: None)
    assert not pretrained._is_kept()
    assert not pretrained.target().exists()


def test_a_file_with_one_bit_turned_is_made_anew(
    weights_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    written = (weights_home / "models" / pretrained.target().name).read_bytes()
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path))
    pretrained.target().parent.mkdir()
    pretrained.target().write_bytes(written[:-1000] + bytes([written[-1000] ^ 1]) + written[-999:])
    monkeypatch.setattr(pretrained._Conversion, "begin", lambda *_: None)
    assert not pretrained._is_kept()
    assert not pretrained.target().exists()


def test_two_processes_that_convert_at_once_leave_one_file(tmp_path: Path) -> None:
    target = tmp_path / "models" / "made.safetensors"
    command = [sys.executable, "-m", "cnnviz.inspect.conversion", str(pretrained.source()), str(target)]
    children = [subprocess.Popen(command, cwd=pretrained.ROOT) for _ in range(2)]
    assert [child.wait(100) for child in children] == [0, 0]
    assert [path.name for path in target.parent.iterdir()] == [target.name]
    assert len(tensors.mapped(target, pretrained.tensor_shapes())) == 247


def test_asking_for_the_model_loads_no_torch(weights_home: Path) -> None:
    script = (
        "import sys; from cnnviz.inspect import models, passing, preparation, pretrained, trained_runs; "
        "pretrained.model(); sys.exit('torch' in sys.modules)"
    )
    environment = {**os.environ, "CNNVIZ_HOME": str(weights_home)}
    assert (
        subprocess.run([sys.executable, "-c", script], cwd=pretrained.ROOT, env=environment, check=False).returncode
        == 0
    )
