"""An edit of EfficientNet-Lite0 beside a whole pass, and every first filter left out beside a loop: `python -m
benchmarks.operating`. The weights are random: they make no difference to the time."""

import time
from collections.abc import Callable, Iterator

import numpy as np

from benchmarks import photo, turns
from cnnviz.inspect import passing
from cnnviz.inspect.operate import edits, leave_one_out, outcome, suggested
from cnnviz.inspect.way import passage

# Filters left out, and so many of them where a loop does the same.
ROUNDS, FILTERS, SOME = 20, 32, 8
RNG = np.random.default_rng(0)
DONE = {
    "a first filter silenced": edits.Edit("0.0", 8, "silence"),
    "a kernel swapped in": edits.Edit("0.0", 8, "swap", "sobel-x"),
    "a channel of block 4.3": edits.Edit("4.2.0.body.3", 8, "silence"),
    "a channel of the head": edits.Edit("8.0", 8, "silence"),
}


def ratios() -> Iterator[tuple[str, dict[str, float]]]:
    """Only what comes after an edit is computed: the later it is, the cheaper."""
    ours, _ = photo.model()
    values = RNG.normal(size=ours.network.input).astype(np.float32)
    seen = passage.passed(ours, values)
    name = suggested.step(seen.network).name
    whole = {"a whole pass": lambda: passing.logits(ours, values)}
    for label, edit in DONE.items():
        yield label, turns.ratios(lambda: outcome.outcome(seen, (edit,), name, 8), whole)  # noqa: B023
    before, last = outcome.before(seen), outcome.last(seen)

    def loop() -> None:
        for channel in range(SOME):
            leave_one_out.without(before, name, last, (channel,))

    yield (
        f"each of {SOME} filters left out",
        turns.ratios(lambda: leave_one_out.without(before, name, last, range(SOME)), {"one by one": loop}),
    )


def waits() -> Iterator[tuple[str, dict[str, float]]]:
    """Milliseconds until answers and map after an edit are there, and until all filters were left out."""
    ours, _ = photo.model()
    seen = passage.passed(ours, RNG.normal(size=ours.network.input).astype(np.float32))
    name = suggested.step(seen.network).name
    for label, edit in DONE.items():
        yield label, _spread([_taken(lambda: outcome.outcome(seen, (edit,), name, 8)) for _ in range(ROUNDS)])  # noqa: B023
    before, last = outcome.before(seen), outcome.last(seen)
    each = [_taken(lambda: leave_one_out.without(before, name, last, range(FILTERS))) for _ in range(5)]
    yield f"each of {FILTERS} filters left out", _spread(each)


def _taken(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return 1e3 * (time.perf_counter() - begun)


def _spread(times: list[float]) -> dict[str, float]:
    return {"median, ms": float(np.median(times)), "p95, ms": float(np.percentile(times, 95)), "most, ms": max(times)}


def main() -> None:
    """Prints both tables; NumPy has one thread where OPENBLAS_NUM_THREADS is 1, which the server sets."""
    turns.table("An edit beside a whole pass, and leaving out in batches beside a loop", ratios())
    turns.table("How long an edit takes: promised are 150 ms, and 2 s for all filters left out", waits())


if __name__ == "__main__":
    main()
