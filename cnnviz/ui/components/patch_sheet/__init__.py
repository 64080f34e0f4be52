"""All channels of a layer, each as the patch that excites it most."""

from collections.abc import Mapping
from typing import Any

from cnnviz.ui import components

_sheet = components.declared(__file__)


def sheet(data: Mapping[str, Any], key: str, on_choose: components.Use) -> None:
    """Show them (see figures/looks/sheet): `data` holds the "picture" of all patches, "across" in a row, the "count",
    what each is called ("labels"), and its "word". `on_choose` gets {"channel": from 1}."""
    _sheet(key=key, data=dict(data), on_channel_change=components.passed_on(key, "channel", on_choose))
