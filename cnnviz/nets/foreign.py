"""What people bring as a description of a network or a run: our own as text, and whose it is where it is not ours.

The content decides, never the name's ending. Nothing is unpickled, and no model is loaded.
"""

import codecs
import io
import json
import zipfile
from typing import Any

from cnnviz import limits
from cnnviz.errors import DAMAGED_ZIP, InputError

OURS = (
    "cnnviz reads its own JSON, “Network (JSON)” of the page Builder or “All settings (JSON)” of a run, Keras's, from "
    "model.to_json(), and models in ONNX. Build this network on the page Builder, layer by layer, or start from one "
    "that is there."
)
HDF5 = (
    "This is a file in HDF5, as older versions of Keras save models. Write model.to_json() into a file and bring that."
)
ONNX = "This is an ONNX model written as text. Save it as a file in ONNX, with onnx.save(model, “model.onnx”)."
TFJS = f"This is a model.json of TensorFlow.js. That is not read here yet. {OURS}"
TORCH = f"This is a file of torch.save. It may run code when it is opened, so it is not. {OURS}"
WEIGHTS = f"This file holds weights, and nothing says of which layers. {OURS}"
TFLITE = f"This is a TensorFlow Lite model. That is not read here. {OURS}"
NO_TEXT = f"This file is not text. {OURS}"
# How files begin that are no text.
BEGINNINGS = {b"\x89HDF\r\n\x1a\n": HDF5, b"\x93NUMPY": WEIGHTS, b"\x80": TORCH}
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
TFJS_FORMATS = ("layers-model", "graph-model", "tfjs-layers-model")
ONNX_NAMES = {"irVersion", "ir_version", "opsetImport", "opset_import"}
SETTINGS = "config.json"
# What a .keras file holds beside its config.json, and a run's zip does not.
KERAS_ZIP = "model.weights.h5"
# Characters of JSON that are looked into: other programs write longer ones than ours.
READ = 8 * limits.NET_JSON_BYTES


def text(data: bytes) -> str:
    """A description as text, whatever mark it begins with; of a run's zip or a .keras file, its config.json.

    Raises InputError with whose it is where it is not ours.
    """
    for beginning, why in BEGINNINGS.items():
        if data.startswith(beginning):
            raise InputError(why)
    if data.startswith(b"PK\x03\x04"):
        data = _inside(data)
    if _is_safetensors(data):
        raise InputError(WEIGHTS)
    if data[4:8] == b"TFL3":
        raise InputError(TFLITE)
    written = _decoded(data)
    if why := foreign(written):
        raise InputError(why)
    return written


def foreign(written: str) -> str:
    """Whose description in JSON this is, as a sentence; "" where it may be ours."""
    said = described(written)
    if "modelTopology" in said or said.get("format") in TFJS_FORMATS:
        return TFJS
    return ONNX if ONNX_NAMES & set(said) else ""


def described(written: str) -> dict[str, Any]:
    """The JSON object that is written there; an empty one for anything else, and for more than is looked into."""
    if len(written) > READ:
        return {}
    try:
        said = json.loads(written)
        # A description saved as a JSON string of JSON, as json.dump(model.to_json()) writes it.
        said = json.loads(said) if isinstance(said, str) else said
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _decoded(data: bytes) -> str:
    mark, encoding = next(((mark, name) for mark, name in MARKS if data.startswith(mark)), (b"", "utf-8"))
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError:
        raise InputError(NO_TEXT) from None


def _inside(data: bytes) -> bytes:
    """config.json of a run's zip, or of the zip that Keras saves a model in."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if any(name.endswith("data.pkl") for name in names):
                raise InputError(TORCH)
            if names and all(name.endswith(".npy") for name in names):
                raise InputError(WEIGHTS)
            if SETTINGS not in names:
                raise InputError(f"There is no {SETTINGS} in this zip. {OURS}")
            with archive.open(SETTINGS) as file:
                return file.read((READ if KERAS_ZIP in names else limits.NET_JSON_BYTES) + 1)
    except InputError:
        raise
    except DAMAGED_ZIP:
        raise InputError("This zip is damaged. Save it again, or take config.json out of it first.") from None


def _is_safetensors(data: bytes) -> bool:
    size = int.from_bytes(data[:8], "little")
    return len(data) > 9 and data[8:9] == b"{" and 2 <= size <= len(data) - 8


def is_onnx(data: bytes) -> bool:
    """Whether it begins as ONNX's protocol buffer does: a small version number, then another field."""
    return len(data) > 3 and data[0] == 0x08 and 1 <= data[1] <= 0x20 and data[2] & 7 in (0, 2) and data[2] >> 3 <= 25
