"""`correlate` beside SciPy, OpenCV and PyTorch: `python -m benchmarks.correlate` prints the ratios."""

from collections.abc import Callable, Iterator

import cv2
import numpy as np
import torch
from scipy import ndimage

from benchmarks import turns
from cnnviz.ops import correlate, kernels

SIDES = (256, 512, 1024)
SIZES = (1, 2, 3, 5, 7, 9, 11, 15, 21, 31)
RNG = np.random.default_rng(0)

Row = tuple[str, dict[str, float]]


def _random(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape).astype(np.float32)


def _torch(image: np.ndarray, weights: np.ndarray, stride: int = 1, groups: int = 1) -> dict[str, Callable[[], object]]:
    maps, filters = torch.from_numpy(image)[None], torch.from_numpy(weights)

    def run() -> object:
        with torch.inference_mode():
            return torch.nn.functional.conv2d(maps, filters, stride=stride, groups=groups)

    return {f"torch, {torch.get_num_threads()} thread(s)": run}


def _libraries(image: np.ndarray, weights: np.ndarray, stride: int = 1) -> dict[str, Callable[[], object]]:
    """Every filter over the whole one-channel image; SciPy and OpenCV compute what the stride skips, too."""
    return {
        "scipy.ndimage": lambda: [ndimage.correlate(image[0], one[0])[::stride, ::stride] for one in weights],
        "OpenCV": lambda: [cv2.filter2D(image[0], -1, one[0])[::stride, ::stride] for one in weights],
        **_torch(image, weights, stride),
    }


def sizes() -> Iterator[Row]:
    """One kernel of every size over one channel."""
    for side in SIDES:
        for size in SIZES:
            image, weights = _random(1, side, side), _random(1, 1, size, size)
            ours = lambda: correlate.correlate(image, weights)  # noqa: B023, E731
            yield f"{side}², {size} × {size}", turns.ratios(ours, _libraries(image, weights))


def strides() -> Iterator[Row]:
    """3 × 3, 7 × 7 and 31 × 31 kernels at strides 1 to 4, with how much faster than stride 1 we are."""
    for size in (3, 7, 31):
        for stride in (1, 2, 3, 4):
            image, weights = _random(1, 512, 512), _random(1, 1, size, size)
            ours = lambda: correlate.correlate(image, weights, (stride, stride))  # noqa: B023, E731
            others = {"ours, stride 1": lambda: correlate.correlate(image, weights)}  # noqa: B023
            yield (
                f"512², {size} × {size}, stride {stride}",
                turns.ratios(ours, others | _libraries(image, weights, stride)),
            )


def families() -> Iterator[Row]:
    """The eight Kirsch masks at once, and as many larger kernels."""
    masks = np.stack(list(kernels.kirsch().values()))[:, None].astype(np.float32)
    for side in SIDES:
        image = _random(1, side, side)
        ours = lambda: correlate.correlate(image, masks)  # noqa: B023, E731
        yield f"{side}², 8 Kirsch", turns.ratios(ours, _libraries(image, masks))
    for size in (7, 11, 15, 21, 31):
        image, weights = _random(1, 512, 512), _random(8, 1, size, size)
        ours = lambda: correlate.correlate(image, weights)  # noqa: B023, E731
        yield f"512², 8 of {size} × {size}", turns.ratios(ours, _libraries(image, weights))


def channels() -> Iterator[Row]:
    """Filters over several channels, added up or (depthwise) each on its own."""
    for filters, depth, size, side, stride in (
        (32, 3, 3, 256, 1),
        (32, 3, 11, 256, 1),
        (32, 3, 11, 256, 4),
        (64, 32, 3, 64, 1),
        (64, 64, 1, 128, 1),
        (32, 3, 7, 512, 1),
        (32, 3, 7, 512, 2),
        (32, 3, 7, 512, 4),
        (8, 3, 31, 256, 1),
        (1, 3, 7, 512, 1),
        (8, 3, 31, 256, 2),
        (8, 3, 31, 256, 4),
    ):
        image, weights = _random(depth, side, side), _random(filters, depth, size, size)
        ours = lambda: correlate.correlate(image, weights, (stride, stride))  # noqa: B023, E731
        label = f"{side}², {filters} of {depth} × {size} × {size}, stride {stride}"
        others = {"ours, stride 1": lambda: correlate.correlate(image, weights)}  # noqa: B023
        yield label, turns.ratios(ours, others | _torch(image, weights, stride))
    for size in (3, 7, 15):
        image, weights = _random(3, 512, 512), _random(6, 1, size, size)
        ours = lambda: correlate.correlate(image, weights, groups=3)  # noqa: B023, E731
        yield f"512², depthwise 3 → 6, {size} × {size}", turns.ratios(ours, _torch(image, weights, groups=3))


def main() -> None:
    """Prints the tables with PyTorch on one thread, and again one kernel with PyTorch on all of its own choice."""
    chosen = torch.get_num_threads()
    torch.set_num_threads(1)
    turns.table("Time of each ÷ ours, one kernel", sizes())
    turns.table("Time of each ÷ ours, with a stride", strides())
    turns.table("Time of each ÷ ours, families of kernels", families())
    turns.table("Time of each ÷ ours, several channels", channels())
    torch.set_num_threads(chosen)
    turns.table("Time of each ÷ ours, one kernel", sizes())


if __name__ == "__main__":
    main()
