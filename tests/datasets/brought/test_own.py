"""cnnviz.datasets.brought.own: pictures of all sizes as one data set, and as bytes that come back."""

import io
import time
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cnnviz import limits, packing
from cnnviz.datasets import data
from cnnviz.datasets.brought import own
from cnnviz.errors import InputError
from cnnviz.images import decode
from tests.datasets.zips import classes, flat, png, zipped

RNG = np.random.default_rng(0)


def whole(dataset: data.Dataset) -> dict[str, list[np.ndarray]]:
    """All pictures of each class, whatever part they are in."""
    parts = (dataset.train, dataset.validation, dataset.test)
    return {
        name: [one for part in parts for one in part.pictures[part.labels == label]]
        for label, name in enumerate(dataset.classes)
    }


@pytest.mark.parametrize(("colour", "size"), [(False, (1, 28, 28)), (True, (3, 32, 32))])
def test_a_zip_becomes_pictures_of_one_size_under_the_names_of_its_folders(
    colour: bool, size: tuple[int, int, int]
) -> None:
    dataset = own.gathered_zip(zipped(classes()), "Mine", colour).dataset
    assert dataset.title == "Mine"
    assert dataset.size == size
    assert dataset.classes == ("c0", "c1", "c2")
    for kind, pictures in enumerate(whole(dataset).values()):
        assert sorted(int(one.mean()) for one in pictures) == [60 * kind + one for one in range(4)]
        assert all(np.ptp(one) == 0 for one in pictures)


def test_the_middle_square_is_kept_and_its_colours_and_sides_stay_where_they_were() -> None:
    wide = np.zeros((40, 100, 3), np.uint8)
    wide[:, :30] = wide[:, 70:] = (9, 99, 199)  # cut away
    wide[:20, 30:50], wide[:20, 50:70], wide[20:, 30:50] = (255, 0, 0), (0, 255, 0), (0, 0, 255)
    dataset = own.from_pictures({"wide": [png(wide)] * 2, "b": [flat(0)] * 2}, "t", colour=True)
    (picture, _) = whole(dataset)["wide"]
    quarters = [picture[:, rows, cols] for rows in (slice(15), slice(17, 32)) for cols in (slice(15), slice(17, 32))]
    assert [tuple(one.mean(axis=(1, 2)).round()) for one in quarters] == [
        (255, 0, 0),
        (0, 255, 0),
        (0, 0, 255),
        (0, 0, 0),
    ]


@pytest.mark.parametrize(("each", "parts"), [(2, (1, 1, 0)), (3, (2, 1, 0)), (9, (7, 2, 0)), (20, (13, 4, 3))])
def test_every_class_is_split_alike_and_validation_has_some_of_each(each: int, parts: tuple[int, ...]) -> None:
    dataset = own.gathered_zip(zipped(classes(3, each)), "t").dataset
    for part, count in zip((dataset.train, dataset.validation, dataset.test), parts, strict=True):
        assert np.bincount(part.labels, minlength=3).tolist() == [count] * 3
    assert {name: len(pictures) for name, pictures in whole(dataset).items()} == {"c0": each, "c1": each, "c2": each}
    assert sorted(int(one.mean()) for one in whole(dataset)["c1"]) == list(range(60, 60 + each))


def test_the_split_is_the_seeds() -> None:
    raw = zipped(classes(2, 20))
    first, again, other = (own.gathered_zip(raw, "t", seed=seed).dataset for seed in (0, 0, 1))
    assert own.packed(first) == own.packed(again) != own.packed(other)


def test_classes_are_in_the_order_people_count() -> None:
    names = ["10", "9", "b", "A", "c 2", "c 10", "²"]
    dataset = own.from_pictures({name: [flat(1), flat(2)] for name in names}, "t")
    assert dataset.classes == ("9", "10", "A", "b", "c 2", "c 10", "²")


