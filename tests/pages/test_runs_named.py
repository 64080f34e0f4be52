"""Runs that are shown stand under their own data, network, settings and seed, whatever the page's controls say."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from cnnviz.datasets.choice import Choice
from cnnviz.nets import small, text
from cnnviz.nets.layers import Activation, Conv, Dense, Flatten
from cnnviz.nets.networks import Network
from cnnviz.training import config, config_links, described, experiments, recipes, recorded, runs
from cnnviz.training.bundle import writing
from cnnviz.training.config import Augmentation, Branch, Config
from cnnviz.training.store import connections, database
from cnnviz.ui import catalogue
from tests import addresses, uploading
from tests.pages.conftest import Open
from tests.pages.test_run_pages import configs, panel

# The uploaders.
SETTINGS, NETWORK = "settings_file", "file net"
CASES = Path(__file__).parents[1] / "cases"
MINE = Network("Mine", (1, 28, 28), (Conv(3), Flatten(), Dense(8)))
# What no menu offers: every one of them has to be taken as it is.
UNUSUAL = Config(
    Choice("shapes", 1234, 7, noise=0.33),
    MINE,
    "momentum",
    0.003,
    "cosine",
    48,
    7,
    0.0003,
    0.15,
    Augmentation(11, 7, True, 0.07, 9),
    True,
    seed=12,
    device="cpu",
)


@pytest.fixture
def runs_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A store without workers."""
    monkeypatch.setenv("CNNVIZ_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CNNVIZ_DATABASE_URL", raising=False)
    idle = SimpleNamespace(wake=lambda: None, awake=lambda: None, endings={})
    monkeypatch.setattr(runs, "SUPERVISOR", idle)
    yield
    if kept := database._opened.pop(connections.address(), None):
        kept.close()


def pair(key: str, **common: Any) -> tuple[Config, Config]:
    experiment = experiments.EXPERIMENTS[key]
    begun = Config(Choice(images=experiment.images or 6000), epochs=experiment.epochs, **common)
    return experiment.pair(experiments.beginning(experiment, begun, (1, 28, 28), 8))


def upload(app: AppTest, key: str, data: bytes, name: str = "anything.txt") -> AppTest:
    uploading.upload(app, key, (name, data))
    return app


def test_a_run_beside_other_controls_is_told_how_they_differ(opened: Open, runs_kept: None) -> None:
    run = runs.start(recipes.first(), "me")
    same = panel(opened(catalogue.TRAIN, run=run.view))
    assert same["unlike"] == ""
    sent = panel(opened(catalogue.TRAIN, run=run.view, dataset="mnist-5k", network="lenet-5", seed="3"))
    assert sent["takes"]
    for said in ("Shapes, 6,000 training pictures → MNIST", "seed: 0 → 3", "Reference model → LeNet-5"):
        assert said in sent["unlike"]


def test_the_settings_of_the_run_in_sight_can_be_taken(opened: Open, runs_kept: None) -> None:
    run = runs.start(replace(UNUSUAL, rate=0.02), "me")
    app = opened(catalogue.TRAIN, run=run.view, dataset="mnist-5k", dropout="0.4", seed="3")
    app = uploading.fire(app, "live", "live train", "take", True)
    assert configs(app) == [replace(UNUSUAL, rate=0.02)]
    assert (panel(app)["unlike"], addresses.written(app)["run"]) == ("", run.view)


def test_the_settings_of_two_runs_can_be_taken(opened: Open, runs_kept: None) -> None:
    mine = pair("dense", seed=3, batch=40, rate=0.003)
    ids = "-".join(runs.start(one, "me").view for one in mine)
    app = opened(catalogue.COMPARE, run=ids, experiment="l2", dataset="mnist-5k")
    app = uploading.fire(app, "live", "live compare", "take", True)
    assert tuple(configs(app)) == mine
    assert (panel(app)["unlike"], addresses.written(app)["experiment"]) == ("", "dense")


def test_two_runs_keep_their_own_titles_under_another_experiment(opened: Open, runs_kept: None) -> None:
    ids = "-".join(runs.start(one, "me").view for one in pair("dense"))
    for chosen in ("dense", "fixed"):
        sent = panel(opened(catalogue.COMPARE, run=ids, experiment=chosen))
        assert [run["title"] for run in sent["runs"]] == ["convolutional", "dense"]
        assert "Dense network" in sent["differ"]
        assert ("Dense or convolutional → Hand-made filters" in sent["unlike"]) == (chosen == "fixed")
        assert [config.from_json(run["config"]) for run in sent["runs"]] == list(pair(chosen))


