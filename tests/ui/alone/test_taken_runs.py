"""cnnviz.ui.alone.taken_runs: what a run that was taken along answers is what the server's routes would."""

import base64
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from cnnviz import limits, packing
from cnnviz.api.runs import answers, looking
from cnnviz.api.runs.requests import Asked
from cnnviz.errors import InputError
from cnnviz.nets import forward, layers
from cnnviz.nets.inside import plain_steps
from cnnviz.nets.layers import conv
from cnnviz.nets.networks import Network, Residual
from cnnviz.training import recorded, runs, statuses
from cnnviz.training.events import EventKind
from cnnviz.ui.alone import fitting, taken_runs
from cnnviz.ui.alone.document import Document, Draw, Shown, Step
from cnnviz.ui.alone.taken_runs import Detail
from tests import node
from tests.nets import forward_cases

DRIVER = Path(__file__).parent / "taken_driver.mjs"
FULL, LITTLE = Detail(60, 60, 40), Detail(5, 2, 8)
ONE = (recorded.PAIR[0],)
# Networks whose layers a page computes by itself: padding, stride, groups, poolings and activations of every kind.
KNOWN = (
    Network(
        "n",
        (3, 12, 11),
        (
            conv(6, 3, padding=1),
            layers.BatchNorm(),
            layers.Activation("leaky ReLU"),
            layers.Pool(size=(3, 3), padding=((1, 1), (1, 0)), ceil=True),
            layers.Conv(6, (3, 2), (2, 1), (1, 2), ((2, 1), (1, 0)), 3),
            layers.Activation("tanh"),
            layers.Pool("average", (2, 2), (1, 1)),
            layers.Activation("sigmoid"),
            layers.GlobalPool(),
            layers.Dropout(),
            layers.Dense(5),
            layers.Activation("ReLU6"),
            layers.Dense(4, bias=False),
        ),
    ),
    Network("dense", (1, 5, 4), (layers.Flatten(), layers.Dense(7), layers.Activation("ReLU"), layers.Dense(3))),
)


def said(views: tuple[str, ...], moment: int = 0) -> dict[str, Any]:
    """What a page says of runs: everything of it, as it is sent."""
    shown = {"control": "secret", "title": "This run", "config": "{}", "trouble": "no"}
    told = {"recorded": True, "differ": "", "unlike": "something", "layer": 0, "takes": True}
    return told | {
        "runs": [{"run": view, **shown} for view in views],
        "moment": moment,
        "way": "way",
        "looks": "looks",
    }


def message(views: tuple[str, ...], detail: Detail, moment: int = 0) -> bytes:
    still = taken_runs.still(said(views, moment))
    assert still
    return taken_runs.message(still, detail)


def asked(taken: bytes, *questions: tuple[int, str, bytes]) -> list[tuple[int, bytes]]:
    """What the file answers: status and body."""
    told = [(at, path, base64.b64encode(body).decode()) for at, path, body in questions]
    case = {"message": base64.b64encode(taken).decode(), "asked": told}
    [found] = node.answers(DRIVER, {"runs": [case], "networks": []})["runs"]
    return [(status, base64.b64decode(body)) for status, body in found]


def request(view: str, body: bytes = b"", path: Mapping[str, str] | None = None, **query: str) -> Asked:
    return Asked({"id": view, **(path or {})}, query, body)


def seqs(view: str) -> list[int]:
    return [one.seq for one in recorded.run(view).events if one.event.kind == EventKind.SNAPSHOT]


def same(found: bytes, wanted: bytes, rough: tuple[str, ...] = ()) -> None:
    """The same arrays; those whose names end in `rough` up to rounding."""
    (_, made), (_, told) = packing.unpacked(found), packing.unpacked(wanted)
    assert set(made) == set(told)
    for name, array in told.items():
        got = made[name].astype(np.float64)
        if name.endswith(rough):
            np.testing.assert_allclose(got, array.astype(np.float64), rtol=2e-5, atol=2e-5)
        else:
            np.testing.assert_array_equal(got, array.astype(np.float64))


def test_a_run_answers_in_a_file_what_the_server_answers() -> None:
    [view] = ONE
    first, last = seqs(view)[0], seqs(view)[-1]
    at_once = packing.packed({"snapshots": [first, last], "validation": 3}, {})
    drawn = np.arange(28 * 28, dtype=np.uint8).reshape(1, 28, 28)
    own = packing.packed({"snapshots": [last]}, {"image": drawn})
    single = packing.packed({"snapshot": last, "layer": 3, "map": 7, "validation": 3}, {})
    found = asked(
        message(ONE, FULL),
        (0, "?after=0", b""),
        (0, "/seen", at_once),
        (0, "/seen", own),
        (0, "/exact", single),
        (0, f"/filters/3?snapshots={first},{last}", b""),
        (0, "/filters/8?snapshots=" + str(last), b""),
        (0, "/pictures?validation=3,0", b""),
    )
    assert [status for status, _ in found] == [200] * 7
    progress, seen, mine, exact, kernels, dense, pictures = (body for _, body in found)
    wanted = answers.progress(request(view)).body
    same(progress, wanted)
    header, told = (packing.unpacked(one)[0] for one in (progress, wanted))
    assert header["events"] == told["events"]
    assert (header["last"], header["linear"], header["said"]) == (told["last"], told["linear"], told["said"])
    for body, of in ((seen, at_once), (mine, own)):
        alike(body, looking.seen(request(view, of)).body)
    same(exact, looking.exact(request(view, single)).body, ("map",))
    both = f"{first},{last}"
    same(kernels, looking.filters(request(view, path={"path": "3"}, snapshots=both)).body)
    same(dense, looking.filters(request(view, path={"path": "8"}, snapshots=str(last))).body)
    same(pictures, looking.pictures(request(view, validation="3,0")).body)