@pytest.mark.parametrize("channels", [1, 3])
def test_drawn_pictures_are_taken_as_they_are(channels: int) -> None:
    drawn = RNG.random((channels, 28, 28)).astype(np.float32)
    dataset = own.from_pictures({"a": [drawn, drawn], "b": [np.zeros((1, 28, 28))] * 2}, "t")
    weights = np.array((0.299, 0.587, 0.114)) if channels == 3 else np.ones(1)
    expected = np.tensordot(weights, drawn, 1) * 255
    assert np.abs(whole(dataset)["a"][0][0] - expected).max() <= 1


def test_drawn_values_out_of_range_are_cut_off() -> None:
    drawn = np.array([[[np.nan, -5.0], [0.5, 7.0]]])
    dataset = own.from_pictures({"a": [drawn] * 2, "b": [drawn] * 2}, "t")
    corners = whole(dataset)["a"][0][0][[0, 0, -1, -1], [0, -1, 0, -1]]
    assert corners.tolist() == [0, 0, 128, 255]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        ({"cat/1.png": flat(1), "cat/2.png": flat(2)}, r"There is 1 class \(“cat”\). Give 2 to 20"),
        (classes(2, 1), "“c0” has 1 picture. Give at least 2"),
        ({"cat/1.png": flat(1), "cat/2.png": flat(2), "dog/1.txt": b"hello"}, "Left out: “dog/1.txt” is text, not a"),
        ({"cat/1.txt": b"hello", "dog/1.png": b""}, "“cat/1.txt” is text, .* 1 more were left out as well"),
    ],
)
def test_a_zip_that_cannot_be_learned_from_names_the_file_and_the_way_out(
    files: dict[str, bytes], sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        own.gathered_zip(zipped(files), "t")


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("c1/notes.txt", b"hello there", "is text, not a picture."),
        ("readme.md", b"# hello", "is text, not a picture."),
        ("c1/in.zip", zipped(classes()), "is a ZIP archive"),
        ("c1/half.png", flat(1)[:50], "is damaged: it breaks off in the middle."),
        ("c1/torn.png", flat(1, 60)[:60] + b"x" + flat(1, 60)[61:], "is damaged: its pixels cannot be decoded."),
        ("c1/none.png", b"", "is empty."),
        ("cover.png", flat(9), "lies beside the class folders, so it has no class."),
        ("c1/page.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is an SVG drawing"),
        ("few/1.png", flat(9), "has 1 picture. Give at least 2"),
    ],
)
@pytest.mark.parametrize("is_zip", [True, False])
def test_what_is_no_use_is_left_out_and_named_and_the_rest_is_taken(
    is_zip: bool, name: str, raw: bytes, why: str
) -> None:
    files = classes() | {name: raw, "c0/Thumbs.db": b"junk"}
    found = own.gathered_zip(zipped(files), "t") if is_zip else own.gathered_files(files.items(), "t")
    assert sum(found.dataset.counts) == 12
    assert found.dataset.classes == ("c0", "c1", "c2")
    (left,) = found.left_out
    assert name.startswith(left.name)
    assert left.why.startswith(why)


def test_a_damaged_file_inside_a_zip_is_left_out() -> None:
    raw = zipped(classes() | {"c0/x.png": b"A" * 50}, zipfile.ZIP_STORED).replace(b"A" * 50, b"A" * 49 + b"B")
    found = own.gathered_zip(raw, "t")
    assert [(one.name, one.why) for one in found.left_out] == [("c0/x.png", "is damaged inside the zip. Zip it again.")]


def test_of_a_zip_whose_beginning_is_missing_the_rest_is_taken() -> None:
    found = own.gathered_zip(zipped(classes())[40:], "t")
    assert sum(found.dataset.counts) == 11
    assert [one.name for one in found.left_out] == ["c0/0.png"]


def split_of(*parts: str) -> own.Gathered:
    files = {f"data/{part}/{name}": raw for part in parts for name, raw in classes(2, 3).items()}
    return own.gathered_files(files.items(), "t")


