"""cnnviz.images.decode: what a file of each kind becomes, and the one sentence for what cannot be used."""

import hashlib
import io
import pathlib
import re
import struct
import zlib
from typing import Any

import numpy as np
import pytest
import tifffile
from PIL import Image, ImageOps, ImageSequence

from cnnviz import errors, limits
from cnnviz.images import decode, picture

RNG = np.random.default_rng(1)
SMOOTH = np.kron(RNG.integers(0, 256, (3, 5, 3), np.uint8), np.ones((16, 16, 1), np.uint8))


def encoded(image: Image.Image | np.ndarray, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image = Image.fromarray(image) if isinstance(image, np.ndarray) else image
    image.save(stream, kind, **options)
    return stream.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def raw_png(width: int, height: int, bits: int, colour: int, rows: bytes, *extra: bytes) -> bytes:
    start = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + start + b"".join(extra) + body + chunk(b"IEND", b"")


def exif(orientation: int) -> bytes:
    return b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 274, 3, 1, orientation, 0) + b"\0\0\0\0"


def pixels(data: bytes, name: str = "a") -> np.ndarray:
    return decode.decoded(data, name).pixels


def said(data: bytes) -> str:
    return decode.decoded(data, "a").steps[0].sentence


CASES = pathlib.Path(__file__).parents[1] / "cases"
HEIC = pathlib.Path(__file__).with_name("heic")
PNG = encoded(SMOOTH, "PNG")
JPEG = encoded(SMOOTH, "JPEG", quality=95)


@pytest.mark.parametrize(
    ("kind", "options", "sentence"),
    [
        ("PNG", {}, "PNG, 8-bit colour, 48 × 80 px (rows × columns)."),
        ("BMP", {}, "BMP, 24-bit colour, 48 × 80 px (rows × columns)."),
        ("WEBP", {"lossless": True}, "WebP, 8-bit colour, 48 × 80 px (rows × columns)."),
        ("TIFF", {}, "TIFF, 8-bit colour, 48 × 80 px (rows × columns)."),
        ("TIFF", {"compression": "tiff_lzw"}, "TIFF, 8-bit colour, 48 × 80 px (rows × columns)."),
        ("TIFF", {"compression": "tiff_adobe_deflate"}, "TIFF, 8-bit colour, 48 × 80 px (rows × columns)."),
        ("GIF", {}, "GIF, 8-bit palette, 48 × 80 px (rows × columns)."),
    ],
)
def test_lossless_formats_give_the_very_pixels(kind, options, sentence):
    data = encoded(SMOOTH, kind, **options)
    result = decode.decoded(data, "a.jpg")
    np.testing.assert_array_equal(result.pixels, SMOOTH)
    assert said(data).startswith(sentence.replace("8-bit palette", said(data).split()[1] + " palette"))
    assert (result.height, result.width) == (48, 80)
    assert result.digest == hashlib.sha256(data).hexdigest()
    assert not result.pixels.flags.writeable


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"quality": 95}),
        ("JPEG", {"quality": 95, "progressive": True}),
        ("WEBP", {"quality": 95}),
        ("TIFF", {"compression": "jpeg"}),
    ],
)
def test_lossy_formats_come_close(kind, options):
    result = pixels(encoded(SMOOTH, kind, **options)).astype(int)
    assert np.abs(result - SMOOTH).mean() < 12


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("small.heic", "HEIC, 8-bit colour, 48 × 80 px (rows × columns)."),
        ("two.heic", "HEIC, 8-bit colour, 48 × 80 px (rows × columns)."),
        (
            "alpha.heic",
            "HEIC, 8-bit colour with transparency, 48 × 80 px (rows × columns). Transparency was laid on white.",
        ),
    ],
)
def test_photos_of_phones_are_read(name, sentence):
    data = (HEIC / name).read_bytes()
    assert said(data) == sentence
    taken = np.kron(np.random.default_rng(0).integers(0, 256, (3, 5, 3), np.uint8), np.ones((16, 16, 1), np.uint8))
    expected = (taken.astype(int) + 255) / 2 if name == "alpha.heic" else taken
    assert np.abs(pixels(data).astype(int) - expected).mean() < 14


def test_a_photo_that_was_held_upright_stands_upright():
    result = decode.decoded((HEIC / "turned.heic").read_bytes(), "a")
    taken = np.kron(np.random.default_rng(0).integers(0, 256, (2, 4, 3), np.uint8), np.ones((32, 32, 1), np.uint8))
    assert (result.height, result.width) == (128, 64)
    assert np.abs(result.pixels.astype(int) - np.rot90(taken)).mean() < 14


