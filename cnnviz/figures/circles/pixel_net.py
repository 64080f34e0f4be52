"""One window through all channels as a small network: what the component pixel_net is sent, and what it counts."""

import numpy as np

from cnnviz import numbers, packing
from cnnviz.figures.circles import layer_net
from cnnviz.ops import pipeline
from cnnviz.ops.templates import alike


def blob(result: pipeline.Result, channels: tuple[str, ...], net: alike.Alike, at: tuple[int, int]) -> bytes:
    """The message of the component: what adds up the features (see layer_net.parts), the weights and biases of the two
    1 × 1 layers and of the linear classifier, the answers of both (y x); `at` is the place that the network is for."""
    header, arrays = layer_net.parts(result, channels, list(net.filters), at)
    header |= {"activation": result.stage.activation, "yes": alike.YES}
    made = {
        "first": net.first[0],
        "first_bias": net.first[1],
        "second": net.second[0],
        "second_bias": net.second[1],
        "linear": net.linear,
        "answer": net.answer,
        "classified": net.classified,
    }
    return packing.packed(header, arrays | {name: array.astype(np.float32) for name, array in made.items()})


def sentences(result: pipeline.Result, net: alike.Alike, at: tuple[int, int]) -> tuple[str, ...]:
    """What both say of the whole picture, and what the network is made of."""
    said = [int((one >= alike.YES).sum()) for one in (net.classified, net.answer)]
    read, cells = len(net.filters), net.answer.size
    size = numbers.size(result.kernels.shape[2:])
    one = int(np.prod(result.kernels.shape[1:])) + 1
    return (
        f"Both are to find what looks like row {at[0] + 1}, column {at[1] + 1}, where the explorer stands. A linear "
        f"classifier of the same sums says yes ({alike.YES} or more) at {said[0]:,} of {cells:,} places: more of the "
        f"same is never too much for it. The small network says yes at {said[1]:,}.",
        f"Its parameters: {read} filters of {size} are {read} · {one} = {read * one:,}, its 1 × 1 layers {2 * read} · "
        f"({read} + 1) + ({2 * read} + 1) = {net.parameters:,}. They are the same at each place, whatever the size of "
        "the picture.",
        "Its 1 × 1 weights are set by hand from the place to be found; a network that learns finds such weights itself."
        + _linear(result),
    )


def _linear(result: pipeline.Result) -> str:
    if result.stage.activation != "none":
        return ""
    return " The filters have no activation here: with one linear layer behind them they are one filter, no more."
