"""What a stride skips, which numbers a border touches, and which padding keeps a size."""

import dataclasses

import numpy as np

from cnnviz.errors import InputError
from cnnviz.figures import borders, numbers, tiles
from cnnviz.ops import geometry, pipeline

# Strides that stand side by side.
STRIDES = (1, 2, 3, 4)
# Trusted cells shown beside the untrusted ones, in the close-up of a map's corner.
SHOWN = 12

Axes = tuple[geometry.Axis, geometry.Axis]


def sections(result: pipeline.Result) -> tuple[tiles.Section, ...]:
    """Sections for one stage: its first map at every stride, and which of its numbers saw invented pixels."""
    return (side_by_side(result), trusted(result))


def side_by_side(result: pipeline.Result) -> tiles.Section:
    """The first map at strides 1 to 4, on one scale, with its size, the formula and what it costs."""
    axes = {stride: borders.axes(result, strided(result.stage, stride)) for stride in STRIDES}
    drawn = {stride: borders.first_map(result, strided(result.stage, stride)) for stride in STRIDES}
    end = tiles.limit(drawn[1])
    pictures = tuple(
        dataclasses.replace(tiles.signed_map(f"Stride {stride}", one, end), facts=_facts(result, axes[stride], axes[1]))
        for stride, one in drawn.items()
    )
    return tiles.Section("Strides side by side", f"{_halves(axes)} {_rounding(result)}", pictures)


def strided(stage: pipeline.Stage, stride: int) -> pipeline.Stage:
    """The same stage with this stride along both axes."""
    return dataclasses.replace(stage, stride=(stride, stride))


def offset(axis: geometry.Axis, dense: geometry.Axis) -> int:
    """The place on the stride-1 map (`dense`) that this axis's first window keeps.

    0 unless the padding before the image depends on the stride, as padding same does.
    """
    return dense.before - axis.before


def _facts(result: pipeline.Result, axes: Axes, dense: Axes) -> tuple[str, ...]:
    products, most = (one[0].output * one[1].output * result.kernels[0].size for one in (axes, dense))
    facts = [f"{axes[0].output} × {axes[1].output} px", *_formulas(axes)]
    facts.append(f"{products:,} multiplications, {products / most:.1%} of stride 1’s")
    if axes[0].stride > 1:
        rows, columns = (offset(*pair) for pair in zip(axes, dense, strict=True))
        facts.append(f"every {_nth(axes[0].stride)} pixel of stride 1’s, from row {rows + 1}, column {columns + 1}")
    unused = int((geometry.coverage(*axes) == 0).sum())
    return (*facts, f"{numbers.count(unused, 'pixel')} of the image never used") if unused else tuple(facts)


def _formulas(axes: Axes) -> tuple[str, ...]:
    rows, columns = (axis.formula() for axis in axes)
    return (f"rows and columns: {rows}",) if rows == columns else (f"rows: {rows}", f"columns: {columns}")


def _nth(number: int) -> str:
    return {2: "2nd", 3: "3rd"}.get(number, f"{number}th")


def _halves(axes: dict[int, Axes]) -> str:
    rows = {stride: pair[0].output for stride, pair in axes.items()}
    windows = {stride: pair[0].output * pair[1].output for stride, pair in axes.items()}
    moved = any(offset(axis, dense) for pair in axes.values() for axis, dense in zip(pair, axes[1], strict=True))
    starts = " This padding depends on the stride, so the first pixel kept is not always row 1, column 1."
    return (
        f"Stride 1 looks everywhere: {rows[1]} rows. Stride 2 skips every second place: about a half, here {rows[2]} "
        f"rows, and {windows[2] / windows[1]:.1%} of the multiplications. Nothing new is computed: a map with a larger "
        "stride is the stride-1 map with only every second, third or fourth pixel kept."
    ) + (starts if moved else "")


def _rounding(result: pipeline.Result) -> str:
    """Why "about": the same image and kernel at strides 1 and 2 under three amounts of padding."""
    said = []
    for amount in ("valid", "same", "full"):
        stage = dataclasses.replace(result.stage, border=dataclasses.replace(result.stage.border, amount=amount))
        try:
            every, second = (borders.axes(result, strided(stage, stride))[0].output for stride in (1, 2))
        except InputError:
            continue  # a kernel larger than the image has no valid map
        said.append(f"{second} of {every} with padding {amount}")
    return (
        f"Why “about”? The border decides how many rows there are to halve: {', '.join(said[:-1])} and {said[-1]}. "
        "Half of an odd number is rounded up."
    )


def trusted(result: pipeline.Result) -> tiles.Section:
    """The first map with the numbers hatched whose windows hold invented pixels, and its corner enlarged."""
    one, frame = result.maps[0], untrusted(result.axes)
    touched = one.size - int(np.prod([(~borders.touched(axis)).sum() for axis in result.axes]))
    share = f"{touched:,} of {one.size:,} windows see invented pixels ({touched / one.size:.1%})"
    whole = tiles.signed_map(f"Map · {result.names[0]}", one)
    whole = dataclasses.replace(whole, facts=(*whole.facts, share), frame=frame)
    title = "Which numbers to trust"
    if not touched:
        sentence = "No window sees an invented pixel: every number of this map is about your image alone."
        return tiles.Section(title, sentence, (whole,))
    sentence = (
        "Hatched: numbers whose window holds at least one invented pixel. They are partly about your image and partly "
        f"about the padding (mode {result.stage.border.mode}). The others are about your image alone."
    )
    return tiles.Section(title, sentence, (whole, _corner(one, frame, whole.high)))


def untrusted(axes: Axes) -> tuple[int, int, int, int]:
    """Strips of a map, in cells, whose windows hold invented pixels: top, bottom, left, right."""
    top, bottom = _ends(axes[0])
    return top, bottom, *_ends(axes[1])


def _ends(axis: geometry.Axis) -> tuple[int, int]:
    touched = borders.touched(axis)
    if touched.all():
        return axis.output, 0
    return int(touched.argmin()), int(touched[::-1].argmin())


def _corner(one: np.ndarray, frame: tuple[int, int, int, int], end: float) -> tiles.Picture:
    """The corner of a map (h w) with the widest strips, enlarged."""
    top, bottom, left, right = frame
    low, far = bottom > top, right > left
    rows, columns = max(top, bottom) + SHOWN, max(left, right) + SHOWN
    cells = one[-rows:] if low else one[:rows]
    cells = cells[:, -columns:] if far else cells[:, :columns]
    name = f"Its {('top', 'bottom')[low]} {('left', 'right')[far]} corner"
    strips = (0 if low else top, bottom if low else 0, 0 if far else left, right if far else 0)
    facts = (f"{numbers.size(cells.shape)} px, enlarged",)
    return tiles.Picture(name, tiles.signed(cells, end), "signed", -end, end, facts, strips)


def keeping(result: pipeline.Result) -> tuple[str, ...]:
    """Sentences on the padding that keeps the size for this kernel, and on what this setting does instead."""
    rows, columns = result.axes
    alike = (rows.window, rows.dilation) == (columns.window, columns.dilation)
    asked = (_needed(rows, "rows or columns"),) if alike else (_needed(rows, "rows"), _needed(columns, "columns"))
    return (*asked, *(_done(axis) for axis in result.axes))


def _needed(axis: geometry.Axis, name: str) -> str:
    """p = d(f − 1) / 2 with this kernel's numbers, and who gets the odd pixel."""
    before, after = geometry.same_padding(axis.span, axis.window, 1, axis.dilation)
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
