"""A photo through EfficientNet-Lite0 in numpy, beside torch and beside its matrix products alone: `python -m
benchmarks.photo`. The weights are random: they make no difference to the time."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch

from benchmarks import turns
from cnnviz.inspect import models, passing, preparation
from cnnviz.inspect.alike import nearest, spatial
from cnnviz.inspect.models import Model
from cnnviz.inspect.own_classes import album, deciding, features, fitting
from cnnviz.inspect.where import looked
from cnnviz.nets import build, layers, shapes, zoo

LEARNERS, ROUNDS = 30, 40
# Photos in a learner's own classes.
TAUGHT = 60
RNG = np.random.default_rng(0)


def model() -> tuple[Model, torch.nn.Sequential]:
    """The network as ours and as torch's, with the same random weights."""
    network = zoo.ENTRIES["efficientnet-lite0"].network()
    module = build.build(network).eval()
    weights = {name: tensor.numpy() for name, tensor in module.state_dict().items()}
    read = preparation.Preparation(network.input, 1.0, preparation.NORMALISATIONS["lite"])
    return Model("random", "random", network, weights, tuple(map(str, range(1000))), read), module


def products(network: Model, count: int) -> Callable[[], object]:
    """All its matrix products and nothing else, for so many photos: those of the 1 × 1 convolutions."""
    pairs = [
        (RNG.random((one.output[0], one.input[0]), np.float32), RNG.random((one.input[0], pixels), np.float32))
        for one in shapes.records(network.network)
        if isinstance(one.layer, layers.Conv) and one.layer.size == (1, 1)
        for pixels in [one.output[1] * one.output[2]]
    ]
    return lambda: [left @ right for _ in range(count) for left, right in pairs]


def ratios() -> Iterator[tuple[str, dict[str, float]]]:
    """What is kept makes the difference: all maps are 80 MB."""
    ours, module = model()
    blocks = {block.path for block in models.blocks(ours.network)}
    for label, count, keep in (
        ("logits only", 1, {ours.last}),
        ("every block's maps", 1, blocks),
        ("every layer's maps", 1, None),
        ("8 photos, logits only", 8, {ours.last}),
    ):
        values = RNG.normal(size=(count, *ours.network.input)).astype(np.float32)
        yield (
            label,
            turns.ratios(
                lambda: passing.through(ours, values, keep),  # noqa: B023
                {"torch": lambda: _torch(module, values), "its products": products(ours, count)},  # noqa: B023
            ),
        )


def ways_back() -> Iterator[tuple[str, dict[str, float]]]:
    """There and back from one class's logit, to the pixels and to the last maps, as often as torch's autograd."""
    ours, module = model()
    values = RNG.normal(size=ours.network.input).astype(np.float32)
    for label, path in (("gradient of the pixels", looked.PIXELS), ("Grad-CAM", list(looked.layers(ours))[-1])):
        yield (
            label,
            turns.ratios(
                lambda: looked.looked(ours, values, path).gradient(0),  # noqa: B023
                {"torch": lambda: _torch_back(module, values, path)},  # noqa: B023
            ),
        )


def _torch_back(module: torch.nn.Sequential, values: np.ndarray, path: str) -> object:
    given = torch.from_numpy(values[None].copy()).requires_grad_()
    held: dict[str, torch.Tensor] = {}
    hook = module.get_submodule(path).register_forward_hook(lambda _, __, made: held.update(made=made))
    try:
        logits = module(given)
    finally:
        hook.remove()
    return torch.autograd.grad(logits[0, 0], held["made"] if path else given)


def _torch(module: torch.nn.Sequential, values: np.ndarray) -> object:
    with torch.inference_mode():
        return module(torch.from_numpy(values))


def waits() -> Iterator[tuple[str, dict[str, float]]]:
    """Milliseconds until one learner has every block's maps, and until each of a class has, who all ask at once."""
    ours, _ = model()
    blocks = {block.path for block in models.blocks(ours.network)}
    values = RNG.normal(size=ours.network.input).astype(np.float32)

    def waited(begun: float) -> float:
        passing.through(ours, values, blocks)
        return 1e3 * (time.perf_counter() - begun)

    yield "one learner", _spread([waited(time.perf_counter()) for _ in range(ROUNDS)])
    with ThreadPoolExecutor(LEARNERS) as pool:
        yield f"{LEARNERS} at once", _spread(list(pool.map(waited, [time.perf_counter()] * LEARNERS)))


def searches() -> Iterator[tuple[str, dict[str, float]]]:
    """Milliseconds until the learned kernels that look most like one are found."""
    ours, _ = model()
    indexes = nearest.indexes(spatial.spatial_layers(ours.network, ours.weights))
    for side in (3, 5):
        times = []
        for kernel in RNG.normal(size=(ROUNDS, side, side)):
            begun = time.perf_counter()
            nearest.nearest(nearest.compared(indexes, kernel), 5)
            times.append(1e3 * (time.perf_counter() - begun))
        yield f"a kernel of {side} × {side}", _spread(times)


def taught() -> Iterator[tuple[str, dict[str, float]]]:
    """Milliseconds until sixty photos have become a classifier of three classes, until each was left out once, and
    until a new photo has its answer."""
    ours, _ = model()
    photos = [album.photo(RNG.integers(0, 256, (300, 400, 3), np.uint8), str(at)) for at in range(TAUGHT)]
    kept, labels = features.Kept(), np.arange(TAUGHT) % 3
    begun = time.perf_counter()
    while missing := kept.missing(ours, photos):
        kept.compute(ours, missing, 0.5)
    found = kept.of(ours, photos)
    training = fitting.trained(found, labels, 3, 0.01)
    yield f"{TAUGHT} photos to a classifier", _spread([1e3 * (time.perf_counter() - begun)])
    begun = time.perf_counter()
    fitting.left_out(found, labels, 3, 0.01)
    yield "each of them left out", _spread([1e3 * (time.perf_counter() - begun)])
    times = []
    for at in range(ROUNDS):
        begun = time.perf_counter()
        one = album.photo(RNG.integers(0, 256, (300, 400, 3), np.uint8), str(at))
        vector = features.seen(ours, one).vector
        training.classifier(-1).shares(vector[None])
        deciding.cosines(vector, found)
        times.append(1e3 * (time.perf_counter() - begun))
    yield "a new photo's answer", _spread(times)


def _spread(times: list[float]) -> dict[str, float]:
    return {"median, ms": float(np.median(times)), "p95, ms": float(np.percentile(times, 95)), "most, ms": max(times)}


def main() -> None:
    """Prints all tables; NumPy has one thread where OPENBLAS_NUM_THREADS is 1, which the server sets."""
    torch.set_num_threads(1)
    turns.table("A photo through EfficientNet-Lite0, beside torch on one thread and matrix products", ratios())
    turns.table("There and back from a class's logit, beside torch's autograd", ways_back())
    turns.table("How long a photo takes: promised are 300 ms for one and 8 s for a class", waits())
    turns.table("How long it takes to find a kernel among its 9,000: promised are 50 ms", searches())
    turns.table("Own classes on its features: promised are 6 s for sixty photos", taught())


if __name__ == "__main__":
    main()
