"""Training beside the usual loop and ConvNetJS: `python -m benchmarks.training`.

The reference model, batches of 128, one thread. Examples per second of processor time, each contestant in a process
of its own, in turns; so the ratios hold on a busy machine too. ConvNetJS comes from npm into a folder that is thrown
away. Fashion-MNIST is read from Debian's package; without it, pictures of noise take as long.
"""

import dataclasses
import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import numpy as np

from cnnviz.datasets import data
from cnnviz.nets import layers, networks, zoo
from cnnviz.training import config as configs
from cnnviz.training.events import EventKind

FASHION = Path("/usr/share/datasets/fashion-mnist")
BATCH, BATCHES, WARM, ROUNDS = 128, 200, 5, 5
SHOTS = 8  # snapshots a second
GOAL = 0.9

CONVNETJS = """
const net_js = require("convnetjs");
const net = new net_js.Net();
net.makeLayers([
  {type: "input", out_sx: 28, out_sy: 28, out_depth: 1},
  {type: "conv", sx: 3, filters: 32, stride: 1, pad: 0, activation: "relu"},
  {type: "pool", sx: 2, stride: 2},
  {type: "conv", sx: 3, filters: 64, stride: 1, pad: 0, activation: "relu"},
  {type: "pool", sx: 2, stride: 2, drop_prob: 0.5},
  {type: "softmax", num_classes: 10},
]);
const trainer = new net_js.Trainer(net, {method: "adadelta", batch_size: 128, l2_decay: 0});
const image = new net_js.Vol(28, 28, 1);
for (let at = 0; at < 16; at++) trainer.train(image, at % 10);
const before = process.cpuUsage(), count = 256;
for (let at = 0; at < count; at++) trainer.train(new net_js.Vol(28, 28, 1), at % 10);
const used = process.cpuUsage(before);
console.log(JSON.stringify(count / ((used.user + used.system) / 1e6)));
"""


