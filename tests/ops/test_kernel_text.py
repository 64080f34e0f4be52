"""cnnviz.ops.kernel_text: every spelling of a kernel, and a sentence for everything that is none."""

import io
import json
import re
import time
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cnnviz import errors, limits
from cnnviz.ops import kernel_text
from cnnviz.ops.kernel_text import notations, numbers
from tests.ops import kernel_cases

SOBEL = np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])


def npy(array: np.ndarray, **options: bool) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, **options)
    return stream.getvalue()


@pytest.mark.parametrize(
    "spelling",
    [
        "1,0,-1;2,0,-2;1,0,-1",
        "1 0 -1\n2 0 -2\n1 0 -1\n",
        "1\t0\t-1\r\n2\t0\t-2\r\n1\t0\t-1\r\n",
        " 1 , 0 , -1 ; 2 , 0, -2 ; 1, 0, −1 ;",
        "+1.0, 0e5, -1.; 4/2, 0/7, -2/1; .1e1, 0, -1",
        "[[1, 0, -1], [2, 0, -2], [1.0, 0, -1]]",
    ],
)
def test_every_spelling_of_sobel_is_the_same_kernel(spelling):
    np.testing.assert_array_equal(kernel_text.parsed(spelling), SOBEL)


def test_a_fraction_is_as_exact_as_float64_allows():
    assert kernel_text.parsed("1/9 -1/3").tolist() == [[1 / 9, -1 / 3]]


def test_the_canonical_text_is_short_and_has_no_minus_zero():
    assert kernel_text.text(np.array([[1.0, -0.0, -1], [0.1, 1 / 3, 1e-20]])) == "1,0,-1;0.1,0.3333333333333333,1e-20"


@hypothesis.settings(max_examples=60, deadline=None)
@hypothesis.given(
    arrays.arrays(
        np.float64,
        arrays.array_shapes(min_dims=2, max_dims=2, max_side=5),
        elements=st.floats(-limits.KERNEL_WEIGHT, limits.KERNEL_WEIGHT),
    )
)
def test_text_and_parsed_undo_each_other_exactly(kernel):
    np.testing.assert_array_equal(kernel_text.parsed(kernel_text.text(kernel)), kernel)


@pytest.mark.parametrize(
    ("spelling", "sentence"),
    [
        ("", "is empty"),
        (" \n ; ;\n", "is empty"),
        ("[]", "is empty"),
        ("[[], []]", "is empty"),
        ("1 2 3; 4 5", "Row 2 has 2 values and row 1 has 3 values"),
        ("[[1, 2], [3]]", "Row 2 has 1 value and row 1 has 2 values"),
        ("1 two; 3 4", "Row 1 of the kernel holds “two”, which is not a number"),
        ("1 2; 3 1_0", "“1_0”"),
        ("1,,2", "an empty place"),
        ("1/0", "“1/0”"),
        ("1/2/3", "“1/2/3”"),
        ("nan 1", "“nan”"),
        ("1 -inf", "“-inf”"),
        ("1e308", "Use numbers from −1,000,000 to 1,000,000"),
        ("1e999", "“1e999”"),
        ("[[NaN]]", "“nan”"),
        ("[[1e308]]", "Use numbers"),
        ("[[null]]", "“None”"),
        ('[["<b>"]]', "“<b>”"),
        ("[[[1, 2], [3, 4]], [[1, 2], [3, 4]]]", "a list inside a row"),
        ('{"kernel": [[1]]}', "not a JSON list of rows"),
        ("[[1, 2], [3", "not a JSON list of rows"),
        ("[" * 50_000, "not a JSON list of rows"),
        ("[[" + "9" * 5_000 + "]]", "Use numbers"),
        ("9" * 5_000, "“99999999999999999999…”"),
        ("1 \x00\u202e2", "“2”, which is not a number"),
        ("1 " * 32, "The kernel has 32 values. The limit for a row is 31"),
        ("1;" * 32, "The kernel is 32 × 1"),
        ("1 " * 40_000, "has 80,000 characters"),
        ("١ ٢", "not a number"),
    ],
)
def test_what_is_no_kernel_is_refused_in_one_sentence(spelling, sentence):
    with pytest.raises(errors.InputError, match=re.escape(sentence)) as caught:
        kernel_text.parsed(spelling)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "data",
    [
        npy(SOBEL),
        npy(SOBEL.astype(np.int8)),
        npy(SOBEL.astype(">f4")),
        npy(np.asfortranarray(SOBEL)),
        b"\xef\xbb\xbf1,0,-1\r\n2,0,-2\r\n1,0,-1\r\n",
        b"[[1,0,-1],[2,0,-2],[1,0,-1]]",
    ],
)
def test_a_file_is_read_by_its_content(data):
    kernel = kernel_text.from_file(data, "sobel.bin")
    assert kernel.dtype == np.float64
    np.testing.assert_array_equal(kernel, SOBEL)


