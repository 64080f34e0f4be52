"""Every depth and colour model that a file may have, as 8-bit RGB."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnnviz.images.containers import container

# Rows of a deep picture worked on at once, so that its numbers never lie in memory as float64 all together.
_ROWS = 256
_DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")
# Sharper than a triangle and, unlike Lanczos, without overshoot: an edge gets no halo to be found by a filter.
_FILTER = Image.Resampling.HAMMING


def rgb(image: Image.Image, header: container.Container, side: int) -> tuple[NDArray[np.uint8], list[str]]:
    """The picture as uint8 (h w 3), its longer side at most `side`, and a sentence for all that was changed.

    Pictures are shrunk before transparency is laid on white, where they are small: the average of what was
    laid on white is what the premultiplied average gives on white.
    """
    image, notes = _basic(image, header)
    image = shrunk(image, side)
    if image.mode == "CMYK":
        notes.append("Converted from CMYK inks to RGB.")
    if image.mode == "RGBA":
        image, laid = _on_white(image)
        notes += ["Transparency was laid on white."] if laid else []
    return np.asarray(image.convert("RGB")), notes


def from_values(values: NDArray[np.generic], header: container.Container) -> tuple[Image.Image, list[str]]:
    """Numbers of any depth, grey (h w) or of bands (h w b), as a picture that can be scaled; of more bands than three,
    the first three."""
    bands = values[:, :, np.newaxis] if values.ndim == 2 else values
    low, high, sentence = _range(bands, header)
    low, high = (high, low) if header.negative else (low, high)
    grey = [np.asarray(_levels(bands[:, :, band], low, high)) for band in range(3 if bands.shape[2] > 2 else 1)]
    more = [f"Only the first {len(grey)} of {bands.shape[2]} bands are used."] if bands.shape[2] > len(grey) else []
    rounded = [] if values.dtype == np.uint8 else [sentence]
    return Image.fromarray(np.dstack(grey) if len(grey) > 1 else grey[0]), [*rounded, *more]


def shrunk(image: Image.Image, side: int) -> Image.Image:
    """`image` with its longer side at most `side`, each side at least one pixel."""
    ratio = side / max(image.size)
    if ratio >= 1:
        return image
    width, height = (max(1, round(length * ratio)) for length in image.size)
    return image.resize((width, height), _FILTER)


def _basic(image: Image.Image, header: container.Container) -> tuple[Image.Image, list[str]]:
    """The picture in a mode that can be scaled: L, RGB, RGBA or CMYK."""
    if image.mode in _DEEP:
        return _from_deep(image, header)
    notes = ["The upper 8 bits of each number are kept."] if header.bits > 8 and header.kind != "BMP" else []
    if image.mode in ("RGBA", "CMYK"):
        return image, notes
    if image.mode in ("LA", "La", "PA", "RGBa") or "transparency" in image.info:
        return image.convert("RGBA"), notes
    return image.convert("L" if image.mode in ("1", "L") else "RGB"), notes


def _on_white(image: Image.Image) -> tuple[Image.Image, bool]:
    """RGBA over white, and whether anything was transparent."""
    alpha = image.getchannel("A")
    white = Image.new("RGB", image.size, "white")
    white.paste(image.convert("RGB"), mask=alpha)
    return white, alpha.getextrema() != (255, 255)


def _from_deep(image: Image.Image, header: container.Container) -> tuple[Image.Image, list[str]]:
    """Grey of 12, 16 or 32 bits as 8 bits, 0 black and the largest number white."""
    values = np.asarray(image)
    values = values.view(np.uint32) if header.unsigned and values.dtype == np.int32 else values
    low, high, sentence = _range(values, header)
    if header.negative:
        low, high = high, low
    return Image.fromarray(_levels(values, low, high)), [sentence]


def _levels(values: NDArray[np.generic], low: float, high: float) -> NDArray[np.uint8]:
    """Numbers (h w) as bytes, `low` as black and `high` as white."""
    grey = np.empty(values.shape, np.uint8)
    for start in range(0, len(values), _ROWS):
        rows = values[start : start + _ROWS].astype(np.float64)
        level = (np.clip(rows, min(low, high), max(low, high)) - low) * (255 / ((high - low) or 1))
        # What is not a number is black; infinities are clipped like any value outside the range.
        grey[start : start + _ROWS] = np.rint(np.nan_to_num(level, nan=0.0))
    return grey


def _range(values: NDArray[np.generic], header: container.Container) -> tuple[float, float, str]:
    """The numbers that become black and white, and what is said about it."""
    if values.dtype.kind == "u" and header.bits <= 16:
        return 0.0, float(2**header.bits - 1), "Rounded to 8 bits."
    finite = values[np.isfinite(values)] if values.dtype.kind == "f" else values
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    odd = values.size - finite.size
    note = f" {odd:,} values that are not finite were clipped or became black." if odd else ""
    for most in (1.0, 255.0, 65535.0):
        if low >= 0 and high <= most and (most > 1 or values.dtype.kind == "f"):
            return 0.0, most, f"Scaled from 0..{most:g} to 0..255 and rounded to 8 bits.{note}"
    return low, high, f"Stretched from {low:g}..{high:g} to 0..255 and rounded to 8 bits.{note}"