def alike(found: bytes, wanted: bytes) -> None:
    """The same maps but for one step of a byte where rounding decides, the same numbers up to rounding."""
    (header, made), (told, expected) = packing.unpacked(found), packing.unpacked(wanted)
    assert header["layers"] == told["layers"]
    assert (header["snapshots"], header["label"]) == (told["snapshots"], told["label"])
    assert set(made) == set(expected)
    for name, array in expected.items():
        assert made[name].shape == array.shape, name
        if array.dtype == np.uint8:
            assert abs(made[name].astype(int) - array).max() <= 1
        else:
            np.testing.assert_allclose(made[name], array, rtol=2e-5, atol=2e-5)


def test_every_layer_makes_of_a_picture_what_python_makes_of_it() -> None:
    cases, pictures = [], []
    for network in KNOWN:
        weights = forward_cases.weights(forward_cases.module(network))
        picture = np.random.default_rng(5).normal(size=network.input).astype(np.float32)
        pictures.append((weights, picture))
        held = {name: array for name, array in weights.items() if array.dtype == np.float32}
        packed = packing.packed({}, held | {"picture": picture})
        cases.append({"steps": plain_steps.steps(network), "weights": base64.b64encode(packed).decode()})
    for network, (weights, picture), found in zip(
        KNOWN, pictures, node.answers(DRIVER, {"runs": [], "networks": cases})["networks"], strict=True
    ):
        wanted = forward.outputs(network, weights, picture[None])
        assert set(found) == set(wanted)
        for path, (shape, values) in found.items():
            assert tuple(shape) == wanted[path].shape[1:]
            np.testing.assert_allclose(np.reshape(values, shape), wanted[path][0], rtol=1e-4, atol=1e-5, err_msg=path)


@pytest.mark.parametrize(
    "layer", [Residual((conv(1, 3, padding=1),)), layers.LRN(), layers.Pool("L2"), layers.Activation("softmax")]
)
def test_a_network_with_a_layer_that_no_page_computes_has_no_steps(layer: layers.Layer) -> None:
    assert plain_steps.steps(Network("n", (1, 8, 8), (layer,))) is None


def test_of_a_run_that_is_thinned_the_ends_stay_and_it_is_said_how_much_is_here() -> None:
    [view] = ONE
    every = seqs(view)
    taken = message(ONE, LITTLE)
    header, arrays = packing.unpacked(taken)
    [run] = header["runs"]
    told, _ = packing.unpacked(arrays["0.progress"].tobytes())
    kept = [event["seq"] for event in told["events"] if event["kind"] == EventKind.SNAPSHOT]
    assert (len(kept), kept[0], kept[-1]) == (5, every[0], every[-1])
    assert run["whole"] == [every[0], every[-1]]
    assert run["taken"] == (
        "Taken along: 5 of the 16 moments of this run, 2 of them with all layers, and 8 of its 1,000 validation "
        "pictures. Training it, and its sealed test set, need the app."
    )
    # Between them the browser shows the nearest that is whole; a picture that is not here is refused in a sentence.
    between = packing.packed({"snapshots": kept[1:3], "validation": 0}, {})
    far = packing.packed({"snapshots": kept[:1], "validation": 999}, {})
    found = asked(taken, (0, "/seen", between), (0, "/seen", far), (0, "/pictures?validation=999", b""))
    assert [status for status, _ in found] == [404] * 3
    assert json.loads(found[2][1])["trouble"]


def test_the_moment_that_a_link_leads_to_is_kept() -> None:
    [view] = ONE
    moment = seqs(view)[7]
    assert moment not in taken(message(ONE, Detail(3, 2, 8)))
    assert moment in taken(message(ONE, Detail(3, 2, 8), moment))


def taken(told: bytes) -> list[int]:
    """The snapshots that are kept."""
    _, arrays = packing.unpacked(told)
    header, _ = packing.unpacked(arrays["0.progress"].tobytes())
    return [event["seq"] for event in header["events"] if event["kind"] == EventKind.SNAPSHOT]


