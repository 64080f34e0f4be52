"""A trained network as an ONNX model, for whatever runs those: pixels from 0 to 1 in, logits and probabilities out.

Written from the layers and the weights alone. Every layer's nodes are called by its path in `shapes`. What ONNX has no
operator for (an average that leaves out cells, windows of unequal size) is made of several.
"""

import json
from collections.abc import Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from cnnviz.nets import effects, forward, networks, shapes
from cnnviz.nets.onnx import nodes, reading

# Old enough for most programs that read ONNX, new enough for every operator here.
OPSET, IR = 17, 8

Numbers = float | Sequence[float]  # one for all channels, or one for each


def model(
    network: networks.Network,
    weights: forward.Weights,
    mean: Numbers,
    deviation: Numbers,
    order: np.ndarray | None = None,
    classes: Sequence[str] = (),
) -> bytes:
    """The model's file: "pixels" float32 (n c h w) -> "logits" and "probabilities" (n classes).

    Pixels are 0 to 1; less their `mean`, over their `deviation`, they enter the first layer. Where there is an `order`,
    pixel order[k], counted row by row from 0, is put to place k before. The network gives logits: it ends without
    softmax. Weights are called as in torch's state_dict. The names of the `classes` stand in the file's metadata.
    """
    graph = nodes.Graph({name: np.asarray(array) for name, array in weights.items()}, _shapes(network))
    pixels = "pixels" if order is None else _permuted(graph, network.input, order)
    centred = graph.node("Sub", "mean", [pixels, graph.constant("mean", _per_channel(mean))])
    entering = graph.node("Div", "deviation", [centred, graph.constant("deviation", _per_channel(deviation))])
    end = nodes.sequence(graph, network.layers, "", entering)
    graph.nodes.append(helper.make_node("Identity", [end], ["logits"], "logits"))
    graph.nodes.append(helper.make_node("Softmax", ["logits"], ["probabilities"], "probabilities", axis=1))
    return _file(network, graph, classes)


def _file(network: networks.Network, graph: nodes.Graph, classes: Sequence[str]) -> bytes:
    records = shapes.records(network)
    made = [record for record in records if "." not in record.path]
    output = made[-1].output if made else network.input
    whole = helper.make_graph(
        graph.nodes,
        network.name,
        [helper.make_tensor_value_info("pixels", TensorProto.FLOAT, ["n", *network.input])],
        [
            helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", *output])
            for name in ("logits", "probabilities")
        ],
        [numpy_helper.from_array(array, name) for name, array in graph.constants.items()],
    )
    made_by = helper.make_model(
        whole, producer_name="cnnviz", ir_version=IR, opset_imports=[helper.make_opsetid("", OPSET)]
    )
    if classes:
        helper.set_model_props(made_by, {reading.CLASSES: json.dumps(list(classes), ensure_ascii=False)})
    # Strict: a shape that ONNX works out itself and that is not the one said is an error, not a note.
    with_shapes = onnx.shape_inference.infer_shapes(made_by, check_type=True, strict_mode=True)
    onnx.checker.check_model(with_shapes)
    return with_shapes.SerializeToString()


def _permuted(graph: nodes.Graph, size: effects.Shape, order: np.ndarray) -> str:
    flat = graph.node("Reshape", "permuted.flat", ["pixels", graph.constant("permuted.flat", np.array([0, 0, -1]))])
    placed = graph.node("Gather", "permuted.placed", [flat, graph.constant("permuted.placed", order)], axis=2)
    return graph.node("Reshape", "permuted", [placed, graph.constant("permuted", np.array([0, *size]))])


def _shapes(network: networks.Network) -> dict[str, effects.Shape]:
    return {record.path: record.input for record in shapes.records(network)}


def _per_channel(numbers: Numbers) -> np.ndarray:
    return np.asarray(numbers, np.float32).reshape(1, -1, 1, 1)
