"""Ids are not labels: with every label reworded, links, lessons and runs mean what they meant; old links do, too."""

import dataclasses
from collections.abc import Mapping, MutableMapping
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnnviz.codegen.network import languages as network_languages
from cnnviz.codegen.stage import languages
from cnnviz.datasets import catalogue as datasets
from cnnviz.figures.convolution import edges, signals
from cnnviz.figures.draw import palettes
from cnnviz.images import picture, samples
from cnnviz.nets import small, zoo
from cnnviz.nets.inside import stacks
from cnnviz.ops import activations, catalogue, composites, padding, pipeline, pooling
from cnnviz.training import config as configs
from cnnviz.training import config_links, experiments, recorded
from cnnviz.training.config import Augmentation, Config
from cnnviz.ui import catalogue as pages
from cnnviz.ui import lessons
from cnnviz.ui.explorer import sources
from cnnviz.ui.lab import views
from cnnviz.ui.picture import own_picture
from cnnviz.ui.stage_settings import registry, values
from cnnviz.ui.stage_settings.controls import Choice
from cnnviz.ui.stage_settings.setting import Setting
from tests import addresses, explorer
from tests.pages.conftest import Open

Stages = tuple[pipeline.Stage, ...]

# Registries of entries with a label, the field it is in, and registries whose values are the labels.
ENTRIES: tuple[tuple[MutableMapping[str, Any], str], ...] = (
    *((known, "label") for known in (catalogue.BANKS, pipeline.MIXES, padding.AMOUNTS, padding.MODES)),
    *((known, "label") for known in (activations.ACTIVATIONS, pooling.POOLINGS, composites.COMBINATIONS)),
    *((known, "label") for known in (palettes.SIGNED, views.VIEWS, signals.EXAMPLES, edges.GUESSES, stacks.NETWORKS)),
    *((known, "title") for known in (samples.SAMPLES, picture.CHANNELS, languages.LANGUAGES, lessons.LESSONS)),
    *((known, "title") for known in (network_languages.LANGUAGES, zoo.ENTRIES, small.SMALL, datasets.DATASETS)),
    (experiments.EXPERIMENTS, "title"),
)
LABELS: tuple[MutableMapping[str, str], ...] = (
    sources.INPUTS,
    *(configs.OPTIMISERS, configs.SCHEDULES, configs.DEVICES, configs.FIXED),
)


def reworded(label: str) -> str:
    return f"≈ {label[::-1]} ≈"


