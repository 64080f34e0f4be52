"""What edits change of a network: the weights of filters, and the factors of channels."""

from collections.abc import Iterable, Mapping

import numpy as np

from cnnviz.inspect.operate import edits as kinds
from cnnviz.inspect.operate.again import Change
from cnnviz.inspect.operate.edits import Edit
from cnnviz.inspect.way import graph
from cnnviz.nets import layers

COLOURS = 3


def possible(step: graph.Step) -> tuple[str, ...]:
    """What can be done to the channels of a step: all of it to filters that read colours; what has no filters can be
    silenced and scaled."""
    layer = step.main.layer
    if not isinstance(layer, layers.Conv):
        return kinds.ON_MAPS
    found = [kinds.SILENCE, kinds.SCALE, kinds.EMPTY]
    if max(layer.size) > 1:
        found += [kinds.SWAP, kinds.FLIP, *((kinds.TURN,) if layer.size[0] == layer.size[1] else ())]
    if step.reads_pixels and step.main.input[0] == COLOURS and layer.groups == 1:
        found.append(kinds.GREY)
    return tuple(one for one in kinds.KINDS if one in found)


def swappable(step: graph.Step) -> tuple[str, ...]:
    """The Lab's kernels, by their ids, that a filter of this step has room for."""
    layer = step.main.layer
    assert isinstance(layer, layers.Conv)
    return tuple(
        id
        for id, one in kinds.KERNELS.items()
        if all(own <= room for own, room in zip(one.weights.shape, layer.size, strict=True))
    )


def fitting(network: graph.Graph, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Those of the edits that this network has a channel for, and that can be done to it."""
    return tuple(edit for edit in edits if _fits(network, edit))


def _fits(network: graph.Graph, edit: Edit) -> bool:
    step = _step(network, edit)
    if step is None or edit.channel >= step.output[0] or edit.kind not in possible(step):
        return False
    return edit.kind != kinds.SWAP or edit.how in swappable(step)


def _step(network: graph.Graph, edit: Edit) -> graph.Step | None:
    step = network.step_of(edit.path)
    return step if step and step.main.path == edit.path else None


def change(network: graph.Graph, weights: Mapping[str, np.ndarray], edits: Iterable[Edit]) -> Change:
    """What fitting edits change, done one after the other."""
    new: dict[str, np.ndarray] = {}
    reweighed: set[str] = set()
    factors: dict[str, np.ndarray] = {}
    for edit in edits:
        step = _step(network, edit)
        assert step is not None
        if edit.kind in kinds.ON_MAPS:
            factors.setdefault(step.name, np.ones(step.output[0]))[edit.channel] *= edit.factor
            continue
        reweighed.add(step.name)
        name = f"{edit.path}.weight"
        if name not in new:
            new[name] = np.array(weights[name], np.float32)
        new[name][edit.channel] = edited(new[name][edit.channel], edit)
    return Change(new, frozenset(reweighed), factors)


def edited(kernel: np.ndarray, edit: Edit) -> np.ndarray:
    """A filter (c i j) with that done to its weights."""
    match edit.kind:
        case kinds.EMPTY:
            return np.zeros_like(kernel)
        case kinds.TURN:
            return np.rot90(kernel, -int(edit.how) // 90, (1, 2))
        case kinds.FLIP:
            return np.flip(kernel, 2 if edit.how == "columns" else 1)
        case kinds.GREY:
            return np.broadcast_to(kernel.mean(axis=0, dtype=np.float64), kernel.shape)
        case kinds.SWAP:
            return swapped(kernel, kinds.KERNELS[edit.how].weights)
    return kernel


def swapped(kernel: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Another kernel (i j) in the middle of every slice of a filter (c i j), as long as that whole filter was: the
    root of all its squared weights stays."""
    found = np.zeros(kernel.shape)
    top, left = ((room - own) // 2 for room, own in zip(kernel.shape[1:], other.shape, strict=True))
    found[:, top : top + other.shape[0], left : left + other.shape[1]] = other
    return found * (np.linalg.norm(kernel.astype(np.float64)) / np.linalg.norm(found))


def kernels(
    weights: Mapping[str, np.ndarray], step: graph.Step, channel: int, edits: Iterable[Edit]
) -> tuple[np.ndarray, np.ndarray] | None:
    """A channel's filter (c i j) before and after the edits; None where there is no picture of it."""
    learned = weights.get(f"{step.main.path}.weight")
    if learned is None or learned.ndim != 4 or max(learned.shape[2:]) == 1:
        return None
    now = np.asarray(learned[channel], np.float32)
    for one in edits:
        if one.path == step.main.path and one.channel == channel:
            now = np.asarray(edited(now, one), np.float32)
    return np.asarray(learned[channel], np.float32), now
