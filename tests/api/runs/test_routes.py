"""The routes of `cnnviz.api.runs.routes`, asked over HTTP; runs are those of `fake_runs`."""

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import anyio
import httpx
import numpy as np
import pytest
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from cnnviz import limits, packing
from cnnviz.api import addresses
from cnnviz.api.runs import answers, routes
from cnnviz.api.runs.requests import Asked
from cnnviz.datasets import permutation
from cnnviz.errors import InputError
from cnnviz.nets import forward, layers
from cnnviz.nets.inside import feature_maps
from cnnviz.nets.layers import conv
from cnnviz.nets.networks import Network, Residual
from cnnviz.training import config as configs
from cnnviz.training import described, events, runs
from cnnviz.training.config import Config
from cnnviz.training.events import Event, EventKind
from cnnviz.training.store.errors import StoreError
from tests.api.runs import fake_runs
from tests.api.runs.fake_runs import CONTROL, VIEW, FakeRuns

HERE = "http://testserver"


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeRuns:
    """A run of the reference model with two snapshots, numbers 3 and 5."""
    fake = fake_runs.instead(monkeypatch, Config())
    network = fake.config.network
    fake.add(3, fake_runs.snapshot(0, fake_runs.tensors(network, 0)))
    fake.add(4, fake_runs.scalars(2, [2.5, 2.0]))
    fake.add(5, fake_runs.snapshot(2, fake_runs.tensors(network, 1)))
    fake.add(6, fake_runs.evaluation(2, "validation", 1.5))
    return fake


class Browser:
    """Asks the routes, without a server between; an error that is no InputError is a 500 as it would be with one."""

    def __init__(self, served: Sequence[BaseRoute]) -> None:
        self.app = Starlette(routes=served)

    def get(self, path: str, **how: Any) -> httpx.Response:
        return self.ask("GET", path, **how)

    def post(self, path: str, **how: Any) -> httpx.Response:
        return self.ask("POST", path, **how)

    def ask(self, method: str, path: str, **how: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=HERE) as client:
                return await client.request(method, path, **how)

        return anyio.run(asked)


@pytest.fixture
def browser() -> Browser:
    return Browser(routes.ROUTES)


def opened(reply: httpx.Response) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    assert reply.status_code == 200, reply.text
    return packing.unpacked(reply.content)


def trouble(reply: httpx.Response, status: int) -> str:
    assert reply.status_code == status, reply.text
    said = reply.json()
    assert set(said) == {"trouble"}
    return str(said["trouble"])


# What a run has told.


def test_a_run_is_told_from_its_beginning(fake: FakeRuns, browser: Browser) -> None:
    header, arrays = opened(browser.get(f"/live/runs/{CONTROL}?after=0"))
    assert [(one["seq"], one["kind"], one["step"]) for one in header["events"]] == [
        (1, "begun", 0),
        (3, "snapshot", 0),
        (4, "scalars", 2),
        (5, "snapshot", 2),
        (6, "evaluation", 2),
    ]
    assert header["events"][1]["gradients"] == {"0.weight": 0.5}
    assert (header["last"], header["more"]) == (6, False)
    assert configs.from_json(json.dumps(header["config"])) == fake.config
    assert header["linear"] is False
    assert header["said"] == described.run(fake.config)
    assert arrays["4.loss"].tolist() == [2.5, 2.0]
    assert arrays["6.predicted"].tolist() == [0, 1, 2]


def test_with_the_first_filters_comes_their_gradient_where_it_was_kept(fake: FakeRuns, browser: Browser) -> None:
    gradient = np.arange(288, dtype=np.float16).reshape(32, 1, 3, 3)
    kept = fake.events[3]
    header, arrays = {**kept.header, "gradient": 20}, {**kept.arrays, "gradient": gradient}
    fake.events[3] = replace(kept, header=header, arrays=arrays)
    header, arrays = opened(browser.get(f"/live/runs/{VIEW}"))
    assert next(event for event in header["events"] if event["seq"] == 3)["gradient"] == 20
    assert [name for name in arrays if name.startswith("3.")] == ["3.filters", "3.gradient"]
    assert np.array_equal(arrays["3.gradient"], gradient)