@pytest.fixture
def renamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every label is another one."""
    for known, field in ENTRIES:
        for id, entry in list(known.items()):
            monkeypatch.setitem(known, id, dataclasses.replace(entry, **{field: reworded(getattr(entry, field))}))
    for known in LABELS:
        for id, label in list(known.items()):
            monkeypatch.setitem(known, id, reworded(label))
    monkeypatch.setattr(pipeline, "OWN_LABEL", reworded(pipeline.OWN_LABEL))
    monkeypatch.setattr(own_picture, "LABEL", reworded(own_picture.LABEL))
    for key, group in list(registry.GROUPS.items()):
        settings = tuple(map(_reworded, group.settings))
        monkeypatch.setitem(registry.GROUPS, key, dataclasses.replace(group, settings=settings))


def _reworded(setting: Setting) -> Setting:
    control = setting.control
    if isinstance(control, Choice):
        options = {
            id: dataclasses.replace(option, label=reworded(option.label)) for id, option in control.options.items()
        }
        control = dataclasses.replace(control, options=options)
    return dataclasses.replace(setting, control=control, label=reworded(setting.label), short=reworded(setting.short))


# Links as they are written now.
LINKS: dict[str, tuple[pages.Entry, dict[str, str]]] = {
    "lab": (
        pages.LAB,
        {
            **{"image": "noise", "side": "96", "colour": "rgb", "stages": "2", "kernel1": "own", "own1": "1,2;0,-0.25"},
            **{"mix1": "sum", "padding1": "explicit", "mode1": "wrap", "top1": "3", "stride1": "2"},
            **{"stride1_split": "true", "stride1_across": "3", "bias1": "0.3", "activation1": "leaky ReLU"},
            **{"pool1": "Lp", "power1": "3.5", "kernel2": "prewitt-xy", "activation2": "abs", "combine": "larger"},
            **{"palette": "purple-green", "view": "numbers", "map": "1", "stage": "2"},
        },
    ),
    "code": (pages.LAB, {"view": "take-away", "language": "keras", "side": "32"}),
    "steps": (
        pages.STEPS,
        {"input": "picture", "side": "32", "kernel1": "gaussian", "sigma1": "2.5", "mode1": "mirror"},
    ),
    "stack": (pages.STEPS, {"input": "stack", "kernel1": "step-channels", "depth": "3"}),
    "pooling": (pages.POOLING, {"pool1": "average", "kernel1": "sobel-xy", "map": "1"}),
    "filters": (pages.CHANNELS, {"kernel1": "sobel-x", "mix1": "sum", "side": "48"}),
    "networks": (pages.ARCHITECTURES, {"first": "alexnet", "second": "vgg-d"}),
    "field": (pages.FIELD, {"stack": "dilated"}),
    "way": (pages.WAY, {"image": "cat", "way_model": "recorded", "way_norm": "unit", "way_at": "0", "way_map": "5"}),
    "operated": (
        pages.OPERATE,
        {"image": "cat", "way_model": "recorded", "op_channel": "7", "op_edits": "0:3:swap:sobel-y"}
        | {"op_kernel": "prewitt-x", "op_factor": "-0.5", "op_by": "share", "op_tile": "4", "op_seed": "4"},
    ),
    "where": (
        pages.WHERE,
        {"way_model": "recorded", "where_method": "cover", "where_fill": "black", "where_by": "logit"},
    ),
    "builder": (pages.BUILDER, {"net": "lenet-5", "network_language": "keras"}),
    "dense": (pages.DENSE, {"tied_kernel": "laplacian-4"}),
    "curve": (pages.ACTIVATIONS, {"curve": "tanh", "curve_kernel": "prewitt-y"}),
    "run": (pages.TRAIN, {"network": "strided", "optimiser": "momentum", "schedule": "cosine"}),
    "experiment": (pages.COMPARE, {"experiment": "residual"}),
}


def kept_whole(app: AppTest, query: Mapping[str, str]) -> None:
    """The page took all of the link, and its address says the same."""
    assert not app.exception
    assert not app.warning
    written = {name: "".join(value) for name, value in addresses.written(app).items()}
    assert written == dict(query)


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("name", LINKS)
def test_a_link_means_the_same_when_every_label_is_reworded(opened: Open, name: str) -> None:
    entry, query = LINKS[name]
    kept_whole(opened(entry, **query), query)


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("id", lessons.LESSONS)
def test_a_lesson_means_the_same_when_every_label_is_reworded(opened: Open, computed: list[Stages], id: str) -> None:
    lesson = lessons.LESSONS[id]
    app = opened(pages.LAB, **lesson.query)
    assert not app.exception
    assert not app.warning
    made, meant = (
        [{**values.of_stage(stage), "bank": stage.kernels.bank, "mix": stage.mix} for stage in stages]
        for stages in (computed[-1], lesson.stages)
    )
    assert made == meant
    app.session_state["lessons"] = True
    app.run()
    assert any(reworded(reworded(button.label)) and button.label == lesson.title for button in app.button)


@pytest.mark.usefixtures("renamed")
@pytest.mark.parametrize("view", recorded.VIEWS)
def test_a_recorded_run_means_the_same_when_every_label_is_reworded(view: str) -> None:
    run = recorded.run(view)
    assert configs.from_json(configs.to_json(run.config)) == run.config


@pytest.mark.usefixtures("renamed")
def test_a_runs_settings_in_a_link_mean_the_same_when_every_label_is_reworded(opened: Open) -> None:
    usual = Config(optimiser="momentum", schedule="step", fixed="sobel", augmentation=Augmentation(shift=2))
    token = config_links.token(usual)
    assert config_links.config(token) == usual
    app = opened(pages.TRAIN, like=token)
    assert not app.exception
    assert not app.warning
    app.session_state["runmore"] = True  # unfolded
    app.run()
    shown = {name: app.selectbox(key=name).value for name in ("optimiser", "schedule", "fixed")}
    assert shown == {"optimiser": "momentum", "schedule": "step", "fixed": "sobel"}


# Links from before there were ids, as they stand in somebody's notes, and what they say today.
OLD: dict[str, tuple[pages.Entry, dict[str, str], dict[str, str]]] = {
    "lab": (
        pages.LAB,
        {
            **{"image": "Noisy step", "side": "96 px", "colour": "Red", "stages": "2", "kernel1": "Your own"},
            **{"own1": "0,1,2;-1,0.25,0", "padding1": "explicit", "mode1": "wrap", "top1": "3", "bottom1": "0"},
            **{"stride1": "2", "stride1_split": "true", "stride1_across": "3", "dilation1": "2", "flip1": "true"},
            **{"activation1": "leaky ReLU", "pool1": "Lp", "power1": "3.5", "window1": "3", "step1": "1"},
            **{"kernel2": "Prewitt x and y", "combine": "larger", "palette": "Purple–green", "shared": "true"},
            **{"view": "Take away", "language": "PyTorch"},
        },
        {
            **{"image": "noise", "side": "96", "colour": "red", "kernel1": "own", "kernel2": "prewitt-xy"},
            **{"palette": "purple-green", "view": "take-away", "language": "pytorch"},
        },
    ),
    "filters": (
        pages.CHANNELS,
        {"colour": "Green", "side": "48 px", "kernel1": "Sobel x and y", "map": "y"},
        {"colour": "green", "side": "48", "kernel1": "sobel-xy", "map": "1"},
    ),
    "steps": (
        pages.STEPS,
        {"input": "Picture", "colour": "Colour", "side": "48 px", "kernel1": "Random filters", "map": "Filter 7"},
        {"input": "picture", "colour": "rgb", "side": "48", "kernel1": "random", "map": "6"},
    ),
    "mix": (pages.CHANNELS, {"kernel1": "Emboss", "mix1": "added up"}, {"kernel1": "emboss", "mix1": "sum"}),
    "map of a channel": (
        pages.STEPS,
        {"input": "Picture", "colour": "Colour", "side": "32 px", "map": "green · y"},
        {"input": "picture", "colour": "rgb", "side": "32", "map": "3"},
    ),
    "stack": (
        pages.STEPS,
        {"input": "3-D stack", "kernel1": "[−1 1] through the channels", "depth": "3"},
        {"input": "stack", "kernel1": "step-channels"},
    ),
    "networks": (
        pages.ARCHITECTURES,
        {"first": "GoogLeNet (Inception v1)", "second": "VGG-D (VGG-16)"},
        {"first": "googlenet", "second": "vgg-d"},
    ),
    "field": (pages.FIELD, {"stack": "Dilation 1, 2, 4"}, {"stack": "dilated"}),
    "dense": (pages.DENSE, {"tied_kernel": "Laplacian, 4 neighbours"}, {"tied_kernel": "laplacian-4"}),
    "curve": (
        pages.ACTIVATIONS,
        {"curve": "leaky ReLU", "curve_kernel": "Prewitt y", "image": "Zone plate"},
        {"curve_kernel": "prewitt-y", "image": "stripes"},
    ),
    "builder": (pages.BUILDER, {"net": "vgg-a", "network_language": "Keras"}, {"network_language": "keras"}),
}


@pytest.mark.parametrize("wording", ["as it is", "reworded"])
@pytest.mark.parametrize("name", OLD)
def test_an_old_link_opens_as_before(opened: Open, request: pytest.FixtureRequest, name: str, wording: str) -> None:
    if wording == "reworded":
        request.getfixturevalue("renamed")
    entry, old, changed = OLD[name]
    kept_whole(opened(entry, **old), {**old, **changed})


def test_the_map_of_an_old_link_is_the_one_of_that_name(opened: Open) -> None:
    for name, title in (("steps", "Filter 7"), ("map of a channel", "green · y")):
        entry, old, _ = OLD[name]
        assert explorer.shown(opened(entry, **old)).header["name"] == title