def header(text: str) -> bytes:
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text.encode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (npy(np.array([[{}]], object), allow_pickle=True), "plain real numbers"),
        (npy(SOBEL * 1j), "plain real numbers"),
        (npy(np.array([["a"]])), "plain real numbers"),
        (npy(np.zeros(2, [("a", "f8")])), "plain real numbers"),
        (npy(np.zeros((2, 2), "M8[s]")), "plain real numbers"),
        (npy(np.array(3.0)), "two axes"),
        (npy(np.zeros((3, 3, 3))), "The array is 3 × 3 × 3"),
        (npy(np.zeros((0, 3))), "two axes"),
        (npy(np.zeros((32, 1))), "at most 31"),
        (npy(SOBEL)[:-1], "breaks off"),
        (npy(np.array([[np.nan]])), "Use numbers"),
        (npy(np.array([[np.inf, -1e308]])), "Use numbers"),
        (header("{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999, 999999999999), }"), "two axes"),
        (header("__import__('os').system('true')"), "plain real numbers"),
        (header("(" * 5_000), "plain real numbers"),
        (b"\x93NUMPY", "plain real numbers"),
        (b"\x80\x04\x95\xff\xfe", "is not text"),
        (b"\x00" * 20, "not a number"),
        (b"", "is empty"),
        (b" " * (limits.KERNEL_FILE_BYTES + 1), "The limit for a kernel is 65,536"),
    ],
)
def test_a_file_that_is_no_kernel_is_refused_in_one_sentence(data, sentence):
    with pytest.raises(errors.InputError, match=re.escape(sentence)) as caught:
        kernel_text.from_file(data, "../../etc/k\u202eernel.npy\x07")
    assert str(caught.value).startswith("kernel.npy")


def test_a_file_without_a_name_is_still_called_something():
    with pytest.raises(errors.InputError, match=r"^The kernel file: "):
        kernel_text.from_file(b"", "\x00")


CASES = Path(__file__).parents[1] / "cases"


@pytest.mark.parametrize("one", notations.NOTATIONS, ids=lambda one: one.title)
def test_every_example_shown_beside_the_field_is_what_it_says(one):
    np.testing.assert_array_equal(kernel_text.parsed(one.example), one.rows)


@pytest.mark.parametrize(("text", "rows"), kernel_cases.READ)
def test_a_kernel_is_read_as_people_write_it(text, rows):
    np.testing.assert_allclose(kernel_text.parsed(text), rows, rtol=1e-15)


@pytest.mark.parametrize(("text", "sizes"), kernel_cases.DOUBTFUL)
def test_what_can_be_read_in_two_ways_is_refused_with_both(text, sizes):
    with pytest.raises(kernel_text.DoubtfulError) as caught:
        kernel_text.parsed(text, asking=True)
    assert [one.shape for one in caught.value.readings] == sizes
    assert all(f"{height} × {width} (" in str(caught.value) for height, width in sizes)


