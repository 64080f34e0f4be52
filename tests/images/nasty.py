"""Run by test_decode_costs: `make` writes the nastiest files, `decode` decodes them under a watch.

Prints one line a file: name, CPU seconds, the largest memory of the process so far in MB, outcome.
"""

import io
import os
import resource
import struct
import sys
import zlib

import numpy as np
import tifffile
from PIL import Image

from cnnviz import errors, limits
from cnnviz.images import decode

FORBIDDEN = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "socket.connect")


def packed(row: bytes, rows: int) -> bytes:
    """`rows` equal rows through zlib, without ever holding them all."""
    press = zlib.compressobj(9)
    return b"".join([press.compress(row * min(64, rows - start)) for start in range(0, rows, 64)]) + press.flush()


def png(width: int, height: int, bits: int, colour: int, *extra: tuple[bytes, bytes], interlace: int = 0) -> bytes:
    numbers = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    # Filter 4 (Paeth) is the slowest; an interlaced file has shorter rows, so there every byte is 0.
    row = (b"\0" if interlace else b"\4") + bytes((width * bits * numbers + 7) // 8)
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlace)), *extra]
    parts += [(b"IDAT", packed(row, height + 64 * interlace)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in parts)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def waves(side: int, mode: str = "RGB") -> Image.Image:
    return Image.effect_noise((512, 512), 90).resize((side, side)).convert(mode)


def scans() -> bytes:
    """As many scans as are allowed, each of them over the whole picture."""
    data = encoded(Image.linear_gradient("L").resize((4000, 4000)).convert("RGB"), "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")
    return data[:-2] + data[at:-2] * (limits.JPEG_SCANS - data.count(b"\xff\xda")) + data[-2:]


def grain(side: int, levels: int, bands: int = 3) -> Image.Image:
    """Noise of few levels, which packs badly: the most bytes for the pixels."""
    chance = np.random.default_rng(0)
    return Image.fromarray(chance.integers(0, levels, (side, side, bands), np.uint8))


def tiff(width: int, height: int, tags: dict[int, tuple[int, int, int]], tail: bytes = b"") -> bytes:
    """A little-endian TIFF; tags map a number to (type, count, value or offset); `tail` begins at byte 1,000."""
    all_tags = {256: (4, 1, width), 257: (4, 1, height), 258: (3, 1, 8), 262: (3, 1, 1), **tags}
    body = b"".join(struct.pack("<HHII", tag, *all_tags[tag]) for tag in sorted(all_tags))
    start = b"II*\0\x08\0\0\0" + struct.pack("<H", len(all_tags)) + body + b"\0\0\0\0"
    return start.ljust(1_000, b"\0") + tail


def many_directories() -> bytes:
    tags = struct.pack("<HHII", 256, 4, 1, 8) + struct.pack("<HHII", 257, 4, 1, 8)
    tags += struct.pack("<HHII", 258, 3, 1, 8) + struct.pack("<HHII", 262, 3, 1, 1)
    tags += struct.pack("<HHII", 273, 4, 1, 8) + struct.pack("<HHII", 279, 4, 1, 64)
    each = 2 + len(tags) + 4
    return b"II*\0\x08\0\0\0" + b"".join(
        struct.pack("<H", 6) + tags + struct.pack("<I", 8 + each * (index + 1)) for index in range(200_000)
    )


def rare(rows: int, columns: int) -> bytes:
    """A TIFF of numbers that Pillow does not know, which unpacks to 3,000 times its size."""
    stream = io.BytesIO()
    values = np.zeros((rows, columns, 3))
    tifffile.imwrite(stream, values, metadata=None, photometric="rgb", compression="zlib", rowsperstrip=1)
    return stream.getvalue()


def many_frames() -> bytes:
    first = encoded(Image.new("P", (8, 8)), "GIF")
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 8, 8, 0) + b"\2\2\x8c\x0b\0"
    return first[:-1] + frame * 500_000 + b";"


