"""The PyTorch and Keras sources of networks, run: shapes, parameters and values against cnnviz.nets."""

import ast
import dataclasses
import os
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from torch import nn

from cnnviz import errors
from cnnviz.codegen.network import keras_layers, languages, pytorch, torch_layers
from cnnviz.nets import build, layers, shapes, zoo
from cnnviz.nets.networks import LAYERS, Auxiliary, Block, Network
from tests.codegen.network import network_cases as cases
from tests.nets import drawn, kinds

# Keras reads it once, when it is first imported, and takes TensorFlow, which is not installed, without it.
os.environ["KERAS_BACKEND"] = "torch"

# Keras hands PyTorch's tensors to NumPy in a way that NumPy 2 announces to change.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy:DeprecationWarning")

ZOO = {key: entry.network() for key, entry in zoo.ENTRIES.items()}
ALL = {**ZOO, **cases.SMALL}
KERAS = {
    **{name: network for at, (name, network) in enumerate(cases.SINGLE.items()) if at % 3 == 0 or at >= cases.OTHER},
    **cases.VECTORS,
    **cases.WHOLE,
    **{name: network for at, (name, network) in enumerate(cases.RANDOM.items()) if at < 5},
}
HOSTILE = ['"""', "'''", "\\", "# coding: utf-7", '"); import os; ("', "{x}", "import os", "#", "'n'", "名前", "x" * 80]


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Small networks are slower on several."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def ran(language: str, network: Network, name: str = "model") -> dict[str, Any]:
    """The variables of a source that was run, as an import or as __main__."""
    variables: dict[str, Any] = {"__name__": name}
    exec(compile(languages.LANGUAGES[language].source(network), "source", "exec"), variables)
    return variables


def built(network: Network) -> nn.Sequential:
    """What cnnviz builds, with every number it keeps drawn anew, statistics too."""
    module = build.build(network).double().eval()
    with torch.no_grad():
        for _, numbers in sorted(module.state_dict().items()):
            if numbers.dtype == torch.float64:
                numbers.copy_(0.5 + torch.rand_like(numbers) if numbers.ndim == 1 else 0.3 * torch.randn_like(numbers))
    return module


def copied(network: Network) -> tuple[nn.Sequential, nn.Sequential]:
    """What cnnviz builds and what the source makes, with the same numbers."""
    ours, theirs = built(network), ran("pytorch", network)["model"].double().eval()
    theirs.load_state_dict(ours.state_dict(), strict=True)
    return ours, theirs


def images(network: Network) -> torch.Tensor:
    return torch.randn(2, *network.input, dtype=torch.float64, generator=torch.Generator().manual_seed(0))


def output(network: Network) -> tuple[int, ...]:
    records = [record for record in shapes.records(network) if record.level == 0]
    return records[-1].output if records else network.input


def comments(source: str) -> list[tuple[int, ...]]:
    """The shapes behind modules and statements."""
    return [
        ast.literal_eval(shape) for shape in re.findall(r"^(?!#|def|.*print).*\S +# .*?(\([\d, ]+\))", source, re.M)
    ]


