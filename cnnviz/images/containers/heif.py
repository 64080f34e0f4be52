"""HEIC and AVIF: the size of the main picture, what all coded pictures cost to decode, and how it was held."""

import struct
from collections.abc import Sequence

from cnnviz import limits
from cnnviz.images.containers import bmff, coded, container

AVIF, HEIC = (b"avif", b"avis"), (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2")
# What files are called that hold a film, and what stills are called.
_STILL = {b"avis": b"avif", b"msf1": b"mif1", b"hevc": b"heic", b"hevx": b"heix"}
# Measured beside a plain JPEG.
_EFFORT = {"AVIF": 2.0, "HEIF": 2.5}
# Turned by how many quarters anticlockwise, and mirrored (−1: not) how, as an EXIF orientation.
_TURNS = {
    **{(0, -1): 1, (1, -1): 8, (2, -1): 3, (3, -1): 6},
    **{(0, 0): 4, (0, 1): 2, (1, 0): 5, (1, 1): 7, (2, 0): 2, (2, 1): 4, (3, 0): 7, (3, 1): 5},
}


def recognised(data: bytes) -> bool:
    """True for a file whose first box names one of these formats."""
    return data[4:8] == b"ftyp" and bool(_kind(data))


def read(data: bytes) -> container.Container:
    """The container of a HEIC or AVIF file; raises UnusableError."""
    kind = _kind(data)
    items = bmff.items(data)
    properties = items.properties.get(items.main, [])
    width, height = _written_size(properties)
    area = _coded_area(data, items)
    if not area:
        raise container.UnusableError("is a rare kind of HEIC or AVIF. Save it as JPEG or PNG and try again.")
    if max(area, width * height) > limits.HEIF_PIXELS:
        raise container.UnusableError(
            f"is {height:,} × {width:,} pixels (rows × columns), and holds {area:,} in all. "
            f"The limit is {limits.HEIF_PIXELS:,}: make it smaller and try again."
        )
    turn = _turn(properties)
    if kind == "HEIF":
        # Its decoder cuts and turns the picture itself.
        width, height = _cut(properties, width, height)
        width, height = (height, width) if turn >= 5 else (width, height)
        turn = 1
    effort = _EFFORT[kind] * max(1.0, area / max(1, width * height))
    return container.Container(kind, width, height, _still(data), _bits(properties), turn, effort=effort)


def _kind(data: bytes) -> str:
    """Pillow's name for the format, "" for another one."""
    size = struct.unpack_from(">I", data)[0] if len(data) >= 16 else 0
    brands = [data[8:12], *(data[at : at + 4] for at in range(16, min(size, 256), 4))]
    if data[8:12] in AVIF or (data[8:12] in (b"mif1", b"msf1", b"miaf") and b"avif" in brands):
        return "AVIF"
    return "HEIF" if data[8:12] in HEIC else ""


def _written_size(properties: Sequence[tuple[bytes, bytes]]) -> tuple[int, int]:
    for name, body in properties:
        if name == b"ispe" and len(body) >= 12:
            width, height = struct.unpack_from(">II", body, 4)
            return width, height
    raise container.damaged("it does not say how large it is")


def _cut(properties: Sequence[tuple[bytes, bytes]], width: int, height: int) -> tuple[int, int]:
    """The size that is left of a picture which was coded with a border (clap)."""
    for name, body in properties:
        if name == b"clap" and len(body) >= 16:
            sides = struct.unpack_from(">IIII", body)
            if sides[1] and sides[3]:
                return round(sides[0] / sides[1]), round(sides[2] / sides[3])
    return width, height


def _coded_area(data: bytes, items: bmff.Items) -> int:
    """Pixels of all coded pictures in the file, by what their streams say; raises UnusableError."""
    area = 0
    for item, kind in items.kinds.items():
        if kind == b"av01":
            sizes = coded.av1(bmff.contents(data, items.spans.get(item, [])))
            area += max((width * height for width, height in sizes), default=0)
        elif kind == b"hvc1":
            area += _hevc_area(data, items, item)
        elif kind not in (b"grid", b"iovl", b"iden", b"Exif", b"mime", b"uri ", b"tmap", b"hvt1"):
            raise container.UnusableError("is a rare kind of HEIC or AVIF. Save it as JPEG or PNG and try again.")
    for properties in items.properties.values():
        for name, body in properties:
            if name == b"av1C":
                area = max(area, *(width * height for width, height in [(0, 0), *coded.av1(body[4:])]))
    return area


def _hevc_area(data: bytes, items: bmff.Items, item: int) -> int:
    records = [body for name, body in items.properties.get(item, []) if name == b"hvcC"]
    sizes = [size for record in records for size in coded.hevc_parameters(record)]
    stream = bmff.contents(data, items.spans.get(item, []))
    if not sizes or any(coded.announces_anew(stream, (record[21] & 3) + 1) for record in records):
        raise container.UnusableError("is a rare kind of HEIC. Save it as JPEG or PNG and try again.")
    return max(width * height for width, height in sizes)


def _bits(properties: Sequence[tuple[bytes, bytes]]) -> int:
    return max((body[5] for name, body in properties if name == b"pixi" and len(body) > 5), default=8)


def _turn(properties: Sequence[tuple[bytes, bytes]]) -> int:
    turned = next((body[0] & 3 for name, body in properties if name == b"irot" and body), 0)
    mirrored = next((body[0] & 1 for name, body in properties if name == b"imir" and body), -1)
    return _TURNS[turned, mirrored]


def _still(data: bytes) -> bytes:
    """The file without its film, which a decoder might prefer: of a film only the cover is a picture."""
    lean = bytearray(data)
    for name, start, _ in bmff.boxes(data, 0, len(data)):
        if name == b"moov":
            lean[start - 4 : start] = b"free"
    end = min(struct.unpack_from(">I", data)[0], len(data))
    for at in (8, *range(16, end - 3, 4)):
        lean[at : at + 4] = _STILL.get(bytes(data[at : at + 4]), data[at : at + 4])
    return bytes(lean)
