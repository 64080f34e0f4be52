"""Arrays as bytes and back."""

import base64
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from cnnviz import packing
from cnnviz.errors import InputError
from cnnviz.ui import components
from tests import node

BROWSER = Path(components.__file__).parent / "shared" / "message.mjs"

ANY = st.sampled_from(packing.TYPES).flatmap(
    lambda kind: arrays.arrays(kind, arrays.array_shapes(min_dims=0, min_side=0))
)


@given(st.dictionaries(st.text(max_size=9), ANY, max_size=4), st.dictionaries(st.text(), st.integers(), max_size=3))
def test_what_is_packed_is_unpacked(given_arrays: dict[str, np.ndarray], header: dict[str, int]) -> None:
    header.pop("arrays", None)
    message = packing.packed(header, given_arrays)
    words, found = packing.unpacked(message)
    assert words == header
    assert list(found) == list(given_arrays)
    for name, array in given_arrays.items():
        assert found[name].dtype == array.dtype
        assert found[name].shape == array.shape
        assert found[name].tobytes() == array.tobytes()


def test_a_message_falls_into_its_header_large_arrays_and_what_stands_between() -> None:
    large, small = np.arange(300, dtype="uint8"), np.arange(5, dtype="float32")
    one = packing.packed({"step": 1}, {"a": small, "b": small, "large": large, "c": small})
    other = packing.packed({"step": 2, "more": "words"}, {"large": large})
    for message in (one, other, packing.packed({}, {})):
        assert b"".join(packing.parts(message, 100)) == message
    assert [len(part) for part in packing.parts(one, 100)[1:]] == [48, 304, 24]
    assert packing.parts(one, 100)[2] == packing.parts(other, 100)[1]
    with pytest.raises(InputError):
        packing.parts(b"no message", 100)


def test_every_array_begins_where_a_browser_can_read_it_in_place() -> None:
    message = packing.packed({"é": 1}, {"a": np.arange(3, dtype=np.uint8), "b": np.arange(2.0)})
    start = 4 + int.from_bytes(message[:4], "little")
    table = json.loads(message[4:start])["arrays"]
    assert start % 8 == 0
    assert [place % 8 for *_, place in table] == [0, 0]
    assert np.frombuffer(message, "<f8", 2, start + table[1][3]).tolist() == [0, 1]


def test_what_was_sent_back_cannot_be_written_to() -> None:
    _, found = packing.unpacked(packing.packed({}, {"a": np.zeros(3)}))
    with pytest.raises(ValueError, match="read-only"):
        found["a"][0] = 1


def test_objects_are_never_packed() -> None:
    with pytest.raises(ValueError, match="holds object"):
        packing.packed({}, {"a": np.array([None])})


GOOD = packing.packed({}, {"a": np.zeros((2, 3), np.float32)})


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\x01",
        b"\xff\xff\xff\xff{}",
        GOOD[:-1],
        GOOD[:20],
        GOOD.replace(b"float32", b"object_"),
        GOOD.replace(b"[2,3]", b"[9,9]"),
        GOOD.replace(b"[2,3]", b"[-2]"),
        packing.packed({}, {"a": np.zeros(2**12, np.uint8)}).replace(b"[4096]", b"[%d]" % 10**30),
        b"\x02\x00\x00\x00[]",
        b'\x0c\x00\x00\x00{"arrays":1}',
        b'\x10\x00\x00\x00{"arrays":[[1]]}',
    ],
)
def test_other_bytes_are_refused_with_a_sentence(message: bytes) -> None:
    with pytest.raises(InputError, match="not a message"):
        packing.unpacked(message)


def test_a_message_of_the_server_is_read_and_answered_by_the_browser(tmp_path: Path) -> None:
    """packing.py and message.mjs are two sides of one format."""
    arrays: dict[str, np.ndarray] = {
        "bytes": np.arange(3, dtype=np.uint8).reshape(3, 1),
        "halves": np.array([0.5, -1.75, 6e-8, 65504], np.float16),
        "floats": np.array([[1.5, np.nan]], np.float32),
        "doubles": np.array([0.1]),
        "whole": np.array([-7], np.int32),
    }
    driver = tmp_path / "driver.mjs"
    driver.write_text(
        f'import {{ packed, unpacked }} from "{BROWSER.as_uri()}"\n'
        "const chunks = []\nfor await (const chunk of process.stdin) chunks.push(chunk)\n"
        'const bytes = Buffer.from(JSON.parse(Buffer.concat(chunks).toString()), "base64")\n'
        "const { header, arrays } = unpacked(bytes)\n"
        "const back = packed({ words: header.words }, Object.fromEntries(arrays))\n"
        'process.stdout.write(JSON.stringify(Buffer.from(back).toString("base64")))\n'
    )
    asked = base64.b64encode(packing.packed({"words": "ä − 3"}, arrays)).decode()
    header, back = packing.unpacked(base64.b64decode(node.answers(driver, asked)))
    assert header == {"words": "ä − 3"}
    wanted = {**arrays, "halves": arrays["halves"].astype(np.float32)}
    assert list(back) == list(wanted)
    for name, array in wanted.items():
        np.testing.assert_array_equal(back[name], array)
        assert back[name].dtype == array.dtype
