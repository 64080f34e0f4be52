"""The pages and their order: adding one is one entry, which menu and addresses are made from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """A page of the app: its script, its name, its place in the address and what one does there. One with a `heading`
    of its own has nothing to set."""

    script: str
    title: str
    path: str
    sentence: str
    heading: str = ""


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
)
EDGES = Entry(
    "pages/convolution/edge_kernels.py",
    "From [−1 1] to Prewitt",
    "edge-kernels",
    "How two numbers grow into an edge detector, on your picture.",
)
SIGNAL = Entry(
    "pages/convolution/one_dimension.py",
    "In one dimension",
    "one-dimension",
    "Slide a few weights over a row of numbers and watch the result grow.",
)
STEPS = Entry(
    "pages/convolution/step_by_step.py",
    "Step by step",
    "step-by-step",
    "Point at any pixel and read every product behind it.",
)
PADDING = Entry(
    "pages/convolution/padding_and_stride.py",
    "Padding and stride",
    "padding-and-stride",
    "What happens at the border, how large a map gets, and which of its numbers to trust.",
)
CHANNELS = Entry(
    "pages/convolution/channels_and_filters.py",
    "Channels and filters",
    "channels-and-filters",
    "Three colours in, many maps out: what one filter adds up, and what a layer costs.",
)
POOLING = Entry(
    "pages/convolution/pooling.py",
    "Pooling",
    "pooling",
    "One number for each window: what is kept, what is lost, and what a small shift changes.",
)
NEURON = Entry(
    "pages/why/neuron.py",
    "A neuron is a template",
    "neuron",
    "Hold one image against another: b·x is how alike they are, until the light changes.",
)
SHIFT = Entry(
    "pages/why/same_object.py",
    "Same object, another place",
    "same-object",
    "Drag a thing about: its map moves along, its maximum stays, and a dense template loses it.",
)
WHEELS = Entry(
    "pages/why/two_wheels.py",
    "Two wheels of a car",
    "two-wheels",
    "How many layers until one unit sees both: drag the wheels apart, stack layers, watch its window grow.",
)
WAY = Entry(
    "pages/networks/real_network.py",
    "Your photo through a real network",
    "real-network",
    "Follow it block by block to an answer, and open any number in it as its products.",
)
OPERATE = Entry(
    "pages/networks/operate.py",
    "Operate on a network",
    "operate",
    "Silence, swap, turn or grey one filter of a network that has learned: what becomes of its answers?",
)
FIND = Entry(
    "pages/networks/find_your_kernel.py",
    "Find your kernel",
    "find-your-kernel",
    "Choose a kernel: which of a real network's look like it, where they sit, and what they make of your photo.",
)
LOOKS = Entry(
    "pages/networks/what_it_looks_for.py",
    "What does it look for",
    "what-it-looks-for",
    "Choose any channel or class of a network: the patches of photos that excite it most.",
)
BUILDER = Entry(
    "pages/networks/builder.py",
    "Builder",
    "builder",
    "Stack layers like bricks and watch shapes, parameters and receptive field follow.",
)
ARCHITECTURES = Entry(
    "pages/networks/architectures.py",
    "Architectures",
    "architectures",
    "LeNet-5 to EfficientNet: what each fixed, what it cost, and where its parameters sit.",
)
FIELD = Entry(
    "pages/networks/receptive_field.py",
    "Receptive field",
    "receptive-field",
    "Click a unit of any layer and see what it sees of your picture.",
)
DEEPER = Entry(
    "pages/networks/deeper.py",
    "Deeper",
    "deeper",
    "Why many layers are hard to train, measured, and what normalising and shortcuts change.",
)
DENSE = Entry(
    "pages/networks/dense_and_convolutional.py",
    "Dense and convolutional",
    "dense-and-convolutional",
    "A convolution as a sparse, tied matrix; untie it, fill it up, and count.",
)
TRAIN = Entry(
    "pages/training/train.py",
    "Watch it learn",
    "train",
    "Press Train and see a small network learn: its filters turn from noise into edges while the loss falls.",
)
COMPARE = Entry(
    "pages/training/compare.py",
    "Compare two runs",
    "compare",
    "The same seed, the same batches, one thing changed: dropout, L2, augmentation, shortcuts, fixed filters.",
)
DATA = Entry(
    "pages/training/data.py",
    "Data",
    "data",
    "Look at what a network learns from: every class, its mean picture, and what augmentation does. Bring your own.",
)
ACTIVATIONS = Entry(
    "pages/training/activations.py",
    "Activations and dropout",
    "activations",
    "ReLU, leaky ReLU, sigmoid, tanh and softmax as functions to explore, and what dropout leaves out.",
)
ONE_STEP = Entry(
    "pages/training/one_step.py",
    "One step of learning",
    "one-step",
    "Forward, softmax, loss, every gradient on its way back, and the update: all numbers in sight.",
)
SQUARE = Entry(
    "pages/why/square.py",
    "A square by hand",
    "square",
    "Edges, corners, four dots: build a shape detector out of filters, and see what breaks it.",
)
WORDS = Entry(
    "pages/convolution/glossary.py", "Words", "words", "Kernel, filter, feature map, stride: one meaning each."
)

SECTIONS = {
    "": (HOME,),
    "Convolution": (LAB, SIGNAL, STEPS, EDGES, PADDING, CHANNELS, POOLING, WORDS),
    "Why it works": (NEURON, SHIFT, SQUARE, WHEELS),
    "Networks": (WAY, LOOKS, OPERATE, FIND, BUILDER, ARCHITECTURES, DEEPER, FIELD, DENSE),
    "Training": (TRAIN, COMPARE, DATA, ACTIVATIONS, ONE_STEP),
}