@pytest.mark.parametrize(("text", "rows"), [("1,2", [[1, 2]]), ("1,2\n3,4", [[1, 2], [3, 4]]), ("-1,1", [[-1, 1]])])
def test_unasked_a_comma_between_whole_numbers_sets_them_apart(text, rows):
    assert kernel_text.parsed(text).tolist() == rows


@pytest.mark.parametrize(("text", "sentence"), kernel_cases.REFUSED)
def test_what_is_no_kernel_as_people_write_it_is_named(text, sentence):
    with pytest.raises(errors.InputError, match=re.escape(sentence)) as caught:
        kernel_text.parsed(text)
    assert not isinstance(caught.value, kernel_text.DoubtfulError)


def test_public_cases_are_the_kernels_they_look_like():
    small, row = kernel_cases.SMALL, kernel_cases.ROW
    sobel = [*kernel_cases.EDGE]
    expected = [
        SOBEL,
        kernel_cases.NINTHS,
        sobel,
        sobel,
        sobel,
        sobel,
        small,
        [[1, 0, -1]],
        [[-1, 0, 1]],
        row,
        sobel,
        sobel,
    ]
    blocks = (CASES / "pasteable-kernels.txt").read_text(encoding="utf-8").split("====\n")
    for block, rows in zip(blocks, expected, strict=True):
        np.testing.assert_array_equal(kernel_text.parsed(block), rows)
    german = (CASES / "sobel-german-excel.csv").read_bytes()
    np.testing.assert_array_equal(kernel_text.from_file(german, "a.csv"), sobel)


@pytest.mark.parametrize(("word", "value"), json.loads(Path(__file__).with_name("numbers.json").read_text("utf-8")))
def test_a_single_number_is_read_as_the_grid_reads_it(word, value):
    read = numbers.with_comma(numbers.plain(word).strip())
    assert read == value or (value is None and (read is None or np.isnan(read)))


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1,2", [[1, 2]]),
        ("0,5;0,25", [[0, 5], [0, 25]]),
        ("1;0;-1", [[1], [0], [-1]]),
        ("1e-7,0.5", [[1e-7, 0.5]]),
        ("[1 0; 0 -1]", [[1, 0], [0, -1]]),
    ],
)
def test_a_link_is_read_as_the_app_wrote_it(text, rows):
    assert kernel_text.linked(text).tolist() == rows
    assert kernel_text.linked(kernel_text.linkable(np.array(rows, float))).tolist() == rows


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("-1;0;1", [-1, 0, 1]),
        ("-1\n0\n1", [-1, 0, 1]),
        ("0,25;0,5;0,25", [0.25, 0.5, 0.25]),
        ("[[1], [2]]", [1, 2]),
        ("[1, 2,\n 3, 4]", [1, 2, 3, 4]),
    ],
)
def test_in_one_dimension_a_column_is_a_row(text, row):
    assert kernel_text.parsed(text, flat=True).tolist() == [row]


@pytest.mark.parametrize("text", ["1 2;3 4", "1 2\n3 4", "[[1, 2], [3, 4]]"])
def test_in_one_dimension_several_rows_are_refused(text):
    with pytest.raises(errors.InputError, match=r"has 2 rows\. In one dimension there is one"):
        kernel_text.parsed(text, flat=True)


def npz(compressed: bool = False, **arrays: Any) -> bytes:
    stream = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(stream, **arrays)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        npy(SOBEL[None, None]),
        npy(SOBEL[:, :, None, None]),
        npy(SOBEL[:, None, :]),
        npy(np.asfortranarray(SOBEL.astype(">i2"))),
        npy(SOBEL.astype(np.float16)),
        npz(k=SOBEL),
        npz(compressed=True, kernel=SOBEL),
        "1;0;-1\r\n2;0;-2\r\n1;0;-1".encode("utf-16"),
        "\ufeff1\t0\t−1\r\n2\t0\t−2\r\n1\t0\t−1".encode("utf-16-be"),
        "1 0 -1\n2 0 -2\n1 0 -1\n".encode("utf-16-le"),
        "1 0 –1\n2 0 –2\n1 0 –1\n".encode("cp1252"),
        "\ufeffsep=;\r\n1;0;-1\r\n2;0;-2\r\n1;0;-1\r\n".encode(),
    ],
)
def test_files_of_other_programs_are_read(data):
    np.testing.assert_array_equal(kernel_text.from_file(data, "k.txt"), SOBEL)


