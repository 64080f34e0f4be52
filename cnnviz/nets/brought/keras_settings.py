"""One layer as Keras writes it down: its class, its name, and its settings, each to be asked for once.

What nobody asked for has to be off: a setting that is not known here is refused, never passed over.
"""

from collections.abc import Mapping
from typing import Any, NoReturn

from cnnviz.errors import InputError, shown
from cnnviz.nets.layers import Pads

# What says how a layer is trained, called or stored; not what it computes.
TRAINED = {"trainable", "dtype", "momentum", "renorm_momentum", "seed", "synchronized"}
CALLED = {"name", "batch_shape", "batch_input_shape", "sparse", "ragged", "optional"}
ASIDE = TRAINED | CALLED
ASIDE_ENDINGS = ("_initializer", "_regularizer", "_constraint")
KERAS = ("keras", "tf_keras", "tensorflow")
NONE: Pads = ((0, 0), (0, 0))


class Settings:
    """The settings of one layer; `pads` are the zeros that a ZeroPadding2D before it puts around its maps."""

    def __init__(self, described: object) -> None:
        whole = described if isinstance(described, dict) else {}
        config = whole.get("config")
        self.left: dict[str, Any] = dict(config) if isinstance(config, dict) else {}
        self.kind = str(whole.get("class_name", ""))
        self.name = self.left.get("name", whole.get("name"))
        self.nodes = whole.get("inbound_nodes", [])
        self.pads = NONE
        if not self.kind or not isinstance(config, dict):
            raise InputError(f"{shown(described)} is no layer of Keras. Save the model's description again.")
        if not _is_kerass_own(whole):
            self.refuse("it is a class of its author's own. Put layers of Keras in its place")

    def refuse(self, why: str) -> NoReturn:
        """Raises InputError that names the layer; `why` ends without a full stop."""
        raise InputError(f"Layer {shown(self.name)} of the kind {shown(self.kind)}: {why}.")

    def take(self, key: str, missing: object = None) -> Any:
        """A setting, or what it is where older versions of Keras did not write it."""
        return self.left.pop(key, missing)

    def pair(self, key: str, missing: object = None) -> Any:
        """Rows and columns; what is neither a number nor two is left for the layer's own checks."""
        value = self.take(key, missing)
        return tuple(value) if isinstance(value, list) and len(value) == 2 else (value, value)

    def require(self, key: str, *allowed: object, missing: object = None) -> Any:
        """A setting that can only be one of these here. Raises InputError that names it and them."""
        value = self.take(key, missing)
        if not any(type(value) is type(one) and value == one for one in allowed):
            self.refuse(f"{key} is {shown(value)}, and only {_either(allowed)} can be read here. Change it in Keras")
        return value

    def finish(self) -> None:
        """Raises InputError for a setting that is on and that nobody has asked for."""
        for key, value in self.left.items():
            if value and key not in ASIDE and not key.endswith(ASIDE_ENDINGS):
                self.refuse(f"its setting {shown(key)} is not known here. Switch it off in Keras")


def _is_kerass_own(whole: Mapping[str, Any]) -> bool:
    """A class of Keras, not one that somebody gave the same name."""
    module, registered = whole.get("module", "keras"), whole.get("registered_name")
    ours = isinstance(module, str) and module.split(".")[0] in KERAS
    return ours and registered in (None, whole.get("class_name"))


def _either(allowed: tuple[object, ...]) -> str:
    return " or ".join(shown(one) for one in allowed)
