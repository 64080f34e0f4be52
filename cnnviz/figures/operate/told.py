"""What is said of edits, of what they do exactly, and of what colour and arrangement mean to a filter."""

from collections.abc import Mapping, Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.figures.way import views
from cnnviz.inspect.operate import edits as kinds
from cnnviz.inspect.operate.edits import Edit
from cnnviz.inspect.way import graph
from cnnviz.nets import layers

# Of its answer to the photo, the share up to which a filter that answers so to the grey one lives on colours.
COLOURED = 0.5
FLIPS = {"columns": "left and right", "rows": "top and bottom"}
# What each operation does, in a sentence.
SENTENCES = {
    kinds.SILENCE: "Its map becomes 0 everywhere, after batch norm and activation: bias and shift are gone too.",
    kinds.SCALE: "Its map, after batch norm and activation, is multiplied by a factor.",
    kinds.EMPTY: "All its weights become 0. What its bias and batch norm add remains: the same number everywhere.",
    kinds.SWAP: "One of the Kernel Lab's kernels in every slice, scaled so that all weights together are as long as "
    "before (the root of their squares). A dead filter stays dead.",
    kinds.TURN: "Its weights are turned, clockwise. The map is not: it answers to turned edges.",
    kinds.FLIP: "Its weights are mirrored.",
    kinds.GREY: "Each slice becomes the mean of the three: it sees light and dark, no colours. On the colour photo it "
    "makes the map that the learned filter makes of the grey one.",
}
HOW = (
    "An edit changes this copy of the network and no other. Only what comes after it is computed again. Nothing is "
    "learned anew: what the rest of the network would make of it after training is another question."
)
# What an answer is, of a map and of a single number.
ANSWERS = {
    True: "An answer here is how far the map varies over the picture, its standard deviation; 100 % is that of the "
    "photo. It says how much is answered, not whether in the same places.",
    False: "An answer here is how far the number is from 0; 100 % is that of the photo.",
}
CANNOT = (
    "A disordered picture has edges where its tiles "
    "meet, which no photo has, and the network never learned from such pictures: less of an answer may mean “strange”, "
    "not only “no shape”. One photo says nothing of others."
)


def channel(network: graph.Graph, step: graph.Step, number: int) -> str:
    """A channel, from 0, of a step as people call it."""
    if is_filter(step):
        return f"filter {number + 1:,}"
    word = "number" if len(step.output) == 1 else "map"
    return f"{views.titles(network)[step.name]}, {word} {number + 1:,}"


def is_filter(step: graph.Step) -> bool:
    """Whether its channels are called filters: those that read the pixels."""
    return step.reads_pixels and isinstance(step.main.layer, layers.Conv)


def edit(network: graph.Graph, one: Edit) -> str:
    """An edit in a few words."""
    step = network.step_of(one.path)
    assert step is not None
    return f"{channel(network, step, one.channel)}: {_done(one)}"


def _done(one: Edit) -> str:
    match one.kind:
        case kinds.SCALE:
            return f"× {numbers.text(one.factor)}"
        case kinds.SWAP:
            return f"{kinds.KERNELS[one.how].label} swapped in"
        case kinds.TURN:
            return f"turned {one.how}°"
        case kinds.FLIP:
            return f"{FLIPS[one.how]} flipped"
    return {kinds.SILENCE: "silenced", kinds.EMPTY: "weights 0", kinds.GREY: "grey"}[one.kind]


def swapped_length(before: np.ndarray, label: str) -> str:
    """What the length of a swapped kernel is."""
    length = numbers.text(float(np.linalg.norm(before.astype(np.float64))))
    return f"{label} has the length of the learned filter: {length}."


def answer(names: Sequence[str], shares: np.ndarray, index: int) -> str:
    """What a version of the photo gets: its first answer, and the share of another class."""
    first = int(shares.argmax())
    said = f"“{names[first]}”, {views.percent(float(shares[first]))}"
    return said if first == index else f"{said} (“{names[index]}”: {views.percent(float(shares[index]))})"


def arranged(names: Sequence[str], index: int, whole: float, shuffled: float) -> str:
    """Whether the answer of a network that knows no colours hangs on arrangement."""
    said = (
        "This network reads grey pictures: it knows no colours. "
        f"“{names[index]}” has {views.percent(whole)} of the photo, {views.percent(shuffled)} in disorder."
    )
    return (
        f"{said} Here {'it needs the arrangement' if shuffled < whole / 2 else 'it gets by without the arrangement'}."
    )


def needs(names: Sequence[str], index: int, shares: Mapping[str, float]) -> str:
    """Whether this photo's answer hangs on colours, on arrangement, or on both."""
    whole, grey, shuffled = (shares[name] for name in ("photo", "grey", "shuffled"))
    said = (
        f"“{names[index]}” has {views.percent(whole)} of the photo, {views.percent(grey)} without colours, "
        f"{views.percent(shuffled)} in disorder."
    )
    less_colour, less_shape = grey < whole / 2, shuffled < whole / 2
    if less_colour and less_shape:
        return f"{said} Here it needs both."
    if less_colour:
        return f"{said} Here it needs the colours more than the arrangement."
    if less_shape:
        return f"{said} Here it needs the arrangement more than the colours."
    return f"{said} Here it gets by without either."


def ratios(name: str, grey: float, shuffled: float, coloured: bool = True, is_map: bool = True) -> str:
    """How much one channel, a map or a single number, answers to the two versions."""
    if not np.isfinite(grey):
        nothing = "its map is the same everywhere, or nearly" if is_map else "it is 0, or nearly"
        return f"{_capital(name)} answers to nothing in this photo: {nothing}."
    both = f"to the grey photo with {round(100 * grey)} %, " if coloured else ""
    return (
        f"{_capital(name)} answers {both}to the disordered one with {round(100 * shuffled)} % of its answer to the "
        "photo as it is."
    )


def _capital(name: str) -> str:
    return name[0].upper() + name[1:]


def try_colour(grey: np.ndarray) -> str:
    """What to try: the filter that lives most on colours, by its answers to the grey picture (n)."""
    if not np.isfinite(grey).any() or np.nanmin(grey) > COLOURED:
        return ""
    at = int(np.nanargmin(grey))
    return (
        f"**Try:** filter {at + 1} answers to the grey photo with {round(100 * grey[at])} % only. Choose it and make "
        "it grey: what is left of its map, and does the first answer notice?"
    )


def try_strongest(strongest: int) -> str:
    """What to try: another kernel in the place of the filter that is missed most."""
    return (
        f"**Try:** filter {strongest + 1} is missed most. Turn it by 90° instead of silencing it: is it the direction "
        "that counts, or that there is something at all?"
    )