def _bytes(name: str) -> np.ndarray:
    """An IDX file, packed or not."""
    path = next(FASHION.glob(f"{name}*"))
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    sides = np.frombuffer(raw, ">i4", raw[3], 4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(sides)


def dataset() -> data.Dataset:
    """Fashion-MNIST with its test pictures as validation; or as many pictures of noise."""
    if FASHION.is_dir():
        parts = [data.Images(_bytes(f"{part}-images")[:, None], _bytes(f"{part}-labels")) for part in ("train", "t10k")]
    else:
        rng = np.random.default_rng(0)
        parts = [
            data.Images(rng.integers(0, 256, (n, 1, 28, 28), np.uint8), rng.integers(0, 10, n, np.uint8))
            for n in (60_000, 10_000)
        ]
    nothing = data.Images(parts[1].pictures[:0], parts[1].labels[:0])
    return data.Dataset("Fashion-MNIST", tuple("0123456789"), parts[0], parts[1], nothing)


def reference(dropout: float = 0.5) -> networks.Network:
    """The reference model."""
    network = zoo.ENTRIES["reference"].network()
    return dataclasses.replace(
        network,
        layers=tuple(layers.Dropout(dropout) if isinstance(one, layers.Dropout) else one for one in network.layers),
    )


def _rate(step: Callable[[], object]) -> float:
    """Examples per second of processor time, after some batches to warm up."""
    for _ in range(WARM):
        step()
    start = time.process_time()
    for _ in range(BATCHES):
        step()
    return BATCH * BATCHES / (time.process_time() - start)


def tutorial() -> float:
    """The loop that every introduction has: a Dataset that makes each picture a tensor, a DataLoader, a module."""
    import torch  # noqa: PLC0415
    from PIL import Image  # noqa: PLC0415
    from torch import nn  # noqa: PLC0415
    from torch.utils.data import DataLoader, Dataset  # noqa: PLC0415

    torch.set_num_threads(1)
    train = dataset().train

    class Pictures(Dataset):
        def __len__(self) -> int:
            return len(train)

        def __getitem__(self, index: int) -> tuple[torch.Tensor, int]:
            # What torchvision's data sets, ToTensor and Normalize do.
            image = Image.fromarray(train.pictures[index, 0])
            tensor = torch.from_numpy(np.array(image, np.uint8, copy=True))[None].to(torch.float32).div(255)
            return tensor.sub_(0.286).div_(0.353), int(train.labels[index])

    model = nn.Sequential(
        nn.Conv2d(1, 32, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Dropout(0.5),
        nn.Linear(1600, 10),
    )
    criterion, optimiser = nn.CrossEntropyLoss(), torch.optim.Adam(model.parameters())
    batches = iter(DataLoader(Pictures(), BATCH, shuffle=True))

    def step() -> float:
        images, labels = next(batches)
        optimiser.zero_grad()
        loss = criterion(model(images), labels)
        loss.backward()
        optimiser.step()
        return loss.item()

    return _rate(step)


def ours() -> float:
    """`learning.loop.train` with all snapshots and scalars."""
    return _trained(evaluated=float("inf"))


def evaluated() -> float:
    """The same, and with its looks at validation pictures, which come thick at first."""
    return _trained()


def _trained(**pacing: float) -> float:
    from cnnviz.training.learning import control, loop, pace  # noqa: PLC0415

    config = configs.Config(network=reference(), batch=BATCH, epochs=1, device="cpu")
    start, first = 0.0, 0
    whole = dataset()
    # As many as the app looks at, not all 10,000.
    looked = whole.validation.taken(np.arange(2000))
    for event in loop.train(
        config, dataclasses.replace(whole, validation=looked), control.Nobody(), threads=1, pace=pace.Pace(**pacing)
    ):
        if not start and event.step >= WARM:
            start, first = time.process_time(), event.step
        if event.step >= WARM + BATCHES:
            break
    return BATCH * (event.step - first) / (time.process_time() - start)


def bare() -> float:
    """Our steps with nothing recorded."""
    from cnnviz.training.learning import loop, memory, state  # noqa: PLC0415

    run = _state(state, memory)

    def step() -> None:
        loop.learn(run, run.rates.at(run.step))
        run.step += 1

    return _rate(step)


def reporter() -> float:
    """Percent of the time that SHOTS snapshots a second take, with the scalars up to each, as bytes for the store."""
    from cnnviz.training.learning import loop, memory, reporting, state  # noqa: PLC0415

    run = _state(state, memory)
    reports, spent, rounds = reporting.Reporter(run, 0.0), 0.0, 60
    for _ in range(rounds):
        start = time.process_time()
        before = reports.before()
        spent += time.process_time() - start
        reports.note(*loop.learn(run, 0.001), 0.001)
        run.step += 1
        start = time.process_time()
        for event in reports.snapshot(before):
            event.packed()
        spent += time.process_time() - start
    return 100 * SHOTS * spent / rounds


def _state(state, memory):
    import torch  # noqa: PLC0415

    torch.set_num_threads(1)
    memory.keep_freed_pages()
    return state.State(configs.Config(network=reference(), batch=BATCH, epochs=1, device="cpu"), dataset())


def fashion() -> tuple[float, float, float]:
    """The recipe on Fashion-MNIST until 90 % of the test pictures are known: epochs, processor seconds, and the
    percent known at the end."""
    from cnnviz.training.learning import control, loop  # noqa: PLC0415

    config = configs.Config(network=reference(0.1), device="cpu")
    start, reached, accuracy = time.process_time(), (0.0, 0.0), 0.0
    for event in loop.train(config, dataset(), control.Nobody(), threads=1):
        if event.kind == EventKind.EVALUATION:
            accuracy = event.header["accuracy"]
            if accuracy >= GOAL and not reached[0]:
                reached = event.step / (60_000 // config.batch), time.process_time() - start
    return *reached, 100 * accuracy


def convnetjs() -> float | None:
    """ConvNetJS on the same network, one picture at a time as it does; None without npm or the package."""
    if not (shutil.which("npm") and shutil.which("node")):
        return None
    with tempfile.TemporaryDirectory() as folder:
        install = ["npm", "install", "--silent", "--no-audit", "--no-fund", "convnetjs@0.3.0"]
        if subprocess.run(install, cwd=folder, capture_output=True, check=False).returncode:
            return None
        (Path(folder) / "run.js").write_text(CONVNETJS)
        done = subprocess.run(["node", "run.js"], cwd=folder, capture_output=True, check=True)
    return json.loads(done.stdout)


def _alone(name: str):
    """What a contestant says in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.training", name]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    return json.loads(done.stdout)


def main() -> None:
    """Prints the tables."""
    print(f"\nTraining: reference model, batch {BATCH}, one thread, examples per second of processor time")
    names = ("tutorial", "ours", "evaluated", "bare")
    rounds = [{name: _alone(name) for name in names} for _ in range(ROUNDS)]
    said = {
        "tutorial": "usual loop with DataLoader",
        "ours": "ours, recording",
        "evaluated": "ours, recording and evaluating",
        "bare": "ours, recording nothing",
    }
    for name in names:
        ratio = median(one[name] / one["tutorial"] for one in rounds)
        print(f"{said[name]:34}{median(one[name] for one in rounds):16,.0f}{ratio:8.2f} ×", flush=True)
    theirs = convnetjs()
    if theirs is None:
        print(f"{'ConvNetJS':34}{'npm or the package is not here':>32}")
    else:
        usual = median(one["tutorial"] for one in rounds)
        print(f"{'ConvNetJS':34}{theirs:16,.0f}{theirs / usual:8.2f} ×", flush=True)
    share = median(_alone("reporter") for _ in range(ROUNDS))
    print(f"\n{SHOTS} snapshots a second take {share:.2f} % of the time (promised: at most 3 %)", flush=True)
    if FASHION.is_dir():
        epochs, seconds, percent = _alone("fashion")
        print(f"90 % of Fashion-MNIST's test pictures after {epochs:.2f} epochs, {seconds:.0f} s of one core")
        print(f"and {percent:.1f} % after 3", flush=True)
    else:
        print("90 % of Fashion-MNIST: not measured, Debian's package dataset-fashion-mnist is not here", flush=True)


CONTESTANTS = {one.__name__: one for one in (tutorial, ours, evaluated, bare, reporter, fashion)}

if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(CONTESTANTS[sys.argv[1]]()))
    else:
        main()
