"""Numbers in the course's texts: code writes them, or they are listed here with what makes them true."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cnnviz.course import lessons, misconceptions, registry, scenes
from cnnviz.course.lesson import Step
from cnnviz.course.lessons import kernel_lab, step_by_step
from cnnviz.course.lessons.networks import builder
from cnnviz.course.lessons.why import dense, receptive_field, two_wheels
from cnnviz.nets import layers, shapes, small
from cnnviz.ops import kernels

LESSONS = Path(lessons.__file__).parent
FILES = [*sorted(LESSONS.rglob("*.py")), Path(misconceptions.__file__)]
# A sentence may say nothing, one, two, a half and twice by itself.
PLAIN = {"0", "1", "2", "−1", "−2"}
WORDS = (
    "three four five six seven eight nine ten eleven twelve twenty hundred thousand quarter quarters tenth hundredth"
)
NUMBER = re.compile(rf"(?<![\w.,])−?\d[\d,.]*\d|(?<![\w.,])−?\d\b|\b(?:{'|'.join(WORDS.split())})\b", re.IGNORECASE)
MATHEMATICS = {
    "why/neuron": "60 0.5 120 −0.5 90",
    "why/believed": "90 60 quarter",
    "why/dense": "tenth hundredth",
    "why/two_wheels": "quarter",
    "networks/deeper": "quarter",
    "kernel_lab": "180 45 quarter four",
    "step_by_step": "180",
    "words": "180",
    "misconceptions": "180 −20 3",
    "learning/data": "100",
}
# Of filters as large as every scene of the step has them, see below.
KERNELS = {
    "edges": "three 3",
    "kernel_lab": "nine",
    "step_by_step": "nine",
    "misconceptions": "nine three",
    "one_dimension": "three",
    "real/believed": "nine",
    "real/find_your_kernel": "nine 3",
    "real/train": "3",
    "real/what_it_looks_for": "3 three",
    "networks/builder": "3",
    "why/dense": "3",
    "why/receptive_field": "3 5 7 nine three",
    "why/two_wheels": "3",
    "why/believed": "3 5 6",
}
# Things that the same sentence or its question names one by one, or that a picture has: red, green and blue.
NAMED = {
    "channels": "three four",
    "edges": "three",
    "kernel_lab": "ten seven eight three",
    "learning/activations": "three",
    "learning/believed": "three",
    "misconceptions": "three 4 3 5",
    "networks/believed": "three 0.9 50 5",
    "networks/builder": "three quarter",
    "real/real_network": "four",
    "real/what_it_looks_for": "three quarter quarters",
    "real/where_it_looked": "three",
    "why/believed": "three four",
    "why/dense": "three",
    "why/neuron": "four",
    "why/square": "four",
    "why/two_wheels": "three",
}
# When Kirsch made his masks, and the guesses that ImageNet's challenge gives.
HISTORY = {"learning/compare": "1971", "networks/architectures": "five"}


def texts(path: Path) -> Iterator[str]:
    """Every text that is typed in a module, without what code writes into it and without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in told
            and " " in node.value
        ):
            yield node.value


def typed(path: Path) -> set[str]:
    return {one.lower() for text in texts(path) for one in NUMBER.findall(text)} - PLAIN


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_number_in_a_text_is_computed_or_listed(path: Path) -> None:
    name = path.stem if path.parent != LESSONS / path.parent.name else f"{path.parent.name}/{path.stem}"
    listed = " ".join(known.get(name, "") for known in (MATHEMATICS, KERNELS, NAMED, HISTORY))
    assert typed(path) == set(listed.split())


def saying(said: str) -> Iterator[Step]:
    """Steps that say this."""
    for lesson in registry.LESSONS.values():
        for step in lesson.steps:
            asked = step.question.ask if step.question else ""
            if said in f"{step.text} {asked} {step.notice}":
                yield step


def test_kernels_are_as_large_as_texts_say() -> None:
    computed = [
        (step, scene) for step in saying("nine ") for scene in step.scenes if isinstance(scene, scenes.Computed)
    ]
    assert {step.id for step, _ in computed} >= {"corner", "dilation", "own-kernel"}
    for _, staged in computed:
        assert staged.result.kernels[0, 0].size == 9
    assert two_wheels.WINDOW == 3
    for step in saying("3 × 3"):
        for scene in step.scenes:
            if isinstance(scene, dense.Tied):
                assert scene.freed.tied.stored == 3 * 3
            if isinstance(scene, receptive_field.Looked | builder.Built):
                sizes = {one.layer.size for one in scene.records if isinstance(one.layer, layers.Conv)}
                assert (3, 3) in sizes
    for record in shapes.records(small.SMALL["reference"].network()):
        if isinstance(record.layer, layers.Conv):
            assert record.layer.size == (3, 3)


def test_what_is_counted_in_words_is_as_many() -> None:
    masks = len(kernels.kirsch())
    assert (masks, 360 // masks) == (8, 45)
    assert sum(bool(step.title) for step in kernel_lab.LESSON.steps) == 10
    own = next(step for step in kernel_lab.LESSON.steps if step.id == "own-kernel").scenes[0]
    assert isinstance(own, scenes.Photo)
    assert own.result.kernels.sum() * 0.5 == kernel_lab._flat(own)
    assert len(step_by_step.CORNER) ** 2 == 9
