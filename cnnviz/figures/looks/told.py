"""What is said of a channel, of the numbers that it makes of a set of pictures, and of what patches can show."""

from collections.abc import Sequence

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme
from cnnviz.inspect.looks import scan, spread

DEAD = "It is never above 0: on these pictures the channel is dead, and the patches only come nearest to waking it."
CHANCE = (
    "Windows that were drawn before anything was computed, each at its strongest place. Are the patches above typical, "
    "or rare?"
)
LATER = "All channels of the layer, each as its best patch, follow here once all pictures are looked at."
LEAST = "Where its sum is smallest: often as telling as where it is largest."
CAN = (
    "**What top patches can tell, and what not.** They are the extreme end of what the channel answers to: the drawn "
    "windows beside them show its everyday. Several different things may excite one channel, and of things that are "
    "not in these pictures nothing can be seen. The name you give it is yours: the network has none. And wherever "
    "random weights find patches that are as much alike, being alike proves nothing."
)
NONE_APART = "Where two show the same place of a picture, only the stronger one is shown."


def share(part: float) -> str:
    """A share of 1 in percent, never rounded to all or nothing."""
    if 0 < part < 0.0005:
        return "under 0.1 %"
    if 0.9995 < part < 1:
        return "over 99.9 %"
    return f"{numbers.text(round(100 * part, 1))} %"


def progress(counted: str, done: Sequence[int]) -> str:
    """How far scans are: of the learned weights, and of random ones where those are asked for."""
    looked = f"{done[0]:,} of them are looked at so far"
    looked += f", {done[1]:,} with random weights" if len(done) > 1 else ""
    return f"{counted}. {looked}: the patches may change."


def sees(size: tuple[int, int], whole: bool, word: str) -> str:
    """How much of a picture a unit sees, by the arithmetic of the layers before it; `word` is what one channel is
    called."""
    if whole:
        return f"This {word} sees all of a picture."
    return f"A unit of this {word} sees {numbers.size(size)} pixels of what the network reads."


def silence(known: scan.Scan, channel: int, word: str, cut_off: bool) -> str:
    """How often the channel is silent; `cut_off` says whether an activation makes 0 of its negative sums, and `word`
    what one of the pictures is called."""
    silent, looked = int(known.silent[channel]), numbers.count(known.done, word)
    if not cut_off:
        return f"Its largest number is above 0 in {known.done - silent:,} of {looked}."
    if silent == known.done:
        return DEAD
    zeros, total = int(known.spread.zeros[channel]), known.spread.total
    return f"It stays at 0 in {silent:,} of {looked}. {share(zeros / total)} of its {total:,} numbers are 0."


def chart(counted: spread.Spread, channel: int) -> plots.Figure:
    """How often the channel makes which numbers, 0 apart."""
    counts, width = counted.counts[channel].astype(float), float(counted.width[channel])
    counts[spread.HALF] -= counted.zeros[channel]
    filled = np.flatnonzero(counts)
    middles, shares = (filled - spread.HALF + 0.5) * width, 100 * counts[filled] / counted.total
    figure = plots.Figure()
    if filled.size:
        look = {"marker": {"color": theme.BLUE}, "width": width * 0.92}
        figure.add_bar(x=middles, y=shares, name="its other numbers", **look)
    zeros = int(counted.zeros[channel])
    if zeros:
        part = [100 * zeros / counted.total]
        figure.add_bar(x=[0.0], y=part, name="exactly 0", marker={"color": theme.GREY}, width=width * 0.5)
    figure.update_layout(**theme.frame(230, left=60), barmode="overlay")
    figure.update_xaxes("its number")
    # Between powers of ten Plotly writes smaller letters than can be read.
    figure.update_yaxes("% of all, logarithmic", type="log", dtick=1)
    return figure
