"""Whose description a file is, by what is in it."""

import contextlib
import io
import json
import pickle
import zipfile
from pathlib import Path

import numpy as np
import pytest
from onnx import ModelProto
from safetensors.numpy import save

from cnnviz import limits
from cnnviz.errors import InputError
from cnnviz.nets import foreign, text
from cnnviz.nets.zoo import ENTRIES

OURS = text.to_json(ENTRIES["lenet-5"].network())
KERAS = {"module": "keras", "class_name": "Functional", "config": {"name": "model", "layers": []}}


def zipped(*names: str, content: bytes = b"{}") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return file.getvalue()


def model() -> bytes:
    made = ModelProto(ir_version=8, producer_name="pytorch", producer_version="2")
    made.opset_import.add(version=17)
    return bytes(made.SerializeToString())


def numpy_file() -> bytes:
    file = io.BytesIO()
    np.save(file, np.zeros(3))
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_our_own_is_read_whatever_mark_it_begins_with(encoding: str) -> None:
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
    assert text.from_json(foreign.text((mark + OURS).encode(encoding))) == ENTRIES["lenet-5"].network()


def test_the_zip_that_a_run_was_taken_away_in_holds_its_settings() -> None:
    assert foreign.text(zipped("train.py", "config.json", content=OURS.encode())) == OURS


FOREIGN = {
    "hdf5": (b"\x89HDF\r\n\x1a\n" + bytes(40), "HDF5.*model.to_json"),
    "tf.js": (b'{"format": "layers-model", "modelTopology": {}, "weightsManifest": []}', "TensorFlow.js"),
    "tf.js graph": (b'{"format": "graph-model"}', "TensorFlow.js"),
    "onnx as json": (b'{"irVersion": "8", "graph": {"node": []}}', "ONNX"),
    "torch": (zipped("archive/data.pkl", "archive/version"), "torch.save"),
    "pickle": (pickle.dumps({"a": 1}), "torch.save"),
    "safetensors": (save({"a": np.zeros(2)}), "weights"),
    "npy": (numpy_file(), "weights"),
    "npz": (zipped("0.weight.npy", "0.bias.npy"), "weights"),
    "tflite": (bytes(4) + b"TFL3" + bytes(30), "TensorFlow Lite"),
    "another zip": (zipped("photo.png"), "no config.json"),
    "a broken zip": (zipped("config.json")[:40], "damaged"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "not text"),
}


@pytest.mark.parametrize(("data", "said"), FOREIGN.values(), ids=FOREIGN)
def test_what_is_anothers_is_told_by_its_name(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        foreign.text(data)


@pytest.mark.parametrize("data", [model(), b"\x08\x0a:\x10" + bytes(16)])
def test_onnx_is_told_by_how_it_begins(data: bytes) -> None:
    assert foreign.is_onnx(data)
    assert not any(foreign.is_onnx(other) for other, _ in FOREIGN.values())


KERASS = {
    "plain": json.dumps(KERAS).encode(),
    "with a mark": json.dumps(KERAS).encode("utf-8-sig"),
    "as a string": json.dumps(json.dumps(KERAS)).encode(),
    "saved": zipped("metadata.json", "config.json", "model.weights.h5", content=json.dumps(KERAS).encode()),
}


@pytest.mark.parametrize("data", KERASS.values(), ids=KERASS)
def test_kerass_description_is_handed_on(data: bytes) -> None:
    assert foreign.described(foreign.text(data)) == KERAS


@pytest.mark.parametrize("written", ["", "{", "[]", "7", '"a"', '{"version": 1}', "[" * 100_000])
def test_what_may_be_ours_is_left_to_its_own_reader(written: str) -> None:
    assert foreign.foreign(written) == ""


def test_of_a_zip_no_more_is_read_than_a_description_may_have() -> None:
    huge = zipped("config.json", content=b" " * (limits.NET_JSON_BYTES * 40))
    assert len(foreign.text(huge)) == limits.NET_JSON_BYTES + 1


def test_the_file_that_people_sent_is_a_network() -> None:
    case = Path(__file__).parents[1] / "cases" / "network-with-bom.json"
    assert text.from_json(foreign.text(case.read_bytes())).name == "Reference model"
    assert text.from_json(case.read_text(encoding="utf-8")).name == "Reference model"


def test_a_zip_with_any_byte_damaged_is_read_or_refused_with_a_sentence() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", '{"a": 1}' * 9)
    whole = file.getvalue()
    for place in range(len(whole)):
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        with contextlib.suppress(InputError):
            foreign.text(bytes(damaged))


def test_a_zip_in_a_zip_is_not_opened() -> None:
    inner = zipped("config.json", content=OURS.encode())
    with pytest.raises(InputError):
        text.from_json(foreign.text(zipped("config.json", content=inner)))
