"""The pages that train: what their controls would start."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import Choice
from cnnviz.datasets.public import known
from cnnviz.nets import shapes, small, text, zoo
from cnnviz.nets.layers import Conv, Dense, Flatten
from cnnviz.nets.networks import Network
from cnnviz.training import config, experiments, recipes, recorded
from cnnviz.training.config import Augmentation, Config
from cnnviz.ui import catalogue as pages
from cnnviz.ui.networks import network_menu
from tests import addresses
from tests.pages.conftest import Open

RUN = "ab" * 16


def panel(app: AppTest) -> dict[str, Any]:
    """What the live panel was given."""
    (found,) = [one for one in app.get("bidi_component") if one.proto.component_name.endswith("cnnviz_live")]
    sent: dict[str, Any] = json.loads(found.proto.json)
    return sent


def configs(app: AppTest) -> list[Config]:
    return [config.from_json(run["config"]) for run in panel(app)["runs"]]


def titles(network: Network) -> list[str]:
    return [record.layer.title for record in shapes.records(network)]


def test_the_first_second_offers_the_recorded_run_and_its_config(opened: Open) -> None:
    app = opened(pages.TRAIN)
    sent = panel(app)
    assert sent["recorded"]
    assert [run["run"] for run in sent["runs"]] == ["recorded"]
    assert configs(app) == [recipes.first()]


SETTINGS: list[tuple[dict[str, str], dict[str, Any]]] = [
    ({"rate": "0.1"}, {"rate": 0.1}),
    ({"rate": "1.0"}, {"rate": 1.0}),
    ({"rate": "5e-4"}, {"rate": 0.0005}),
    ({"epochs": "7"}, {"epochs": 7}),
    # What AdamW takes as its penalty would pull all weights to 0 elsewhere.
    ({"optimiser": "SGD"}, {"optimiser": "SGD", "decay": 0.0}),
    ({"optimiser": "SGD", "decay": "0.01"}, {"optimiser": "SGD", "decay": 0.01}),
    ({"schedule": "cosine"}, {"schedule": "cosine"}),
    ({"batch": "128"}, {"batch": 128}),
    ({"seed": "5"}, {"seed": 5}),
    ({"device": "cpu"}, {"device": "cpu"}),
    ({"decay": "0.01"}, {"decay": 0.01}),
    ({"smoothing": "0.1"}, {"smoothing": 0.1}),
    ({"fixed": "kirsch"}, {"fixed": "kirsch"}),
    ({"permuted": "true"}, {"permuted": True}),
    ({"shift": "2", "mirror": "true"}, {"augmentation": Augmentation(shift=2, mirror=True)}),
]


@pytest.mark.parametrize(("query", "changed"), SETTINGS, ids="+".join)
def test_a_link_sets_a_setting_and_leaves_the_others(
    opened: Open, query: dict[str, str], changed: dict[str, Any]
) -> None:
    app = opened(pages.TRAIN, **query)
    assert not app.warning
    (made,) = configs(app)
    usual = recipes.first()
    assert {name: getattr(made, name) for name in changed} == changed
    names = set(Config.__dataclass_fields__) - set(changed)
    assert all(getattr(made, name) == getattr(usual, name) for name in names)


def test_another_optimiser_brings_its_own_usual_penalty(opened: Open) -> None:
    app = opened(pages.TRAIN, seed="5")
    for optimiser, decay in (("momentum", 0.0), ("AdamW", recipes.first().decay), ("Adam", 0.0)):
        app.selectbox(key="optimiser").set_value(optimiser).run()
        assert (configs(app)[0].optimiser, configs(app)[0].decay) == (optimiser, decay)


@pytest.mark.parametrize(
    ("page", "query", "said"),
    [
        (pages.TRAIN, {}, []),
        (pages.TRAIN, {"rate": "0.1"}, []),
        (pages.TRAIN, {"seed": "0"}, []),
        (pages.TRAIN, {"seed": "3", "optimiser": "SGD"}, ["optimiser: AdamW → SGD; seed: 0 → 3"]),
        (pages.TRAIN, {"dropout": "0.2", "tilt": "10"}, ["augmentation: none → turn 10; dropout: 0.2"]),
        (pages.TRAIN, {"permuted": "true"}, ["pixels permuted: no → yes"]),
        (pages.COMPARE, {}, []),
        (pages.COMPARE, {"batch": "8"}, ["batch: 64 → 8"]),
    ],
)
def test_what_is_folded_away_says_what_was_changed_in_there(
    opened: Open, page: str, query: dict[str, str], said: list[str]
) -> None:
    captions = [one.value for one in opened(page, **query).caption]
    told = [one.removeprefix("Changed under More: ") for one in captions if one.startswith("Changed under More")]
    assert told == [f"{one}." for one in said]


def test_a_link_with_an_option_that_is_no_number_is_told(opened: Open) -> None:
    for wrong in ("fast", "0.3", "nan"):
        app = opened(pages.TRAIN, rate=wrong)
        assert wrong in app.warning[0].value
        assert configs(app) == [recipes.first()]


def test_dropout_is_the_networks_own_only_when_asked_for(opened: Open) -> None:
    assert "Dropout 0.5" in titles(configs(opened(pages.TRAIN, dropout="as built"))[0].network)
    assert "Dropout 0.3" in titles(configs(opened(pages.TRAIN, dropout="0.3"))[0].network)
    without = configs(opened(pages.TRAIN, network="lenet-5"))[0].network
    assert not [title for title in titles(without) if "Dropout" in title]


def test_a_dropout_that_is_not_the_networks_own_is_told(opened: Open) -> None:
    def said(**query: str) -> list[str]:
        return [one.value for one in opened(pages.TRAIN, **query).caption if "not with its own" in one.value]

    assert said()[0].startswith("Reference model trains with dropout 0.1 here, not with its own 0.5")
    for query in ({"dropout": "as built"}, {"dropout": "0.3"}, {"network": "lenet-5"}, {"network": "strided"}):
        assert not said(**query)


def test_batch_norm_is_put_behind_every_convolution(opened: Open) -> None:
    assert titles(configs(opened(pages.TRAIN, batchnorm="on"))[0].network).count("BatchNorm") == 2


def test_the_network_of_a_link_gets_a_unit_for_each_class(opened: Open) -> None:
    mine = Network("Mine", (3, 40, 40), (Conv(3), Flatten(), Dense(77)))
    app = opened(pages.TRAIN, network=text.to_link(mine))
    (made,) = configs(app)
    assert made.network.name == "Mine"
    assert made.network.input == (1, 28, 28)
    assert titles(made.network) == ["Conv 3@3×3", "Flatten", "Dense 8"]


def test_a_network_too_large_for_the_pictures_is_told_and_nothing_can_be_started(opened: Open) -> None:
    app = opened(pages.TRAIN, network="alexnet")
    assert "fit" in app.error[0].value
    (run,) = panel(app)["runs"]
    assert run["config"] == ""
    assert run["trouble"]


def test_another_data_set_brings_its_own_usual_settings(opened: Open) -> None:
    app = opened(pages.TRAIN, rate="0.1")
    app.selectbox(key="dataset").set_value("fashion-mnist").run()
    (made,) = configs(app)
    assert (made.optimiser, made.rate, made.batch, made.decay) == ("Adam", 0.005, 64, 0.0)
    assert made.data.images == 0
    app.selectbox(key="dataset").set_value("shapes").run()
    assert configs(app) == [recipes.first()]


@pytest.mark.parametrize("dataset", ["shapes", "mnist-5k", "fashion-mnist"])
def test_each_network_of_the_menu_begins_with_its_recipe_for_the_data(opened: Open, dataset: str) -> None:
    """Measured by benchmarks.recipes, which asks for the same configs."""
    data = Choice(dataset, recipes.images(dataset))
    described = catalogue.described(data)
    app = opened(pages.TRAIN, dataset=dataset)
    for key, one in small.SMALL.items():
        app.selectbox(key="chosen network").set_value(key).run()
        assert configs(app) == [recipes.offered(data, one.network(), described)]


def test_another_network_brings_its_own_usual_settings_and_keeps_the_pictures(opened: Open) -> None:
    app = opened(pages.TRAIN, rate="0.1", epochs="7", images="2000")
    app.selectbox(key="chosen network").set_value("lenet-5").run()
    (made,) = configs(app)
    usual = recipes.usual("shapes", small.SMALL["lenet-5"].network())
    assert (made.optimiser, made.rate, made.batch, made.epochs) == ("Adam", usual.rate, usual.batch, usual.epochs)
    assert made.data.images == 2000


def test_each_experiment_begins_with_its_own_usual_settings(opened: Open) -> None:
    app = opened(pages.COMPARE)
    for key, experiment in experiments.EXPERIMENTS.items():
        app.selectbox(key="experiment").set_value(key).run()
        data = Choice("shapes", experiment.images or recipes.images("shapes"))
        assert configs(app) == list(recipes.compared(experiment, data, catalogue.described(data))), key


@pytest.mark.parametrize(("dataset", "label"), [("shapes", "Drawing: position, noise …"), ("mnist-5k", "Seed")])
def test_what_else_can_be_turned_of_the_data_is_named(opened: Open, dataset: str, label: str) -> None:
    app = opened(pages.TRAIN, dataset=dataset)
    labels = [one.proto.popover.label for one in app.get("popover")]
    # Terms and what else every page has stand around them.
    assert labels[labels.index(label) :][:2] == [label, "From a file"]


def test_the_menu_chooses_a_network(opened: Open) -> None:
    app = opened(pages.TRAIN)
    app.selectbox(key="chosen network").set_value("large-filters").run()
    assert titles(configs(app)[0].network)[0] == "Conv 16@7×7"
    assert addresses.written(app)["network"] == "large-filters"


def test_the_moment_of_a_link_is_handed_on(opened: Open) -> None:
    app = opened(pages.TRAIN, run=recorded.FIRST, moment="9")
    assert panel(app)["moment"] == 9
    assert panel(app)["way"] == pages.WAY.path


def test_the_run_of_a_link_is_shown(opened: Open) -> None:
    sent = panel(opened(pages.TRAIN, run=RUN))
    assert not sent["recorded"]
    assert [run["run"] for run in sent["runs"]] == [RUN]


def test_train_this_takes_the_builders_network_as_it_was_built(opened: Open) -> None:
    app = opened(pages.BUILDER, net="reference")
    next(button for button in app.button if button.label == "Train this").click().run()
    assert "Dropout 0.5" in titles(configs(app)[0].network)


@pytest.mark.parametrize("key", experiments.EXPERIMENTS)
def test_an_experiment_offers_two_runs_and_says_how_they_differ(opened: Open, key: str) -> None:
    """C102."""
    app = opened(pages.COMPARE, experiment=key)
    assert not app.error
    first, second = configs(app)
    sent = panel(app)
    assert sent["differ"] == "; ".join(experiments.differences(first, second)) != ""
    assert [run["title"] for run in sent["runs"]] == list(experiments.EXPERIMENTS[key].names)
    assert experiments.EXPERIMENTS[key].question in [one.value for one in app.markdown]


def test_the_recorded_pair_is_shown_only_where_it_is_what_would_be_trained(opened: Open) -> None:
    shown = {key: panel(opened(pages.COMPARE, **query)) for key, query in {"usual": {}, "other": {"seed": "1"}}.items()}
    assert [run["run"] for run in shown["usual"]["runs"]] == list(recorded.PAIR)
    assert shown["usual"]["recorded"]
    assert [run["run"] for run in shown["other"]["runs"]] == ["", ""]
    assert not shown["other"]["recorded"]


@pytest.mark.parametrize(("key", "pair"), list(zip(recipes.PERMUTED, (recorded.DENSE, recorded.CNN), strict=True)))
def test_recorded_runs_of_permuted_pixels_are_shown_where_their_pictures_are(
    opened: Open, monkeypatch: pytest.MonkeyPatch, key: str, pair: tuple[str, str]
) -> None:
    """C29."""
    query = {"experiment": key, "dataset": "fashion-mnist", "images": str(recipes.FEWER)}
    assert [run["run"] for run in panel(opened(pages.COMPARE, **query))["runs"]] == list(pair)
    assert [run["run"] for run in panel(opened(pages.COMPARE, **query, seed="1"))["runs"]] == ["", ""]
    monkeypatch.setattr(known, "why_not", lambda _: "They are not here.")
    assert [run["run"] for run in panel(opened(pages.COMPARE, **query))["runs"]] == ["", ""]


def test_filters_made_by_hand_beside_learned_ones_are_there_to_see_at_once(opened: Open) -> None:
    """C85."""
    sent = panel(opened(pages.COMPARE, experiment="fixed"))
    assert [run["run"] for run in sent["runs"]] == list(recorded.KIRSCH)
    assert sent["recorded"]
    assert sent["differ"] == "first filters: learned → Kirsch, fixed"


def test_both_runs_of_a_link_are_shown_in_their_places(opened: Open) -> None:
    for asked in (f"{RUN}-{RUN[::-1]}", f"{RUN}-", f"-{RUN}"):
        sent = panel(opened(pages.COMPARE, run=asked))
        assert "-".join(run["run"] for run in sent["runs"]) == asked


def test_every_network_that_can_be_asked_for_can_be_named(opened: Open) -> None:
    assert set(zoo.ENTRIES) <= set(network_menu.KNOWN)
