"""From what reads what to layers within layers: branches lie between a meeting and the last piece that all ways to it
pass, its dominator (found by walking up to where ancestors meet, as in Cooper, Harvey and Kennedy 2001)."""

from collections.abc import Sequence
from contextlib import suppress

import numpy as np

from cnnviz import limits
from cnnviz.errors import InputError, shown
from cnnviz.nets import layers, networks
from cnnviz.nets.layers import Layer, Layers
from cnnviz.nets.onnx.calls import Held, Piece

Placed = tuple[Layer, Held] | tuple[Layer, "dict[str, Stack]"]  # a layer with its tensors; a container with its parts
Stack = list[Placed]
Branch = tuple[int, ...]  # pieces that one branch ends in: several where they meet behind one another

# Steps that may be taken to find where branches meet: long rows with shortcuts over all of them would take millions.
STEPS = 1_000_000
TANGLED = "The branches of this ONNX model are too tangled to be drawn. Bring a simpler one."
AGAIN = "Branches have to meet in one place, each with layers of its own, to be drawn here."


def stacked(pieces: Sequence[Piece], end: int) -> tuple[Layers, dict[str, np.ndarray]]:
    """The layers from the input to that piece, and their tensors as torch's state_dict calls them.

    Raises InputError where ways part and meet otherwise than in branches.
    """
    stack = _Structure(pieces).between(0, end, 1)
    weights: dict[str, np.ndarray] = {}
    return _named(stack, "", weights), weights


def furthest(pieces: Sequence[Piece], end: int) -> int:
    """The last piece on the way to that one which all ways pass and whose layers can be said; 0 where none can."""
    structure = _Structure(pieces)
    while end:
        end = structure.before[end]
        structure.placed.clear()
        with suppress(InputError):
            structure.between(0, end, 1)
            return end
    return 0


def meeting(pieces: Sequence[Piece], ends: Sequence[int]) -> int:
    """The last piece that all ways to all of these pass."""
    return _Structure(pieces).common(list(ends)) if ends else 0


class _Structure:
    """The pieces with their dominators, and which of them have a place already."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.before, self.depth = [0], [0]
        self.placed: set[int] = set()
        self.left = STEPS
        for piece in pieces[1:]:
            dominator = self.common(list(piece.sources))
            self.before.append(dominator)
            self.depth.append(self.depth[dominator] + 1)

    def common(self, ends: list[int]) -> int:
        """The last piece that all ways to these pass; of one alone, it itself."""
        found = ends[0]
        for end in ends[1:]:
            other = end
            while found != other:
                self.step()
                if self.depth[found] < self.depth[other]:
                    found, other = other, found
                found = self.before[found]
        return found

    def step(self) -> None:
        """One more. Raises InputError where these are too many."""
        self.left -= 1
        if self.left < 0:
            raise InputError(TANGLED)

    def between(self, top: int, end: int, depth: int) -> Stack:
        """What lies behind `top`, down to `end`, which it dominates."""
        if depth > limits.NET_DEPTH:
            raise InputError(f"Branches of this model lie within branches more than {limits.NET_DEPTH} deep.")
        made: Stack = []
        while end != top:
            self.step()
            piece = self.pieces[end]
            if end in self.placed:
                raise InputError(f"What node {shown(piece.node)} makes is read in several branches. {AGAIN}")
            self.placed.add(end)
            if piece.merge:
                made.append(self.container(piece, self.before[end], depth))
                end = self.before[end]
            else:
                assert piece.layer is not None
                made.append((piece.layer, piece.held))
                end = piece.sources[0]
        return made[::-1]

    def container(self, piece: Piece, top: int, depth: int) -> Placed:
        """What meets in a piece, from `top` on."""
        if piece.merge == "residual":
            body, shortcut = (self.between(top, source, depth + 1) for source in piece.sources)
            if piece.scale == 1.0 and len(body) < len(shortcut):
                body, shortcut = shortcut, body
            return networks.Residual(scale=piece.scale), {"body": body, "shortcut": shortcut}
        branches = self.branches(piece, top)
        if len(branches) > limits.NET_BRANCHES:
            raise InputError(
                f"At node {shown(piece.node)} {len(branches):,} branches meet; {limits.NET_BRANCHES} at most can be "
                "drawn."
            )
        parts = {f"branch{at}": self.branch(branch, top, depth + 1) for at, branch in enumerate(branches)}
        return networks.Parallel(((),) * len(branches), piece.merge), parts

    def branches(self, piece: Piece, top: int) -> list[Branch]:
        """What meets, neighbours together that part again behind `top`: they are branches of one branch."""
        found: list[list[int]] = []
        for source in piece.sources:
            joins = found and source != top and self.common([*found[-1], source]) not in (top, source, found[-1][0])
            if piece.merge == "concat" and joins:
                found[-1].append(source)
            else:
                found.append([source])
        return [tuple(one) for one in found]

    def branch(self, ends: Branch, top: int, depth: int) -> Stack:
        """One branch, which may end in branches of its own."""
        if len(ends) == 1:
            return self.between(top, ends[0], depth)
        inner = self.common(list(ends))
        channels = sum(self.pieces[end].shape[0] for end in ends)
        met = self.container(Piece(ends, (channels,), self.pieces[ends[0]].node, merge="concat"), inner, depth)
        return [*self.between(top, inner, depth), met]


def _named(stack: Stack, prefix: str, weights: dict[str, np.ndarray]) -> Layers:
    """The layers, and their tensors under their paths; a pooling of whole maps with what flattens it is one layer."""
    made: list[Layer] = []
    for layer, held in stack:
        before = made[-1] if made else None
        if isinstance(layer, layers.Flatten) and isinstance(before, layers.AdaptivePool) and before.size == (1, 1):
            made[-1] = layers.GlobalPool(before.kind)
            continue
        path = f"{prefix}{len(made)}"
        if isinstance(layer, networks.Container):
            made.append(_filled(layer, held, path, weights))  # type: ignore[arg-type]
        else:
            weights |= {f"{path}.{name}": array for name, array in held.items()}  # type: ignore[misc]
            made.append(layer)
    return tuple(made)


def _filled(layer: Layer, parts: dict[str, Stack], path: str, weights: dict[str, np.ndarray]) -> Layer:
    named = {name: _named(stack, f"{path}.{name}.", weights) for name, stack in parts.items()}
    if isinstance(layer, networks.Residual):
        return networks.Residual(named["body"], named["shortcut"], layer.scale)
    assert isinstance(layer, networks.Parallel)
    return networks.Parallel(tuple(named.values()), layer.merge)
