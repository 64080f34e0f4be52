"""Reading every network of the zoo beside torch: `python -m benchmarks.shapes`.

Milliseconds of ours on this machine, and how many times longer torch takes to build the same network without memory
and to pass an image's shape through it.
"""

import time
from collections.abc import Callable, Iterator
from statistics import median

import torch

from benchmarks import turns
from cnnviz.nets import build, networks, shapes, text, zoo

ROUNDS = 15


def _torch(network: networks.Network) -> None:
    module = build.build(network, "meta").eval()
    with torch.no_grad():
        module(torch.empty(1, *network.input, device="meta"))


def readings() -> Iterator[tuple[str, dict[str, float]]]:
    """Shapes, counts and receptive fields of each entry; then its way through JSON and a link."""
    for entry in zoo.ENTRIES.values():
        network = entry.network()
        read = lambda: shapes.records(network)  # noqa: B023, E731
        yield (
            entry.title[:33],
            {
                "shapes, ms": _milliseconds(read),
                "link, ms": _milliseconds(lambda: text.from_link(text.to_link(network))),  # noqa: B023
                "torch ÷ ours": turns.ratios(read, {"torch": lambda: _torch(network)})["torch"],  # noqa: B023
            },
        )


def _milliseconds(function: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        function()
        times.append(time.perf_counter() - start)
    return 1e3 * median(times)


def main() -> None:
    """Prints the table."""
    turns.table("Networks read: shapes are promised in 50 ms", readings())


if __name__ == "__main__":
    main()
