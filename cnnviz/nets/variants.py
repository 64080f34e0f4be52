"""A network with one thing changed in it: what an experiment compares (C102)."""

from collections.abc import Callable
from dataclasses import replace

from cnnviz.nets.layers import Activation, BatchNorm, Conv, Dense, Dropout, Flatten, Layer, Layers, Pool
from cnnviz.nets.networks import Auxiliary, Block, Network, Parallel, Residual


def has_dropout(network: Network) -> bool:
    """Whether any dropout is in it, however deep."""
    return bool(dropouts(network))


def dropouts(network: Network) -> tuple[float, ...]:
    """The rates of all dropouts in it, however deep."""
    return tuple(layer.rate for layer in _flat(network.layers) if isinstance(layer, Dropout))


def dropout(network: Network, rate: float) -> Network:
    """Every dropout at that rate, 0 to 0.99; where there is none, one before the last dense layer."""
    if has_dropout(network):
        return _mapped(network, lambda layer: (replace(layer, rate=rate) if isinstance(layer, Dropout) else layer,))
    last = max((at for at, layer in enumerate(network.layers) if isinstance(layer, Dense)), default=0)
    return replace(network, layers=(*network.layers[:last], Dropout(rate), *network.layers[last:]))


def without_dropout(network: Network) -> Network:
    """No dropout anywhere."""
    return _mapped(network, lambda layer: () if isinstance(layer, Dropout) else (layer,))


def batch_norm(network: Network, on: bool) -> Network:
    """A batch normalisation behind every convolution (Ioffe and Szegedy 2015), or none anywhere."""
    bare = _mapped(network, lambda layer: () if isinstance(layer, BatchNorm) else (layer,))
    return _mapped(bare, lambda layer: (layer, BatchNorm()) if isinstance(layer, Conv) else (layer,)) if on else bare


def without_shortcuts(network: Network) -> Network:
    """Every residual block's body alone: the same layers, trained without a way around them (C96)."""
    return _mapped(network, lambda layer: layer.body if isinstance(layer, Residual) else (layer,))


def strided(network: Network) -> Network:
    """Every convolution that a pooling follows takes the pooling's steps itself, and the pooling goes (C67, C68)."""
    made: list[Layer] = []
    for layer in network.layers:
        before = max((at for at, one in enumerate(made) if isinstance(one, Conv)), default=None)
        if not isinstance(layer, Pool) or before is None or not _alone(made[before + 1 :]):
            made.append(layer)
            continue
        conv = made[before]
        assert isinstance(conv, Conv)
        made[before] = replace(conv, stride=(conv.stride[0] * layer.stride[0], conv.stride[1] * layer.stride[1]))
    return replace(network, layers=tuple(made))


def dense(network: Network, units: int) -> Network:
    """The whole-image network beside it: one hidden layer of `units` ReLUs, every pixel joined to every unit (C45)."""
    last = [layer for layer in network.layers if isinstance(layer, Dense)][-1]
    ending = network.layers[-1:] if isinstance(network.layers[-1], Activation) else ()
    hidden = (Dense(units), Activation("ReLU"))
    return replace(network, name="Dense network", layers=(Flatten(), *hidden, last, *ending))


def _alone(between: list[Layer]) -> bool:
    return all(isinstance(layer, Activation | BatchNorm) for layer in between)


def _flat(sequence: Layers) -> Layers:
    return tuple(inner for layer in sequence for inner in (layer, *_flat(sum(layer.parts.values(), ()))))


def _mapped(network: Network, change: Callable[[Layer], Layers]) -> Network:
    return replace(network, layers=_changed(network.layers, change))


def _changed(sequence: Layers, change: Callable[[Layer], Layers]) -> Layers:
    return tuple(made for layer in sequence for made in change(_inside(layer, change)))


def _inside(layer: Layer, change: Callable[[Layer], Layers]) -> Layer:
    match layer:
        case Block():
            return replace(layer, body=_changed(layer.body, change))
        case Residual():
            body, shortcut = _changed(layer.body, change), _changed(layer.shortcut, change)
            return replace(layer, body=body, shortcut=shortcut)
        case Parallel():
            return replace(layer, branches=tuple(_changed(branch, change) for branch in layer.branches))
        case Auxiliary():
            return replace(layer, head=_changed(layer.head, change))
    return layer
