"""What wrong answers about networks that have learned give away."""

from cnnviz.course.lessons.real import known
from cnnviz.course.misconception import Misconception
from cnnviz.course.scenes import Scene
from cnnviz.training import recorded

BELIEVED = {
    "maps-learned": Misconception(
        "Training changes the pixels of the maps",
        "Parameters are the filters’ entries. A map is computed anew from them for every picture.",
        Scene("train"),
        "Choose another picture under Test it: all maps change, no filter does.",
    ),
    "unit-is-filter": Misconception(
        "A hidden unit has as many weights as a filter",
        "A dense unit has a weight for every pixel of the picture; only a filter is small, and used at every place.",
        Scene("dense-and-convolutional"),
        "Compare what both kinds of layers cost.",
    ),
    "low-loss-learned": Misconception(
        "A small training loss means that it has learned",
        "It may know its training pictures by heart. What it has learned shows on pictures that it never learned from.",
        Scene("train", {"run": recorded.PAIR[0]}),
        "The training loss ends near 0; the validation loss does not follow.",
    ),
    "test-may-choose": Misconception(
        "Test pictures may be looked at while choosing",
        "The best of many runs is partly the luckiest on these pictures. Once they have chosen, they are no test.",
        Scene("compare"),
        "Below both runs lies the sealed test set: opening it for two runs is two looks, and choosing by them is none.",
    ),
    "only-fewer": Misconception(
        "Every layer makes fewer numbers",
        "Early layers make many maps of nearly the picture’s size: more numbers than there were pixels.",
        Scene("real-network"),
        "Read the sizes from left to right: rows and columns fall, the number of maps rises.",
    ),
    "cam-tells-what": Misconception(
        "A map shows what the network saw there",
        "It shows where something spoke for a class. The same place may speak for quite another class too.",
        Scene("where-it-looked", known.on(1)),
        "Both maps are largest at one place; one class is right, the other is not.",
    ),
    "cam-is-understanding": Misconception(
        "A sensible map means that it has understood",
        "A network with random weights can make a like map. Much of it comes from the picture and the layers.",
        Scene("where-it-looked", known.on(7, where_twin=True)),
        "Compare the map of the first answer with its twin’s, and read how alike they are on this picture.",
    ),
    "best-patches-are-all": Misconception(
        "The strongest patches are all that a channel answers to",
        "They are the extreme end. Most of what it answers to is weaker, and may look quite different.",
        Scene("what-it-looks-for", known.on(look_at="3", look_map=45)),
        "Read in how many pictures it stays at 0, and look at the windows drawn by chance.",
    ),
    "looks-tell-use": Misconception(
        "A filter’s look tells what it is good for",
        "A strong pattern need not matter: that depends on the picture and on what later layers do with the map.",
        Scene("operate", known.on(7, op_layer="0", op_channel=27, op_edits="0:27:silence")),
        "The filter with the strongest weights is silent. Then silence another one instead.",
    ),
    "no-weights-no-answer": Misconception(
        "A filter whose weights are 0 answers 0",
        "Its bias is left, and is added at every place.",
        Scene("operate", known.on(7, op_layer="0", op_channel=4, op_edits="0:4:empty")),
        "Its map is the same number everywhere, and that is not 0.",
    ),
    "all-learn": Misconception(
        "On your pictures the whole network is trained anew",
        "Only a new last layer learns. The filters before it are frozen, and their features are reused.",
        Scene("own-classes"),
        "Read at the foot of the page which weights are frozen and which are trained.",
    ),
    "cosine-has-size": Misconception(
        "A kernel with larger numbers looks more alike",
        "The cosine is of the angle only: a kernel times a number has the same one.",
        Scene("find-your-kernel", {"searched": "recorded", "kernel": "sobel-x"}),
        "Press Change its numbers, double them, and read |cos| again.",
    ),
    "found-is-learned": Misconception(
        "What looks alike must have been learned",
        "Among thousands of kernels of nine numbers, random ones come near as well.",
        Scene("find-your-kernel", {"searched": "recorded", "kernel": "sobel-x"}),
        "Read what chance finds, above the kernels.",
    ),
}
