"""PNM: bitmaps, grey and colour pictures (P1 to P6) of the Netpbm tools, their plain forms rewritten as raw ones."""

import re

import numpy as np

from cnnviz import limits
from cnnviz.images.containers import container

SIGNATURES = tuple(b"P%d" % kind + space for kind in range(1, 7) for space in (b" ", b"\n", b"\r", b"\t", b"#"))
# The header may hold comments. It ends with a single space.
_GAP = rb"(?:\s|#[^\n\r]*[\n\r])+"
_HEADER = re.compile(rb"P([1-6])" + _GAP + rb"(\d{1,9})" + _GAP + rb"(\d{1,9})")
_MOST = re.compile(_GAP + rb"(\d{1,5})")
COMMENTS = 1_000
# Bytes of comments before the pixels.
_LONGEST = 4096


def read(data: bytes) -> container.Container:
    """The container of a PNM; raises UnusableError."""
    found = _HEADER.match(data, 0, _LONGEST)
    if not found:
        raise container.damaged("it breaks off in its header")
    form, width, height = int(found[1]), int(found[2]), int(found[3])
    end, most = found.end(), 1
    if form not in (1, 4):
        level = _MOST.match(data, end, end + _LONGEST)
        if not level or not 0 < int(level[1]) < 65536:
            raise container.damaged("it breaks off in its header")
        end, most = level.end(), int(level[1])
    bits = 1 if form in (1, 4) else 8 if most < 256 else 16
    if width * height > limits.PIXELS:
        return container.Container("PPM", width, height, b"", bits)
    body = _raw(data[end:], form, width, height, most) if form < 4 else data[end + 1 :]
    name = form + 3 if form < 4 else form
    start = b"P%d %d %d\n" % (name, width, height) + (b"" if name == 4 else b"%d\n" % most)
    return container.Container("PPM", width, height, start + body, bits)


def _raw(text: bytes, form: int, width: int, height: int, most: int) -> bytes:
    """The pixels that are written as text, as bytes; raises UnusableError where there are too few or other signs."""
    if text.count(b"#") > COMMENTS:
        raise container.damaged(f"it is cut into more than {COMMENTS:,} pieces")
    text = re.sub(rb"#[^\n\r]*", b"", text)
    count = width * height * (3 if form == 3 else 1)
    if form == 1:
        digits = np.frombuffer(text.translate(None, b" \t\r\n\v\f"), np.uint8)[:count] - ord("0")
        if len(digits) < count or (digits > 1).any():
            raise container.damaged("its pixels cannot be decoded")
        return np.packbits(digits.reshape(height, width), axis=1).tobytes()
    if re.search(rb"[^\d\s]", text):
        raise container.damaged("its pixels cannot be decoded")
    numbers = (
        np.fromstring(text.decode("ascii"), np.int64, count, sep=" ") if len(text) >= 2 * count - 1 else np.zeros(0)
    )
    if len(numbers) < count or (count and numbers.max() > most):
        raise container.damaged("its pixels cannot be decoded")
    return numbers.astype(">u2" if most > 255 else np.uint8).tobytes()
