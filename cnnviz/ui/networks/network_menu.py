"""The network that a run trains: its menu, and what the controls change in it."""

import itertools
from collections.abc import Callable

import streamlit as st

from cnnviz.errors import InputError
from cnnviz.nets import networks, shapes, small, variants, zoo
from cnnviz.training import config, recipes
from cnnviz.ui import chosen_network, links, widgets

# Any network of the story can be asked for by a link; the menu names those small enough to watch.
KNOWN = {key: one.network for key, one in zoo.ENTRIES.items()} | {key: one.network for key, one in small.SMALL.items()}
NETWORK = chosen_network.ChosenNetwork("network", KNOWN)

# The name in the link of how many outputs the network has, and the most that can be told apart.
OUTPUTS, MOST = "outputs", 256
NORMS = AS_BUILT, OFF, ON = "as built", "off", "on"
DROPOUTS = (AS_BUILT, *(f"{tenths / 10:g}" for tenths in range(9)))
USUAL_DROPOUT = f"{recipes.DROPOUT:g}"


def training(network: networks.Network) -> dict[str, str]:
    """The parameters of a link to the training of this network, exactly as it was built."""
    return {NETWORK.name: NETWORK.named(network), "dropout": AS_BUILT}


def take(network: networks.Network) -> None:
    """Make this the network to train, exactly as it was built; for callbacks."""
    links.put("dropout", AS_BUILT)
    NETWORK.put(network)


def menu(on_change: Callable[[], None]) -> networks.Network:
    """A menu of networks; one that came by a link or from the builder stands in it under its own name. `on_change` is
    called when another is chosen."""
    network = NETWORK.current()
    same = next((key for key, made in KNOWN.items() if made().layers == network.layers), network.name)
    options = list(dict.fromkeys((*small.SMALL, same)))
    st.session_state["chosen network"] = same

    def picked() -> None:
        if (key := st.session_state["chosen network"]) in KNOWN:
            NETWORK.put(KNOWN[key]())
            on_change()

    titles = {key: entry.title for key, entry in zoo.ENTRIES.items()} | {
        key: entry.title for key, entry in small.SMALL.items()
    }
    st.selectbox(
        "Network",
        options,
        options.index(same),
        key="chosen network",
        format_func=lambda key: titles.get(key, key),
        on_change=picked,
        width=230,
        help="Its last layer gets a unit for each class. Any other: build it on the page Builder, then “Train this”.",
    )
    return network


def drop() -> str:
    """What the controls say of dropout: one of DROPOUTS."""
    return widgets.hidden_choice("dropout", DROPOUTS, USUAL_DROPOUT)


def norm() -> str:
    """What the controls say of batch normalisation."""
    return widgets.hidden_choice("batchnorm", NORMS, AS_BUILT)


def dropout_note(network: networks.Network) -> str:
    """What nobody turned and is not as the network was built: its dropout; "" where there is nothing of the kind."""
    rates = variants.dropouts(network)
    if drop() != USUAL_DROPOUT or all(f"{rate:g}" == USUAL_DROPOUT for rate in rates):
        return ""
    own = " and ".join(f"{rate:g}" for rate in dict.fromkeys(rates))
    return (
        f"{network.name} trains with dropout {USUAL_DROPOUT} here, not with its own {own}: in the few epochs that are "
        "usual here that is too much. More → Dropout → “as built” takes its own."
    )


def varied(network: networks.Network) -> networks.Network:
    """The network with dropout and batch normalisation as the controls say, drawn or folded away."""
    return _with(network, drop(), norm())


def _with(network: networks.Network, rate: str, normed: str) -> networks.Network:
    if rate != AS_BUILT and (variants.has_dropout(network) or rate != USUAL_DROPOUT):
        network = variants.dropout(network, float(rate))
    return network if normed == AS_BUILT else variants.batch_norm(network, normed == ON)


def outputs(classes: int) -> int:
    """How many units the last layer gets: one for each class, unless a run was taken whose network has another
    number of them, which is told."""
    taken = widgets.hidden_number(OUTPUTS, 0, MOST, 0)
    if not taken:
        return classes
    st.caption(
        f"The network keeps the {taken} outputs of the run that these settings are from; there are {classes} classes."
    )
    st.button("One output for each class", on_click=links.forget, args=((OUTPUTS,),))
    return taken


def put_outputs(network: networks.Network, classes: int) -> None:
    """Keep the number of outputs of a run's network where it is not that of the classes; for callbacks."""
    units = shapes.records(config.trained(network))[-1].output
    links.put(OUTPUTS, units[0] if units != (classes,) and len(units) == 1 else 0)


def put(network: networks.Network) -> None:
    """Show this network: that of the menu which it is, with its dropout and batch norm, or else itself; for
    callbacks."""
    shown, rate, normed = _named(network)
    NETWORK.put(shown)
    links.put("dropout", rate)
    links.put("batchnorm", normed)


def _named(network: networks.Network) -> tuple[networks.Network, str, str]:
    rates = dict.fromkeys((USUAL_DROPOUT, *DROPOUTS))
    for made in (build() for build in KNOWN.values()):
        if made.name != network.name:
            continue
        for rate, normed in itertools.product(rates, NORMS):
            if _fitted(_with(made, rate, normed), network):
                return made, rate, normed
    return network, AS_BUILT, AS_BUILT


def _fitted(known: networks.Network, network: networks.Network) -> bool:
    """Whether the one becomes the other when it is fitted to its pictures and classes."""
    try:
        classes = shapes.records(config.trained(network))[-1].output[0]
        return config.fitted(known, network.input, classes) == network
    except InputError:
        return False