@pytest.mark.parametrize("turn", range(1, 9))
def test_an_avif_is_read_and_turned_as_it_says(turn):
    note = Image.Exif()
    note[274] = turn
    result = decode.decoded(encoded(SMOOTH, "AVIF", quality=95, exif=note), "a")
    held = Image.fromarray(SMOOTH)
    held.getexif()[274] = turn
    upright = np.asarray(ImageOps.exif_transpose(held))
    assert result.pixels.shape == upright.shape
    assert np.abs(result.pixels.astype(int) - upright).mean() < 14
    assert (result.height, result.width) == upright.shape[:2]


def test_of_a_film_in_avif_the_first_picture_is_used():
    data = encoded(Image.fromarray(SMOOTH), "AVIF", save_all=True, append_images=[Image.new("RGB", (80, 48))])
    assert np.abs(pixels(data).astype(int) - SMOOTH).mean() < 20


@pytest.mark.parametrize(
    ("data", "sentence", "first"),
    [
        (encoded(SMOOTH, "PPM"), "PPM, 8-bit colour, 48 × 80 px", SMOOTH[0, 0].tolist()),
        (b"P2 # grey\n# more\n3 1\n 5\n0 5 1\n", "PPM, 8-bit grey, 1 × 3 px", [0, 0, 0]),
        (b"P3\n1 1 255 9 8 7", "PPM, 8-bit colour, 1 × 1 px", [9, 8, 7]),
        (b"P1\n2 1\n0 1", "PPM, black and white, 1 × 2 px", [255, 255, 255]),
        (b"P4\n2 1\n\x80", "PPM, black and white, 1 × 2 px", [0, 0, 0]),
        (b"P5 1 1 65535\n\xff\xff", "PPM, 16-bit grey, 1 × 1 px", [255, 255, 255]),
    ],
)
def test_portable_maps_are_read(data, sentence, first):
    assert said(data).startswith(sentence)
    assert pixels(data)[0, 0].tolist() == first


