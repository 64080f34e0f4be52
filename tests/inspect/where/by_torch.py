"""Grad-CAM and gradients by hooks and autograd on the torch module of a model's network, which share nothing."""

import numpy as np
import torch

from cnnviz.inspect.models import Model
from cnnviz.nets import build


def module(model: Model) -> torch.nn.Module:
    made = build.build(model.network)
    tensors = {name: torch.from_numpy(np.array(one)) for name, one in model.weights.items()}
    made.load_state_dict(tensors, strict=False)
    return made.eval()


def gradient(model: Model, values: np.ndarray, index: int) -> np.ndarray:
    """Of a class's logit with respect to the values (c h w)."""
    given = torch.from_numpy(values[None].copy()).requires_grad_()
    module(model)(given)[0, index].backward()
    assert given.grad is not None
    return given.grad[0].numpy()


def cam(model: Model, values: np.ndarray, path: str, index: int) -> np.ndarray:
    """Grad-CAM before ReLU, as its paper says it: (h w)."""
    held: dict[str, torch.Tensor] = {}
    network = module(model)
    layer = network.get_submodule(path)
    layer.register_forward_hook(lambda _, __, output: held.update(maps=output))
    layer.register_full_backward_hook(lambda _, __, gradients: held.update(gradient=gradients[0]))  # type: ignore[index]
    network(torch.from_numpy(values[None].copy()).requires_grad_())[0, index].backward()
    weights = held["gradient"][0].mean((1, 2), keepdim=True)
    return (weights * held["maps"][0]).sum(0).detach().numpy()


def logits(model: Model, values: np.ndarray) -> np.ndarray:
    with torch.no_grad():
        return module(model)(torch.from_numpy(values[None].copy()))[0].numpy()
