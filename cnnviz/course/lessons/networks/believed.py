"""What wrong answers about whole networks give away."""

from cnnviz.course.lessons.networks import architectures, builder, deeper
from cnnviz.course.misconception import Misconception

BELIEVED = {
    "dropout-removes": Misconception(
        "Dropout removes parameters",
        "It sets activations to 0 while training, others each time. Every weight is there before, during and after.",
        builder.REFERENCE,
        "Set the rate of the dropout to 0.9: no count of parameters moves.",
    ),
    "dense-any-size": Misconception(
        "A dense layer reads pictures of any size",
        "It has a weight for every number that it is given. Another size means another layer.",
        builder.LARGER,
        "Change the input's rows and columns: the dense layer's parameters follow.",
    ),
    "layers-cost": Misconception(
        "More layers need more weights",
        "What counts is how many maps come in and go out: three layers on few maps need less than one on many.",
        builder.of(builder.bottleneck),
        "Read the parameters of each of the three bricks.",
    ),
    "weights-in-conv": Misconception(
        "Most parameters are in the convolutions",
        "A filter is small and used at every place. A dense layer behind large maps has a weight for each of their "
        "numbers and each unit.",
        architectures.of("alexnet"),
        "The bars: each layer's share of the parameters and of the work.",
    ),
    "work-is-weights": Misconception(
        "The layers with the most weights do the most work",
        "A dense weight is used once for a picture. A filter's weights are used at every place of the map.",
        architectures.of("alexnet"),
        "The bars of parameters and of multiply-adds are long at opposite ends.",
    ),
    "later-is-larger": Misconception(
        "Every later network is larger",
        "Some of the best ideas made them smaller: 1 × 1 filters before dear ones, and averages of maps instead of "
        "large dense layers.",
        architectures.of("googlenet", "alexnet"),
        "The later one has fewer parameters. Read both counts.",
    ),
    "more-weights": Misconception(
        "More parameters, more right answers",
        "Parameters are what can be learned, not what was. Shared and well-placed ones do more.",
        architectures.of("vgg-d", "efficientnet-lite0"),
        "The chart below: circles of all sizes stand high and low.",
    ),
    "more-layers": Misconception(
        "More layers are always better",
        "Only if they can be trained. Layers alone make the gradient of the first ones vanish or explode.",
        deeper.of(50),
        "Move the slider from 50 to 5 layers and read what reaches layer 1.",
    ),
    "gradient-arrives": Misconception(
        "Every layer gets the same gradient",
        "It comes back through all layers behind, and each multiplies it: by a slope, and by its weights.",
        deeper.of(30),
        "The lines begin together on the right, and part on their way to layer 1.",
    ),
    "only-vanish": Misconception(
        "On its way back a gradient can only get smaller",
        "It is multiplied, and a factor can be above 1. With large weights it explodes.",
        deeper.of(30),
        "The line of the large weights rises to the left.",
    ),
    "shortcut-nothing": Misconception(
        "A shortcut does not help the layers before it",
        "A sum hands its gradient to both things that were added. One of them is the layer's input, as it was.",
        deeper.of(20),
        "Compare “plain, small weights” with “shortcuts, small weights”: the same weights.",
    ),
    "bn-statistics": Misconception(
        "Batch normalisation trains mean and deviation",
        "It measures them. Trained are a scale γ and a shift β for each map.",
        deeper.Normalised(values={"depth_layers": 5}),
        "The sentence below names both counts: parameters and statistics.",
    ),
    "bn-test-batch": Misconception(
        "Batch normalisation needs a batch when it is used",
        "While training it keeps a running mean and deviation. Later it uses those, for one picture as for many.",
        deeper.Normalised(values={"depth_layers": 5}),
        "Before and after: here the statistics are those of the pictures shown, as while training.",
    ),
}
