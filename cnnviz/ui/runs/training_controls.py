"""How a run is trained, and what keeps it from learning by heart: rate and epochs in sight, the rest folded away."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from cnnviz import limits
from cnnviz.training import config, experiments
from cnnviz.training.config import Config
from cnnviz.ui import links, widgets
from cnnviz.ui.networks import network_menu
from cnnviz.ui.runs import data_controls

Option = TypeVar("Option")
Number = TypeVar("Number", int, float)

RATES = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
DECAYS = (0.0, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
SMOOTHINGS = (0.0, 0.05, 0.1, 0.2, 0.3)
BATCHES = (1, 4, 8, 16, 32, 64, 128, 256, 512)

# Names in the link of the settings that are folded away.
TRAINER = ("optimiser", "schedule", "batch", "seed", "device")
REGULARISERS = ("dropout", "batchnorm", "decay", "smoothing", "fixed")
AUGMENTATION = ("shift", "tilt", "mirror", "grain", "erase")
FOLDED = (*TRAINER, *REGULARISERS, *AUGMENTATION, "permuted")
STEPS = ("rate", "epochs")


def first(usual: Config) -> Config:
    """Rate and epochs; everything else as is usual."""
    rates = sorted({*RATES, usual.rate})
    rate = widgets.select_slider(
        "rate",
        "Learning rate",
        {rate: f"{rate:g}" for rate in rates},
        usual.rate,
        width=200,
        help="How far each step goes down the slope. Too small: nothing happens; too large: the loss explodes. "
        "You can change it while it trains.",
    )
    count = widgets.number(
        "epochs",
        "Epochs",
        1,
        limits.TRAIN_EPOCHS,
        usual.epochs,
        width=110,
        help="How often the training pictures are gone through.",
    )
    return replace(usual, rate=rate, epochs=count)


def more(common: Config, usual: Config) -> Config:
    """What is folded away of a run, where somebody wants it."""
    folded = st.expander("More: optimiser, dropout, L2, augmentation, seed", key="runmore", on_change="rerun")
    if not folded.open and not links.moved(FOLDED):
        return common
    with folded:
        turned = _trainer(common, usual)
        decay = _usual_decay(usual, turned.optimiser)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            turned = _regularised(turned, usual, decay)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            turned = replace(turned, augmentation=data_controls.augmentation(usual.augmentation))
            turned = replace(
                turned, permuted=widgets.switch("permuted", "Permute pixels", usual.permuted, help=PERMUTED)
            )
    network = (
        ("dropout", network_menu.drop(), network_menu.USUAL_DROPOUT),
        ("batch norm", network_menu.norm(), network_menu.AS_BUILT),
    )
    said = [f"{name}: {value}" for name, value, expected in network if value != expected]
    _list_changes(folded.open, (*experiments.differences(replace(common, decay=decay), turned), *said))
    return turned


def more_of_pair(common: Config, usual: Config) -> Config:
    """What is folded away of an experiment, where somebody wants it."""
    folded = st.expander("More: optimiser, schedule, batch, seed", key="pairmore", on_change="rerun")
    if not folded.open and not links.moved(TRAINER):
        return common
    with folded:
        turned = _trainer(common, usual)
    _list_changes(folded.open, experiments.differences(common, turned))
    return turned


def _list_changes(unfolded: bool | None, changes: tuple[str, ...]) -> None:
    """Beneath what is folded: what was changed in there. A label that says so would fold it at every change."""
    if changes and not unfolded:
        st.caption(f"Changed under More: {'; '.join(changes)}.")


def _trainer(common: Config, usual: Config) -> Config:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        optimiser = widgets.choice(
            "optimiser",
            "Optimiser",
            config.OPTIMISERS,
            usual.optimiser,
            on_change=links.forget,
            args=(("decay",),),
            help=OPTIMISER,
            width=140,
        )
        schedule = _select("Schedule", "schedule", config.SCHEDULES, usual.schedule, SCHEDULE)
        why = "Pictures in one step. More: smoother, fewer steps an epoch."
        batch = _select("Batch", "batch", _and(BATCHES, usual.batch), usual.batch, why)
        most = 2**31 - 1
        seed = widgets.number("seed", "Seed", 0, most, usual.seed, width=120, help=SEED)
        device = _select("Device", "device", config.DEVICES, usual.device, "auto: a graphics card where there is one.")
    return replace(common, optimiser=optimiser, schedule=schedule, batch=batch, seed=seed, device=device)


def _usual_decay(usual: Config, optimiser: str) -> float:
    """The usual L2 penalty; none where another optimiser is chosen: AdamW takes the penalty times its learning rate,
    the others add it to the gradient, where as much of it pulls all weights to 0."""
    return usual.decay if optimiser == usual.optimiser else 0.0


def _regularised(common: Config, usual: Config, decay: float) -> Config:
    _select("Dropout", "dropout", network_menu.DROPOUTS, network_menu.USUAL_DROPOUT, DROPOUT)
    why = "Behind every convolution, or nowhere."
    _select("Batch norm", "batchnorm", network_menu.NORMS, network_menu.AS_BUILT, why)
    decay = _select("L2 penalty", "decay", _and(DECAYS, decay), decay, DECAY)
    why = "This share of certainty goes to all classes."
    smoothing = _select("Label smoothing", "smoothing", _and(SMOOTHINGS, usual.smoothing), usual.smoothing, why)
    fixed = _select("First filters", "fixed", config.FIXED, usual.fixed, FILTERS)
    return replace(common, decay=decay, smoothing=smoothing, fixed=fixed)


def _and(options: Iterable[Number], one: Number) -> tuple[Number, ...]:
    """The options, with one that came from elsewhere among them."""
    return tuple(sorted(set(options) | {one}))


def _select(
    label: str,
    name: str,
    options: Iterable[Option],
    default: Option,
    help: str,
) -> Option:
    known = {one: f"{one:g}" if isinstance(one, float) else str(one) for one in options}
    if isinstance(options, Mapping):
        known = dict(options)
    return widgets.choice(name, label, known, default, help=help, width=140)


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
PERMUTED = (
    "All pixels change places, in the same way in every picture: those it learns, those it is tested on, and yours. "
    "Shifts and turns come before. The seed decides the places."
)
FILTERS = "Hand-made kernels can stand fixed in the first layer; only what follows then learns."
