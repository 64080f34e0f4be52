"""cnnviz.codegen.run.files and the route that hands its files out: read back by the programs they are for."""

import csv
import errno
import io
import json
import runpy
import tempfile
import tracemalloc
import zipfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import onnx
import onnxruntime  # type: ignore[import-untyped]
import pytest
import torch
from safetensors.torch import load

from cnnviz.api.runs import downloads
from cnnviz.api.runs.requests import Asked
from cnnviz.codegen.run import files
from cnnviz.datasets import permutation
from cnnviz.datasets.data import Dataset, Images
from cnnviz.errors import InputError
from cnnviz.nets import build, layers
from cnnviz.nets.layers import conv, pool
from cnnviz.nets.networks import Network, Parallel, Residual
from cnnviz.training import config as configs
from cnnviz.training import weights
from cnnviz.training.config import Branch, Config
from cnnviz.training.events import EventKind
from cnnviz.training.statuses import RunStatus
from tests.api.runs import fake_runs
from tests.api.runs.fake_runs import VIEW, FakeRuns
from tests.training.learning import runs as learning

NORMED = Network(
    "normed",
    (1, 12, 12),
    (
        conv(4, 3, 1, 1),
        layers.BatchNorm(),
        layers.Activation(),
        Residual((conv(4, 3, 1, 1), layers.BatchNorm()), ()),
        Parallel(((conv(2, 1),), (pool("max", 3, 1, 1),))),
        layers.GlobalPool(),
        layers.Dense(10),
        layers.Activation("softmax"),
    ),
)


@pytest.fixture(params=["reference", "normed"])
def fake(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> FakeRuns:
    config = Config() if request.param == "reference" else Config(network=NORMED)
    fake = fake_runs.instead(monkeypatch, config)
    fake.add(2, fake_runs.snapshot(4, fake_runs.tensors(config.network, 0)))
    fake.add(3, fake_runs.checkpoint(8, fake_runs.tensors(config.network, 1)))
    return fake


def file(what: str, **query: str) -> bytes:
    answer = downloads.take(Asked({"id": VIEW, "what": what}, query, b""))
    if answer.file is None:
        return answer.body
    with answer.file as held:
        held.seek(0)
        return held.read()


def module(fake: FakeRuns, data: bytes) -> torch.nn.Sequential:
    """torch's own network with the weights of the file: every name and shape fits."""
    made = build.build(configs.trained(fake.config.network)).eval()
    made.load_state_dict(load(data))
    return made


def test_weights_load_into_torch(fake: FakeRuns) -> None:
    """The newest are the checkpoint's, exact."""
    made = module(fake, file("weights.safetensors"))
    exact = fake_runs.tensors(fake.config.network, 1)
    assert all(np.array_equal(tensor.numpy(), exact[name]) for name, tensor in made.state_dict().items())


def test_weights_of_any_snapshot_can_be_taken(fake: FakeRuns) -> None:
    made = module(fake, file("weights.safetensors", snapshot="2"))
    exact = fake_runs.tensors(fake.config.network, 0)
    assert np.array_equal(made.state_dict()["0.weight"].numpy(), exact["0.weight"])


def test_every_file_of_weights_holds_the_checkpoints_bits_and_says_so(fake: FakeRuns) -> None:
    exact = {array.tobytes() for array in fake_runs.tensors(fake.config.network, 1).values() if array.dtype.kind == "f"}
    fake.status = RunStatus.FINISHED
    answers = {what: downloads.take(Asked({"id": VIEW, "what": what}, {}, b"")) for what in downloads.WEIGHTS}
    for what, answer in answers.items():
        assert "exact" in answer.headers["X-Weights"]
        name, _, ending = what.partition(".")
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}-step-8.{ending}"'
    with np.load(io.BytesIO(answers["weights.npz"].body), allow_pickle=False) as held:
        arrays = {name: held[name] for name in held.files}
    assert {name: one.tobytes() for name, one in arrays.items()} == {
        name: one.tobytes() for name, one in fake_runs.tensors(fake.config.network, 1).items()
    }
    assert {one.numpy().tobytes() for one in load(answers["weights.safetensors"].body).values()} >= exact
    model = onnx.load_model_from_string(answers["model.onnx"].body)
    assert {onnx.numpy_helper.to_array(one).tobytes() for one in model.graph.initializer} >= exact


