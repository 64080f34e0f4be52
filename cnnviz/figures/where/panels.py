"""Heat maps over the photo that a network read, for the component gallery."""

import dataclasses

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import alternatives, theme, tiles
from cnnviz.inspect.where import cam, pixels

PALETTE = "blue-orange"
# Heat, as the component `heat` draws it: the picture lies darker under it, so that heat is seen on white as well.
HOT = np.array(theme.INVENTED, np.float32)
DARKER = 0.55
# Maps up to this side are also written in numbers.
WRITTEN = tiles.NUMBERED


def overlay(title: str, photo: np.ndarray, map_: np.ndarray, end: float, facts: tuple[str, ...] = ()) -> tiles.Picture:
    """A map without negative numbers (h w), as heat up to `end` over a photo uint8 (c h w), which is grey there."""
    heat = np.clip(map_ / end, 0, 1)[..., None] if end > 0 else np.zeros((*map_.shape, 1))
    under = photo.mean(0, dtype=np.float32)[..., None]
    drawn = np.rint((1 - heat) * under * DARKER + heat * HOT).astype(np.uint8)
    said = (f"orange: 0 to {numbers.text(end)}", *facts)
    return tiles.Picture(title, drawn, facts=said, told=alternatives.text(map_))


def cams(photo: np.ndarray, found: cam.Cam, smooth: np.ndarray, of: str = "") -> tuple[tiles.Picture, tiles.Picture]:
    """Grad-CAM over the photo, and its sums before ReLU; `of` says whose, where that is not the network's own."""
    rows, columns = found.sums.shape
    over = overlay(f"{of}Grad-CAM", photo, smooth, float(found.map.max()), (f"drawn smooth from {rows} × {columns}",))
    sums = tiles.signed_map(f"{of}Sums before ReLU", found.sums)
    return over, dataclasses.replace(sums, facts=(cut(found),))


def cut(found: cam.Cam) -> str:
    """What ReLU takes away."""
    negative = found.sums[found.sums < 0]
    if not negative.size:
        return "ReLU takes nothing away"
    return f"ReLU takes {negative.size} of {found.sums.size} away: {numbers.text(negative.sum())}"


def gradients(
    photo: np.ndarray, size: np.ndarray, signed: np.ndarray, times: np.ndarray, joined: str, of: str = ""
) -> tuple[tiles.Picture, ...]:
    """The gradient's size over the photo, its sum over the channels with its sign, and gradient × input, (h w) each."""
    heat = overlay(f"{of}Size", photo, size, pixels_end(size), (f"{JOINED[joined]} of |gradient|",))
    sign = _signed(f"{of}With sign", signed, "sum of the channels")
    return heat, sign, _signed(f"{of}Gradient × input", times, "sum of the channels")


def pixels_end(map_: np.ndarray) -> float:
    """The end of a map's scale."""
    below = np.quantile(np.abs(map_), pixels.BELOW)
    return float(below or np.abs(map_).max() or 1)


def _signed(title: str, map_: np.ndarray, fact: str) -> tiles.Picture:
    end = pixels_end(map_)
    drawn = tiles.signed_map(title, np.clip(map_, -end, end), end)
    return dataclasses.replace(drawn, facts=(fact,), told=alternatives.text(map_))


def written(found: cam.Cam) -> tiles.Section | None:
    """The sums in numbers; None where there are too many."""
    if max(found.sums.shape) > WRITTEN:
        return None
    table = tiles.Matrix("Sums before ReLU", found.sums, "signed", tiles.limit(found.sums))
    return tiles.Section("", "", (table,), "rose")


JOINED = {"max": "largest of the channels", "sum": "sum of the channels"}
