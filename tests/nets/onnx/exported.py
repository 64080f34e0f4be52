"""Small models in ONNX, as PyTorch's exporter and others write them."""

import io
import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import onnx
import onnxruntime  # type: ignore[import-untyped]
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional


def by_torch(module: nn.Module, shape: Sequence[int] = (1, 3, 16, 14), opset: int = 17, **how: Any) -> bytes:
    """The module as torch exports it for inference, in which it folds batch normalisation into convolutions."""
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        export: Any = torch.onnx.export
        export(module.eval(), torch.zeros(*shape), file, dynamo=False, opset_version=opset, **how)
    return file.getvalue()


def of_nodes(
    nodes: list[Any],
    constants: dict[str, np.ndarray],
    shape: Sequence[int | str] = ("n", 3, 12, 11),
    opset: int = 17,
    output: str = "y",
    kind: int = TensorProto.FLOAT,
) -> bytes:
    """A model from x to that output, by onnx's own helpers."""
    graph = helper.make_graph(
        nodes,
        "made",
        [helper.make_tensor_value_info("x", kind, list(shape))],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, None)],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    made = helper.make_model(graph, ir_version=8, opset_imports=[helper.make_opsetid("", opset)])
    return bytes(made.SerializeToString())


def run(data: bytes, pixels: np.ndarray) -> np.ndarray:
    """What onnxruntime makes of it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    return np.asarray(session.run([session.get_outputs()[0].name], {session.get_inputs()[0].name: pixels})[0])


def numbers(*shape: int, seed: int = 0) -> np.ndarray:
    """Random weights, small."""
    return (np.random.default_rng(seed).normal(size=shape) / 3).astype(np.float32)


def node(operator: str, inputs: str, output: str, **settings: Any) -> Any:
    """A node that is called after what it makes; inputs in one text."""
    return helper.make_node(operator, inputs.split(), [output], output, **settings)


def changed(data: bytes, change: Callable[[onnx.ModelProto], None]) -> bytes:
    """The model after somebody has changed it."""
    model = onnx.load_from_string(data)
    change(model)
    return bytes(model.SerializeToString())


class Sequential(nn.Sequential):
    """Layers one after the other, with random weights and statistics."""

    def __init__(self, *layers: nn.Module) -> None:
        super().__init__(*layers)
        randomised(self)


class Residual(nn.Module):
    """A bottleneck with ReLU6, as in MobileNet v2, and a shortcut with a convolution."""

    def __init__(self) -> None:
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, 2, 1, bias=False)
        self.body = nn.Sequential(
            nn.Conv2d(4, 8, 1), nn.ReLU6(), nn.Conv2d(8, 8, 3, padding=1, groups=8), nn.ReLU6(), nn.Conv2d(8, 4, 1)
        )
        self.down, self.through = nn.Conv2d(4, 6, 1, 2), nn.Conv2d(4, 6, 3, 2, 1)
        self.last = nn.Linear(6, 3)
        randomised(self)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.stem(x)
        x = x + self.body(x)
        x = self.down(x) + functional.relu(self.through(x))
        return self.last(functional.adaptive_avg_pool2d(functional.relu(x), 1).flatten(1))


class Branches(nn.Module):
    """Branches that are put behind one another, one of which parts again, and an average that counts padding."""

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two = nn.Conv2d(3, 4, 1), nn.Conv2d(3, 5, 3, padding=1)
        self.wide, self.high = nn.Conv2d(5, 2, (1, 3), padding=(0, 1)), nn.Conv2d(5, 2, (3, 1), padding=(1, 0))
        self.last = nn.Linear(4 + 4 + 3, 4)
        randomised(self)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        two = torch.sigmoid(self.two(x))
        pooled = functional.avg_pool2d(x, 3, 1, 1)
        x = torch.cat([self.one(x), self.wide(two), self.high(two), pooled], 1)
        return self.last(x.mean((2, 3)))


def randomised(module: nn.Module) -> None:
    """Random weights, and statistics that do something."""
    generator = torch.Generator().manual_seed(1)
    for one in module.modules():
        if isinstance(one, nn.BatchNorm2d):
            for tensor in (one.running_mean, one.weight.data, one.bias.data):
                assert tensor is not None
                tensor.normal_(generator=generator)
            assert one.running_var is not None
            one.running_var.uniform_(0.5, 2, generator=generator)
