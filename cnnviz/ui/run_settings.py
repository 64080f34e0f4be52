"""The controls that make a training run's config, shared by the pages that train."""

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from cnnviz import limits
from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import OWN, Choice
from cnnviz.errors import InputError
from cnnviz.nets import networks
from cnnviz.training import brought, config, experiments, recipes, runs
from cnnviz.training.config import Config
from cnnviz.ui import data_source, frame, links, run_beginning, run_network, uploads, words

RATES = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
DECAYS = (0.0, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
SMOOTHINGS = (0.0, 0.05, 0.1, 0.2, 0.3)
BATCHES = (1, 4, 8, 16, 32, 64, 128, 256, 512)
FIXED = {"": "learned", "prewitt": "Prewitt, fixed", "sobel": "Sobel, fixed", "kirsch": "Kirsch, fixed"}

# The uploader, and the session key owned here: why the file that was brought could not be used.
_FILE, _TROUBLE = "settings_file", "_settings_trouble"
# What other data, another network or another experiment may have other usual values of.
RECIPE = ("optimiser", "rate", "batch", "decay", "epochs")
# Names in the link of the settings that are folded away.
TRAINER = ("optimiser", "schedule", "batch", "seed", "device")
REGULARISERS = ("dropout", "batchnorm", "decay", "smoothing", "fixed")
AUGMENTATION = ("shift", "tilt", "mirror", "grain", "erase")
DATA = ("dataset", "own", "images", "dataseed", "coloured", *data_source.KNOBS)
STEPS = ("rate", "epochs")


@dataclass(frozen=True)
class Chosen:
    """What the controls say: configs (one, or the two of an experiment), or why there are none."""

    configs: tuple[Config, ...]
    trouble: str = ""


def one() -> Chosen:
    """The controls of a run, its network among them."""
    try:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            begin = run_beginning.current(run_beginning.RUN)
            data = data_source.choice(on_change=other_data, begin=begin.data if begin else None)
            network = run_network.menu(other_network)
            usual = _usual(data, network, begin)
            common = _first(usual)
            _bring()
        if trouble := st.session_state.get(_TROUBLE):
            words.explain(trouble)
        _offer(data)
        if own := run_network.told(network):
            st.caption(own)
        common = _more(common, usual)
        _branched(begin)
        described = catalogue.described(data, runs.own)
        outputs = run_network.outputs(len(described.classes))
        fitted = config.fitted(run_network.varied(network), described.size, outputs)
        return Chosen((replace(common, network=fitted),), run_network.SOURCE.trouble())
    except InputError as why:
        return Chosen((), str(why))


def two(experiment: experiments.Experiment) -> Chosen:
    """The controls of an experiment's two runs: what both have in common."""
    try:
        with st.container(horizontal=True, vertical_alignment="bottom"):
            begin = run_beginning.current(run_beginning.PAIR)
            data = data_source.choice(experiment.images, other_data, begin.data if begin else None)
            # An experiment begins without a penalty, so that what it adds is the only one.
            usual = run_beginning.on(data, begin) or Config(data, rate=experiment.rate, epochs=experiment.epochs)
            common = _first(usual)
        _offer(data)
        described = catalogue.described(data, runs.own)
        folded = st.expander("More: optimiser, schedule, batch, seed", key="pairmore", on_change="rerun")
        if folded.open or links.moved(TRAINER):
            with folded:
                turned = _trainer(common, usual)
            _told(folded.open, experiments.differences(common, turned))
            common = turned
        common = experiments.beginning(experiment, common, described.size, len(described.classes))
        return Chosen(experiment.pair(common))
    except InputError as why:
        return Chosen((), str(why))


def _bring() -> None:
    """Where the settings of a run that was taken away come back in."""
    with st.popover("From a file", key="bring_menu"):
        st.markdown(
            "**config.json** of a run, from its train.zip or as “All settings (JSON)”, sets every control here: "
            "Train then starts the same run. A network's JSON sets the network."
        )
        uploads.uploader("Settings or network", _FILE, _brought)


def _brought(files: tuple[uploads.File, ...], token: str) -> None:
    """Take over what the file holds; what it cannot be is explained and changes nothing."""
    st.session_state[_TROUBLE] = ""
    try:
        found = brought.read(files[0].data)
        put(found) if isinstance(found, Config) else run_network.take(found)
    except InputError as error:
        st.session_state[_TROUBLE] = str(error)


def put(taken: Config) -> None:
    """Set the controls of a run to these settings, whatever they were; for callbacks."""
    links.forget((*DATA, *STEPS, *TRAINER, *REGULARISERS, *AUGMENTATION))
    run_beginning.put(run_beginning.RUN, taken)
    with suppress(InputError):
        run_network.put_outputs(taken.network, len(catalogue.described(taken.data, runs.own).classes))
    run_network.put(taken.network)


def put_pair(first: Config, second: Config) -> None:
    """Set the controls of an experiment to these two runs, where they are one; for callbacks."""
    if found := experiments.recognised(first, second):
        key, common = found
        links.forget((*DATA, *STEPS, *TRAINER))
        links.put("experiment", key)
        run_beginning.put(run_beginning.PAIR, common)


def _usual(data: Choice, network: networks.Network, begin: Config | None) -> Config:
    """What the controls of a run begin with."""
    if taken := run_beginning.on(data, begin):
        return taken
    described = None if data_source.missing(data) else catalogue.described(data, runs.own)
    return recipes.settings(data, network, described)


def _branched(begin: Config | None) -> None:
    """What no control shows: that the run begins with the weights of another one."""
    if begin is None or begin.branch is None:
        return
    st.caption("These settings begin with the weights of another run, as the run did that they are taken from.")
    fresh = replace(begin, branch=None)
    st.button("Begin with random weights", on_click=run_beginning.put, args=(run_beginning.RUN, fresh))


def other_data() -> None:
    """Begin with what is usual for the data set that was just chosen; for callbacks."""
    links.forget((*RECIPE, "images", run_network.OUTPUTS, run_beginning.RUN, run_beginning.PAIR))


def other_network() -> None:
    """Begin with what is usual for the network that was just chosen; for callbacks."""
    links.forget(RECIPE)


def other_experiment() -> None:
    """Begin with what shows the experiment best that was just chosen; for callbacks."""
    links.forget((*RECIPE, "images", run_beginning.PAIR))


def _offer(data: Choice) -> None:
    """Where the pictures are not here: how to get them."""
    if data.name != OWN:
        data_source.offer(data)
    elif data_source.missing(data):
        frame.link(frame.DATA, "**Bring your own pictures** on the page Data →")


def _first(usual: Config) -> Config:
    """Rate and epochs; everything else as is usual."""
    rates = sorted({*RATES, usual.rate})
    rate = st.select_slider(
        "Learning rate",
        rates,
        **links.choice("rate", rates, usual.rate),
        format_func=lambda value: f"{value:g}",
        width=200,
        help="How far each step goes down the slope. Too small: nothing happens; too large: the loss explodes. "
        "You can change it while it trains.",
    )
    count = st.number_input(
        "Epochs",
        1,
        limits.TRAIN_EPOCHS,
        **links.number("epochs", 1, limits.TRAIN_EPOCHS, usual.epochs),
        width=110,
        help="How often the training pictures are gone through.",
    )
    return replace(usual, rate=rate, epochs=count)


def _more(common: Config, usual: Config) -> Config:
    names = (*TRAINER, *REGULARISERS, *AUGMENTATION)
    folded = st.expander("More: optimiser, dropout, L2, augmentation, seed", key="runmore", on_change="rerun")
    if not folded.open and not links.moved(names):
        return common
    with folded:
        turned = _trainer(common, usual)
        decay = _decay(usual, turned.optimiser)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            turned = _regularised(turned, usual, decay)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            turned = replace(turned, augmentation=data_source.augmentation(usual.augmentation))
    network = (
        ("dropout", run_network.drop(), run_network.USUAL_DROPOUT),
        ("batch norm", run_network.norm(), run_network.AS_BUILT),
    )
    said = [f"{name}: {value}" for name, value, expected in network if value != expected]
    _told(folded.open, (*experiments.differences(replace(common, decay=decay), turned), *said))
    return turned


def _told(unfolded: bool | None, changes: tuple[str, ...]) -> None:
    """Beneath what is folded: what was changed in there. A label that says so would fold it at every change."""
    if changes and not unfolded:
        st.caption(f"Changed under More: {'; '.join(changes)}.")


def _trainer(common: Config, usual: Config) -> Config:
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
        schedule = _select("Schedule", "schedule", config.SCHEDULES, usual.schedule, SCHEDULE)
        why = "Pictures in one step. More: smoother, fewer steps an epoch."
        batch = _select("Batch", "batch", _and(BATCHES, usual.batch), usual.batch, why)
        most = 2**31 - 1
        seed = st.number_input("Seed", 0, most, **links.number("seed", 0, most, usual.seed), width=120, help=SEED)
        device = _select("Device", "device", config.DEVICES, usual.device, "auto: a graphics card where there is one.")
    return replace(common, optimiser=optimiser, schedule=schedule, batch=batch, seed=seed, device=device)


def _decay(usual: Config, optimiser: str) -> float:
    """The usual L2 penalty; none where another optimiser is chosen: AdamW takes the penalty times its learning rate,
    the others add it to the gradient, where as much of it pulls all weights to 0."""
    return usual.decay if optimiser == usual.optimiser else 0.0


def _regularised(common: Config, usual: Config, decay: float) -> Config:
    _select("Dropout", "dropout", run_network.DROPOUTS, run_network.USUAL_DROPOUT, DROPOUT)
    why = "Behind every convolution, or nowhere."
    _select("Batch norm", "batchnorm", run_network.NORMS, run_network.AS_BUILT, why)
    decay = _select("L2 penalty", "decay", _and(DECAYS, decay), decay, DECAY)
    why = "This share of certainty goes to all classes."
    smoothing = _select("Label smoothing", "smoothing", _and(SMOOTHINGS, usual.smoothing), usual.smoothing, why)
    fixed = _select("First filters", "fixed", tuple(FIXED), usual.fixed, FILTERS, FIXED)
    return replace(common, decay=decay, smoothing=smoothing, fixed=fixed)


def _and(options: tuple[Any, ...], one: Any) -> tuple[Any, ...]:
    """The options, with one that came from elsewhere among them."""
    return tuple(sorted({*options, one}))


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
