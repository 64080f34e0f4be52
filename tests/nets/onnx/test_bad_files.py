"""Files in ONNX that cannot be used: a sentence each, nothing run, and no more time or memory than they are worth."""

import contextlib
import random
import re
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import shapes
from cnnviz.nets.onnx import reading, structure, wire
from cnnviz.training import config_files
from tests.nets.onnx import exported
from tests.nets.onnx.exported import changed, node, numbers, of_nodes

CONV = of_nodes([node("Conv", "x w b", "c"), node("Relu", "c", "y")], {"w": numbers(4, 3, 3, 3), "b": numbers(4)})


def said(data: bytes) -> str:
    """The sentence that it is refused with, or that says which node is not known."""
    try:
        return reading.read(reading.opened(data)).unknown
    except InputError as why:
        return str(why)


def weight(change: Callable[[onnx.TensorProto], None]) -> bytes:
    return changed(CONV, lambda model: change(model.graph.initializer[0]))


def outside(tensor: onnx.TensorProto) -> None:
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../../../../etc/passwd")


def first(**fields: object) -> bytes:
    def change(model: onnx.ModelProto) -> None:
        for name, value in fields.items():
            setattr(model.graph.node[0], name, value)

    return changed(CONV, change)


def setting(name: str, value: object) -> bytes:
    return changed(CONV, lambda model: model.graph.node[0].attribute.append(helper.make_attribute(name, value)))


def alone(
    operator: str, constants: dict[str, np.ndarray] | None = None, inputs: str = "x", **settings: object
) -> bytes:
    return of_nodes([node(operator, inputs, "y", **settings)], constants or {})


def fixed(operator: str, **settings: object) -> bytes:
    """Fixed numbers, 2 × 2, through an operator, then read beside the picture."""
    return of_nodes([node(operator, "w", "v", **settings), node("Add", "x v", "y")], {"w": numbers(2, 2)})


def constant(name: str, value: object) -> bytes:
    made = helper.make_node("Constant", [], ["v"])
    made.attribute.append(helper.make_attribute(name, value))
    return of_nodes([made, node("Reshape", "x v", "y")], {})


def circle() -> bytes:
    return of_nodes([node("Add", "x b", "a"), node("Relu", "a", "b"), node("Relu", "b", "y")], {})


def program() -> bytes:
    inner = helper.make_graph([node("Relu", "x", "z")], "inner", [], [])
    return alone("If", {"w": np.array(True)}, "w", then_branch=inner, else_branch=inner)


def sparse(model: onnx.ModelProto) -> None:
    model.graph.sparse_initializer.add()


def texts(tensor: onnx.TensorProto) -> None:
    tensor.CopyFrom(helper.make_tensor("w", TensorProto.STRING, [1], np.array([b"rm -rf"])))


def quantised(tensor: onnx.TensorProto) -> None:
    tensor.CopyFrom(onnx.numpy_helper.from_array(np.zeros((64, 3, 24, 24), np.int8), "w"))


def whole(tensor: onnx.TensorProto) -> None:
    tensor.CopyFrom(onnx.numpy_helper.from_array(np.zeros((4, 3, 3, 3), np.int8), "w"))


def resized(*dims: int) -> Callable[[onnx.TensorProto], None]:
    def change(tensor: onnx.TensorProto) -> None:
        del tensor.dims[:]
        tensor.dims.extend(dims)

    return change


def inputs(model: onnx.ModelProto) -> None:
    model.graph.input.append(helper.make_tensor_value_info("b", TensorProto.FLOAT, [4]))
    del model.graph.initializer[1]


def training(model: onnx.ModelProto) -> None:
    model.training_info.add()


def dense() -> bytes:
    """Every convolution reads all before it, as in DenseNet: no branches of their own."""
    nodes, maps = [], ["x"]
    for at in range(3):
        nodes += [node("Concat", " ".join(maps), f"all{at}", axis=1)] if at else []
        nodes += [node("Conv", f"{f'all{at}' if at else 'x'} w{at}", f"c{at}", pads=[1, 1, 1, 1])]
        maps.append(f"c{at}")
    nodes.append(node("Concat", " ".join(maps), "y", axis=1))
    return of_nodes(nodes, {f"w{at}": numbers(2, 3 + 2 * at, 3, 3) for at in range(3)})


