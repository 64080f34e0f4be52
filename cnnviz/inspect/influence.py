"""Which training pictures pushed a filter most: each picture's own gradient by the filter's weights, at some snapshots.

In the spirit of TracIn (Pruthi et al., Estimating Training Data Influence by Tracing Gradient Descent, 2020): the loss
of one picture alone, at weights that were kept. Dropout is off and batch normalisation uses its kept statistics, which
training does otherwise; steps are not weighted by their learning rate.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from cnnviz.datasets import permutation
from cnnviz.errors import InputError
from cnnviz.inspect import trained_runs
from cnnviz.nets import backward, forward, layers, networks, shapes, windows
from cnnviz.ops import padding, softmax
from cnnviz.training import config as configs
from cnnviz.training import runs, weights

# Snapshots at most, pictures at least and at most, and multiplications for all of them: some seconds.
SNAPSHOTS, FEWEST, MOST, WORK = 4, 16, 80, 25 * 10**8
# Numbers of windows that are laid out at a time.
BLOCK = 4 * 2**20
NONE = "There is nothing to measure: this network has no {what} whose weights read one vector or one stack of maps."


@dataclass(frozen=True)
class Asked:
    """What is measured: the layer at `path`, the snapshots by their numbers, and the places of training pictures."""

    path: str
    snapshots: tuple[int, ...]
    steps: tuple[int, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Influence:
    """Of each picture and filter, (n f): the mean length of the picture's gradient by the filter's weights; and how far
    its pushes, against the gradient, went along the way that the filter went from first to last snapshot: from −1,
    all against it, to 1, all along it."""

    asked: Asked
    lengths: np.ndarray
    along: np.ndarray
    moved: np.ndarray  # (f), how far each filter went

    def most(self, filter: int, count: int) -> list[int]:
        """The numbers, among the pictures asked about, of those with the longest gradients."""
        order = np.argsort(-self.lengths[:, filter], kind="stable")
        return [int(one) for one in order[:count]]


def layer_paths(network: networks.Network) -> dict[str, str]:
    """The layers that can be asked about, by what they are: "first" the first convolution, "last" the last layer."""
    records = shapes.records(configs.trained(network))
    found = {}
    first = next((one for one in records if isinstance(one.layer, layers.Conv)), None)
    if first and isinstance(first.layer, layers.Conv) and first.layer.groups == 1 and _source(first.path) is not None:
        found["first"] = first.path
    last = records[-1]
    if isinstance(last.layer, layers.Dense) and _source(last.path) is not None:
        found["last"] = last.path
    return found


def asked(run: runs.Run, path: str, pictures: int) -> Asked:
    """What is affordable to ask of a run of so many training pictures: snapshots and pictures evenly spread.

    Raises InputError where fewer than two snapshots are kept.
    """
    steps = runs.snapshot_steps(run)
    if len(steps) < 2:
        raise InputError("Two snapshots at least are needed. Let the run learn a little first.")
    chosen = _spread(len(steps), SNAPSHOTS)
    macs = shapes.totals(shapes.records(configs.trained(run.config.network))).macs
    count = int(np.clip(WORK // (3 * max(1, macs) * len(chosen)), FEWEST, MOST))
    seqs = [list(steps)[at] for at in chosen]
    return Asked(path, tuple(seqs), tuple(steps[seq] for seq in seqs), tuple(_spread(pictures, count)))


def measured(run: runs.Run, asked: Asked) -> Iterator[tuple[float, Influence | None]]:
    """The share that is done, again and again, and at the end what was found.

    Raises InputError where snapshots are gone, or hold the first filters only, or where training has diverged.
    """
    images = runs.dataset(run).train
    pictures, labels = images.pictures[list(asked.places)], images.labels[list(asked.places)]
    values = weights.standardised(permutation.read(pictures, run.config), weights.begun(run)).astype(np.float32)
    kept = [weights.tensors(runs.fetch_event(run, seq).event) for seq in asked.snapshots]
    _require_finite(*(tensor for tensors in kept for tensor in tensors.values()))
    name = f"{asked.path}.weight"
    way = (kept[-1][name] - kept[0][name]).reshape(len(kept[0][name]), -1)
    measure = _Measure(configs.trained(run.config.network), asked.path, run.config.smoothing)
    lengths, along = (np.zeros((len(values), len(way)), np.float64) for _ in range(2))
    blocks = [slice(at, at + measure.block) for at in range(0, len(values), measure.block)]
    for number, tensors in enumerate(kept):
        for done, block in enumerate(blocks):
            yield (number + done / len(blocks)) / len(kept), None
            gradient = measure.gradients(tensors, values[block], labels[block])
            _require_finite(gradient)
            lengths[block] += np.linalg.norm(gradient, axis=2)
            along[block] -= np.einsum("bfd,fd->bf", gradient, way)
    moved = np.linalg.norm(way, axis=1)
    reach = lengths * moved
    share = np.divide(along, reach, out=np.zeros_like(along), where=reach > 0)
    yield 1.0, Influence(asked, lengths / len(kept), share, moved)


def _require_finite(*arrays: np.ndarray) -> None:
    if not all(np.isfinite(array).all() for array in arrays):
        raise InputError(trained_runs.DIVERGED)


class _Measure:
    """Gradients of pictures' own losses by the weights of one layer."""

    def __init__(self, network: networks.Network, path: str, smoothing: float) -> None:
        self.network, self.path, self.smoothing = network, path, smoothing
        self.record = next(one for one in shapes.records(network) if one.path == path)
        source = _source(path)
        assert source is not None
        self.source = source
        numbers = int(np.prod(self.record.output[1:])) * self._taps()
        self.block = int(np.clip(BLOCK // max(1, numbers), 1, 32))

    def _taps(self) -> int:
        layer = self.record.layer
        return self.record.input[0] * (int(np.prod(layer.size)) if isinstance(layer, layers.Conv) else 1)

    def gradients(self, tensors: forward.Weights, values: np.ndarray, labels: np.ndarray) -> np.ndarray:
        """Of each picture (n c h w) of these classes (n), by the weights of each filter: (n f d)."""
        passed = backward.passed(self.network, tensors, values, {self.path}, keep={self.source} - {""})
        last = str(len(self.network.layers) - 1)
        _require_finite(passed.outputs[last])
        slope = softmax.softmax(passed.outputs[last].astype(np.float64), axis=1)
        slope -= self.smoothing / slope.shape[1]
        slope[np.arange(len(labels)), labels] -= 1 - self.smoothing
        slope = slope.astype(np.float32)
        made = slope if self.path == last else passed.gradients({last: slope})[self.path]
        read = passed.outputs[self.source] if self.source else values
        layer = self.record.layer
        if isinstance(layer, layers.Dense):
            return made[:, :, None] * read.reshape(len(read), 1, -1)
        assert isinstance(layer, layers.Conv)
        taps = _windows(layer, read, made.shape[2:])
        return made.reshape(*made.shape[:2], -1) @ taps


def _windows(layer: layers.Conv, maps: np.ndarray, output: tuple[int, ...]) -> np.ndarray:
    """What each weight of a filter is multiplied with at each place of its map: (n c h w) -> (n h'·w' c·i·j)."""
    rows, columns = windows.axes(layer, maps.shape[1:])
    framed = padding.padded(maps, (rows.before, rows.after), (columns.before, columns.after))
    reach = [dilation * (size - 1) + 1 for size, dilation in zip(layer.size, layer.dilation, strict=True)]
    seen = sliding_window_view(framed, reach, axis=(2, 3))
    seen = seen[:, :, :: layer.stride[0], :: layer.stride[1], :: layer.dilation[0], :: layer.dilation[1]]
    seen = seen[:, :, : output[0], : output[1]]
    return seen.transpose(0, 2, 3, 1, 4, 5).reshape(len(maps), output[0] * output[1], -1)


def _source(path: str) -> str | None:
    """What the layer at a path reads: the path of the layer before it, "" the picture; None within branches."""
    before, _, index = path.rpartition(".")
    if not index.isdigit() or not all(part.isdigit() for part in before.split(".") if part):
        return None
    if int(index):
        return f"{before}.{int(index) - 1}".lstrip(".")
    return _source(before) if before else ""


def _spread(count: int, most: int) -> list[int]:
    """At most so many of the places 0 … count − 1, first and last among them, evenly spread."""
    return [int(one) for one in np.unique(np.rint(np.linspace(0, count - 1, min(count, most))))]


def why_none(what: Sequence[str]) -> str:
    """Why a network cannot be asked."""
    return NONE.format(what=" or ".join(what))
