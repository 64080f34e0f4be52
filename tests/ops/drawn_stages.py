"""Random settings of one to three stages, possible by construction: what cannot follow is left out.

Every setting of a stage, its kernels, its border and its pooling leaves its default somewhere.
"""

import numpy as np
from hypothesis import strategies as st

from cnnviz.errors import InputError
from cnnviz.ops import activations, catalogue, padding, pipeline, pooling
from cnnviz.ops.padding import Padding
from cnnviz.ops.pipeline import Kernels, Stage
from cnnviz.ops.pooling import Pool

Case = tuple[tuple[Stage, ...], int]  # the stages, and how many channels the image has

# Maps of a stage: enough to tell their order, few enough to be quick.
MAPS = 24


def pairs(low: int, high: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(low, high), st.integers(low, high))


def numbers(most: float) -> st.SearchStrategy[float]:
    """Numbers that a 32-bit float holds exactly, 0 among them."""
    return st.one_of(st.just(0.0), st.integers(-64, 64).map(lambda count: count * most / 64))


@st.composite
def kernels(draw: st.DrawFn) -> Kernels:
    if draw(st.integers(0, 2)) == 0:
        rows, columns = draw(pairs(1, 4))
        row = st.lists(numbers(2.0), min_size=columns, max_size=columns).map(tuple)
        block = st.lists(row, min_size=rows, max_size=rows).map(tuple)
        own, *more = draw(st.lists(block, min_size=1, max_size=3))
        return Kernels(pipeline.OWN, own=own, flip=draw(st.booleans()), more=tuple(more))
    name = draw(st.sampled_from(sorted(catalogue.BANKS)))
    parameters = []
    for one in catalogue.BANKS[name].parameters:
        steps = round((one.high - one.low) / one.step)
        parameters.append((one.name, one.low + one.step * draw(st.integers(0, min(steps, 4)))))
    return Kernels(name, tuple(parameters) if draw(st.booleans()) else (), flip=draw(st.booleans()))


def borders() -> st.SearchStrategy[Padding]:
    amounts, modes = st.sampled_from(sorted(padding.AMOUNTS)), st.sampled_from(sorted(padding.MODES))
    return st.builds(Padding, amounts, modes, numbers(1.0), *[st.integers(0, 5)] * 6)


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    window = draw(pairs(1, 4))
    return Pool(
        draw(st.sampled_from(sorted(pooling.POOLINGS))),
        window,
        draw(pairs(1, 3)),
        (draw(st.integers(0, window[0] // 2)), draw(st.integers(0, window[1] // 2))),
        draw(st.booleans()),
        draw(st.integers(0, 5)) == 0,
        draw(st.booleans()),
        draw(st.sampled_from([2.0, 1.0, 3.0, 2.5])),
        draw(st.sampled_from([1.0, 0.5, 2.0])),
    )


def stages() -> st.SearchStrategy[Stage]:
    return st.builds(
        Stage,
        kernels(),
        st.sampled_from(sorted(pipeline.MIXES)),
        numbers(1.0),
        borders(),
        pairs(1, 3),
        pairs(1, 3),
        st.sampled_from(sorted(activations.ACTIVATIONS)),
        st.one_of(st.none(), pools()),
    )


@st.composite
def cases(draw: st.DrawFn, shape: tuple[int, int]) -> Case:
    """Stages for an image of that many rows and columns, and its channels."""
    channels = draw(st.sampled_from([1, 3]))
    image = np.full((channels, *shape), 0.5, np.float32)
    kept: tuple[Stage, ...] = ()
    for stage in draw(st.lists(stages(), min_size=1, max_size=3)):
        try:
            maps = pipeline.results(image, ("",) * channels, (*kept, stage))[-1].output
        except InputError:
            continue
        if len(maps) <= MAPS:
            kept += (stage,)
    return kept or (Stage(),), channels