def test_of_a_snapshot_only_the_first_filters_are_told(fake: FakeRuns, browser: Browser) -> None:
    """C84."""
    _, arrays = opened(browser.get(f"/live/runs/{CONTROL}"))
    assert [name for name in arrays if name.startswith("3.")] == ["3.filters"]
    assert arrays["3.filters"].shape == (32, 1, 3, 3)
    assert np.array_equal(arrays["3.filters"], fake.events[3].arrays["0.weight"])
    assert arrays["3.filters"].dtype == np.float32


def test_what_was_told_is_not_told_again(fake: FakeRuns, browser: Browser) -> None:
    header, arrays = opened(browser.get(f"/live/runs/{CONTROL}?after=5"))
    assert [one["seq"] for one in header["events"]] == [6]
    assert {name.split(".")[0] for name in arrays} == {"6"}
    assert "config" not in header
    header, _ = opened(browser.get(f"/live/runs/{CONTROL}?after=6"))
    assert (header["events"], header["last"], header["more"]) == ([], 6, False)


def test_checkpoints_are_not_told(fake: FakeRuns, browser: Browser) -> None:
    fake.add(7, fake_runs.checkpoint(2, {}))
    header, arrays = opened(browser.get(f"/live/runs/{CONTROL}"))
    assert header["last"] == 6
    assert not [name for name in arrays if name.startswith("7.")]
    header, _ = opened(browser.get(f"/live/runs/{CONTROL}?after=6"))
    assert not header["more"], "the browser would ask for ever"


