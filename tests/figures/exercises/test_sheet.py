"""cnnviz.figures.exercises: a sheet that can be printed, and codes that a camera reads."""

import dataclasses
import re

import cv2
import numpy as np
import pytest

from cnnviz.figures.exercises import codes, sheet
from cnnviz.images import picture

ADDRESS = "https://example.org/step-by-step?exercise=abcdefghjkmnpqrstvwx"
TASKS = (
    sheet.Task("Step by step", "Wähle σ = −1 × 2.", "Which number?", "−3", grids={"Kernel": ((1, 2), (0, -1.25))}),
    sheet.Task("Builder", "Sort.", "Least first?", "a < b", ("a", "b"), ordered=True, said={"Stride": "2"}),
    sheet.Task("Padding", "Look.", "Which?", "A", maps=(((1.0, 2.0),), ((2.0, 1.0),))),
    sheet.Task("Lab", "Say why.", picture=picture.png(np.zeros((3, 8, 12), np.uint8)), size=(8, 12)),
)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_the_key_stands_on_a_page_of_its_own() -> None:
    without = [dataclasses.replace(task, key="") for task in TASKS]
    with_key, alone = (sheet.pdf("Kanten", tasks, ADDRESS, "Kept until then.") for tasks in (TASKS, without))
    assert pages(with_key) == pages(alone) + 1


def test_the_same_exercise_is_the_same_file() -> None:
    assert sheet.pdf("Kanten", TASKS, ADDRESS, "Until.") == sheet.pdf("Kanten", TASKS, ADDRESS, "Until.")


def test_pictures_and_the_font_are_in_it() -> None:
    made = sheet.pdf("Kanten", TASKS, ADDRESS, "Until.")
    assert made.count(b"/Subtype /Image") == 2
    assert b"DejaVuSans" in made
    assert b"/FontFile2" in made


@pytest.mark.parametrize("sign", "−×·≤σλΣÄäßéłПж₂²→⌊⌋≈°•")
def test_the_font_has_what_is_written_here(sign: str) -> None:
    assert sheet.printable(sign) == sign


def test_what_it_does_not_have_is_seen_to_be_missing() -> None:
    assert sheet.printable("a😀漢\nb") == "a□□\nb"


def test_words_are_words_and_no_markup() -> None:
    task = sheet.Task("Lab", "<b>bold</b> & <para> <img src='x'/>", "<a href='x'>?", "<")
    assert pages(sheet.pdf("<i>", (task,), "https://x?a=1&b=2", "&")) == 2


def test_a_camera_reads_the_address_from_the_code() -> None:
    pixels = cv2.imdecode(np.frombuffer(codes.png(ADDRESS), np.uint8), cv2.IMREAD_GRAYSCALE)
    assert pixels is not None
    assert cv2.QRCodeDetector().detectAndDecode(pixels)[0] == ADDRESS


def test_a_long_exercise_goes_on_over_pages() -> None:
    made = sheet.pdf("Long", TASKS * 6, ADDRESS, "Until.")
    assert pages(made) > 3


@pytest.mark.parametrize(("rows", "columns"), [(12, 12), (150, 1), (1, 150), (2, 75)])
def test_matrices_of_any_shape_are_on_the_page_whole(rows: int, columns: int) -> None:
    matrix = tuple(tuple(float(-1000.5 - column) for column in range(columns)) for _ in range(rows))
    width, _ = sheet._matrix(matrix)
    assert width <= sheet.WIDTH
    for cells in sheet._beside([(width, [])] * 4), sheet._beside([(sheet.WIDTH / 3, [])] * 4):
        assert all(sum(table._argW) <= sheet.WIDTH for table in cells)
    task = sheet.Task("Page", "Look.", "Which?", "A", maps=[matrix] * 4, grids={"Input": matrix})
    assert pages(sheet.pdf("Maps", [task], ADDRESS, "Until.")) >= 2
