"""Zips as the tests want them, honest and not."""

import io
import stat
import zipfile

import numpy as np
from PIL import Image


def png(pixels: np.ndarray) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "PNG")
    return stream.getvalue()


def flat(level: int, side: int = 6) -> bytes:
    """A PNG of one level of grey."""
    return png(np.full((side, side), level, np.uint8))


def zipped(files: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return stream.getvalue()


def link(name: str, target: bytes) -> bytes:
    """A zip with one symbolic link."""
    stream = io.BytesIO()
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, target)
    return stream.getvalue()


def classes(count: int = 3, each: int = 4) -> dict[str, bytes]:
    """Folders c0, c1 …, in each so many pictures whose level says class and number."""
    return {f"c{kind}/{one}.png": flat(60 * kind + one) for kind in range(count) for one in range(each)}