def test_two_runs_that_are_no_experiment_are_named_by_their_networks(opened: Open, runs_kept: None) -> None:
    others = (replace(pair("rate")[0], seed=4), replace(pair("dense")[1], epochs=9))
    sent = panel(opened(catalogue.COMPARE, run="-".join(runs.start(one, "me").view for one in others)))
    assert [run["title"] for run in sent["runs"]] == ["1: Reference model", "2: Dense network"]
    assert not sent["takes"]
    assert "seed: 4 → 0" in sent["differ"]


def test_a_link_that_holds_what_controls_a_run_is_shown_and_replaced(opened: Open, runs_kept: None) -> None:
    run = runs.start(recipes.first(), "me")
    app = opened(catalogue.TRAIN, run=run.control)
    (sent,) = panel(app)["runs"]
    assert (sent["run"], sent["control"]) == (run.view, run.control)
    assert addresses.written(app)["run"] == run.view
    (looked,) = panel(opened(catalogue.TRAIN, run=run.view))["runs"]
    assert (looked["run"], looked["control"]) == (run.view, "")


@pytest.mark.parametrize("key", experiments.EXPERIMENTS)
def test_every_experiment_is_recognised_by_its_two_runs_alone(key: str) -> None:
    found = experiments.recognised(*pair(key, seed=5))
    assert found
    assert found[0] == key
    assert experiments.EXPERIMENTS[key].pair(found[1]) == pair(key, seed=5)


def test_a_run_says_its_data_network_changed_settings_and_seed() -> None:
    said = described.run(UNUSUAL)
    for part in ("Shapes, 1,234 training pictures, noise 0.33, data seed 7", "Mine, ", "momentum", "0.003", "cosine"):
        assert part in said
    for part in (
        "batch 48",
        "7 epochs",
        "L2 penalty 0.0003",
        "smoothing 0.15",
        "shift 11, turn 7, mirror",
        "pixels permuted",
    ):
        assert part in said
    assert "Reference model (Dropout 0.5 → Dropout 0.1)" in described.run(recipes.first())
    assert described.network(small.SMALL["lenet-5"].network()) == "LeNet-5"


@pytest.mark.parametrize("named", ["config.json", "settings.txt", "no-ending"])
def test_a_runs_settings_brought_back_start_the_same_run(opened: Open, named: str) -> None:
    data = (CASES / "config-of-a-run.json").read_bytes()
    app = upload(opened(catalogue.TRAIN), SETTINGS, data, named)
    assert not app.error
    assert configs(app) == [config.from_json(data.decode())]


TAKEN = {
    "unusual": UNUSUAL,
    "as offered": recipes.first(),
    "fashion": Config(Choice("fashion-mnist", 500, seed=3), epochs=2, rate=0.3, fixed="kirsch"),
    "normalised": replace(Config(), network=config.fitted(small.SMALL["normalised"].network(), (3, 32, 32), 8)),
    "branch": replace(recipes.first(), branch=Branch("ab", 3), smoothing=0.1),
}


@pytest.mark.parametrize("taken", TAKEN.values(), ids=TAKEN)
def test_settings_that_no_menu_offers_are_taken_as_they_are_and_survive_a_reload(opened: Open, taken: Config) -> None:
    if taken.network.input[0] == 3:
        taken = replace(taken, data=replace(taken.data, colour=True))
    elif taken.data.name == "fashion-mnist":
        taken = replace(taken, network=config.fitted(taken.network, (1, 28, 28), 10))
    app = upload(opened(catalogue.TRAIN, rate="0.1", seed="9", dropout="0.3"), SETTINGS, config.to_json(taken).encode())
    assert not app.error
    assert configs(app) == [taken]
    assert configs(opened(catalogue.TRAIN, **addresses.written(app))) == [taken]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        Config,
        data=st.builds(
            Choice,
            st.sampled_from(("shapes", "mnist", "fashion-mnist")),
            st.integers(0, 60_000),
            st.integers(0, 2**31 - 1),
            st.booleans(),
            *[st.floats(0, 1)] * 4,
        ),
        optimiser=st.sampled_from(list(config.OPTIMISERS)),
        rate=st.floats(1e-6, 10),
        schedule=st.sampled_from(list(config.SCHEDULES)),
        epochs=st.integers(1, 100),
        decay=st.floats(0, 1),
        smoothing=st.floats(0, 0.9),
        augmentation=st.builds(Augmentation, st.integers(0, 16), st.integers(0, 180), st.booleans()),
        permuted=st.booleans(),
        fixed=st.sampled_from(list(config.FIXED)),
        seed=st.integers(0, 2**31 - 1),
        branch=st.none() | st.builds(Branch, st.just("ab"), st.integers(0, 99)),
    )
)
def test_settings_in_a_link_are_the_settings(taken: Config) -> None:
    assert config_links.config(config_links.token(taken)) == taken


