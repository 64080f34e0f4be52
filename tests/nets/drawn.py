"""Random small networks, possible by construction: whatever cannot read what comes before it is left out."""

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


def leaves() -> st.SearchStrategy[Layer]:
    return st.one_of(
        convs(),
        pools(),
        st.builds(layers.AdaptivePool, pairs(1, 5), st.sampled_from(layers.POOLINGS[:2])),
        st.builds(layers.BatchNorm, st.booleans()),
        st.builds(layers.LRN, st.integers(1, 5)),
        st.builds(layers.Activation, st.sampled_from(layers.ACTIVATIONS)),
        st.builds(layers.Dropout, st.floats(0, 0.9)),
    )


def ends() -> st.SearchStrategy[Layer]:
    return st.one_of(
        st.builds(layers.GlobalPool, st.sampled_from(layers.POOLINGS)),
        st.just(layers.Flatten()),
        st.builds(layers.Dense, st.integers(1, 12), st.booleans()),
        st.builds(layers.Activation, st.sampled_from(layers.ACTIVATIONS)),
    )


def containers(parts: st.SearchStrategy[Layers]) -> st.SearchStrategy[Layer]:
    """Residuals and branches whose sides agree: the same layers on both."""
    return st.one_of(
        st.builds(lambda body: networks.Block("block", body), parts),
        st.builds(lambda body, scale: networks.Residual(body, body, scale), parts, st.sampled_from([1.0, 0.5])),
        st.builds(
            lambda part, count, merge: networks.Parallel((part,) * count, merge),
            parts,
            st.integers(1, 3),
            st.sampled_from(networks.MERGES),
        ),
        st.builds(networks.Auxiliary, parts),
    )


def sequences(of: st.SearchStrategy[Layer] | None = None, longest: int = 4) -> st.SearchStrategy[Layers]:
    def several(kind: st.SearchStrategy[Layer]) -> st.SearchStrategy[Layers]:
        return st.lists(kind, max_size=longest).map(tuple)

    leaf = leaves() if of is None else of
    inner = st.one_of(leaf, containers(several(leaf)))
    return several(st.one_of(leaf, inner, containers(several(inner))))


@st.composite
def possible(draw: st.DrawFn, of: st.SearchStrategy[Layer] | None = None, side: int = 14) -> networks.Network:
    """A network of those drawn layers that can read what comes before them, with a head where `of` is not given."""
    size = (draw(st.integers(1, 3)), draw(st.integers(side - 3, side)), draw(st.integers(side - 3, side)))
    kept: Layers = ()
    head = draw(st.lists(ends(), max_size=3)) if of is None else []
    for layer in (*draw(sequences(of)), *head):
        if not shapes.walk(networks.Network("drawn", size, (*kept, layer))).problem:
            kept += (layer,)
    return networks.Network("drawn", size, kept)