def test_a_mask_is_ones_and_zeros_and_one_axis_is_a_row():
    assert kernel_text.from_file(npy(SOBEL > 0), "k").tolist() == [[1, 0, 0], [1, 0, 0], [1, 0, 0]]
    assert kernel_text.from_file(npy(np.array([1, 2, 3])), "k").tolist() == [[1, 2, 3]]
    with pytest.raises(kernel_text.DoubtfulError):
        kernel_text.from_file(npy(np.ones((1, 3, 1))), "k")


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (npz(a=SOBEL, b=SOBEL), "k holds 2 arrays: a.npy, b.npy. Save the one you want"),
        (npz(), "k is an empty zip"),
        (npz(a=SOBEL)[:200], "k is a damaged zip"),
        (npz(compressed=True, a=np.zeros((900, 900))), "The array is 900 × 900"),
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "k is an Excel workbook. Copy its cells"),
        (b"\x89PNG\r\n\x1a\n", "k is a picture"),
        (b"%PDF-1.4", "k is a PDF document"),
        (b"MATLAB 5.0 MAT-file", "k is a MATLAB file"),
    ],
)
def test_other_files_are_named(data, sentence):
    with pytest.raises(errors.InputError, match=re.escape(sentence)):
        kernel_text.from_file(data, "k")


PARTS = (
    *("1", "0,5", "-", "[", "]", "(", ")", "{", "}", ";", ",", "\n", "\t", " ", "*", "/", "...", "%", "#", "np.array("),
    *("=", "'", '"', "|", "---", "1/9", "½", "−", "x", "3 3\n", "sep=;\n", ".T", ".reshape(", "\\frac{1}{2}", "<<"),
    *("matrix(c(", "nrow=", "inf", "1e999", "T", "<", "\\\\", "&", "k[2][2] =", "kernel:"),
)


@hypothesis.settings(max_examples=300, deadline=None)
@hypothesis.given(st.lists(st.sampled_from(PARTS), max_size=14))
def test_any_text_is_a_kernel_that_can_be_written_again_or_a_sentence(parts):
    try:
        kernel = kernel_text.parsed("".join(parts))
    except errors.InputError as caught:
        said = str(caught)
    else:
        said = ""
        assert np.isfinite(kernel).all()
        np.testing.assert_array_equal(kernel_text.parsed(kernel_text.text(kernel)), kernel)
    assert "\n" not in said


@pytest.mark.parametrize(
    "part", ["1,", "[", "1;", "[1 ", "[[1,2],", "a=", "1/", "|-", "-", "\\frac{", "k[3]", '"""', "1..."]
)
def test_no_text_takes_long(part):
    """Eight times the text takes about eight times as long, not 64 times; the quickest of three counts, as a machine
    may be busy with something else."""

    def spent(characters):
        return min(once(characters) for _ in range(3))

    def once(characters):
        start = time.process_time()
        with pytest.raises(errors.InputError):
            kernel_text.parsed(part * (characters // len(part)))
        return time.process_time() - start

    assert spent(limits.KERNEL_FILE_BYTES) < 24 * max(spent(limits.KERNEL_FILE_BYTES // 8), 0.01)


@pytest.mark.parametrize(
    "data",
    [
        "–1;0;1\n–2;0;2\n".encode("cp1252"),
        b"-1\xa00\xa01\n-2\xa00\xa02",
        b"-1 0 1\r\n-2 0 2\r\n\x1a",
        "\u22121 0 1\n\u22122 0 2\n".encode("utf-16-le"),
    ],
)
def test_old_code_pages_are_not_taken_for_signs_of_two_bytes(data):
    np.testing.assert_array_equal(kernel_text.from_file(data, "kernel.txt"), kernel_cases.TWO)