def test_a_long_story_is_told_in_parts(fake: FakeRuns, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cnnviz.api.runs.answers.READ", 100_000)
    last, seqs, asked = 0, [], 0
    more = True
    while more:
        header, _ = opened(browser.get(f"/live/runs/{CONTROL}?after={last}"))
        seqs += [one["seq"] for one in header["events"]]
        last, more, asked = header["last"], header["more"], asked + 1
    assert seqs == [1, 3, 4, 5, 6]
    assert asked > 1


def test_a_view_id_shows_and_says_that_it_does_not_control(fake: FakeRuns, browser: Browser) -> None:
    assert opened(browser.get(f"/live/runs/{CONTROL}"))[0]["run"]["control"] is True
    run = opened(browser.get(f"/live/runs/{VIEW}"))[0]["run"]
    assert run["control"] is False
    assert (run["status"], run["view"], run["elapsed"]) == ("running", VIEW, 10.0)
    assert CONTROL not in browser.get(f"/live/runs/{VIEW}").text


def test_looking_counts_as_watching_by_either_id(fake: FakeRuns, browser: Browser) -> None:
    browser.get(f"/live/runs/{VIEW}")
    browser.get(f"/live/runs/{CONTROL}?after=6")
    assert fake.watched == 2


def test_one_answer_is_made_of_four_megabytes_at_most(
    fake: FakeRuns, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much the run has told; of a snapshot all is read, and little passed on."""
    for seq in range(7, 15):
        fake.add(seq, Event(EventKind.SNAPSHOT, seq, {}, {"large": np.zeros(2**20, np.float16)}))
    read: list[int] = []
    real = runs.fetch_events

    def counted(*what: Any) -> list[events.NumberedEvent]:
        found = real(*what)
        read.append(sum(len(one.event.packed()) for one in found))
        return found

    monkeypatch.setattr(runs, "fetch_events", counted)
    seqs: list[int] = []
    more = True
    while more:
        header, _ = opened(browser.get(f"/live/runs/{CONTROL}?after={max(seqs, default=0)}"))
        seqs += [one["seq"] for one in header["events"]]
        more = header["more"]
    assert seqs == [1, *range(3, 15)]
    assert max(read) <= 4 * 2**20


def test_a_gradient_that_is_no_number_is_null(fake: FakeRuns, browser: Browser) -> None:
    fake.add(7, Event(EventKind.SNAPSHOT, 3, {"gradients": {"0.weight": None}, "updates": {"0.weight": None}}))
    header, _ = opened(browser.get(f"/live/runs/{CONTROL}?after=6"))
    assert header["events"][0]["gradients"] == {"0.weight": None}


def test_a_store_that_cannot_be_written_can_still_be_looked_at(
    fake: FakeRuns, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(run: Any) -> None:
        raise StoreError("The store cannot be written.", lasting=True)

    monkeypatch.setattr("cnnviz.training.runs.watch", refused)
    assert opened(browser.get(f"/live/runs/{VIEW}"))[0]["last"] == 6


def test_a_number_that_json_does_not_know_is_null(fake: FakeRuns, browser: Browser) -> None:
    """A diverged run: a browser could not read NaN in the header."""
    fake.add(7, fake_runs.evaluation(3, "validation", float("nan")))
    fake.add(8, fake_runs.scalars(3, [float("nan")]))
    reply = browser.get(f"/live/runs/{CONTROL}?after=6")
    header, arrays = opened(reply)
    assert header["events"][0]["loss"] is None
    assert b"NaN" not in reply.content
    assert np.isnan(arrays["8.loss"]).all()


def test_what_a_run_answered_on_test_pictures_is_sealed(fake: FakeRuns, browser: Browser) -> None:
    fake.add(7, fake_runs.evaluation(2, "test", 1.25))
    fake.add(8, fake_runs.scalars(3, [1.0]))
    header, arrays = opened(browser.get(f"/live/runs/{CONTROL}"))
    assert [event["seq"] for event in header["events"] if event["kind"] == "evaluation"] == [6]
    assert not [name for name in arrays if name.startswith("7.")]
    assert header["last"] == 8
    header, _ = opened(browser.get(f"/live/runs/{CONTROL}?after=6"))
    assert [event["seq"] for event in header["events"]] == [8]


@pytest.mark.parametrize("id", ["nobody", "recorded" * 20, "a.b", "a%00b", "'--", "%F0%9F%8E%93"])
@pytest.mark.parametrize("path", ["", "/filters/0?snapshots=3", "/pictures?validation=0", "/take/config.json"])
def test_a_forged_id_is_told_so_in_a_sentence(fake: FakeRuns, browser: Browser, id: str, path: str) -> None:
    assert "no such run" in trouble(browser.get(f"/live/runs/{id}{path}"), 404)


@pytest.mark.parametrize("after", ["-1", "x", "1e3", "", "9" * 30, "٣"])
def test_a_place_in_the_story_that_is_no_number_is_refused(fake: FakeRuns, browser: Browser, after: str) -> None:
    assert "whole numbers" in trouble(browser.get(f"/live/runs/{CONTROL}", params={"after": after}), 400)


# What the layers make of a picture.


def ask_seen(browser: Browser, header: dict[str, Any], **arrays: np.ndarray) -> httpx.Response:
    return browser.post(f"/live/runs/{VIEW}/seen", content=packing.packed(header, arrays))


def test_every_layer_of_every_snapshot_is_what_the_network_computes(fake: FakeRuns, browser: Browser) -> None:
    """C60, C84: pixels standardised as in training, weights of each snapshot."""
    header, arrays = opened(ask_seen(browser, {"snapshots": [5, 3], "validation": 4}))
    network = configs.trained(fake.config.network)
    picture = fake.data.validation.pictures[4]
    standard = ((picture / 255 - fake_runs.MEAN) / fake_runs.DEVIATION).astype(np.float32)
    assert header["snapshots"] == [5, 3]
    assert header["label"] == fake.data.validation.labels[4]
    assert header["classes"] == list("abcdefghij")
    assert np.array_equal(arrays["image"], picture)
    for seq in (3, 5):
        exact = forward.outputs(network, fake.events[seq].arrays, standard[None])
        np.testing.assert_allclose(arrays[f"{seq}.logits"], exact["8"][0], rtol=1e-4, atol=1e-5)
        assert arrays[f"{seq}.probabilities"].sum() == pytest.approx(1)
        for index, layer in enumerate(header["layers"]):
            low, high = arrays[f"{seq}.ranges"][index]
            values = arrays[f"{seq}.{index}"]
            shown = low + values / 255 * (high - low) if values.dtype == np.uint8 else values
            assert list(exact[layer["path"]][0].shape) == layer["shape"]
            assert len(values) == layer["maps"]
            assert abs(shown - exact[layer["path"]][0, : layer["maps"]]).max() <= (high - low) / 250 + 1e-5


def ask_exact(browser: Browser, header: dict[str, Any], **arrays: np.ndarray) -> httpx.Response:
    return browser.post(f"/live/runs/{VIEW}/exact", content=packing.packed(header, arrays))


def test_the_map_whose_values_are_read_is_as_it_was_computed(fake: FakeRuns, browser: Browser) -> None:
    """Those that are drawn come as bytes; a value that is printed must not be read back from them."""
    network = configs.trained(fake.config.network)
    picture = fake.data.validation.pictures[4]
    standard = ((picture / 255 - fake_runs.MEAN) / fake_runs.DEVIATION).astype(np.float32)
    outputs = forward.outputs(network, fake.events[5].arrays, standard[None])
    for number, part in enumerate(feature_maps.shown(network)):
        asked = {"snapshot": 5, "layer": number, "map": 1, "validation": 4}
        if len(part.shape) == 3:
            header, arrays = opened(ask_exact(browser, asked))
            assert (header["snapshot"], header["layer"], header["map"]) == (5, number, 1)
            assert arrays["map"].dtype == np.float32
            np.testing.assert_allclose(arrays["map"], outputs[part.path][0, 1], rtol=1e-5, atol=1e-6)
        else:
            assert "shows no map 2" in trouble(ask_exact(browser, asked), 400)
    asked = {"snapshot": 3, "layer": 0, "map": 0}
    drawn = opened(ask_exact(browser, asked, image=picture))[1]["map"]
    assert np.array_equal(drawn, opened(ask_exact(browser, {**asked, "validation": 4}))[1]["map"])


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"snapshot": 2}, 404),
        ({"snapshot": None}, 400),
        ({"layer": 99}, 400),
        ({"layer": -1}, 400),
        ({"map": 32}, 400),
        ({"map": 1.5}, 400),
        ({"validation": 12}, 400),
        ({"validation": None}, 400),
    ],
)
def test_an_exact_map_that_is_not_there_is_refused_with_a_sentence(
    fake: FakeRuns, browser: Browser, wrong: dict[str, Any], status: int
) -> None:
    asked = {"snapshot": 3, "layer": 0, "map": 0, "validation": 0}
    assert trouble(ask_exact(browser, {**asked, **wrong}), status).endswith(".")


def test_a_drawn_picture_is_looked_at_and_has_no_label(fake: FakeRuns, browser: Browser) -> None:
    image = np.random.default_rng(1).integers(0, 256, (1, 28, 28), np.uint8)
    header, arrays = opened(ask_seen(browser, {"snapshots": [3]}, image=image))
    assert header["label"] == -1
    assert np.array_equal(arrays["image"], image)


def test_a_network_that_learned_permuted_pixels_reads_drawn_and_validation_pictures_permuted(
    fake: FakeRuns, browser: Browser
) -> None:
    """C29: the same picture, drawn or from validation, comes back as it is read, and is answered as such."""
    picture = fake.data.validation.pictures[4]
    fake.config = replace(fake.config, permuted=True, seed=6)
    placed = permutation.permuted(picture, 6)
    standard = ((placed / 255 - fake_runs.MEAN) / fake_runs.DEVIATION).astype(np.float32)
    outputs = forward.outputs(configs.trained(fake.config.network), fake.events[3].arrays, standard[None])
    for about, drawn in (({"validation": 4}, {}), ({}, {"image": picture})):
        _, arrays = opened(ask_seen(browser, {"snapshots": [3], **about}, **drawn))
        assert np.array_equal(arrays["image"], placed)
        np.testing.assert_allclose(arrays["3.logits"], outputs["8"][0], rtol=1e-4, atol=1e-5)
        _, exact = opened(ask_exact(browser, {"snapshot": 3, "layer": 0, "map": 1, **about}, **drawn))
        np.testing.assert_allclose(exact["map"], outputs["0"][0, 1], rtol=1e-5, atol=1e-6)
    # What is chosen from is shown as it is.
    shown = opened(browser.get(f"/live/runs/{VIEW}/pictures", params={"validation": "4"}))[1]["pictures"][0]
    assert np.array_equal(shown, picture)


@pytest.mark.parametrize(
    "image", [np.zeros((1, 27, 28), np.uint8), np.zeros((1, 28, 28), np.float32), np.zeros(784, np.uint8)]
)
def test_a_picture_that_the_network_cannot_read_is_refused(fake: FakeRuns, browser: Browser, image: np.ndarray) -> None:
    assert "1 × 28 × 28" in trouble(ask_seen(browser, {"snapshots": [3]}, image=image), 400)


def test_snapshots_thinned_away_are_left_out(fake: FakeRuns, browser: Browser) -> None:
    header, arrays = opened(ask_seen(browser, {"snapshots": [2, 3, 4], "validation": 0}))
    assert header["snapshots"] == [3]
    assert "4.ranges" not in arrays
    assert "no longer kept" in trouble(ask_seen(browser, {"snapshots": [2], "validation": 0}), 404)


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"snapshots": [], "validation": 0},
        {"snapshots": list(range(25)), "validation": 0},
        {"snapshots": ["x"], "validation": 0},
        {"snapshots": [-1], "validation": 0},
        {"snapshots": [True], "validation": 0},
        {"snapshots": {"3": 1}, "validation": 0},
        {"snapshots": [3]},
        {"snapshots": [3], "validation": -1},
        {"snapshots": [3], "validation": 12},
        {"snapshots": [3], "validation": 1.5},
        {"snapshots": [3], "validation": None},
    ],
)
def test_a_question_that_makes_no_sense_is_answered_with_a_sentence(
    fake: FakeRuns, browser: Browser, header: dict[str, Any]
) -> None:
    assert trouble(ask_seen(browser, header), 400).endswith((".", "once."))


@pytest.mark.parametrize("body", [b"", b"\xff" * 64, b"\x02\x00\x00\x00[]", packing.packed({}, {})[:-3]])
def test_a_question_that_is_no_message_is_refused(fake: FakeRuns, browser: Browser, body: bytes) -> None:
    trouble(browser.post(f"/live/runs/{VIEW}/seen", content=body), 400)


def test_a_network_that_takes_too_long_is_not_looked_into(
    fake: FakeRuns, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "SEEN_MACS", 3_000_000)
    assert "fewer snapshots" in trouble(ask_seen(browser, {"snapshots": [3, 5], "validation": 0}), 400)
    assert opened(ask_seen(browser, {"snapshots": [3], "validation": 0}))[0]["snapshots"] == [3]


def test_a_network_too_large_to_be_kept_whole_says_so(fake: FakeRuns, browser: Browser) -> None:
    only = {"0.weight": fake.events[3].arrays["0.weight"]}
    fake.add(9, events.Event(EventKind.SNAPSHOT, 4, {"partial": True}, only))
    assert "so large" in trouble(ask_seen(browser, {"snapshots": [9], "validation": 0}), 400)
    _, arrays = opened(browser.get(f"/live/runs/{CONTROL}?after=6"))
    assert arrays["9.filters"].shape == (32, 1, 3, 3)


def test_a_run_that_has_not_begun_says_so(fake: FakeRuns, browser: Browser) -> None:
    del fake.events[1]
    assert "not begun" in trouble(ask_seen(browser, {"snapshots": [3], "validation": 0}), 400)


# Deeper filters, pictures.


def test_deeper_filters_are_sent_in_part_and_say_of_how_many(fake: FakeRuns, browser: Browser) -> None:
    header, arrays = opened(browser.get(f"/live/runs/{VIEW}/filters/3?snapshots=3,5"))
    assert header["of"] == [64, 32, 3, 3]
    assert set(arrays) == {"3", "5"}
    assert np.array_equal(arrays["5"], fake.events[5].arrays["3.weight"][:64, :16].astype(np.float32))


@pytest.mark.parametrize("path", ["1", "99", "..%2f3", "0.body.0"])
def test_a_layer_without_filters_is_refused(fake: FakeRuns, browser: Browser, path: str) -> None:
    reply = browser.get(f"/live/runs/{VIEW}/filters/{path}?snapshots=3")
    assert reply.status_code in (400, 404)


def test_pictures_of_the_confusion_matrix_are_sent(fake: FakeRuns, browser: Browser) -> None:
    _, arrays = opened(browser.get(f"/live/runs/{VIEW}/pictures?validation=7,0,7"))
    assert np.array_equal(arrays["pictures"], fake.data.validation.pictures[[7, 0]])
    assert np.array_equal(arrays["labels"], fake.data.validation.labels[[7, 0]])


@pytest.mark.parametrize("asked", ["", "12", "0,x", ",".join(map(str, range(65))), "-1"])
def test_pictures_that_are_not_there_are_refused(fake: FakeRuns, browser: Browser, asked: str) -> None:
    trouble(browser.get(f"/live/runs/{VIEW}/pictures?validation={asked}"), 400)


# Starting and telling.


def begin(browser: Browser, said: object, **headers: str) -> httpx.Response:
    kind = {"content-type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return browser.post("/live/runs", content=json.dumps(said), headers=kind)


def test_a_run_is_started_and_its_ids_are_given_to_whoever_started_it(fake: FakeRuns, browser: Browser) -> None:
    wanted = Config(rate=0.01, seed=3)
    reply = begin(browser, {"config": configs.to_json(wanted), "person": "me"})
    assert reply.json() == {"run": CONTROL, "view": VIEW}
    assert fake.started == [(wanted, "me")]


def test_a_start_counts_for_the_network_that_its_browser_is_in(fake: FakeRuns) -> None:
    body = json.dumps({"config": configs.to_json(Config()), "person": "me"}).encode()
    for client in (("192.0.2.7", 1), ("2001:db8:1:2:3:4:5:6", 1), None):
        answers.start(Asked({}, {}, body, addresses.of({"client": client})))
    assert fake.addresses == ["192.0.2.7", "2001:db8:1:2::/64", ""]


@pytest.mark.parametrize(
    "said",
    [
        [],
        {},
        {"config": 5},
        {"config": "{}"},
        {"config": "not JSON"},
    ],
)
def test_a_start_that_makes_no_sense_is_answered_with_a_sentence(
    fake: FakeRuns, browser: Browser, said: object
) -> None:
    assert trouble(begin(browser, said), 400).endswith(".")
    assert not fake.started


def test_a_refused_start_says_why(fake: FakeRuns, browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(config: Config, person: str, address: str) -> None:
        raise InputError("100 runs wait already. Try again in a few minutes.")

    monkeypatch.setattr("cnnviz.training.runs.start", refused)
    assert "100 runs wait" in trouble(begin(browser, {"config": configs.to_json(Config())}), 400)


def tell(browser: Browser, id: str, said: object) -> httpx.Response:
    return browser.post(f"/live/runs/{id}/tell", json=said)


@pytest.mark.parametrize("command", events.COMMANDS)
def test_a_command_reaches_the_run(fake: FakeRuns, browser: Browser, command: str) -> None:
    assert tell(browser, CONTROL, {"command": command, "value": 0.02}).json() == {}
    assert fake.commands == [(CONTROL, command, 0.02)]


def test_a_view_id_commands_nothing(fake: FakeRuns, browser: Browser) -> None:
    assert "does not control" in trouble(tell(browser, VIEW, {"command": "stop"}), 403)
    assert not fake.commands


@pytest.mark.parametrize(("held", "controls"), [(CONTROL, True), (VIEW, False), ("0" * 32, False), ("", False)])
def test_what_controls_a_run_goes_along_in_a_header_and_stands_in_no_path(
    fake: FakeRuns, browser: Browser, held: str, controls: bool
) -> None:
    headers = {"X-Run-Control": held}
    header, _ = opened(browser.get(f"/live/runs/{VIEW}", headers=headers))
    assert header["run"]["control"] is controls
    reply = browser.post(f"/live/runs/{VIEW}/tell", json={"command": "stop"}, headers=headers)
    assert reply.status_code == (200 if controls else 403)
    assert bool(fake.commands) is controls


@pytest.mark.parametrize(
    "said", [{}, {"command": "dance"}, {"command": ["stop"]}, {"command": "rate", "value": "x"}, []]
)
def test_a_command_that_is_none_is_refused(fake: FakeRuns, browser: Browser, said: object) -> None:
    trouble(tell(browser, CONTROL, said), 400)
    assert not fake.commands


@pytest.mark.parametrize("value", ["NaN", "1e999", "-Infinity", "true"])
def test_a_value_that_is_no_number_is_refused(fake: FakeRuns, browser: Browser, value: str) -> None:
    body = f'{{"command": "rate", "value": {value}}}'
    reply = browser.post(f"/live/runs/{CONTROL}/tell", content=body, headers={"content-type": "application/json"})
    trouble(reply, 400)
    assert not fake.commands


# Who may ask.


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_fetch_site": "cross-site", "origin": HERE},
        {"sec_fetch_site": "same-site", "origin": "http://other.testserver"},
        {"origin": "http://elsewhere.example"},
        {"origin": "http://testserver.elsewhere.example"},
        {"origin": "null"},
        {"origin": ""},
    ],
)
def test_a_page_of_another_site_starts_nothing_in_its_readers_name(
    fake: FakeRuns, browser: Browser, headers: dict[str, str]
) -> None:
    said = {"config": configs.to_json(Config()), "person": ""}
    assert "Only the pages of this app" in trouble(begin(browser, said, **headers), 403)
    assert not fake.started


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec_fetch_site": "same-origin", "origin": "https://behind.a.proxy"},
        {"origin": HERE},
        {"origin": "https://app.example", "x_forwarded_host": "app.example"},
    ],
)
def test_the_apps_own_pages_start_runs(fake: FakeRuns, browser: Browser, headers: dict[str, str]) -> None:
    assert begin(browser, {"config": configs.to_json(Config()), "person": ""}, **headers).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_a_start_is_written_in_json_which_no_form_can_send(fake: FakeRuns, browser: Browser, kind: str) -> None:
    body = json.dumps({"config": configs.to_json(Config()), "person": ""})
    trouble(browser.post("/live/runs", content=body, headers={"content-type": kind}), 415)
    trouble(
        browser.post(f"/live/runs/{CONTROL}/tell", content='{"command": "stop"}', headers={"content-type": kind}), 415
    )
    assert not fake.started
    assert not fake.commands


def test_a_body_too_long_is_not_read_to_its_end(fake: FakeRuns, browser: Browser) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while read < 4 * limits.LIVE_BYTES:
            read += 2**16
            yield bytes(2**16)

    reply = browser.post(f"/live/runs/{VIEW}/seen", content=endless())
    assert "bytes" in trouble(reply, 413)
    assert read <= limits.LIVE_BYTES + 2**17


@pytest.mark.parametrize("path", ["", "/take/metrics.csv", "/pictures?validation=1", "/pictures"])
def test_nothing_is_cached_guessed_at_or_lent_to_other_sites(fake: FakeRuns, browser: Browser, path: str) -> None:
    headers = browser.get(f"/live/runs/{CONTROL}{path}").headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in headers


def test_a_mistake_of_ours_tells_nobody_what_is_inside(
    fake: FakeRuns, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("secret")

    monkeypatch.setattr("cnnviz.training.runs.fetch_events", broken)
    reply = browser.get(f"/live/runs/{CONTROL}")
    assert reply.status_code == 500
    assert reply.text == "Internal Server Error"


@pytest.mark.parametrize(("lasting", "status"), [(False, 503), (True, 400)])
def test_a_store_that_cannot_answer_now_is_asked_again(
    fake: FakeRuns, browser: Browser, lasting: bool, status: int
) -> None:
    fake.trouble = StoreError("The database does not answer.", lasting)
    assert "database" in trouble(browser.get(f"/live/runs/{CONTROL}"), status)


@pytest.mark.parametrize("folder", ["", "/class", "/a/b"])
def test_routes_answer_behind_any_folder(fake: FakeRuns, browser: Browser, folder: str) -> None:
    """Streamlit's server.baseUrlPath moves its own routes only."""
    assert opened(browser.get(f"{folder}/live/runs/{CONTROL}"))[0]["last"] == 6
    assert tell(browser, CONTROL, {"command": "pause"}).status_code == 200


# Files.


def test_files_are_attachments_under_their_own_names(fake: FakeRuns, browser: Browser) -> None:
    reply = browser.get(f"/live/runs/{VIEW}/take/config.json")
    assert reply.headers["content-disposition"] == 'attachment; filename="config.json"'
    assert configs.from_json(reply.text) == fake.config


def test_a_file_that_does_not_exist_is_named(fake: FakeRuns, browser: Browser) -> None:
    assert "model.onnx" in trouble(browser.get(f"/live/runs/{VIEW}/take/passwords.txt"), 404)


def test_a_network_of_dense_layers_shows_its_weights_as_pictures(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C31."""
    network = Network("dense", (1, 28, 28), (layers.Flatten(), layers.Dense(10)))
    fake = fake_runs.instead(monkeypatch, Config(network=network))
    fake.add(2, fake_runs.snapshot(0, fake_runs.tensors(network, 0)))
    assert opened(browser.get(f"/live/runs/{VIEW}"))[1]["2.filters"].shape == (10, 1, 28, 28)


def test_a_small_residual_network_can_be_looked_into(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    """C96."""
    body = (conv(4, 3, 1, 1), layers.BatchNorm(), layers.Activation())
    network = Network("res", (1, 28, 28), (conv(4), Residual(body), layers.GlobalPool(), layers.Dense(10)))
    fake = fake_runs.instead(monkeypatch, Config(network=network))
    fake.add(2, fake_runs.snapshot(0, fake_runs.tensors(network, 0)))
    header, _ = opened(ask_seen(browser, {"snapshots": [2], "validation": 0}))
    assert [layer["path"] for layer in header["layers"]] == [part.path for part in feature_maps.shown(network)]


# What comes with the beginning, and before it.


def test_the_true_classes_of_validation_come_with_the_beginning_and_once(browser: Browser, fake: FakeRuns) -> None:
    fake.add(1, Event(EventKind.BEGUN, 0, fake_runs.begun()))
    fake.add(2, fake_runs.scalars(1, [2.0]))
    _, arrays = opened(browser.get(f"/live/runs/{CONTROL}"))
    assert arrays["labels"].tolist() == fake.data.validation.labels.tolist()
    assert "labels" not in opened(browser.get(f"/live/runs/{CONTROL}?after=1"))[1]


def test_a_page_that_opens_has_a_process_made_ready(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    warmed: list[bool] = []
    monkeypatch.setattr(runs, "warm", lambda: warmed.append(True))
    assert browser.post("/live/runs/ready", json={}).json() == {}
    assert warmed == [True]
