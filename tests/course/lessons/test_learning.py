"""Lessons about how a network learns: their keys by torch and by counting."""

from collections import Counter

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnnviz.course import questions, registry
from cnnviz.course.lesson import Step
from cnnviz.course.lessons.learning import activations, compare, data, one_step
from cnnviz.course.scenes import Scene
from cnnviz.training import backprop, experiments, recorded
from cnnviz.training.recorded import curves

ASKED = {
    f"{id}.{step.id}/{draw}": (step, scene)
    for id in ("activations", "data", "one-step", "compare")
    for step in registry.LESSONS[id].steps
    for draw, scene in enumerate(step.scenes)
    if step.question
}


def about(name: str) -> list[tuple[Step, Scene]]:
    found = [one for id, one in ASKED.items() if id.startswith(f"{name}/")]
    assert found
    return found


def key(step: Step, scene: Scene) -> questions.Given:
    assert step.question
    return questions.right_answer(step.question, scene)


def slope(name: str, x: float) -> float:
    functions = {"ReLU": torch.relu, "leaky ReLU": functional.leaky_relu, "sigmoid": torch.sigmoid, "tanh": torch.tanh}
    at = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    functions[name](at).backward()
    assert at.grad is not None
    return float(at.grad)


def test_slopes_are_those_of_autograd() -> None:
    """C101."""
    for step, scene in about("activations.slope"):
        assert isinstance(scene, activations.Curve)
        assert key(step, scene) == slope(scene.name, scene.x)
    for step, scene in about("activations.negative"):
        assert isinstance(scene, activations.Curve)
        passed = slope(scene.name, scene.x)
        assert key(step, scene) == ("nothing" if passed == 0 else "little")
    for step, scene in about("activations.order"):
        assert isinstance(scene, activations.Curve)
        slopes = {name: slope(name, scene.x) for name in activations.THREE}
        assert key(step, scene) == tuple(sorted(slopes, key=slopes.__getitem__))


def test_softmax_knows_differences_and_sharpens_when_it_cools() -> None:
    """C83."""
    for step, scene in about("activations.level"):
        assert isinstance(scene, activations.Logits)
        logits = torch.tensor(scene.logits, dtype=torch.float64)
        torch.testing.assert_close(torch.softmax(logits, 0), torch.softmax(logits - activations.LOWER, 0))
        assert key(step, scene) == "stays"
    for step, scene in about("activations.sure"):
        assert isinstance(scene, activations.Logits)
        logits = torch.tensor(scene.logits, dtype=torch.float64)
        rises = bool(torch.softmax(logits / scene.temperature, 0).max() > torch.softmax(logits, 0).max())
        assert rises == (scene.temperature < 1)
        assert key(step, scene) == ("rises" if rises else "falls")


def test_dropout_is_that_of_torch_while_training_and_later() -> None:
    """C82."""
    for step, scene in about("activations.scaled"):
        assert isinstance(scene, activations.Dropping)
        many = functional.dropout(torch.full((200,), scene.activation, dtype=torch.float64), scene.rate)
        assert key(step, scene) == pytest.approx(float(many.max()))
    for step, scene in about("activations.test"):
        assert isinstance(scene, activations.Dropping)
        later = functional.dropout(torch.ones(64), scene.rate, training=scene.training)
        assert key(step, scene) == int((later == 0).sum())


def test_what_is_counted_of_the_data_is_counted_again() -> None:
    """C30."""
    for step, scene in about("data.chance"):
        assert isinstance(scene, data.Pictures)
        labels = scene.dataset.train.labels.tolist()
        assert key(step, scene) == pytest.approx(100 * max(Counter(labels).values()) / len(labels))
    for step, scene in about("data.held-back"):
        assert isinstance(scene, data.Pictures)
        train, held = (part.pictures.reshape(len(part), -1) for part in (scene.dataset.train, scene.dataset.validation))
        assert key(step, scene) == sum(bool((train == one).all(1).any()) for one in held[:50]) == 0
    for step, scene in about("data.sharpest"):
        assert isinstance(scene, data.Pictures)
        learned, known = scene.dataset.train, scene.dataset.classes
        spread = {
            name: (learned.pictures[learned.labels == known.index(title)] / 255).var(0).mean()
            for name, title in data.ASKED.items()
        }
        assert key(step, scene) == min(spread, key=spread.__getitem__)


def test_the_gradients_of_a_step_are_those_of_torch() -> None:
    """C46, C83."""
    for name in ("one-step.logit", "one-step.shared", "one-step.direction"):
        for step, scene in about(name):
            assert isinstance(scene, one_step.Learning)
            found = gradients(scene)
            if name == "one-step.logit":
                assert key(step, scene) == pytest.approx(found["logit"])
            elif name == "one-step.shared":
                assert scene.step.products(*scene.cell).sum() == pytest.approx(found["weight"])
                assert (scene.step.products(*scene.cell) != 0).sum() > 1
            else:
                assert key(step, scene) == ("down" if found["weight"] > 0 else "up")


def gradients(scene: one_step.Learning) -> dict[str, float]:
    """The loss's gradient of the true logit, and of the weight followed, by torch."""
    kernels, offsets, dense, biases = (torch.tensor(part, requires_grad=True) for part in scene.step.before.parts)
    image = torch.tensor(backprop.PICTURES[scene.picture])[None, None]
    pooled = functional.max_pool2d(functional.relu(functional.conv2d(image, kernels[:, None], offsets)), 2)
    logits = pooled.flatten() @ dense.T + biases
    logits.retain_grad()
    functional.cross_entropy(logits[None], torch.tensor([scene.true])).backward()
    assert logits.grad is not None
    assert kernels.grad is not None
    return {"logit": float(logits.grad[scene.true]), "weight": float(kernels.grad[scene.cell])}


def test_a_network_that_has_learned_nothing_is_sure_and_wrong() -> None:
    for step, scene in about("one-step.sure"):
        assert isinstance(scene, one_step.Learning)
        shares = scene.step.forward.probabilities
        assert shares.max() > 0.9
        assert shares.argmax() != scene.true
        np.testing.assert_array_equal(scene.step.before.kernels, backprop.begin(scene.seed).kernels)
        assert key(step, scene) == "nothing"


def test_a_longer_step_ends_higher_and_both_end_lower_than_they_began() -> None:
    for step, scene in about("one-step.rate"):
        assert isinstance(scene, one_step.Learning)
        began = scene.step.forward.loss(scene.true)
        whole, half = (scene.at(rate).again.loss(scene.true) for rate in (scene.rate, scene.rate / 2))
        assert half < whole < began
        assert key(step, scene) == "half"


def test_recorded_runs_say_what_the_lesson_asks() -> None:
    """C45, C85, C102."""
    (step, scene), *_ = about("compare.dense")
    dense, cnn = (curves.course(view) for view in (recorded.DENSE[0], recorded.CNN[0]))
    assert cnn.test > dense.test
    assert cnn.parameters < dense.parameters
    assert key(step, scene) == "fewer"
    assert len(experiments.differences(dense.config, cnn.config)) == 1
    (step, scene), *_ = about("compare.filters")
    assert key(step, scene) == "alike"
    for _, scene in about("compare.several"):
        assert isinstance(scene, compare.Pair)
        first, second = scene.courses
        assert second.test > first.test
        assert len(experiments.differences(first.config, second.config)) > 1
        assert (first.config.data.images, second.config.data.images) == (compare.FEW, compare.MANY)