def test_a_network_brought_to_training_is_the_network_trained(opened: Open) -> None:
    app = upload(opened(catalogue.TRAIN), SETTINGS, text.to_json(MINE).encode())
    assert configs(app)[0].network == MINE


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_network_is_read_whatever_mark_it_begins_with(opened: Open, mark: str) -> None:
    app = upload(opened(catalogue.BUILDER), NETWORK, text.to_json(MINE).encode(mark), "network.txt")
    assert not app.error
    assert "Mine" in text.to_json(text.from_link(addresses.written(app)["net"]))
    app = upload(app, NETWORK, (CASES / "network-with-bom.json").read_bytes())
    assert "net" not in addresses.written(app)  # the network that the page begins with


# As Keras 2 described a model: the older of the two forms, and no Keras is needed to write it.
CONV = {"batch_input_shape": [None, 28, 28, 1], "filters": 3, "kernel_size": [3, 3], "activation": "relu"}
KERAS = {
    "class_name": "Sequential",
    "config": {
        "name": "Mine from Keras",
        "layers": [
            {"class_name": "Conv2D", "config": CONV},
            {"class_name": "Flatten", "config": {}},
            {"class_name": "Dense", "config": {"units": 8}},
        ],
    },
}


def test_a_model_of_keras_is_the_builders_network_and_the_one_trained(opened: Open) -> None:
    made = Network("Mine from Keras", (1, 28, 28), (Conv(3), Activation(), Flatten(), Dense(8)))
    data = json.dumps(KERAS).encode()
    app = upload(opened(catalogue.BUILDER), NETWORK, data, "model.json")
    assert not app.error
    assert text.from_link(addresses.written(app)["net"]) == made
    assert configs(upload(opened(catalogue.TRAIN), SETTINGS, data))[0].network == made


def test_a_model_of_keras_that_cannot_be_said_changes_nothing_and_names_the_layer(opened: Open) -> None:
    app = opened(catalogue.BUILDER)
    app = upload(app, NETWORK, json.dumps(KERAS).replace('"relu"', '"gelu"').encode())
    assert "Conv2D" in app.error[0].value
    assert "gelu" in app.error[0].value
    assert "net" not in addresses.written(app)


def test_what_is_no_description_changes_nothing_and_is_explained(opened: Open) -> None:
    for entry, key in ((catalogue.TRAIN, SETTINGS), (catalogue.BUILDER, NETWORK)):
        app = opened(entry)
        before = addresses.written(app)
        app = upload(app, key, json.dumps({"class_name": "Sequential", "config": {"layers": []}}).encode())
        assert "Keras" in app.error[0].value
        assert addresses.written(app) == before


@pytest.mark.parametrize("token", ["nonsense", "é", "a" * 20_000, config_links.token(UNUSUAL)[:-4]])
def test_settings_of_a_broken_link_are_explained_and_the_usual_ones_stand(opened: Open, token: str) -> None:
    app = opened(catalogue.TRAIN, like=token)
    assert "settings cannot be read" in app.error[0].value
    assert configs(app) == [recipes.first()]


def test_a_comparison_whose_pictures_are_missing_is_explained_without_runs_in_sight(opened: Open) -> None:
    app = opened(catalogue.COMPARE, dataset="own", own="0" * 64, experiment="dense")
    assert not app.exception
    assert panel(app)["differ"] == ""


def test_a_run_taken_away_is_loaded_back_as_ones_own_under_its_settings(opened: Open, runs_kept: None) -> None:
    kept = recorded.run()
    app = upload(opened(catalogue.TRAIN), SETTINGS, writing.packed(kept.config, kept.events), "run.zip")
    assert not app.exception
    (run,) = panel(app)["runs"]
    found = runs.fetch_run(run["run"])
    assert found.config == kept.config
    assert found.status == "finished"
    assert runs.snapshot_steps(found) == runs.snapshot_steps(runs.fetch_run(recorded.FIRST))
    assert runs.fetch_run(run["control"]).control == run["control"]
    assert addresses.written(app)["run"] == found.view
    assert configs(app) == [kept.config]


def test_a_damaged_run_is_a_sentence_and_changes_nothing(opened: Open, runs_kept: None) -> None:
    kept = recorded.run()
    whole = writing.packed(kept.config, kept.events)
    app = opened(catalogue.TRAIN)
    before = panel(app)["runs"]
    upload(app, SETTINGS, whole[:1000] + bytes(1000) + whole[2000:], "run.zip")
    assert not app.exception
    assert "damaged" in " ".join(one.value for one in app.error)
    assert panel(app)["runs"] == before
