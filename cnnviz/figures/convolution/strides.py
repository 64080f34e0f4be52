"""What a stride skips, which numbers a border touches, and which padding keeps a size."""

import dataclasses

import numpy as np

from cnnviz import numbers
from cnnviz.figures.draw import tiles
from cnnviz.ops import geometry, pipeline
from cnnviz.ops.compared import every_stride, libraries
from cnnviz.ops.compared.variations import Axes

# Trusted cells shown beside the untrusted ones, in the close-up of a map's corner.
SHOWN = 12


def sections(result: pipeline.Result, others: every_stride.Strides) -> tuple[tiles.Section, ...]:
    """Sections for one stage: its first map at every stride, and which of its numbers saw invented pixels."""
    return (side_by_side(result, others), trusted(result, others.untrusted))


def side_by_side(result: pipeline.Result, others: every_stride.Strides) -> tiles.Section:
    """The first map at every stride, on one scale, with its size, the formula and what it costs."""
    end = tiles.limit(others.maps[1])
    draw = tiles.by_sign(others.maps[1])
    pictures = tuple(
        dataclasses.replace(draw(f"Stride {stride}", one, end), facts=_facts(result, others, stride))
        for stride, one in others.maps.items()
    )
    return tiles.Section("Strides side by side", f"{_halves(others)} {_rounding(others)}", pictures)


def _facts(result: pipeline.Result, others: every_stride.Strides, stride: int) -> tuple[str, ...]:
    axes, dense = others.axes[stride], others.axes[1]
    products, most = (one[0].output * one[1].output * result.kernels[0].size for one in (axes, dense))
    facts = [f"{axes[0].output} × {axes[1].output} px", *_formulas(axes)]
    facts.append(f"{products:,} multiplications, {products / most:.1%} of stride 1’s")
    if axes[0].stride > 1:
        rows, columns = others.offsets(stride)
        facts.append(f"every {_nth(axes[0].stride)} pixel of stride 1’s, from row {rows + 1}, column {columns + 1}")
    unused = others.unused[stride]
    return (*facts, f"{numbers.count(unused, 'pixel')} of the image never used") if unused else tuple(facts)


def _formulas(axes: Axes) -> tuple[str, ...]:
    rows, columns = (axis.formula() for axis in axes)
    return (f"rows and columns: {rows}",) if rows == columns else (f"rows: {rows}", f"columns: {columns}")


def _nth(number: int) -> str:
    return {2: "2nd", 3: "3rd"}.get(number, f"{number}th")


def _halves(others: every_stride.Strides) -> str:
    axes = others.axes
    rows = {stride: pair[0].output for stride, pair in axes.items()}
    windows = {stride: pair[0].output * pair[1].output for stride, pair in axes.items()}
    moved = any(any(others.offsets(stride)) for stride in axes)
    starts = " This padding depends on the stride, so the first pixel kept is not always row 1, column 1."
    return (
        f"Stride 1 looks everywhere: {rows[1]} rows. Stride 2 skips every second place: about a half, here {rows[2]} "
        f"rows, and {windows[2] / windows[1]:.1%} of the multiplications. Nothing new is computed: a map with a larger "
        "stride is the stride-1 map with only every second, third or fourth pixel kept."
    ) + (starts if moved else "")


def _rounding(others: every_stride.Strides) -> str:
    """Why "about": the same image and kernel at strides 1 and 2 under three amounts of padding."""
    counts = [f"{second} of {every} with padding {amount}" for amount, (every, second) in others.rows.items()]
    return (
        f"Why “about”? The border decides how many rows there are to halve: {', '.join(counts[:-1])} and {counts[-1]}. "
        "Half of an odd number is rounded up."
    )


def by_library(others: libraries.Libraries) -> tuple[tiles.Section, ...]:
    """TensorFlow's “same” beside PyTorch's padding: both maps on one scale, and what is different."""
    both = (others.tensorflow, others.pytorch)
    end, draw = max(map(tiles.limit, both)), tiles.by_sign(*both)
    names = ("TensorFlow · padding=“same”", f"PyTorch · padding={_pair(others.pytorch_axes)}")
    axes = (others.tensorflow_axes, others.pytorch_axes)
    drawn = [
        dataclasses.replace(draw(name, one, end), facts=(f"{numbers.size(one.shape)} px", *_padded(pair)))
        for name, one, pair in zip(names, both, axes, strict=True)
    ]
    if others.difference is not None:
        drawn.append(tiles.signed_map("PyTorch less TensorFlow", others.difference))
    sentence = f"{_rules(others)} {_apart(others)}"
    return (tiles.Section(f"“Same” is not the same: stride {libraries.STRIDE}", sentence, tuple(drawn)),)


def _pair(axes: Axes) -> str:
    return f"({axes[0].before}, {axes[1].before})"


def _padded(axes: Axes) -> tuple[str, ...]:
    return tuple(
        f"{axis.name}: {axis.before} before, {axis.after} after, {axis.size} → {axis.output}; the first window begins "
        f"at {_beginning(axis)}"
        for axis in axes
    )


def _beginning(axis: geometry.Axis) -> str:
    name = axis.name.removesuffix("s")
    return f"{name} 1" if not axis.before else f"{numbers.count(axis.before, 'invented pixel')} before {name} 1"