LEVELS = np.arange(48 * 80).reshape(48, 80) % 256
BANDS = np.dstack([LEVELS, 255 - LEVELS, LEVELS // 2])


@pytest.mark.parametrize("kind", ["u4", "u8", "i2", "i4", "f2", "f4", "f8"])
@pytest.mark.parametrize("planes", [False, True])
def test_rare_tiffs_are_read(kind, planes):
    values = np.moveaxis(BANDS, 2, 0) if planes else BANDS
    data = rare_tiff(values.astype(kind), photometric="rgb", planarconfig="separate" if planes else "contig")
    assert "Scaled from 0..255 to 0..255" in said(data)
    np.testing.assert_array_equal(pixels(data), BANDS)


def test_of_many_bands_the_first_three_are_used():
    data = rare_tiff(
        np.dstack([BANDS, BANDS[:, :, :2]]).astype(np.uint8), photometric="minisblack", planarconfig="contig"
    )
    assert said(data) == "TIFF, 8-bit colour, 48 × 80 px (rows × columns). Only the first 3 of 5 bands are used."
    np.testing.assert_array_equal(pixels(data), BANDS)


def test_the_smallest_and_packed_bitmaps_are_read():
    core = b"BM" + struct.pack("<IIIIHHHH", 30, 0, 26, 12, 1, 1, 1, 24) + bytes([3, 2, 1, 0])
    assert pixels(core).tolist() == [[[1, 2, 3]]]
    palette = bytes(sign for level in range(256) for sign in (level, 0, 0, 0))
    head = struct.pack("<IIIIiiHHIIiiII", 0, 0, 54 + 1024, 40, 20, 2, 1, 8, 1, 0, 0, 0, 0, 0)
    packed = b"BM" + head + palette + b"\x14\x07\0\0" * 2 + b"\0\1"
    assert pixels(packed).tolist() == [[[0, 0, 7]] * 20] * 2


def test_a_picture_of_too_much_work_is_refused_before_it_is_decoded(monkeypatch):
    data = many_scans(50)
    cost = decode.cost(data, "a")
    assert cost.pixels == 80 * 48
    assert cost.work > 4 * cost.pixels
    assert decode.cost(JPEG, "a").work == cost.pixels
    monkeypatch.setattr(limits, "DECODE_WORK", cost.work - 1)
    with pytest.raises(
        errors.InputError,
        match=r"a is 48 × 80 pixels \(rows × columns\) and would take too long to decode: make it smaller",
    ):
        decode.cost(data, "a")
    with pytest.raises(errors.InputError, match="would take too long"):
        decode.decoded(data, "a")


@pytest.mark.parametrize("name", ["a\u200db", "\u0645\u06cc\u200c\u062e", "\U0001f468\u200d\U0001f469"])
def test_joiners_stay_in_a_name(name):
    assert decode.shown_name(name) == name
    assert decode.shown_name("\u200d") == "The picture"


def test_a_large_jpeg_is_decoded_small_and_says_its_real_size():
    result = decode.decoded(encoded(np.full((4200, 6000), 128, np.uint8), "JPEG"), "big.jpg")
    assert result.pixels.shape == (717, 1024, 3)
    assert (result.height, result.width) == (4200, 6000)
    assert result.steps[0].sentence == "JPEG, 8-bit grey, 4200 × 6000 px (rows × columns)."
    assert result.steps[0].pixels.shape == (179, 256, 3)
    assert set(np.unique(result.pixels)) == {128}


RAMP = np.linspace(0, 65535, 4 * 64).reshape(4, 64).round()


@pytest.mark.parametrize(
    ("image", "kind", "sentence"),
    [
        (RAMP.astype(np.uint16), "PNG", "PNG, 16-bit grey, 4 × 64 px (rows × columns). Rounded to 8 bits."),
        (RAMP.astype(np.uint16), "TIFF", "TIFF, 16-bit grey, 4 × 64 px (rows × columns). Rounded to 8 bits."),
        (
            RAMP.astype(np.int32),
            "TIFF",
            "TIFF, 32-bit grey, 4 × 64 px (rows × columns). Scaled from 0..65535 to 0..255",
        ),
        (
            (RAMP / 65535).astype(np.float32),
            "TIFF",
            "32-bit floating-point grey, 4 × 64 px (rows × columns). Scaled from 0..1 to 0..255",
        ),
        ((RAMP / 257).astype(np.float32), "TIFF", "Scaled from 0..255 to 0..255"),
        ((RAMP * 3 - 9e4).astype(np.float32), "TIFF", "Stretched from -90000..106605 to 0..255"),
    ],
)
def test_deep_grey_is_scaled_and_not_clipped(image, kind, sentence):
    data = encoded(image, kind)
    assert sentence in said(data)
    np.testing.assert_allclose(pixels(data)[:, :, 1], np.rint(RAMP / 257), atol=0.51)


def test_large_whole_numbers_are_not_taken_for_negative_ones():
    file = io.BytesIO()
    tifffile.imwrite(file, RAMP.astype(np.uint32) * 65537)
    pixels = decode.decoded(file.getvalue(), "deep.tif").pixels
    np.testing.assert_allclose(pixels[:, :, 0], np.rint(RAMP / 257), atol=1)


def test_sixteen_bits_big_endian_are_read_in_their_own_order():
    data = encoded(Image.frombytes("I;16B", (64, 4), RAMP.astype(">u2").tobytes()), "TIFF")
    assert data.startswith(b"MM")
    np.testing.assert_array_equal(pixels(data)[:, :, 0], np.rint(RAMP / 257))


@pytest.mark.parametrize("kind", [np.uint16, np.int32, np.float32, np.float64])
def test_a_tiff_that_counts_from_white_is_not_shown_as_its_negative(kind):
    file = io.BytesIO()
    tifffile.imwrite(file, RAMP.astype(kind), photometric="miniswhite")
    np.testing.assert_array_equal(pixels(file.getvalue())[:, :, 0], 255 - np.rint(RAMP / 257))


def test_values_that_are_not_finite_are_counted_and_do_no_harm():
    values = np.array([[0, 1, np.nan, np.inf, -np.inf, 0.5]], np.float32)
    data = encoded(values, "TIFF")
    assert "3 values that are not finite" in said(data)
    assert pixels(data)[0, :, 0].tolist() == [0, 255, 0, 255, 0, 128]
    assert not pixels(encoded(np.full((2, 2), np.nan, np.float32), "TIFF")).any()


def test_one_bit_pixels_are_black_and_white():
    data = encoded(Image.fromarray(np.eye(8, dtype=bool)), "PNG")
    assert said(data) == "PNG, black and white, 8 × 8 px (rows × columns)."
    np.testing.assert_array_equal(pixels(data)[:, :, 0], np.eye(8) * 255)


def test_colour_of_16_bits_keeps_the_upper_eight():
    data = raw_png(1, 1, 16, 2, bytes([0, 200, 255, 100, 0, 7, 9]))
    assert said(data) == "PNG, 16-bit colour, 1 × 1 px (rows × columns). The upper 8 bits of each number are kept."
    assert pixels(data).tolist() == [[[200, 100, 7]]]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (encoded(np.array([[[10, 20, 30, 0], [10, 20, 30, 255]]], np.uint8), "PNG"), [[255] * 3, [10, 20, 30]]),
        (encoded(np.array([[[0, 0, 0, 128], [0, 0, 0, 255]]], np.uint8), "PNG"), [[127] * 3, [0] * 3]),
        (encoded(np.array([[[0, 0, 0, 0], [9, 9, 9, 255]]], np.uint8), "WEBP", lossless=True), [[255] * 3, [9] * 3]),
        (encoded(np.array([[[0, 0, 0, 0], [9, 9, 9, 255]]], np.uint8), "TIFF"), [[255] * 3, [9] * 3]),
        (encoded(Image.frombytes("LA", (2, 1), bytes([50, 0, 50, 255])), "PNG"), [[255] * 3, [50] * 3]),
        (raw_png(2, 1, 8, 0, bytes([0, 50, 60]), chunk(b"tRNS", b"\0\x32")), [[255] * 3, [60] * 3]),
        (
            raw_png(2, 1, 8, 3, bytes([0, 0, 1]), chunk(b"PLTE", bytes([9, 8, 7, 1, 2, 3])), chunk(b"tRNS", b"\0\xff")),
            [[255] * 3, [1, 2, 3]],
        ),
        (raw_png(1, 1, 16, 4, bytes([0, 10, 0, 0, 0])), [[255] * 3]),
    ],
    ids=["rgba", "half", "webp", "tiff", "la", "grey-key", "palette", "la16"],
)
def test_transparency_is_laid_on_white_and_the_learner_is_told(data, expected):
    assert pixels(data)[0].tolist() == expected
    assert said(data).endswith("Transparency was laid on white.")


