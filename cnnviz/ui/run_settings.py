"""The controls that make a training run's config, shared by the pages that train."""

import math
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from cnnviz import limits
from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import OWN, Choice
from cnnviz.errors import InputError
from cnnviz.nets import networks, small, variants, zoo
from cnnviz.training import config, experiments, recipes, runs
from cnnviz.training.config import Config
from cnnviz.training.recipes import Recipe
from cnnviz.ui import data_source, frame, links, network_source

# Any network of the story can be asked for by a link; the menu names those small enough to watch.
KNOWN = {key: one.network for key, one in zoo.ENTRIES.items()} | {key: one.network for key, one in small.SMALL.items()}
SOURCE = network_source.Source("network", KNOWN)

AS_BUILT, OFF, ON = "as built", "off", "on"
DROPOUTS = (AS_BUILT, *(f"{tenths / 10:g}" for tenths in range(9)))
USUAL_DROPOUT = f"{recipes.DROPOUT:g}"
RATES = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
DECAYS = (0.0, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
SMOOTHINGS = (0.0, 0.05, 0.1, 0.2, 0.3)
BATCHES = (1, 4, 8, 16, 32, 64, 128, 256, 512)
FIXED = {"": "learned", "prewitt": "Prewitt, fixed", "sobel": "Sobel, fixed", "kirsch": "Kirsch, fixed"}

EPOCHS = 3
# Steps that a run on one's own pictures should have at least.
OWN_STEPS = 120
# What another data set may have other usual values of.
RECIPE = ("optimiser", "rate", "batch", "decay", "images")
# An experiment begins from settings without a penalty, so that what it adds is the only one.
PLAIN = Recipe()
# Names in the link of the settings that are folded away.
TRAINER = ("optimiser", "schedule", "batch", "seed", "device")
REGULARISERS = ("dropout", "batchnorm", "decay", "smoothing", "fixed")
AUGMENTATION = ("shift", "tilt", "mirror", "grain", "erase")


@dataclass(frozen=True)
class Chosen:
    """What the controls say: configs (one, or the two of an experiment), or why there are none."""

    configs: tuple[Config, ...]
    trouble: str = ""


def train_this(network: networks.Network) -> None:
    """Make this the network to train, exactly as it was built; for callbacks."""
    links.put("dropout", AS_BUILT)
    SOURCE.put(network)


def one() -> Chosen:
    """The controls of a run, its network among them."""
    try:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            data = data_source.choice(on_change=other_data)
            network = _network()
            usual = recipes.usual(data.name)
            common = _first(data, usual, _epochs(data, usual))
        _offer(data)
        common = _more(common, usual)
        described = catalogue.described(data, runs.own)
        fitted = config.fitted(_varied(network), described.size, len(described.classes))
        return Chosen((replace(common, network=fitted),), SOURCE.trouble())
    except InputError as why:
        return Chosen((), str(why))


def two(experiment: experiments.Experiment) -> Chosen:
    """The controls of an experiment's two runs: what both have in common."""
    try:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            data = data_source.choice(experiment.images, other_data)
            common = _first(data, PLAIN, experiment.epochs)
        _offer(data)
        described = catalogue.described(data, runs.own)
        folded = st.expander("More: optimiser, schedule, batch, seed", key="pairmore", on_change="rerun")
        if folded.open or links.moved(TRAINER):
            with folded:
                turned = _trainer(common, PLAIN)
            _told(folded.open, experiments.differences(common, turned))
            common = turned
        common = experiments.beginning(experiment, common, described.size, len(described.classes))
        return Chosen(experiment.pair(common))
    except InputError as why:
        return Chosen((), str(why))


def _network() -> networks.Network:
    """A menu of networks; one that came by a link or from the builder stands in it under its own name."""
    network = SOURCE.current()
    same = next((key for key, made in KNOWN.items() if made().layers == network.layers), network.name)
    options = list(dict.fromkeys((*small.SMALL, same)))
    st.session_state["chosen network"] = same

    def picked() -> None:
        if (key := st.session_state["chosen network"]) in KNOWN:
            SOURCE.put(KNOWN[key]())

    titles = {key: entry.title for key, entry in zoo.ENTRIES.items()} | {
        key: entry.title for key, entry in small.SMALL.items()
    }
    st.selectbox(
        "Network",
        options,
        key="chosen network",
        format_func=lambda key: titles.get(key, key),
        on_change=picked,
        width=230,
        help="Its last layer gets a unit for each class. Any other: build it on the page Builder, then “Train this”.",
    )
    return network


def other_data() -> None:
    """Begin with what is usual for the data set that was just chosen; for callbacks."""
    links.forget(RECIPE)


def _offer(data: Choice) -> None:
    """Where the pictures are not here: how to get them."""
    if data.name != OWN:
        data_source.offer(data)
    elif data_source.missing(data):
        frame.link(frame.DATA, "**Bring your own pictures** on the page Data →")


def _epochs(data: Choice, usual: Recipe) -> int:
    """Few pictures of one's own are seen more often, so that there is a run to watch."""
    if data.name != OWN or data_source.missing(data):
        return EPOCHS
    steps = math.ceil(catalogue.described(data, runs.own).train / usual.batch)
    return min(limits.TRAIN_EPOCHS, max(EPOCHS, math.ceil(OWN_STEPS / steps)))


def _first(data: Choice, usual: Recipe, epochs: int) -> Config:
    """Rate and epochs; everything else as is usual for the data."""
    rate = st.select_slider(
        "Learning rate",
        RATES,
        **links.choice("rate", RATES, usual.rate),
        format_func=lambda value: f"{value:g}",
        width=200,
        help="How far each step goes down the slope. Too small: nothing happens; too large: the loss explodes. "
        "You can change it while it trains.",
    )
    count = st.number_input(
        "Epochs",
        1,
        limits.TRAIN_EPOCHS,
        **links.number("epochs", 1, limits.TRAIN_EPOCHS, epochs),
        width=110,
        help="How often every training picture is seen.",
    )
    return Config(data, optimiser=usual.optimiser, rate=rate, batch=usual.batch, epochs=count, decay=usual.decay)


def _more(common: Config, usual: Recipe) -> Config:
    names = (*TRAINER, *REGULARISERS, *AUGMENTATION)
    folded = st.expander("More: optimiser, dropout, L2, augmentation, seed", key="runmore", on_change="rerun")
    if not folded.open and not links.moved(names):
        return common
    with folded:
        turned = _trainer(common, usual)
        recipe = _decaying(usual, turned.optimiser)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            turned = _regularised(turned, recipe)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            turned = replace(turned, augmentation=data_source.augmentation())
    network = (("dropout", _drop(), USUAL_DROPOUT), ("batch norm", _norm(), AS_BUILT))
    said = [f"{name}: {value}" for name, value, expected in network if value != expected]
    _told(folded.open, (*experiments.differences(replace(common, decay=recipe.decay), turned), *said))
    return turned


def _told(unfolded: bool | None, changes: tuple[str, ...]) -> None:
    """Beneath what is folded: what was changed in there. A label that says so would fold it at every change."""
    if changes and not unfolded:
        st.caption(f"Changed under More: {'; '.join(changes)}.")


def _drop() -> str:
    return str(st.session_state[links.choice("dropout", DROPOUTS, USUAL_DROPOUT)["key"]])


def _norm() -> str:
    return str(st.session_state[links.choice("batchnorm", (AS_BUILT, OFF, ON), AS_BUILT)["key"]])


def _trainer(common: Config, usual: Recipe) -> Config:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        keyed = links.choice("optimiser", config.OPTIMISERS, usual.optimiser)
        optimiser = st.selectbox(
            "Optimiser",
            config.OPTIMISERS,
            **keyed,
            on_change=links.forget,
            args=(("decay",),),
            help=OPTIMISER,
            width=140,
        )
        schedule = _select("Schedule", "schedule", config.SCHEDULES, "one cycle", SCHEDULE)
        batch = _select(
            "Batch", "batch", BATCHES, usual.batch, "Pictures in one step. More: smoother, fewer steps an epoch."
        )
        seed = st.number_input("Seed", 0, 2**31 - 1, **links.number("seed", 0, 2**31 - 1, 0), width=120, help=SEED)
        device = _select("Device", "device", config.DEVICES, "auto", "auto: a graphics card where there is one.")
    return replace(common, optimiser=optimiser, schedule=schedule, batch=batch, seed=seed, device=device)


def _decaying(usual: Recipe, optimiser: str) -> Recipe:
    """The recipe without its L2 penalty where another optimiser is chosen: AdamW takes the penalty times its learning
    rate, the others add it to the gradient, where as much of it pulls all weights to 0."""
    return usual if optimiser == usual.optimiser else replace(usual, decay=0.0)


def _regularised(common: Config, usual: Recipe) -> Config:
    _select("Dropout", "dropout", DROPOUTS, USUAL_DROPOUT, DROPOUT)
    _select("Batch norm", "batchnorm", (AS_BUILT, OFF, ON), AS_BUILT, "Behind every convolution, or nowhere.")
    decay = _select("L2 penalty", "decay", DECAYS, usual.decay, DECAY)
    smoothing = _select("Label smoothing", "smoothing", SMOOTHINGS, 0.0, "This share of certainty goes to all classes.")
    fixed = _select("First filters", "fixed", tuple(FIXED), "", FILTERS, FIXED)
    return replace(common, decay=decay, smoothing=smoothing, fixed=fixed)


def _varied(network: networks.Network) -> networks.Network:
    """The network with dropout and batch normalisation as the controls say, drawn or folded away."""
    drop, norm = _drop(), _norm()
    if drop != AS_BUILT and (variants.has_dropout(network) or drop != USUAL_DROPOUT):
        network = variants.dropout(network, float(drop))
    return network if norm == AS_BUILT else variants.batch_norm(network, norm == ON)


def _select(
    label: str, name: str, options: tuple[Any, ...], default: Any, help: str, titles: dict[Any, str] | None = None
) -> Any:
    shown = (
        (lambda key: titles[key])
        if titles
        else (lambda value: f"{value:g}" if isinstance(value, float) else str(value))
    )
    return st.selectbox(label, options, **links.choice(name, options, default), format_func=shown, help=help, width=140)


OPTIMISER = (
    "SGD: down the slope of one batch. Momentum: keeps rolling. Adam: each weight with a step of its own. "
    "AdamW: Adam whose L2 penalty is no part of the gradient."
)
SCHEDULE = (
    "How the learning rate changes. One cycle: up for the first third, then down to nearly 0. Cosine: only down. "
    "Step: a tenth after half of it, a hundredth after three quarters."
)
SEED = "The initial weights, the order of pictures and every random choice come from it: same seed, same run."
DECAY = "Makes large weights cost: they shrink unless they are needed. AdamW takes it as a share of the learning rate."
DROPOUT = (
    "The share of units silenced at random in each training step. It zeroes activations; no parameter goes away. "
    "“As built”: as the network was drawn."
)
FILTERS = "Hand-made kernels can stand fixed in the first layer; only what follows then learns."