def _rules(others: libraries.Libraries) -> str:
    rows = others.tensorflow_axes[0]
    return (
        f"TensorFlow asks for ⌈n / s⌉ windows, here ⌈{rows.size} / {rows.stride}⌉ = {rows.output} rows of them, "
        "invents only the zeros that these lack, and puts an odd one after. PyTorch refuses “same” with a stride; "
        "its layers are given (f − 1) / 2 zeros (rounded down) for both sides alike."
    )


def _apart(others: libraries.Libraries) -> str:
    """How the two maps differ on this picture, and what makes them equal."""
    if others.difference is None:
        return f"Here even the sizes differ: {numbers.size(others.tensorflow.shape)} and " + (
            f"{numbers.size(others.pytorch.shape)}."
        )
    down, across = others.shift
    if not (down or across):
        return "Here both come to the same windows and the same map: try a longer side, or a kernel of another size."
    unlike = int((others.difference != 0).sum())
    (rows, columns) = others.tensorflow_axes
    pad = f"F.pad(x, ({columns.before}, {columns.after}, {rows.before}, {rows.after}))"
    return (
        f"Here TensorFlow's windows begin {down} px lower and {across} px further right, so {unlike:,} of "
        f"{others.difference.size:,} numbers differ: weights carried from one library to the other answer to other "
        f"pixels. In PyTorch, {pad} before a layer without padding makes TensorFlow's map."
    )


def trusted(result: pipeline.Result, frame: tuple[int, int, int, int]) -> tiles.Section:
    """The first map, hatched in the strips (top, bottom, left, right) whose windows hold invented pixels, and its
    corner enlarged."""
    one = result.maps[0]
    top, bottom, left, right = frame
    touched = one.size - (one.shape[0] - top - bottom) * (one.shape[1] - left - right)
    share = f"{touched:,} of {one.size:,} windows see invented pixels ({touched / one.size:.1%})"
    whole = tiles.by_sign(one)(f"Map · {result.names[0]}", one)
    whole = dataclasses.replace(whole, facts=(*whole.facts, share), frame=frame)
    title = "Which numbers to trust"
    if not touched:
        sentence = "No window sees an invented pixel: every number of this map is about your image alone."
        return tiles.Section(title, sentence, (whole,))
    sentence = (
        "Hatched: numbers whose window holds at least one invented pixel. They are partly about your image and partly "
        f"about the padding (mode {result.stage.border.mode}). The others are about your image alone."
    )
    return tiles.Section(title, sentence, (whole, _corner(one, frame, whole)))


def _corner(one: np.ndarray, frame: tuple[int, int, int, int], whole: tiles.Picture) -> tiles.Picture:
    """The corner of a map (h w) with the widest strips, enlarged, in the colours of the `whole`."""
    top, bottom, left, right = frame
    low, far = bottom > top, right > left
    rows, columns = max(top, bottom) + SHOWN, max(left, right) + SHOWN
    cells = one[-rows:] if low else one[:rows]
    cells = cells[:, -columns:] if far else cells[:, :columns]
    name = f"Its {('top', 'bottom')[low]} {('left', 'right')[far]} corner"
    strips = (0 if low else top, bottom if low else 0, 0 if far else left, right if far else 0)
    facts = (f"{numbers.size(cells.shape)} px, enlarged",)
    drawn = tiles.by_sign(one)(name, cells, whole.high)
    return dataclasses.replace(drawn, facts=facts, frame=strips)


def keeping(result: pipeline.Result) -> tuple[str, ...]:
    """Sentences on the padding that keeps the size for this kernel, and on what this setting does instead."""
    rows, columns = result.axes
    alike = (rows.window, rows.dilation) == (columns.window, columns.dilation)
    asked = (_needed(rows, "rows or columns"),) if alike else (_needed(rows, "rows"), _needed(columns, "columns"))
    return (*asked, *(_done(axis) for axis in result.axes))


def _needed(axis: geometry.Axis, name: str) -> str:
    """p = d(f − 1) / 2 with this kernel's numbers, and who gets the odd pixel."""
    before, after = axis.keeping
    total = before + after
    formula = f"d(f − 1) = {axis.dilation} · ({axis.window} − 1) = {total}"
    if not total:
        return f"One pixel is a window: at stride 1 the size is kept without padding ({formula} {name})."
    signs = "(d: dilation, f: cells of the filter, p: padding)"
    kept = f"At stride 1 the size is kept if {formula} {name} are invented {signs}:"
    if total % 2 == 0:
        return f"{kept} p = d(f − 1) / 2 = {before} on each side."
    return f"{kept} an odd number, so one side gets one more. The app invents {before} before and {after} after."


def _done(axis: geometry.Axis) -> str:
    how = f"with {axis.before} before and {axis.after} after" if axis.before + axis.after else "without padding"
    more = axis.output - axis.size
    outcome = f"{abs(more):,} {'more' if more > 0 else 'fewer'}" if more else "the size is kept"
    return f"Your setting: {axis.size} {axis.name} → {axis.output} at stride {axis.stride}, {how}: {outcome}."