@pytest.mark.parametrize("name", cases.SMALL)
def test_pytorch_computes_what_cnnviz_builds(name: str) -> None:
    network = cases.SMALL[name]
    torch.manual_seed(0)
    ours, theirs = copied(network)
    with torch.no_grad():
        expected, found = ours(images(network)), theirs(images(network))
    assert tuple(found.shape) == (2, *output(network))
    assert sum(p.numel() for p in theirs.parameters()) == shapes.totals(shapes.records(network)).parameters
    torch.testing.assert_close(found, expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", [name for name in ALL if name not in cases.SINGLE])
def test_pytorch_has_the_parameters_and_shapes_of_the_table(name: str) -> None:
    network = ALL[name]
    totals = shapes.totals(shapes.records(network))
    with torch.device("meta"):
        model = ran("pytorch", network)["model"].eval()
        found = model(torch.empty(2, *network.input))
    assert tuple(found.shape) == (2, *output(network))
    assert sum(p.numel() for p in model.parameters()) == totals.parameters
    kept = [buffer.numel() for path, buffer in model.named_buffers() if not path.endswith("tracked")]
    assert sum(kept) == totals.other


@pytest.mark.parametrize("name", [*cases.SINGLE, "reference", "LeNet", "VGG"])
def test_each_comment_is_the_shape_that_comes_out(name: str) -> None:
    network, seen = cases.SMALL[name], []
    model = ran("pytorch", network)["model"].eval()
    for module in model:
        module.register_forward_hook(lambda _, __, made: seen.append(tuple(made.shape[1:])))
    model(images(network).float())
    assert comments(languages.LANGUAGES["pytorch"].source(network)) == seen


def test_auxiliary_heads_are_read_while_training() -> None:
    network = cases.WHOLE["inception"]
    ours, theirs = (module.train() for module in copied(network))
    ours(images(network))
    theirs(images(network))
    heads = [[part for part in module.modules() if type(part).__name__ == "Auxiliary"] for module in (ours, theirs)]
    for our, their in zip(*heads, strict=True):
        torch.testing.assert_close(their.logits, our.logits, rtol=1e-9, atol=1e-12)
    theirs.eval()(images(network))
    assert [head.logits for head in heads[1]] == [None] * 3


def test_zeros_under_an_l2_pooling_leave_gradients_finite() -> None:
    network = cases.alone(layers.Pool("L2", padding="same"))
    zeros = torch.zeros(1, *network.input, requires_grad=True)
    ran("pytorch", network)["model"](zeros).sum().backward()
    assert zeros.grad is not None
    assert zeros.grad.isfinite().all()
    zeros = torch.zeros(1, *network.input[1:], network.input[0], requires_grad=True)
    ran("keras", network)["model"](zeros).sum().backward()
    assert zeros.grad is not None
    assert zeros.grad.isfinite().all()


def numbered(model: Any, kind: str) -> list[Any]:
    """The layers of a kind in the order they were made."""
    found = {layer.name.rpartition("_")[2]: layer for layer in model.layers if type(layer).__name__ == kind}
    return [found[name] for name in sorted(found, key=lambda name: int(name) if name.isdecimal() else 0)]


def flattened(network: Network) -> list[np.ndarray | None]:
    """For each dense layer that reads flattened maps: where Keras's inputs stand among PyTorch's."""
    orders: list[np.ndarray | None] = []
    order = None
    for record in shapes.records(network):
        if isinstance(record.layer, layers.Flatten) and len(record.input) == 3:
            order = np.arange(record.output[0]).reshape(record.input).transpose(1, 2, 0).ravel()
        if isinstance(record.layer, layers.Dense):
            orders.append(order)
            order = None
    return orders


def fill(model: Any, ours: nn.Sequential, network: Network) -> None:
    """Gives a Keras model the numbers of what cnnviz built."""
    ours_of = {kind: [part for part in ours.modules() if isinstance(part, kind)] for kind in (nn.Conv2d, nn.Linear)}
    norms = [part for part in ours.modules() if isinstance(part, nn.BatchNorm1d | nn.BatchNorm2d)]
    for theirs, conv in zip(numbered(model, "Conv2D"), ours_of[nn.Conv2d], strict=True):
        theirs.set_weights([conv.weight.detach().numpy().transpose(2, 3, 1, 0), *bias(conv)])
    dense = zip(numbered(model, "Dense"), ours_of[nn.Linear], flattened(network), strict=True)
    for theirs, linear, order in dense:
        weights = linear.weight.detach().numpy()
        theirs.set_weights([(weights if order is None else weights[:, order]).T, *bias(linear)])
    for theirs, norm in zip(numbered(model, "BatchNormalization"), norms, strict=True):
        # What is kept of old statistics while training; PyTorch says what is taken of new ones.
        assert theirs.momentum + (norm.momentum or 0) == pytest.approx(1)
        assert theirs.epsilon == norm.eps
        theirs.set_weights([n.numpy() for n in norm.state_dict().values() if n.dtype == torch.float64])


def bias(module: nn.Conv2d | nn.Linear) -> list[np.ndarray]:
    return [] if module.bias is None else [module.bias.detach().numpy()]


def last(values: np.ndarray) -> np.ndarray:
    """(n c h w) -> (n h w c); vectors stay as they are."""
    return values.transpose(0, 2, 3, 1) if values.ndim == 4 else values


@pytest.mark.parametrize("name", KERAS)
def test_keras_computes_what_cnnviz_builds(name: str) -> None:
    agrees(KERAS[name])


def agrees(network: Network) -> None:
    """Holds what Keras computes, all counts and settings to what cnnviz builds."""
    torch.manual_seed(0)
    ours, model = built(network), ran("keras", network)["model"]
    totals = shapes.totals(shapes.records(network))
    assert sum(int(np.prod(weight.shape)) for weight in model.trainable_weights) == totals.parameters
    assert sum(int(np.prod(weight.shape)) for weight in model.variables) == totals.parameters + totals.other + seeds(
        model
    )
    fill(model, ours, network)
    with torch.no_grad():
        expected = [ours(images(network))]
        found = model(images(network).float().permute(0, 2, 3, 1), training=False)
    if isinstance(found, list):
        expected += heads(ours, network)
    for their, our in zip(found if isinstance(found, list) else [found], expected, strict=True):
        np.testing.assert_allclose(their.numpy(), last(our.numpy()), rtol=2e-4, atol=2e-5)


@settings(max_examples=25)
@given(drawn.possible())
def test_keras_computes_any_network_as_cnnviz_builds_it(network: Network) -> None:
    agrees(network)


def seeds(model: Any) -> int:
    """The numbers that dropout keeps to draw others."""
    return sum(2 for layer in model.layers if type(layer).__name__ == "Dropout" and layer.rate > 0)


def heads(ours: nn.Sequential, network: Network) -> list[torch.Tensor]:
    """What the auxiliary heads make of the images, the rest as it is in use."""
    found = [part for part in ours.modules() if isinstance(part, build.Auxiliary)]
    for part in found:
        part.training = True
    with torch.no_grad():
        ours(images(network))
    return [part.logits for part in found if part.logits is not None]


@pytest.mark.parametrize("name", [name for at, name in enumerate(ALL) if name not in cases.SINGLE or at % 4 == 0])
@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_a_source_is_short_lines_of_python_with_the_count_at_its_end(language: str, name: str) -> None:
    source = languages.LANGUAGES[language].source(ALL[name])
    assert max(map(len, source.splitlines())) <= 120
    assert "cnnviz." not in source.replace("made with cnnviz.", "")
    count = f"  # {shapes.totals(shapes.records(ALL[name])).parameters:,} parameters"
    assert source.splitlines()[-2].endswith(count)
    assert source.count(count) == 1
    tree = ast.parse(source)
    defined = {n.name for n in tree.body if isinstance(n, ast.ClassDef | ast.FunctionDef)}
    read = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    assert defined <= read


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_blocks_that_are_alike_are_written_once(language: str) -> None:
    source = languages.LANGUAGES[language].source(ZOO["resnet-152"])
    assert "range(35)" in source
    assert len(source.splitlines()) < 240


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_no_name_becomes_code(language: str, name: str) -> None:
    def tree(name: str) -> str:
        blocks = (Block(name, (cases.SAME3, cases.RELU)), *(Block(name, (cases.RELU,)) for _ in range(3)))
        network = Network(name, cases.INPUT, (*blocks, Auxiliary((Block(name, (layers.GlobalPool(),)),))))
        source = languages.LANGUAGES[language].source(network)
        assert name[:40] in source
        assert not [line for line in source.splitlines()[:2] if "#" in line]
        return ast.dump(ast.parse(source.encode()))

    assert tree(name) == tree("plain")


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_started_itself_a_source_tells_parameters_and_shape(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran(language, cases.WHOLE["reference"], "__main__")
    count, shape = capsys.readouterr().out.splitlines()
    assert count == "34826"
    assert shape == {"pytorch": "(1, 10)", "keras": "(None, 10)"}[language]


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_the_reference_model_has_no_line_for_what_it_does_not_use(language: str) -> None:
    source = languages.LANGUAGES[language].source(cases.WHOLE["reference"])
    for word in ("class", "def ", "pad", "stride", "dilation", "bias", "groups", "heads", "Residual", "ceil"):
        assert word not in source
    assert "Dropout(0.5)" in source


@pytest.mark.parametrize(("size", "words"), [((3, 4), "x = layers.AveragePooling2D((3, 2))"), ((6, 4), "Keras 3.13")])
def test_keras_pools_adaptively_only_where_windows_differ(size: tuple[int, int], words: str) -> None:
    source = languages.LANGUAGES["keras"].source(cases.alone(layers.AdaptivePool(size)))
    assert words in source
    assert ("layers.Adaptive" in source) is (size == (6, 4))


def test_numbers_are_written_exactly() -> None:
    layer = layers.LRN(5, 0.1 + 0.2, 1 / 3, float(np.float64(2)))
    odd = dataclasses.replace(layers.BatchNorm(), eps=np.float64(1e-3))
    source = languages.LANGUAGES["pytorch"].source(Network("odd", cases.INPUT, (layer, odd)))
    assert "alpha=5 * 0.30000000000000004, beta=0.3333333333333333, k=2.0" in source
    assert "eps=0.001" in source


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_an_impossible_network_is_refused_as_the_app_refuses_it(language: str) -> None:
    network = Network("too small", (1, 2, 2), (layers.Conv(),))
    with pytest.raises(errors.InputError, match="does not fit"):
        languages.LANGUAGES[language].source(network)


def test_every_kind_of_layer_is_among_the_cases() -> None:
    for chosen in (cases.SMALL, KERAS):
        found = {type(record.layer) for network in chosen.values() for record in shapes.records(network)}
        assert found == set(LAYERS.values())


def test_every_language_tells_its_title_and_ending() -> None:
    entries = languages.LANGUAGES
    assert {id: entry.title for id, entry in entries.items()} == {"pytorch": "PyTorch", "keras": "Keras"}
    assert len({entry.ending for entry in entries.values()}) == len(entries)
    assert all(entry.sentence.endswith(".") and entry.ending.endswith(".py") for entry in entries.values())


def test_every_layer_can_be_written_down() -> None:
    assert kinds.known(torch_layers.modules) == kinds.LEAVES - {layers.Dropout}
    assert kinds.known(pytorch.container) == kinds.CONTAINERS
    assert kinds.known(keras_layers.steps) == kinds.LEAVES
