"""What wrong answers about learning give away."""

from cnnviz.course.lessons.learning import activations, compare, data, one_step
from cnnviz.course.misconception import Misconception
from cnnviz.training import recorded

BELIEVED = {
    "slope-is-value": Misconception(
        "The slope of a function is its value",
        "The value says how high the curve is, the slope how steeply it rises. On the way back only the slope counts.",
        activations.at("sigmoid", 5.0),
        "The value is nearly 1, and the curve is flat: the slope is next to nothing.",
    ),
    "dead-recovers": Misconception(
        "A unit that never answers has the most to learn",
        "Where ReLU's slope is 0, no gradient passes: the unit is never told how to change.",
        activations.at("ReLU", -2.0),
        "Switch to leaky ReLU: a little passes, so that a unit can come back.",
    ),
    "softmax-level": Misconception(
        "Large logits make large probabilities",
        "Softmax knows only their differences. The same number added to all of them changes nothing.",
        activations.logits(-1, -2, -3, -4),
        "Every logit is below 0, and A is still the likely one.",
    ),
    "softmax-certainty": Misconception(
        "A probability of softmax says how certain one may be",
        "It compares logits, whatever they are worth. A network can be sure and wrong, as one that has learned "
        "nothing shows.",
        one_step.of("stripes", 25),
        f"Its weights are random, its p is over {one_step.SURE:g}, and its answer is wrong.",
    ),
    "dropout-unscaled": Misconception(
        "What dropout keeps goes on as it is",
        "It is divided by 1 − p. Otherwise the next layer would meet less while training than later.",
        activations.dropping(0.5),
        "The curves below: scaled, the mean is that without dropout; as they are, it is not.",
    ),
    "dropout-test": Misconception(
        "Dropout is at work whenever the network is used",
        "It works while training alone. Later every unit says what it has learned, and nothing is set to 0.",
        activations.dropping(0.5, False),
        "Switch the mode between training and test and look at what goes on.",
    ),
    "chance-half": Misconception(
        "Guessing is right in half of the cases",
        "Only between two classes that are equally frequent. Among n of them it is right once in n times.",
        data.drawn(2000),
        "Count the bars of How many of each.",
    ),
    "validation-is-training": Misconception(
        "Validation pictures are training pictures, looked at again",
        "They are others, which the network never learns from. Only so do they tell what it has learned.",
        data.drawn(500),
        "Switch Part between Training and Validation: no picture is in both.",
    ),
    "training-tells": Misconception(
        "How well a network does on its training pictures says how good it is",
        "Those it can learn by heart. What counts is how well it does on pictures that it has never seen.",
        compare.of(*recorded.PAIR),
        "The run with the lower training loss has the higher validation loss. Play both to the end.",
    ),
    "test-looked-at": Misconception(
        "Test pictures are there to look at while one tries settings",
        "Then they are chosen by, and flatter. Validation pictures are for that; the test comes once, at the end.",
        data.drawn(1000),
        "Three parts, and each has its own pictures.",
    ),
    "augmentation-adds": Misconception(
        "Augmentation adds pictures to the data",
        "There are as many as before. Each is changed anew, every time its turn comes.",
        data.changed(3, 15),
        "Press Again: other versions of the same picture.",
    ),
    "gradient-is-p": Misconception(
        "A logit's gradient is its probability",
        "That is so for the wrong classes. Of the true class, 1 is taken off: p − 1, which is below 0.",
        one_step.of("cross", 2),
        "Under The gradient of the logits: the one below 0 is that of the true class.",
    ),
    "shared-one-place": Misconception(
        "A shared weight learns from the place where it mattered most",
        "It is one number, used at all places. Every place has a say: its gradient is the sum over all of them.",
        one_step.of("cross", 2, "back", cell=(1, 2, 1)),
        "Under Back to a kernel: the products at all places, and their sum.",
    ),
    "shared-mean": Misconception(
        "A shared weight's gradient is the mean over its places",
        "If the weight changes a little, the loss feels it at every place: the parts add up, and nothing is divided.",
        one_step.of("cross", 6, "back", cell=(0, 0, 2)),
        "Under Back to a kernel: autograd finds the sum, too.",
    ),
    "step-along": Misconception(
        "A step goes along the gradient",
        "The gradient points to where the loss rises. A step goes the other way.",
        one_step.of("square", 5, "back", cell=(1, 0, 0)),
        "Under The update: before, minus rate times gradient, is after.",
    ),
    "larger-rate": Misconception(
        "A larger learning rate only learns faster",
        "The slope holds where the step begins. Too long a step goes beyond the valley, and with many pictures undoes "
        "what others taught.",
        one_step.of("stripes", 49, rate=1.0),
        f"Move the rate from {one_step.LONG:.1f} to {one_step.LONG / 2:.1f}: the loss after the step gets lower.",
    ),
    "learned-always": Misconception(
        "Learned filters are always better than ones made by hand",
        "Where somebody knows what to look for, their filters serve as well. Learning pays where nobody does.",
        compare.of(*recorded.KIRSCH, "fixed"),
        "Play both to the end and compare their accuracies.",
    ),
    "several-changes": Misconception(
        "What changed is what helped",
        "If several things changed at once, any of them may have helped, and another may have harmed.",
        compare.of(recorded.PAIR[0], recorded.KIRSCH[0]),
        "Above the runs stands everything in which they differ.",
    ),
}
