"""Two points on a picture, and the window of one unit that grows from layer to layer until it holds both."""

from collections.abc import Callable

from cnnviz.ui import components

_wheels = components.declared(__file__)


def wheels(data: bytes, key: str, on_points: components.Use, on_stack: components.Use) -> None:
    """Show the scene packed in `data` (see figures/why/two_wheels.py).

    `on_points` gets where the points were moved, {"places": [[row, column], [row, column]]}, and `on_stack` the layers
    that somebody wants, {"steps": [ids], "edition"}, or the way they want to take from there, {"way", "places",
    "edition"}.
    """

    def heard(name: str, use: components.Use) -> Callable[[], None]:
        return components.passed_on(key, name, lambda said: use(said) if said else None)

    _wheels(
        key=key,
        data=data,
        default={"points": {}, "stack": {}},
        on_points_change=heard("points", on_points),
        on_stack_change=heard("stack", on_stack),
    )
