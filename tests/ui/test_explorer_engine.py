"""The browser's engine, cnnviz/ui/components/explorer, against cnnviz.ops over whole small grids."""

import functools
import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import numpy as np
import pytest

from cnnviz import numbers
from cnnviz.errors import InputError
from cnnviz.ops import activations, correlate, geometry, padding, pipeline, pooling
from tests import node
from tests.ops import drawn_stages, reference

Case = dict[str, Any]

DRIVER = Path(__file__).with_name("engine_driver.mjs")
DRAWN = (8, 11)  # rows and columns of the picture that drawn stages read
KERNELS = ((1, 1), (2, 2), (3, 3), (1, 4), (5, 3))
WINDOWS = ((1, 1), (2, 2), (3, 2), (2, 3), (3, 3), (4, 5))
# What each kind of pooling listens to: (power, sigma).
PARAMETERS = {"Lp": ((1.0, 1.0), (2.0, 1.0), (3.5, 1.0), (16.0, 1.0)), "Gaussian": ((2.0, 0.5), (2.0, 2.0))}


@functools.cache
def texts() -> list[float]:
    rng = np.random.default_rng(0)
    magnitudes = 10.0 ** rng.uniform(-9, 14, 8000)
    singles = (rng.standard_normal(8000) * magnitudes).astype(np.float32)
    doubles = rng.standard_normal(4000) * 10.0 ** rng.uniform(-8, 9, 4000)
    # Exact ties: below a million odd multiples of powers of two, beyond it whole numbers ending in 5.
    ties = [k * 2.0**-shift for shift in range(1, 13) for k in range(1, 4000, 6)]
    large = [sign * (k + 0.5) * 10.0**e for e in range(1, 9) for k in range(1000, 9999, 101) for sign in (1, -1)]
    almost = [float(np.nextafter(tie, side)) for tie in (*ties[::4], *large[::4]) for side in (-np.inf, np.inf)]
    powers = [10.0**e for e in range(-7, 22)]
    near = [float(np.nextafter(power, side)) for power in powers for side in (0, np.inf)]
    edges = [9999.5, 99995.0, 0.99995, 99.995, 999999.5, 999999.4999, 999999.99, 1e6, 1000500.0, 1.0625, 0.5, 12340.0]
    edges += [0.0, -0.0, 1e-6, 9.999999e-7, 5e-324, 1e-300, 3.4028235e38, 1.7976931348623157e308, 1e100, 2.5e-6]
    whole = [float(k) for k in range(-1500, 1500)]
    single_edges = np.array([*edges[:-4], *powers], np.float32).tolist()
    return [
        *singles.tolist(),
        *doubles.tolist(),
        *ties,
        *large,
        *almost,
        *powers,
        *near,
        *edges,
        *whole,
        *single_edges,
    ] + [-value for value in (*ties[::5], *edges)]


@functools.cache
def axes() -> list[Case]:
    grid = itertools.product(
        range(1, 9), range(1, 6), (1, 2, 3), (1, 2, 3), ((0, 0), (1, 1), (0, 2), (3, 1)), (False, True)
    )
    return [
        axis(("rows", "columns")[number % 2], size, window, stride, dilation, before, after, ceil)
        for number, (size, window, stride, dilation, (before, after), ceil) in enumerate(grid)
    ]


def axis(
    name: str, size: int, window: int, stride: int = 1, dilation: int = 1, before: int = 0, after: int = 0, ceil=False
) -> Case:
    return {
        "name": name,
        "size": size,
        "window": window,
        "stride": stride,
        "dilation": dilation,
        "before": before,
        "after": after,
        "ceil": ceil,
    }


def written(one: geometry.Axis) -> Case:
    return axis(one.name, one.size, one.window, one.stride, one.dilation, one.before, one.after, one.ceil)


@functools.cache
def sides() -> list[list[Any]]:
    grid = itertools.product(padding.AMOUNTS, range(1, 9), range(1, 6), (1, 2, 3), (1, 2, 3))
    return [[*case, [3, 1], 2] for case in grid]


@functools.cache
def places() -> list[list[Any]]:
    return [list(case) for case in itertools.product(range(1, 6), (0, 1, 2, 7, 40), (0, 1, 3, 8, 64), padding.MODES)]


