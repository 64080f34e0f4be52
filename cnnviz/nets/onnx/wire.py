"""Protocol buffers as they lie in a file: the fields of a message, one after the other, as views of its bytes.

Written out here, although the package `onnx` has a parser: that one makes an object of every message, also of an empty
one of two bytes. 10 MB of those take 790 MB of memory (onnx 1.23, protobuf 7.36) before anything of them can be looked
at, and a server reads what strangers bring. Here nothing is copied, what nobody asks for is skipped, and fields are
counted. The format: protobuf.dev/programming-guides/encoding.
"""

import struct
from collections.abc import Iterator
from typing import NoReturn

from cnnviz import limits
from cnnviz.errors import InputError

Value = int | float | memoryview
Fields = Iterator[tuple[int, Value]]

VARINT, DOUBLE, BYTES, FLOAT = 0, 1, 2, 5
CUT = "This ONNX file is cut off or damaged. Save it again, or bring it again."
MANY = (
    f"This ONNX file has more than {limits.ONNX_FIELDS:,} parts: too many for a network that can be drawn. "
    "Bring a smaller one."
)


class Message:
    """The bytes of a message, and how many fields may still be read of the file that it is part of."""

    def __init__(self, data: bytes | memoryview, left: list[int] | None = None) -> None:
        self.data = memoryview(data)
        self.left = [limits.ONNX_FIELDS] if left is None else left

    def inner(self, value: Value) -> "Message":
        """A message within this one."""
        return Message(view(value), self.left)

    def fields(self) -> Fields:
        """Every field's number and value: a whole number from 0 to 2⁶⁴ − 1, a float, or bytes. Raises InputError."""
        at, end = 0, len(self.data)
        while at < end:
            self.count()
            key, at = varint(self.data, at)
            number, kind = key >> 3, key & 7
            if number == 0:
                damaged()
            if kind == VARINT:
                value, at = varint(self.data, at)
                yield number, value
                continue
            if kind == BYTES:
                size, at = varint(self.data, at)
            else:
                size = {DOUBLE: 8, FLOAT: 4}.get(kind, end)
            if size > end - at:
                damaged()
            part, at = self.data[at : at + size], at + size
            yield number, part if kind == BYTES else struct.unpack("<d" if kind == DOUBLE else "<f", part)[0]

    def integers(self, value: Value) -> Iterator[int]:
        """The signed whole numbers of a repeated field, packed or one by one."""
        if isinstance(value, int):
            yield signed(value)
            return
        data, at = view(value), 0
        while at < len(data):
            self.count()
            found, at = varint(data, at)
            yield signed(found)

    def count(self) -> None:
        """One field more. Raises InputError where these are too many."""
        self.left[0] -= 1
        if self.left[0] < 0:
            raise InputError(MANY)


def varint(data: memoryview, at: int) -> tuple[int, int]:
    """A whole number in groups of 7 bits, and the place behind it. Raises InputError."""
    value = shift = 0
    while at < len(data) and shift < 70:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value & (2**64 - 1), at
        shift += 7
    damaged()


def signed(value: int) -> int:
    """The same 64 bits as a number with a sign."""
    return value - 2**64 if value >= 2**63 else value


def view(value: Value) -> memoryview:
    """A field's bytes. Raises InputError where it holds a number instead."""
    return value if isinstance(value, memoryview) else damaged()


def text(value: Value) -> str:
    """A field's text; what is no UTF-8 in it is shown as �."""
    return bytes(view(value)).decode("utf-8", "replace")


def whole(value: Value) -> int:
    """A field's whole number, signed. Raises InputError where it holds something else."""
    return signed(value) if isinstance(value, int) else damaged()


def damaged() -> NoReturn:
    """Raises InputError: the bytes are no such message."""
    raise InputError(CUT)