BAD = {
    "nothing": (b"", "no graph"),
    "no protocol buffer": (b"\x08\x08" + bytes(range(200)), "cut off or damaged"),
    "cut off": (CONV[:-30], "cut off or damaged"),
    "two graphs": (CONV + CONV, "two graphs"),
    "tensors outside": (weight(outside), "another file.*no other file is ever opened"),
    "a program": (program(), "never run"),
    "a loop": (alone("Loop"), "never run"),
    "another's operators": (first(domain="com.evil"), "“com.evil”"),
    "an unknown operator": (first(op_type="Resize"), "Node “c” of the kind “Resize”.*not known"),
    "an unknown setting": (setting("surprise", 1), "“surprise” is not known"),
    "a circle": (circle(), "circle"),
    "what nothing makes": (alone("Relu", inputs="missing"), "0 inputs"),
    "a value twice": (of_nodes([node("Relu", "x", "y"), node("Tanh", "x", "y")], {}), "same name"),
    "a sparse tensor": (changed(CONV, sparse), "sparse"),
    "texts": (weight(texts), "texts"),
    "whole numbers": (weight(quantised), "quantised"),
    "a few whole numbers": (weight(whole), "do not fit"),
    "another type": (weight(lambda tensor: setattr(tensor, "data_type", 14)), "type 14"),
    "negative sizes": (weight(resized(-4, 3, 3, -3)), "cannot have the sizes"),
    "huge sizes": (weight(resized(2**40, 2**40, 3, 3)), "about 2\\^"),
    "other sizes": (weight(resized(4, 3, 3, 4)), "says that it has 144 numbers, and has 108"),
    "many sizes": (weight(resized(*[1] * 20)), "cannot have the sizes"),
    "weights that do not fit": (weight(resized(2, 6, 3, 3)), "do not fit"),
    "a kernel that is too large": (alone("Conv", {"w": numbers(1, 3, 40, 40)}, "x w"), "filter size of 40"),
    "no room for a window": (alone("MaxPool", kernel_shape=[20, 20]), "Node “y”"),
    "negative pads": (setting("pads", [-1, 0, 0, 0]), "padding"),
    "huge strides": (setting("strides", [2**40, 1]), "stride"),
    "other settings": (setting("auto_pad", "MAYBE"), "auto_pad"),
    "a graph as a setting": (setting("pads", helper.make_graph([], "g", [], [])), "a graph of its own"),
    "a shape without numbers": (alone("Reshape", {"t": np.array([0, 396])}, "x t", allowzero=1), "without numbers"),
    "two inputs": (changed(CONV, inputs), "2 inputs"),
    "a training step": (changed(CONV, training), "training"),
    "vectors": (of_nodes([node("Relu", "x", "y")], {}, ["n", 784]), "reads pictures"),
    "five channels": (of_nodes([node("Relu", "x", "y")], {}, ["n", 5, 8, 8]), "1 or 3 channels"),
    "enormous pictures": (of_nodes([node("Relu", "x", "y")], {}, ["n", 3, 2**20, 8]), "input size"),
    "branches that share": (dense(), "several branches"),
    "a product of maps": (of_nodes([node("Sigmoid", "x", "s"), node("Mul", "x s", "y")], {}), "Node “y”"),
    "no picture": (alone("Identity", {"w": numbers(1)}, "w"), "0 inputs"),
    "an order of real numbers": (alone("Transpose", perm=[0.0, 2.0, 3.0, 1.0]), "setting perm"),
    "a constant's order of real numbers": (fixed("Transpose", perm=[1.0, 0.0]), "setting perm"),
    "a constant's shape of real numbers": (fixed("Reshape", shape=[2.0, 2.0]), "setting shape"),
    "axes of real numbers": (fixed("Unsqueeze", axes=[0.0]), "setting axes"),
    "an axis twice": (fixed("Unsqueeze", axes=[3, -1]), "one twice"),
    "a cut at real numbers": (fixed("Slice", starts=[0.0], ends=[1.0]), "setting starts"),
    "a whole number that is none": (constant("value_int", float("nan")), "setting value_int"),
    "whole numbers without end": (constant("value_ints", [float("inf"), 1.0]), "setting value_ints"),
}


@pytest.mark.parametrize(("data", "expected"), BAD.values(), ids=BAD)
def test_every_bad_file_is_told_in_a_sentence(data: bytes, expected: str) -> None:
    found = said(data)
    assert found.endswith(".")
    assert re.search(expected, found), found


def test_what_comes_before_an_unknown_node_is_read() -> None:
    nodes = [node("Conv", "x w", "c"), node("Relu", "c", "r"), node("HardSwish", "r", "h"), node("Add", "h r", "y")]
    found, unknown = config_files.as_far(of_nodes(nodes, {"w": numbers(4, 3, 3, 3)}))
    assert "“h” of the kind “HardSwish”" in unknown
    assert [record.layer.title for record in shapes.records(found)] == ["Conv 4@3×3", "ReLU"]
    with pytest.raises(InputError, match="HardSwish"):
        config_files.network(of_nodes(nodes, {"w": numbers(4, 3, 3, 3)}))