def stages() -> Iterator[tuple[Case, np.ndarray]]:
    """Settings of a convolution, with the map that cnnviz.ops makes of them and the size of its rounding errors."""
    rng = np.random.default_rng(1)
    grid = itertools.product(
        KERNELS,
        ((1, 1), (2, 1), (3, 3)),
        ((1, 1), (2, 2), (1, 2), (3, 1)),
        (1, 3),
        padding.MODES,
        ("valid", "same", "full", "explicit"),
    )
    for number, (window, stride, dilation, channels, mode, amount) in enumerate(grid):
        image = rng.standard_normal((channels, 9, 11)).astype(np.float32)
        weights = rng.standard_normal((channels, *window)).astype(np.float32)
        weights[rng.random(weights.shape) < 0.2] = 0
        border = padding.Padding(amount, mode, 0.3, 2, 0, 12, 1)
        bias = (0.0, -0.7)[number % 2]
        try:
            rows, columns = border.axes((9, 11), window, stride, dilation)
        except InputError:
            assert amount in {"valid", "explicit"}
            continue
        framed = padding.padded(image, (rows.before, rows.after), (columns.before, columns.after), mode, border.value)
        flip = number % 3 == 0
        used = correlate.flipped(weights) if flip else weights
        shift = np.array([bias], np.float32) if bias else None
        expected = correlate.correlate(framed, used[None], stride, dilation, 1, shift)[0]
        sizes = correlate.correlate(abs(framed), abs(used)[None], stride, dilation)[0] + abs(bias)
        case = {
            "channels": image.reshape(channels, -1).tolist(),
            "kernels": weights.reshape(channels, -1).tolist(),
            "rows": written(rows),
            "columns": written(columns),
            "mode": mode,
            "value": border.value,
            "bias": bias,
            "flip": flip,
        }
        yield case, np.stack([expected, sizes])


@functools.cache
def maps() -> list[tuple[Case, np.ndarray]]:
    return list(stages())


@functools.cache
def activation_cases() -> list[Case]:
    values = np.array([*np.linspace(-20, 20, 401), -1e4, 1e4, -88, 88, -0.0, 1e-30], np.float32)
    return [{"name": name, "values": values.tolist()} for name in activations.ACTIVATIONS]