def test_an_alpha_channel_that_hides_nothing_is_not_mentioned():
    assert "white" not in said(encoded(np.full((3, 3, 4), 255, np.uint8), "PNG"))


def test_the_average_over_transparent_pixels_does_not_bleed_their_hidden_colour():
    hidden = np.zeros((2048, 2048, 4), np.uint8)
    hidden[:, ::2] = (0, 0, 0, 255)
    hidden[:, 1::2] = (255, 0, 0, 0)
    assert np.abs(pixels(encoded(hidden, "PNG"))[:, 2:-2].astype(int) - 128).max() <= 2


def cmyk(cyan: int, magenta: int, yellow: int, black: int) -> bytes:
    return encoded(Image.new("CMYK", (16, 16), (cyan, magenta, yellow, black)), "JPEG", quality=100)


def test_cmyk_is_converted_whether_adobe_marked_it_or_not():
    adobe = cmyk(255, 0, 0, 0)
    assert said(adobe) == "JPEG, 8-bit CMYK, 16 × 16 px (rows × columns). Converted from CMYK inks to RGB."
    np.testing.assert_allclose(pixels(adobe)[8, 8], [0, 255, 255], atol=3)
    at = adobe.index(b"\xff\xee")
    plain = adobe[:at] + adobe[at + 2 + int.from_bytes(adobe[at + 2 : at + 4], "big") :]
    # Browsers, Pillow and libvips all take the inks for inverted, marked or not.
    np.testing.assert_array_equal(pixels(plain)[8, 8], np.asarray(Image.open(io.BytesIO(plain)).convert("RGB"))[8, 8])
    case = (CASES / "cmyk_no_adobe.jpg").read_bytes()
    np.testing.assert_allclose(pixels(case).mean(axis=(0, 1)), [128, 128, 212], atol=1)
    tiff = encoded(Image.new("CMYK", (4, 4), (255, 0, 0, 0)), "TIFF")
    assert pixels(tiff)[0, 0].tolist() == [0, 255, 255]


ARROW = np.array([[1, 2, 3], [4, 5, 6]], np.uint8) * 40
UPRIGHT = {
    1: ARROW,
    2: ARROW[:, ::-1],
    3: ARROW[::-1, ::-1],
    4: ARROW[::-1],
    5: ARROW.T,
    6: ARROW.T[:, ::-1],
    7: ARROW.T[::-1, ::-1],
    8: ARROW.T[::-1],
}