def test_of_branches_that_share_what_lies_before_them_is_read() -> None:
    stem = of_nodes([node("Conv", "x w", "c"), node("Relu", "c", "y")], {"w": numbers(3, 3, 3, 3)})

    def behind(model: onnx.ModelProto) -> None:
        graph = onnx.load_from_string(dense()).graph
        for one in graph.node:
            model.graph.node.append(one)
            model.graph.node[-1].input[:] = ["y" if name == "x" else name for name in one.input]
            model.graph.node[-1].output[0] = "end" if one.output[0] == "y" else one.output[0]
        model.graph.initializer.extend(graph.initializer)
        model.graph.output[0].name = "end"
        for one in model.graph.node:
            one.name = one.output[0]

    found, unknown = config_files.as_far(changed(stem, behind))
    assert "several branches" in unknown
    assert [record.layer.title for record in shapes.records(found)][:2] == ["Conv 3@3×3", "ReLU"]


def test_of_weights_in_another_file_the_builder_needs_only_the_shape() -> None:
    """As torch's newer exporter writes models unless told otherwise."""
    found, unknown = config_files.as_far(weight(outside))
    assert unknown == ""
    assert [record.parameters for record in shapes.records(found)] == [4 * 28, 0]


def test_another_file_is_never_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*args: object, **settings: object) -> None:
        raise AssertionError(args)

    monkeypatch.setattr("builtins.open", never)
    monkeypatch.setattr(Path, "open", never)
    assert "another file" in said(weight(outside))


VALID = [
    CONV,
    exported.by_torch(exported.Branches()),
    of_nodes(
        [
            node("Transpose", "x", "t", perm=[0, 3, 1, 2]), node("Conv", "t w", "c"), node("Shape", "c", "s"),
            node("Slice", "s from to", "n"), node("Concat", "n rest", "target", axis=0),
            node("Reshape", "c target", "f"), node("Gemm", "f d", "y", transB=1),
        ],
        {
            "w": numbers(2, 1, 3, 3), "from": np.array([0]), "to": np.array([1]),
            "rest": np.array([-1]), "d": numbers(3, 32),
        },
        ["n", 6, 6, 1],
    ),
]  # fmt: skip


@pytest.mark.parametrize("data", VALID, ids=["small", "branches", "turned"])
def test_a_damaged_file_is_read_or_refused_with_a_sentence(data: bytes) -> None:
    assert said(data) == ""
    chance = random.Random(3)
    for _ in range(700):
        with contextlib.suppress(InputError):
            reading.read(reading.opened(data[: chance.randrange(len(data))]), 16)
        damaged = bytearray(data)
        for _ in range(chance.choice((1, 1, 2, 8))):
            # What is not weights lies at the ends.
            place = chance.choice((chance.randrange(len(data)), chance.randrange(min(900, len(data)))))
            damaged[place] = chance.choice(
                (0, 1, 127, 128, 255, chance.randrange(256), damaged[place] ^ 1 << chance.randrange(8))
            )
        with contextlib.suppress(InputError):
            reading.read(reading.opened(bytes(damaged)), 16)


def field(number: int, content: bytes) -> bytes:
    """A field with bytes, as the wire has it."""
    size, written = len(content), b""
    while size > 127:
        written, size = written + bytes([size & 127 | 128]), size >> 7
    return bytes([number << 3 | 2]) + written + bytes([size]) + content


def peak(data: bytes) -> int:
    """Bytes that reading takes beside the file, whatever comes of it."""
    tracemalloc.start()
    try:
        with contextlib.suppress(InputError):
            reading.read(reading.opened(data))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


MANY = 3_000_000
BOMBS = {
    "empty nodes": field(7, b"\x0a\x00" * MANY),
    "empty tensors": field(7, b"\x2a\x00" * MANY),
    "empty settings": field(7, field(1, b"\x2a\x00" * MANY)),
    "empty names": field(7, field(1, b"\x0a\x00" * MANY)),
    "sizes": field(7, field(5, field(1, b"\x01" * MANY))),
    "whole numbers": field(7, field(1, field(5, field(8, b"\x01" * MANY)))),
    "real numbers": field(7, field(1, field(5, field(7, bytes(4) * MANY)))),
}


