"""The pages and their order: adding one is one entry, which menu and addresses are made from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A page of the app: its script, its name, its place in the address and what one does there. One with a `heading`
    of its own has nothing to set. On the path: the `minutes` it takes, what to try `first`, and what one can do
    `afterwards`."""

    script: str
    title: str
    path: str
    sentence: str
    heading: str = ""
    minutes: int = 0
    first: str = ""
    afterwards: str = ""


HOME = Entry(
    "pages/start/home.py",
    "Start",
    "start",
    "Convolution and networks you can take apart, on a picture of your own.",
    "See what convolution does to your own picture",
)
LAB = Entry(
    "pages/convolution/kernel_lab.py",
    "Kernel Lab",
    "kernel-lab",
    "Your picture through Prewitt, Sobel, Kirsch or your own kernel, with stride, padding and pooling.",
    minutes=10,
    first="Choose Kirsch, all eight: one mask, turned seven times.",
    afterwards="put any kernel on any picture and read its map",
)
EDGES = Entry(
    "pages/convolution/edge_kernels.py",
    "From [−1 1] to Prewitt",
    "edge-kernels",
    "How two numbers grow into an edge detector, on your picture.",
    minutes=8,
    first="Drag the marked row across an edge.",
    afterwards="tell from a kernel's numbers which edges it finds",
)
SIGNAL = Entry(
    "pages/convolution/one_dimension.py",
    "In one dimension",
    "one-dimension",
    "Slide a few weights over a row of numbers and watch the result grow.",
    minutes=6,
    first="Press Play and watch the first number of the map come.",
    afterwards="say what any number of a map comes from",
)
STEPS = Entry(
    "pages/convolution/step_by_step.py",
    "Step by step",
    "step-by-step",
    "Point at any pixel and read every product behind it.",
    minutes=7,
    first="Point at a number of the output and read its nine products.",
    afterwards="work out any number of a map by hand",
)
PADDING = Entry(
    "pages/convolution/padding_and_stride.py",
    "Padding and stride",
    "padding-and-stride",
    "What happens at the border, how large a map gets, and which of its numbers to trust.",
    minutes=8,
    first="Move the stride from 1 to 2 and watch the output's size.",
    afterwards="say the size of a map before you compute it",
)
CHANNELS = Entry(
    "pages/convolution/channels_and_filters.py",
    "Channels and filters",
    "channels-and-filters",
    "Three colours in, many maps out: what one filter adds up, and what a layer costs.",
    minutes=8,
    first="Open the menu Map: one map for each filter, not for each colour.",
    afterwards="count the weights of a convolutional layer",
)
POOLING = Entry(
    "pages/convolution/pooling.py",
    "Pooling",
    "pooling",
    "One number for each window: what is kept, what is lost, and what a small shift changes.",
    minutes=6,
    first="Point at a number of the output: which of its window won?",
    afterwards="say what pooling keeps, what it loses, and what it costs",
)
NEURON = Entry(
    "pages/why/neuron.py",
    "A neuron is a template",
    "neuron",
    "Hold one image against another: b·x is how alike they are, until the light changes.",
    minutes=7,
    first="Turn x away from b and watch b·x fall.",
    afterwards="say when a neuron is a template, and when the light fools it",
)
SHIFT = Entry(
    "pages/why/same_object.py",
    "Same object, another place",
    "same-object",
    "Drag a thing about: its map moves along, its maximum stays, and a dense template loses it.",
    minutes=7,
    first="Drag the thing into a corner and look at all three answers.",
    afterwards="tell moving along (equivariance) from staying the same (invariance)",
)
WHEELS = Entry(
    "pages/why/two_wheels.py",
    "Two wheels of a car",
    "two-wheels",
    "How many layers until one unit sees both: drag the wheels apart, stack layers, watch its window grow.",
    minutes=6,
    first="Drag the wheels apart until one unit no longer sees both.",
    afterwards="say how many layers see how far",
)
WAY = Entry(
    "pages/networks/real_network.py",
    "Your photo through a real network",
    "real-network",
    "Follow it block by block to an answer, and open any number in it as its products.",
    minutes=10,
    first="Choose a photo and open the strongest number of any block.",
    afterwards="follow a photo to an answer, and take any number in it apart",
)
OPERATE = Entry(
    "pages/networks/operate.py",
    "Operate on a network",
    "operate",
    "Silence, swap, turn or grey one filter of a network that has learned: what becomes of its answers?",
    minutes=8,
    first="Choose another filter, silence it too, and compare the answers.",
    afterwards="test what a filter is good for, instead of guessing it from its looks",
)
OWN_CLASSES = Entry(
    "pages/networks/own_classes.py",
    "Your own classes on it",
    "own-classes",
    "Give it pictures of three things: it learns to tell them apart before your eyes, and says what it goes by.",
    minutes=10,
    first="Find the picture that lies in the wrong class, and move it.",
    afterwards="teach a network that has learned new classes, with few pictures, and say what its answers rest on",
)
WHERE = Entry(
    "pages/networks/where_it_looked.py",
    "Where did it look",
    "where-it-looked",
    "Which places of your photo speak for an answer, and would a network that has learned nothing show the same?",
    minutes=8,
    first="Choose Cover a part, and drag the patch over the cup.",
    afterwards="say where a network looked, and how far such a picture can be trusted",
)
FIND = Entry(
    "pages/networks/find_your_kernel.py",
    "Find your kernel",
    "find-your-kernel",
    "Choose a kernel: which of a real network's look like it, where they sit, and what they make of your photo.",
    minutes=6,
    first="Choose another kernel and look at the filters that come first.",
    afterwards="find your own kernels in a network that learned by itself",
)
LOOKS = Entry(
    "pages/networks/what_it_looks_for.py",
    "What does it look for",
    "what-it-looks-for",
    "Choose any channel or class of a network: the patches of photos that excite it most.",
    minutes=7,
    first="Choose another map and guess from its patches what it looks for.",
    afterwards="say what a channel answers to, and how sure one can be of that",
)
BUILDER = Entry(
    "pages/networks/builder.py",
    "Builder",
    "builder",
    "Stack layers like bricks and watch shapes, parameters and receptive field follow.",
    minutes=8,
    first="Take a layer out and watch every shape after it.",
    afterwards="read and write a network as layers, shapes and counts",
)
ARCHITECTURES = Entry(
    "pages/networks/architectures.py",
    "Architectures",
    "architectures",
    "LeNet-5 to EfficientNet: what each fixed, what it cost, and where its parameters sit.",
    minutes=8,
    first="Put another network beside LeNet-5 and compare their parameters.",
    afterwards="say what each famous network fixed, and what it cost",
)
FIELD = Entry(
    "pages/networks/receptive_field.py",
    "Receptive field",
    "receptive-field",
    "Click a unit of any layer and see what it sees of your picture.",
    minutes=5,
    first="Click a unit of the last layer and see how much it sees.",
    afterwards="work out a receptive field layer by layer",
)
DEEPER = Entry(
    "pages/networks/deeper.py",
    "Deeper",
    "deeper",
    "Why many layers are hard to train, measured, and what normalising and shortcuts change.",
    minutes=8,
    first="Add layers and watch the gradients of the first ones.",
    afterwards="say why depth is hard, and what shortcuts change",
)
DENSE = Entry(
    "pages/networks/dense_and_convolutional.py",
    "Dense and convolutional",
    "dense-and-convolutional",
    "A convolution as a sparse, tied matrix; untie it, fill it up, and count.",
    minutes=7,
    first="Make the image larger.",
    afterwards="say why a convolution is a dense layer with most weights gone",
)
TRAIN = Entry(
    "pages/training/train.py",
    "Watch it learn",
    "train",
    "Press Train and see a small network learn: its filters turn from noise into edges while the loss falls.",
    minutes=10,
    first="Press Train and watch the filters.",
    afterwards="train a network, and read its curves and filters",
)
COMPARE = Entry(
    "pages/training/compare.py",
    "Compare two runs",
    "compare",
    "The same seed, the same batches, one thing changed: dropout, L2, augmentation, shortcuts, fixed filters.",
    minutes=10,
    first="Start the pair as it is: the same seed, one thing changed.",
    afterwards="test one change at a time, as one has to",
)
DATA = Entry(
    "pages/training/data.py",
    "Data",
    "data",
    "Look at what a network learns from: every class, its mean picture, and what augmentation does. Bring your own.",
    minutes=5,
    first="Go through the classes and guess which two will be confused.",
    afterwards="look at data before you train on it",
)
ACTIVATIONS = Entry(
    "pages/training/activations.py",
    "Activations and dropout",
    "activations",
    "ReLU, leaky ReLU, sigmoid, tanh and softmax as functions to explore, and what dropout leaves out.",
    minutes=6,
    first="Switch from ReLU to sigmoid and look at both ends of the curve.",
    afterwards="choose an activation, and say what dropout does when",
)
ONE_STEP = Entry(
    "pages/training/one_step.py",
    "One step of learning",
    "one-step",
    "Forward, softmax, loss, every gradient on its way back, and the update: all numbers in sight.",
    minutes=8,
    first="Move the learning rate and watch the loss after the step.",
    afterwards="follow a loss back to a single weight",
)
SQUARE = Entry(
    "pages/why/square.py",
    "A square by hand",
    "square",
    "Edges, corners, four dots: build a shape detector out of filters, and see what breaks it.",
    minutes=7,
    first="Change the square's size until it is no longer found.",
    afterwards="build a detector out of filters, and say what breaks it",
)
WORDS = Entry(
    "pages/convolution/glossary.py",
    "Words",
    "words",
    "Kernel, filter, feature map, stride: one meaning each.",
    minutes=3,
    first="Look up the word that you have heard under two names.",
    afterwards="use one word for one thing",
)
CLASS = Entry(
    "pages/classroom/board.py",
    "Open a class",
    "class",
    "Lead learners through the pages: ask all of them, see what they answer while they do, and show it when you like.",
    "A class of your own",
)
JOIN = Entry(
    "pages/classroom/join.py",
    "Join a class",
    "join",
    "Your teacher's board shows a code. With it your page goes along with the class.",
    "Join a class",
)

SECTIONS = {
    "": (HOME,),
    "Convolution": (LAB, SIGNAL, STEPS, EDGES, PADDING, CHANNELS, POOLING, WORDS),
    "Why it works": (NEURON, SHIFT, SQUARE, WHEELS),
    "Networks": (WAY, WHERE, LOOKS, OPERATE, OWN_CLASSES, FIND, BUILDER, ARCHITECTURES, DEEPER, FIELD, DENSE),
    "Training": (TRAIN, COMPARE, DATA, ACTIVATIONS, ONE_STEP),
    "Class": (CLASS, JOIN),
}


def by_path(path: str) -> Entry:
    """The page at that place in the address."""
    return next(entry for entries in SECTIONS.values() for entry in entries if entry.path == path)
