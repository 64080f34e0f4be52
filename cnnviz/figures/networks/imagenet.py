"""The ImageNet challenge by its winners, what a network for it is made of, and where such networks are used
(C90, C99, C100)."""

import itertools
from dataclasses import dataclass
from typing import Literal

from cnnviz.figures.draw import plots, theme
from cnnviz.nets import layers, networks

# How a winner saw.
Way = Literal["hand-made features", "convolutional networks"]
HAND: Way = "hand-made features"
NETWORK: Way = "convolutional networks"
# Colours and hatches of the bars.
STYLES: dict[Way, tuple[str, str]] = {HAND: (theme.VERMILION, "/"), NETWORK: (theme.BLUE, "")}


@dataclass(frozen=True)
class Winner:
    """The best entry of a year in classification: `error` is its top-5 test error in percent, `way` how it saw."""

    year: int
    team: str
    error: float
    way: Way
    network: str = ""

    @property
    def label(self) -> str:
        """Team, and network where it has a name of its own."""
        return f"{self.team} ({self.network})" if self.network else self.team

    @property
    def line(self) -> str:
        """What stands beside its bar, in two lines where there is a network to name: windows may be narrow."""
        return f"{self.year} · {self.label.replace(' (', '<br>(')} · {percent(self.error)}"


@dataclass(frozen=True)
class Part:
    """A part of the usual network: what it is, what it does, and a small example of its layers."""

    title: str
    sentence: str
    layers: layers.Layers


@dataclass(frozen=True)
class Use:
    """Something convolutional networks are used for."""

    title: str
    sentence: str


def figure() -> plots.Figure:
    """A bar a year, coloured by how its winner saw, and the estimate for a human as a line."""
    drawn = plots.Figure()
    for way, (colour, shape) in STYLES.items():
        shown = [one for one in WINNERS if one.way == way]
        drawn.add_bar(
            y=[one.line for one in shown],
            x=[one.error for one in shown],
            orientation="h",
            name=way,
            marker={"color": colour, "pattern": {"shape": shape, "fillmode": "overlay", "fgcolor": "white"}},
            hovertemplate="%{y}<extra></extra>",
        )
    drawn.add_vline(
        HUMAN,
        line={"dash": "dash", "color": theme.GREY},
        name=f"one trained human, {percent(HUMAN)}",
        showlegend=True,
    )
    drawn.update_layout(**theme.frame(460, left=10, right=25, bottom=45), barmode="stack")
    drawn.update_layout(legend={"traceorder": "normal"})
    drawn.update_xaxes("top-5 error, percent")
    drawn.update_yaxes(autorange="reversed", automargin=True)
    return drawn


def percent(error: float) -> str:
    """An error as its source writes it."""
    return f"{error:g} %"


def sentence() -> str:
    """What the numbers say: the largest fall, the whole way, and since when an entry errs less than the human did."""
    falls = [(before.error - after.error, before, after) for before, after in itertools.pairwise(WINNERS)]
    points, before, after = max(falls, key=lambda fall: fall[0])
    first, last = WINNERS[0], WINNERS[-1]
    below = next(one for one in WINNERS if one.error < HUMAN)
    return (
        "Top-5 error: the right name is not among five guesses. "
        f"It fell from {percent(first.error)} in {first.year} to {percent(last.error)} in {last.year}. "
        f"The largest fall, {points:.1f} points, came in {after.year} with "
        f"{after.network or after.team}: from {percent(before.error)} to {percent(after.error)}. "
        f"From {below.year} on the winner errs less than the {percent(HUMAN)} estimated for a human. {CAUTION}"
    )


def example() -> networks.Network:
    """The parts' layers as one network, which a page can draw."""
    return networks.Network("The usual pipeline", (3, 32, 32), sum((part.layers for part in PIPELINE), ()))


def _stage(filters: int) -> layers.Layers:
    return (layers.conv(filters, 3, padding=1), layers.Activation("ReLU"), layers.pool("max", 2))


WINNERS = (
    Winner(2010, "NEC-UIUC", 28.2, HAND),
    Winner(2011, "XRCE", 25.8, HAND),
    Winner(2012, "SuperVision", 16.4, NETWORK, "AlexNet"),
    Winner(2013, "Clarifai", 11.7, NETWORK),
    Winner(2014, "GoogLeNet", 6.7, NETWORK),
    Winner(2015, "MSRA", 3.57, NETWORK, "ResNet"),
    Winner(2016, "Trimps-Soushen", 2.99, NETWORK),
    Winner(2017, "WMW", 2.25, NETWORK, "SENet"),
)
HUMAN = 5.1
CAUTION = (
    "That is one person, trained for it, on 1,500 of the images. It says that the task was nearly solved, not that the "
    "networks see as people do."
)
SOURCE = (
    "Sources: 2010 to 2014 and the human estimate from Russakovsky et al., “ImageNet Large Scale Visual Recognition "
    "Challenge”, IJCV 2015 (2012 and 2013 without outside data); 2015 from He et al., “Deep Residual Learning for "
    "Image Recognition”, CVPR 2016; 2016 and 2017 from the challenge’s own results pages (2017 also in Hu et al., "
    "“Squeeze-and-Excitation Networks”, CVPR 2018). Winners are mostly several networks that vote."
)
PIPELINE = (
    Part(
        "Image in",
        "Numbers between 0 and 1, one map for each colour, all pictures of one size.",
        (),
    ),
    Part(
        "Convolutions that look for simple things",
        "Filters, ReLU, pooling. The maps say where edges and colours are.",
        _stage(16),
    ),
    Part(
        "Convolutions that look for combinations",
        "The same again on those maps. They get smaller and more: less of where, more of what.",
        (*_stage(32), *_stage(64)),
    ),
    Part("Maps become one vector", "Flattened, or each map averaged to one number.", (layers.Flatten(),)),
    Part(
        "Dense layers decide",
        "Every number found counts for or against every class.",
        (layers.Dense(64), layers.Activation("ReLU"), layers.Dense(10)),
    ),
    Part(
        "Probabilities out",
        "Softmax makes numbers that add up to 1, one a class.",
        (layers.Activation("softmax"),),
    ),
)
USES = (
    Use("What is in the picture?", "Classification: one name for a whole picture, from plants to street signs."),
    Use("What is where?", "Detection: a box around each thing and its name, as in cars that look for people."),
    Use(
        "Which pixel belongs to what?",
        "Segmentation: a class for every pixel, as in cells, organs or satellite images.",
    ),
    Use("Who is it?", "Faces turned into vectors that are compared, as when a phone is unlocked."),
    Use("What does it say?", "Handwriting and print, from postcodes and cheques to whole pages."),
    Use("Is it healthy?", "X-rays, skin and retina: a second look beside the doctor’s."),
    Use("Make it better", "Images in, images out: less noise, more pixels, colours for old photographs."),
    Use(
        "Not only pictures",
        "Sound as a spectrogram, a board of Go, a row of measurements: neighbours matter there too.",
    ),
)