@pytest.mark.parametrize("turn", range(10))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_a_camera_s_note_turns_the_picture(kind, turn):
    stored = np.repeat(np.kron(ARROW, np.ones((16, 16), np.uint8))[:, :, np.newaxis], 3, 2)
    note = {"JPEG": b"Exif\0\0" + exif(turn)}.get(kind, exif(turn))
    options = {"tiffinfo": {274: turn}} if kind == "TIFF" else {"exif": note}
    result = decode.decoded(encoded(stored, kind, **options, **({"lossless": True} if kind == "WEBP" else {})), "a")
    expected = UPRIGHT.get(turn, ARROW)
    np.testing.assert_allclose(result.pixels[8::16, 8::16, 0], expected, atol=3)
    assert (result.height, result.width) == result.pixels.shape[:2] == (16 * expected.shape[0], 16 * expected.shape[1])
    titles = [step.title for step in picture.working(result, 48, "grey").steps]
    assert titles == ["Decoded", *(["Turned"] if 2 <= turn <= 8 else []), "Scaled", "Grey"]
    if turn == 6:
        assert result.steps[1].sentence == "Turned by 90° clockwise as the camera's EXIF note asks."
        assert result.steps[0].pixels.shape[:2] == (32, 48)
        assert result.steps[1].pixels.shape[:2] == (48, 32)


def frames(count: int) -> list[Image.Image]:
    return [Image.new("RGB", (20, 10), (index % 256, 0, 255 - index % 256)) for index in range(count)]


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "TIFF"])
def test_only_the_first_of_several_frames_is_used(kind):
    first, *rest = frames(40)
    extra = {"lossless": True} if kind == "WEBP" else {}
    data = encoded(first, kind, save_all=True, append_images=rest, **extra)
    assert said(data).endswith("Only the first of several frames is used.")
    assert pixels(data)[0, 0].tolist() == [0, 0, 255]
    assert "frames" not in said(encoded(first, kind))


def test_a_gif_is_the_same_as_pillow_sees_it_with_all_its_notes():
    first = Image.fromarray(SMOOTH).quantize(7)
    data = encoded(first, "GIF", comment=b"hello" * 200, transparency=3, interlace=True)
    with Image.open(io.BytesIO(data)) as image:
        frame = next(ImageSequence.Iterator(image)).convert("RGBA")
        white = Image.new("RGBA", frame.size, "white")
        expected = np.asarray(Image.alpha_composite(white, frame).convert("RGB"))
    np.testing.assert_array_equal(pixels(data), expected)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("photo.png", "photo.png"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\photo.png", "photo.png"),
        ("a\x00b\n\r\tc\x1b[31m.png", "a b c [31m.png"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("Größe × 木 🙂.png", "Größe × 木 🙂.png"),
        ("", "The picture"),
        ("/", "The picture"),
        ("\ud800", "The picture"),
        ("x" * 10_000_000 + ".png", "x" * 69 + "…" + "xxxxxx.png"[-10:]),
    ],
)
def test_a_name_is_cleaned_before_it_is_shown(name, shown):
    cleaned = decode.shown_name(name)
    assert len(cleaned) <= decode.NAME_LENGTH
    assert cleaned == shown or len(name) > 1_000_000


def frame_of(data: bytes, marker: int) -> bytes:
    at = data.index(b"\xff\xc0")
    return data[: at + 1] + bytes([marker]) + data[at + 2 :]


def many_scans(count: int) -> bytes:
    data = encoded(SMOOTH, "JPEG", progressive=True)
    at = data.rindex(b"\xff\xda")
    return data[:-2] + data[at:-2] * count + data[-2:]


def rare_tiff(values: np.ndarray, **options: Any) -> bytes:
    stream = io.BytesIO()
    tifffile.imwrite(stream, values, metadata=None, **options)
    return stream.getvalue()


def camera_raw(version: bytes) -> bytes:
    """A DNG as far as anybody looks: a TIFF with a version of DNG."""
    tags = struct.pack("<HHII", 256, 4, 1, 8) + struct.pack("<HHII", 257, 4, 1, 8)
    tags += struct.pack("<HHI", 50706, 1, 4) + b"\1\4\0\0"
    return b"II*\0\x08\0\0\0\3\0" + tags + bytes(40)


