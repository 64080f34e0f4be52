"""Pooling beside PyTorch on one thread: `python -m benchmarks.pooling` prints how many times longer PyTorch takes."""

from collections.abc import Callable, Iterator

import numpy as np
import torch
from scipy import ndimage
from torch.nn import functional

from benchmarks import turns
from cnnviz.ops import pooling

SIDES = (256, 512, 1024)
SHAPES = ((2, 2, 0), (3, 2, 1), (3, 1, 1), (5, 5, 0), (8, 8, 0))  # window, stride, padding
RNG = np.random.default_rng(0)

Row = tuple[str, dict[str, float]]
TORCH: dict[str, Callable[[torch.Tensor, pooling.Pool], object]] = {
    "max": lambda maps, pool: functional.max_pool2d(maps, pool.window, pool.stride, pool.padding),
    "min": lambda maps, pool: -functional.max_pool2d(-maps, pool.window, pool.stride, pool.padding),
    "average": lambda maps, pool: functional.avg_pool2d(maps, pool.window, pool.stride, pool.padding),
    "Lp": lambda maps, pool: functional.lp_pool2d(maps, pool.power, pool.window, pool.stride),
}


def _maps(*shape: int) -> np.ndarray:
    return RNG.normal(size=shape).astype(np.float32)


def _torch(run: Callable[[], object]) -> Callable[[], object]:
    def alone() -> object:
        with torch.inference_mode():
            return run()

    return alone


def kinds() -> Iterator[Row]:
    """Every pooling PyTorch knows, at usual windows and strides."""
    for kind, function in TORCH.items():
        for channels, side in ((1, 256), (1, 512), (1, 1024), (8, 256), (32, 26)):
            values: dict[str, float] = {}
            for window, stride, padding in SHAPES:
                edge = 0 if kind == "Lp" else padding
                pool = pooling.Pool(kind, (window, window), (stride, stride), (edge, edge))
                maps = _maps(channels, side, side)
                theirs = _torch(lambda: function(torch.from_numpy(maps)[None], pool))  # noqa: B023
                ratio = turns.ratios(lambda: pooling.pooled(maps, pool), {"torch": theirs})  # noqa: B023
                values[f"{window}, s {stride}, p {edge}"] = ratio["torch"]
            yield f"{kind}, {channels} × {side}²", values


def others() -> Iterator[Row]:
    """Winners beside PyTorch's indices; medians beside SciPy's, which knows no stride."""
    for side in SIDES:
        maps = _maps(1, side, side)
        theirs = _torch(lambda: functional.max_pool2d(torch.from_numpy(maps)[None], 2, return_indices=True))  # noqa: B023
        yield (
            f"winners, {side}², window 2",
            turns.ratios(lambda: pooling.winners(maps, pooling.Pool()), {"theirs": theirs}),  # noqa: B023
        )
    for window, stride in ((2, 2), (3, 1), (3, 2), (5, 5)):
        maps = _maps(1, 256, 256)
        pool = pooling.Pool("median", (window, window), (stride, stride))
        theirs = lambda: ndimage.median_filter(maps[0], window)[::stride, ::stride]  # noqa: B023, E731
        ratio = turns.ratios(lambda: pooling.pooled(maps, pool), {"theirs": theirs})  # noqa: B023
        yield f"median, 256², window {window}, stride {stride}", ratio


def main() -> None:
    """Prints the tables."""
    torch.set_num_threads(1)
    turns.table("Time of PyTorch ÷ ours", kinds())
    turns.table("Time of theirs ÷ ours", others())


if __name__ == "__main__":
    main()
