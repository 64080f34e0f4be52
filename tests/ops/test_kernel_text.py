"""cnnviz.ops.kernel_text: every spelling of a kernel, and a sentence for everything that is none."""

import io
import re

import hypothesis
import numpy as np
import pytest
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cnnviz import errors, limits
from cnnviz.ops import kernel_text

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
        ("[[true]]", "“True”"),
        ("[[null]]", "“None”"),
        ("[[[1]]]", "a list inside a row"),
        ('[["<b>"]]', "“<b>”"),
        ("[1, 2, 3]", "not a JSON list of rows"),
        ('{"kernel": [[1]]}', "not a JSON list of rows"),
        ("[[1, 2], [3", "not a JSON list of rows"),
        ("[" * 50_000, "not a JSON list of rows"),
        ("[[" + "9" * 5_000 + "]]", "Use numbers"),
        ("9" * 5_000, "“99999999999999999999…”"),
        ("1 \x00\u202e2", "“2”, which is not a number"),
        ("1 " * 32, "The kernel is 1 × 32. The limit is 31 × 31"),
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
        (npy(SOBEL > 0), "plain real numbers"),
        (npy(np.array([["a"]])), "plain real numbers"),
        (npy(np.zeros(2, [("a", "f8")])), "plain real numbers"),
        (npy(np.zeros((2, 2), "M8[s]")), "plain real numbers"),
        (npy(np.zeros(3)), "two axes"),
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