def cases() -> dict[str, bytes]:
    most = limits.UPLOAD_BYTES
    text = zlib.compress(bytes(1_000_000), 9)
    note = (b"\xff\xe1" + struct.pack(">H", 65_000) + b"Exif\0\0".ljust(64_998, b"x")) * 300
    jpeg = encoded(waves(64), "JPEG")
    return {
        "30,000 x 30,000 PNG of one bit": png(30_000, 30_000, 1, 0),
        "16 MP PNG of 4 x 16 bits": png(4000, 4000, 16, 6),
        "16 MP PNG, interlaced": png(4000, 4000, 16, 6, interlace=1),
        "16 MP grey PNG of 16 bits": png(4000, 4000, 16, 0),
        "PNG of 10,000 text bombs": png(8, 8, 8, 0, *[(b"zTXt", b"k\0\0" + text)] * 10_000),
        "PNG of 10,000 profile bombs": png(8, 8, 8, 0, *[(b"iCCP", b"k\0\0" + text)] * 10_000),
        "PNG of empty chunks": (png(8, 8, 8, 0, *[(b"xXxX", b"")] * 100_000))[:most],
        "PNG with two headers": png(8, 8, 8, 0, (b"IHDR", struct.pack(">IIBBBBB", 12_000, 12_000, 8, 6, 0, 0, 0))),
        "64 MP JPEG": encoded(waves(8000), "JPEG", quality=60),
        "16 MP JPEG of 64 scans": scans(),
        "16 MP progressive JPEG of grain": encoded(grain(4000, 256), "JPEG", quality=40, progressive=True),
        "16 MP WebP of grain": encoded(grain(4000, 6), "WEBP", lossless=True, method=0, quality=0),
        "16 MP WebP of lossy grain": encoded(grain(4000, 256), "WEBP", quality=80, method=0),
        "36 MP JPEG of CMYK": encoded(waves(6000, "CMYK"), "JPEG", quality=50),
        "JPEG of 300 EXIF notes": jpeg[:2] + note + jpeg[2:],
        "JPEG of fill bytes": jpeg[:2] + b"\xff" * 15_000_000 + jpeg[2:],
        "JPEG of empty notes": jpeg[:2] + b"\xff\xfe\0\2" * 4_000_000 + jpeg[2:],
        "16 MP WebP": encoded(Image.new("RGBA", (4000, 4000), (1, 2, 3, 99)), "WEBP", lossless=True, method=0),
        "WebP of 4,000 frames": encoded(
            Image.new("L", (9, 9)), "WEBP", save_all=True, append_images=[waves(9)] * 400, minimize_size=False
        ),
        "16 MP GIF": encoded(waves(4000, "P"), "GIF"),
        "GIF of 500,000 frames": many_frames(),
        "GIF of comments": b"GIF89a\1\0\1\0\0\0\0!\xfe" + b"\1a" * 9_000_000,
        "BMP of runs": b"BM" + struct.pack("<IIIIiiHHI", 0, 0, 54, 40, 4000, 4000, 1, 8, 1) + b"\1\0" * 9_000_000,
        "TIFF of 200,000 directories": many_directories(),
        "TIFF in a circle": b"II*\0\x08\0\0\0" + many_directories()[8:82] + b"\x08\0\0\0",
        "TIFF of a huge tag": tiff(8, 8, {273: (4, 4_000_000, 1_000), 279: (1, 1, 64)}, bytes(16_000_000)),
        "TIFF of a huge tile": tiff(
            8, 8, {259: (3, 1, 8), 322: (4, 1, 60_000), 323: (4, 1, 30_000), 324: (4, 1, 1_000), 325: (4, 1, 1_000)}
        ),
        "TIFF of 16 MP strips": tiff(1, 60_000, {278: (4, 1, 1), 273: (4, 1, 1_000), 279: (4, 1, 9)}, bytes(99)),
        "TIFF of 20,000 raw strips": tiff(
            800,
            20_000,
            {278: (4, 1, 1), 273: (4, 20_000, 1_000), 279: (4, 20_000, 81_000)},
            struct.pack("<I", 200_000) * 20_000 + struct.pack("<I", 800) * 20_000 + bytes(900_000),
        ),
        "16 MP TIFF, deflate bomb": encoded(Image.new("RGBA", (4000, 4000)), "TIFF", compression="tiff_adobe_deflate"),
        "16 MP TIFF of floats": encoded(Image.new("F", (4000, 4000), 0.3), "TIFF", compression="tiff_adobe_deflate"),
        "16 MP AVIF of grain": encoded(waves(4000), "AVIF", quality=75, speed=10),
        "20 MB of plain PNM": b"P3 1800 1800 255\n" + b"9 " * (3 * 1800 * 1800),
        "20 MB of plain bits": b"P1 3200 3200\n" + b"1 " * (3200 * 3200),
        "PNM of comments": b"P3 9 9 255\n" + b"#\n" * 9_000_000,
        "PNM of spaces": b"P2" + b" " * 19_000_000 + b"9 9 9\n",
        "HEIC of boxes": b"\0\0\0\x18ftypheic\0\0\0\0heicmif1" + b"\0\0\0\x08free" * 2_000_000,
        "AVIF of one huge box": b"\0\0\0\x18ftypavif\0\0\0\0avifmif1" + b"\xff\xff\xff\xffmeta" + bytes(9_000_000),
        "64 MB TIFF of doubles": rare(1000, 2700),
        "BMP of a million runs": b"BM"
        + struct.pack("<IIIIiiHHIIiiII", 0, 0, 54 + 1024, 40, 1000, 1000, 1, 8, 1, 0, 0, 0, 0, 0)
        + bytes(range(256)) * 4
        + b"\2\1" * 500_000,
        "EPS called PNG": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(%pipe%touch x) (w) file\n",
    }


def spent() -> tuple[float, float]:
    """CPU seconds and the largest memory in MB; getrusage would count what the parent had when it forked."""
    with open("/proc/self/status") as status:
        peak = next(line for line in status if line.startswith("VmHWM"))
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime, int(peak.split()[1]) / 1024


def watched(event: str, arguments: tuple[object, ...]) -> None:
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if event.startswith(FORBIDDEN) or writes:
        print("FORBIDDEN", event, arguments, flush=True)
        os._exit(3)


def make(folder: str) -> None:
    for name, data in cases().items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)


def decode_all(folder: str) -> None:
    decode.decoded(encoded(waves(64), "PNG"), "first.png")
    sys.addaudithook(watched)
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as file:
            data = file.read()
        before = spent()[0]
        try:
            outcome = str(np.shape(decode.decoded(data, f"{name}.png").pixels))
        except errors.InputError as error:
            outcome = str(error)
        after, memory = spent()
        print(f"{name}\t{after - before:.3f}\t{memory:.0f}\t{outcome}", flush=True)
    print("MODULES", *sorted(name for name in sys.modules if name.startswith("PIL.")))


if __name__ == "__main__":
    {"make": make, "decode": decode_all}[sys.argv[1]](sys.argv[2])
