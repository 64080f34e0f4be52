"""One neuron whose weights are an image: both images, their products, the angle between them, and the answer."""

from cnnviz.ui import components

_neuron = components.declared(__file__)


def neuron(data: bytes, key: str, on_settings: components.Use) -> None:
    """Show the neuron packed in `data` (see figures/why/templates.py). `on_settings` gets everything that it is set to,
    by its names in the link, once a hand rests."""

    on_change = components.passed_on(key, "settings", lambda said: on_settings(said) if said else None)
    _neuron(key=key, data=data, default={"settings": {}}, on_settings_change=on_change)
