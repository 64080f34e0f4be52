"""A network in torch with the same edit: other weights, or a hook on what a layer makes."""

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from cnnviz.nets import build, networks

Hook = Callable[[torch.Tensor], torch.Tensor]


def outputs(
    network: networks.Network,
    weights: dict[str, np.ndarray],
    image: np.ndarray,
    hooks: dict[str, Hook] | None = None,
) -> dict[str, np.ndarray]:
    """What every layer makes of an image (c h w), by its path, the hooks changing what theirs make."""
    module = build.build(network).eval()
    module.load_state_dict({name: torch.from_numpy(np.array(one)) for name, one in weights.items()}, strict=False)
    for path, change in (hooks or {}).items():
        _part(module, path).register_forward_hook(lambda _, __, made, change=change: change(made))
    return {path: made[0].numpy() for path, made in build.outputs(module, torch.from_numpy(image)[None]).items()}


def times(channel: int, factor: float) -> Hook:
    def change(made: torch.Tensor) -> torch.Tensor:
        made = made.clone()
        made[:, channel] *= factor
        return made

    return change


def _part(module: nn.Module, path: str) -> nn.Module:
    return module.get_submodule(path)
