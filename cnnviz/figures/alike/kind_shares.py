"""How many kernels of each layer look like one of the Kernel Lab's, beside random ones."""

from collections.abc import Sequence

from cnnviz import numbers
from cnnviz.figures.draw import plots, theme
from cnnviz.inspect.alike import kinds, spatial

# Colour and hatch of each kind, by its id.
LOOKS = {
    "blur": (theme.BLUE, ""),
    "laplace": (theme.VERMILION, "/"),
    "identity": (theme.GREEN, "."),
    "prewitt": (theme.PINK, "\\"),
    "sobel": (theme.OCHRE, "x"),
    "line": (theme.SKY, "-"),
    "kirsch": (theme.GREY, "|"),
}
# Said of a network without kernels of the size that is compared.
NONE = (
    f"No living kernel of this network is {numbers.size(kinds.SIZE)}: there is nothing to compare with these kernels."
)
Named = tuple[str, kinds.Shares]


def chart(rows: Sequence[Named]) -> plots.Figure:
    """A bar for each row, its kinds one after the other, in percent."""
    figure = plots.Figure()
    names = [name for name, _ in rows]
    for id, (colour, shape) in LOOKS.items():
        shares = [100 * row.by_kind[id] for _, row in rows]
        marker = {"color": colour, "pattern": {"shape": shape}}
        figure.add_bar(y=names, x=shares, name=kinds.KINDS[id].label, orientation="h", marker=marker)
    figure.update_layout(**theme.frame(110 + 27 * len(rows), left=10), barmode="stack")
    figure.update_layout(legend={"traceorder": "normal"})
    figure.update_xaxes("% of the living kernels", range=[0, 100])
    figure.update_yaxes(autorange="reversed", automargin=True, type="category")
    return figure


def sentence(learned: kinds.Shares, random: kinds.Shares, threshold: float) -> str:
    """How many look like one of them, and what most of those are."""
    largest = max(learned.by_kind, key=lambda id: learned.by_kind[id])
    said = (
        f"**{learned.total:.1%}** of {learned.count:,} learned kernels have |cos| > {threshold:g} with one of these "
        f"kernels; of {random.count:,} random ones {random.total:.1%} do."
    )
    if learned.by_kind[largest] > learned.total / 2:
        said += (
            f" Most of them look like one kind: {kinds.KINDS[largest].label.lower()}, {learned.by_kind[largest]:.1%} "
            "of all."
        )
    return said


def without_mean(learned: kinds.Shares, random: kinds.Shares) -> str:
    """What is left of the likeness when only the pattern is compared."""
    return (
        f"Blurs are easily met: with every kernel's mean removed, {learned.total:.1%} of the learned ones and "
        f"{random.total:.1%} of the random ones look like one of these."
    )


def table(known: kinds.References) -> list[dict[str, str]]:
    """The kernels that are compared with, kind by kind."""
    by_kind = {
        id: [name for name, kind in zip(known.names, known.kinds, strict=True) if kind == id] for id in kinds.KINDS
    }
    return [
        {"kind": kinds.KINDS[id].label, "kernels": ", ".join(names), "how many": str(len(names))}
        for id, names in by_kind.items()
    ]


def left_out(layers: Sequence[spatial.SpatialLayer]) -> str:
    """What of the network is not counted here, and why."""
    dead = sum(int((~layer.alive).sum()) for layer in layers)
    said = f"Left out are {numbers.count(dead, 'dead kernel')}, whose weights are next to 0." if dead else ""
    larger = [layer for layer in layers if layer.size != kinds.SIZE]
    if larger:
        sizes = " and ".join(dict.fromkeys(numbers.size(layer.size) for layer in larger))
        count = sum(int(layer.alive.sum()) for layer in larger)
        where = numbers.count(len(larger), "layer")
        said += (
            f" The {count:,} kernels of {sizes} in {where} are not counted: among so many weights, likeness means "
            "another thing. The search above takes them along: a smaller kernel is tried at every place of theirs, all "
            "other weights being 0."
        )
    return said.strip()
