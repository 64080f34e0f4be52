"""A shape detector by hand: what each stage makes of a picture, thresholds and sizes under one's hand."""

from cnnviz.ui import components

_detector = components.declared(__file__)


def detector(data: bytes, key: str, on_settings: components.Use) -> None:
    """Show the detector packed in `data` (see figures/why/detectors.py).

    `on_settings` gets where somebody left its sliders and the learner's shape: whole numbers by name.
    """
    on_change = components.passed_on(key, "settings", lambda said: on_settings(said) if said else None)
    _detector(key=key, data=data, default={"settings": {}}, on_settings_change=on_change)
