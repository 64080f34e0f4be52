"""Two networks that differ in their end, on pictures of one size after the other: their layers, their answers."""

import numpy as np

from cnnviz import numbers
from cnnviz.nets import effects, shapes


def layers_table(ends: dict[str, tuple[shapes.Record, ...]]) -> list[dict[str, str]]:
    """A column for each network, by its title, and a row for each layer: what it makes of the picture."""
    deepest = max(len(records) for records in ends.values())
    told = {title: [_told(record) for record in records] for title, records in ends.items()}
    return [{title: "".join(layers[at : at + 1]) for title, layers in told.items()} for at in range(deepest)]


def _told(record: shapes.Record) -> str:
    return f"{record.number} · {record.layer.title}: {effects.size(record.output)}"


def said(end: str, names: tuple[str, ...], answers: np.ndarray) -> str:
    """The answer in words; that of a global pool says how strongly each kernel was answered anywhere."""
    if end == "global":
        listed = ", ".join(f"{name} {numbers.text(float(one))}" for name, one in zip(names, answers, strict=True))
        return f"It answers. The strongest edge anywhere, brighter towards: {listed}."
    listed = ", ".join(numbers.text(float(one)) for one in answers)
    return f"It answers: {listed}. (Its dense weights are drawn at random; it has learned nothing yet.)"
