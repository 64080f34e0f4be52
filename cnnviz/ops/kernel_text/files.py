"""Kernels in files: what the bytes are, and the numbers in NPY and NPZ files. Nothing is unpickled."""

import codecs
import io
import math
import re
import zipfile

import numpy as np
from numpy.typing import NDArray

from cnnviz import limits
from cnnviz.errors import DAMAGED_ZIP, InputError

NPY = b"\x93NUMPY"
# The one line numpy writes for an array of plain numbers. It is matched, never evaluated.
_HEADER = re.compile(
    rb"\{'descr': '([<>|=]?[a-zA-Z]\d{0,4})', 'fortran_order': (True|False), 'shape': \(([\d, ]{0,60})\), \}\s*"
)
_DTYPE = re.compile(r"[<>|=]?([iu][1248]|f[248]|b1)")
_AXES = 6
_WAY_OUT = "Copy its cells and paste them, or save it as CSV."
# What people send by mistake, by its first bytes.
_STRANGERS = (
    (rb"PK\x03\x04.{0,4000}?(xl/|\[Content_Types\])", f"is an Excel workbook. {_WAY_OUT}"),
    (rb"PK\x03\x04.{0,4000}?opendocument", f"is a LibreOffice document. {_WAY_OUT}"),
    (rb"PK\x03\x04.{0,4000}?data\.pkl", "is a PyTorch file. Print the tensor and paste what is shown."),
    (rb"PK\x05\x06", "is an empty zip. Save the kernel again, as CSV or NPY."),
    (rb"\xd0\xcf\x11\xe0", f"is an old Office document. {_WAY_OUT}"),
    (rb"MATLAB [57]", "is a MATLAB file. Show the matrix in MATLAB and paste what is printed."),
    (rb"\x89HDF", "is an HDF5 file. Print the array and paste what is shown."),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|RIFF....WEBP", "is a picture. Put it where photos go, above."),
    (rb"%PDF", "is a PDF document. Copy the numbers out of it and paste them."),
)
_SHOWN = 5


def array(data: bytes) -> NDArray[np.float64]:
    """The numbers of an NPY file, of any axes; its header is checked before a number is read. Raises InputError."""
    # Version 1 counts its header in two bytes, all later ones in four.
    start = 10 if data[6:7] == b"\x01" else 12
    end = start + int.from_bytes(data[8:start], "little")
    header = _HEADER.fullmatch(data[start:end])
    if not header or not _DTYPE.fullmatch(header[1].decode()):
        raise InputError(
            "The array does not hold plain real numbers. Save it with np.save(file, kernel.astype(float))."
        )
    shape = tuple(int(side) for side in re.findall(r"\d+", header[3].decode()))
    long = [side for side in shape if side != 1]
    if not shape or len(shape) > _AXES or len(long) > 2 or not all(1 <= side <= limits.KERNEL_SIDE for side in shape):
        size = " × ".join(f"{side:.3g}" for side in shape[:4]) or "a single number"
        raise InputError(
            f"The array is {size}. Use one or two axes of at most {limits.KERNEL_SIDE} values, rows and columns."
        )
    dtype = np.dtype(header[1].decode())
    if len(data) - end < math.prod(shape) * dtype.itemsize:
        raise InputError("The array breaks off in the middle. Save it again.")
    values = np.frombuffer(data, dtype, math.prod(shape), end)
    return values.reshape(shape, order="F" if header[2] == b"True" else "C").astype(np.float64)


def only_array(data: bytes) -> NDArray[np.float64]:
    """The one array of an NPZ file. Raises InputError for none, for several, and for another kind of file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.endswith(".npy")]
            if len(names) == 1:
                with archive.open(names[0]) as file:
                    return array(file.read(limits.KERNEL_FILE_BYTES))
    except InputError:
        raise
    except DAMAGED_ZIP:
        raise InputError("is a damaged zip. Save the kernel again, as CSV or NPY.") from None
    if not names:
        raise InputError(f"is a zip without arrays in it. {_WAY_OUT}")
    shown = ", ".join("".join(filter(str.isprintable, name[:20])) for name in names[:_SHOWN])
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    raise InputError(f"holds {len(names)} arrays: {shown}{more}. Save the one you want with np.save.")


def text(data: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or the older Windows code page. Raises InputError where it is none."""
    for pattern, sentence in _STRANGERS:
        if re.match(pattern, data, re.DOTALL):
            raise InputError(sentence)
    marks = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    encodings = ("utf-32", "utf-32", "utf-16", "utf-16")
    marked = next((name for mark, name in zip(marks, encodings, strict=True) if data.startswith(mark)), "")
    # UTF-16 of digits has zeros in it; without, any bytes of an even number are signs of some language.
    wide = (_unmarked(data),) if b"\0" in data else ()
    for encoding in (marked,) if marked else ("utf-8-sig", *wide, "cp1252"):
        try:
            # Old programs end a text with a sign of its end.
            read = data.decode(encoding).rstrip("\x1a")
        except UnicodeDecodeError:
            continue
        # Any bytes are text of some code page: of one that was guessed, only text without control signs is believed.
        if (encoding in ("utf-8-sig", marked) and not _looks_wide(data)) or all(
            one.isprintable() or one in "\t\r\n\xa0" for one in read
        ):
            return read
    raise InputError("is not text: use a CSV, JSON or NPY file.")


def _looks_wide(data: bytes) -> bool:
    """Whether most of every other byte are zero, and none of the rest: UTF-16 without its mark."""
    halves = data[::2], data[1::2]
    return (
        len(data) > 1
        and len(data) % 2 == 0
        and any(2 * one.count(0) > len(one) and all(other) for one, other in (halves, halves[::-1]))
    )


def _unmarked(data: bytes) -> str:
    return "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
