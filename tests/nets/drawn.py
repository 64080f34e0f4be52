"""Random small networks, possible by construction: whatever cannot read what comes before it is left out.

Every setting of every kind of layer leaves its default somewhere, or a fault in how it is read would go unseen.
"""

from hypothesis import strategies as st

from cnnviz.nets import layers, networks, shapes
from cnnviz.nets.layers import Layer, Layers


def pairs(low: int, high: int) -> st.SearchStrategy[layers.Pair]:
    return st.tuples(st.integers(low, high), st.integers(low, high))


@st.composite
def convs(draw: st.DrawFn) -> layers.Conv:
    groups = draw(st.sampled_from([1, 1, 1, 2]))
    return layers.Conv(
        groups * draw(st.integers(1, 3)),
        draw(pairs(1, 4)),
        draw(pairs(1, 3)),
        draw(pairs(1, 2)),
        draw(st.one_of(st.just("valid"), st.just("same"), st.tuples(pairs(0, 3), pairs(0, 3)))),
        groups,
        draw(st.booleans()),
    )


@st.composite
def pools(draw: st.DrawFn, kinds: tuple[str, ...] = layers.POOLINGS) -> layers.Pool:
    size = draw(pairs(1, 4))
    explicit = st.tuples(*(pairs(0, side // 2) for side in size))
    return layers.Pool(
        draw(st.sampled_from(kinds)),
        size,
        draw(pairs(1, 3)),
        draw(st.one_of(st.just("valid"), st.just("same"), explicit)),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def norms() -> st.SearchStrategy[layers.BatchNorm]:
    # Large beside the variances too; a whole number, which JSON may hold, is one of them.
    return st.builds(layers.BatchNorm, st.booleans(), st.sampled_from([1e-5, 1e-3, 0.1, 1]))


def lrns() -> st.SearchStrategy[layers.LRN]:
    return st.builds(
        layers.LRN,
        st.integers(1, 5),
        st.sampled_from([1e-4, 0.3, 1]),
        st.sampled_from([0.75, 0.5, 1]),
        st.sampled_from([2.0, 0.7, 1]),
    )


def leaves() -> st.SearchStrategy[Layer]:
    return st.one_of(
        convs(),
        convs(),
        pools(),
        st.builds(layers.AdaptivePool, pairs(1, 5), st.sampled_from(layers.POOLINGS[:2])),
        norms(),
        lrns(),
        st.builds(layers.Activation, st.sampled_from(layers.ACTIVATIONS)),
        st.builds(layers.Dropout, st.floats(0, 0.9)),
    )


@st.composite
def ends(draw: st.DrawFn) -> Layers:
    """What makes a vector of the maps, and reads it; or nothing."""
    reading = st.one_of(
        st.builds(layers.Dense, st.integers(1, 12), st.booleans()),
        norms(),
        st.builds(layers.Activation, st.sampled_from(layers.ACTIVATIONS)),
        st.builds(
            lambda units, bias: networks.Residual((layers.Dense(units, bias),) * 2), st.integers(2, 5), st.booleans()
        ),
    )
    vector = st.one_of(st.builds(layers.GlobalPool, st.sampled_from(layers.POOLINGS)), st.just(layers.Flatten()))
    first = st.builds(layers.Dense, st.integers(1, 12), st.booleans())
    return (draw(vector), draw(first), *draw(st.lists(reading, max_size=2))) if draw(st.booleans()) else ()


@st.composite
def shaping(draw: st.DrawFn) -> Layers:
    """One or two layers that make two maps as large as what they read."""
    conv = layers.Conv(2, draw(pairs(1, 4)), (1, 1), draw(pairs(1, 2)), "same", bias=draw(st.booleans()))
    return (conv, *draw(st.lists(norms(), max_size=1)))


def containers(parts: st.SearchStrategy[Layers]) -> st.SearchStrategy[Layer]:
    """Residuals and branches whose sides agree: the same layers on both, or such as end alike."""
    scales = st.sampled_from([1.0, 0.5, -2])
    return st.one_of(
        st.builds(networks.Block, st.sampled_from(["block", "stage 1", "名前"]), parts),
        st.builds(lambda body, scale: networks.Residual(body, body, scale), parts, scales),
        st.builds(networks.Residual, shaping(), shaping(), scales),
        st.builds(lambda body: networks.Residual((*body, body[0])), shaping()),
        st.builds(
            networks.Parallel,
            st.lists(shaping(), min_size=1, max_size=3).map(tuple),
            st.sampled_from(networks.MERGES),
        ),
        st.builds(
            lambda part, count, merge: networks.Parallel((part,) * count, merge),
            parts,
            st.integers(1, 3),
            st.sampled_from(networks.MERGES),
        ),
        st.builds(networks.Auxiliary, parts),
    )


def sequences(of: st.SearchStrategy[Layer] | None = None, longest: int = 4) -> st.SearchStrategy[Layers]:
    def several(kind: st.SearchStrategy[Layer], least: int = 0) -> st.SearchStrategy[Layers]:
        return st.lists(kind, min_size=least, max_size=longest).map(tuple)

    leaf = leaves() if of is None else of
    inner = st.one_of(leaf, containers(several(leaf)))
    return several(st.one_of(leaf, inner, containers(several(inner))), 2)


@st.composite
def possible(draw: st.DrawFn, of: st.SearchStrategy[Layer] | None = None, side: int = 14) -> networks.Network:
    """A network of those drawn layers that can read what comes before them, with a head where `of` is not given."""
    size = (2 * draw(st.integers(1, 2)), draw(st.integers(side - 3, side)), draw(st.integers(side - 3, side)))
    kept: Layers = ()
    head = draw(ends()) if of is None else ()
    for layer in (*draw(sequences(of)), *head):
        if not shapes.walk(networks.Network("drawn", size, (*kept, layer))).problem:
            kept += (layer,)
    # Networks of no layers at all would be a third of them: such a law holds of nothing.
    return networks.Network(draw(st.sampled_from(["drawn", "x" * 80])), size, kept or (draw(convs()),))
