"""Two networks that differ in their end, on pictures of one size after the other: their layers, their answers."""

import numpy as np

from cnnviz import numbers
from cnnviz.nets import effects, shapes


def layers_table(records: tuple[shapes.Record, ...]) -> list[dict[str, str]]:
    """A row for each layer: what it makes of the picture."""
    return [
        {"Layer": f"{record.number} · {record.layer.title}", "gives": effects.size(record.output)} for record in records
    ]


def said(end: str, names: tuple[str, ...], answers: np.ndarray) -> str:
    """The answer in words; that of a global pool says how strongly each kernel was answered anywhere."""
    if end == "global":
        listed = ", ".join(f"{name} {numbers.text(float(one))}" for name, one in zip(names, answers, strict=True))
        return f"It answers. The strongest edge anywhere, brighter towards: {listed}."
    listed = ", ".join(numbers.text(float(one)) for one in answers)
    return f"It answers: {listed}. (Its dense weights are drawn at random; it has learned nothing yet.)"
