"""What a network comes to: facts for exercises, from its records as they are drawn."""

from collections.abc import Sequence

from cnnviz import numbers
from cnnviz.nets import shapes
from cnnviz.ui.told import facts

# Layers, at the most, that are put in order by their parameters.
LAYERS = 6


def tell(records: Sequence[shapes.Record], covers: Sequence[str] = (), named: str = "the network") -> None:
    """Parameters, work, depth, the last shape, and which layer has the most parameters. `covers` are the keys of what
    shows them."""
    if not records:
        return
    total, top = shapes.totals(records), [one for one in records if "." not in one.path]
    facts.tell("parameters", f"the parameters of {named}", total.parameters, covers=covers)
    facts.tell("work", f"the multiply-adds of {named} for one image", total.macs, covers=covers)
    facts.tell("layers", f"the number of layers of {named}", len(top), covers=covers)
    facts.tell("units", f"how many numbers the last layer of {named} gives", _count(top[-1]), covers=covers)
    learning = [one for one in top if one.parameters][:LAYERS]
    if len(learning) > 1:
        labels = {one.path: f"{one.number} {one.layer.title}, {numbers.size(one.output)}" for one in learning}
        each = {one.path: float(one.parameters) for one in learning}
        facts.tell("heaviest", f"the layer of {named} with the most parameters", each, labels, covers)


def _count(record: shapes.Record) -> int:
    count = 1
    for side in record.output:
        count *= side
    return count
