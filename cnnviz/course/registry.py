"""All lessons in the order in which one learns: adding one is a file in `lessons` and a line here."""

from cnnviz.course.lesson import Lesson, Step
from cnnviz.course.lessons import (
    channels,
    edges,
    kernel_lab,
    one_dimension,
    padding_and_stride,
    pooling,
    step_by_step,
    words,
)
from cnnviz.course.lessons.learning import activations, compare, data, one_step
from cnnviz.course.lessons.networks import architectures, builder, deeper
from cnnviz.course.lessons.real import (
    find_your_kernel,
    operate,
    own_classes,
    real_network,
    train,
    what_it_looks_for,
    where_it_looked,
)
from cnnviz.course.lessons.why import dense, neuron, receptive_field, same_object, square, two_wheels


def name(lesson: str, step: Step) -> str:
    """What a step is called in what the learner's browser keeps."""
    return f"{lesson}.{step.id}"


def find_step(name: str) -> tuple[str, int] | None:
    """The lesson and the number, from 1, of a step by its name; None where there is none."""
    lesson, _, id = name.partition(".")
    if lesson not in LESSONS:
        return None
    numbers = (number for number, step in enumerate(LESSONS[lesson].steps, 1) if step.id == id)
    return next(((lesson, number) for number in numbers), None)


def asking(lesson: str) -> tuple[str, ...]:
    """The names of the lesson's steps that ask."""
    return tuple(name(lesson, step) for step in LESSONS[lesson].steps if step.question)


LESSONS: dict[str, Lesson] = {
    "one-dimension": one_dimension.LESSON,
    "edges": edges.LESSON,
    "step-by-step": step_by_step.LESSON,
    "padding-and-stride": padding_and_stride.LESSON,
    "channels": channels.LESSON,
    "pooling": pooling.LESSON,
    "kernel-lab": kernel_lab.LESSON,
    "words": words.LESSON,
    "neuron": neuron.LESSON,
    "same-object": same_object.LESSON,
    "square": square.LESSON,
    "two-wheels": two_wheels.LESSON,
    "dense-and-convolutional": dense.LESSON,
    "receptive-field": receptive_field.LESSON,
    "builder": builder.LESSON,
    "architectures": architectures.LESSON,
    "deeper": deeper.LESSON,
    "activations": activations.LESSON,
    "data": data.LESSON,
    "one-step": one_step.LESSON,
    "train": train.LESSON,
    "compare": compare.LESSON,
    "real-network": real_network.LESSON,
    "where-it-looked": where_it_looked.LESSON,
    "what-it-looks-for": what_it_looks_for.LESSON,
    "operate": operate.LESSON,
    "own-classes": own_classes.LESSON,
    "find-your-kernel": find_your_kernel.LESSON,
}