def test_a_moment_of_the_timeline_says_that_it_is_rounded(fake: FakeRuns) -> None:
    for what in downloads.WEIGHTS:
        answer = downloads.take(Asked({"id": VIEW, "what": what}, {"snapshot": "2"}, b""))
        assert "half precision" in answer.headers["X-Weights"]
        assert "-step-4-half-precision." in answer.headers["Content-Disposition"]
    said = safe_open_metadata(file("weights.safetensors", snapshot="2"))
    assert "half precision" in said["weights"]
    assert "exact" in safe_open_metadata(file("weights.safetensors"))["weights"]


def safe_open_metadata(data: bytes) -> dict[str, str]:
    """What a safetensors file says of itself."""
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    said: dict[str, str] = json.loads(header["__metadata__"]["cnnviz"])
    return said


def test_a_run_ends_with_a_checkpoint_of_its_last_step() -> None:
    """What is handed out afterwards is, bit for bit, what training ended with."""
    fake = learning.history(learning.config(epochs=2))
    checkpoint, last = learning.of(EventKind.CHECKPOINT, fake)[-1], learning.of(EventKind.SNAPSHOT, fake)[-1]
    assert checkpoint.step == last.step == learning.of(EventKind.DONE, fake)[-1].step
    assert np.array_equal(weights.tensors(checkpoint)["0.weight"], last.arrays["0.weight"])