def test_the_pictures_that_are_listed_as_the_worst_mistakes_at_the_end_are_here() -> None:
    [view] = ONE
    header, arrays = packing.unpacked(message(ONE, FULL))
    _, told = packing.unpacked(arrays["0.progress"].tobytes())
    last = max(int(name.partition(".")[0]) for name in told if name.endswith("predicted"))
    predicted, confidence, labels = told[f"{last}.predicted"], told[f"{last}.confidence"], told["labels"]
    surest = np.argsort(-confidence.astype(int), kind="stable")
    wrong = [int(at) for at in surest if predicted[at] != labels[at]][: taken_runs.MISTAKES]
    assert set(wrong) <= set(header["runs"][0]["pictures"])
    assert len(header["runs"][0]["pictures"]) == FULL.pictures
    np.testing.assert_array_equal(
        arrays["0.pictures"], runs.validation(runs.fetch_run(view)).pictures[header["runs"][0]["pictures"]]
    )


def test_no_id_leaves_with_a_run_and_nothing_of_its_test_set() -> None:
    told = message(recorded.PAIR, LITTLE)
    for view in (*recorded.PAIR, "secret"):
        assert view.encode() not in told
    header, arrays = packing.unpacked(told)
    assert [(one["control"], one["config"], one["trouble"]) for one in header["runs"]] == [("", "", "")] * 2
    assert (header["unlike"], header["takes"], header["way"], header["looks"]) == ("", False, "", "")
    for at in range(2):
        progress, _ = packing.unpacked(arrays[f"{at}.progress"].tobytes())
        assert {event["part"] for event in progress["events"] if event["kind"] == EventKind.EVALUATION} == {
            "validation"
        }
        assert progress["run"]["view"] == header["runs"][at]["run"]
        assert set(progress["config"]) == set(taken_runs.CONFIG)


def test_of_two_runs_only_the_weights_that_are_drawn_go_along() -> None:
    header, arrays = packing.unpacked(message(recorded.PAIR, FULL))
    assert [one["steps"] for one in header["runs"]] == [None, None]
    assert not any(name.endswith(("bias", "pictures", ".0.weight")) for name in arrays)
    assert arrays[f"1.{header['runs'][1]['whole'][0]}.3.weight"].shape == (64, 16, 3, 3)


def test_of_a_run_that_is_too_large_for_its_layers_the_weights_that_are_drawn_go_along() -> None:
    header, arrays = packing.unpacked(message(ONE, Detail(8, 2, 0)))
    [run] = header["runs"]
    assert (run["steps"], run["pictures"], len(run["whole"])) == (None, [], 2)
    assert run["taken"].endswith(
        "What its layers make of a picture, training it, and its sealed test set need the app."
    )
    assert arrays[f"0.{run['whole'][1]}.8.weight"].shape == (8, 16, 5, 5)
    [(status, body)] = asked(message(ONE, Detail(8, 2, 0)), (0, f"/filters/8?snapshots={run['whole'][1]}", b""))
    assert status == 200
    of = request(ONE[0], path={"path": "8"}, snapshots=str(run["whole"][1]))
    same(body, looking.filters(of).body)


def test_as_much_of_a_run_as_fits_is_in_a_file_and_the_richest_that_does_not_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    still = taken_runs.still(said(ONE))
    assert still
    whole = Document("T", "", (Step("H", (Draw((Shown("live", "live train", still, None),)),)),))
    rich = len(fitting.page(whole))
    monkeypatch.setattr(limits, "ALONE_BYTES", rich - 1)
    assert len(fitting.page(whole)) < rich
    monkeypatch.setattr(limits, "ALONE_BYTES", 1000)
    with pytest.raises(InputError, match="As one file this would take"):
        fitting.page(whole)


def test_the_pixels_of_a_run_that_permutes_them_change_places_in_a_file_too() -> None:
    view = recorded.CNN[1]
    last = seqs(view)[-1]
    question = packing.packed({"snapshots": [last], "validation": 1}, {})
    [(status, body)] = asked(message((view,), FULL), (0, "/seen", question))
    assert status == 200
    alike(body, looking.seen(request(view, question)).body)


def test_a_run_that_still_learns_stays_and_where_there_is_none_nothing_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert taken_runs.still(said(("",))) is None
    assert taken_runs.still(said(("nosuchrun!",))) is None
    run = replace(runs.fetch_run(recorded.FIRST), status=statuses.RunStatus.PAUSED)
    monkeypatch.setattr(taken_runs, "runs", SimpleNamespace(fetch_run=lambda _: run))
    with pytest.raises(InputError, match="still learns"):
        taken_runs.still(said((recorded.FIRST,)))


@pytest.mark.parametrize(("count", "most", "places"), [(5, 9, [0, 1, 2, 3, 4]), (9, 3, [0, 4, 8]), (0, 3, [])])
def test_places_are_spread_evenly(count: int, most: int, places: list[int]) -> None:
    assert taken_runs.spread(count, most) == places
