"""Gradients in numpy: of one number that a network makes, with respect to any layer's output and to the pictures.

The way there is that of `forward`; what each layer needs for the way back is kept on it, and no more: of
EfficientNet-Lite0 a few megabytes. Then any number of ways back can follow.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cnnviz.nets import forward, layers, networks
from cnnviz.nets.inside import adjoints

# The path of the pictures themselves.
IMAGES = ""


@dataclass(frozen=True, eq=False)
class _Step:
    """A layer on the way back: its path, how it goes back (None where nothing wanted lies before it), and of a
    container the steps of its parts and how many channels each made."""

    path: str
    layer: layers.Layer
    back: adjoints.Back | None = None
    parts: tuple[tuple["_Step", ...], ...] = ()
    channels: tuple[int, ...] = ()

    @property
    def held(self) -> list[np.ndarray]:
        """What its way back keeps."""
        cells = getattr(self.back, "__closure__", None) or ()
        return [cell.cell_contents for cell in cells if isinstance(cell.cell_contents, np.ndarray)]


def _all(steps: Iterable[_Step]) -> Iterator[_Step]:
    """The steps, and those of their parts."""
    for step in steps:
        yield step
        for part in step.parts:
            yield from _all(part)


@dataclass(frozen=True, eq=False)
class Passed:
    """Images that have gone through a network: `outputs` (n …) by path, and the way back to the paths `wanted`."""

    outputs: Mapping[str, np.ndarray]
    wanted: frozenset[str]
    steps: tuple[_Step, ...]

    @property
    def nbytes(self) -> int:
        """What its outputs take, and what is kept for the way back."""
        held = (one for step in _all(self.steps) for one in step.held)
        return sum({id(one): one.nbytes for one in (*self.outputs.values(), *held)}.values())

    def gradients(self, of: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        """What a change of each wanted output changes, float32 (n …) by path.

        `of` is the gradient of the number that is asked about, at the outputs that it is read from, by their paths:
        `one` and `channel_mean` make it. Raises ValueError for a path whose output is not among `outputs`.
        """
        if unknown := set(of) - set(self.outputs):
            raise ValueError(f"No output is kept at {sorted(unknown)}.")
        way = _Return(of, self.wanted)
        with np.errstate(all="ignore"):
            way.reach(IMAGES, way.through(self.steps, None))
        return {path: way.found.get(path, np.zeros_like(self.outputs[path])) for path in self.wanted}


def passed(
    network: networks.Network,
    weights: forward.Weights,
    images: np.ndarray,
    wanted: Collection[str],
    until: str = "",
    keep: Collection[str] = (),
) -> Passed:
    """Images (n c h w) as far as the layer at the path `until`, all the way if there is none.

    `outputs` are those at the paths `wanted`, `until` (or the last layer's) and `keep`. What lies before the first
    wanted output is not recorded. Raises ValueError for images of another size, and for paths that there are not.
    """
    if images.shape[1:] != network.input:
        raise ValueError(f"Images of {images.shape[1:]} are not the network's {network.input}.")
    until = until or str(len(network.layers) - 1)
    recording = _Recording(weights, {*wanted, *keep, until}, frozenset(wanted), until)
    with np.errstate(all="ignore"):
        steps = recording.begun(network.layers, np.ascontiguousarray(images, np.float32))
    if missing := recording.keep - set(recording.outputs):
        raise ValueError(f"There is no output at {sorted(missing)} on the way to {until}.")
    return Passed(recording.outputs, recording.wanted, steps)


def one(output: np.ndarray, *place: int) -> np.ndarray:
    """The gradient of one number of an output (n …), in each of its pictures: 1 at its place (c …), 0 elsewhere."""
    gradient = np.zeros(output.shape, np.float32)
    for picture in gradient:
        picture[place] = 1
    return gradient


def channel_mean(output: np.ndarray, channel: int) -> np.ndarray:
    """The gradient of a channel's mean, in each picture, at an output (n c h w) or (n c)."""
    gradient = np.zeros(output.shape, np.float32)
    gradient[:, channel] = 1 / max(1, int(np.prod(output.shape[2:])))
    return gradient


class _Recording:
    """The way there, and what is kept of it for the way back."""

    def __init__(self, weights: forward.Weights, keep: Collection[str], wanted: frozenset[str], until: str) -> None:
        self.weights, self.keep, self.wanted, self.until = weights, set(keep), wanted, until
        self.outputs: dict[str, np.ndarray] = {}
        self.reached = False

    def begun(self, sequence: layers.Layers, images: np.ndarray) -> tuple[_Step, ...]:
        if IMAGES in self.keep:
            self.outputs[IMAGES] = images
        return self.through(sequence, "", images, IMAGES in self.wanted)[0]

    def through(
        self, sequence: layers.Layers, prefix: str, values: np.ndarray, tracked: bool
    ) -> tuple[tuple[_Step, ...], np.ndarray, bool]:
        """The steps of a sequence, what it makes of values, and whether that depends on anything wanted, as the values
        do if `tracked`."""
        steps: list[_Step] = []
        fresh = False  # whether nobody else reads these values any more, as in `forward`
        for index, layer in enumerate(sequence):
            path = f"{prefix}{index}"
            make = self.container if isinstance(layer, networks.Container) else self.leaf
            step, values, tracked = make(layer, path, values, tracked, fresh)
            steps.append(step)
            if self.reached:
                break
            kept = path in self.keep
            if kept:
                self.outputs[path] = values
            tracked, self.reached = tracked or path in self.wanted, path == self.until
            if self.reached:
                break
            fresh = not kept and isinstance(layer, forward.MAKING)
        return tuple(steps), values, tracked

    def leaf(
        self, layer: layers.Layer, path: str, values: np.ndarray, tracked: bool, fresh: bool
    ) -> tuple[_Step, np.ndarray, bool]:
        tensors = forward.Tensors(self.weights, path)
        back = adjoints.back(layer, values, tensors) if tracked else None
        change = forward.overwritten if fresh else forward.applied
        return _Step(path, layer, back), change(layer, values, tensors), tracked

    def container(
        self, layer: layers.Layer, path: str, values: np.ndarray, tracked: bool, fresh: bool
    ) -> tuple[_Step, np.ndarray, bool]:
        if isinstance(layer, networks.Auxiliary):
            return _Step(path, layer, lambda gradient: gradient), values, tracked
        parts, ends, depends = [], [], tracked
        for name, part in layer.parts.items():
            steps, end, reads = self.through(part, f"{path}.{name}." if name else f"{path}.", values, tracked)
            parts.append(steps)
            ends.append(end)
            depends = depends or reads
            if self.reached:  # the other parts lie beyond, and so does what they would be joined to
                return _Step(path, layer, None, tuple(parts)), end, depends
        channels = tuple(end.shape[1] for end in ends)
        return _Step(path, layer, None, tuple(parts), channels), forward.joined(layer, ends), depends


class _Return:
    """One way back: the gradients it begins with, `of`, and those that are found at wanted paths."""

    def __init__(self, of: Mapping[str, np.ndarray], wanted: frozenset[str]) -> None:
        self.of, self.wanted = of, wanted
        self.found: dict[str, np.ndarray] = {}

    def through(self, steps: Sequence[_Step], gradient: np.ndarray | None) -> np.ndarray | None:
        """From the gradient at the end of a sequence to that at its beginning; None is 0 everywhere."""
        for step in reversed(steps):
            gradient = self.reach(step.path, gradient)
            if step.parts:
                gradient = self.container(step, gradient)
            elif gradient is not None:
                gradient = step.back(gradient) if step.back else None
        return gradient

    def reach(self, path: str, gradient: np.ndarray | None) -> np.ndarray | None:
        """The gradient at this path, with what begins here."""
        if path in self.of:
            own = np.asarray(self.of[path], np.float32)
            gradient = own if gradient is None else gradient + own
        if path in self.wanted and gradient is not None:
            self.found[path] = gradient
        return gradient

    def container(self, step: _Step, gradient: np.ndarray | None) -> np.ndarray | None:
        ends: Sequence[np.ndarray | None] = [None] * len(step.parts)
        if gradient is not None:
            ends = adjoints.parted(step.layer, gradient, step.channels)
        begun = [self.through(part, end) for part, end in zip(step.parts, ends, strict=True)]
        found = [one for one in begun if one is not None]
        return sum(found[1:], found[0]) if found else None