@pytest.mark.parametrize("permuted", [False, True])
def test_the_model_reads_pixels_and_answers_as_torch_does(fake: FakeRuns, permuted: bool) -> None:
    fake.config = replace(fake.config, permuted=permuted, seed=4)
    pixels = fake.data.validation.pictures / np.float32(255)
    session = onnxruntime.InferenceSession(file("model.onnx"), providers=["CPUExecutionProvider"])
    logits, probabilities = session.run(["logits", "probabilities"], {"pixels": pixels})
    with torch.no_grad():
        read = permutation.read(pixels, fake.config)
        standard = torch.from_numpy((read - fake_runs.MEAN) / fake_runs.DEVIATION)
        expected = module(fake, file("weights.safetensors"))(standard)
    np.testing.assert_allclose(logits, expected.numpy(), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(probabilities, expected.softmax(1).numpy(), rtol=1e-4, atol=1e-6)


@pytest.fixture
def curves(monkeypatch: pytest.MonkeyPatch) -> FakeRuns:
    fake = fake_runs.instead(monkeypatch, Config())
    fake.add(2, fake_runs.scalars(3, [0.1, 0.2, 1 / 3]))
    fake.add(3, fake_runs.evaluation(3, "validation", 1.5))
    fake.add(4, fake_runs.scalars(4, [0.25]))
    fake.add(5, fake_runs.evaluation(4, "test", 1.25))
    return fake


def test_metrics_have_a_row_for_every_step_in_which_no_digit_is_lost(curves: FakeRuns) -> None:
    rows = list(csv.DictReader(io.StringIO(file("metrics.csv").decode())))
    assert [row["step"] for row in rows] == ["1", "2", "3", "4"]
    assert [np.float32(row["loss"]) for row in rows] == [np.float32(one) for one in (0.1, 0.2, 1 / 3, 0.25)]
    assert [row["epoch"] for row in rows] == ["0.25", "0.5", "0.75", "1"]
    assert [row["validation_loss"] for row in rows] == ["", "", "1.5", ""]
    assert not any("test" in name for name in rows[0]), "what it answered on test pictures is sealed"
    assert [row["seconds"] for row in rows] == ["", "", "0.375", "0.5"]
    assert tuple(rows[0]) == files.COLUMNS


def test_metrics_of_a_long_run_are_read_in_parts(curves: FakeRuns, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = file("metrics.csv")
    monkeypatch.setattr("cnnviz.api.runs.answers.READ", 1)
    assert file("metrics.csv") == whole


def test_the_same_run_gives_the_same_bytes(fake: FakeRuns) -> None:
    for what in (*downloads.WEIGHTS, *downloads.FILES):
        assert file(what) == file(what), what


def test_the_archive_holds_all_that_its_script_reads(fake: FakeRuns) -> None:
    archive = zipfile.ZipFile(io.BytesIO(file("train.zip")))
    assert set(archive.namelist()) == {"README.txt", "train.py", "config.json", "data.npz"}
    assert configs.from_json(archive.read("config.json").decode()) == fake.config
    data = np.load(io.BytesIO(archive.read("data.npz")), allow_pickle=False)
    for part, images in (("train", fake.data.train), ("validation", fake.data.validation), ("test", fake.data.test)):
        assert np.array_equal(data[f"{part}_pictures"], images.pictures)
        assert np.array_equal(data[f"{part}_labels"], images.labels)
    assert data["classes"].tolist() == list(fake.data.classes)


def test_the_script_of_the_archive_trains(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    network = Network("small", (1, 8, 8), (conv(2), layers.Flatten(), layers.Dense(10)))
    config = Config(network=network, batch=4, epochs=1, branch=Branch(VIEW, 2))
    fake = fake_runs.instead(monkeypatch, config)
    fake.add(2, fake_runs.snapshot(4, fake_runs.tensors(network, 0)))
    archive = zipfile.ZipFile(io.BytesIO(file("train.zip")))
    assert "start.npz" in archive.namelist()
    assert "start.npz" in archive.read("README.txt").decode()
    archive.extractall(tmp_path)
    threads = torch.get_num_threads()
    try:
        runpy.run_path(str(tmp_path / "train.py"), run_name="__main__")
    finally:
        torch.set_num_threads(threads)
    with np.load(tmp_path / "weights.npz") as made:
        shapes = {name: made[name].shape for name in made.files}
    assert shapes == {name: array.shape for name, array in fake_runs.tensors(network, 0).items()}


def test_a_branch_from_a_snapshot_that_is_gone_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    fake_runs.instead(monkeypatch, Config(branch=Branch(VIEW, 2)))
    with pytest.raises(InputError, match="began with a snapshot of another"):
        file("train.zip")


def test_the_config_is_written_to_be_read(fake: FakeRuns) -> None:
    assert json.loads(file("config.json"))["network"]["name"] == fake.config.network.name
    assert file("config.json").count(b"\n") > 20


def test_an_evaluation_before_the_first_step_has_a_row() -> None:
    table = files.metrics([fake_runs.evaluation(0, "validation", 2.0)], 4).decode().splitlines()
    assert table[1] == "0,0,,,,,2,0.75"


def test_a_dead_dataset_is_no_reason_to_lose_the_weights(fake: FakeRuns, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(run: object) -> None:
        raise InputError("These pictures are no longer kept.")

    monkeypatch.setattr("cnnviz.training.runs.dataset", gone)
    assert file("weights.safetensors")
    with pytest.raises(InputError, match="no longer kept"):
        file("train.zip")


def test_of_the_data_of_a_large_run_only_pieces_are_in_memory_besides() -> None:
    count = 40_000
    rng = np.random.default_rng(0)
    images = Images(rng.integers(0, 256, (count, 3, 28, 28), dtype=np.uint8), np.zeros(count, np.uint8))
    few = Images(images.pictures[:1], images.labels[:1])
    dataset = Dataset("Noise", ("a",), images, few, few)
    with tempfile.TemporaryFile() as file:
        tracemalloc.start()
        try:
            files.write_bundle({"README.txt": b"Read me.", "data.npz": partial(files.write_arrays, dataset)}, file)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert file.tell() > images.pictures.nbytes * 0.9
        # numpy reads and compresses 16 MB at a time.
        assert most < 80 * 2**20 < images.pictures.nbytes
        with zipfile.ZipFile(file) as archive, archive.open("data.npz") as held:
            read = np.load(io.BytesIO(held.read()), allow_pickle=False)
            assert np.array_equal(read["train_pictures"], images.pictures)
            assert archive.read("README.txt") == b"Read me."


def test_a_full_disk_is_said_and_leaves_no_file(fake: FakeRuns, monkeypatch: pytest.MonkeyPatch) -> None:
    made = list[io.BytesIO]()

    class Full(io.BytesIO):
        def write(self, data: object, /) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    def scratch() -> io.BytesIO:
        made.append(Full())
        return made[-1]

    monkeypatch.setattr(downloads, "_scratch", scratch)
    with pytest.raises(InputError, match="no room"):
        file("train.zip")
    assert made[0].closed