def larger(heic: bytes) -> bytes:
    """The same file, whose coded stream says that its picture is 32,768 pixels on a side."""
    at = heic.index(b"hvcC") + 4
    start = heic.index(b"\x42\x01", at)
    size = int.from_bytes(heic[start - 2 : start], "big")
    bits = bin(int.from_bytes(b"\1" + heic[start : start + size].replace(b"\0\0\3", b"\0\0"), "big"))[3:]
    # Behind the profile: identifier and format (1, 010), then width and height.
    place = bits.index("1010", 16 + 8 + 96)
    huge = "0" * 15 + bin(32768 + 1)[2:]
    changed = bits[: place + 4] + huge * 2 + bits[place + 4 :]
    whole = int(changed.ljust(-(-len(changed) // 8) * 8, "0"), 2).to_bytes(-(-len(changed) // 8), "big")[:size]
    safe = whole
    return heic[:start] + safe + heic[start + size :]


BAD = [
    (b"", "is empty. Choose another file."),
    (b"\0" * (limits.UPLOAD_BYTES + 1), "is 20.1 MB large. The limit is 20 MB: make it smaller and try again."),
    (
        raw_png(30_000, 30_000, 1, 0, b""),
        "is 30,000 × 30,000 pixels (rows × columns). The limit is 16,000,000 pixels: make it smaller and try again.",
    ),
    (raw_png(100_000, 1, 8, 0, b""), "is 1 × 100,000 pixels (rows × columns). The limit is 65,535 on a side"),
    (raw_png(0, 5, 8, 0, b""), "is damaged: its header says 5 × 0 pixels (rows × columns)."),
    (raw_png(5, 5, 3, 0, b""), "is damaged"),
    (raw_png(50, 50, 8, 2, b"\0" * 20), "is damaged: its pixels cannot be decoded."),
    (PNG[:-40], "is damaged: it breaks off in the middle."),
    (PNG[:60], "is damaged"),
    (PNG[:20], "is damaged"),
    (PNG.replace(b"IDAT", b"IDOT"), "is damaged: it breaks off before its pixels."),
    (PNG[:60] + b"\xff" + PNG[61:], "is damaged: its pixels cannot be decoded."),
    (JPEG[:-20], "is damaged: its pixels cannot be decoded."),
    (JPEG[:100], "is damaged"),
    (b"\xff\xd8\xff", "is damaged: it breaks off before its pixels."),
    (b"\xff\xd8" + b"\xff\xe5\0\x02" * 6_000, "is damaged: it is cut into more than 5,000 pieces."),
    (frame_of(JPEG, 0xC9), "is a rare kind of JPEG."),
    (frame_of(JPEG, 0xC3), "is a rare kind of JPEG."),
    (many_scans(64), "has more than 64 scans."),
    (encoded(SMOOTH, "GIF")[:40], "is damaged"),
    (b"GIF89a", "is damaged: it breaks off in its header."),
    (b"GIF89a\1\0\1\0\0\0\0" + b"!\xfe\0" * 300_000, "is damaged: it breaks off before its pixels."),
    (b"GIF89a\1\0\1\0\0\0\0!\xfe" + b"\1a" * 300_000, "is damaged: it is cut into more than 200,000 pieces."),
    (encoded(SMOOTH, "BMP")[:200], "is damaged"),
    (b"BM", "is damaged: it breaks off in its header."),
    (b"BM" + struct.pack("<IIIIiiHHI", 0, 0, 54, 40, 4000, 4000, 1, 8, 1) + b"\0" * 90, "is a packed BMP"),
    (b"BM" + struct.pack("<IIIIiiHHI", 0, 0, 54, 40, 4, 4, 1, 8, 1) + b"\0" * 90, "is damaged"),
    (
        b"BM" + struct.pack("<IIIIiiHHI", 0, 0, 54, 40, 4, 4, 1, 2, 0) + b"\0" * 90,
        "is a BMP of 2 bits a pixel, which is",
    ),
    (b"BM" + struct.pack("<IIIIiiHHI", 0, 0, 54, 40, 4, 4, 1, 8, 5) + b"\0" * 90, "is a BMP with a PNG in it"),
    (b"BM" + struct.pack("<IIIIiiHHI", 0, 0, 30, 16, 4, 4, 1, 8, 0) + b"\0" * 90, "is a BMP with a header of 16 bytes"),
    (rare_tiff(np.zeros((4, 4), np.complex64)), "is a TIFF of 64-bit complex numbers, which is rare."),
    (rare_tiff(np.zeros((4, 4)), compression="lzma"), "is a TIFF of a rare compression."),
    (
        rare_tiff(np.zeros((2000, 2000, 3)), photometric="rgb", compression="zlib"),
        "is a TIFF of 64-bit floating-point numbers, 3 a pixel, which is rare.",
    ),
    (rare_tiff(SMOOTH, photometric="rgb", bigtiff=True), "is a BigTIFF"),
    ((HEIC / "small.heic").read_bytes()[:-9], "is damaged: it breaks off in the middle."),
    ((HEIC / "small.heic").read_bytes()[:200], "is damaged"),
    (larger((HEIC / "small.heic").read_bytes()), "is 64 × 80 pixels (rows × columns), and holds 1,073,741,824 in all."),
    (encoded(SMOOTH, "AVIF").replace(b"ispe\0\0\0\0\0\0\0\x50", b"ispe\0\0\0\0\0\xff\xff\xff"), "is 48 × 16,777,215"),
    (encoded(SMOOTH, "AVIF")[:-9], "is damaged"),
    (b"P6 99999 99999 255\n", "is 99,999 × 99,999 pixels (rows"),
    (b"P6 80 48 255\n" + bytes(99), "is damaged: its pixels cannot be decoded."),
    (b"P6 80", "is damaged: it breaks off in its header."),
    (b"P2 2 2 9\n1 2 3", "is damaged: its pixels cannot be decoded."),
    (b"P2 2 2 9\n1 2 3 10", "is damaged: its pixels cannot be decoded."),
    (b"P2 2 2 9\n1 2 3 x", "is damaged: its pixels cannot be decoded."),
    (b"P1 2 2\n1 0 1", "is damaged: its pixels cannot be decoded."),
    (b"II\x1a\0\0\0HEAPCCDR", "is a camera's raw file. Export it as JPEG"),
    (b"FUJIFILMCCD-RAW 0201", "is a camera's raw file."),
    (b"\0\0\0\x18ftypcrx \0\0\0\1", "is a camera's raw file."),
    (camera_raw(b"\x00\x01"), "is a camera's raw file."),
    (b"\0\0\0\x18ftypmp42", "is a film."),
    (b"\0\0\0\x14ftypqt  ", "is a film."),
    (b"\x1a\x45\xdf\xa3\1\0", "is a film."),
    (b"RIFF\0\0\0\0AVI LIST", "is a film."),
    (b"PK\x03\x04" + bytes(26) + b"word/document.xml", "is an office document."),
    (b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml", "is an office document."),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an office document."),
    (b"\0\0\0\x0cjP  \r\n\x87\n", "is a JPEG 2000"),
    (b"\xff\x0a\xfa", "is a JPEG XL"),
    (b"\x1f\x8b\x08", "is a gzip archive, or a packed SVG drawing."),
    (
        b"BM" + struct.pack("<IIIIiiHHI", 0, 0, 54, 40, 9000, -9000, 1, 8, 0) + b"\0" * 90,
        "is 9,000 × 9,000 pixels (rows × columns).",
    ),
    (encoded(SMOOTH, "WEBP")[:100], "is damaged"),
    (b"RIFF\0\0\0\0WEBPVP8X" + b"\xff" * 30, "is 16,777,216 × 16,777,216 pixels (rows × columns)."),
    (b"RIFF\0\0\0\0WEBPJUNK" + b"\0" * 30, "is damaged: its header is none of WebP's three."),
    (encoded(SMOOTH, "TIFF")[:-60], "is damaged"),
    (b"II*\0\xff\xff\xff\xff", "is damaged: it points past its own end."),
    (b"MM\0*\0\0\0\x08\xff\xff", "is damaged: its list of properties breaks off."),
    (encoded(SMOOTH, "TIFF", compression="zstd"), "is a TIFF of a rare compression."),
    (b"<!DOCTYPE html><html></html>", "is a web page or XML, not a picture."),
    (b"\n <svg xmlns='http://www.w3.org/2000/svg'/>", "is an SVG drawing, which has no pixels."),
    (b"<?xml version='1.0'?>\n<svg/>", "is an SVG drawing, which has no pixels."),
    (b"%PDF-1.7", "is a PDF document."),
    (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "is a PostScript document."),
    (b"\0\0\0\x18ftypheic", "is damaged"),
    (b"PK\x03\x04\x14", "is a ZIP archive"),
    (b"hello,\nworld", "is text, not a picture."),
    (b"\xef\xbb\xbf-1 0 1\r\n-2 0 2\r\n-1 0 1\r\n", "holds numbers, not a picture. For a kernel choose Your own"),
    (b"[[1, 1e-3], [.5, 1/9]]", "holds numbers, not a picture."),
    (b"\x93NUMPY\x01\x00v\x00{'descr'", "holds numbers, not a picture."),
    (b" ,;\n", "is text, not a picture."),
    (encoded(SMOOTH, "TGA"), f"is not a picture this app reads. Use {decode.FORMATS}."),
    (encoded(SMOOTH, "ICO"), "is not a picture this app reads."),
    (bytes(range(256)), "is not a picture this app reads."),
]


@pytest.mark.parametrize(("data", "sentence"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_used_is_refused_in_one_sentence_with_a_way_out(data, sentence):
    with pytest.raises(errors.InputError, match=re.escape(f"mine.png {sentence}")) as caught:
        decode.decoded(data, "mine.png")
    assert re.search("again|Use|[Cc]hoose|save", str(caught.value))
    assert len(str(caught.value)) < 200


def test_a_jpeg_in_several_scans_has_the_cap_of_pictures_that_need_to_be_held_whole(monkeypatch):
    monkeypatch.setattr(limits, "PIXELS", 3_000)
    with pytest.raises(
        errors.InputError, match=r"is 48 × 80 pixels \(rows × columns\) in several scans\. The limit is 3,000 pixels"
    ):
        decode.decoded(encoded(SMOOTH, "JPEG", progressive=True), "a.jpg")
    assert pixels(JPEG).shape == (48, 80, 3)


@pytest.mark.parametrize("name", ["a.jpg", "a.eps", "a.svg", "a"])
def test_the_content_decides_and_never_the_name(name):
    np.testing.assert_array_equal(pixels(PNG, name), SMOOTH)


def test_what_follows_the_picture_is_ignored():
    polyglot = encoded(Image.fromarray(SMOOTH), "GIF") + b"<script>alert(1)</script>" * 9
    np.testing.assert_array_equal(pixels(polyglot), SMOOTH)
    film = b"\0\0\0\x18ftypmp42" + b"\xff\xda\0\x08" * 1_000
    np.testing.assert_array_equal(pixels(JPEG + film), pixels(JPEG))
    np.testing.assert_array_equal(pixels(PNG + b"PK\x03\x04"), SMOOTH)


def test_texts_and_profiles_are_dropped_unread():
    bomb = zlib.compress(bytes(50_000_000), 9)
    body = (b"zTXt", b"k\0\0" + bomb), (b"iTXt", b"k\0\1\0\0\0" + bomb), (b"iCCP", b"k\0\0" + bomb)
    noisy = PNG[:33] + b"".join(chunk(*part) for part in body) * 20 + PNG[33:]
    np.testing.assert_array_equal(pixels(noisy), SMOOTH)
    profile = encoded(SMOOTH, "JPEG", quality=95, icc_profile=b"x" * 200_000, comment=b"x" * 60_000)
    np.testing.assert_array_equal(pixels(profile), pixels(JPEG))


def test_a_warning_of_pillow_is_no_reason_to_refuse_and_is_not_passed_on(recwarn):
    tags = [(256, 4, 1, 2), (257, 4, 1, 2), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 200), (279, 4, 1, 4)]
    beyond = (532, 5, 6, 4_000)
    body = b"".join(struct.pack("<HHII", *tag) for tag in [*tags, beyond])
    data = (b"II*\0\x08\0\0\0\7\0" + body + b"\0\0\0\0").ljust(200, b"\0") + bytes([10, 20, 30, 40])
    assert pixels(data)[:, :, 0].tolist() == [[10, 20], [30, 40]]
    assert not recwarn.list


def test_scans_cannot_hide_behind_a_false_end_inside_a_note():
    note = b"\xff\xfe\0\x08\xff\xd9\xff\xd9ab"
    few, many = many_scans(50), many_scans(64)
    at = few.index(b"\xff\xda")
    np.testing.assert_array_equal(pixels(few[:at] + note + few[at:]), pixels(few))
    with pytest.raises(errors.InputError, match="more than 64 scans"):
        decode.decoded(many[:at] + note + many[at:], "a")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "WEBP", "TIFF", "AVIF", "PPM", "HEIC", "rare TIFF"])
def test_a_file_with_broken_bytes_gives_a_picture_or_a_sentence_and_nothing_else(kind):
    made = {"HEIC": HEIC / "small.heic"}
    data = (
        made[kind].read_bytes()
        if kind in made
        else rare_tiff(SMOOTH * 1.0, photometric="rgb")
        if kind == "rare TIFF"
        else encoded(SMOOTH, kind)
    )
    chance = np.random.default_rng(5)
    for _ in range(150):
        broken = bytearray(data)
        for at in chance.integers(0, min(len(data), 400), chance.integers(1, 5)):
            broken[at] = chance.integers(0, 256)
        try:
            result = decode.decoded(bytes(broken[: chance.integers(1, 2 * len(data))]), "a")
        except errors.InputError:
            continue
        assert max(result.pixels.shape) <= limits.MAX_SIDE