@pytest.mark.parametrize(
    ("parts", "counts", "sentence"),
    [
        (("train", "val", "test"), (6, 6, 6), "is used as it is: train (6), validation (6), test (6)."),
        (("train", "val"), (6, 6, 0), "is used as it is: train (6), validation (6)."),
        (("train", "test"), (4, 2, 6), "is used: train (6), test (6). To check while learning, a fifth of train"),
    ],
)
def test_a_split_in_folders_is_the_split(parts: tuple[str, ...], counts: tuple[int, ...], sentence: str) -> None:
    found = split_of(*parts)
    assert found.dataset.counts == counts
    assert sentence in found.split
    assert np.bincount(found.dataset.validation.labels).tolist() == [counts[1] // 2] * 2


def test_a_class_that_is_only_tested_is_left_out() -> None:
    files = {f"train/{name}": raw for name, raw in classes(2).items()}
    files |= {f"test/{name}": raw for name, raw in classes(3).items()}
    found = own.gathered_files(files.items(), "t")
    assert found.dataset.counts == (6, 2, 8)
    assert [one.name for one in found.left_out] == ["c2"]


CASES = Path(__file__).parents[2] / "cases"


@pytest.mark.parametrize(
    ("name", "names", "counts", "left_out"),
    [
        ("train-test.zip", ("cat", "dog"), (4, 2, 6), []),
        ("macos-finder-umlauts.zip", ("Äpfel", "Nüsse"), (4, 2, 0), []),
        ("nfc-nfd.zip", ("Café", "Tee"), (4, 2, 0), []),
        ("one-bad-file.zip", ("cat", "dog"), (4, 2, 0), ["cat/666.jpg"]),
    ],
)
def test_public_zips_are_taken(name: str, names: tuple[str, ...], counts: tuple, left_out: list[str]) -> None:
    found = own.gathered_zip((CASES / name).read_bytes(), name)
    assert set(found.dataset.classes) == set(names)
    assert found.dataset.counts == counts
    assert [one.name for one in found.left_out] == left_out
    with zipfile.ZipFile(CASES / name) as archive:
        files = [(one.filename, archive.read(one)) for one in archive.infolist()]
    if name != "macos-finder-umlauts.zip":  # whose names zipfile reads as another code page's
        assert own.packed(own.gathered_files(files, name).dataset) == own.packed(found.dataset)


def test_more_work_than_is_done_is_refused_before_a_pixel_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twelve pictures of 16 megapixels in 64 scans each are a few kilobytes, and were seconds of decoding."""
    stream = io.BytesIO()
    Image.new("L", (4000, 4000)).save(stream, "JPEG", progressive=True)
    data = stream.getvalue()
    at = data.rindex(b"\xff\xda")
    many = data[:-2] + data[at:-2] * (50 - data.count(b"\xff\xda")) + data[-2:]
    raw = zipped({f"{kind}/{number}.jpg": many for kind in "ab" for number in range(6)})
    assert len(raw) < 200_000
    monkeypatch.setattr(decode, "decoded", lambda *_: pytest.fail("A picture was decoded."))
    with pytest.raises(InputError, match="take as long to decode as 330 million plain pixels, and at most 300 million"):
        own.gathered_zip(raw, "t")
    with pytest.raises(InputError, match="Make them smaller"):
        own.from_pictures({"a": [many] * 6, "b": [many] * 6}, "t")


@pytest.mark.parametrize("pictures", [{}, {"a": []}, {"a": [flat(1)] * 2, "b": []}])
def test_too_little_is_refused(pictures: dict[str, list]) -> None:
    with pytest.raises(InputError, match=r"Give 2 to 20|Give at least 2"):
        own.from_pictures(pictures, "t")


def test_too_many_pictures_or_pixels_are_refused_with_the_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "OWN_PIXELS", 2_000_000)
    large = flat(5, 1000)
    with pytest.raises(InputError, match=r"Up to “b/1\.png” the pictures have 3 million pixels, and at most 2 million"):
        own.gathered_zip(zipped({"a/1.png": large, "a/2.png": large, "b/1.png": large, "b/2.png": large}), "t")
    with pytest.raises(InputError, match="more than 2 million pixels"):
        own.from_pictures({"a": [large, large], "b": [large, large]}, "t")
    monkeypatch.setattr(limits, "OWN_IMAGES", 3)
    with pytest.raises(InputError, match=r"4 pictures are too many\. At most 3 fit"):
        own.from_pictures({"a": [large, large], "b": [large, large]}, "t")


def test_five_thousand_small_pictures_are_read_nearly_as_fast_as_pillow_opens_them() -> None:
    noisy = [png(RNG.integers(0, 256, (28, 28), np.uint8)) for _ in range(50)]
    raw = zipped({f"{number % 10}/{number}.png": noisy[number % 50] for number in range(5000)})

    def ratio() -> float:
        start = time.process_time()
        assert sum(own.gathered_zip(raw, "t").dataset.counts) == 5000
        read = time.process_time()
        for number in range(5000):
            Image.open(io.BytesIO(noisy[number % 50])).load()
        return (read - start) / (time.process_time() - read)

    # The least of three: what else a busy machine does in between makes either look dearer.
    assert min(ratio() for _ in range(3)) < 12


DATASET = own.gathered_zip(zipped(classes(2, 12)), "Tïtle").dataset


def test_packed_comes_back_the_same() -> None:
    back = own.unpacked(own.packed(DATASET))
    assert (back.title, back.classes, back.counts) == (DATASET.title, DATASET.classes, DATASET.counts)
    for name in ("train", "validation", "test"):
        before, after = getattr(DATASET, name), getattr(back, name)
        assert (before.pictures == after.pictures).all()
        assert (before.labels == after.labels).all()
        assert not after.pictures.flags.writeable
    assert own.packed(back) == own.packed(DATASET)


def test_a_data_set_without_test_pictures_comes_back_too() -> None:
    assert own.unpacked(own.packed(own.gathered_zip(zipped(classes(2, 2)), "t").dataset)).counts == (2, 2, 0)


def altered(header: dict | None = None, **arrays: np.ndarray | None) -> bytes:
    """The data set packed with parts of it replaced, or taken out."""
    said, held = packing.unpacked(zlib.decompress(own.packed(DATASET)))
    replaced = {name: arrays.get(name.replace(".", "_"), array) for name, array in held.items()}
    kept = {name: array for name, array in replaced.items() if array is not None}
    return zlib.compress(packing.packed(said | (header or {}), kept))


SIXTEEN = np.zeros((16, 1, 28, 28), np.uint8)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"nonsense",
        own.packed(DATASET)[:-1],
        zlib.compress(b"nonsense"),
        altered({"title": 3}),
        altered({"classes": ["a"]}),
        altered({"classes": "ab"}),
        altered({"classes": ["a", 1]}),
        altered({"classes": [*map(str, range(21))]}),
        altered(train=None),
        altered(train=SIXTEEN.astype(np.float32)),
        altered(train=SIXTEEN[:, 0]),
        altered(train=SIXTEEN[:3]),
        altered(train=np.zeros((16, 2, 28, 28), np.uint8)),
        altered(train=np.zeros((16, 1, 28, 65), np.uint8)),
        altered(train=np.zeros((16, 3, 28, 28), np.uint8)),
        altered(train=SIXTEEN[:0], train_labels=np.zeros(0, np.uint8)),
        altered(train_labels=np.full(len(DATASET.train), 2, np.uint8)),
    ],
)
def test_other_bytes_are_refused_in_a_sentence(message: bytes) -> None:
    with pytest.raises(InputError, match=r"Upload the pictures again\.|not a message"):
        own.unpacked(message)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(InputError, match="larger than the app keeps"):
        own.unpacked(zlib.compress(bytes(limits.OWN_IMAGES * (3 * limits.OWN_SIDE**2 + 1) + 2**17)))


def test_pictures_larger_than_the_cap_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    message = own.packed(DATASET)
    monkeypatch.setattr(limits, "OWN_SIDE", 27)
    monkeypatch.setattr(limits, "OWN_IMAGES", 10**5)
    with pytest.raises(InputError, match="do not fit together"):
        own.unpacked(message)