@pytest.mark.parametrize("data", BOMBS.values(), ids=BOMBS)
def test_millions_of_small_parts_take_little_memory(data: bytes) -> None:
    assert peak(b"\x08\x08" + data) < 100 * limits.ONNX_FIELDS + 20 * 2**20


def test_tensors_that_many_nodes_share_are_counted_for_each() -> None:
    """Each turned weight would be a copy: of this file, 40 kB, 4 GB."""
    names = ["x", *(f"v{at}" for at in range(4000)), "y"]
    nodes = [node("Flatten", "x", "v0")]
    nodes += [node("Gemm", f"v{at} d", f"v{at + 1}", alpha=2.0) for at in range(3999)]
    data = of_nodes([*nodes, node("Relu", "v3999", names[-1])], {"d": numbers(300, 300)}, ["n", 3, 10, 10])
    assert "weights, and" in said(data)
    assert peak(data) < 8 * limits.BROUGHT_PARAMETERS


def test_constants_that_are_turned_round_and_copied_are_counted() -> None:
    nodes = [node("Transpose", "d", "t"), *(node("Reshape", "t target", f"r{at}") for at in range(900))]
    nodes += [node("Flatten", "x", "f"), node("Concat", " ".join(f"r{at}" for at in range(900)), "all", axis=0)]
    data = of_nodes([*nodes, node("Gemm", "f all", "y")], {"d": numbers(300, 200), "target": np.array([-1])})
    assert "weights, and" in said(data)
    assert peak(data) < 8 * limits.BROUGHT_PARAMETERS


def test_one_number_for_many_in_another_file_takes_no_memory() -> None:
    def large(tensor: onnx.TensorProto) -> None:
        outside(tensor)
        resized(40_000, 40_000)(tensor)

    nodes = [node("Transpose", "d", "t"), *(node("Reshape", "t target", f"r{at}") for at in range(9))]
    nodes += [node("Concat", " ".join(f"r{at}" for at in range(9)), "all", axis=0), node("Flatten", "x", "f")]
    data = of_nodes([*nodes, node("Gemm", "f all", "y")], {"d": numbers(2, 2), "target": np.array([-1])})
    data = changed(data, lambda model: large(model.graph.initializer[0]))
    tracemalloc.start()
    assert "weights, and" in config_files.as_far(data)[1]
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


def test_constants_that_grow_by_being_joined_are_refused() -> None:
    nodes = [
        node("Concat", "w w", "c0", axis=0),
        *(node("Concat", f"c{at} c{at}", f"c{at + 1}", axis=0) for at in range(40)),
    ]
    data = of_nodes([*nodes, node("Reshape", "x c40", "y")], {"w": np.array([1, 1])})
    assert "fixed numbers" in said(data)
    assert peak(data) < 2**20


def test_a_tangle_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Work is counted in steps: of a long row with shortcuts from its start to each of its last nodes."""
    count = 400
    nodes = [node("Relu", "x", "v0"), *(node("Relu", f"v{at}", f"v{at + 1}") for at in range(count))]
    nodes += [node("Sum", f"v{count} v0 v{at}", f"s{at}") for at in range(count)]
    nodes += [node("Sum", f"s{count - 1} s0", "y")]
    monkeypatch.setattr(structure, "STEPS", 2000)
    assert said(of_nodes(nodes, {})) == structure.TANGLED


def test_a_row_of_the_most_nodes_is_read() -> None:
    count = 4000
    nodes = [node("Relu", "x", "v0"), *(node("Relu", f"v{at}", f"v{at + 1}") for at in range(count - 2))]
    assert said(of_nodes([*nodes, node("Relu", f"v{count - 2}", "y")], {})) == ""
    nodes = [node("Relu", "x", "v0"), *(node("Add", f"v{at} v{at}", f"v{at + 1}") for at in range(count - 2))]
    assert said(of_nodes([*nodes, node("Relu", f"v{count - 2}", "y")], {})) == ""


def test_branches_within_branches_are_bounded() -> None:
    nodes = [node("Relu", "x", "v0")]
    for at in range(200):
        nodes.append(node("Tanh", f"v{at}", f"v{at + 1}"))
    inner = "v200"
    for at in range(200):
        nodes.append(node("Add", f"{inner} v{199 - at}", f"s{at}"))
        inner = f"s{at}"
    assert "deep" in said(of_nodes([*nodes, node("Relu", inner, "y")], {}))


def test_a_number_that_never_ends_is_damage() -> None:
    with pytest.raises(InputError, match="cut off or damaged"):
        list(wire.Message(b"\x08" + b"\xff" * 200).fields())