def pools() -> Iterator[pooling.Pool]:
    for kind, window, stride in itertools.product(pooling.POOLINGS, WINDOWS, ((1, 1), (2, 2), (3, 2))):
        margins = itertools.product({0, window[0] // 2}, {0, window[1] // 2})
        for margin, ceil, counted in itertools.product(margins, (False, True), (True, False)):
            for power, sigma in PARAMETERS.get(kind, ((2.0, 1.0),)):
                yield pooling.Pool(kind, window, stride, margin, ceil, False, counted, power, sigma)
    for kind in pooling.POOLINGS:
        yield pooling.Pool(kind, everywhere=True, sigma=2.0, power=3.0)


def _settled(pool: pooling.Pool) -> tuple[Any, ...]:
    return pool.window, pool.stride, pool.padding, pool.ceil


@functools.cache
def pool_cases() -> list[tuple[Case, pooling.Pool, np.ndarray]]:
    rng = np.random.default_rng(2)
    cases = []
    small = [(pool, (2, 1)) for pool in pools() if not pool.everywhere and reference.fits((2, 1), *_settled(pool))]
    for pool, shape in [*((pool, ((7, 6), (5, 8))[rng.integers(2)]) for pool in pools()), *small]:
        values = rng.standard_normal(shape) * (0 if rng.random() < 0.02 else 1)
        if rng.random() < 0.3:
            values = np.round(values)  # ties
        # Powers of very large and of very small numbers must neither overflow nor vanish.
        image = (values * (1, 1, 1e30, 1e-30)[rng.integers(4)]).astype(np.float32)
        rows, columns = pool.axes(shape)
        case = {
            "plane": image.ravel().tolist(),
            "rows": written(rows),
            "columns": written(columns),
            "pool": {"kind": pool.kind, "power": pool.power, "sigma": pool.sigma, "counted": pool.count_padding},
            "windows": [[0, 0], [rows.output // 2, columns.output // 2], [rows.output - 1, columns.output - 1]],
        }
        cases.append((case, pool, image))
    return cases


@functools.cache
def drawn_results() -> list[pipeline.Result]:
    """Every stage of drawn settings, computed by cnnviz.ops."""
    found: list[pipeline.Result] = []
    image = np.random.default_rng(3).random((3, *DRAWN), np.float32)

    @hypothesis.settings(max_examples=110, database=None)
    @hypothesis.given(drawn_stages.cases(DRAWN))
    def draw(case: drawn_stages.Case) -> None:
        chosen, channels = case
        found.extend(pipeline.results(image[:channels], ("",) * channels, chosen))

    draw()
    return found


def staged(result: pipeline.Result) -> Case:
    """A stage as the browser is told of it: what it reads, and for each filter which channels and with what weights."""
    count, each = len(result.image) // result.groups, len(result.kernels) // result.groups
    filters = [
        {
            "channels": list(range(number // each * count, number // each * count + count)),
            "weights": kernel.reshape(count, -1).astype(np.float32).tolist(),
        }
        for number, kernel in enumerate(result.kernels)
    ]
    rows, columns = map(written, result.axes)
    stage, pool = result.stage, result.stage.pool
    case = {"planes": result.image.reshape(len(result.image), -1).tolist(), "filters": filters, "pool": None}
    case |= {"rows": rows, "columns": columns, "mode": stage.border.mode, "value": stage.border.value}
    case |= {"bias": stage.bias, "name": stage.activation}
    if pool:
        down, across = map(written, pool.axes((result.activated.shape[1], result.activated.shape[2])))
        how = {"kind": pool.kind, "power": pool.power, "sigma": pool.sigma, "counted": pool.count_padding}
        case["pool"] = {"rows": down, "columns": across, "pool": how}
    return case


@pytest.fixture(scope="module")
def told() -> dict[str, list[Any]]:
    """What the engine answers to all cases, from one run of Node.js."""
    asked: dict[str, list[Any]] = {
        "texts": texts(),
        "axes": axes(),
        "sides": sides(),
        "places": places(),
        "maps": [case for case, _ in maps()],
        "activations": activation_cases(),
        "pools": [case for case, _, _ in pool_cases()],
        "stages": [staged(result) for result in drawn_results()],
    }
    answers: dict[str, list[Any]] = node.answers(DRIVER, asked)
    assert {name: len(cases) for name, cases in asked.items()} == {name: len(given) for name, given in answers.items()}
    return answers


def test_every_number_is_written_as_on_the_pages(told) -> None:
    assert len(texts()) >= 20_000
    wrong = [
        (value, numbers.text(value), given)
        for value, given in zip(texts(), told["texts"], strict=True)
        if numbers.text(value) != given
    ]
    assert not wrong


def test_an_axis_has_the_same_sizes_cells_and_formula(told) -> None:
    fitting = [(fields, given) for fields, given in zip(axes(), told["axes"], strict=True) if not given["missing"]]
    for fields, given in fitting:
        one = geometry.Axis(**fields)
        expected = {name: getattr(one, name) for name in (*fields, "span", "padded", "output", "overhang")}
        expected |= {"missing": 0, "formula": one.formula()}
        del expected["name"]
        assert {name: given[name] for name in expected} == expected
        assert given["cells"] == [one.cells(index).tolist() for index in range(one.output)]
    assert len(fitting) > len(axes()) / 2


def test_a_window_that_does_not_fit_misses_the_pixels_that_ops_asks_for(told) -> None:
    wide = [(fields, given) for fields, given in zip(axes(), told["axes"], strict=True) if given["missing"]]
    for fields, given in wide:
        with pytest.raises(InputError, match=rf"Add at least {given['missing']} pixels? of"):
            geometry.Axis(**fields)
        assert given["output"] == given["overhang"] == 0
    assert len(wide) > 100


def test_users_are_the_inverse_of_cells(told) -> None:
    for fields, given in zip(axes(), told["axes"], strict=True):
        for place, users in enumerate(given["users"]):
            position = place - fields["before"]
            expected = [
                {"index": index, "tap": cells.index(position)}
                for index, cells in enumerate(given["cells"])
                if position in cells
            ]
            assert users == expected


def test_amounts_of_padding_are_the_same(told) -> None:
    for case, given in zip(sides(), told["sides"], strict=True):
        amount, size, window, stride, dilation, explicit, centre = case
        border = padding.Padding(amount, top=explicit[0], bottom=explicit[1], left=40, right=40, centre_row=centre)
        try:
            rows, _ = border.axes((size, 9), (window, 1), (stride, 1), (dilation, 1))
        except InputError:
            assert amount in {"valid", "explicit"}
            assert given == ([0, 0] if amount == "valid" else explicit)
            continue
        assert given == [rows.before, rows.after]


def test_invented_pixels_show_what_numpy_pads_with(told) -> None:
    for (size, before, after, mode), given in zip(places(), told["places"], strict=True):
        line = np.arange(size)[None, None]
        assert given == padding.padded(line, (0, 0), (before, after), mode, -1)[0, 0].tolist(), (size, mode)


def test_a_map_is_the_one_that_ops_computes(told) -> None:
    exact = []
    for (case, (expected, sizes)), given in zip(maps(), told["maps"], strict=True):
        values = np.array(given, np.float32).reshape(expected.shape)
        np.testing.assert_array_less(abs(values - expected), 1e-5 * sizes + 1e-30, err_msg=str(case["rows"]))
        # The last bit may differ where float32 sums were rounded on their way.
        np.testing.assert_array_less(abs(values - expected), 4 * np.spacing(sizes) + 1e-30)
        exact.append(values == expected)
    assert len(exact) > 1000
    assert np.mean(np.concatenate([same.ravel() for same in exact])) > 0.6


def test_a_map_is_the_one_of_a_whole_stage(told) -> None:
    """The engine's border, kernel and bias go together as in pipeline.result."""
    checked = 0
    for (case, _), given in zip(maps(), told["maps"], strict=True):
        if len(case["channels"]) > 1:
            continue
        rows, columns = case["rows"], case["columns"]
        own = np.array(case["kernels"]).reshape(rows["window"], columns["window"])
        border = padding.Padding(
            "explicit", case["mode"], case["value"], rows["before"], rows["after"], columns["before"], columns["after"]
        )
        stage = pipeline.Stage(
            pipeline.Kernels(pipeline.OWN, own=tuple(map(tuple, own.tolist())), flip=case["flip"]),
            bias=case["bias"],
            border=border,
            stride=(rows["stride"], columns["stride"]),
            dilation=(rows["dilation"], columns["dilation"]),
        )
        image = np.array(case["channels"], np.float32).reshape(1, rows["size"], columns["size"])
        expected = pipeline.result(image, ("Grey",), stage).maps[0]
        np.testing.assert_allclose(np.reshape(given, expected.shape), expected, rtol=1e-5, atol=1e-5)
        checked += 1
    assert checked > 500


def test_any_stage_is_computed_as_ops_computes_it(told) -> None:
    for result, given_back in zip(drawn_results(), told["stages"], strict=True):
        expected = result.output
        reach = np.abs(result.kernels).sum(axis=(1, 2, 3)).max() * np.abs(result.padded).max() + abs(result.stage.bias)
        found = np.array(given_back, np.float32).reshape(expected.shape)
        np.testing.assert_allclose(found, expected, rtol=2e-5, atol=2e-5 * max(reach, 1e-3), err_msg=str(result.stage))
    assert len(drawn_results()) > 100


def test_drawn_stages_leave_every_default() -> None:
    usual: dict[type, Any] = {
        type(one): one for one in (pipeline.Stage(), pipeline.Kernels(), padding.Padding(), pooling.Pool())
    }
    moved: set[str] = set()
    for stage in (result.stage for result in drawn_results()):
        for part in filter(None, (stage, stage.kernels, stage.border, stage.pool)):
            same = usual[type(part)]
            moved |= {f"{type(part).__name__}.{name}" for name in vars(same) if getattr(part, name) != vars(same)[name]}
    assert {f"{kind.__name__}.{name}" for kind, one in usual.items() for name in vars(one)} == moved


def test_products_of_one_weight_are_exact(told) -> None:
    for (case, (expected, _)), given in zip(maps(), told["maps"], strict=True):
        if len(case["channels"]) == case["rows"]["window"] == case["columns"]["window"] == 1:
            assert given == expected.ravel().tolist()


@pytest.mark.parametrize("name", activations.ACTIVATIONS)
def test_an_activation_is_the_same_function(told, name: str) -> None:
    place = list(activations.ACTIVATIONS).index(name)
    values = np.array(activation_cases()[place]["values"], np.float32)
    given = told["activations"][place]
    expected = activations.ACTIVATIONS[name].function(values)
    if name in {"sigmoid", "tanh"}:
        np.testing.assert_allclose(given["map"], expected, rtol=1e-6, atol=1e-30)
    else:
        assert given["map"] == expected.tolist()
    assert given["single"] == given["map"]


@pytest.mark.parametrize("kind", pooling.POOLINGS)
def test_a_pooled_map_is_the_one_that_ops_computes(told, kind: str) -> None:
    checked = 0
    for (_, pool, image), given in zip(pool_cases(), told["pools"], strict=True):
        if pool.kind != kind:
            continue
        expected = pooling.pooled(image[None], pool)[0]
        values = np.array(given["map"], np.float32).reshape(expected.shape)
        if kind in {"max", "min", "average", "median"}:
            np.testing.assert_array_equal(values, expected, err_msg=str(pool))
        else:
            within = 1e-6 * abs(image).max()
            np.testing.assert_allclose(values, expected, rtol=1e-6, atol=within, err_msg=str(pool))
        checked += 1
    assert checked > 200


def test_a_window_taken_apart_pools_to_the_number_in_its_map(told) -> None:
    for (case, _, _), given in zip(pool_cases(), told["pools"], strict=True):
        columns = geometry.Axis(**case["columns"])
        for (row, column), taken in zip(case["windows"], given["taken"], strict=True):
            assert taken["result"] == given["map"][row * columns.output + column]


def test_the_cells_of_a_window_are_those_of_its_axes(told) -> None:
    for (case, _, image), given in zip(pool_cases(), told["pools"], strict=True):
        rows, columns = geometry.Axis(**case["rows"]), geometry.Axis(**case["columns"])
        for (row, column), taken in zip(case["windows"], given["taken"], strict=True):
            for place, cell in zip(
                itertools.product(rows.cells(row), columns.cells(column)), taken["cells"], strict=True
            ):
                inside = 0 <= place[0] < rows.size and 0 <= place[1] < columns.size
                value = image[place] if inside else 0
                assert (cell["row"], cell["column"], cell["inside"], cell["value"]) == (*place, inside, value)


def test_the_winning_cell_is_the_first_that_ops_names(told) -> None:
    for (case, pool, image), given in zip(pool_cases(), told["pools"], strict=True):
        winners = pooling.winners(image[None], pool)[0] if pool.kind in {"max", "min"} else None
        for (row, column), taken in zip(case["windows"], given["taken"], strict=True):
            if winners is None:
                assert taken["winner"] == -1
                assert taken["equal"] == 0
                continue
            cell = taken["cells"][taken["winner"]]
            assert cell["row"] * image.shape[1] + cell["column"] == winners[row, column]
            assert taken["equal"] == pooling.ties(image[None], pool)[0, row, column]
            assert [one["share"] for one in taken["cells"]] == [float(one is cell) for one in taken["cells"]]


def test_values_times_shares_add_up_to_the_pooled_number(told) -> None:
    for (_, pool, image), given in zip(pool_cases(), told["pools"], strict=True):
        for taken in given["taken"]:
            shares = np.array([cell["share"] for cell in taken["cells"]])
            values = np.array([cell["value"] for cell in taken["cells"]])
            assert shares.sum() == pytest.approx(1 if values.any() or pool.kind != "Lp" else 0)
            if pool.kind == "Lp":
                powers = (abs(values) / (abs(values).max() or 1)) ** pool.power
                np.testing.assert_allclose(shares * powers.sum(), powers, rtol=1e-9)
            else:
                assert shares @ values == pytest.approx(taken["result"], abs=1e-6 * float(abs(image).max()))
