"""The numbers that a kernel is rebuilt from, as settings of their own."""

from cnnviz.ops import catalogue
from cnnviz.ui.stage_settings.controls import Described, Slider


def of_bank(bank: str) -> tuple[Described, ...]:
    """Those of the bank: none where it has none, or is the learner's own kernel."""
    return tuple(map(_described, catalogue.BANKS[bank].parameters)) if bank in catalogue.BANKS else ()


def key(name: str, number: int, bank: str) -> str:
    """The session key of a parameter in stage `number`: the same name has another range for another kernel."""
    return f"{name}{number} {bank}"


def _described(parameter: catalogue.Parameter) -> Described:
    kind = int if parameter.whole else float
    low, high, default, step = map(kind, (parameter.low, parameter.high, parameter.default, parameter.step))
    return Described(parameter.name, parameter.label, Slider(low, high, default, step), parameter.sentence)
