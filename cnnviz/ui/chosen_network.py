"""The network that a page shows: one of the story, or one's own, kept in the link where it is small enough."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import streamlit as st

from cnnviz.api.uploads import File
from cnnviz.errors import InputError
from cnnviz.nets import networks, text
from cnnviz.nets.layers import Layers
from cnnviz.training import config_files
from cnnviz.ui import attempts, caching, components, links, uploads, widgets, words

# What the link says of a network that is too large for it: it stays in this session.
LARGE = "large"
# What is said of a file whose network is not known to its end.
BEFORE = "What comes before it is drawn."


# Session key owned here: by the name in the link, the JSON of the network that is too large for it.
_LARGE = "_networks_large"


def _key(name: str, what: str) -> str:
    return f"_network_{name}_{what}"


def _large() -> dict[str, str]:
    large: dict[str, str] = st.session_state.setdefault(_LARGE, {})
    return large


def snapshot() -> str:
    """The networks that no link holds, for `restore` of a later session; "" where there are none."""
    return json.dumps(_large(), sort_keys=True) if _large() else ""


def restore(snapshot: str) -> None:
    """Put back the `snapshot` of an earlier session, where there is nothing newer; for callbacks."""
    with suppress(ValueError, TypeError, RecursionError):
        kept = {name: large for name, large in dict(json.loads(snapshot)).items() if isinstance(large, str)}
        st.session_state[_LARGE] = kept | _large()
        for name in kept:
            st.session_state[_key(name, "trouble")] = ""  # a link was opened before its network was here


@dataclass(frozen=True)
class ChosenNetwork:
    """A network that the link holds under `name`, to begin with one of `known` (the first). Where it is `sized`, one of
    them with an input of another size is another network; else its input is that of the pictures.

    Session keys begin with the name: why the last change or file was not taken over, the name of the file that it came
    from, and which change of the builder's that was (none: the network came from elsewhere).
    """

    name: str
    known: Mapping[str, Callable[[], networks.Network]]
    sized: bool = False

    def _key(self, what: str) -> str:
        return _key(self.name, what)

    def _made(self) -> dict[tuple[str, Layers], str]:
        """The known networks' names, by what they are made of: the size of the input may be the picture's."""
        return {(made.name, made.layers): key for key, made in ((key, build()) for key, build in self.known.items())}

    def current(self) -> networks.Network:
        """The network now; what the link's cannot be is explained, and the usual one taken."""
        usual = next(iter(self.known))
        said = widgets.hidden_text(self.name, usual)
        try:
            return self._network(said)
        except InputError as error:
            st.session_state[self._key("trouble")] = str(error)
            return caching.made(self.known[usual])

    def _network(self, said: str) -> networks.Network:
        if said in self.known:
            return caching.made(self.known[said])
        if said != LARGE:
            return caching.from_link(said)
        if kept := _large().get(self.name):
            return text.from_json(kept)
        raise InputError("This link was made with a network too large for a link. Import it as JSON.")

    def put(self, network: networks.Network) -> None:
        """Show another network; for callbacks."""
        links.put(self.name, self.named(network))

    def named(self, network: networks.Network) -> str:
        """The network as a link names it; one too large for that is kept in the session."""
        same = self._made().get((network.name, network.layers))
        if same and self.sized and caching.made(self.known[same]).input != network.input:
            same = None
        try:
            return same or text.to_link(network)
        except InputError:
            _large()[self.name] = text.to_json(network)
            return LARGE

    def take(self, described: str) -> None:
        """Take over a network described in JSON; what it cannot be is explained, and the last one stays."""
        for what in ("file", "brought"):
            st.session_state[self._key(what)] = ""
        st.session_state[self._key("trouble")] = attempts.refusal(lambda: self.put(text.from_json(described)))

    def changed(self, said: Mapping[str, Any]) -> None:
        """Take over what the builder says, as far as it is a network; for callbacks."""
        st.session_state[self._key("edition")] = components.edition(said)
        if isinstance(described := said.get("text"), str):
            self.take(described)

    def edition(self) -> str:
        """Which change of the builder's was last heard of."""
        return self._said("edition")

    def trouble(self) -> str:
        """Why the last change was not taken over: told until the next is."""
        return self._said("trouble")

    def _said(self, what: str) -> str:
        return str(st.session_state.get(self._key(what), ""))

    def menu(self, titles: Mapping[str, str]) -> None:
        """The menu of networks to start from; `titles` by their keys."""
        key = f"start {self.name}"

        def started() -> None:
            if (chosen := st.session_state[key]) in self.known:
                self._elsewhere()
                links.put(self.name, chosen)
            # The same network can be started from again.
            st.session_state[key] = None

        st.selectbox(
            "Start from",
            list(self.known),
            index=None,
            format_func=titles.__getitem__,
            key=key,
            on_change=started,
            placeholder="a network",
        )

    def _elsewhere(self) -> None:
        """From now on the network is not what the builder told last."""
        for what in ("edition", "trouble", "file", "brought"):
            st.session_state[self._key(what)] = ""

    def uploader(self) -> None:
        """Where a network comes in: as JSON, ours or Keras's, or in ONNX, there as far as it is known."""

        def taken(files: tuple[File, ...], token: str) -> None:
            self._elsewhere()
            unknown = ""

            def take() -> None:
                nonlocal unknown
                found, unknown = config_files.as_far(files[0].data)
                self.put(found)

            refusal = attempts.refusal(take)
            st.session_state[self._key("file")] = refusal or (unknown and f"{unknown} {BEFORE}")
            st.session_state[self._key("brought")] = "" if refusal else files[0].name

        names = [name for name in (self._said("brought"),) if name]
        with st.container(width=320):
            uploads.uploader("Or bring one: JSON, Keras, ONNX", f"file {self.name}", taken, names=names)
        if trouble := self._said("file"):
            words.explain(trouble)
