"""The controls that make a training run's config, shared by the pages that train."""

from contextlib import suppress
from dataclasses import dataclass, replace

import streamlit as st

from cnnviz import limits
from cnnviz.api.uploads import File
from cnnviz.datasets import catalogue
from cnnviz.datasets.choice import OWN, Choice
from cnnviz.errors import InputError
from cnnviz.nets import networks
from cnnviz.training import config, config_files, experiments, own_datasets, recipes
from cnnviz.training.bundle import reading
from cnnviz.training.config import Config
from cnnviz.ui import attempts, links, page, uploads, visitor, words
from cnnviz.ui import catalogue as pages
from cnnviz.ui.networks import network_menu
from cnnviz.ui.runs import data_controls, starting_config, training_controls

# The uploader, and the session key owned here: why the file that was brought could not be used.
_FILE, _TROUBLE = "settings_file", "_settings_trouble"
# What other data, another network or another experiment may have other usual values of.
RECIPE = ("optimiser", "rate", "batch", "decay", "epochs")
DATA = ("dataset", "own", "images", "dataseed", "coloured", *data_controls.KNOBS)


@dataclass(frozen=True)
class Chosen:
    """What the controls say: configs (one, or the two of an experiment), or why there are none."""

    configs: tuple[Config, ...]
    trouble: str = ""


def single() -> Chosen:
    """The controls of a run, its network among them."""
    try:
        begin = starting_config.current(starting_config.RUN)
        data = data_controls.choice(on_change=other_data, begin=begin.data if begin else None)
        _offer(data)
        network = network_menu.menu(other_network)
        usual = _usual(data, network, begin)
        common = training_controls.first(usual)
        common = training_controls.more(common, usual)
        with st.container(key="run_notes"):
            if note := network_menu.dropout_note(network):
                st.caption(note)
            _branched(begin)
        _bring()
        if trouble := st.session_state.get(_TROUBLE):
            words.explain(trouble)
        described = catalogue.described(data, own_datasets.fetch)
        outputs = network_menu.outputs(len(described.classes))
        fitted = config.fitted(network_menu.varied(network), described.size, outputs)
        return Chosen((replace(common, network=fitted),), network_menu.NETWORK.trouble())
    except InputError as why:
        return Chosen((), str(why))


def two(experiment: experiments.Experiment) -> Chosen:
    """The controls of an experiment's two runs: what both have in common."""
    try:
        begin = starting_config.current(starting_config.PAIR)
        data = data_controls.choice(experiment.images, other_data, begin.data if begin else None)
        _offer(data)
        # An experiment begins without a penalty, so that what it adds is the only one.
        usual = starting_config.on(data, begin) or Config(data, rate=experiment.rate, epochs=experiment.epochs)
        common = training_controls.first(usual)
        described = catalogue.described(data, own_datasets.fetch)
        common = training_controls.more_of_pair(common, usual)
        common = experiments.beginning(experiment, common, described.size, len(described.classes))
        return Chosen(experiment.pair(common))
    except InputError as why:
        return Chosen((), str(why))


def _bring() -> None:
    """Where the settings of a run that was taken away come back in."""
    with st.popover("From a file", key="bring_menu"):
        st.markdown(
            "**config.json** of a run, from its train.zip or as “All settings (JSON)”, sets every control here: "
            "Train then starts the same run. A network's JSON, ours or Keras's, or a model in ONNX sets the network."
        )
        st.markdown(
            "**run.zip** of a run, “The run itself”, shows that run again as it was taken away, with its timeline, "
            f"weights and curves, and as yours: it is kept as long as any run, {limits.STORE_DAYS} days at most."
        )
        uploads.uploader("Settings, network or run", _FILE, _brought)


def _brought(files: tuple[File, ...], token: str) -> None:
    """Take over what the file holds; what it cannot be is explained and changes nothing."""

    def take() -> None:
        if reading.is_run(files[0].data):
            return _load(files[0].data)
        found = config_files.read(files[0].data)
        return put(found) if isinstance(found, Config) else network_menu.take(found)

    st.session_state[_TROUBLE] = attempts.refusal(take)


def _load(data: bytes) -> None:
    """Show the run that a file holds, under its own settings."""
    # 0.3 s that few ask for.
    from cnnviz.training.bundle import loading  # noqa: PLC0415

    started, taken = loading.load(data, visitor.person(), visitor.address())
    put(taken)
    links.put("run", started.control)


def put(taken: Config) -> None:
    """Set the controls of a run to these settings, whatever they were; for callbacks."""
    links.forget((*DATA, *training_controls.STEPS, *training_controls.FOLDED))
    starting_config.put(starting_config.RUN, taken)
    with suppress(InputError):
        network_menu.put_outputs(taken.network, len(catalogue.described(taken.data, own_datasets.fetch).classes))
    network_menu.put(taken.network)


def put_pair(first: Config, second: Config) -> None:
    """Set the controls of an experiment to these two runs, where they are one; for callbacks."""
    if found := experiments.recognised(first, second):
        key, common = found
        links.forget((*DATA, *training_controls.STEPS, *training_controls.TRAINER))
        links.put("experiment", key)
        starting_config.put(starting_config.PAIR, common)


def _usual(data: Choice, network: networks.Network, begin: Config | None) -> Config:
    """What the controls of a run begin with."""
    if taken := starting_config.on(data, begin):
        return taken
    described = None if data_controls.missing(data) else catalogue.described(data, own_datasets.fetch)
    return recipes.settings(data, network, described)


def _branched(begin: Config | None) -> None:
    """What no control shows: that the run begins with the weights of another one."""
    if begin is None or begin.branch is None:
        return
    st.caption("These settings begin with the weights of another run, as the run did that they are taken from.")
    fresh = replace(begin, branch=None)
    st.button("Begin with random weights", on_click=starting_config.put, args=(starting_config.RUN, fresh))


def other_data() -> None:
    """Begin with what is usual for the data set that was just chosen; for callbacks."""
    links.forget((*RECIPE, "images", network_menu.OUTPUTS, starting_config.RUN, starting_config.PAIR))


def other_network() -> None:
    """Begin with what is usual for the network that was just chosen; for callbacks."""
    links.forget(RECIPE)


def other_experiment() -> None:
    """Begin with what shows the experiment best that was just chosen; for callbacks."""
    links.forget((*RECIPE, "images", starting_config.PAIR))


def _offer(data: Choice) -> None:
    """Where the pictures are not here: how to get them."""
    if data.name != OWN:
        data_controls.offer(data)
    elif data_controls.missing(data):
        page.link(pages.DATA, "**Bring your own pictures** on the page Data →")
