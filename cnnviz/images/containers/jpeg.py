"""JPEG: the frame header, the number of scans, and the segments that the pixels need."""

import re
import struct

from cnnviz import limits
from cnnviz.images.containers import container, ifd

SIGNATURE = b"\xff\xd8\xff"
# An extended XMP note of a phone can take hundreds; nothing honest takes thousands.
SEGMENTS = 5_000
_EXIF = b"Exif\0\0"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_DECODABLE = (0xC0, 0xC1, 0xC2)
_SCAN, _END = 0xDA, 0xD9
_DROPPED = {*range(0xE1, 0xF0), 0xFE} - {0xEE}
# Inside a scan FF is followed by 00 (a real FF), D0..D7 (a restart) or a fill byte; all else is a marker.
_MARKER = re.compile(rb"\xff[\xc0-\xcf\xd8-\xfe]")


def read(data: bytes) -> container.Container:
    """The container of a JPEG; raises UnusableError, also for more scans than limits.JPEG_SCANS."""
    frame, kept, exif = b"", [b"\xff\xd8"], b""
    segments = _segments(data)
    scans = [start for marker, start, _ in segments if marker == _SCAN]
    for marker, start, end in segments:
        body = data[start + 4 : end]
        if marker in _FRAMES:
            frame = _only_frame(marker, frame, body)
        if marker == 0xE1 and body.startswith(_EXIF) and not exif:
            exif = body[len(_EXIF) :]
        if start < min(scans, default=0) and marker not in _DROPPED:
            kept.append(data[start:end])
    if not frame or not scans:
        raise container.damaged("it breaks off before its pixels")
    kept.append(data[scans[0] : segments[-1][2]])
    bits, height, width = struct.unpack_from(">BHH", frame, 1)
    whole = frame[0] == 0xC2 or len(scans) > 1
    # Measured: a scan with nothing in it still goes over every pixel, in a twentieth of a plain decoding.
    effort = 1 + len(scans) / 16 if whole else 1.0
    lean = b"".join(kept)
    return container.Container("JPEG", width, height, lean, bits, ifd.orientation(exif), whole=whole, effort=effort)


def _only_frame(marker: int, before: bytes, body: bytes) -> bytes:
    """The frame header, its marker in front."""
    if before or len(body) < 6:
        raise container.damaged("it has more than one header")
    if marker not in _DECODABLE:
        raise container.UnusableError("is a rare kind of JPEG. Save it as an ordinary JPEG or PNG and try again.")
    return bytes([marker]) + body


def _segments(data: bytes) -> list[tuple[int, int, int]]:
    """Marker, start and end of every segment; the last one ends where the picture ends."""
    segments: list[tuple[int, int, int]] = []
    at, scans = 2, 0
    while (match := _MARKER.search(data, at)) and len(segments) <= SEGMENTS:
        start, marker = match.start(), data[match.start() + 1]
        if marker in (0xD8, _END):
            return [*segments, (_END, start, start + 2)]
        at = start + 2 + int.from_bytes(data[start + 2 : start + 4], "big")
        segments.append((marker, start, at))
        scans += marker == _SCAN
        if scans > limits.JPEG_SCANS:
            raise container.UnusableError(
                f"has more than {limits.JPEG_SCANS} scans. Save it as an ordinary JPEG and try again."
            )
    if len(segments) > SEGMENTS:
        raise container.damaged(f"it is cut into more than {SEGMENTS:,} pieces")
    return [*segments, (_END, len(data), len(data))]
