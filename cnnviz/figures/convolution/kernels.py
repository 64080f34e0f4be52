"""What a stage begins with: the image, its padding and its kernels as tiles."""

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.ops import kernels as known
from cnnviz.ops import pipeline

# Kernels drawn before the rest are only counted.
KERNELS = 9
# Pixels of the image shown beside the invented ones where the padded corner is enlarged.
CORNER = 12


def section(result: pipeline.Result, prefix: str, pixels: np.ndarray | None) -> tiles.Section:
    """The image as it was given, uint8 (c h w) or none, its padding, and each kernel once."""
    shown = (tiles.image("Image", pixels, file="image.png"),) if pixels is not None else ()
    return tiles.Section(
        f"{prefix}Image, kernel, padding" if pixels is not None else f"{prefix}Kernel and padding",
        f"{sentence(result)}{_tail(result)}",
        (*shown, *padded_tiles(result), *_own(result)),
        small=True,
    )


def rest(result: pipeline.Result, prefix: str) -> tiles.Section:
    """The padding, and each kernel once where there are several: what does not stand large above."""
    own = _own(result)
    drawn = (*padded_tiles(result), *(own if len(own) > 1 else ()))
    title = f"{prefix}{'All kernels, padding' if len(own) > 1 else 'Padding'}"
    return tiles.Section(title, f"{_padding_sentence(result)}{_tail(result)}", drawn, small=True)


def sentence(result: pipeline.Result) -> str:
    """What is to be said of the padding and of the kernels."""
    channels = result.kernels.shape[1]
    deep = f" Each kernel has {channels} slices, one per channel; the first is drawn." if channels > 1 else ""
    turned = " Turned by 180°: true convolution." if result.stage.kernels.flip else ""
    return f"{_padding_sentence(result)}{deep}{turned}"


def _tail(result: pipeline.Result) -> str:
    kinds = len(result.names) // result.groups
    return f" The first {KERNELS} of {kinds} kernels are drawn." if kinds > KERNELS else ""


def _own(result: pipeline.Result) -> tuple[tiles.Matrix | tiles.Picture, ...]:
    kinds = len(result.names) // result.groups
    names = tuple(name.split(" · ")[-1] for name in result.names[:kinds])
    return kernel_tiles(names, result.kernels[:kinds, 0])


def kernel_tiles(names: tuple[str, ...], weights: np.ndarray) -> tuple[tiles.Matrix | tiles.Picture, ...]:
    """Kernels (k i j), their numbers where there is room for them."""
    drawn: list[tiles.Matrix | tiles.Picture] = []
    for name, one in list(zip(names, weights, strict=True))[:KERNELS]:
        facts = (f"{numbers.size(one.shape)} · sum {numbers.text(one.sum())}",)
        title = f"Kernel · {name}"
        if max(one.shape) <= tiles.NUMBERED:
            drawn.append(tiles.Matrix(title, one, "signed", tiles.limit(one), facts))
        else:
            end = tiles.limit(one)
            drawn.append(tiles.Picture(title, tiles.signed(one, end), "signed", -end, end, facts))
    return tuple(drawn)


def turns(turned: known.Turns) -> tuple[tiles.Section, tiles.Section]:
    """Kirsch's first mask turned in two ways: its ring of outer cells by 45°, and the whole array by 90° (T10)."""
    masks, met = turned.masks, turned.by_array
    missed = [name for name in masks if name not in met]
    ring = (
        f"Every number of the ring of {len(known.RING)} outer cells moves on by one cell, 45°; the centre stays 0. "
        f"After {len(masks)} turns all are back where they were: {len(masks)} masks, and each sums to 0."
    )
    array = (
        f"The 3 × 3 array as a whole turns by 90°. After {len(met)} turns it is back: {', '.join(met)}. "
        f"{', '.join(missed)} are not among them: their three 5s lie round a corner, and a side never turns into one."
    )
    return (
        tiles.Section("The ring turned by 45°: eight masks", ring, kernel_tiles(tuple(masks), _stacked(masks))),
        tiles.Section(
            "The array turned by 90°: only four of them",
            array,
            kernel_tiles(met, np.stack([masks[name] for name in met])),
        ),
    )


def _stacked(masks: dict[str, np.ndarray]) -> np.ndarray:
    return np.stack(list(masks.values()))


def padded_tiles(result: pipeline.Result) -> tuple[tiles.Picture, ...]:
    """The padded input, invented pixels hatched, and its top left corner enlarged; nothing where none is added."""
    rows, columns = result.axes
    frame = (rows.before, rows.after, columns.before, columns.after)
    if not any(frame):
        return ()
    first = result.padded[0]
    facts = (
        *tiles.facts(first),
        "+{} ↑ +{} ↓ +{} ← +{} → px".format(*frame),
    )
    channels = len(result.padded)
    title = "Padded input" if channels == 1 else f"Padded input, channel 1 of {channels}"
    whole = tiles.picture(title, first, facts, frame)
    corner = first[: frame[0] + CORNER, : frame[2] + CORNER]
    if not (frame[0] or frame[2]):
        return (whole,)
    invented = (frame[0], 0, frame[2], 0)
    return whole, tiles.picture(
        "Its top left corner", corner, (f"{numbers.size(corner.shape)} px, enlarged",), invented
    )


def _padding_sentence(result: pipeline.Result) -> str:
    border = result.stage.border
    added = sum(axis.before + axis.after for axis in result.axes)
    if not added:
        return f"Padding {border.amount}: nothing is invented."
    value = f" {numbers.text(border.value)}" if border.mode == "constant" else ""
    return f"Padding {border.amount}: hatched pixels are invented (mode {border.mode}{value})."
