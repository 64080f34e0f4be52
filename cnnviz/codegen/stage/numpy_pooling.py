"""Every pooling in lines of NumPy, for maps (c h w)."""

from cnnviz.codegen import literals
from cnnviz.codegen.stage import layers

Lines = list[str]

# What the frame around the maps is filled with, so that it never wins or counts.
FILLS = {"max": "-np.inf", "min": "np.inf", "median": "np.nan", "Lp": "0"}


def lines(step: layers.Pooling, values: str, name: str) -> Lines:
    """From the variable `values` to the variable `name`, (c h w) -> (c h' w')."""
    start = []
    if step.pool.kind == "Lp":
        start = [f"powers = np.abs({values}.astype(np.float64)) ** {literals.number(step.pool.power)}"]
        values = "powers"
    framed = _framed(step, values)
    values = "framed" if framed else values
    if step.pool.kind == "Gaussian":
        return [*bell(step, "np"), *framed, *_weighted(step, values, name)]
    return [*start, *framed, *_windows(step, values), f"{name} = {_reduced(step)}"]


def bell(step: layers.Pooling, library: str) -> Lines:
    """The Gaussian's weights (i j), sum 1; `library` is the NumPy or PyTorch that computes them."""
    spread = f"(2 * {literals.number(step.pool.sigma)}**2)"
    curves = [
        f"{library}.exp(-(({library}.arange({size}) - {literals.number((size - 1) / 2)}) ** 2) / {spread})"
        for size in step.window
    ]
    if step.window[0] == step.window[1]:
        head = [f"bell = {curves[0]}", f"weights = {library}.outer(bell, bell)"]
    else:
        head = [f"down = {curves[0]}", f"across = {curves[1]}", f"weights = {library}.outer(down, across)"]
    return [*head, "weights = weights / weights.sum()"]


def _framed(step: layers.Pooling, values: str) -> Lines:
    """The lines that make `framed`, the maps with all that the windows reach over; none where that is the maps."""
    if step.pool.kind in FILLS:
        return _pad(values, step.frame, FILLS[step.pool.kind])
    if not step.pool.count_padding:
        return _pad(values, step.frame, "np.nan")
    zeros = _pad(values, step.sides, "0")
    return zeros + _pad("framed" if zeros else values, step.overhangs, "np.nan")


def _pad(source: str, around: layers.Sides, fill: str) -> Lines:
    comment = "  # NaN: does not count" if fill == "np.nan" else ""
    filled = "" if fill == "0" else f", constant_values={fill}"
    line = f"framed = np.pad({source}, ((0, 0), {around[0]}, {around[1]}){filled}){comment}"
    return [line] if layers.any_side(around) else []


def _windows(step: layers.Pooling, values: str) -> Lines:
    if step.pool.everywhere:
        return ["# One window: the whole map.", f"windows = {_view(step, values)}"]
    shape = f"(maps, rows, columns, {step.window[0]}, {step.window[1]})"
    return [f"# Every window: {shape}.", f"windows = {_view(step, values)}"]


def _view(step: layers.Pooling, values: str) -> str:
    if step.pool.everywhere:
        return f"{values}[:, None, None]"
    kept = literals.steps(1, *step.pool.stride)
    return f"sliding_window_view({values}, {step.window}, axis=(1, 2)){f'[{kept}]' if kept else ''}"


def _reduced(step: layers.Pooling) -> str:
    nan = "nan" if step.holes else ""
    return {
        "max": "windows.max(axis=(-2, -1))",
        "min": "windows.min(axis=(-2, -1))",
        "average": f"np.{nan}mean(windows, axis=(-2, -1))",
        "median": f"np.{'nan' if layers.any_side(step.frame) else ''}median(windows, axis=(-2, -1))",
        "Lp": f"(windows.sum(axis=(-2, -1)) ** (1 / {literals.number(step.pool.power)})).astype(np.float32)",
    }[step.pool.kind]


def _weighted(step: layers.Pooling, values: str, name: str) -> Lines:
    """A weighted mean over the cells that count, which are all of them unless some of `framed` are NaN."""
    if not step.holes:
        mean = 'np.einsum("...ij,ij->...", windows, weights)'
        return [*_windows(step, values), f"{name} = {mean}.astype(np.float32)"]
    return [
        *_windows(step, f"np.nan_to_num({values})"),
        f"counted = {_view(step, f'~np.isnan({values})')}",
        "# Weights that fall where nothing counts are shared out among the others.",
        'shares = np.einsum("...ij,ij->...", counted, weights)',
        f'{name} = (np.einsum("...ij,ij->...", windows, weights) / shares).astype(np.float32)',
    ]
