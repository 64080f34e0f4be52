"""Every pooling in lines of PyTorch, for maps (c h w)."""

from cnnviz.codegen import literals
from cnnviz.codegen.stage import layers, numpy_pooling

Lines = list[str]


def lines(step: layers.Pooling, values: str, name: str) -> Lines:
    """From the variable `values` to the variable `name`, (c h w) -> (c h' w')."""
    way = {"median": _median, "Lp": _norm, "Gaussian": _gaussian}.get(step.pool.kind, _native)
    return way(step, values, name)


def _native(step: layers.Pooling, values: str, name: str) -> Lines:
    if step.pool.everywhere:
        call = {"max": "amax", "min": "amin", "average": "mean"}[step.pool.kind]
        return [f"{name} = {values}.{call}(dim=(1, 2), keepdim=True)"]
    window = _arguments(step)
    if step.pool.kind == "min":
        return ["# The smallest is the largest of −x, turned back.", f"{name} = -F.max_pool2d(-{values}, {window})"]
    if step.pool.kind == "max":
        return [f"{name} = F.max_pool2d({values}, {window})"]
    uncounted = ", count_include_pad=False" if layers.any_side(step.sides) and not step.pool.count_padding else ""
    return [f"{name} = F.avg_pool2d({values}, {window}{uncounted})"]


def _arguments(step: layers.Pooling) -> str:
    pool = step.pool
    padded = f", padding={literals.pair(pool.padding)}" if any(pool.padding) else ""
    ceil = ", ceil_mode=True" if layers.any_side(step.overhangs) else ""
    return f"{literals.pair(pool.window)}, stride={literals.pair(pool.stride)}{padded}{ceil}"


def _pad(values: str, around: layers.Sides, fill: str = "") -> str:
    """The tensor `values` with pixels around it, or itself where there are none."""
    (top, bottom), (left, right) = around
    value = f", value={fill}" if fill else ""
    return f"F.pad({values}, ({left}, {right}, {top}, {bottom}){value})" if layers.any_side(around) else values


def _median(step: layers.Pooling, values: str, name: str) -> Lines:
    head, cells = [], step.window[0] * step.window[1]
    if step.pool.everywhere:
        head = [f"windows = {values}.flatten(1)[:, None, None]  # one window: the whole map"]
    else:
        if layers.any_side(step.frame):
            head = [f"framed = {_pad(values, step.frame, 'torch.nan')}  # NaN: does not count"]
            values = "framed"
        rows, columns = (f"unfold({i + 1}, {step.window[i]}, {step.pool.stride[i]})" for i in range(2))
        head += [f"windows = {values}.{rows}.{columns}.flatten(-2)  # (maps, rows, columns, {cells})"]
    if layers.any_side(step.frame):
        return [
            *head,
            "ordered = windows.sort(dim=-1).values  # NaN last",
            "last = (~windows.isnan()).sum(dim=-1, keepdim=True) - 1",
            "middle = ordered.gather(-1, last // 2) + ordered.gather(-1, (last + 1) // 2)",
            f"{name} = middle[..., 0] / 2",
        ]
    if cells % 2:
        return [*head, f"{name} = windows.median(dim=-1).values"]
    return [
        *head,
        "# torch.median takes the lower of two middle values; the median lies halfway between them.",
        "ordered = windows.sort(dim=-1).values",
        f"{name} = (ordered[..., {cells // 2 - 1}] + ordered[..., {cells // 2}]) / 2",
    ]


def _norm(step: layers.Pooling, values: str, name: str) -> Lines:
    power = literals.number(step.pool.power)
    if step.pool.everywhere:
        return [f"{name} = torch.linalg.vector_norm({values}.double(), {power}, dim=(1, 2), keepdim=True).float()"]
    # lp_pool2d neither pads nor gives odd powers of negative numbers their absolute value; zeros add nothing.
    framed = _pad(f"{values}.double().abs()", step.frame)
    window = f"{literals.pair(step.window)}, stride={literals.pair(step.pool.stride)}"
    return [
        f"powers = {framed}  # double: large powers fit",
        f"{name} = F.lp_pool2d(powers, {power}, {window}).float()",
    ]


def _gaussian(step: layers.Pooling, values: str, name: str) -> Lines:
    stride = "" if step.pool.stride == (1, 1) or step.pool.everywhere else f", stride={literals.pair(step.pool.stride)}"
    head = numpy_pooling.bell(step, "torch")
    if layers.any_side(step.frame):
        head.append(f"framed = {_pad(values, step.frame)}")
        values = "framed"
    sums = f"F.conv2d({values}[:, None], weights[None, None]{stride})[:, 0]"
    if not step.holes:
        return [*head, f"{name} = {sums}"]
    rows, columns = (axis.padded if step.pool.count_padding else axis.size for axis in step.axes)
    around = step.overhangs if step.pool.count_padding else step.frame
    return [
        *head,
        "# Weights that fall where nothing counts are shared out among the others.",
        f"counted = {_pad(f'torch.ones(1, 1, {rows}, {columns})', around)}",
        f"shares = F.conv2d(counted, weights[None, None]{stride})[:, 0]",
        f"{name} = {sums} / shares",
    ]
