"""cnnviz.figures draws: what it draws was computed below and is handed to it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnnviz import figures

BELOW = ("cnnviz.ops", "cnnviz.nets", "cnnviz.datasets", "cnnviz.training", "cnnviz.images", "cnnviz.inspect")
# Functions of the floors below that a figure may use all the same: no new numbers come of them.
ALLOWED = {
    "images.picture.colours",  # the same bytes with colours last
    "images.picture.floats",  # bytes as the numbers from 0 to 1 that they stand for
    "nets.effects.size",  # a shape in words
    "nets.inside.flatten.unit",  # which unit's number is written into a cell
    "nets.layers.conv",  # the example of a pipeline, layer by layer
    "nets.layers.pool",
    "nets.shapes.totals",  # a network's records, added up
    "nets.text.to_json",
    "ops.composites.direction",  # which colour stands where on the wheel that is a legend
    "ops.correlate.flipped",  # a kernel as it was typed
    "ops.pooling.ties",  # which cells of a window are framed
    "ops.pooling.winners",
}
ROOT = Path(figures.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))


def functions(source: str) -> Iterator[str]:
    """What a module uses of the floors below that is neither a type nor a constant, and functions out of registries."""
    tree = ast.parse(source)
    below = {
        alias.asname or alias.name: f"{node.module}.{alias.name}".removeprefix("cnnviz.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(BELOW)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            if isinstance(node.value, ast.Name) and node.value.id in below and node.attr.islower():
                yield f"{below[node.value.id]}.{node.attr}"
            elif node.attr in ("function", "slope") and isinstance(node.value, ast.Subscript):
                yield f"….{node.attr}"


@pytest.mark.parametrize("module", MODULES, ids=lambda one: str(one.relative_to(ROOT)))
def test_a_figure_uses_no_function_of_the_floors_below(module: Path) -> None:
    assert set(functions(module.read_text(encoding="utf-8"))) <= ALLOWED


def test_every_exception_is_still_needed() -> None:
    used = {name for module in MODULES for name in functions(module.read_text(encoding="utf-8"))}
    assert used >= ALLOWED


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from cnnviz.ops import correlate\ncorrelate.correlate(1, 2)", ["ops.correlate.correlate"]),
        ("from cnnviz.ops import pooling as p\nmap(p.pooled, [])", ["ops.pooling.pooled"]),
        ("from cnnviz.ops import activations\nactivations.ACTIVATIONS['ReLU'].function(1)", ["….function"]),
        ("from cnnviz.ops import pipeline\ndef f(one: pipeline.Result) -> None: ...", []),
    ],
)
def test_what_is_computed_is_told_from_what_is_named(source: str, found: list[str]) -> None:
    assert list(functions(source)) == found
