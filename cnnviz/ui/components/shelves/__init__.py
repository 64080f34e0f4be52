"""A learner's classes with their pictures, and their softmax while it is trained, step by step."""

from cnnviz.ui import components

_shelves = components.declared(__file__)


def shelves(data: bytes, key: str, on_step: components.Use, on_change: components.Use) -> None:
    """Show what is packed in `data` (see figures/own_classes/shelves).

    `on_step` gets {"step": that is to be used}, `on_change` {"place": a picture's, from 0, "to": its new class, from 0,
    −1 to take it away}.
    """
    _shelves(
        key=key,
        data=data,
        on_step_change=components.passed_on(key, "step", on_step),
        on_change_change=components.passed_on(key, "change", on_change),
    )
