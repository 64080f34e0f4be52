"""How large the picture of a coded stream is, from the stream's own header: AV1 (AVIF) and HEVC (HEIC)."""

import struct

from cnnviz.images.containers import container

# Pieces of one stream. A photo has a handful.
UNITS = 10_000
_SEQUENCE, _SPS = 1, 33


class _Bits:
    """Bits one after the other, the highest first."""

    def __init__(self, data: bytes) -> None:
        self.value, self.left = int.from_bytes(data, "big"), len(data) * 8

    def take(self, count: int) -> int:
        """The number in the next bits; raises UnusableError where they end."""
        self.left -= count
        if self.left < 0:
            raise container.damaged("the header of its pixels breaks off")
        return self.value >> self.left & ((1 << count) - 1)

    def golomb(self) -> int:
        """The next number in exponential Golomb code."""
        zeros = 0
        while not self.take(1):
            zeros += 1
        return (1 << zeros) - 1 + self.take(min(zeros, 32))


def av1(stream: bytes) -> list[tuple[int, int]]:
    """Width and height of every sequence header in an AV1 stream (AV1 specification, 5.3 and 5.5)."""
    sizes: list[tuple[int, int]] = []
    at = 0
    for _ in range(UNITS):
        if at >= len(stream):
            return sizes
        kind, extended, sized = stream[at] >> 3 & 15, stream[at] & 4, stream[at] & 2
        at += 2 if extended else 1
        length, at = _leb128(stream, at) if sized else (len(stream) - at, at)
        if kind == _SEQUENCE:
            sizes.append(_of_sequence(stream[at : at + min(length, 64)]))
        at += length
    raise container.damaged(f"it is cut into more than {UNITS:,} pieces")


def _leb128(stream: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place, byte in enumerate(stream[at : at + 8]):
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return value, at + place + 1
    raise container.damaged("the header of its pixels breaks off")


def _of_sequence(header: bytes) -> tuple[int, int]:
    bits = _Bits(header)
    bits.take(4)  # profile, still picture
    if bits.take(1):
        bits.take(5)  # level
    else:
        if bits.take(1):
            raise container.UnusableError("is a film. Save one picture of it as PNG or JPEG and try again.")
        delayed = bits.take(1)
        for _ in range(bits.take(5) + 1):
            bits.take(12)
            if bits.take(5) > 7:
                bits.take(1)
            if delayed and bits.take(1):
                bits.take(4)
    width, height = bits.take(4) + 1, bits.take(4) + 1
    return bits.take(width) + 1, bits.take(height) + 1


def hevc_parameters(record: bytes) -> list[tuple[int, int]]:
    """Width and height of every picture that a decoder's configuration (hvcC) announces; raises UnusableError."""
    sizes: list[tuple[int, int]] = []
    at = 23
    try:
        for _ in range(record[22]):
            kind, count = struct.unpack_from(">BH", record, at)
            at += 3
            for _ in range(min(count, UNITS)):
                length = struct.unpack_from(">H", record, at)[0]
                if kind & 63 == _SPS:
                    sizes.append(_of_sps(record[at + 2 : at + 2 + min(length, 256)]))
                at += 2 + length
    except (struct.error, IndexError):
        raise container.damaged("the header of its pixels breaks off") from None
    return sizes


def announces_anew(stream: bytes, width: int) -> bool:
    """Whether an HEVC stream whose pieces begin with their length, of `width` bytes, has a size of its own."""
    at = 0
    for _ in range(UNITS):
        if at + width >= len(stream):
            return False
        length = int.from_bytes(stream[at : at + width], "big")
        if stream[at + width] >> 1 & 63 == _SPS:
            return True
        at += width + length
    return True


def _of_sps(unit: bytes) -> tuple[int, int]:
    """Width and height in a sequence parameter set (ITU-T H.265, 7.3.2.2)."""
    bits = _Bits(unit.replace(b"\0\0\3", b"\0\0"))
    bits.take(16 + 4)
    layers = bits.take(3)
    bits.take(1 + 96)  # nesting; profile, tier and level
    present = [(bits.take(1), bits.take(1)) for _ in range(8 if layers else 0)][:layers]
    for profile, level in present:
        bits.take(88 * profile + 8 * level)
    bits.golomb()
    if bits.golomb() == 3:
        bits.take(1)
    return bits.golomb(), bits.golomb()
