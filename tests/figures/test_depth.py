"""cnnviz.figures.depth: gradients through many layers, held to torch's autograd."""

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.errors import InputError
from cnnviz.figures import depth, normalising

ACTIVATIONS = {"ReLU": torch.relu, "sigmoid": torch.sigmoid}


def autograd(kind: depth.Kind, images: np.ndarray, kernels: np.ndarray, loss: np.ndarray) -> list[float]:
    """The lengths as torch finds them, in float64."""
    maps, outputs = torch.tensor(images).double(), list[torch.Tensor]()
    for weights in kernels:
        sums = functional.conv2d(maps, torch.tensor(weights).double().requires_grad_(), padding="same")
        if kind.normalised:
            sums = functional.batch_norm(sums, None, None, training=True, eps=normalising.EPS)
        made = ACTIVATIONS[kind.activation](sums)
        maps = maps + made if kind.shortcut else made
        maps.retain_grad()
        outputs.append(maps)
    (maps * torch.tensor(loss)).sum().backward()
    return [float(one.grad.norm()) for one in outputs if one.grad is not None]


@pytest.fixture(scope="module")
def measured() -> dict[str, np.ndarray]:
    return depth.gradients(20)


@pytest.mark.parametrize("kind", depth.KINDS)
@pytest.mark.parametrize(("layers", "seed", "tolerance"), [(2, 0, 1e-4), (7, 3, 1e-4), (20, 0, 1e-2)])
def test_the_lengths_are_those_of_autograd(kind: str, layers: int, seed: int, tolerance: float) -> None:
    """C97. In a deep stack 32 and 64 bits may put a sum next to 0 on different sides of ReLU's corner."""
    built = depth.KINDS[kind]
    images = depth.pictures()
    kernels = depth.kernels(layers, seed) * np.float32(depth.SCALES[built.weights])
    expected = autograd(built, images, kernels, depth.direction(images.shape, seed))
    np.testing.assert_allclose(depth.gradients(layers, seed)[kind], expected, rtol=tolerance)


def test_every_kind_is_measured_at_every_layer(measured: dict[str, np.ndarray]) -> None:
    assert list(measured) == list(depth.KINDS)
    for values in measured.values():
        assert values.shape == (20,)
        assert values[-1] == pytest.approx(1)


def test_gradients_vanish_and_explode_as_their_sentences_say(measured: dict[str, np.ndarray]) -> None:
    assert (measured["plain, sigmoid"][:-1] < measured["plain, sigmoid"][1:] / 4).all()
    assert (measured["plain, small weights"][:-1] < measured["plain, small weights"][1:]).all()
    assert measured["plain, large weights"][0] > 100
    assert measured["shortcuts, He weights"][0] > 100


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("layers", [20, depth.MOST])
def test_shortcuts_let_the_gradient_of_the_same_weights_through(layers: int, seed: int) -> None:
    """C96: never lost with a shortcut, and nearest to 1 with both."""
    found = {name: abs(np.log(values[0])) for name, values in depth.gradients(layers, seed).items() if "small" in name}
    assert found["shortcuts, small weights"] < found["plain, small weights"]
    assert min(found, key=lambda name: found[name]) == "shortcuts, normalised, small weights"


def test_the_scale_of_the_weights_no_longer_matters_once_normalised() -> None:
    images, kernels = depth.pictures(), depth.kernels(5, 0)
    loss = depth.direction(images.shape, 0)
    kind = depth.KINDS["normalised, small weights"]
    small, large = (depth.lengths(kind, images, scale * kernels, loss) for scale in (1, 10))
    np.testing.assert_allclose(small, large, rtol=1e-2)  # but for ε


@pytest.mark.parametrize("side", [3, 5])
def test_pictures_side_by_side_do_not_meet(side: int) -> None:
    random = np.random.default_rng(4)
    maps, kernels = random.normal(size=(3, 2, 6, 5)), random.normal(size=(4, 2, side, side))
    expected = functional.conv2d(torch.tensor(maps), torch.tensor(kernels), padding="same")
    np.testing.assert_allclose(depth.convolved(maps, kernels), expected, atol=1e-5)


def test_the_same_seed_measures_the_same() -> None:
    first, again, other = (depth.gradients(4, seed)["plain, He weights"] for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first[:-1] != other[:-1]).all()


@pytest.mark.parametrize("layers", [1, depth.MOST + 1])
def test_a_stack_out_of_range_is_explained(layers: int) -> None:
    with pytest.raises(InputError, match=f"{layers} layer.*Choose 2 to {depth.MOST}"):
        depth.gradients(layers)


def test_the_deepest_stack_stays_within_the_numbers() -> None:
    for values in depth.gradients(depth.MOST).values():
        assert np.isfinite(values).all()
        assert (values > 0).all()


def test_the_lines_are_the_measured_numbers(measured: dict[str, np.ndarray]) -> None:
    figure = depth.figure(measured)
    assert [line.name for line in figure.data] == list(measured)
    for line, values in zip(figure.data, measured.values(), strict=True):
        np.testing.assert_array_equal(line.y, values)
        assert list(line.x) == list(range(1, 21))
    assert len({(line.line.color, line.line.dash) for line in figure.data}) == len(measured)
    assert figure.layout.yaxis.type == "log"
    assert "gradient" in figure.layout.yaxis.title.text
    assert "layer" in figure.layout.xaxis.title.text


def test_where_nothing_arrives_no_line_is_drawn_and_it_is_said() -> None:
    dead = {"plain, He weights": np.array([0.0, 0.0, 1.0])}
    assert np.isnan(depth.figure(dead).data[0].y).tolist() == [True, True, False]
    assert "nothing arrives" in depth.sentence(dead)


@pytest.mark.parametrize(
    ("first", "said"),
    [
        (1.0, "as large"),
        (1.04, "as large"),
        (1.06, "1.1 times larger"),
        (0.5, "2.0 times smaller"),
        (9.97, "10 times larger"),
        (1 / 12.6, "13 times smaller"),
        (556925.0, "560,000 times larger"),
        (999_999.0, "1.0 · 10⁶ times larger"),
        (1.44e-12, "6.9 · 10¹¹ times smaller"),
    ],
)
def test_the_first_is_compared_with_the_last_in_two_digits(first: float, said: str) -> None:
    assert depth.compared(np.array([2 * first, 7.0, 2.0])) == said


def test_the_sentence_tells_every_kind(measured: dict[str, np.ndarray]) -> None:
    said = depth.sentence(measured)
    assert "beside the one at layer 20" in said
    for name, values in measured.items():
        assert f"- **{name}**: {depth.compared(values)}" in said
