"""What wrong answers of these lessons give away, by ids."""

from cnnviz.course.lessons.why import neuron, receptive_field, same_object, square, two_wheels
from cnnviz.course.lessons.why.dense import tied
from cnnviz.course.misconception import Misconception
from cnnviz.ops.templates.neuron import Setting

_RELU = "ReLU"
_NEURON = {
    "length-alone": Misconception(
        "b·x is the product of both lengths",
        "Lengths set how large it can get. The angle says how much of that comes.",
        neuron.held("cross", Setting(90.0)),
        "At 90° both arrows are as long as before, and b·x is 0.",
    ),
    "angle-linear": Misconception(
        "b·x falls evenly with the angle",
        "It falls with the cosine: slowly at first, and at 60° half is left, not a third.",
        neuron.held("cross", Setting(60.0)),
        "The curve of b·x is round at its top.",
    ),
    "bias-forgotten": Misconception(
        "A neuron answers b·x",
        "The bias is added first, and the activation comes after that.",
        neuron.held("t", Setting(0.0, bias=-15.0, activation=_RELU)),
        "b·x + bias = z, and the answer is what ReLU makes of z.",
    ),
    "likeness-wins": Misconception(
        "What is most like the template always answers most",
        "b·x grows with |x|, too. A bright image that is unlike b can beat a dim one that is b.",
        neuron.held("ring", Setting(brightness=3.0, normalise=False)),
        "Look at the table's first column, As it is.",
    ),
    "light-counts": Misconception(
        "A brighter image always answers more",
        "A normalised x has length 1 in any light. Only its angle to b is left.",
        neuron.held("ring", Setting(brightness=3.0, normalise=True)),
        "Move Brightness of x: b·x does not move.",
    ),
    "later-pixels": Misconception(
        "Every layer looks at the picture's pixels",
        "Only the first does. Each later one has weights for what the layer before it made.",
        square.built(),
        "Follow the four steps from left to right: each reads the maps before it.",
    ),
}
_MOVED = {
    "equivariance-invariance": Misconception(
        "A convolution does not care where a thing is",
        "Its map moves along with the thing: equivariance. To stay the same, invariance, is what its maximum does.",
        same_object.moved((-8, 12), "cross"),
        "The map has moved as far as the thing; the maximum is what it was.",
    ),
    "stride-forgotten": Misconception(
        "A map moves as many cells as the picture moves pixels",
        "At stride 1 it does. At stride s, s pixels are one cell.",
        same_object.moved((8, 16), stride=2),
        "Set the stride to 1 and back to 2, and watch where the map stands.",
    ),
    "dense-anywhere": Misconception(
        "A dense template finds its thing anywhere",
        "Each of its weights belongs to one pixel. Moved, the thing meets other weights.",
        same_object.moved((0, 12)),
        "Drag the thing: the dense template's curve falls off at once.",
    ),
    "filter-sees-thing": Misconception(
        "A filter sees the whole thing",
        "One cell has seen one window. What is larger than that takes layers behind it.",
        same_object.moved((8, 16), "cross"),
        "Exchange the cross for the T: the same few kinds of cells, in other places.",
    ),
    "dense-neighbours": Misconception(
        "A dense net uses which pixels are neighbours",
        "It has a weight for each pixel and knows no order. Pixels that move alike in all pictures take theirs along.",
        same_object.moved((8, 16)),
        "Under The same pixels in another order: the dense net is as good with its pixels permuted.",
    ),
    "order-free": Misconception(
        "A CNN does not need neighbours",
        "A filter looks at pixels side by side. Strangers side by side make no edge.",
        same_object.moved((8, 16)),
        "Under The same pixels in another order: what one filter gets, in place and permuted.",
    ),
}
_BUILT = {
    "threshold-gate": Misconception(
        "What is above a threshold comes through whole",
        "A threshold here is a bias: it is subtracted, and only the rest comes through ReLU.",
        square.built(corner=24),
        "Lower the corner threshold: more comes through, the sum of the dots rises, and the square is found again.",
    ),
    "every-size": Misconception(
        "A detector finds its shape in every size",
        "Its weights stand at fixed distances, and fit one size.",
        square.built(13),
        "The corners of the square stand beside the dots, not under them.",
    ),
    "stride-adds": Misconception(
        "A stride adds sizes",
        "It exchanges them: on the smaller map the dots fit squares about twice as large, and those alone.",
        square.built(23, way="stride"),
        "Choose Nothing under For other sizes: now it is this one that is lost.",
    ),
}
_SEEN = {
    "fields-add": Misconception(
        "Two layers of 3 × 3 see 6 × 6",
        "Windows beside each other overlap: a layer adds its size less one.",
        two_wheels.wheels(("3x3", "3x3")),
        "Press ◀: the first layer's window lies in the second's, one pixel smaller on each side.",
    ),
    "shrinking-blinds": Misconception(
        "Pooling and stride make units see less",
        "Maps get smaller, windows get larger: every later step is twice as wide on the picture.",
        two_wheels.wheels(("3x3", "pool", "3x3", "pool", "3x3")),
        "Take the poolings away with −: the window shrinks.",
    ),
    "dense-shares": Misconception(
        "A dense unit has as few weights as a filter",
        "It has one for each pixel that it sees. Only a filter uses the same few at all places.",
        tied(4),
        "In the third matrix no two weights are the same.",
    ),
    "window-alike": Misconception(
        "All pixels of a window count alike",
        "From the middle more paths lead to the unit. At the rim it hardly listens.",
        two_wheels.wheels(two_wheels.ROUNDS),
        "The heat is strongest in the middle of the window, and next to nothing along its rim.",
    ),
    "step-forgotten": Misconception(
        "Every 3 × 3 layer adds two pixels",
        "Behind a pooling or a stride its neighbours are further apart on the picture, and it adds more.",
        receptive_field.looked("convolve-pool", 4),
        "Read the table under How it grows: (k − 1) is multiplied by the jump j.",
    ),
    "dilation-forgotten": Misconception(
        "A dilated window sees as little as it has weights",
        "Its weights stand apart: from the first of three to the last it is two steps of d pixels.",
        receptive_field.looked("dilated", 3),
        "The frames on the picture have gaps between them.",
    ),
}
_COUNTED = {
    "unshared": Misconception(
        "Every place has weights of its own",
        "A convolution uses one set at all its places: that is weight sharing. Without it, the layer is locally "
        "connected.",
        tied(5),
        "Compare the first two matrices: as many connections, but how many different weights?",
    ),
    "all-connected": Misconception(
        "Every output is connected with every pixel",
        "That is a dense layer. An output of a convolution is connected with its window alone.",
        tied(6),
        "What is grey in the first matrix is no connection.",
    ),
    "unshared-free": Misconception(
        "Small windows alone keep the count small",
        "Windows of their own cost weights at every place. It is sharing that makes a layer independent of the size.",
        tied(8),
        "Move the picture's side: the second matrix stores more, the first does not.",
    ),
    "by-side": Misconception(
        "Weights go with the side of a patch",
        "They go with its area: half as wide is a quarter of the weights.",
        tied(patch=14),
        "Read the sentence below the patch, and halve the patch.",
    ),
    "maps-take-turns": Misconception(
        "Flatten takes a number of each map in turn",
        "Here, as in PyTorch, it takes map after map. Keras keeps channels last: there they do take turns.",
        tied(place=(1, 0, 0)),
        "The first number of the second map comes after all of the first map.",
    ),
    "counts-itself": Misconception(
        "Before the second map stand two maps",
        "One stands before it, as one row stands before the second row.",
        tied(place=(0, 1, 0)),
        "Before row 2 there is one row: its first number follows the row's last.",
    ),
    "stack-dearer": Misconception(
        "More layers have more weights",
        "Weights go with the filters' area. Two areas of 3 × 3 are less than one of 5 × 5.",
        receptive_field.looked("three-3x3", 5),
        "Read the two tables under Small filters, stacked.",
    ),
}
BELIEVED = _NEURON | _MOVED | _BUILT | _SEEN | _COUNTED
