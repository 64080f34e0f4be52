"""A network as its diagram shows it: the tree of its layers, with every number and sentence that can be read there."""

from collections.abc import Iterator, Sequence
from typing import Any

from cnnviz import numbers
from cnnviz.nets import effects, layers, networks, shapes

Node = dict[str, Any]

MERGES = {networks.Residual: "residual", networks.Auxiliary: "aux"}


def describe(network: networks.Network, walked: shapes.Walk) -> dict[str, Any]:
    """What the component `diagram` draws of a network and its layers read, ready for JSON.

    {name, input, parameters, problem, words, nodes}; a node is {path, kind, title, input, output, parameters,
    arithmetic, macs, memory, field, parts, merge, problem, words}, its parts {name, nodes}. What follows an
    impossible layer has no numbers: None. `words` says a node in sentences.
    """
    totals = shapes.totals(walked.records)
    return {
        "name": network.name,
        "input": network.input,
        "parameters": totals.parameters,
        "problem": walked.problem,
        "words": whole(network, walked),
        "nodes": _Describing(walked).sequence(network.layers, "", network.input),
    }


def without_counts(described: dict[str, Any]) -> dict[str, Any]:
    """The diagram with shapes alone, for as long as parameters and work are asked for."""
    return {**described, "parameters": 0, "words": f"{described['name']}.", "nodes": _uncounted(described["nodes"])}


def _uncounted(nodes: list[Node]) -> list[Node]:
    untold = dict.fromkeys(("parameters", "arithmetic", "macs", "memory"))
    return [
        {
            **node,
            **untold,
            "words": f"{node['title']}: {effects.size(node['input'])} → {effects.size(node['output'])}.",
            "parts": [{**part, "nodes": _uncounted(part["nodes"])} for part in node["parts"]],
        }
        for node in nodes
    ]


def sentences(described: dict[str, Any]) -> tuple[str, ...]:
    """The diagram, as `describe` gives it, as text: a line for each layer, two more spaces before what lies within
    another."""
    return (described["words"], *_lines(described["nodes"], "", ""))


def whole(network: networks.Network, walked: shapes.Walk) -> str:
    """What a network reads, gives and costs, in sentences; where a layer is impossible, why."""
    totals = shapes.totals(walked.records)
    reads = f"{network.name} reads {effects.size(network.input)}"
    if walked.problem:
        return f"{reads}. {walked.problem}"
    top = [record for record in walked.records if "." not in record.path]
    output = top[-1].output if top else network.input
    return (
        f"{reads} and gives {effects.size(output)}. It has {numbers.count(totals.parameters, 'parameter')} and takes "
        f"{numbers.count(totals.macs, 'multiply-add')}; its outputs fill {memory(totals.memory)}."
    )


def memory(size: int) -> str:
    """Bytes as they are said: 480 bytes, 12.85 MB."""
    for unit, name in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if size >= unit:
            return f"{numbers.text(size / unit)} {name}"
    return numbers.count(size, "byte")


class _Describing:
    """The pass over the layers, with what `shapes.walk` found of them at hand."""

    def __init__(self, walked: shapes.Walk) -> None:
        self.records = {record.path: record for record in walked.records}
        self.path = walked.path
        self.problem = walked.problem

    def sequence(self, sequence: layers.Layers, prefix: str, given: effects.Shape | None) -> list[Node]:
        nodes = []
        for index, layer in enumerate(sequence):
            nodes.append(self.node(layer, f"{prefix}{index}", given))
            given = nodes[-1]["output"]
        return nodes

    def node(self, layer: layers.Layer, path: str, given: effects.Shape | None) -> Node:
        record = self.records.get(path)
        problem = self.problem if path == self.path else ""
        parts = [
            {"name": name, "nodes": self.sequence(part, f"{path}.{name}." if name else f"{path}.", given)}
            for name, part in layer.parts.items()
        ]
        return {
            "path": path,
            "kind": type(layer).__name__,
            "title": layer.title,
            "input": given,
            "output": record and record.output,
            "parameters": record and record.parameters,
            "arithmetic": record and record.arithmetic,
            "macs": record and record.macs,
            "memory": record and record.memory,
            "field": record and (record.after.rows.size, record.after.columns.size),
            "parts": parts,
            "merge": layer.merge if isinstance(layer, networks.Parallel) else MERGES.get(type(layer), ""),
            "problem": problem,
            "words": problem or (_words(record) if record else _unreached(layer, path, self.path)),
        }


def _words(record: shapes.Record) -> str:
    layer = record.layer
    parts = [f"{layer.title}: {effects.size(record.input)} → {effects.size(record.output)}.", _join(layer)]
    parts.append(f"Parameters: {record.arithmetic}." if record.parameters else "No parameters.")
    parts.append(f"It also keeps {numbers.count(record.other, 'statistic')}." if record.other else "")
    parts.append(f"Multiply-adds: {record.macs:,}." if record.macs else "")
    rows, columns = record.after.rows.size, record.after.columns.size
    parts.append(f"Memory: {memory(record.memory)}.")
    parts.append(f"Receptive field: {rows:,} × {columns:,} {'pixel' if rows * columns == 1 else 'pixels'}.")
    return " ".join(part for part in parts if part)


def _join(layer: layers.Layer) -> str:
    """What becomes of what the parts of a container give."""
    if isinstance(layer, networks.Residual):
        added = "what its shortcut gives" if layer.shortcut else "what came in"
        return f"To what its body gives, {added} is added."
    if isinstance(layer, networks.Parallel):
        joined = "added" if layer.merge == "add" else "put one behind the other"
        return (
            f"What its {numbers.count(len(layer.branches), 'branch').replace('branchs', 'branches')} give is {joined}."
        )
    if isinstance(layer, networks.Auxiliary):
        return "It helps training only: the maps pass it by unchanged."
    return ""


def _unreached(layer: layers.Layer, path: str, stopped: str) -> str:
    if stopped.startswith(f"{path}."):
        return f"{layer.title}: a layer inside it is impossible."
    return f"{layer.title}: not reached, because an earlier layer is impossible."


def _lines(nodes: Sequence[Node], indent: str, part: str) -> Iterator[str]:
    for node in nodes:
        yield f"{indent}{part}{node['words']}"
        for one in node["parts"]:
            yield from _lines(one["nodes"], f"{indent}  ", _part(one["name"]))


def _part(name: str) -> str:
    """branch0 is said as Branch 1."""
    if name.startswith("branch"):
        return f"Branch {int(name.removeprefix('branch')) + 1}: "
    return f"{name.capitalize()}: " if name else ""
